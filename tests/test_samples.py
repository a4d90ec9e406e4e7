"""The samples: of each document, the record says what a careful registrar would write down, no less and no more.

A sample is a folder: a ``source`` in some format and an ``expected.json``, a gold file written by hand. To see what is
found and what is not, with figures: ``paragraf evaluate samples samples --verbose``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluation import compare
from pipeline.process import process, process_all
from schemas.source import SourceFile

SAMPLES = Path(__file__).parents[1] / "samples"
FOLDERS = sorted({path.parent for path in SAMPLES.glob("*/[!_]*")})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_record_says_what_a_registrar_would(folder):
    (source,) = folder.glob("source.*")
    gold = json.loads((folder / "expected.json").read_text("utf-8"))

    records = process_all(SourceFile(source.name, source.read_bytes()))

    comparison = compare(folder.name, gold["records"], [record.model_dump(mode="json") for record in records])
    figures = [figure for name, figure in comparison.figures.items() if name != "whole_document"]
    differences = [note for figure in figures for note in figure.notes]
    assert not differences, "\n".join(differences)


CONTRADICTIONS = {"attendance", "attendance_count", "chairs", "presence", "substitution", "vote_count", "vote_roll"}
# What gold files have no field for: reason -> sample, what is asked of its record, the answer.
BESIDES = {
    "recusal under its own heading": (
        "kommunstyrelse",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("144", ("Rikard Vasell",))],
    ),
    "recusal announced in another item": (
        "omrostningslistor-fullmaktige",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("24", ("Gudrun Halvarson",))],
    ),
    "what a yes and a no mean, round by round": (
        "omrostningslistor-fullmaktige",
        lambda record: [(vote.yes_means, vote.no_means) for vote in record.votes],
        [
            ("att ärendet ska avgöras i dag", "återremiss"),
            ("bifaller kommunstyrelsens förslag", "bifaller Dag Espelunds yrkande"),
            (None, None),
        ],
    ),
    "sections that no heading says": (
        "omrostningslistor-fullmaktige",
        lambda record: [section.kind for section in record.paragraphs[2].sections],
        ["proposals", "propositions", "vote", "decision", "reservation"],
    ),
    "recusal in a sentence of the matter": (
        "kyrkorad",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("65", ("Tage Ingvarsson",))],
    ),
    "recusal in converted Markdown": (
        "konverterad-byggnadsnamnd",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("32", ("Håkan Bergvind",))],
    ),
    "recusals announced in another item": (
        "jav-tekniska-namnden",
        lambda record: sorted({(recusal.paragraph, recusal.names) for recusal in record.recusals}),
        [("43", ("Kjell Wrede",)), ("45", ("Samira Touma",))],
    ),
    "a recusal at a board in Finland": (
        "finland-styrelse",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("89", ("Rolf Grännäs",))],
    ),
    "a recusal at a housing co-op": (
        "brf-styrelse",
        lambda record: [(recusal.paragraph, recusal.names) for recusal in record.recusals],
        [("6", ("Marita",))],
    ),
    "two rounds of voting": (
        "fullmaktige-voteringar",
        lambda record: [(vote.paragraph, vote.yes, vote.no, vote.abstain, len(vote.roll)) for vote in record.votes],
        [("32", 5, 4, None, 9), ("32", 6, 2, 1, 9)],
    ),
    "nobody is recused where nobody says so": ("regionnamnd", lambda record: record.recusals, ()),
    "time and place of adjustment": (
        "kommunstyrelse",
        lambda record: (record.adjustment.date, record.adjustment.place, record.adjustment.adjusters),
        ("2023-10-20", "Kommunkansliet", ("Camilla Furuhed",)),
    ),
    "two adjusters": (
        "kommunfullmaktige",
        lambda record: (record.adjustment.date, record.adjustment.adjusters),
        ("2022-12-01", ("Ebba Rosenlund", "Osman Farah")),
    ),
    "adjustment in text without lines": (
        "docplayer-socialnamnd",
        lambda record: (record.adjustment.date, record.adjustment.place),
        ("2016-05-24", "Socialkontoret"),
    ),
    "an association states no adjustment": (
        "protokollsbok-tva-moten",
        lambda record: record.adjustment and record.adjustment.date,
        None,
    ),
    "notice with the date until which one may appeal": (
        "kommunstyrelse",
        lambda record: (
            record.notice.posted,
            record.notice.removed,
            record.notice.stored_at,
            record.notice.appeal_until,
        ),
        ("2023-10-23", "2023-11-14", "Kommunkansliet, Hällmora", "2023-11-13"),
    ),
    "notice without its dates": (
        "docplayer-socialnamnd",
        lambda record: (record.notice.posted, record.notice.stored_at),
        (None, "Socialkontoret"),
    ),
    "a report has no notice": ("tjansteskrivelse", lambda record: record.notice, None),
    "parts of a composite file": (
        "samordningsforbund",
        lambda record: [part.kind for part in record.parts],
        ["cover_letter", "minutes", "signatures", "attachment"],
    ),
    "parts of minutes with their agenda": (
        "dagordning-forst",
        lambda record: [part.kind for part in record.parts],
        ["agenda", "minutes", "attachment"],
    ),
    "parts of an agenda with its papers": (
        "kallelse-med-handlingar",
        lambda record: [(part.kind, part.title) for part in record.parts],
        [
            ("agenda", None),
            ("attachment", "Tjänsteskrivelse"),
            ("attachment", "Tjänsteskrivelse"),
            ("attachment", "Sammanträdesprotokoll"),
        ],
    ),
    "substitutes and whom they replace": (
        "kommunstyrelse",
        lambda record: {person.name: person.substitutes_for for person in record.attendees if person.substitutes_for},
        {"Per-Erik Lundmark": "Anja Kvarnsell", "Hugo Sandström": "Magnus Tideström"},
    ),
    "present for a part of the meeting": (
        "regionnamnd",
        lambda record: {person.name: person.present_at for person in record.attendees if person.paragraphs},
        {"Lisbet Varg Olsson": ("p1", "p2", "p3", "p4"), "Jonny Lillhage": ("p5", "p6", "p7"), "Pär Stjärne": ("p2",)},
    ),
    "who was there when, by the list, the movements told and a recusal": (
        "naervaro-barnnamnd",
        lambda record: {person.name: _items(person.present_at) for person in record.attendees},
        {
            "Mirjam Östergårdh": "1234567",
            "Hasse Tollander": "1234",
            "Yvonne Klarqvist": "1234567",
            "Fredrik Moberg Sand": "12345",
            "Zahra Amini": "124567",
            "Tord Gullstrand": "234567",
            "Lena Brisell": "1234567",
            "Albin Ros": "567",
            "Sanna Wikholm": "1234567",
            "Kaj Ljungmark": "1234567",
            "Elisabet Norling": "1234567",
            "Stefan Haak": "2",
            "Vendela Isaksson": "1234567",
        },
    ),
    "comings, goings and who serves": (
        "naervaro-barnnamnd",
        lambda record: [
            (move.kind, move.names, move.paragraph, move.when, move.time, move.substitutes_for)
            for move in record.movements
        ],
        [
            ("arrives", ("Tord Gullstrand",), "82", None, "13:40", None),
            ("arrives", ("Tord Gullstrand",), "82", None, "13:40", None),
            ("leaves", ("Zahra Amini",), "83", "only", None, None),
            ("serves", ("Kaj Ljungmark",), "83", "only", None, "Zahra Amini"),
            ("leaves", ("Fredrik Moberg Sand",), "85", None, "15:30", None),
            ("serves", ("Sanna Wikholm",), "85", None, "15:30", "Fredrik Moberg Sand"),
        ],
    ),
    "nothing contradicts who was there": (
        "naervaro-barnnamnd",
        lambda record: [problem.code for problem in record.problems if problem.code in CONTRADICTIONS],
        [],
    ),
    "recipients of a decision": (
        "kommunstyrelse",
        lambda record: {
            decision.paragraph: decision.recipients for decision in record.decisions if decision.recipients
        },
        {"142": ("Socialnämnden", "Ekonomiavdelningen"), "145": ("Samhällsbyggnadsförvaltningen",)},
    ),
    "a deadline inside a clause": (
        "regionnamnd",
        lambda record: [decision.deadline for decision in record.decisions if decision.deadline],
        ["2024-05-31"],
    ),
    "statutes referred to": (
        "konverterad-byggnadsnamnd",
        lambda record: [reference.target for reference in record.references if reference.kind == "law"],
        ["sfs:2010:900:9:17"],
    ),
    "signed electronically": (
        "samordningsforbund",
        lambda record: [
            (signature.method, signature.signed_at[:10]) for signature in record.signatures if signature.signed_at
        ],
        [("electronic", "2024-05-27"), ("electronic", "2024-05-27"), ("electronic", "2024-05-28")],
    ),
    "unit of a table": ("regionnamnd", lambda record: [table.unit.lower() for table in record.tables], ["mnkr"]),
    "total of a table": (
        "kommunstyrelse",
        lambda record: [row.label for row in record.tables[0].rows if row.kind == "total"],
        ["Summa"],
    ),
    "meaning of yes and no": (
        "kommunstyrelse",
        lambda record: [(vote.method, "avslå motionen" in vote.yes_means) for vote in record.votes],
        [("open", True)],
    ),
    "how the converter's head is taken": (
        "konverterad-byggnadsnamnd",
        lambda record: {piece.kind for page in record.pages for piece in page.furniture} >= {"front_matter", "head"},
        True,
    ),
    "a guess at the encoding is told": (
        "skidklubb-verb-forst",
        lambda record: [problem.code for problem in record.problems],
        ["encoding_guessed"],
    ),
}


def _items(ids):
    """The numbers in the ids of items: "p1", "p2" as "12"."""
    return ids and "".join(identity.removeprefix("p") for identity in ids)


@pytest.mark.parametrize(("slug", "ask", "answer"), BESIDES.values(), ids=BESIDES)
def test_the_record_says_besides(slug, ask, answer):
    (source,) = (SAMPLES / slug).glob("source.*")

    record = process(SourceFile(source.name, source.read_bytes()))[0]

    assert ask(record) == answer


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_expectation_names_its_source(folder):
    gold = json.loads((folder / "expected.json").read_text("utf-8"))

    assert (SAMPLES / gold["file"]).parent == folder
    assert (SAMPLES / gold["file"]).is_file()


def test_the_documents_are_what_their_scripts_make(tmp_path):
    copy = shutil.copytree(SAMPLES, tmp_path / "samples")
    sources = {script: next(script.parent.glob("source.*")) for script in copy.glob("*/make.py")}
    for source in sources.values():
        source.unlink()

    subprocess.run([sys.executable, copy / "build.py"], check=True)

    # Compared as texts: how well a machine's zlib packs is no part of a sample.
    for source in sources.values():
        committed = SAMPLES / source.relative_to(copy)
        assert _texts(source) == _texts(committed)


def _texts(source: Path) -> list[str]:
    return [record.text for record in process_all(SourceFile(source.name, source.read_bytes()))]


def test_a_volume_says_where_its_minutes_stand_and_which_are_bound_twice():
    source = SAMPLES / "idrottsforening-arsbok" / "source.pdf"

    records = process(SourceFile(source.name, source.read_bytes()))

    assert [[page.number for page in record.pages] for record in records] == [[1], [2], [3], [3], [4]]
    twice = [record.id for record in records if any(problem.code == "duplicate_in_file" for problem in record.problems)]
    assert twice == [records[4].id]
