"""Minutes of a region's council: members in two columns without rules, a supplement, elections, an interpellation."""

from pathlib import Path

from printed import HELVETICA, Press, foot, head, write
from reportlab.platypus import Flowable, PageBreak

press = Press(HELVETICA)


def cover() -> list[Flowable]:
    return [
        *press.title("Protokoll"),
        *press.lines(
            "Tid: tisdagen den 14 juni 2022 kl. 10.00–15.45", "Plats: Folkets hus, Östanbro, och digitalt via Teams"
        ),
        *press.heading("Närvarande ledamöter"),
        *press.columns(
            [
                "Britt-Marie Hammarland (S), ordförande",
                "Edvin Stålhandske (M), 1:e vice ordförande",
                "Yvonne Kuoppamäki (V), 2:e vice ordförande",
                "Jörn Bratthall (KD)",
            ],
            ["Leyla Demirel (S)", "Stig Orrlund (SD), §§ 61–63", "Petra Engdala (C)", "Rickard Nyländer (L)"],
        ),
        *press.heading("Tjänstgörande ersättare"),
        *press.columns(
            ["Nora Sandklef (MP) för Oskar Hjelmare (MP)"], ["Kurt Wallmark (SD) för Stig Orrlund (SD), § 64"]
        ),
        *press.heading("Övriga"),
        *press.columns(["Anna Reimers, regiondirektör"], ["Isak Bodvar, sekreterare"]),
        *press.heading("Justering"),
        *press.lines(
            "Justerare: Petra Engdala (C) och Rickard Nyländer (L)",
            "Justeringens plats och tid: Regionens hus, 2022-06-28",
        ),
        *press.signatures(("Sekreterare", "Isak Bodvar"), ("Ordförande", "Britt-Marie Hammarland")),
        *press.signatures(("Justerare", "Petra Engdala"), ("Justerare", "Rickard Nyländer")),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 61", "Årsredovisning 2021 för Region Östanfjäll", "RS 2022-118"),
        *press.heading("Regionfullmäktiges beslut"),
        *press.clauses(
            "Årsredovisningen för 2021 godkänns.",
            "Resultatet, 212,4 miljoner kronor, balanseras i ny räkning.",
            mark="1",
        ),
        *press.heading("Sammanfattning"),
        *press.text("Resultatet är 38 mnkr bättre än budget. Kostnaderna för inhyrd personal ökade med 11 procent."),
        *press.figures(
            ("Mnkr", "2021", "2020"),
            ("Verksamhetens intäkter", "1 204,5", "1 166,0"),
            ("Verksamhetens kostnader", "-6 812,3", "-6 590,1"),
            ("Skatter och bidrag", "5 820,2", "5 611,4"),
            ("Årets resultat", "212,4", "187,3"),
        ),
        *press.item("§ 62", "Ansvarsfrihet för 2021", "RS 2022-119"),
        *press.heading("Regionfullmäktiges beslut"),
        *press.clauses("Regionstyrelsen beviljas ansvarsfrihet för 2021.", mark="1"),
        *press.heading("Deltar inte i beslutet"),
        *press.text("Ledamöterna i regionstyrelsen deltar inte i beslutet på grund av jäv."),
        *press.item("§ 63", "Regiontaxa för färdtjänst", "RS 2022-201"),
        *press.heading("Regionfullmäktiges beslut"),
        *press.clauses("Egenavgiften fastställs till 55 kronor per resa från den 1 januari 2023.", mark="1"),
        *press.heading("Yrkanden"),
        *press.text(
            "Leyla Demirel (S) och Petra Engdala (C) yrkar bifall till regionstyrelsens förslag.",
            "Edvin Stålhandske (M) yrkar med instämmande av Jörn Bratthall (KD) att avgiften fastställs till 45 kronor.",
        ),
        *press.heading("Propositionsordning"),
        *press.text(
            "Ordföranden ställer proposition på de båda förslagen och finner att regionfullmäktige bifaller "
            "regionstyrelsens förslag."
        ),
        *press.heading("Reservation"),
        *press.text("Ledamöterna från M och KD reserverar sig mot beslutet."),
        *press.item("§ 64", "Interpellation om väntetider i tandvården", "RS 2022-233"),
        *press.heading("Regionfullmäktiges beslut"),
        *press.clauses("Interpellationen anses besvarad.", mark="1"),
        *press.item("§ 65", "Avsägelser och val", "RS 2022-15"),
        *press.heading("Regionfullmäktiges beslut"),
        *press.clauses(
            "Oskar Hjelmare (MP) befrias från uppdraget som ersättare i patientnämnden.",
            "Till ny ersättare i patientnämnden väljs Nora Sandklef (MP).",
            mark="1",
        ),
        *press.heading("Beslutet skickas till"),
        *press.lines("Patientnämnden", "De valda"),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Protokoll",
    lambda: [*cover(), *items()],
    head(HELVETICA, "Region Östanfjäll", "Protokoll", "Regionfullmäktige", "2022-06-14", "Sida {page} av {pages}"),
    foot(HELVETICA, "Region Östanfjäll", "Box 12, 900 00 Östanbro", "regionen@ostanfjall.example"),
)
