"""The command line as a shell sees it: what goes where, and the exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from schemas.errors import ExitCode

MINUTES = """Vretens bygdegårdsförening
Protokoll fört vid styrelsemöte den 6 maj 2024

§ 1 Mötets öppnande
Ordföranden hälsade alla välkomna.

§ 2 Målning av staket
Styrelsen beslutade att måla staketet för högst 4 500 kr.
"""


def paragraf(*arguments, given=None, **environment):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        input=given,
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "styrelsemöte.txt"
    path.write_text(MINUTES, "utf-8")
    return path


def test_extract_prints_one_record_a_line_in_the_order_of_the_files(minutes, tmp_path):
    second = tmp_path / "andra.txt"
    second.write_text("Årsmöte 2023", "utf-8")

    run = paragraf("extract", minutes, second, minutes)

    records = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert [record["source"]["name"] for record in records] == [minutes.name, second.name, minutes.name]
    assert records[0] == records[2]
    assert (run.returncode, run.stderr) == (0, b"")


def test_extract_pretty_is_the_same_record_for_people(minutes):
    plain, pretty = paragraf("extract", minutes), paragraf("extract", minutes, "--pretty")

    assert json.loads(pretty.stdout) == json.loads(plain.stdout)
    assert pretty.stdout.startswith(b"{\n  ")


def test_extract_reads_standard_input():
    run = paragraf("extract", "-", given=MINUTES.encode())

    record = json.loads(run.stdout)
    assert record["source"]["name"] == "-"
    assert "Målning av staket" in record["text"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "sv_SE.ISO8859-1"])
def test_output_is_utf8_whatever_the_locale(minutes, locale):
    run = paragraf(
        "extract", minutes, LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="latin-1", PYTHONCOERCECLOCALE="0"
    )

    assert json.loads(run.stdout.decode("utf-8"))["source"]["name"] == "styrelsemöte.txt"


# reason -> (arguments, what the message says, exit status)
FAILURES = {
    "no such file": (["extract", "nowhere.txt"], "nowhere.txt: no such file", ExitCode.SOURCE_MISSING),
    "a folder": (["extract", "folder"], "folder: is a folder", ExitCode.SOURCE_MISSING),
    "nothing to show": (["show", "empty.txt"], "empty.txt: the file is empty", ExitCode.EMPTY_SOURCE),
    "nothing in it": (["extract", "empty.txt"], "empty.txt: the file is empty", ExitCode.EMPTY_SOURCE),
    "no format of ours": (["extract", "packed.txt"], "packed.txt: a gzip archive", ExitCode.UNSUPPORTED_FORMAT),
    "too large": (["extract", "good.txt", "--max-bytes", "10"], "the limit is 10", ExitCode.LIMIT_EXCEEDED),
    "too many pages": (["extract", "good.txt", "--max-pages", "1"], "the limit is 1", ExitCode.LIMIT_EXCEEDED),
    "one of several": (["extract", "nowhere.txt", "good.txt"], "nowhere.txt: no such file", ExitCode.SOME_FAILED),
    "an unknown option": (["extract", "good.txt", "--shiny"], "No such option: --shiny", ExitCode.USAGE),
    "no file named": (["extract"], "Missing argument 'FILE'", ExitCode.USAGE),
    "a page that cannot be written": (["show", "good.txt", "--html", "folder"], "cannot be written", ExitCode.USAGE),
    "no gold": (["evaluate", "folder", "folder"], "no gold files", ExitCode.USAGE),
    "gold that is none": (["evaluate", "gold", "folder"], "no gold file", ExitCode.USAGE),
}


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with good and bad files, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    for folder in ("folder", "gold"):
        Path(folder).mkdir()
    Path("gold/a.json").write_text('{"records": []}', "utf-8")
    Path("good.txt").write_text("Sida ett\fSida två", "utf-8")
    Path("empty.txt").write_bytes(b"")
    Path("packed.txt").write_bytes(b"\x1f\x8b\x08" + b"\0" * 20)


@pytest.mark.usefixtures("workplace")
@pytest.mark.parametrize(("arguments", "message", "status"), FAILURES.values(), ids=FAILURES)
def test_failures_are_named_on_standard_error(arguments, message, status):
    run = paragraf(*arguments, COLUMNS="200")

    assert message in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
    assert run.returncode == status
    # What could be read has its record all the same, and what could not has none.
    assert len(run.stdout.splitlines()) == (status == ExitCode.SOME_FAILED)


def test_a_fault_of_ours_is_one_line_with_a_way_to_see_more(minutes, monkeypatch, capsys):
    from pipeline import cli, sources

    def broken(name, limits):
        raise KeyError("lost")

    monkeypatch.setattr(sources, "load", broken)
    monkeypatch.setattr(sys, "argv", ["paragraf", "show", str(minutes)])

    assert cli.main() == ExitCode.INTERNAL
    assert capsys.readouterr().err == "paragraf: internal error: KeyError: 'lost' (PARAGRAF_DEBUG=1 shows where)\n"
    monkeypatch.setenv("PARAGRAF_DEBUG", "1")
    with pytest.raises(KeyError):
        cli.main()


def test_a_reader_that_leaves_is_no_error(minutes):
    command = [sys.executable, "-m", "pipeline.cli", "extract", *[str(minutes)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout.readline().startswith(b"{")
        run.stdout.close()
        assert run.stderr.read() == b""


COMMANDS = ("extract", "check", "show", "evaluate", "schema", "doctor")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command):
    run = paragraf(command, "--help")

    assert run.returncode == 0
    assert f"paragraf {command}" in run.stdout.decode().partition("Example:")[2]


def test_help_does_not_load_what_only_reading_needs():
    program = (
        "import sys; sys.argv = ['paragraf', 'extract', '--help']\n"
        "from pipeline import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'dateparser', 'pdfplumber', 'pypdfium2', 'docx', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")

    assert run.stdout.splitlines()[-1] == "[]"


def test_version():
    from pipeline import __version__

    assert paragraf("--version").stdout.decode() == f"paragraf {__version__}\n"


def test_doctor_finds_this_installation_sound():
    run = paragraf("doctor")

    assert run.returncode == 0
    assert "language sv" in run.stdout.decode()
    assert "MISSING" not in run.stdout.decode()


def test_show_writes_one_page_that_asks_for_nothing_else(minutes, tmp_path):
    minutes.write_text(MINUTES.replace("Målning", "<script>alert(1)</script> & målning"), "utf-8")
    page = tmp_path / "page.html"

    run = paragraf("show", minutes, "--html", page)

    written = page.read_text("utf-8")
    assert (run.returncode, run.stdout) == (0, b"")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; målning" in written
    assert "alert(1)</script>" not in written
    assert not any(word in written for word in ("http:", "https:", "src=", "@import", "url("))


def test_show_in_the_terminal_shows_the_whole_document(minutes):
    run = paragraf("show", minutes, COLUMNS="100")

    shown = run.stdout.decode()
    assert all(line in shown for line in MINUTES.splitlines())


# A board's minutes with a vote that does not tell who voted how, and a weekday that is another.
DOUBTFUL = """Lundaviks kommun
Kommunstyrelsen
Plats och tid: Rådhuset, torsdagen den 9 maj 2023
Beslutande: Bo Ek (S), ordförande, Eva Lind (M)
Utses att justera: Eva Lind
Justeringsdatum: 2023-05-12

