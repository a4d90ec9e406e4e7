"""A report to a committee (tjänsteskrivelse): letterhead, a draft decision in clauses, costs in a table."""

from pathlib import Path

from printed import HELVETICA, Press, foot, head, write
from reportlab.platypus import Flowable

press = Press(HELVETICA)


def story() -> list[Flowable]:
    return [
        *press.columns(
            ["Handläggare", "Linnéa Wachtmeister", "anläggningschef"],
            ["Datum", "2024-04-11"],
            ["Diarienummer", "KFN 2024/55"],
        ),
        *press.lines("Till kultur- och fritidsnämnden"),
        *press.title("Bidrag till upprustning av Tallmo ridanläggning", 14),
        *press.heading("Förslag till beslut"),
        *press.text("Kultur- och fritidsnämnden beslutar"),
        *press.clauses(
            "att bevilja Tallmo Ryttarförening ett investeringsbidrag om högst 275 000 kronor,",
            "att bidraget betalas ut mot redovisade kostnader, samt",
            "att avslå föreningens ansökan om höjt driftbidrag.",
        ),
        *press.heading("Sammanfattning"),
        *press.text(
            "Tallmo Ryttarförening har ansökt om bidrag för att rusta upp ridhusets tak och belysning. Den totala "
            "kostnaden beräknas till cirka 610 000 kronor. Förvaltningen bedömer att åtgärderna är nödvändiga för att "
            "anläggningen ska kunna användas under vinterhalvåret, och att föreningen har goda möjligheter att klara "
            "sin egen insats."
        ),
        *press.heading("Beskrivning av ärendet"),
        *press.text(
            "Föreningen har 240 medlemmar, de flesta under 20 år. Ridhuset byggdes 1984 och ägs av föreningen, medan "
            "kommunen äger marken. Taket läcker på flera ställen, och en besiktning från november 2023 visar att "
            "takstolarna behöver förstärkas.",
            "Föreningen har också ansökt om att driftbidraget höjs med 40 000 kronor per år. Nämndens regler medger "
            "inte att en förening får ett högre driftbidrag än andra med motsvarande verksamhet.",
        ),
        *press.heading("Ekonomi"),
        *press.text("Bidraget ryms inom nämndens budget för investeringsbidrag, som för 2024 uppgår till 1,2 mnkr."),
        *press.figures(
            ("Åtgärd (kr)", "Kalkyl", "Egen insats", "Bidrag"),
            ("Takstolar", "210 000", "105 000", "105 000"),
            ("Takplåt", "265 000", "145 000", "120 000"),
            ("Belysning", "135 000", "85 000", "50 000"),
            ("Summa", "610 000", "335 000", "275 000"),
        ),
        *press.heading("Alternativ som har övervägts"),
        *press.text(
            "Ett alternativ är att föreningen hyr plats i en anläggning i en grannkommun medan taket repareras i "
            "etapper. Det skulle ta tre år och bli dyrare, eftersom ställningar måste byggas upp flera gånger. Ett "
            "annat är att riva ridhuset, men då försvinner möjligheten till ridning inomhus helt.",
            "Förvaltningen förordar därför att allt arbete görs under sommaren 2024, när ridhuset ändå står tomt. "
            "Föreningen har tre offerter och räknar med att kunna börja i mitten av juni.",
        ),
        *press.heading("Barnets rättigheter"),
        *press.text(
            "Upprustningen är till nytta för de barn och unga som rider vid anläggningen. Förvaltningen har träffat "
            "ungdomssektionen, som särskilt lyfter fram belysningen."
        ),
        *press.heading("Beslutet ska skickas till"),
        *press.lines("Tallmo Ryttarförening", "Ekonomiavdelningen"),
        *press.columns(
            ["Linnéa Wachtmeister", "anläggningschef"],
            ["Hans-Peter Grönborg", "förvaltningschef"],
        ),
    ]


write(
    Path(__file__).with_name("source.pdf"),
    "Tjänsteskrivelse",
    story,
    head(HELVETICA, "GRANARPS KOMMUN", "TJÄNSTESKRIVELSE", "Kultur- och fritidsförvaltningen", "", "{page} ({pages})"),
    foot(HELVETICA, "Granarps kommun, Box 1", "info@granarp.example", "Växel 000-00 00 00"),
)
