"""A mail with its body, minutes in a web page's letters, and a zip file in which lie the minutes of another meeting."""

from email.message import EmailMessage
from pathlib import Path

from mailed import zip_file

MINUTES = """Samfällighetsföreningen Tegelbacken
Protokoll från styrelsemöte

Datum: 2022-03-08
Tid: kl. 18.30–19.40
Plats: Kvartersgården
Närvarande: Rakel Ståhle (ordförande), Jimmy Öberg, Tuva Lindkvist (sekreterare)

§ 1 Mötets öppnande
Ordföranden öppnade mötet.

§ 2 Snöröjning
Styrelsen beslutade att anta offerten från Vägtjänst på 42 500 kr.

§ 3 Mötets avslutande
Ordföranden avslutade mötet.
"""
LATER = """Samfällighetsföreningen Tegelbacken
Protokoll från styrelsemöte

Datum: 2022-04-05
Tid: kl. 18.30–19.15
Plats: Kvartersgården
Närvarande: Rakel Ståhle (ordförande), Tuva Lindkvist (sekreterare)

§ 4 Mötets öppnande
Ordföranden öppnade mötet.

§ 5 Vårstädning
Styrelsen beslutade att bordlägga frågan till nästa möte.
"""
BODY = "Hej!\n\nHär kommer protokollen från mars och april.\n\nHälsningar\nTuva\n"

message = EmailMessage()
message["From"] = "Tuva Lindkvist <tuva@tegelbacken.example>"
message["To"] = "arkivet@tegelbacken.example"
message["Subject"] = "Protokoll från vårens möten"
message["Date"] = "Wed, 06 Apr 2022 19:02:11 +0200"
message["MIME-Version"] = "1.0"
message.set_content(BODY)
message.add_attachment(MINUTES.encode("cp1252"), "application", "octet-stream", filename="Protokoll 8 mars – mötet.txt")
message.add_attachment(zip_file({"2022/april/Möte.txt": LATER.encode()}), "application", "zip", filename="fler.zip")
message.set_boundary("===============tegelbacken==")
(Path(__file__).parent / "source.eml").write_bytes(message.as_bytes())
