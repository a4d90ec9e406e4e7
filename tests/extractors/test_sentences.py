"""Where sentences end in minutes. A row is a text with a bar where one sentence goes over into the next; all rows are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.nlp import sentences
from extractors.reading import Reading

ROWS = {
    "a full stop": "Mötet öppnades. | Eva Ek valdes.",
    "an abbreviation": "Eva Ek, v. ordf. Sjöby, och Nils Ek m.fl. deltog. | De tackades.",
    "an abbreviation that ends the sentence": "Köpet får kosta högst 300 kr. | Eva Ek betalar.",
    "an initial": "Till kassör valdes Nils P. Ek. | Han tackade.",
    "a day of the month": "Nästa möte är den 3. maj i Sjöby. | Alla är välkomna.",
    "an empty line": "Rubrik\n\n| Text utan punkt\n\n| Mer text",
    "a line break before a capital letter": "Dagordningen godkändes\n| Protokollet lades till handlingarna",
    "a line break inside a sentence": "Styrelsen beslutade att köpa\nen begagnad såg. | Den hämtas i maj.",
    "a line that cannot end": "Styrelsen består av Eva och\nNils Ek. | De valdes om.",
    "letters as list marks": "Delgivningar\n| a. Regionens beslut om lokaler\n| b. Sjöby kommuns svar",
    "list marks": "Beslut\n| - att köpa en såg\n| - att sälja släden",
    "numbered points": "1. Budgeten antas.\n| 2. Avgiften höjs.",
    "a quotation that closes": "Hon yrkade ”Bygg en skola till.” | Mötet fortsatte.",
}


@pytest.mark.parametrize("marked", ROWS.values(), ids=ROWS)
def test_sentences(marked: str, swedish: Callable[[str], Reading]) -> None:
    reading = swedish(marked.replace(" | ", " ").replace("| ", ""))
    found = [reading.folded(span.start, span.end) for span in sentences(reading, 0, len(reading.running))]
    assert found == [" ".join(piece.split()) for piece in marked.split("|")]
