"""The archive held against itself: every file against the hash in its name, the journal, the ledger, the corrections, the index.

::

    error    altered        originals/ab/ab12….pdf     the bytes are not those of its name
    error    missing        records/ab/ab12…/1-77….json   the journal names it, and it is not there
    warning  orphan         originals/cd/cd34….txt     no line of the journal names it

What can be mended without a guess is mended if asked: only with bytes that have the right hash, and nothing that may be the last copy
is deleted. The rest is said, for a person with a backup.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, Literal

from pipeline.archive import corrections, current, index, removal
from pipeline.archive.fates import Fate, StoredRecord
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import KEPT, MANIFEST, Archive, canonical, fates_of, hash_in
from pipeline.listing import opened
from schemas.errors import UnreadableSourceError

Severity = Literal["error", "warning"]
# Reads a file again, by name and bytes: its records as canonical JSON; none if it cannot be read.
Reread = Callable[[str, bytes], Iterable[bytes]]

_SEGMENT: Final = re.compile(r"^journal/(\d{8})-[0-9a-f]{64}\.ndjson$")


@dataclass
class Finding:
    """Something that is not as it should be: a kind of it, the file of the archive (or what else it is about), and words on it."""

    severity: Severity
    code: str
    path: str
    message: str
    repaired: bool = False


@dataclass
class Verified:
    """What came of it: how many files were held against their hashes, and what was found."""

    files: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def damaged(self) -> bool:
        """Whether something is lost or altered that was not repaired."""
        return any(finding.severity == "error" and not finding.repaired for finding in self.findings)

    @property
    def sound(self) -> bool:
        """Whether all is well, or was made so."""
        return all(finding.repaired for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The result as an object."""
        return {**asdict(self), "damaged": self.damaged, "sound": self.sound}


@dataclass(frozen=True)
class Share:
    """A part of the files, told by their hashes, so that some nights' parts are the whole: part *part* of *of*, from 0."""

    part: int
    of: int

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and int(sha256[:8], 16) % self.of == self.part


EVERYTHING: Final = Share(0, 1)


