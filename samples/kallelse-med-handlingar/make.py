"""A notice of meeting with all its papers: two reports with drafts, and the earlier minutes of a working committee."""

from pathlib import Path

from printed import TIMES, Press, write
from reportlab.platypus import Flowable, PageBreak

press = Press(TIMES)


def notice() -> list[Flowable]:
    return [
        *press.title("Kallelse"),
        *press.form(
            [
                ("Organ", [["Tekniska nämnden, Vassmora kommun"]]),
                ("Tid", [["Onsdagen den 17 april 2024 kl. 13.30"]]),
                ("Plats", [["Kommunhuset, Sjösalen"]]),
                ("Ordförande", [["Lisbeth Tallroth"]]),
                ("Justerare", [["Kjell Ravn"]]),
            ],
            rules=False,
        ),
        *press.heading("Ärenden"),
        *press.clauses(
            "Godkännande av dagordning",
            "Ny gångbro över Vassån, TN 2024/18",
            "Taxa för slamtömning, TN 2024/22",
            "Meddelanden",
            mark="1",
        ),
        PageBreak(),
    ]


def report(number: str, title: str, draft: str, matter: str) -> list[Flowable]:
    return [
        *press.title("Tjänsteskrivelse"),
        *press.lines("2024-04-02", f"Dnr {number}", "Handläggare: Mårten Silfver"),
        *press.title(title, 12),
        *press.heading("Förslag till beslut"),
        *press.text(draft),
        *press.heading("Bakgrund"),
        *press.text(matter),
        PageBreak(),
    ]


def earlier() -> list[Flowable]:
    return [
        *press.title("Sammanträdesprotokoll"),
        *press.form(
            [
                ("Organ", [["Tekniska nämndens arbetsutskott"]]),
                ("Sammanträdesdatum", [["2024-04-04"]]),
                ("Plats och tid", [["Kommunhuset, kl. 8.30–9.10"]]),
                ("Beslutande", [["Lisbeth Tallroth (S), ordförande", "Kjell Ravn (M)"]]),
                ("Utses att justera", [["Kjell Ravn"]]),
            ],
        ),
        *press.signatures(("Ordförande", "Lisbeth Tallroth"), ("Justerare", "Kjell Ravn")),
        *press.item("§ 9", "Ny gångbro över Vassån", "TN 2024/18"),
        *press.heading("Beslut"),
        *press.text("Arbetsutskottet föreslår tekniska nämnden besluta att bygga bron i trä."),
        *press.item("§ 10", "Taxa för slamtömning", "TN 2024/22"),
        *press.heading("Beslut"),
        *press.text("Ärendet lämnas till nämnden utan eget förslag."),
    ]


def story() -> list[Flowable]:
    return [
        *notice(),
        *report(
            "TN 2024/18",
            "Ny gångbro över Vassån",
            "Tekniska nämnden beslutar att anslå 1 850 000 kronor till en ny gångbro.",
            "Bron från 1961 är stängd sedan i höstas.",
        ),
        *report(
            "TN 2024/22",
            "Taxa för slamtömning",
            "Tekniska nämnden föreslår kommunfullmäktige besluta att avgiften ska vara 1 140 kronor per år.",
            "Taxan har inte ändrats på sex år.",
        ),
        *earlier(),
    ]


write(Path(__file__).with_name("source.pdf"), "Kallelse med handlingar", story)
