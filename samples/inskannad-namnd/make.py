"""Minutes of a municipal committee, scanned on a worn copier: cover form, § and case numbers, a table of figures, signatures."""

from pathlib import Path

from printed import TIMES, Press, foot, head, write
from reportlab.platypus import Flowable, PageBreak
from scanned import WORN
from scanned import write as scan

press = Press(TIMES)


def cover() -> list[Flowable]:
    return [
        *press.form(
            [
                ("Plats och tid", [["Sammanträdesrum Linden, Brinkeby, tisdagen den 14 mars 2023 kl. 13.15–15.40"]]),
                (
                    "Beslutande",
                    [
                        [
                            "Gunborg Tallroth (S), ordförande",
                            "Sixten Fagerhult (C), vice ordförande",
                            "Mirjam Öberg (M)",
                        ],
                        ["Åke Lindhammar (S)", "Nadifa Warsame (V)", "Pär-Olof Ljungstam (KD)"],
                    ],
                ),
                ("Övriga deltagare", [["Vendela Skoglar, miljöchef, §§ 21–22", "Torkel Hedman, nämndsekreterare"]]),
                ("Utses att justera", [["Mirjam Öberg"]]),
                ("Justeringens plats och tid", [["Kommunhuset i Brinkeby, den 20 mars 2023"]]),
                ("Paragrafer", [["§§ 20–24"]]),
            ]
        ),
        *press.signatures(
            ("Sekreterare", "Torkel Hedman"), ("Ordförande", "Gunborg Tallroth"), ("Justerare", "Mirjam Öberg")
        ),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 20", "Val av justerare"),
        *press.heading("Beslut"),
        *press.text("Miljönämnden beslutar att utse Mirjam Öberg att justera protokollet."),
        *press.item("§ 21", "Ekonomisk uppföljning per februari", "Dnr MN 2023/18"),
        *press.text("Nämnden räknar med ett underskott på 350 000 kronor för helåret. Belopp i tkr."),
        *press.figures(
            ("Verksamhet", "Budget", "Prognos", "Avvikelse"),
            ("Tillsyn", "4 120", "4 310", "−190"),
            ("Livsmedel", "1 860", "2 020", "−160"),
            ("Summa", "5 980", "6 330", "−350"),
        ),
        *press.heading("Beslut"),
        *press.text("Miljönämnden beslutar att godkänna uppföljningen."),
        *press.item("§ 22", "Föreläggande om enskilt avlopp på Granhult 3:7", "Dnr MN 2022/204"),
        *press.text(
            "Fastighetsägaren har inte följt beslutet från 2022. Ett vite på 40 000 kronor föreslås.",
            "Nadifa Warsame (V) yrkar att ärendet återremitteras.",
        ),
        *press.heading("Beslut"),
        *press.text("Miljönämnden beslutar"),
        *press.clauses(
            "att förelägga fastighetsägaren att anlägga en ny avloppsanläggning senast den 30 september 2023,",
            "att förena föreläggandet med ett vite på 40 000 kronor.",
        ),
        *press.heading("Reservation"),
        *press.text("Nadifa Warsame (V) reserverar sig mot beslutet."),
        *press.item("§ 23", "Tillsynsplan för 2023", "Dnr MN 2023/31"),
        *press.heading("Beslut"),
        *press.text("Miljönämnden beslutar att anta tillsynsplanen."),
        *press.item("§ 24", "Anmälan av delegationsbeslut"),
        *press.heading("Beslut"),
        *press.text("Miljönämnden beslutar att lägga redovisningen till handlingarna."),
    ]


printed = Path(__file__).with_name("printed.pdf")
write(
    printed,
    "Sammanträdesprotokoll",
    lambda: [*cover(), *items()],
    head(TIMES, "BRINKEBY KOMMUN", "SAMMANTRÄDESPROTOKOLL", "Miljönämnden", "2023-03-14", "Sida {page} ({pages})"),
    foot(TIMES, "Justerandes signatur", "", "Utdragsbestyrkande"),
)
scan(Path(__file__).with_name("source.pdf"), printed, WORN)
