"""Minutes of a boat club's board, photographed: a JPEG that says nothing of its size, the page a little askew on the table."""

from pathlib import Path

from printed import HELVETICA, Press, write
from reportlab.platypus import Flowable
from scanned import Glass
from scanned import write as scan

press = Press(HELVETICA)
ITEMS = (
    ("Mötets öppnande", "Ordföranden öppnade mötet."),
    ("Val av justerare", "Till justerare valdes Alva Grenholm."),
    (
        "Ny brygga",
        "Kassören har tagit in tre offerter.",
        "Styrelsen beslutade att anta den lägsta offerten, 86 400 kr, och att bryggan ska vara klar till midsommar.",
    ),
    ("Vinterförvaring", "Frågan bordlades till nästa möte."),
    ("Mötets avslutande", "Ordföranden avslutade mötet."),
)


def story() -> list[Flowable]:
    return [
        *press.title("Båtklubben Tärnungen"),
        *press.title("Protokoll fört vid styrelsemöte", 12),
        *press.lines(
            "Datum: 2018-04-11",
            "Tid: kl. 19.00–20.15",
            "Plats: Klubbhuset i Vassviken",
            "Närvarande: Holger Sjögren (ordförande), Alva Grenholm, Ture Backlind (kassör), Mia Norén (sekreterare)",
        ),
        *(
            part
            for number, (title, *texts) in enumerate(ITEMS, 12)
            for part in (*press.heading(f"§ {number} {title}"), *press.text(*texts))
        ),
        *press.signatures(
            ("Vid protokollet", "Mia Norén"), ("Ordförande", "Holger Sjögren"), ("Justeras", "Alva Grenholm")
        ),
    ]


printed = Path(__file__).with_name("printed.pdf")
write(printed, "Styrelsemöte", story)
scan(Path(__file__).with_name("source.jpg"), printed, Glass(dpi=200, askew=-0.6, paper=238))
