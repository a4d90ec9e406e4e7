"""Minutes of a housing co-op's annual meeting: no list of names, a fund and a discharge, a counted vote on a motion."""

from pathlib import Path

from printed import TIMES, Press, write
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

press = Press(TIMES)


def point(number: int, title: str, *paragraphs: str) -> list[Flowable]:
    return [*press.heading(f"{number}. {title}"), *press.text(*paragraphs)]


def story() -> list[Flowable]:
    return [
        *press.title("Protokoll fört vid ordinarie föreningsstämma"),
        *press.lines(
            "Bostadsrättsföreningen Tegelslagaren",
            "Onsdagen den 22 maj 2024 kl. 18.30",
            "Kvarterslokalen, Ugnsgatan 4",
        ),
        *press.text("Närvarande: 31 röstberättigade medlemmar, varav fyra genom fullmakt, enligt bifogad röstlängd."),
        *point(1, "Stämmans öppnande", "Styrelsens ordförande hälsade välkommen och öppnade stämman."),
        *point(2, "Val av stämmoordförande", "Stämman valde Agneta Björling till ordförande för stämman."),
        *point(3, "Anmälan av protokollförare", "Ordföranden anmälde att Tobias Henning för protokollet."),
        *point(4, "Godkännande av röstlängden", "Röstlängden godkändes."),
        *point(5, "Godkännande av dagordningen", "Stämman godkände dagordningen."),
        *point(
            6,
            "Val av två justerare tillika rösträknare",
            "Till justerare tillika rösträknare valdes Marianne Olofsdotter och Kaveh Rahimi.",
        ),
        *point(
            7, "Fråga om stämman blivit behörigen utlyst", "Stämman fann att kallelsen hade skett i behörig ordning."
        ),
        *point(8, "Styrelsens årsredovisning", "Årsredovisningen föredrogs och lades till handlingarna."),
        *point(9, "Revisorns berättelse", "Revisionsberättelsen lästes upp och lades till handlingarna."),
        *point(
            10,
            "Fastställande av resultat- och balansräkning",
            "Stämman beslutade att fastställa resultat- och balansräkningen.",
        ),
        *point(
            11,
            "Beslut om resultatdisposition",
            "Stämman beslutade att årets underskott, 218 450 kr, förs över i ny räkning.",
        ),
        *press.figures(
            ("Disposition (kr)", "Belopp"),
            ("Balanserat resultat", "1 406 210"),
            ("Årets resultat", "-218 450"),
            ("Att disponera", "1 187 760"),
            width=0.5,
        ),
        *point(12, "Fråga om ansvarsfrihet", "Styrelsen beviljades ansvarsfrihet för räkenskapsåret 2023."),
        *point(
            13,
            "Arvoden",
            "Stämman beslutade att arvodet till styrelsen ska vara två prisbasbelopp och att revisorn ersätts mot räkning.",
        ),
        *point(
            14,
            "Val av styrelse och suppleanter",
            "Till ledamöter på två år valdes Rolf Stenmark, Disa Hallencreutz och Emre Kaplan.",
            "Till suppleant på ett år valdes Ylva Tornklint.",
        ),
        *point(
            15,
            "Motion om laddplatser på gården",
            "Motionären Johanna Frid presenterade sitt förslag. Kostnaden uppskattas till 385 000–420 000 kr och "
            "skulle kunna tas ur underhållsfonden. Styrelsen yrkade avslag på motionen.",
            "Votering begärdes. Vid rösträkningen avgavs 12 ja-röster för bifall till motionen och 19 nej-röster.",
            "Stämman beslutade att avslå motionen.",
        ),
        *point(16, "Stämmans avslutande", "Ordföranden tackade och förklarade stämman avslutad kl. 20.05."),
        *press.signatures(("Ordförande", "Agneta Björling"), ("Vid protokollet", "Tobias Henning")),
        *press.signatures(("Justeras", "Marianne Olofsdotter"), ("Justeras", "Kaveh Rahimi")),
    ]


def page_number(canvas: Canvas, number: int, count: int) -> None:
    canvas.setFont(TIMES.regular, 10)
    canvas.drawCentredString(105 * mm, 12 * mm, f"- {number} -")


write(Path(__file__).with_name("source.pdf"), "Stämmoprotokoll", story, page_number)
