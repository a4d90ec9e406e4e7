"""Minutes of a parish council, one page scanned as a PNG: nominating groups, a sum, a recusal."""

from pathlib import Path

from printed import TIMES, Press, write
from reportlab.platypus import Flowable
from scanned import Glass
from scanned import write as scan

press = Press(TIMES)
ITEMS = (
    ("Val av justerare", "Kyrkorådet beslutade att utse Signe Tollvid att justera protokollet."),
    (
        "Orgelfonden",
        "Ansökan har kommit från kyrkokören. Ragnar Ekelöv anmälde jäv och deltog inte i beslutet.",
        "Kyrkorådet beslutade att bevilja 15 000 kronor ur orgelfonden.",
    ),
    ("Kyrkans tak", "Kyrkorådet beslutade att uppdra åt kyrkoherden att begära in anbud senast den 1 mars 2020."),
)


def story() -> list[Flowable]:
    return [
        *press.title("Vretåsa församling"),
        *press.title("Protokoll", 13),
        *press.lines(
            "Kyrkorådet",
            "Tid: torsdagen den 5 december 2019 kl. 18.30–19.25",
            "Plats: Församlingshemmet, Vretåsa",
        ),
        *press.heading("Närvarande"),
        *press.lines(
            "Ester Hallnäs (POSK), ordförande",
            "Signe Tollvid (S)",
            "Ragnar Ekelöv (C)",
            "Isidor Brandt, kyrkoherde",
        ),
        *(
            part
            for number, (title, *texts) in enumerate(ITEMS, 88)
            for part in (*press.heading(f"§ {number} {title}"), *press.text(*texts))
        ),
        *press.signatures(("Ordförande", "Ester Hallnäs"), ("Justerare", "Signe Tollvid")),
    ]


printed = Path(__file__).with_name("printed.pdf")
write(printed, "Kyrkoråd", story)
scan(Path(__file__).with_name("source.png"), printed, Glass(dpi=200))
