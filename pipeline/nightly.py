"""The nightly job: a row of steps over an archive, and a report that a monitor, a mail and a person can read.

A step that fails does not keep the others from being done; what each says goes into the report. The next night sees by the status
file that one was broken off, and does what that one left: everything that is written here may be killed at any moment.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pipeline import __version__, bulk, inboxes, logs, monitoring
from pipeline.archive import gaps, lock, verify
from pipeline.archive.ledger import Ledger, now
from pipeline.archive.store import Archive
from pipeline.config import Config
from pipeline.listing import Listed, listed
from pipeline.logs import Log
from pipeline.monitoring import Status
from pipeline.register import building
from pipeline.register.masking import Policy
from pipeline.register.store import Register
from pipeline.report import Night, Report, Step
from schemas.errors import ExitCode, ParagrafError, UsageError, fault

# Of one kind of trouble so many are named one by one, in mails too; the report of the import has all.
_NAMED: Final = 20


@dataclass
class Job:
    """What the steps share, and what the first of them came to."""

    config: Config
    archive: Archive
    ledger: Ledger
    log: Log
    # Which share of the archive was verified last, and of how many.
    verified: tuple[int, int] | None
    run: Report | None = None


@dataclass(frozen=True)
class Done:
    """What a step that came to its end says: see pipeline.report.Step."""

    figures: dict[str, int]
    trouble: Sequence[str] = ()
    notes: Sequence[str] = ()
    # Something of the archive is lost or altered.
    damaged: bool = False


def run(config: Config) -> Night:
    """Do all steps, once; the report comes back, and is in the archive, the status file and the file for Prometheus.

    The programs named in ``on_trouble`` are run where there was trouble, also such as kept the night from beginning.

    Raises:
        UsageError: the configuration names no archive or no inboxes.
        AlreadyRunningError: another run holds the archive's lock.
    """
    began = _Moment()
    with logs.opened(Path(config.nightly.logs) if config.nightly.logs else None, began.name) as log:
        try:
            night = _locked(config, began, log)
        except Exception as error:
            status = error.exit_code if isinstance(error, ParagrafError) else ExitCode.INTERNAL
            log.error("the night did not begin", exc_info=not isinstance(error, ParagrafError), reason=_reason(error))
            _tell(config, began.night(config, status, [], [_reason(error)], None), log)
            raise
        _tell(config, night, log)
    return night


def _locked(config: Config, began: _Moment, log: Log) -> Night:
    if config.archive is None or not config.inboxes:
        raise UsageError("nightly", "the configuration names no archive, or no inboxes (paragraf.toml)")
    archive = Archive(config.archive)
    status_file = _status_file(config, archive)
    ledger = Ledger(config.ledger or archive.ledger_url)
    try:
        with lock.held(archive.url, archive.folder, ledger.engine):
            before = monitoring.read_status(status_file)
            job = Job(config, archive, ledger, log, before.verified if before else None)
            return _night(job, began, status_file, before)
    finally:
        ledger.close()


def _status_file(config: Config, archive: Archive) -> Path:
    if config.nightly.status:
        return Path(config.nightly.status)
    if archive.folder is None:
        raise UsageError(archive.url, "an archive in an object store needs a nightly.status of its own (paragraf.toml)")
    return archive.folder / "reports" / "status.json"


def _night(job: Job, began: _Moment, status_file: Path, before: Status | None) -> Night:
    status = Status(
        state="running",
        software=__version__,
        archive=job.archive.url,
        process=os.getpid(),
        report=before.report if before else None,
        started=began.at,
        finished=None,
        exit_status=before.exit_status if before else None,
        trouble=[],
        succeeded=before.succeeded if before else None,
        verified=job.verified,
    )
    monitoring.write_status(status_file, status)
    job.log.info("night begins", archive=job.archive.url, inboxes=list(job.config.inboxes), software=__version__)
    broken_off = before if before and before.state == "running" else None
    trouble = [f"the night that began {broken_off.started} did not come to its end"] if broken_off else []
    steps = [_step(job, name, work) for name, work in STEPS]
    status = status.model_copy(update={"verified": job.verified})
    night = began.night(job.config, _exit_status(steps, trouble), steps, trouble, job.run)
    report = f"reports/{logs.PREFIX}{began.name}"
    left: tuple[tuple[str, Callable[[Night], None]], ...] = (
        ("report", lambda night: _leave_report(job.archive, report, night)),
        ("status", lambda night: _leave_status(status_file, status, f"{report}.json", night)),
        ("figures", lambda night: _leave_figures(job.config, night, before)),
    )
    for what, leave in left:
        try:
            leave(night)
        except Exception as error:
            job.log.error(f"{what} could not be written", exc_info=True)
            failed = Step(what, "failed", trouble=[_reason(error)])
            night = dataclasses.replace(night, exit_status=int(ExitCode.INTERNAL), steps=[*night.steps, failed])
    job.log.info("night ends", exit_status=night.exit_status, seconds=night.seconds, trouble=len(night.trouble))
    return night


def _step(job: Job, name: str, work: Callable[[Job], Done | None]) -> Step:
    """Do a step; whatever happens to it, the others are done."""
    job.log.info("step begins", step=name)
    begin = time.monotonic()
    try:
        done = work(job)
    except Exception as error:
        job.log.error("step failed", step=name, exc_info=not isinstance(error, ParagrafError), reason=_reason(error))
        return Step(name, "failed", _since(begin), trouble=[_reason(error)])
    if done is None:
        return Step(name, "skipped")
    for one in done.trouble:
        job.log.warning("trouble", step=name, what=one)
    job.log.info("step ends", step=name, seconds=_since(begin), **done.figures)
    state: Literal["done", "damaged"] = "damaged" if done.damaged else "done"
    return Step(name, state, _since(begin), done.figures, done.trouble, done.notes)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ParagrafError) else fault(error)


def _exit_status(steps: Sequence[Step], trouble: Sequence[str]) -> ExitCode:
    if any(step.state == "failed" for step in steps):
        return ExitCode.INTERNAL
    if any(step.state == "damaged" for step in steps):
        return ExitCode.DAMAGED
    return ExitCode.SOME_FAILED if trouble or any(step.trouble for step in steps) else ExitCode.OK


def _since(begin: float) -> float:
    return round(time.monotonic() - begin, 1)


class _Moment:
    """When a night began: for the report, for names of files, and to tell how long it took."""

    def __init__(self) -> None:
        self.at = now()
        self.name = datetime.datetime.fromisoformat(self.at).strftime("%Y%m%dT%H%M%SZ")
        self._begin = time.monotonic()

    def night(
        self, config: Config, status: ExitCode, steps: Sequence[Step], trouble: Sequence[str], run: Report | None
    ) -> Night:
        """The report of the night that began then and ends now."""
        archive = config.archive or "no archive"
        return Night(__version__, archive, self.at, now(), _since(self._begin), int(status), steps, trouble, run)


# --- the steps --------------------------------------------------------------------------------------------------------


def import_inboxes(job: Job) -> Done:
    """Import what is new or changed in the inboxes, but for what may still be written."""
    trouble: list[str] = []
    jobs = job.config.jobs or os.cpu_count() or 1
    limits = job.config.limits.made()
    # All documents that are read at a time share the cores.
    limits = dataclasses.replace(limits, ocr_processes=max(1, limits.ocr_processes // jobs))
    settings = bulk.Settings(job.archive.url, limits, job.config.nightly.settle_seconds)
    with bulk.local(jobs) as executor:
        files = _inbox_files(job, trouble)
        job.run = bulk.run(files, job.archive, job.ledger, executor, jobs, settings, tell=bulk.logged(job.log))
    trouble += _some(f"{one['file']}: set aside, {one['message']}" for one in job.run.quarantined)
    trouble += _some(job.run.unopened)
    if not job.run.adds_up:
        trouble.append("the sums of the import do not come out")
    figures = {name: getattr(job.run, name) for name in ("seen", "unchanged", "read", "pages", "records")}
    return Done(figures | {"left": len(job.run.left)}, trouble, _some(job.run.left))


def _inbox_files(job: Job, trouble: list[str]) -> Iterator[Listed]:
    """The files of all inboxes; an inbox that cannot be listed is trouble, and the others are listed."""
    for inbox in job.config.inboxes:
        try:
            yield from listed([inbox], leave_out=job.archive.root)
        except Exception as error:
            # An object store raises what its library knows.
            trouble.append(str(error) if isinstance(error, ParagrafError | OSError) else f"{inbox}: {error}")


def remove_imported(job: Job) -> Done | None:
    """Delete from the inboxes what the archive has, byte for byte; only where that was asked for."""
    if not job.config.nightly.remove_from_inbox or job.run is None:
        return None
    removed = inboxes.remove(job.ledger.kept(job.run.run), job.config.inboxes, job.archive)
    return Done({"removed": removed.files, "kept": len(removed.kept)}, _some(removed.kept))


def update_register(job: Job) -> Done | None:
    """Bring the register in step with the archive: what was removed there goes here too. What feeds tell is made of it."""
    if job.config.register_url is None or not job.archive.exists("journal"):
        return None
    # Of the edition that it was made with: a new one is public.
    register = Register(job.config.register_url)
    try:
        filled = building.fill_from_archive(register, job.archive.url, Policy.of(job.config.public))
    finally:
        register.close()
    figures = {name: filled.counts[name] for name in ("new", "changed", "same", "removed", "withheld")}
    waiting = [f"{record} waits for approval; its public form is {own}" for record, own in filled.waiting]
    return Done(figures | {"waiting": len(waiting)}, notes=_some(waiting))


def verify_share(job: Job) -> Done:
    """Hold the archive against itself; of tonight's share of its files the bytes are read."""
    of = job.config.nightly.verify_nights
    # Other shares than last night, or none yet: from the first.
    part = (job.verified[0] + 1) % of if job.verified and job.verified[1] == of else 0
    result = verify.verify(job.archive, job.ledger, share=verify.Share(part, of))
    job.verified = part, of
    said: dict[str, list[str]] = {"error": [], "warning": []}
    for finding in result.findings:
        said[finding.severity].append(f"{finding.path}: {finding.message} ({finding.code})")
    figures = {"files": result.files, "errors": len(said["error"]), "warnings": len(said["warning"])}
    return Done(figures, _some(said["error"]), _some(said["warning"]), result.damaged)


