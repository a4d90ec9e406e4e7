"""Minutes of a municipal board: cover form in two columns, a table over a page break, a vote by name."""

from pathlib import Path

from printed import HELVETICA, Press, foot, head, write
from reportlab.platypus import Flowable, PageBreak

press = Press(HELVETICA)


def cover() -> list[Flowable]:
    form = press.form(
        [
            ("Plats och tid", [["Kommunhuset, sal Lommen, klockan 13.15–16.40"]]),
            (
                "Beslutande",
                [
                    [
                        "*Ledamöter",
                        "Birgitta Ekdahl (S), ordförande",
                        "Staffan Öhrling (C), 1:e vice ordförande",
                        "Magnus Tideström (M), 2:e vice ordförande §§ 141–146",
                        "Leila Kazemi (S)",
                        "Jan-Olov Bergqvist (S)",
                        "Gun Åkerblad (S)",
                        "Sofia Hedin Nyman (C)",
                        "Rikard Vasell (M)",
                        "Yngve Stålnacke (SD)",
                        "Camilla Furuhed (L)",
                    ],
                    [
                        "*Tjänstgörande ersättare",
                        "Per-Erik Lundmark (V) ersätter Anja Kvarnsell (V)",
                        "Hugo Sandström (M) ersätter Magnus Tideström (M) §§ 147–148",
                    ],
                ],
            ),
            (
                "Övriga närvarande",
                [
                    ["*Ersättare", "Ulla Grenholm (S)", "Mattias Rönn (C) §§ 141–145"],
                    [
                        "*Tjänstepersoner",
                        "Eva Lindroos, kommundirektör",
                        "Tomas Hallgren, ekonomichef §§ 142–144",
                        "Samuel Teklu, samhällsbyggnadschef § 145",
                        "Ida Forsman, kommunsekreterare",
                    ],
                ],
            ),
            ("Justerare", [["Camilla Furuhed (L)"]]),
            ("Justeringens plats och tid", [["Kommunkansliet, fredagen den 20 oktober 2023 klockan 10.00"]]),
            ("Sekreterare", [["Ida Forsman"], ["Paragrafer §§ 141–148"]]),
            ("Ordförande", [["Birgitta Ekdahl"]]),
            ("Justerande", [["Camilla Furuhed"]]),
        ]
    )
    return [
        *form,
        *press.heading("ANSLAG/BEVIS"),
        *press.text("Protokollet har justerats, och justeringen är tillkännagiven på anslagstavlan."),
        *press.form(
            [
                ("Organ", [["Kommunstyrelsen"]]),
                ("Datum för sammanträdet", [["2023-10-17"]]),
                ("Anslaget sätts upp", [["2023-10-23"], ["Anslaget tas ned 2023-11-14"]]),
                ("Förvaringsplats för protokollet", [["Kommunkansliet, Hällmora"]]),
                ("Underskrift", [["Ida Forsman"]]),
            ],
            rules=False,
        ),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 141", "Fastställande av föredragningslista"),
        *press.heading("Beslut"),
        *press.text("Kommunstyrelsen fastställer föredragningslistan."),
        *press.heading("Sammanfattning av ärendet"),
        *press.text(
            "Ordföranden öppnar sammanträdet och förrättar upprop. Punkten om bredband i de norra kommundelarna utgår "
            "ur den utsända listan, eftersom underlaget inte har hunnit bli färdigt. Inga övriga ändringar begärs."
        ),
        *press.item("§ 142", "Budgetuppföljning januari–augusti 2023", "Dnr KS 2023/212"),
        *press.heading("Beslut"),
        *press.clauses(
            "Kommunstyrelsen godkänner uppföljningen per den 31 augusti 2023.",
            "Socialnämnden uppmanas att vidta åtgärder för att minska sitt underskott.",
            mark="1",
        ),
        *press.heading("Sammanfattning av ärendet"),
        *press.text(
            "Ekonomiavdelningen har sammanställt nämndernas prognoser. Resultatet för helåret beräknas bli 14,2 mnkr, "
            "vilket är cirka 6 mnkr sämre än budget. Avvikelsen beror till största delen på fler placeringar inom "
            "individ- och familjeomsorgen samt på ökade priser för el och livsmedel. Skatteintäkterna följer den "
            "prognos som Sveriges Kommuner och Regioner lämnade i augusti.",
            "Samtliga nämnder redovisar åtgärder för att hålla sina ramar. Socialnämndens åtgärder räcker inte till "
            "under innevarande år, och nämnden väntas återkomma med en ny plan i december.",
            "Av årets investeringsbudget har ungefär hälften använts. De största återstående projekten är "
            "ombyggnaden av Ängsskolans kök, den nya pumpstationen i Sågbacken och beläggningen på Kvarngatan. De två "
            "första blir klara före årsskiftet, medan Kvarngatan får vänta till våren på grund av ledningsarbeten.",
            "Arbetslösheten i kommunen var i augusti 5,8 procent, vilket är något högre än ett år tidigare. Befolkningen "
            "har minskat med 41 personer sedan årsskiftet, främst genom att färre barn föds. Minskningen påverkar "
            "skatteintäkterna först nästa år. Sjukfrånvaron bland de anställda sjunker för andra året i rad och är nu "
            "nere i 6,9 procent, lägst inom skolan och högst inom hemtjänsten.",
            "Tabellen visar nämndernas budget och prognos för helåret.",
        ),
        *press.figures(
            ("Nämnd (tkr)", "Budget", "Prognos", "Avvikelse"),
            ("Kommunfullmäktige", "2 140", "2 090", "50"),
            ("Revision", "1 050", "1 050", "0"),
            ("Kommunstyrelsen", "96 300", "94 800", "1 500"),
            ("Barn- och skolnämnden", "412 700", "414 150", "-1 450"),
            ("Socialnämnden", "388 200", "397 900", "-9 700"),
            ("Kultur- och fritidsnämnden", "41 600", "41 500", "100"),
            ("Miljö- och byggnadsnämnden", "18 750", "18 250", "500"),
            ("Tekniska nämnden", "57 900", "56 100", "1 800"),
            ("Valnämnden", "310", "310", "0"),
            ("Överförmyndaren", "3 950", "4 200", "-250"),
            ("Summa", "1 022 900", "1 030 350", "-7 450"),
        ),
        *press.heading("Beslutsunderlag"),
        *press.lines("Ekonomiavdelningens tjänsteskrivelse 2023-09-28", "Uppföljning per den 31 augusti 2023"),
        *press.heading("Beslutet skickas till"),
        *press.lines("Socialnämnden", "Ekonomiavdelningen"),
        *press.item("§ 143", "Taxa för slamtömning 2024", "Dnr KS 2023/245"),
        *press.heading("Kommunstyrelsens förslag till kommunfullmäktige"),
        *press.text(
            "Kommunstyrelsen föreslår kommunfullmäktige besluta att anta taxa för slamtömning, att gälla från och med "
            "den 1 januari 2024."
        ),
        *press.heading("Sammanfattning av ärendet"),
        *press.text(
            "Entreprenören har räknat upp sina priser enligt avtalets index. Avgiften för ordinarie tömning höjs "
            "därför från 1 150 kr till 1 240 kr per tillfälle. Taxan täcker kostnaderna utan tillskott av skattemedel."
        ),
        *press.item("§ 144", "Borgen för Hällmora Fjärrvärme AB", "Dnr KS 2023/198"),
        *press.heading("Beslut"),
        *press.text("Kommunstyrelsen föreslår kommunfullmäktige besluta"),
        *press.clauses(
            "att såsom för egen skuld ingå borgen för Hällmora Fjärrvärme AB:s lån upp till ett högsta belopp om "
            "28 000 000 kronor jämte ränta och kostnader, samt",
            "att bolaget ska betala en årlig borgensavgift om 0,4 procent.",
        ),
        *press.heading("Jäv"),
        *press.text("Rikard Vasell (M) anmäler jäv och deltar inte i handläggningen."),
        *press.heading("Sammanfattning av ärendet"),
        *press.text(
            "Bolaget planerar att ersätta den äldsta pannan i värmeverket. Investeringen beräknas till knappt "
            "31 miljoner kronor."
        ),
        *press.item("§ 145", "Samråd om detaljplan för Norra Strandvägen", "Dnr KS 2022/301"),
        *press.heading("Beslut"),
        *press.text(
            "Ärendet återremitteras till samhällsbyggnadsförvaltningen för komplettering av bullerutredningen."
        ),
        *press.heading("Förslag till beslut"),
        *press.text("Kommunstyrelsen godkänner planförslaget för samråd."),
        *press.heading("Yrkanden"),
        *press.text(
            "Staffan Öhrling (C) yrkar att ärendet återremitteras för komplettering av bullerutredningen.",
            "Leila Kazemi (S) och Camilla Furuhed (L) yrkar bifall till förvaltningens förslag.",
        ),
        *press.heading("Beslutsgång"),
        *press.text(
            "Ordföranden frågar om ärendet ska avgöras i dag eller återremitteras, och finner att kommunstyrelsen "
            "beslutar att återremittera ärendet."
        ),
        *press.heading("Beslutet skickas till"),
        *press.lines("Samhällsbyggnadsförvaltningen"),
        *press.item("§ 146", "Motion om avgiftsfri parkering i centrum", "Dnr KS 2023/87"),
        *press.heading("Beslut"),
        *press.text("Kommunstyrelsen föreslår kommunfullmäktige besluta att avslå motionen."),
        *press.heading("Reservationer"),
        *press.text(
            "Magnus Tideström (M) och Rikard Vasell (M) reserverar sig mot beslutet.",
            "Yngve Stålnacke (SD) reserverar sig mot beslutet till förmån för eget yrkande.",
        ),
        *press.heading("Sammanfattning av ärendet"),
        *press.text(
            "I motionen föreslås att avgiften för parkering vid Stortorget och Järnvägsgatan tas bort. Intäkterna "
            "uppgår till omkring 850 tkr per år och används till skötsel av parkeringsytorna."
        ),
        *press.heading("Yrkanden"),
        *press.text(
            "Magnus Tideström (M) yrkar bifall till motionen.",
            "Yngve Stålnacke (SD) yrkar att parkeringen görs avgiftsfri under två timmar.",
        ),
        *press.heading("Omröstning"),
        *press.text(
            "Omröstning begärs. Kommunstyrelsen godkänner följande propositionsordning: Ja-röst för arbetsutskottets "
            "förslag att avslå motionen. Nej-röst för Magnus Tideströms yrkande.",
            "Med 7 ja-röster, 3 nej-röster och 1 som avstår beslutar kommunstyrelsen enligt arbetsutskottets förslag.",
            "Ja röstar Birgitta Ekdahl (S), Staffan Öhrling (C), Leila Kazemi (S), Jan-Olov Bergqvist (S), "
            "Gun Åkerblad (S), Sofia Hedin Nyman (C) och Per-Erik Lundmark (V).",
            "Nej röstar Magnus Tideström (M), Rikard Vasell (M) och Yngve Stålnacke (SD).",
            "Avstår gör Camilla Furuhed (L).",
        ),
        *press.item("§ 147", "Val av ledamot i Hällmora Fjärrvärme AB", "Dnr KS 2023/260"),
        *press.heading("Beslut"),
        *press.text(
            "Kommunstyrelsen utser Gun Åkerblad (S) till ledamot i bolagets styrelse till och med årsstämman 2027."
        ),
        *press.item("§ 148", "Redovisning av delegationsbeslut"),
        *press.heading("Beslut"),
        *press.text("Kommunstyrelsen lägger redovisningen till handlingarna."),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Sammanträdesprotokoll",
    lambda: [*cover(), *items()],
    head(
        HELVETICA,
        "HÄLLMORA KOMMUN",
        "SAMMANTRÄDESPROTOKOLL",
        "Kommunstyrelsen",
        "Sammanträdesdatum 2023-10-17",
        "Sida {page} ({pages})",
    ),
    foot(HELVETICA, "Justerandes sign", "", "Utdragsbestyrkande"),
)
