"""Imports by the workers of a real Dask cluster on this machine, with a ledger on a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import distributed

from tests.pipeline.imports import contents, ended, fates, once_each, originals, started, wait_for


@contextmanager
def process(*words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A part of the cluster, which is gone afterwards."""
    started = subprocess.Popen(
        [sys.executable, "-m", *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and workers, started as docs/howto/bulk.md says; its address, and the workers."""
    about = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        stack.enter_context(process(*scheduler, "--scheduler-file", about))
        address = wait_for(lambda: about.exists() and about.read_text() and json.loads(about.read_text())["address"])
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        local = ("--local-directory", folder)
        found = [stack.enter_context(process(*worker, *local)) for _ in range(workers)]
        with distributed.Client(address) as client:
            client.wait_for_workers(workers)
        yield address, found


def test_two_workers_of_a_cluster_do_each_file_once(
    few: Path, few_undisturbed: Path, tmp_path: Path, database_url: str
) -> None:
    archive = tmp_path / "archive"
    with cluster(tmp_path, 2) as (address, _):
        report = ended(started(few, "--archive", archive, "--ledger", database_url, "--cluster", address))

    assert report["adds_up"]
    assert contents(archive) == contents(few_undisturbed)
    assert fates(archive, database_url) == fates(few_undisturbed)
    assert once_each(archive)


def test_the_files_of_a_killed_worker_are_done_by_another(
    few: Path, few_undisturbed: Path, tmp_path: Path, database_url: str
) -> None:
    archive = tmp_path / "archive"
    with cluster(tmp_path, 2) as (address, workers):
        run = started(few, "--archive", archive, "--ledger", database_url, "--cluster", address)
        wait_for(lambda: originals(archive) > 20)
        workers[0].kill()
        report = ended(run)

    assert report["adds_up"]
    assert contents(archive) == contents(few_undisturbed)
    assert fates(archive, database_url) == fates(few_undisturbed)
    assert once_each(archive)
