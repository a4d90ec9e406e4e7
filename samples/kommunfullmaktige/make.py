"""Minutes of a council: attendance in two columns, a list of votes with crosses, elections, numbered decisions."""

from pathlib import Path

from printed import VERA, Press, foot, head, write
from reportlab.platypus import Flowable, PageBreak

press = Press(VERA)


def cover() -> list[Flowable]:
    return [
        *press.form(
            [
                ("Plats och tid", [["Folkets hus, stora salen, måndagen den 28 november 2022 kl. 18.00–20.35"]]),
                ("Beslutande", [["Enligt förteckning på nästa sida"]]),
                ("Utses att justera", [["Ebba Rosenlund (M) och Osman Farah (V)"]]),
                ("Justeringens plats och tid", [["Kommunkansliet, torsdagen den 1 december 2022 kl. 16.00"]]),
            ]
        ),
        *press.heading("Underskrifter"),
        *press.signatures(("Sekreterare", "Filip Wede"), ("Paragrafer 71–78", "")),
        *press.signatures(("Ordförande", "Gunilla Trast")),
        *press.signatures(("Justerande", "Ebba Rosenlund"), ("Justerande", "Osman Farah")),
        *press.heading("ANSLAG/BEVIS"),
        *press.text("Justeringen har tillkännagivits på kommunens digitala anslagstavla."),
        *press.form(
            [
                ("Organ", [["Kommunfullmäktige, 2022-11-28"]]),
                ("Anslagsdatum", [["2022-12-02"], ["Anslaget tas ner 2022-12-27"]]),
                ("Förvaringsplats", [["Kommunkansliet"]]),
            ],
            rules=False,
        ),
        PageBreak(),
        *press.title("Närvarolista", 12),
        *press.heading("Beslutande ledamöter"),
        *press.columns(
            [
                "Gunilla Trast (S), ordförande",
                "Torbjörn Hässler (C), 1:e vice ordförande",
                "Göran Silfver (M), 2:e vice ordförande",
                "Henrik Aldén (S)",
                "Monika Ljungqvist (S)",
                "Ali Barzani (S)",
                "Kjell-Åke Runfors (S)",
            ],
            [
                "Ros-Marie Kjellin (C)",
                "Osman Farah (V)",
                "Ebba Rosenlund (M)",
                "Charlotte Wingårdh (M)",
                "Lars Holmsten (SD)",
                "Annelie Krook (SD)",
                "Nils Ottosson Brunn (L)",
            ],
        ),
        *press.heading("Tjänstgörande ersättare"),
        *press.lines("Elin Backman (C) för Ivar Snell (C)"),
        *press.heading("Ej tjänstgörande ersättare"),
        *press.lines("Britt Edvardsen (S)", "Jonatan Pihlström (M)"),
        *press.heading("Övriga deltagare"),
        *press.lines("Marit Sjöö, kommundirektör", "Filip Wede, kommunsekreterare"),
        PageBreak(),
    ]


