"""An Outlook mail with minutes in RTF."""

from pathlib import Path

from mailed import compound_file, outlook

MINUTES = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard\b Hemslöjdsföreningen Näverkonten\b0\par
\b Protokoll fört vid styrelsemöte\b0\par\par
\trowd\cellx2500\cellx9000\pard\intbl Tid\cell Torsdagen den 14 september 2017 kl. 18.00\cell\row
\trowd\cellx2500\cellx9000\pard\intbl Plats\cell Slöjdstugan\cell\row
\trowd\cellx2500\cellx9000\pard\intbl Närvarande\cell Märta Skog, ordförande\line Ivar Tun\line Berit Öst, sekreterare\cell\row
\pard\par
\b § 31 Föregående protokoll\b0\par Protokollet lades till handlingarna.\par\par
\b § 32 Höstmarknaden\b0\par Styrelsen beslutade\par att hyra Folkets park för 3 800 kr\par
att utse Ivar Tun till marknadsansvarig\par\par
\b § 33 Avslutning\b0\par Ordföranden tackade och avslutade mötet.\par}
"""
BODY = "Hej,\r\n\r\nprotokollet bifogas.\r\n\r\n/Berit\r\n"

mail = outlook(BODY, ("Protokoll hösten.rtf", MINUTES.encode("cp1252")), subject="Protokoll")
(Path(__file__).parent / "source.msg").write_bytes(compound_file(mail))
