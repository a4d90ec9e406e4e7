"""A composite file: cover letter, minutes of a coordination association's board, certificate of signatures, plan."""

from pathlib import Path

from printed import VERA, Press, head, write
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer

press = Press(VERA)


def letter() -> list[Flowable]:
    return [
        *press.lines("Samordningsförbundet Östra Kvarnådalen", "Torggatan 11", "Kvarnå"),
        *press.lines("2024-05-29"),
        *press.lines("Till förbundets medlemmar", "Kvarnå kommun", "Lövsele kommun", "Region Mittdalarna")[:1],
        Spacer(1, 14),
        *press.title("Protokoll samt budget och verksamhetsplan 2025", 12),
        *press.text(
            "Här kommer protokollet från styrelsens senaste möte. Protokollet är justerat och har anslagits på "
            "medlemmarnas anslagstavlor enligt förbundsordningen.",
            "Vid mötet fastställdes budget och verksamhetsplan för nästa år. Planen följer med som bilaga, och vi "
            "presenterar den gärna för er som vill.",
            "Hör av er till kansliet om något är oklart.",
        ),
        Spacer(1, 20),
        *press.lines("Med vänlig hälsning", "", "Lotta Brännström", "förbundschef", "tfn 070-000 00 00"),
        PageBreak(),
    ]


def minutes() -> list[Flowable]:
    return [
        *press.title("Protokoll från styrelsemöte"),
        *press.form(
            [
                ("Datum och tid", [["Fredagen den 24 maj 2024, kl. 9.00–11.45"]]),
                ("Plats", [["Medborgarhuset i Kvarnå, lokal Rönnen"]]),
                (
                    "Beslutande",
                    [
                        [
                            "Roland Wikner, Kvarnå kommun, ordförande",
                            "Annika Sjölund, Försäkringskassan, vice ordförande",
                            "Mehmet Aydin, Arbetsförmedlingen, §§ 28–33",
                            "Karl-Gustav Norell, Lövsele kommun",
                            "Petra Ahlström Lind, Region Mittdalarna",
                        ]
                    ],
                ),
                ("Ersättare", [["Siw Hagelin, Kvarnå kommun"]]),
                ("Övriga närvarande", [["Lotta Brännström, förbundschef", "Daniel Frostell, processledare, § 31"]]),
                ("Anmält förhinder", [["Ingegerd Palmér, Lövsele kommun"]]),
                ("Justerare", [["Karl-Gustav Norell"]]),
                ("Sekreterare", [["Lotta Brännström"]]),
                ("Paragrafer", [["§§ 28–35"]]),
            ]
        ),
        *press.item("§ 28", "Mötets öppnande"),
        *press.text("Ordföranden hälsar alla välkomna och öppnar mötet."),
        *press.item("§ 29", "Dagordning och val av justerare"),
        *press.text("Dagordningen godkänns.", "Karl-Gustav Norell utses att justera protokollet."),
        *press.item("§ 30", "Ekonomisk rapport"),
        *press.text(
            "Lotta Brännström redogör för ekonomin. Kostnaderna till och med april är 2,9 mnkr, vilket är 340 tkr "
            "lägre än budgeterat. Det beror främst på att två insatser har kommit i gång senare än planerat.",
            "Styrelsen beslutar att lägga rapporten till handlingarna.",
        ),
        *press.item("§ 31", "Ansökan från Lövsele kommun: Steget vidare"),
        *press.text(
            "Daniel Frostell presenterar ansökan. Insatsen vänder sig till unga vuxna som varken arbetar eller "
            "studerar. Kostnaden beräknas till 1,1–1,3 mnkr per år.",
            "Styrelsen beslutar",
        ),
        *press.clauses(
            "att bevilja insatsen Steget vidare högst 1 150 tkr per år under 2025 och 2026,",
            "att insatsen ska rapportera till styrelsen varje halvår, samt",
            "att ge förbundschefen i uppdrag att teckna överenskommelse med Lövsele kommun.",
        ),
        *press.item("§ 32", "Ansökan om förlängning av Gröna spåret"),
        *press.text(
            "Ansökan gäller 480 000 kr. Beredningsgruppen har gått igenom slutrapporten och konstaterar att få "
            "deltagare har gått vidare till arbete eller studier.",
            "Styrelsen beslutar att avslå ansökan.",
        ),
        *press.item("§ 33", "Budget och verksamhetsplan 2025"),
        *press.text(
            "Förslaget har varit på samråd med medlemmarna, som inte har haft något att invända.",
            "Styrelsen beslutar att fastställa budget och verksamhetsplan för 2025 enligt bilaga.",
        ),
        *press.item("§ 34", "Val av representant till länets nätverk"),
        *press.text("Annika Sjölund väljs till förbundets representant i nätverket."),
        *press.item("§ 35", "Nästa möte och avslutning"),
        *press.text(
            "Nästa möte hålls fredagen den 30 augusti 2024 klockan 9.00. Ordföranden tackar och avslutar mötet "
            "klockan 11.45."
        ),
        *press.signatures(
            ("Ordförande", "Roland Wikner"), ("Sekreterare", "Lotta Brännström"), ("Justerare", "Karl-Gustav Norell")
        ),
        PageBreak(),
    ]