def verify(
    archive: Archive,
    ledger: Ledger,
    repair: bool = False,
    reread: Reread = lambda name, content: (),
    share: Share = EVERYTHING,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Verified:
    """Hold the archive against itself. The caller holds its lock.

    Args:
        repair: mend what can be mended safely.
        reread: makes a lost record again, if its file is still as it was and so is the software.
        share: of these files the bytes are read; all else is asked of all files.
        tell: is called now and then with how many files of how many are done.
    """
    check = _Check(archive, ledger, repair, reread)
    check.temporaries()
    check.removals()
    check.journal()
    check.files(share, tell)
    check.named()
    check.restore()
    check.ledger()
    check.corrections()
    check.index()
    return check.result


class _Check:
    """One verification: what was found so far, and what the journal says."""

    def __init__(self, archive: Archive, ledger: Ledger, repair: bool, reread: Reread) -> None:
        self._archive, self._ledger, self._repair, self._reread = archive, ledger, repair, reread
        self.result = Verified()
        # The originals and records that some line names, with the SHA-256 of their file; and what became of that.
        self._named: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self._whole_journal = True

    def _say(self, severity: Severity, code: str, path: str, message: str) -> Finding:
        finding = Finding(severity, code, path, message)
        self.result.findings.append(finding)
        return finding

    # --- what a killed run left -------------------------------------------------------------------------------------

    def temporaries(self) -> None:
        for folder in (*KEPT, "reports", "index"):
            for path in list(self._archive.temporaries(folder)):
                finding = self._say("warning", "temporary", path, "a run that was killed left it half written")
                if self._repair:
                    self._archive.delete(path)
                    finding.repaired = True

    # --- what a person ordered --------------------------------------------------------------------------------------

    def removals(self) -> None:
        """A removal that was killed is finished: the journal has the order already, if it is the journal that was written."""
        if any(self._archive.digest(path) != hash_in(path) for path in self._archive.names("journal")):
            return
        fates = [fate for fate in self._archive.fates() if fate.state == "removed"]
        for sha256, trace in sorted({fate.sha256: fate for fate in fates}.items()):
            rest = removal.left(self._archive, sha256)
            traces = any(fate.sha256 == sha256 and fate.state != "removed" for fate in self._archive.fates())
            if rest or traces:
                what = ", ".join(rest) or "the journal tells more of it"
                finding = self._say("error", "removal_unfinished", sha256, f"was removed, and there is still: {what}")
                if self._repair:
                    removal.finish(self._archive, self._ledger, trace)
                    finding.repaired = True

    # --- the journal ------------------------------------------------------------------------------------------------

    def journal(self) -> None:
        expected = 1
        for path in list(self._archive.names("journal")):
            match = _SEGMENT.match(path)
            if match is None:
                self._say("warning", "foreign", path, "is no segment of the journal")
                continue
            number = int(match[1])
            if number < expected:
                self._say("error", "journal_twice", path, f"there is another segment {number}")
                self._whole_journal = False
            elif number > expected:
                self._say(
                    "error", "journal_gap", path, f"segment {expected} is not there, or more between it and {number}"
                )
                self._whole_journal = False
            expected = number + 1
            self._segment(path)
        self._lost_at_the_end(expected)

    def _segment(self, path: str) -> None:
        try:
            for fate in fates_of(self._archive.read(path)):
                if fate.state != "duplicate":
                    self._states[fate.sha256] = fate.state
                    named = (fate.original, *(record.path for record in fate.records))
                    self._named.update((one, fate.sha256) for one in named if one is not None)
        except (OSError, ValueError) as error:
            self._say(
                "error", "journal_unreadable", path, f"has lines that are none: {str(error).partition(chr(10))[0]}"
            )
            self._whole_journal = False

    def _lost_at_the_end(self, expected: int) -> None:
        """The journal's last segments leave no gap when they go: the manifest remembers them."""
        for path in self._manifest():
            match = _SEGMENT.match(path)
            if match and int(match[1]) >= expected:
                self._say("error", "missing", path, "the manifest names it")
                self._whole_journal = False

    def _manifest(self) -> list[str]:
        if not self._archive.exists(MANIFEST):
            return []
        lines = self._archive.read(MANIFEST).decode("utf-8", "replace").splitlines()
        return [line.partition("  ")[2] for line in lines]

    # --- every file -------------------------------------------------------------------------------------------------

    def files(self, share: Share, tell: Callable[[int, int], None]) -> None:
        paths = [path for folder in KEPT for path in self._archive.names(folder)]
        for done, path in enumerate(paths):
            tell(done, len(paths))
            sha256 = hash_in(path)
            if sha256 is None:
                if not path.startswith("journal/"):
                    self._say("warning", "foreign", path, "its name holds no hash: it is not of this archive")
            elif sha256 in share:
                self.result.files += 1
                self._bytes(path, sha256)
        tell(len(paths), len(paths))

    def _bytes(self, path: str, sha256: str) -> None:
        try:
            found = self._archive.digest(path)
        except OSError as error:
            self._say("error", "unreadable", path, error.strerror or str(error))
            return
        if found != sha256:
            if path.startswith("journal/"):
                self._whole_journal = False
            self._say("error", "altered", path, f"its bytes have the SHA-256 {found}")

    def named(self) -> None:
        """What the journal names is there, and all that is there is named."""
        there = {path for folder in ("originals", "records") for path in self._archive.names(folder) if hash_in(path)}
        for path, sha256 in sorted(self._named.items()):
            if path not in there and self._states[sha256] != "removed":
                self._say("error", "missing", path, "the journal names it")
        for path in sorted(there - set(self._named)):
            if self._states.get(_content(path)) != "removed":
                self._say(
                    "warning",
                    "orphan",
                    path,
                    "no line of the journal names it; a killed run leaves such, and the next uses it",
                )

    def restore(self) -> None:
        """Write files anew whose bytes can be had, originals first: records are read from them."""
        lost = [finding for finding in self.result.findings if finding.code in ("altered", "missing")]
        lost = [finding for finding in lost if self._repair and finding.path in self._named]
        fates: dict[str, list[Fate]] = {self._named[finding.path]: [] for finding in lost}
        for fate in self._lines() if lost else ():
            if fate.sha256 in fates:
                fates[fate.sha256].append(fate)
        for finding in sorted(lost, key=lambda finding: finding.path):
            told = fates[self._named[finding.path]]
            for content in self._originals(told) if finding.path.startswith("originals/") else self._records(told):
                if hashlib.sha256(content).hexdigest() == hash_in(finding.path):
                    self._archive.write(finding.path, content)
                    finding.repaired = True
                    break

    def _lines(self) -> Iterator[Fate]:
        """What the journal tells, but for segments that are damaged."""
        for path in self._archive.names("journal"):
            try:
                fates = list(fates_of(self._archive.read(path)))
            except (OSError, ValueError):
                continue
            yield from fates

    def _originals(self, fates: Iterable[Fate]) -> Iterator[bytes]:
        """What lies now where a file and its twins were found."""
        for file in sorted({fate.file for fate in fates}):
            try:
                with opened(file) as found:
                    yield found.read()
            except (OSError, ValueError):
                continue

    def _records(self, fates: Iterable[Fate]) -> Iterator[bytes]:
        """What reading an original again gives, under the names that it was read by."""
        for file, original in sorted({(fate.file, fate.original) for fate in fates if fate.original}):
            try:
                content = self._archive.read(original)
            except OSError:
                continue
            yield from self._reread(PurePosixPath(file).name, content)

    # --- what a person put right ------------------------------------------------------------------------------------

    def corrections(self) -> None:
        """Each correction is one, of a record that is there, and fits it."""
        edited: set[str] = set()
        for path in self._archive.names("corrections"):
            try:
                correction = corrections.read(self._archive, path)
            except UnreadableSourceError as error:
                self._say("error", "correction_unreadable", path, error.reason)
            else:
                edited.add(correction.record)
        for id in sorted(edited):
            known = self._ledger.record(id)
            if known is None:
                self._say("warning", "correction_orphan", id, "has corrections, and there is no such record now")
            else:
                self._conflicts(*known)

    def _conflicts(self, sha256: str, stored: StoredRecord) -> None:
        try:
            found = current.record(self._archive, stored, sha256)
        except UnreadableSourceError:
            # It was said above.
            return
        for one in found.conflicts:
            message = f"correction {one.number} does not fit what is read by now: {one.said}"
            self._say("warning", "correction_conflict", stored.id, message)

    # --- what is made of it -----------------------------------------------------------------------------------------

    def ledger(self) -> None:
        """The ledger says what the journal says."""
        with tempfile.TemporaryDirectory(prefix="paragraf-") as folder:
            again = Ledger(f"sqlite:///{folder}/ledger.db")
            try:
                again.rebuild(self._lines())
                differing = list(_differing(again, self._ledger))
            finally:
                again.close()
        if differing:
            some = ", ".join(differing[:3])
            finding = self._say("warning", "ledger", some, f"ledger and journal differ on {len(differing)} files")
            if self._repair and self._whole_journal:
                self._ledger.rebuild(self._lines())
                finding.repaired = True

    def index(self) -> None:
        """Index and manifest are those of what is there."""
        wanted = index.made(self._archive, self._ledger)
        stale = [path for path, content in wanted.items() if not self._same(path, content)]
        stale += [path for path in self._archive.names("index") if path not in wanted]
        findings = [self._say("warning", "index", path, "is not what the archive would give now") for path in stale]
        # A manifest made anew forgets what is missing.
        if findings and self._repair and not self.result.damaged:
            index.write(self._archive, self._ledger)
            for finding in findings:
                finding.repaired = True

    def _same(self, path: str, content: bytes) -> bool:
        return self._archive.exists(path) and self._archive.read(path) == content


def _content(path: str) -> str:
    """The SHA-256 of the file that an original, a record or a correction is of: in its own name, or that of its folder."""
    return (hash_in(path) if path.startswith("originals/") else path.split("/")[2]) or ""


def _differing(journal: Ledger, ledger: Ledger) -> Iterator[str]:
    """Files and contents of which ledger and journal tell otherwise. A file may wait in the ledger, or have gone before it was read."""
    told, known = _told(journal), _told(ledger)
    states, contents = ledger.states(), ledger.contents()
    for file in sorted(told.keys() | known.keys()):
        waits = file not in known and states.get(file) is None
        if told.get(file) != known.get(file) and not (waits and (file in states or told[file][0] in contents)):
            yield file
    yield from sorted(sha256 for sha256, state in (contents.items() ^ journal.contents().items()) if state == "removed")


def _told(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """What a ledger says of each file: the SHA-256 of its bytes, and all the rest, shortened."""
    return {
        fate.file: (fate.sha256, hashlib.sha256(canonical(fate.model_dump(mode="json"))).hexdigest())
        for fate in ledger.fates()
        if fate.state != "removed"
    }
