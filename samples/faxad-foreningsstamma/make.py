"""Minutes of a village association's annual meeting, faxed as a black and white TIFF: numbered items without §, no list of names."""

from pathlib import Path

from printed import HELVETICA, Press, write
from reportlab.platypus import Flowable
from scanned import Glass
from scanned import write as scan

press = Press(HELVETICA)
ITEMS = (
    ("Mötets öppnande", "Ordföranden Birger Hallsenius hälsade välkommen och förklarade mötet öppnat."),
    (
        "Val av mötesordförande och sekreterare",
        "Till mötesordförande valdes Sigrid Ekstam. Till sekreterare valdes Jorma Peltola.",
    ),
    ("Val av justerare", "Till justerare valdes Elna Brolund och Casimir Dahl."),
    ("Fråga om kallelsen", "Mötet beslutade att godkänna kallelsen."),
    (
        "Bokslut för 2021",
        "Kassören redogjorde för bokslutet. Årets överskott är 12 450 kr. Mötet beslutade att fastställa bokslutet.",
    ),
    ("Ansvarsfrihet", "Mötet beslutade att bevilja styrelsen ansvarsfrihet."),
    ("Medlemsavgift", "Mötet beslutade att avgiften för 2023 ska vara 250 kr per hushåll."),
    ("Mötets avslutande", "Ordföranden tackade för visat intresse och avslutade mötet."),
)


def story() -> list[Flowable]:
    return [
        *press.title("Protokoll fört vid årsmöte med Ekvikens byalag"),
        *press.text("Söndagen den 27 mars 2022 kl. 16.00 i Ekvikens bygdegård"),
        *(
            part
            for number, (title, text) in enumerate(ITEMS, 1)
            for part in (*press.heading(f"{number}. {title}"), *press.text(text))
        ),
        *press.signatures(
            ("Vid protokollet", "Jorma Peltola"), ("Justeras", "Elna Brolund"), ("Justeras", "Casimir Dahl")
        ),
    ]


printed = Path(__file__).with_name("printed.pdf")
write(printed, "Årsmöte", story)
scan(Path(__file__).with_name("source.tif"), printed, Glass(dpi=200, askew=-0.4))