def report_gaps(job: Job) -> Done:
    """Look for what is missing or doubled among the minutes of each body; reports/gaps.html has all of it."""
    found = gaps.report(job.archive, job.ledger)
    notes = [f"{gap.organisation or ''}, {gap.body}, {gap.year}: {gap.message}" for gap in found]
    return Done({"found": len(found)}, notes=_some(notes))


def clean_up(job: Job) -> Done:
    """Delete reports and logs that are too old."""
    oldest = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=job.config.nightly.keep_days)
    reports = list(job.archive.names("reports"))
    old = {
        path.removesuffix(".json")
        for path in reports
        if path.endswith(".json") and not path.endswith("/status.json") and _ended(job.archive.read(path)) < oldest
    }
    for path in reports:
        if path.rpartition(".")[0] in old:
            job.archive.delete(path)
    nights = Path(job.config.nightly.logs).glob(f"{logs.PREFIX}*.ndjson") if job.config.nightly.logs else ()
    passed = [log for log in nights if log.stem < f"{logs.PREFIX}{oldest:%Y%m%dT%H%M%SZ}"]
    for log in passed:
        log.unlink()
    return Done({"reports_deleted": len(old), "logs_deleted": len(passed)})


def _ended(report: bytes) -> datetime.datetime:
    return datetime.datetime.fromisoformat(json.loads(report)["finished"])