§ 1 Budget
Beslut
Budgeten godkänns.
Omröstningen utfaller med 7 ja-röster mot 4 nej-röster.
"""


def test_check_says_what_lacks_and_what_contradicts_itself(minutes):
    minutes.write_text(DOUBTFUL, "utf-8")

    run = paragraf("check", minutes)

    shown = run.stdout.decode().splitlines()
    assert (run.returncode, run.stderr) == (ExitCode.PROBLEMS_FOUND, b"")
    assert shown[1].startswith("held against kommunallagen (2017:725): Lundaviks kommun is a municipality")
    assert "✓ who adjusts: Eva Lind, page 1: “Eva Lind (M)” (5 kap. 69 §)" in shown
    assert any(line.startswith("✗ how each voted: an open vote in § 1 ") for line in shown)
    assert any(line.startswith("warning: “torsdagen den 9 maj 2023” is a tisdag, page 1") for line in shown)


def test_check_is_content_with_minutes_that_lack_nothing(minutes):
    run = paragraf("check", minutes)

    assert run.returncode == 0
    assert "held against the association's by-laws" in run.stdout.decode()


def test_check_gives_the_same_in_json_and_goes_on_after_a_file_that_is_not_there(minutes):
    minutes.write_text(DOUBTFUL, "utf-8")

    run = paragraf("check", "--json", "nowhere.txt", minutes)

    (result,) = map(json.loads, run.stdout.decode().splitlines())
    assert (run.returncode, run.stderr.decode()) == (ExitCode.SOME_FAILED, "paragraf: nowhere.txt: no such file\n")
    assert result["sound"] is False
    assert [each["element"] for each in result["elements"] if each["state"] == "missing"] == ["ballots"]
    assert [problem["code"] for problem in result["contradictions"]] == ["weekday"]


def test_evaluate_prints_figures_by_organisation(minutes, tmp_path):
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.json").write_text(
        json.dumps({"file": f"vreten/{minutes.name}", "records": [{"document_type": "minutes"}]}), "utf-8"
    )
    corpus = tmp_path / "corpus" / "vreten"
    corpus.mkdir(parents=True)
    minutes.rename(corpus / minutes.name)

    run = paragraf("evaluate", gold, corpus.parent, COLUMNS="120")

    shown = run.stdout.decode()
    assert run.returncode == 0
    assert "record_count" in shown
    assert "vreten" in shown


def test_a_trained_model_adds_problems_and_no_facts(tmp_path):
    # A real spaCy pipeline, trained on nothing: it knows one name by heart.
    pipeline = spacy.blank("sv")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRS", "pattern": "Oxbåge Kvint"}, {"label": "PRS", "pattern": "Eva Ek"}])
    pipeline.to_disk(tmp_path / "modell")
    minutes = tmp_path / "möte.txt"
    minutes.write_text(
        "Protokoll\nNärvarande: Eva Ek\nHälsning från Oxbåge Kvint\n\n§ 1 Öppnande\nMötet öppnades.", "utf-8"
    )

    plain = json.loads(paragraf("extract", minutes).stdout)
    second = json.loads(paragraf("extract", "--model", tmp_path / "modell", minutes).stdout)

    added = [problem for problem in second["problems"] if problem not in plain["problems"]]
    assert [(problem["code"], problem["evidence"][0]["quote"]) for problem in added] == [
        ("name_unlisted", "Oxbåge Kvint")
    ]
    assert second["software"]["engines"].items() > plain["software"]["engines"].items()
    for record in (plain, second):
        del record["problems"], record["software"]
    assert plain == second


def test_a_model_that_is_not_there_ends_the_call(minutes):
    run = paragraf("extract", "--model", "sv_finns_inte", minutes)

    assert (run.returncode, run.stdout) == (ExitCode.USAGE, b"")
    assert "--model sv_finns_inte: no such spaCy model here" in run.stderr.decode()
