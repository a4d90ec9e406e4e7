"""Minutes of a road association as a PDF to which two files are attached: the notice that called the meeting, and minutes before it."""

from pathlib import Path

import pypdfium2
from printed import HELVETICA, Press, write
from reportlab.platypus import Flowable

press = Press(HELVETICA)
NOTICE = """Kallelse till årsstämma
Gransjö vägsamfällighet
Lördagen den 18 april 2020 kl. 10.00 i bystugan

1. Stämmans öppnande
2. Val av ordförande
3. Utdebitering
"""
BEFORE = """Gransjö vägsamfällighet
Protokoll från styrelsemöte

Datum: 2020-02-20
Närvarande: Bertil Lejonhed (ordförande), Sanna Ivarsdotter (sekreterare)

§ 1 Grusning
Styrelsen beslutade att köpa grus för 22 000 kr.
"""


def story() -> list[Flowable]:
    return [
        *press.title("Gransjö vägsamfällighet"),
        *press.title("Protokoll fört vid årsstämma", 12),
        *press.text("Lördagen den 18 april 2020 kl. 10.00 i bystugan"),
        *press.heading("1. Stämmans öppnande"),
        *press.text("Styrelsens ordförande Bertil Lejonhed öppnade stämman."),
        *press.heading("2. Val av ordförande"),
        *press.text("Till ordförande för stämman valdes Sanna Ivarsdotter."),
        *press.heading("3. Utdebitering"),
        *press.text("Stämman beslutade att utdebiteringen ska vara 300 kr per andel."),
    ]


target = Path(__file__).with_name("source.pdf")
write(target, "Årsstämma", story)
document = pypdfium2.PdfDocument(target.read_bytes())
for name, text in (("kallelse.txt", NOTICE), ("styrelsen 2020-02-20.txt", BEFORE)):
    document.new_attachment(name).set_data(text.encode())
document.save(target)
document.close()