def items() -> list[Flowable]:
    return [
        *press.item("§ 71", "Val av justerare"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.text("Ebba Rosenlund (M) och Osman Farah (V) utses att justera protokollet."),
        *press.item("§ 72", "Allmänhetens frågestund"),
        *press.text("Ingen fråga har kommit in."),
        *press.item("§ 73", "Skattesats 2023", "Dnr KS-2022-00431"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.text("Skattesatsen för 2023 fastställs till 21,64 procent."),
        *press.heading("Beskrivning av ärendet"),
        *press.text("Förslaget innebär oförändrad skattesats."),
        *press.item("§ 74", "Budget 2023 och plan 2024–2025", "Dnr KS-2022-00398"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.clauses(
            "Budget 2023 och plan 2024–2025 antas.",
            "Kommunstyrelsen får ta upp nya lån med högst 60 miljoner kronor under 2023.",
            "Kommunstyrelsen får i uppdrag att senast den 31 mars 2023 redovisa hur hyreskostnaderna kan minskas.",
            mark="1",
        ),
        *press.heading("Reservation"),
        *press.text("Ledamöterna från M och L reserverar sig mot beslutet till förmån för Ebba Rosenlunds yrkande."),
        *press.heading("Beskrivning av ärendet"),
        *press.text(
            "Budgeten bygger på ett resultat om 11,5 miljoner kronor för 2023. Resultatet stiger de följande åren."
        ),
        *press.figures(
            ("Resultatbudget (mnkr)", "2023", "2024", "2025"),
            ("Verksamhetens nettokostnader", "-612,4", "-628,9", "-644,0"),
            ("Skatteintäkter", "498,3", "512,6", "527,2"),
            ("Generella statsbidrag", "127,8", "131,5", "134,1"),
            ("Finansnetto", "-2,2", "-2,7", "-3,1"),
            ("Årets resultat", "11,5", "12,5", "14,2"),
        ),
        *press.heading("Yrkanden"),
        *press.text(
            "Henrik Aldén (S) och Ros-Marie Kjellin (C) yrkar bifall till kommunstyrelsens förslag.",
            "Ebba Rosenlund (M) yrkar att anslaget till grundskolan höjs med 4,5 miljoner kronor.",
        ),
        *press.heading("Propositionsordning"),
        *press.text(
            "Ordföranden ställer kommunstyrelsens förslag mot Ebba Rosenlunds yrkande och finner att kommunfullmäktige "
            "beslutar enligt kommunstyrelsens förslag. Omröstning begärs. Den som vill bifalla kommunstyrelsens förslag "
            "röstar ja, den som vill bifalla Ebba Rosenlunds yrkande röstar nej."
        ),
        *press.heading("Omröstningsresultat"),
        *press.text("Omröstningen utfaller med 9 ja-röster mot 5 nej-röster. 1 ledamot avstår."),
        *press.crosses(
            ("Ledamot", "Ja", "Nej", "Avstår"),
            ("Henrik Aldén (S)", "X", "", ""),
            ("Monika Ljungqvist (S)", "X", "", ""),
            ("Ali Barzani (S)", "X", "", ""),
            ("Kjell-Åke Runfors (S)", "X", "", ""),
            ("Ros-Marie Kjellin (C)", "X", "", ""),
            ("Elin Backman (C)", "X", "", ""),
            ("Osman Farah (V)", "X", "", ""),
            ("Ebba Rosenlund (M)", "", "X", ""),
            ("Charlotte Wingårdh (M)", "", "X", ""),
            ("Lars Holmsten (SD)", "", "", "X"),
            ("Annelie Krook (SD)", "", "X", ""),
            ("Nils Ottosson Brunn (L)", "", "X", ""),
            ("Göran Silfver (M), 2:e vice ordförande", "", "X", ""),
            ("Torbjörn Hässler (C), 1:e vice ordförande", "X", "", ""),
            ("Gunilla Trast (S), ordförande", "X", "", ""),
        ),
        *press.item("§ 75", "Interpellation om lediga industritomter", "Dnr KS-2022-00350"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.text("Interpellationen bordläggs till sammanträdet den 30 januari 2023."),
        *press.item("§ 76", "Avsägelse och fyllnadsval i valnämnden", "Dnr KS-2022-00412"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.clauses(
            "Sven-Arne Lott (C) entledigas från uppdraget som ersättare i valnämnden.",
            "Mirja Toivonen (C) väljs till ny ersättare i valnämnden till och med den 31 december 2026.",
            mark="1",
        ),
        *press.item("§ 77", "Svar på motion om cykelväg till Ekbacken", "Dnr KS-2021-00266"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.text("Motionen bifalls."),
        *press.heading("Deltar inte i beslutet"),
        *press.text("Lars Holmsten (SD) och Annelie Krook (SD) deltar inte i beslutet."),
        *press.heading("Beskrivning av ärendet"),
        *press.text(
            "Cykelvägen beräknas kosta mellan 6 och 7 miljoner kronor, varav minst 2,5 miljoner kronor kan täckas med "
            "statlig medfinansiering."
        ),
        *press.item("§ 78", "Meddelanden"),
        *press.heading("Kommunfullmäktiges beslut"),
        *press.text("Meddelandena läggs till handlingarna."),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Protokoll kommunfullmäktige",
    lambda: [*cover(), *items()],
    head(VERA, "Stensvika kommun", "PROTOKOLL", "Kommunfullmäktige", "2022-11-28", "{page}({pages})"),
    foot(VERA, "Ordförandens sign", "Justerandes sign", "Justerandes sign", "Utdragsbestyrkande"),
)
