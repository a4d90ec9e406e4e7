"""A document taken out of the archive for good, by a person's order: what stays is a trace without content.

The order is written into the journal first: from then on the content counts as removed, whatever happens to the program, and never
comes back with an import. Then corrections, records and original go, then all that the journal and the run reports still tell of it. Each
step may be done again, so a removal that was killed is finished by the same command, or by ``paragraf verify --repair``.

The trace is a line of the journal: the SHA-256, when, who, why. Not the name of the file, which may tell what was in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from pipeline.archive import gaps, index
from pipeline.archive.fates import Fate, Reason
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive, fates_of
from schemas.errors import UsageError

_GONE = "(removed)"


@dataclass(frozen=True)
class Removed:
    """What was removed, and what a person has still to look after."""

    trace: Fate
    # Where it was found: those files are not touched.
    files: tuple[str, ...]
    # By SHA-256: archived mails and zip files that it lay in, which hold its bytes still, and documents that lay in it.
    inside: tuple[str, ...]
    held: tuple[str, ...]


def remove(archive: Archive, ledger: Ledger, sha256: str, why: str, who: str, at: str) -> Removed:
    """Take the content of that *sha256* out of the archive. The caller holds its lock.

    Args:
        why, who, at: the reason, who gives the order, and the time (UTC); they are all that stays.

    Raises:
        UsageError: the archive never had it.
    """
    lines = [fate for fate in archive.fates() if fate.sha256 == sha256]
    if not lines:
        raise UsageError(
            sha256, "is the SHA-256 of nothing in this archive (the name of an original, without its suffix)"
        )
    files = sorted({fate.file for fate in lines if fate.file} | set(ledger.files(sha256)))
    trace = next((fate for fate in lines if fate.state == "removed"), None)
    if trace is None:
        trace = Fate(
            file="",
            sha256=sha256,
            size=lines[-1].size,
            state="removed",
            reason=Reason(code="removed", message=why),
            who=who,
            software=lines[-1].software,
            at=at,
        )
        archive.add_fates([trace])
    inside, held = _around(archive, files)
    finish(archive, ledger, trace)
    return Removed(trace, tuple(files), inside, held)


def finish(archive: Archive, ledger: Ledger, trace: Fate) -> None:
    """All that follows once the order is in the journal; again what a killed removal had done already."""
    names = {fate.file for fate in archive.fates() if fate.sha256 == trace.sha256} - {""}
    names.update(ledger.files(trace.sha256))
    ledger.settle([trace])
    if archive.exists(gaps.REPORT):
        # It names bodies and dates of meetings.
        gaps.report(archive, ledger)
    for path in left(archive, trace.sha256):
        archive.delete(path)
    _clear_reports(archive, names)
    for path in list(archive.names("journal")):
        _clear_segment(archive, path, trace)
    index.write(archive, ledger)


def left(archive: Archive, sha256: str) -> list[str]:
    """The files of the archive that hold the content of that *sha256*, or what was read in it; the original last."""
    place = f"{sha256[:2]}/{sha256}"
    originals = (path for path in archive.names(f"originals/{sha256[:2]}") if sha256 in path)
    return [*archive.names(f"corrections/{place}"), *archive.names(f"records/{place}"), *originals]


def _around(archive: Archive, files: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The archived contents that *files* lie in, and those that lie in them: ``post.eml`` and ``post.eml!/minutes.pdf``."""
    outer = {file.rpartition("!/")[0] for file in files} - {""}
    within = tuple(f"{file}!/" for file in files)
    archived = [fate for fate in archive.fates() if fate.original is not None]
    inside = {fate.sha256 for fate in archived if fate.file in outer}
    held = {fate.sha256 for fate in archived if fate.file.startswith(within)}
    return tuple(sorted(inside)), tuple(sorted(held))


def _clear_segment(archive: Archive, path: str, trace: Fate) -> None:
    """Put the trace in the place of each line of a segment that tells more of the content. The new segment comes before the old goes."""
    fates = list(fates_of(archive.read(path)))
    cleared = [trace if fate.sha256 == trace.sha256 else fate for fate in fates]
    if cleared != fates:
        archive.replace_segment(path, cleared)


def _clear_reports(archive: Archive, names: set[str]) -> None:
    """Take the names of files out of the reports of runs."""
    for path in list(archive.names("reports")):
        content = archive.read(path).decode("utf-8")
        cleared = content
        for written in _written(names, path.endswith(".html")):
            cleared = cleared.replace(written, _GONE)
        if cleared != content:
            archive.write(path, cleared.encode())


def _written(names: set[str], page: bool) -> Iterator[str]:
    """*names* as a report writes them, the longest first: one may begin another."""
    for name in sorted(names, key=len, reverse=True):
        if page:
            yield escape(name)
        else:
            yield from (json.dumps(name, ensure_ascii=plain)[1:-1] for plain in (False, True))
