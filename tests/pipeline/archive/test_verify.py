"""The archive held against itself: each damage is done for real, found, and mended or said."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from pipeline.archive import session
from pipeline.archive.fates import Fate
from pipeline.archive.ledger import CONTENTS, FILES, Ledger
from pipeline.archive.store import KEPT, MANIFEST, Archive, canonical
from pipeline.archive.verify import Share, Verified, verify
from pipeline.process import process
from schemas.errors import ExitCode
from schemas.source import SourceFile


def reread(name: str, content: bytes) -> Iterable[bytes]:
    return [canonical(record.model_dump(mode="json")) for record in process(SourceFile(name, content))]


def checked(folder: Path, repair: bool = False) -> Verified:
    with session.opened(str(folder)) as (archive, ledger):
        return verify(archive, ledger, repair, reread)


def contents(folder: Path) -> dict[str, bytes]:
    """All that is kept."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in files(folder, "")}


def files(folder: Path, kind: str) -> list[Path]:
    kinds = (kind,) if kind else KEPT
    return sorted(path for one in kinds for path in (folder / one).rglob("*") if path.is_file())


def archived(folder: Path) -> Fate:
    return next(fate for fate in Archive(str(folder)).fates() if fate.state == "archived")


def original(folder: Path) -> Path:
    return folder / str(archived(folder).original)


def record(folder: Path) -> Path:
    return folder / archived(folder).records[0].path


# --- damages ----------------------------------------------------------------------------------------------------------


def half_written(folder: Path) -> None:
    original(folder).with_name(".tmp-0123456789abcdef").write_bytes(b"half")


def altered_original(folder: Path) -> None:
    original(folder).write_bytes(original(folder).read_bytes().replace(b"e", b"3", 1))


def lost_original(folder: Path) -> None:
    original(folder).unlink()


def altered_record(folder: Path) -> None:
    record(folder).write_bytes(record(folder).read_bytes() + b" ")


def lost_record_and_original(folder: Path) -> None:
    record(folder).unlink()
    original(folder).unlink()


def altered_ledger(folder: Path) -> None:
    ledger = Ledger(Archive(str(folder)).ledger_url)
    with ledger.engine.begin() as connection:
        connection.execute(update(CONTENTS).where(CONTENTS.c.state == "empty").values(state="quarantined"))
    ledger.close()


def shortened_ledger(folder: Path) -> None:
    ledger = Ledger(Archive(str(folder)).ledger_url)
    with ledger.engine.begin() as connection:
        sha256 = archived(folder).sha256
        connection.execute(delete(CONTENTS).where(CONTENTS.c.sha256 == sha256))
        connection.execute(delete(FILES).where(FILES.c.sha256 == sha256))
    ledger.close()


def lost_ledger(folder: Path) -> None:
    for path in folder.glob("ledger.db*"):
        path.unlink()


def lost_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def altered_index(folder: Path) -> None:
    (folder / "index.csv").write_text("nothing")


def page_too_many(folder: Path) -> None:
    (folder / "index").mkdir()
    (folder / "index" / "gone-2003.html").write_text("nothing")


def killed_removal(folder: Path) -> None:
    fate = archived(folder)
    Archive(str(folder)).add_fates([Fate(file="", sha256=fate.sha256, size=1, state="removed", software="1", at="")])


def orphan(folder: Path) -> None:
    Archive(str(folder)).add_original(b"nobody's", hash_of(b"nobody's"), "a.txt")


def altered_orphan(folder: Path) -> None:
    Archive(str(folder)).add_original(b"nobody's", "f" * 64, "a.txt")


def unread_orphan(folder: Path) -> None:
    shutil.copy(record(folder), record(folder).with_name(f"7-{record(folder).name.split('-')[1]}"))


def foreign(folder: Path) -> None:
    (original(folder).parent / "Thumbs.db").write_bytes(b"")


def altered_segment(folder: Path) -> None:
    segment = files(folder, "journal")[1]
    segment.write_bytes(segment.read_bytes().replace(b'"size":4', b'"size":9', 1))


def broken_segment(folder: Path) -> None:
    segment = files(folder, "journal")[1]
    segment.write_bytes(segment.read_bytes()[:-40])


def lost_segment(folder: Path) -> None:
    files(folder, "journal")[1].unlink()


def lost_journal(folder: Path) -> None:
    shutil.rmtree(folder / "journal")


def lost_last_segment(folder: Path) -> None:
    files(folder, "journal")[-1].unlink()


def broken_correction(folder: Path) -> None:
    content = b"no correction"
    sha256 = archived(folder).sha256
    name = f"1-0001-{hash_of(content)}.json"
    Archive(str(folder)).write(f"corrections/{sha256[:2]}/{sha256}/{name}", content)


MENDED: dict[str, tuple[Callable[[Path], None], str]] = {
    "what a killed run left": (half_written, "temporary"),
    "an original with other bytes": (altered_original, "altered"),
    "an original that is gone": (lost_original, "missing"),
    "a record with other bytes": (altered_record, "altered"),
    "a record and its original that are gone": (lost_record_and_original, "missing"),
    "a ledger that tells otherwise": (altered_ledger, "ledger"),
    "a ledger that forgot a file": (shortened_ledger, "ledger"),
    "no manifest": (lost_manifest, "index"),
    "another index": (altered_index, "index"),
    "a page of an organisation that is gone": (page_too_many, "index"),
}


