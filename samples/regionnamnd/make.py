"""Minutes of a region's committee: dashes before the clauses, a draft for a higher body, a special opinion."""

from pathlib import Path

from printed import TIMES, Press, foot, head, write
from reportlab.platypus import Flowable, PageBreak, Spacer

press = Press(TIMES)


def cover() -> list[Flowable]:
    return [
        *press.title("Protokoll"),
        *press.lines(
            "Hälso- och sjukvårdsnämnden", "Torsdagen den 8 februari 2024, kl. 09.30–12.10", "Digitalt möte via Teams"
        ),
        *press.heading("Närvarande ledamöter"),
        *press.lines(
            "Barbro Ekenström (S), ordförande",
            "Carl-Henrik Dufva (M), vice ordförande",
            "Nasrin Karimi (S)",
            "Ove Sandelind (V)",
            "Lisbet Varg Olsson (C), §§ 1–4",
            "Fredrik Tängman (KD)",
        ),
        *press.heading("Tjänstgörande ersättare"),
        *press.lines("Agnes Ryttberg (SD)", "Jonny Lillhage (C), §§ 5–7, ersätter Lisbet Varg Olsson (C)"),
        *press.heading("Frånvarande ledamöter"),
        *press.lines("Tord Bäckvall (SD)"),
        *press.heading("Övriga närvarande"),
        *press.lines(
            "Ingela Mohlin, hälso- och sjukvårdsdirektör",
            "Pär Stjärne, ekonomichef, § 2",
            "Nadja Wikberg, nämndsekreterare",
        ),
        Spacer(1, 10),
        *press.lines("Justerade paragrafer: §§ 1–7"),
        *press.signatures(
            ("Sekreterare", "Nadja Wikberg"), ("Ordförande", "Barbro Ekenström"), ("Justerare", "Carl-Henrik Dufva")
        ),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 1", "Val av justerare och fastställande av föredragningslista"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden beslutar"),
        *press.clauses(
            "att utse Carl-Henrik Dufva (M) att tillsammans med ordföranden justera protokollet",
            "att fastställa föredragningslistan.",
            mark="–",
        ),
        *press.item("§ 2", "Bokslut 2023", "Dnr HSN 2024-0031"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden beslutar"),
        *press.clauses(
            "att godkänna nämndens bokslut för 2023",
            "att överlämna bokslutet till regionstyrelsen.",
            mark="–",
        ),
        *press.heading("Bakgrund"),
        *press.text(
            "Nämnden redovisar ett underskott på 73 miljoner kronor. Mer än 40 miljoner kronor avser inhyrd personal. "
            "Kostnaden för läkemedel ökade också, men mindre än i riket."
        ),
        *press.figures(
            ("Mnkr", "Budget 2023", "Utfall 2023", "Avvikelse"),
            ("Primärvård", "812,0", "826,5", "-14,5"),
            ("Slutenvård", "1 640,0", "1 702,0", "-62,0"),
            ("Ambulanssjukvård", "118,5", "119,0", "-0,5"),
            ("Tandvård", "74,0", "70,0", "4,0"),
            ("Totalt", "2 644,5", "2 717,5", "-73,0"),
        ),
        *press.heading("Beslutsunderlag"),
        *press.lines("Tjänsteutlåtande den 22 januari 2024"),
        *press.item("§ 3", "Avgift för lån av elrullstol", "Dnr HSN 2023-0644"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden föreslår regionfullmäktige besluta"),
        *press.clauses("att avgiften för lån av elrullstol ska vara 600 kronor per år från den 1 juli 2024.", mark="–"),
        *press.heading("Reservation"),
        *press.text("Ove Sandelind (V) reserverar sig mot beslutet."),
        *press.heading("Bakgrund"),
        *press.text("Avgiften är i dag 450 kronor per år och har inte ändrats sedan 2015."),
        *press.heading("Yrkande"),
        *press.text("Ove Sandelind (V) yrkar avslag på förslaget."),
        *press.heading("Propositionsordning"),
        *press.text("Ordföranden ställer proposition på bifall och avslag och finner att nämnden bifaller förslaget."),
        *press.item("§ 4", "Mobila vårdteam i norra länsdelen", "Dnr HSN 2024-0008"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden beslutar"),
        *press.clauses(
            "att avsätta 2,4 mnkr ur nämndens utvecklingsmedel för mobila vårdteam",
            "att uppdra åt hälso- och sjukvårdsdirektören att redovisa en plan för teamen senast den 31 maj 2024.",
            mark="–",
        ),
        *press.heading("Särskilt yttrande"),
        *press.text("Fredrik Tängman (KD) lämnar ett särskilt yttrande."),
        *press.heading("Bakgrund"),
        *press.text(
            "Två av länsdelens vårdcentraler saknar fast läkare. Ett mobilt team med läkare och sjuksköterska kan "
            "besöka patienter i hemmet och avlasta akutmottagningen."
        ),
        *press.item("§ 5", "Yttrande över remiss om nationell hälsoportal", "Dnr HSN 2023-0702"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden beslutar"),
        *press.clauses("att anta förslaget till yttrande som sitt eget.", mark="–"),
        *press.text("Paragrafen justeras omedelbart."),
        *press.item("§ 6", "Information från förvaltningen"),
        *press.text("Ingela Mohlin informerar om sommarens bemanning och om bygget av det nya akuthuset."),
        *press.item("§ 7", "Anmälningsärenden"),
        *press.heading("Beslut"),
        *press.text("Hälso- och sjukvårdsnämnden beslutar"),
        *press.clauses("att lägga anmälningsärendena till handlingarna.", mark="–"),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Protokoll",
    lambda: [*cover(), *items()],
    head(TIMES, "Region Mittlanda", "", "Hälso- och sjukvårdsnämnden", "2024-02-08", "Sida {page} av {pages}"),
    foot(TIMES, "Region Mittlanda", "Regionens hus, Slottsvägen 2", "www.example.org"),
)