def certificate() -> list[Flowable]:
    parts = press.title("Signaturcertifikat") + press.text(
        "Dokumentet har undertecknats elektroniskt av nedanstående personer. Certifikatet är en del av dokumentet och "
        "visar vem som undertecknade och när.",
        "Dokument: Protokoll styrelsemöte 2024-05-24",
        "Transaktion: 00000000-1111-2222-3333-444444444444",
    )
    for name, when in (
        ("ROLAND WIKNER", "2024-05-27 16:40:11"),
        ("LOTTA BRÄNNSTRÖM", "2024-05-27 13:02:57"),
        ("KARL-GUSTAV NORELL", "2024-05-28 08:14:22"),
    ):
        parts += [
            HRFlowable(width="100%", thickness=0.3),
            *press.lines(f"*{name}".lstrip("*"), f"Undertecknade {when} med svenskt BankID"),
        ]
    return [*parts, PageBreak()]


def plan() -> list[Flowable]:
    return [
        *press.title("Budget och verksamhetsplan 2025"),
        *press.text("Bilaga till styrelsens protokoll 2024-05-24, § 33"),
        *press.heading("1. Förbundets uppgift"),
        *press.text(
            "Förbundet arbetar enligt lagen (2003:1210) om finansiell samordning av rehabiliteringsinsatser. Medlemmarna "
            "ska tillsammans ge stöd till personer i arbetsför ålder som behöver insatser från flera parter."
        ),
        *press.heading("2. Mål för 2025"),
        *press.clauses(
            "Minst 120 personer ska delta i förbundets insatser.",
            "Fyra av tio som avslutar en insats ska gå vidare till arbete eller studier.",
            "Alla insatser ska följas upp tillsammans med deltagarna.",
            mark="–",
        ),
        *press.heading("3. Ekonomi"),
        *press.text(
            "Medlemmarnas bidrag uppgår till 9 200 tkr. Staten bidrar med hälften. Eget kapital vid årets slut "
            "beräknas till omkring 1,4 mnkr."
        ),
        *press.figures(
            ("Budget (tkr)", "Utfall 2023", "Budget 2024", "Budget 2025"),
            ("Medlemsbidrag", "8 600", "8 900", "9 200"),
            ("Styrelse och revision", "-310", "-340", "-345"),
            ("Kansli", "-1 720", "-1 800", "-1 860"),
            ("Insatser för unga", "-3 105", "-3 400", "-3 950"),
            ("Insatser för långtidssjukskrivna", "-2 240", "-2 500", "-2 400"),
            ("Kompetensutveckling", "-415", "-600", "-500"),
            ("Resultat", "810", "260", "145"),
        ),
        *press.heading("4. Uppföljning"),
        *press.text("Förbundschefen rapporterar ekonomi och resultat till styrelsen vid varje ordinarie möte."),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Protokoll samt budget och verksamhetsplan 2025",
    lambda: [*letter(), *minutes(), *certificate(), *plan()],
    head(VERA, "", "", "Samordningsförbundet Östra Kvarnådalen", "", "{page}/{pages}"),
)
