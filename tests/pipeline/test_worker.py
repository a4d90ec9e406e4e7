"""Documents read in a child process: the same records, and what happens when the child, or its parent, ends."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline import worker as workers
from pipeline.archive.about import about
from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.readers.base import Limits
from pipeline.worker import Worker
from samples.mailed import compound_file, zip_file
from schemas.errors import CrashedError, EmptySourceError, LimitExceededError, ParagrafError
from schemas.source import SourceFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")

MINUTES = SourceFile(
    "möte.txt", "Vretens byförening\nProtokoll den 6 maj 2024\n\n§ 1 Mötets öppnande\nMötet öppnades.\n".encode()
)
RECORDS = tuple(record.model_dump_json().encode() for record in process(MINUTES))
# Takes a second at least.
LONG = SourceFile(
    "lång.txt", b"".join(b"\xc2\xa7 %d Staket\nStyrelsen beslutade att bygga.\n\n" % n for n in range(9000))
)


@pytest.fixture(scope="module")
def worker():
    with Worker() as worker:
        yield worker


def while_reading(worker, act):
    """What comes of a long document when *act* is called with the child's number in the midst of it."""
    worker.process(MINUTES)
    threading.Timer(0.2, act, [worker.pid]).start()
    return worker.process(LONG)


def children():
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def gone(pid):
    """Wait until the process has ended; it may take the system a moment."""
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.02)
    return False


def test_gives_the_records_that_process_gives(worker):
    assert worker.process(MINUTES).records == RECORDS


def test_an_error_comes_back_as_the_error_that_it_is(worker):
    outcome = worker.process(SourceFile("tom.txt", b" "))

    assert (type(outcome.error), str(outcome.error)) == (EmptySourceError, "tom.txt: the file is empty")
    assert outcome.records == ()


# signal -> what the message says of it
ENDS = {signal.SIGSEGV: "crashed (SIGSEGV", signal.SIGABRT: "crashed (SIGABRT", signal.SIGKILL: "was killed (SIGKILL)"}


@pytest.mark.parametrize(("number", "reason"), ENDS.items(), ids=lambda each: str(each))
def test_a_crash_is_an_error_of_its_document_alone(number, reason, worker):
    outcome = while_reading(worker, lambda pid: os.kill(pid, number))

    assert type(outcome.error) is CrashedError
    assert outcome.error.reason.startswith(f"the process that read it {reason}")
    assert worker.process(MINUTES).records == RECORDS


def test_a_child_that_ended_between_documents_is_replaced(worker):
    worker.process(MINUTES)
    os.kill(worker.pid, signal.SIGKILL)
    os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)

    assert worker.process(MINUTES).records == RECORDS


@pytest.mark.parametrize("stopped", [False, True], ids=["busy", "stopped"])
def test_a_document_that_takes_too_long_is_given_up(stopped, worker):
    worker.process(MINUTES)
    if stopped:
        os.kill(worker.pid, signal.SIGSTOP)
    outcome = worker.process(LONG, Limits(seconds=0.2))

    assert type(outcome.error) is LimitExceededError
    assert outcome.error.reason == "takes more than 0.2 seconds; the limit is 0.2 for ten pages (--max-seconds)"
    assert worker.process(MINUTES).records == RECORDS


