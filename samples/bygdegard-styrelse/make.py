"""Board minutes of an association: a layout table for the head, items numbered by Word, a table of figures."""

from pathlib import Path

from worded import Numbering, bullets, document, layout, texts, write

made = document()
made.add_paragraph("Protokoll styrelsemöte", style="Title")
texts(made, "Norrängs Bygdegårdsförening")
layout(
    made,
    ("Datum", "2024-09-10"),
    ("Tid", "18.30–20.45"),
    ("Plats", "Bygdegården i Norräng, lilla salen"),
    (
        "Närvarande",
        "Gullvi Hedqvist, ordförande\nTure Palmborg, kassör\nSelma Idrizi, sekreterare\nAron Klippmark\n"
        "Kerstin Lodestam\nBengt-Arne Fors, suppleant",
    ),
    ("Frånvarande", "Viktor Sundelöf"),
)
item = Numbering(made, "%1.")


def point(title: str, *paragraphs: str) -> None:
    item.add(title, style="Heading 2")
    texts(made, *paragraphs)


point("Mötets öppnande", "Gullvi hälsade välkommen och öppnade mötet.")
point("Godkännande av dagordning", "Dagordningen godkändes med tillägg av en punkt om brandsläckare.")
point("Val av justerare", "Kerstin Lodestam valdes att justera protokollet.")
point("Föregående protokoll", "Protokollet från den 13 augusti godkändes och lades till handlingarna.")
point(
    "Ekonomi",
    "Ture gick igenom bokföringen. På kontot finns 61 870 kr. Sommarens uthyrning har gett mer än väntat.",
)
layout(
    made,
    ("Post", "Budget", "Utfall"),
    ("Hyror", "42 000", "47 350"),
    ("Medlemsavgifter", "15 500", "14 200"),
    ("Lotterier", "6 000", "3 115"),
    ("El och värme", "-31 000", "-22 480"),
    ("Reparationer", "-20 000", "-18 900"),
    ("Summa", "12 500", "23 285"),
    ruled=True,
)
texts(made, "Styrelsen beslutade att godkänna rapporten.")
point(
    "Höstmarknaden",
    "Marknaden hålls lördagen den 5 oktober. Aron rapporterade att 22 knallar har anmält sig. Platsen kostar 200 kr. "
    "Följande behöver ordnas:",
)
bullets(made, "parkering på Lindströms åker", "kaffe och våfflor", "affischer på anslagstavlorna")
texts(
    made,
    "Styrelsen beslutade att avsätta högst 3 500 kr till inköp inför marknaden och att ge Aron i uppdrag att ordna "
    "parkeringen.",
)
point(
    "Brandsläckare",
    "Tre av släckarna har passerat datum. Nya kostar cirka 700 kr styck.",
    "Styrelsen beslutade att köpa tre nya brandsläckare.",
)
point("Bytet av fönster", "Bara en offert har kommit in. Frågan bordlades till nästa möte.")
point("Övriga frågor", "Bengt-Arne undrade om nycklarna till förrådet. Selma gör en lista över vilka som har nyckel.")
point("Nästa möte", "Nästa möte är tisdagen den 8 oktober kl. 18.30.")
point("Mötets avslutande", "Gullvi tackade för visat intresse och avslutade mötet.")
layout(
    made,
    ("Vid protokollet", "Ordförande", "Justeras"),
    ("", "", ""),
    ("Selma Idrizi", "Gullvi Hedqvist", "Kerstin Lodestam"),
)
write(made, Path(__file__).with_name("source.docx"), "Protokoll styrelsemöte", "Selma Idrizi")
