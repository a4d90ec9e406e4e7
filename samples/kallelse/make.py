"""A notice of meeting with its agenda: matters, case numbers and drafts in a ruled table."""

from pathlib import Path

from worded import document, layout, texts, write

made = document(head="GRANARPS KOMMUN\tKALLELSE", foot="Granarps kommun, Box 1\tVäxel 000-00 00 00")
made.add_paragraph("Kallelse till sammanträde", style="Title")
texts(
    made,
    "Miljö- och byggnadsnämnden",
    "Torsdagen den 14 mars 2024 klockan 13.00",
    "Plats: Kommunhuset, sal Göken",
    "Ledamöter kallas. Ersättare underrättas. Den som inte kan komma meddelar sin ersättare.",
)
made.add_paragraph("Föredragningslista", style="Heading 1")
layout(
    made,
    ("Nr", "Ärende", "Diarienummer", "Förslag till beslut"),
    ("1", "Val av justerare", "", ""),
    (
        "2",
        "Verksamhetsberättelse 2023",
        "MBN 2024/17",
        "Miljö- och byggnadsnämnden godkänner verksamhetsberättelsen för 2023.",
    ),
    (
        "3",
        "Taxa för livsmedelskontroll",
        "MBN 2023/140",
        "Miljö- och byggnadsnämnden föreslår kommunfullmäktige besluta att timavgiften ska vara 1 320 kronor.",
    ),
    (
        "4",
        "Strandskyddsdispens, Lommens norra strand",
        "MBN 2024/31",
        "Miljö- och byggnadsnämnden beslutar att avslå ansökan om dispens.",
    ),
    ("5", "Information från förvaltningen", "", ""),
    (
        "6",
        "Redovisning av delegationsbeslut",
        "MBN 2024/2",
        "Miljö- och byggnadsnämnden noterar redovisningen till protokollet.",
    ),
    ruled=True,
)
layout(made, ("Vendela Skoglund", "Patrik Dahlin"), ("ordförande", "nämndsekreterare"))
write(made, Path(__file__).with_name("source.docx"), "Kallelse", "Patrik Dahlin")
