"""Minutes of a parish council: page head, § numbers that Word makes, att-clauses, a reservation, a recusal."""

from pathlib import Path

from worded import Numbering, bold, document, layout, texts, write

made = document(
    head="Söderlövs församling\tKyrkorådet\tSammanträdesprotokoll 2023-11-07",
    foot="Ordf. sign\tJust. sign\tUtdragsbestyrkande",
)
layout(
    made,
    ("Plats och tid", "Församlingshemmet i Söderlöv, tisdagen den 7 november 2023 kl. 18.00–20.15"),
    (
        "Beslutande",
        "Kristina Malmsjö (POSK), ordförande\nTage Ingvarsson (S), vice ordförande\nElvira Stridsman, kyrkoherde\n"
        "Folke Hermansson (C)\nAnn-Sofi Bredberg (POSK)\nMaths Örnfelt (S)",
    ),
    ("Ersättare", "Rut Degerlund (C)"),
    ("Övriga närvarande", "Johannes Kvick, kamrer, §§ 62–64\nHedvig Lagerman, sekreterare"),
    ("Utses att justera", "Folke Hermansson"),
    ("Justeringens plats och tid", "Pastorsexpeditionen, den 14 november 2023"),
    ("Paragrafer", "§§ 60–67"),
    ruled=True,
)
item = Numbering(made, "§ %1", start=60)


def paragraph(title: str, *paragraphs: str) -> None:
    item.add(title, style="Heading 1")
    texts(made, *paragraphs)


def decided(*paragraphs: str) -> None:
    bold(made, "Beslut")
    texts(made, *paragraphs)


paragraph("Inledning", "Kyrkoherden höll andakt. Ordföranden förklarade sammanträdet öppnat.")
paragraph("Val av justerare och dagordning")
decided(
    "Kyrkorådet beslutar att utse Folke Hermansson att justera protokollet.",
    "Kyrkorådet beslutar att fastställa dagordningen.",
)
paragraph(
    "Budget 2024",
    "Johannes Kvick föredrar förslaget till budget. Kyrkoavgiften ger 18,4 miljoner kronor, vilket är drygt "
    "300 000 kronor mindre än i år. Underskottet täcks av eget kapital.",
)
decided("Kyrkorådet föreslår kyrkofullmäktige besluta att fastställa budget för 2024.")
paragraph(
    "Renovering av orgeln i Lövs kyrka",
    "Tre anbud har kommit in. Det lägsta är 1 275 000 kronor. Kyrkoantikvarisk ersättning har beviljats med "
    "640 000 kronor.",
    "Maths Örnfelt yrkar att renoveringen skjuts upp till 2026.",
    "Ordföranden ställer proposition på framlagt förslag och Maths Örnfelts yrkande, och finner att kyrkorådet bifaller "
    "det framlagda förslaget.",
)
decided(
    "Kyrkorådet beslutar",
    "att anta det lägsta anbudet,",
    "att uppdra åt kyrkoherden att teckna avtal.",
)
texts(made, "Maths Örnfelt reserverar sig mot beslutet.")
paragraph("Kollekter 2024")
decided("Kyrkorådet beslutar att anta förslaget till kollekter för första halvåret 2024.")
paragraph(
    "Arrende av åkermark",
    "Tage Ingvarsson anmäler jäv och lämnar rummet under ärendet.",
    "Arrendatorn vill förlänga avtalet med fem år. Arrendet är 2 150 kronor per hektar och år.",
)
decided("Ärendet återremitteras till egendomsutskottet.")
paragraph("Anmälningsärenden")
decided("Anmälningsärendena läggs till handlingarna.")
paragraph("Avslutning", "Ordföranden tackar och avslutar sammanträdet.")
layout(
    made,
    ("Sekreterare", "Hedvig Lagerman"),
    ("Ordförande", "Kristina Malmsjö"),
    ("Justerare", "Folke Hermansson"),
)
write(made, Path(__file__).with_name("source.docx"), "Protokoll kyrkorådet", "Hedvig Lagerman")
