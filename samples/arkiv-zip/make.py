"""A zip file of folders: minutes in text twice, as they are kept in two places, and a web page."""

from pathlib import Path

from mailed import zip_file

MINUTES = """Kolonilottsföreningen Solrosen
Årsmötesprotokoll

Datum: 2020-03-15
Plats: Folkets hus

1. Mötets öppnande
Ordförande Stellan Gräns öppnade mötet.

2. Val av mötesordförande
Mötet valde Anna-Greta Mo till mötesordförande.

3. Medlemsavgift
Mötet beslutade att medlemsavgiften ska vara 250 kr.

4. Mötets avslutande
Mötet avslutades.
"""
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Solrosen</title></head><body>
<nav><a href="/">Hem</a> <a href="/odla">Odla</a> <a href="/mote">Möten</a></nav>
<main><h1>Kallelse till årsmöte</h1><p>Kolonilottsföreningen Solrosen kallar till årsmöte den 15 mars 2020 i Folkets hus.</p>
<h2>Dagordning</h2><ol><li>Mötets öppnande</li><li>Val av mötesordförande</li><li>Medlemsavgift</li><li>Mötets avslutande</li></ol>
</main></body></html>
"""
members = {
    "2020/årsmöte.txt": MINUTES.encode(),
    "2020/kallelse.html": PAGE.encode(),
    "kopior/årsmöte.txt": MINUTES.encode(),
}
(Path(__file__).parent / "source.zip").write_bytes(zip_file(members))