def test_a_program_that_it_calls_ends_with_it(tmp_path, monkeypatch):
    # A LibreOffice that hangs.
    program, started = tmp_path / "soffice", tmp_path / "started"
    program.write_text(f"#!/bin/sh\necho $$ > {started}\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with Worker() as worker:
        worker.process(MINUTES)
        outcome = worker.process(SourceFile("gammal.doc", compound_file({"WordDocument": b"x"})), Limits(seconds=2))

    assert type(outcome.error) is LimitExceededError
    assert gone(int(started.read_text()))


def test_a_child_is_replaced_after_so_many_documents():
    with Worker(lifetime=2) as worker:
        pids = []
        for _ in range(4):
            pids.append(worker.pid)
            assert worker.process(MINUTES).records == RECORDS

    # After two documents there is none until the next is asked for.
    assert pids[0] == pids[1]
    assert pids[2] is None


def test_nothing_is_left_when_it_is_closed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before, threads = set(os.listdir("/proc/self/fd")), threading.active_count()
    with Worker() as worker:
        while_reading(worker, lambda pid: os.kill(pid, signal.SIGSEGV))
        worker.process(MINUTES)
        pid = worker.pid
        assert [path.name.startswith("paragraf-") for path in tmp_path.iterdir()] == [True]

    assert pid not in children()
    assert list(tmp_path.iterdir()) == []
    assert (set(os.listdir("/proc/self/fd")), threading.active_count()) == (before, threads)


def test_it_ends_with_its_parent_however_that_ends(tmp_path):
    program = (
        "import sys; from pipeline.worker import Worker; from schemas.source import SourceFile\n"
        "worker = Worker(); worker.process(SourceFile('a.txt', b'Protokoll'))\n"
        "print(worker.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program]
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as parent:
        child = int(parent.stdout.readline())
        assert Path(f"/proc/{child}").exists()
        parent.kill()

    assert gone(child)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_it_sees_no_secret_of_its_parent(monkeypatch):
    monkeypatch.setenv("PARAGRAF_REGISTER", "postgresql://someone:secret@somewhere/register")
    with Worker() as worker:
        worker.process(MINUTES)
        seen = dict(each.split("=", 1) for each in Path(f"/proc/{worker.pid}/environ").read_text().split("\0") if each)

    assert "secret" not in str(seen)
    assert seen["PATH"] == os.environ["PATH"]
    assert seen["HOME"] == seen["TMPDIR"]


def test_what_libraries_print_stays_out_of_the_answers():
    program = (
        "import os; from pipeline import worker\n"
        "requests, answers = worker._own_pipes()\n"
        "print('noise', flush=True); os.system('echo noise; cat')\n"
        "worker._send(answers, {'asked': requests.read().decode()})"
    )
    run = subprocess.run([sys.executable, "-c", program], input=b"a question", capture_output=True, check=True)

    assert workers._receive(io.BytesIO(run.stdout)) == ({"asked": "a question"}, b"")
    assert run.stderr.split() == [b"noise", b"noise"]


def answered(read, content=b"Protokoll\fProtokoll"):
    answers = io.BytesIO()
    header = {"name": "a.txt", "parent": None, "task": "unpack and read", "limits": asdict(Limits()), "model": None}
    workers.answer(read, header, content, answers)
    signal.setitimer(signal.ITIMER_REAL, 0)
    answers.seek(0)
    frames = []
    while answers.read(1):
        answers.seek(-1, io.SEEK_CUR)
        frames.append(workers._receive(answers)[0])
    return frames


def test_documents_in_a_file_are_read_by_themselves(worker, tmp_path):
    archive = zip_file(
        {"2024/möte.txt": MINUTES.content, "tom.txt": b" ", "kopia.zip": zip_file({"möte.txt": MINUTES.content})}
    )
    (tmp_path / "z.zip").write_bytes(archive)

    first, empty, second = worker.read(str(tmp_path / "z.zip"))

    sources = [json.loads(*outcome.records)["source"] for outcome in (first, second)]
    assert [(source["name"], source["parent"]["name"]) for source in sources] == [
        ("möte.txt", "z.zip"),
        ("möte.txt", "kopia.zip"),
    ]
    assert str(empty.error).startswith("z.zip/tom.txt: ")


def test_the_parent_is_told_of_pages_before_records():
    told = [frame["say"] for frame in answered(process)]
    assert told == ["pages", "record", "done"]


# what reading raises -> kind and reason that the parent is told
FAULTS = {
    "of ours": (KeyError("lost"), ParagrafError, "internal error: KeyError: 'lost'"),
    "no memory": (MemoryError(), LimitExceededError, "needs more memory than"),
    "foreseen": (EmptySourceError("a.txt", "nothing"), EmptySourceError, "nothing"),
}


@pytest.mark.parametrize(("raised", "kind", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_one_document_is_told(raised, kind, reason, capsys):
    def broken(source, limits, model):
        raise raised

    (frame,) = answered(broken)

    assert (frame["kind"], frame["name"]) == (kind.__name__, "a.txt")
    assert frame["reason"].startswith(reason)
    # Where it happened is for those who look for a fault of ours (PARAGRAF_DEBUG).
    assert ("Traceback" in capsys.readouterr().err) == (kind is ParagrafError)


def test_records_for_the_archive_are_canonical_and_come_with_what_its_index_asks(worker):
    outcome = worker.process(MINUTES, task="archive")

    assert outcome.records == tuple(canonical(json.loads(record)) for record in RECORDS)
    assert outcome.abouts == tuple(about(json.loads(record)) for record in RECORDS)