def _some(lines: Sequence[str] | Iterator[str]) -> list[str]:
    """The first of many, and how many more there are."""
    every = list(lines)
    more = len(every) - _NAMED
    return [*every[:_NAMED], f"and {more} more"] if more > 0 else every


# In their order. A step that is not asked for gives None.
STEPS: Final[tuple[tuple[str, Callable[[Job], Done | None]], ...]] = (
    ("import", import_inboxes),
    ("inboxes", remove_imported),
    ("register", update_register),
    ("verify", verify_share),
    ("gaps", report_gaps),
    ("retention", clean_up),
)


# --- what a night leaves ----------------------------------------------------------------------------------------------


def _leave_report(archive: Archive, path: str, night: Night) -> None:
    archive.write(f"{path}.json", night.as_json().encode())
    archive.write(f"{path}.html", night.as_page().encode())


def _leave_status(file: Path, status: Status, report: str, night: Night) -> None:
    told: dict[str, object] = {
        "state": "finished",
        "finished": night.finished,
        "exit_status": night.exit_status,
        "trouble": night.trouble,
        "report": report,
    }
    if night.exit_status == ExitCode.OK:
        told["succeeded"] = night.finished
    monitoring.write_status(file, status.model_copy(update=told))


def _leave_figures(config: Config, night: Night, before: Status | None) -> None:
    if config.nightly.prometheus is None:
        return
    succeeded = night.finished if night.exit_status == ExitCode.OK else before and before.succeeded
    began, ended = _seconds(night.started), _seconds(night.finished)
    content = monitoring.metrics(night, began, ended, _seconds(succeeded) if succeeded else None)
    monitoring.write_whole(Path(config.nightly.prometheus), content)


def _seconds(moment: str) -> float:
    return datetime.datetime.fromisoformat(moment).timestamp()


def _tell(config: Config, night: Night, log: Log) -> None:
    if night.exit_status == ExitCode.OK:
        return
    for wrong in monitoring.tell(config.nightly.on_trouble, night.as_text(), night.as_json()):
        log.error("the program for trouble failed", reason=wrong)
