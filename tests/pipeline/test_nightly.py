"""The nightly job, run for real in folders of its own: what it does, what it leaves behind, and what happens when it is disturbed."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.register.store import Edition, Register
from schemas.errors import ExitCode
from tests.pipeline.generated import minutes, write_minutes

TELLS = '[[nightly.on_trouble]]\ncommand = ["tee", "told.json"]\nformat = "json"\n'


class Place(NamedTuple):
    """A folder with an inbox, an archive and a configuration."""

    folder: Path

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.archive / "reports" / "status.json").read_text("utf-8"))
        return found

    @property
    def told(self) -> dict[str, Any] | None:
        path = self.folder / "told.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else None

    def configure(self, nightly: str = "settle_seconds = 0", rest: str = TELLS) -> None:
        head = 'archive = "archive"\ninboxes = ["inbox"]\njobs = 1\n'
        (self.folder / "paragraf.toml").write_text(f"{head}[nightly]\n{nightly}\n{rest}", "utf-8")

    def put(self, name: str, number: int = 1) -> Path:
        path = self.inbox / name
        path.write_text(minutes(number), "utf-8")
        return path

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(COMMAND, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def night(self) -> tuple[int, dict[str, Any]]:
        """A night that comes to its end: its exit status and its report."""
        done = subprocess.run(COMMAND, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)


COMMAND = [sys.executable, "-m", "pipeline.cli", "nightly"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    place = Place(tmp_path)
    place.inbox.mkdir()
    place.configure()
    return place


def figures(report: dict[str, Any], name: str) -> dict[str, int]:
    (found,) = (step["figures"] for step in report["steps"] if step["name"] == name)
    return dict(found)


def wait_until_running(run: subprocess.Popen[str], place: Place) -> None:
    while not (place.archive / "reports" / "status.json").exists() or place.status["state"] != "running":
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)


def test_a_night_without_trouble(place: Place) -> None:
    place.put("a.txt")
    place.configure('settle_seconds = 0\nprometheus = "paragraf.prom"\nlogs = "logs"')
    status, report = place.night()

    assert (status, report["trouble"], report["exit_status"]) == (ExitCode.OK, [], 0)
    assert (report["run"]["states"], report["run"]["adds_up"]) == ({"archived": 1}, True)
    assert place.status["state"] == "finished"
    assert place.status["succeeded"] == place.status["finished"] == report["finished"]
    assert json.loads((place.archive / place.status["report"]).read_text("utf-8")) == report
    assert (place.archive / place.status["report"]).with_suffix(".html").exists()
    assert place.told is None
    (log,) = (place.folder / "logs").iterdir()
    events = [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()]
    assert (events[0], events[-1]) == ("night begins", "night ends")


def test_what_prometheus_reads(place: Place) -> None:
    place.put("a.txt")
    place.configure('settle_seconds = 0\nprometheus = "metrics/paragraf.prom"', rest="")
    place.night()
    (place.inbox / "b.pdf").write_bytes(b"%PDF-1.7 cut off")
    place.night()

    content = (place.folder / "metrics" / "paragraf.prom").read_text("utf-8")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(content)
        for sample in family.samples
    }
    assert samples["paragraf_nightly_exit_status",] == ExitCode.SOME_FAILED
    assert samples["paragraf_nightly_troubles",] == 1
    assert samples["paragraf_nightly_files", "archived"] == samples["paragraf_nightly_files", "quarantined"] == 1
    # The first night's end.
    assert (
        samples["paragraf_nightly_success_timestamp_seconds",] <= samples["paragraf_nightly_start_timestamp_seconds",]
    )
    assert [path.name for path in (place.folder / "metrics").iterdir()] == ["paragraf.prom"]


def test_trouble_is_told_and_the_rest_is_done(place: Place) -> None:
    place.put("a.txt")
    (place.inbox / "b.pdf").write_bytes(b"%PDF-1.7 cut off")
    (place.folder / "paragraf.toml").write_text(
        f'archive = "archive"\ninboxes = ["gone", "inbox"]\n[nightly]\nsettle_seconds = 0\n{TELLS}', "utf-8"
    )
    status, report = place.night()

    assert status == ExitCode.SOME_FAILED
    assert report["run"]["states"] == {"archived": 1, "quarantined": 1}
    gone, set_aside = report["trouble"]
    assert gone.startswith(f"import: {place.folder}/gone: ")
    assert set_aside.startswith(f"import: {place.inbox}/b.pdf: set aside, ")
    assert place.told == report
    assert place.status["trouble"] == report["trouble"]
    assert place.status["succeeded"] is None

    # What was set aside was told; the next night has the missing inbox alone.
    assert place.night()[1]["trouble"] == [gone]


TELLING_FAILS = {
    "a program that is not there": (["no-such-program-anywhere"], "No such file or directory"),
    "a program that fails": (["sh", "-c", "echo no network >&2; exit 7"], "exit status 7, no network"),
    "a program that hangs": (["sleep", "600"], "took more than 0.5 seconds"),
}


@pytest.mark.parametrize(("command", "said"), TELLING_FAILS.values(), ids=TELLING_FAILS)
def test_when_nobody_can_be_told_the_log_says_so_and_the_next_one_is_tried(
    place: Place, command: list[str], said: str
) -> None:
    failing = f"[[nightly.on_trouble]]\ncommand = {json.dumps(command)}\nseconds = 0.5\n"
    place.inbox.rmdir()
    place.configure(rest=failing + TELLS)
    run = place.start()
    _, log = run.communicate()

    assert run.returncode == ExitCode.SOME_FAILED
    assert said in json.loads(log.splitlines()[-1])["reason"]
    assert place.told is not None


def test_a_document_says_nothing_to_a_shell(place: Place) -> None:
    (place.inbox / "$(touch hacked);`touch hacked`.pdf").write_bytes(b"%PDF-1.7 cut off")
    place.configure(rest='[[nightly.on_trouble]]\ncommand = ["sh", "-c", "cat > told.txt"]\n')
    place.night()

    assert "$(touch hacked)" in (place.folder / "told.txt").read_text("utf-8")
    assert not (place.folder / "hacked").exists()


def test_a_step_that_fails_does_not_keep_the_others_from_being_done(place: Place) -> None:
    place.put("a.txt")
    place.night()
    (place.archive / "reports" / "000001.json").write_text("no report", "utf-8")
    place.put("b.txt", 2)
    status, report = place.night()

    assert status == ExitCode.INTERNAL
    assert [step["name"] for step in report["steps"] if step["state"] == "failed"] == ["retention"]
    assert report["run"]["states"] == {"archived": 2}
    assert place.told == report


# --- files that may still be written ----------------------------------------------------------------------------------


def test_a_file_that_was_just_changed_is_left_for_the_next_night(place: Place) -> None:
    new, old = place.put("new.txt"), place.put("old.txt", 2)
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    place.configure("settle_seconds = 3600")
    status, report = place.night()

    assert (status, report["run"]["states"], report["run"]["adds_up"]) == (ExitCode.OK, {"archived": 1}, True)
    assert [line.partition(": ")[0] for line in report["run"]["left"]] == [str(new)]

    os.utime(new, (time.time() - 7200, time.time() - 7200))
    assert place.night()[1]["run"]["states"] == {"archived": 2}


@pytest.mark.parametrize("lock", [fcntl.flock, fcntl.lockf], ids=["flock", "POSIX"])
def test_a_file_that_another_program_has_locked_is_left_for_the_next_night(place: Place, lock: Any) -> None:
    path = place.put("a.txt")
    with path.open("r+b") as held:
        lock(held, fcntl.LOCK_EX)
        status, report = place.night()

    assert (status, report["run"]["states"]) == (ExitCode.OK, {})
    assert report["run"]["left"] == [f"{path}: another program has locked it"]
    assert place.night()[1]["run"]["states"] == {"archived": 1}


def test_names_of_files_that_are_on_their_way_are_no_files(place: Place) -> None:
    for name in ("a.pdf.part", "b.tmp", "~$c.docx", ".d.txt.x8Sj2k"):
        place.put(name)

    assert place.night()[1]["run"]["seen"] == 0


# --- the inbox emptied ------------------------------------------------------------------------------------------------


def test_the_inbox_is_as_it_was_where_nothing_was_asked_for(place: Place) -> None:
    path = place.put("a.txt")
    _, report = place.night()

    assert path.exists()
    assert [step["state"] for step in report["steps"] if step["name"] == "inboxes"] == ["skipped"]


def test_what_the_archive_has_leaves_the_inbox(place: Place) -> None:
    place.put("a.txt")
    place.put("twin.txt")
    os.symlink(place.put("linked.txt", 3), place.inbox / "link.txt")
    (place.inbox / "b.pdf").write_bytes(b"%PDF-1.7 cut off")
    place.configure("settle_seconds = 0\nremove_from_inbox = true")
    _, report = place.night()

    assert figures(report, "inboxes") == {"removed": 3, "kept": 0}
    assert sorted(os.listdir(place.inbox)) == ["b.pdf", "link.txt"]
    assert len(list(place.archive.glob("originals/*/*"))) == 3


def test_a_file_whose_copy_in_the_archive_is_not_the_same_stays(place: Place) -> None:
    damaged, lost, sound = place.put("a.txt"), place.put("b.txt", 2), place.put("c.txt", 3)
    place.night()
    for original in place.archive.glob("originals/*/*.txt"):
        if original.read_bytes() == damaged.read_bytes():
            original.write_bytes(damaged.read_bytes().replace(b"kommun", b"kommum"))
        elif original.read_bytes() == lost.read_bytes():
            original.unlink()
    place.configure("settle_seconds = 0\nremove_from_inbox = true")
    status, report = place.night()

    assert (damaged.exists(), lost.exists(), sound.exists()) == (True, True, False)
    assert figures(report, "inboxes") == {"removed": 1, "kept": 2}
    assert status == ExitCode.DAMAGED
    assert [line.split(": ")[1] for line in report["trouble"] if line.startswith("inboxes: ")] == [
        str(damaged),
        str(lost),
    ]


# --- the register -----------------------------------------------------------------------------------------------------


def test_the_register_is_brought_in_step_with_the_archive(place: Place) -> None:
    place.put("a.txt")
    (place.folder / "paragraf.toml").write_text(
        'archive = "archive"\ninboxes = ["inbox"]\nregister = "sqlite:///register.db"\n[nightly]\nsettle_seconds = 0\n'
    )
    _, first = place.night()
    place.put("b.txt", 2)
    status, second = place.night()

    counted = {"changed": 0, "removed": 0, "withheld": 0, "waiting": 0}
    assert figures(first, "register") == {"new": 1, "same": 0} | counted
    assert (status, figures(second, "register")) == (ExitCode.OK, {"new": 1, "same": 1} | counted)


EDITIONS = {"a new one": None, "public": "public", "internal": "internal"}


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_a_register_is_kept_in_its_edition(
    place: Place, edition: Edition | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.inbox / "a.txt").write_text(f"{minutes(1)}\n§ 9 Bidrag\n\nBo Ek, 850412-1234, söker bidrag.\n", "utf-8")
    url = f"sqlite:///{place.folder}/register.db"
    if edition:
        Register(url, edition).close()
    monkeypatch.setenv("PARAGRAF_REGISTER", url)
    place.night()
    register = Register(url)
    ((document, _),) = register.hashes().items()
    record = register.record(document)
    register.close()

    assert record is not None
    assert ("850412-1234" in record.text) == (edition == "internal")


# --- the archive verified ---------------------------------------------------------------------------------------------


def damage(place: Place) -> Path:
    (original,) = place.archive.glob("originals/*/*.txt")
    original.write_bytes(original.read_bytes().replace(b"kommun", b"kommum"))
    return original


def test_an_altered_file_is_found_and_told(place: Place) -> None:
    place.put("a.txt")
    place.configure("settle_seconds = 0\nverify_nights = 1")
    place.night()
    altered = damage(place)
    status, report = place.night()

    assert status == report["exit_status"] == place.status["exit_status"] == ExitCode.DAMAGED
    (trouble,) = report["trouble"]
    assert trouble.startswith(f"verify: {altered.relative_to(place.archive)}: ")
    assert place.told == report


def test_the_whole_archive_is_verified_in_as_many_nights_as_are_given(place: Place) -> None:
    write_minutes(place.inbox, 6)
    place.configure("settle_seconds = 0\nverify_nights = 3")
    # What later nights have to verify: the second import adds nothing.
    place.night()
    shares = []
    for _ in range(3):
        _, report = place.night()
        shares.append((tuple(place.status["verified"]), figures(report, "verify")["files"]))

    kept = [path for folder in ("originals", "records", "journal") for path in (place.archive / folder).rglob("*.*")]
    assert [share for share, _ in shares] == [(1, 3), (2, 3), (0, 3)]
    assert sum(files for _, files in shares) == len(kept)


def test_gaps_are_told_and_are_no_trouble(place: Place) -> None:
    for number, first in ((0, 1), (4, 5)):
        # Of one body: § 4 is in neither.
        text = minutes(number)
        for item in (3, 2, 1):
            text = text.replace(f"§ {item} ", f"§ {item + first - 1} ")
        (place.inbox / f"{number}.txt").write_text(text, "utf-8")
    status, report = place.night()

    assert (status, figures(report, "gaps")) == (ExitCode.OK, {"found": 1})
    (note,) = (note for step in report["steps"] for note in step["notes"])
    assert "§ 4, between § 1–3 of 2019-01-07 and § 5–7 of 2019-02-04" in note
    assert "§ 4, between" in (place.archive / "reports" / "gaps.html").read_text("utf-8")


# --- disturbed nights -------------------------------------------------------------------------------------------------


def test_of_two_nights_at_once_the_second_says_that_the_first_is_there(place: Place) -> None:
    write_minutes(place.inbox, 20)
    first = place.start()
    wait_until_running(first, place)
    second = subprocess.run(COMMAND, cwd=place.folder, capture_output=True, text=True, check=False)
    told, status = place.told, place.status
    first.communicate()

    assert (second.returncode, second.stdout) == (ExitCode.ALREADY_RUNNING, "")
    assert told is not None
    assert told["exit_status"] == ExitCode.ALREADY_RUNNING
    assert f"process {first.pid} on " in told["trouble"][0]
    # The first night's status file is its own.
    assert (status["state"], status["process"]) == ("running", first.pid)
    assert place.status["state"] == "finished"


def test_a_night_that_was_killed_is_done_by_the_next_which_says_so(place: Place) -> None:
    for number in range(40):
        place.put(f"{number}.txt", number)
    killed = place.start()
    wait_until_running(killed, place)
    while not list(place.archive.glob("journal/*.ndjson")):
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    # Its lock is there still, and holds nobody.
    assert f"process {killed.pid} on " in (place.archive / ".lock").read_text()
    begun = place.status["started"]
    status, report = place.night()

    assert status == ExitCode.SOME_FAILED
    assert report["trouble"] == [f"the night that began {begun} did not come to its end"]
    assert (report["run"]["states"], report["run"]["adds_up"]) == ({"archived": 40}, True)
    assert place.night()[0] == ExitCode.OK


def test_a_status_file_that_is_none_is_made_anew(place: Place) -> None:
    (place.archive / "reports").mkdir(parents=True)
    (place.archive / "reports" / "status.json").write_text('{"state": "running", "verified": "all"}', "utf-8")

    assert place.night()[0] == ExitCode.OK
    assert place.status["verified"] == [0, 30]


def test_a_file_that_a_killed_night_waited_for_and_that_is_gone_is_no_trouble(place: Place) -> None:
    for number in range(60):
        place.put(f"{number:02}.txt", number)
    killed = place.start()
    wait_until_running(killed, place)
    while not list(place.archive.glob("originals/*/*")):
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    (place.inbox / "59.txt").unlink()
    report = place.night()[1]

    assert (report["run"]["seen"], report["run"]["states"], report["run"]["adds_up"]) == (59, {"archived": 59}, True)


def test_a_broken_ledger_is_told(place: Place) -> None:
    place.archive.mkdir()
    (place.archive / "ledger.db").write_text("this is no database at all, but long enough to be taken for one" * 20)
    run = place.start()
    run.communicate()

    assert run.returncode == ExitCode.INTERNAL
    assert place.told is not None
    assert place.told["steps"] == []


# --- what is too old --------------------------------------------------------------------------------------------------


def test_reports_and_logs_that_are_too_old_go(place: Place) -> None:
    place.configure('settle_seconds = 0\nkeep_days = 30\nlogs = "logs"')
    place.night()
    reports, logs = place.archive / "reports", place.folder / "logs"
    for name in ("000000", "nightly-20190102T010000Z"):
        (reports / f"{name}.json").write_text('{"finished": "2019-01-02T01:02:03+00:00"}', "utf-8")
        (reports / f"{name}.html").write_text("old", "utf-8")
    (logs / "nightly-20190102T010000Z.ndjson").write_text("{}\n", "utf-8")
    (logs / "of-another-program.ndjson").write_text("{}\n", "utf-8")
    _, report = place.night()

    assert figures(report, "retention") == {"reports_deleted": 2, "logs_deleted": 1}
    assert not [path for path in reports.iterdir() if "2019" in path.name or path.name.startswith("000000")]
    assert (logs / "of-another-program.ndjson").exists()
    assert place.status["state"] == "finished"
