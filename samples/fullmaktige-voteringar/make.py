"""Minutes of a council: two rounds of voting in one matter, and lists of the votes behind the minutes."""

from pathlib import Path

from printed import TIMES, Press, head, write
from reportlab.platypus import Flowable, PageBreak

press = Press(TIMES)

MEMBERS = (
    "Viola Hammarskog (S)",
    "Per-Anders Brink (M)",
    "Ingalill Törnros (C)",
    "Samir Khoury (V)",
    "Rolf Ahlsten (SD)",
    "Cecilia Munther (KD)",
    "Bengt-Åke Lundmarker (S)",
    "Tove Ekegren (MP)",
    "Josefin Wadman (L)",
)


def cover() -> list[Flowable]:
    return [
        *press.title("Sammanträdesprotokoll"),
        *press.form(
            [
                ("Plats och tid", [["Rådhuset i Kvarnstad, tisdagen den 16 april 2024 klockan 17.30–20.05"]]),
                (
                    "Beslutande",
                    [
                        ["Viola Hammarskog (S), ordförande", "Per-Anders Brink (M), vice ordförande", *MEMBERS[2:5]],
                        [*MEMBERS[5:8], "Josefin Wadman (L), tjänstgörande ersättare"],
                    ],
                ),
                ("Övriga närvarande", [["Mikaela Ståhlberg, kommunsekreterare", "Jonas Fägerlind, ekonomichef § 32"]]),
                ("Justerare", [["Ingalill Törnros (C) och Rolf Ahlsten (SD)"]]),
                ("Justeringens plats och tid", [["Kommunkansliet, måndagen den 22 april 2024 klockan 15.00"]]),
                ("Paragrafer", [["31–34"]]),
            ]
        ),
        *press.signatures(("Sekreterare", "Mikaela Ståhlberg"), ("Ordförande", "Viola Hammarskog")),
        *press.signatures(("Justerande", "Ingalill Törnros"), ("Justerande", "Rolf Ahlsten")),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 31", "Fastställande av dagordning"),
        *press.heading("Beslut"),
        *press.text("Kommunfullmäktige fastställer dagordningen."),
        *press.item("§ 32", "Ny simhall", "KS/2024:87"),
        *press.heading("Beslut"),
        *press.clauses(
            "att bygga en simhall för högst 148 miljoner kronor, samt",
            "att ge kommunstyrelsen i uppdrag att upphandla byggnaden.",
            mark="–",
        ),
        *press.heading("Ärendebeskrivning"),
        *press.text("Den gamla simhallen är från 1968. Renovering skulle kosta cirka 60 miljoner kronor."),
        *press.heading("Yrkanden"),
        *press.text(
            "Bengt-Åke Lundmarker (S) yrkar bifall till kommunstyrelsens förslag.",
            "Per-Anders Brink (M) yrkar att ärendet återremitteras.",
            "Rolf Ahlsten (SD) yrkar att den gamla simhallen renoveras.",
        ),
        *press.heading("Propositionsordning"),
        *press.text(
            "Ordföranden ställer först proposition på om ärendet ska avgöras i dag eller återremitteras och finner att "
            "ärendet ska avgöras i dag. Votering begärs. Den som vill att ärendet avgörs i dag röstar ja, den som vill "
            "återremittera ärendet röstar nej."
        ),
        *press.heading("Votering 1"),
        *press.text("Med 5 ja-röster mot 4 nej-röster beslutar kommunfullmäktige att ärendet ska avgöras i dag."),
        *press.heading("Votering 2"),
        *press.text(
            "Ordföranden ställer kommunstyrelsens förslag mot Rolf Ahlstens yrkande. Den som vill bifalla "
            "kommunstyrelsens förslag röstar ja, den som vill bifalla Rolf Ahlstens yrkande röstar nej. Omröstningen "
            "utfaller med 6 ja-röster, 2 nej-röster och 1 som avstår.",
        ),
        *press.heading("Reservation"),
        *press.text("Per-Anders Brink (M) och Rolf Ahlsten (SD) reserverar sig mot beslutet."),
        *press.item("§ 33", "Motion om fria bussresor", "KS/2023:241"),
        *press.heading("Beslut"),
        *press.text("Motionen avslås."),
        *press.heading("Särskilt yttrande"),
        *press.text("Samir Khoury (V) lämnar ett särskilt yttrande."),
        *press.item("§ 34", "Fyllnadsval", "KS/2024:12"),
        *press.heading("Beslut"),
        *press.text("Tove Ekegren (MP) väljs till ersättare i valberedningen efter Lennart Sköldebrand (MP)."),
        PageBreak(),
    ]


def votes() -> list[Flowable]:
    first = "101100110"
    second = "111100110"
    abstaining = {"Josefin Wadman (L)"}
    rounds = []
    for number, ayes in (("1", first), ("2", second)):
        rows = [
            (name, "", "", "X")
            if number == "2" and name in abstaining
            else (name, "X" if aye == "1" else "", "" if aye == "1" else "X", "")
            for name, aye in zip(MEMBERS, ayes, strict=True)
        ]
        rounds += [
            *press.heading(f"Voteringslista {number}, § 32 Ny simhall"),
            *press.crosses(("Ledamot", "Ja", "Nej", "Avstår"), *rows),
        ]
    return rounds


write(
    Path(__file__).with_name("source.pdf"),
    "Protokoll",
    lambda: [*cover(), *items(), *votes()],
    head(TIMES, "Kvarnstads kommun", "Protokoll", "Kommunfullmäktige", "2024-04-16", "{page} ({pages})"),
)
