"""A year's minutes of a sports club in one file: a title page, two meetings on one day, the first minutes bound twice."""

from pathlib import Path

from printed import HELVETICA, Press, write
from reportlab.platypus import Flowable, PageBreak, Spacer

press = Press(HELVETICA)


def title_page() -> list[Flowable]:
    return [
        Spacer(1, 120),
        *press.title("Brattnäs Skidsällskap", 22),
        *press.title("Protokoll 2019"),
        *press.lines("Inbundet av Hjördis Almkvist"),
        PageBreak(),
    ]


def january() -> list[Flowable]:
    return [
        *press.title("Protokoll fört vid styrelsemöte"),
        *press.lines("Brattnäs Skidsällskap", "Datum: 14 januari 2019", "Plats: Skidstugan"),
        *press.lines("Närvarande: Hjördis Almkvist, Tore Bladh, Simone Ekvall"),
        *press.heading("§ 1 Mötets öppnande"),
        *press.text("Hjördis Almkvist öppnade mötet."),
        *press.heading("§ 2 Spåren"),
        *press.text("Styrelsen beslutade att hyra en pistmaskin för högst 9 500 kr."),
        *press.heading("§ 3 Mötets avslutning"),
        *press.text("Hjördis Almkvist avslutade mötet."),
        *press.signatures(("Vid protokollet", "Simone Ekvall"), ("Justeras", "Tore Bladh")),
        PageBreak(),
    ]


def annual() -> list[Flowable]:
    return [
        *press.title("Protokoll fört vid årsmöte"),
        *press.lines("Brattnäs Skidsällskap", "Datum: 10 mars 2019", "Plats: Bygdegården"),
        *press.lines("Närvarande: 27 medlemmar"),
        *press.heading("§ 1 Årsmötets öppnande"),
        *press.text("Hjördis Almkvist hälsade alla välkomna."),
        *press.heading("§ 2 Val av ordförande för mötet"),
        *press.text("Årsmötet valde Tore Bladh till ordförande för mötet."),
        *press.heading("§ 3 Ansvarsfrihet"),
        *press.text("Årsmötet beviljade styrelsen ansvarsfrihet."),
        *press.heading("§ 4 Avslutning"),
        *press.text("Tore Bladh avslutade årsmötet."),
        *press.signatures(("Vid protokollet", "Simone Ekvall"), ("Mötesordförande", "Tore Bladh")),
        Spacer(1, 20),
    ]


def constituting() -> list[Flowable]:
    """Begins on the page on which the annual meeting ends."""
    return [
        *press.title("Protokoll fört vid konstituerande styrelsemöte"),
        *press.lines("Brattnäs Skidsällskap", "Datum: 10 mars 2019", "Plats: Bygdegården"),
        *press.lines("Närvarande: Hjördis Almkvist, Tore Bladh, Simone Ekvall"),
        *press.heading("§ 1 Öppnande"),
        *press.text("Hjördis Almkvist öppnade mötet."),
        *press.heading("§ 2 Firmatecknare"),
        *press.text("Styrelsen utsåg Tore Bladh till firmatecknare."),
        *press.signatures(("Vid protokollet", "Simone Ekvall"), ("Justeras", "Tore Bladh")),
        PageBreak(),
    ]


def story() -> list[Flowable]:
    return [*title_page(), *january(), *annual(), *constituting(), *january()]


write(Path(__file__).with_name("source.pdf"), "Protokoll 2019", story)
