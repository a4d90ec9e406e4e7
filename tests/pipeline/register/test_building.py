"""A register from an archive and from files, by the commands; and tables out of it."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from pipeline.archive import corrections
from pipeline.archive.fates import Fate, StoredRecord
from pipeline.archive.store import Archive, canonical
from pipeline.cli import app
from pipeline.process import process
from pipeline.register import building
from pipeline.register.masking import Policy
from pipeline.register.store import Edition, Register
from schemas.errors import SourceMissingError, UnreadableSourceError
from schemas.source import SourceFile

MINUTES = """Hällmora kommun
Tekniska nämnden
Sammanträdesprotokoll 2023-05-02

Beslutande
Staffan Öhrling (C), ordförande

§ 7 Belysning vid ån

Beslut
Tekniska nämnden beslutar att anslå 90 000 kronor till belysningen.

§ 8 Räntan

Beslut
Tekniska nämnden avslår ansökan.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of one file."""
    made = Archive(str(tmp_path / "archive"))
    source = SourceFile("lights.txt", MINUTES.encode())
    (record,) = process(source)
    path, own = made.add_record(canonical(record.model_dump(mode="json")), source.sha256, 1)
    stored = StoredRecord(id=record.id, path=path, sha256=own, about={})
    _fate(made, source.sha256, "archived", stored)
    return made


def _fate(archive: Archive, sha256: str, state: str, *stored: StoredRecord) -> None:
    archive.add_fates(
        [
            Fate.model_validate(
                {
                    "file": "lights.txt",
                    "sha256": sha256,
                    "size": 1,
                    "state": state,
                    "records": stored,
                    "software": "1",
                    "at": "2024-01-01T00:00:00Z",
                }
            )
        ]
    )


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_register_follows_its_archive(archive: Archive, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/register.db"
    build = ("register", "build", "--internal", "--archive", archive.url, "--register", url)
    record = building.of_archive(archive.url, Policy())[0].read()

    assert json.loads(run(*build)) == {"new": 1, "changed": 0, "same": 0, "removed": 0}
    _fate(archive, record.source.sha256, "duplicate")
    assert json.loads(run(*build)) == {"new": 0, "changed": 0, "same": 1, "removed": 0}
    (hit,) = map(json.loads, run("search", "--register", url, "belysning", "över 50 000").splitlines())
    assert (hit["id"], hit["snippet"][hit["marks"][0][0] : hit["marks"][0][1]]) == (f"{record.id}/d1", "belysningen")
    _fate(archive, record.source.sha256, "removed")
    assert json.loads(run(*build)) == {"new": 0, "changed": 0, "same": 0, "removed": 1}
    assert run("search", "--register", url, "belysning") == ""


def test_a_register_has_records_as_a_person_corrected_them(archive: Archive, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/register.db"
    build = ("register", "build", "--internal", "--archive", archive.url, "--register", url)
    record = building.of_archive(archive.url, Policy())[0].read()
    run(*build)
    made, change = record.model_dump(mode="json"), ("/decisions/0/outcome", "rejected")
    corrections.correct(archive, made, record.source.sha256, [change], "misread", "Åsa", "2024-01-02T00:00:00Z")

    assert json.loads(run(*build)) == {"new": 0, "changed": 1, "same": 0, "removed": 0}
    hits = map(json.loads, run("search", "--register", url, "utfall:avslag").splitlines())
    assert f"{record.id}/d1" in {hit["id"] for hit in hits}


PRIVATE = MINUTES.replace("§ 8 Räntan", "§ 8 Räntan\n\nBo Ek, 850412-1234, söker anstånd.")


@pytest.fixture
def private(tmp_path: Path) -> str:
    """The name of a file of records with personal data."""
    (record,) = process(SourceFile("lights.txt", PRIVATE.encode()))
    path = tmp_path / "private.ndjson"
    path.write_text(f"{record.model_dump_json()}\n", "utf-8")
    return str(path)


def test_a_new_register_is_public(private: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/public.db"
    build = ("register", "build", "--register", url)
    (record,) = building.of_files([private])

    counts = {"changed": 0, "removed": 0, "withheld": 0, "waiting": 0}
    assert json.loads(run(*build, private)) == {"new": 1, "same": 0} | counts
    assert json.loads(run(*build, private)) == {"new": 0, "same": 1} | counts
    assert run("search", "--register", url, "anstånd") != ""
    assert run("search", "--register", url, "850412") == ""
    bytes_ = (tmp_path / "public.db").read_bytes()
    written = [b"850412", record.id.encode(), record.source.sha256.encode(), b"Bo Ek"]
    assert [one for one in written if one in bytes_] == []


def test_the_same_archive_gives_the_same_addresses(private: str, tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        url = f"sqlite:///{tmp_path}/{name}.db"
        run("register", "build", "--register", url, private)
        register = Register(url)
        found.append(register.hashes())
        register.close()

    assert found[0] == found[1]


def configured(tmp_path: Path, section: str) -> tuple[str, ...]:
    (tmp_path / "paragraf.toml").write_text(f"[public]\n{section}\n", "utf-8")
    return (
        "--config",
        str(tmp_path / "paragraf.toml"),
        "register",
        "build",
        "--register",
        f"sqlite:///{tmp_path}/p.db",
    )


def test_what_is_withheld_leaves_the_register(private: str, tmp_path: Path) -> None:
    (record,) = building.of_files([private])
    counts = {"new": 0, "changed": 0, "same": 0, "withheld": 0, "waiting": 0}
    assert json.loads(run(*configured(tmp_path, ""), private)) == counts | {"new": 1, "removed": 0}

    withheld = configured(tmp_path, f'documents = ["{record.id}"]')
    assert json.loads(run(*withheld, private)) == counts | {"removed": 1, "withheld": 1}


def test_what_was_public_is_not_left_in_the_file(private: str, tmp_path: Path) -> None:
    (record,) = building.of_files([private])
    run(*configured(tmp_path, ""), private)
    before = (tmp_path / "p.db").read_bytes()
    run(*configured(tmp_path, f'items = {{ "{record.id}" = ["8"] }}'), private)
    after = b"".join(path.read_bytes() for path in tmp_path.glob("p.db*"))

    assert b"anst" in before
    assert b"anst" not in after


def test_what_waits_for_approval_is_told(private: str, tmp_path: Path) -> None:
    counts = {"changed": 0, "same": 0, "removed": 0, "withheld": 0}
    done = CliRunner().invoke(app, [*configured(tmp_path, "approval = true"), private], catch_exceptions=False)
    (told,) = done.stderr.splitlines()
    approved = configured(tmp_path, f'approval = true\napproved = ["{told.split()[-1]}"]')

    assert json.loads(done.stdout) == counts | {"new": 0, "waiting": 1}
    assert json.loads(run(*approved, private)) == counts | {"new": 1, "waiting": 0}


def test_a_public_record_can_be_extracted(tmp_path: Path) -> None:
    (tmp_path / "lights.txt").write_text(PRIVATE, "utf-8")
    written = run("extract", "--public", str(tmp_path / "lights.txt"))

    assert "850412" not in written
    assert "██████" in json.loads(written)["text"]


@pytest.fixture
def register(tmp_path: Path) -> str:
    """A register of one file of records."""
    (record,) = process(SourceFile("lights.txt", MINUTES.encode()))
    (tmp_path / "records.ndjson").write_text(f"{record.model_dump_json()}\n\n".replace("Räntan", "=1+1+1"), "utf-8")
    url = f"sqlite:///{tmp_path}/register.db"
    run("register", "build", "--internal", "--register", url, str(tmp_path / "records.ndjson"))
    return url


def test_a_cell_of_csv_is_no_formula(register: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--register", register))))

    assert [(row["number"], row["title"]) for row in rows] == [("7", "Belysning vid ån"), ("8", "'=1+1+1")]


def test_excel_has_numbers_as_numbers_and_text_as_text(register: str, tmp_path: Path) -> None:
    out = tmp_path / "decisions.xlsx"
    run("export", "--register", register, "--format", "xlsx", "--out", str(out))
    first = out.read_bytes()
    run("export", "--register", register, "--format", "xlsx", "--out", str(out))

    names, *rows = openpyxl.load_workbook(out)["decisions"].iter_rows()
    cells = [{name.value: cell for name, cell in zip(names, row, strict=True)} for row in rows]
    assert [(row["title"].value, row["title"].data_type) for row in cells] == [
        ("Belysning vid ån", "s"),
        ("=1+1+1", "s"),
    ]
    assert cells[0]["amount_max"].value == 90_000
    assert out.read_bytes() == first


TABLES = {
    "decisions": ("", 2),
    "meetings": ("", 1),
    "items": ("", 2),
    "people": ("", 1),
    "amounts": ("", 1),
    "decisions of a query": ("utfall:avslag", 1),
    "meetings of a query": ("utfall:avslag", 1),
    "items of a query": ("utfall:avslag", 1),
    "people of a query": ("utfall:avslag", 1),
    "amounts of a query": ("utfall:avslag", 0),
    "votes": ("", 0),
    "citations": ("", 0),
}


@pytest.mark.parametrize(("name", "query", "count"), [(name, *row) for name, row in TABLES.items()], ids=TABLES)
def test_exports(register: str, name: str, query: str, count: int) -> None:
    found = run("export", "--register", register, "--table", name.split()[0], query)

    assert len(list(csv.DictReader(io.StringIO(found)))) == count


def test_excel_knows_utf8_by_the_mark(register: str) -> None:
    assert run("export", "--register", register, "--bom").startswith("\ufeffid,")


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_record_that_is_known_is_not_read(edition: Edition, archive: Archive, tmp_path: Path) -> None:
    (path,) = archive.names("records")
    whole = archive.read(path)
    with closing(Register(f"sqlite:///{tmp_path}/register.db", edition)) as register:

        def filled(policy: Policy, again: bool = False) -> dict[str, int]:
            return dict(+building.fill_from_archive(register, archive.url, policy, again).counts)

        assert filled(Policy()) == {"new": 1}
        archive.write(path, b"damaged")
        assert filled(Policy()) == {"same": 1}
        # A new policy, or a wish: it would have to be read.
        for policy, again in ((Policy(terms=("belysning",)), False), (Policy(), True)):
            with pytest.raises(UnreadableSourceError, match="records/"):
                filled(policy, again)
        archive.write(path, whole)
        # The text of a text file is its address: masked otherwise it has another.
        assert filled(Policy(terms=("belysning",))) == (
            {"new": 1, "removed": 1} if edition == "public" else {"same": 1}
        )


def test_a_stamp_is_of_one_archive(archive: Archive, tmp_path: Path) -> None:
    (one,) = building.of_archive(archive.url, Policy())
    (again,) = building.of_archive(archive.url, Policy())
    archive.delete("register.key")
    (other,) = building.of_archive(archive.url, Policy())

    assert one.stamp == again.stamp != other.stamp


def test_what_is_no_record_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "records.ndjson").write_text('\n{"id": 1}\n', "utf-8")

    with pytest.raises(UnreadableSourceError, match=r"records\.ndjson, line 2"):
        list(building.of_files([str(tmp_path / "records.ndjson")]))
    with pytest.raises(SourceMissingError):
        list(building.of_files([str(tmp_path / "none.ndjson")]))
    with pytest.raises(SourceMissingError):
        building.of_archive(str(tmp_path), Policy())