@pytest.mark.parametrize(("damage", "code"), MENDED.values(), ids=MENDED)
def test_is_found_and_mended(damage: Callable[[Path], None], code: str, folder: Path) -> None:
    before = contents(folder)
    damage(folder)
    found = checked(folder)
    mended = checked(folder, repair=True)

    assert code in {finding.code for finding in found.findings}
    assert mended.sound
    assert checked(folder).findings == []
    assert contents(folder) == before


SAID: dict[str, tuple[Callable[[Path], None], str, bool]] = {
    "an original that the journal does not name": (orphan, "orphan", False),
    "such a one with other bytes": (altered_orphan, "altered", True),
    "a record that the journal does not name": (unread_orphan, "orphan", False),
    "a file that is not of the archive": (foreign, "foreign", False),
    "a segment with other bytes": (altered_segment, "altered", True),
    "a segment cut off": (broken_segment, "journal_unreadable", True),
    "a segment that is gone": (lost_segment, "journal_gap", True),
    "the whole journal, gone": (lost_journal, "missing", True),
    "the last segment, gone": (lost_last_segment, "missing", True),
    "what is no correction": (broken_correction, "correction_unreadable", True),
}


@pytest.mark.parametrize(("damage", "code", "damaged"), SAID.values(), ids=SAID)
def test_is_said_and_left_as_it_is(damage: Callable[[Path], None], code: str, damaged: bool, folder: Path) -> None:
    damage(folder)
    before = contents(folder)
    result = checked(folder, repair=True)

    assert code in {finding.code for finding in result.findings if not finding.repaired}
    assert result.damaged == damaged
    assert not result.sound
    assert contents(folder) == before


def test_a_sound_archive_has_no_findings(folder: Path) -> None:
    result = checked(folder)

    assert (result.findings, result.sound, result.damaged) == ([], True, False)
    assert result.files == len(files(folder, ""))


def test_a_lost_ledger_is_made_again_without_being_asked(folder: Path) -> None:
    lost_ledger(folder)

    assert checked(folder).findings == []


def test_an_original_whose_file_has_changed_since_is_not_restored(folder: Path, tmp_path: Path) -> None:
    fate = archived(folder)
    shutil.rmtree(folder)
    inbox = tmp_path / "in.txt"
    inbox.write_bytes(b"minutes")
    archive = Archive(str(folder))
    path = archive.add_original(b"minutes", hash_of(b"minutes"), "in.txt")
    archive.add_fates(
        [fate.model_copy(update={"file": str(inbox), "sha256": hash_of(b"minutes"), "original": path, "records": ()})]
    )
    checked(folder, repair=True)
    (folder / path).unlink()
    inbox.write_bytes(b"changed")

    assert checked(folder, repair=True).damaged
    inbox.write_bytes(b"minutes")
    assert checked(folder, repair=True).sound
    assert (folder / path).read_bytes() == b"minutes"


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_order_of_a_removal_in_an_altered_journal_is_not_followed(folder: Path) -> None:
    killed_removal(folder)
    segment = files(folder, "journal")[0]
    segment.write_bytes(segment.read_bytes().replace(b'"size":4', b'"size":9', 1))
    before = contents(folder)

    assert checked(folder, repair=True).damaged
    assert contents(folder) == before


def test_shares_are_together_the_whole(folder: Path) -> None:
    with session.opened(str(folder)) as (archive, ledger):
        parts = [verify(archive, ledger, share=Share(part, 3)).files for part in range(3)]

    assert sum(parts) == len(files(folder, ""))
    assert all(parts)


def test_a_ledger_on_a_server_is_held_against_the_journal_and_made_again(folder: Path, database_url: str) -> None:
    with session.opened(str(folder), database_url) as (archive, ledger):
        assert verify(archive, ledger).findings == []
        with ledger.engine.begin() as connection:
            connection.execute(update(CONTENTS).where(CONTENTS.c.state == "empty").values(state="quarantined"))
        assert [finding.code for finding in verify(archive, ledger, repair=True).findings] == ["ledger"]
        assert verify(archive, ledger).findings == []


COMMANDS = {
    "all is well": (lambda folder: None, [], ExitCode.OK),
    "something to look at": (foreign, [], ExitCode.PROBLEMS_FOUND),
    "something lost": (lost_segment, [], ExitCode.DAMAGED),
    "something lost and found": (altered_record, ["--repair"], ExitCode.OK),
    "no archive": (shutil.rmtree, [], ExitCode.SOURCE_MISSING),
}


@pytest.mark.parametrize(("damage", "options", "status"), COMMANDS.values(), ids=COMMANDS)
def test_the_exit_status_tells_how_it_went(
    damage: Callable[[Path], None], options: list[str], status: ExitCode, folder: Path
) -> None:
    damage(folder)
    call = [sys.executable, "-m", "pipeline.cli", "verify", str(folder), "--json", *options]
    run = subprocess.run(call, capture_output=True, text=True, check=False)

    assert run.returncode == status, run.stderr
    if status != ExitCode.SOURCE_MISSING:
        assert json.loads(run.stdout)["damaged"] == (status == ExitCode.DAMAGED)


def test_the_manifest_is_one_for_sha256sum(folder: Path) -> None:
    check = ["sha256sum", "--check", "--strict", "--quiet", MANIFEST]

    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    assert len((folder / MANIFEST).read_text().splitlines()) == len(files(folder, ""))
    altered_record(folder)
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1
