"""A web page with the minutes of a tenants' association, saved by a browser as one file (MHT), with the menus and a picture around them."""

from email.message import EmailMessage
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Styrelsemöte – Hyresgästföreningen Lingonbacken</title></head>
<body>
<div id="cookies"><p>Vi använder kakor.</p><button>Godkänn alla</button></div>
<header><img src="cid:logo"><nav><ul><li><a href="/">Start</a></li><li><a href="/protokoll">Protokoll</a></li></ul></nav></header>
<main>
<h1>Hyresgästföreningen Lingonbacken</h1>
<h2>Protokoll från styrelsemöte</h2>
<p>Datum: 2021-09-14<br>Tid: kl. 18.00–19.05<br>Plats: Tvättstugan, Lingonvägen</p>
<p>Närvarande: Faduma Nilsdotter (ordförande), Kent Rödvik (sekreterare), Ylva Strandmark</p>
<h3>§ 1 Öppnande</h3><p>Ordföranden öppnade mötet.</p>
<h3>§ 2 Gårdsfest</h3><p>Styrelsen beslutade att avsätta 3 500 kr till gårdsfesten.</p>
<h3>§ 3 Avslutning</h3><p>Ordföranden avslutade mötet.</p>
</main>
<footer><p>Hyresgästföreningen Lingonbacken | Kontakta oss | Om webbplatsen</p></footer>
</body></html>
"""
PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")

page = EmailMessage()
page["From"] = "<Sparad av webbläsaren>"
page["Subject"] = "Styrelsemöte"
page["MIME-Version"] = "1.0"
page.set_content(PAGE, subtype="html")
page.add_related(PIXEL, "image", "gif", cid="logo")
page.set_type("multipart/related")
page.set_boundary("----lingonbacken----")
(Path(__file__).parent / "source.mht").write_bytes(page.as_bytes())
