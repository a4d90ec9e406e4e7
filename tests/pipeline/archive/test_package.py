"""Packages for an e-archive: sound by eark-validator, by our own check of the MUSTs, and by bagit-python; a broken one is found."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import bagit
import pytest
from lxml import etree

from pipeline.archive.corrections import Correction, correct
from pipeline.archive.deliveries import Delivery, deliveries
from pipeline.archive.kinds import Kind, OnePer
from pipeline.archive.package import Packer, deliverer
from pipeline.archive.store import Archive, canonical
from schemas.errors import ExitCode, UnreadableSourceError, UsageError
from tests.pipeline.archive.eark_judge import IMPOSSIBLE
from tests.pipeline.archive.eark_musts import unmet
from tests.pipeline.generated import minutes

ROOT = Path(__file__).parents[3]
# Beside the environment that runs the tests, also where that is a link: `make test` makes both.
JUDGE = Path(sys.prefix).resolve().parent / ".venv-eark" / "bin" / "python"
CREATED = "2026-11-24T12:00:00+00:00"
BY = deliverer("Hällmora kommun", "212000-0142")
SAMPLES = ("brf-stamma", "bygdegard-styrelse", "kommunstyrelse", "protokollsbok-tva-moten")
# One of the generated minutes.
FIRST = "Protokoll, Socialnämnden, Hällmora kommun, 2019-01-14"
PREMIS = {"p": "http://www.loc.gov/premis/v3"}


def paragraf(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)


def write_sources(folder: Path) -> None:
    """Minutes of three bodies in two years, twins, samples in several formats, what cannot be read, and an awkward name."""
    for number in (0, 1, 2, 61):
        (folder / f"{number:03}.txt").write_text(minutes(number), "utf-8")
    (folder / "twin of 001.txt").write_text(minutes(1), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (folder / "Möte & <beslut> \x07.txt").write_text(minutes(5), "utf-8")
    for name in SAMPLES:
        (source,) = (ROOT / "samples" / name).glob("source.*")
        shutil.copy(source, folder / f"{name}{source.suffix}")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    sources, folder = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("archive")
    write_sources(sources)
    run = paragraf("import", sources, "--archive", folder)
    assert run.returncode == ExitCode.SOME_FAILED, run.stderr
    return Archive(str(folder))


def packed(archive: Archive, out: Path, one_per: OnePer = OnePer.MEETING, **choices: Any) -> list[Path]:
    packer = Packer(archive, out, BY, CREATED, **choices)
    return [Path(packer.pack(delivery).path) for delivery in deliveries(archive, one_per)]


# --- what is in which package -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("one_per", OnePer)
def test_every_original_with_records_is_in_one_package(archive: Archive, one_per: OnePer) -> None:
    delivered = Counter(file.fate.sha256 for one in deliveries(archive, one_per) for file in one.files)
    kept = {fate.sha256 for fate in archive.fates() if fate.state == "archived"}

    assert delivered == dict.fromkeys(kept, 1)


def test_what_a_package_holds(archive: Archive) -> None:
    """A committee met twice in 2019 and once in 2020, as generated."""
    titles = {
        one_per: {one.title for one in deliveries(archive, one_per) if one.body == "Socialnämnden"}
        for one_per in OnePer
    }

    named = "Protokoll, Socialnämnden, Hällmora kommun, "
    assert titles == {
        OnePer.BODY: {named + "2019-01-14–2020-03-09"},
        OnePer.YEAR: {named + "2019-01-14–2019-02-11", named + "2020-03-09"},
        OnePer.MEETING: {named + "2019-01-14", named + "2019-02-11", named + "2020-03-09"},
    }


def test_what_was_removed_is_not_delivered(archive: Archive, tmp_path: Path) -> None:
    copy = Archive(str(tmp_path / "archive"))
    shutil.copytree(archive.root, copy.root)
    kept = deliveries(copy, OnePer.MEETING)
    gone = next(one for one in kept if one.title == FIRST).files[0].fate
    copy.add_fates([gone.model_copy(update={"state": "removed", "original": None, "records": ()})])

    assert [one.title for one in deliveries(copy, OnePer.MEETING)] == [one.title for one in kept if one.title != FIRST]


def test_a_package_holds_the_originals_and_the_records_of_the_archive(archive: Archive, tmp_path: Path) -> None:
    for package in packed(archive, tmp_path, OnePer.BODY, zipped=False):
        for folder in (package / "representations" / "rep1" / "data").iterdir():
            (original,) = folder.glob("original*")
            sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
            assert folder.name == sha256[:16]

            names = list(archive.names(f"records/{sha256[:2]}/{sha256}"))
            assert [path.read_bytes() for path in sorted(folder.glob("record-*.json"))] == [
                archive.read(name) for name in names
            ]


# --- sound and broken -------------------------------------------------------------------------------------------------


def edited(package: Path, old: str, new: str, name: str = "METS.xml") -> None:
    path = package / name
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), "utf-8")


# How to break a package: the file to edit, what to take out of it, and what to put there.
DAMAGES = {
    "no package type": ("METS.xml", ' csip:OAISPACKAGETYPE="SIP"', ""),
    "no time of creation": ("METS.xml", f'metsHdr CREATEDATE="{CREATED}"', "metsHdr"),
    "another profile": ("METS.xml", "profile/E-ARK-SIP.xml", "profile/E-ARK-AIP.xml"),
    "no id": ("METS.xml", ' OBJID="', ' LABELID="'),
    "no type": ("METS.xml", ' TYPE="Textual works – Digital"', ""),
    "other structure": ("METS.xml", ' LABEL="CSIP"', ' LABEL="ours"'),
    "no division for metadata": ("METS.xml", ' LABEL="Metadata"', ' LABEL="metadata"'),
    "no checksums": ("METS.xml", ' CHECKSUMTYPE="SHA-256"', ""),
    "a representation without its own type": (
        "representations/rep1/METS.xml",
        ' TYPE="Textual works – Digital"',
        "",
    ),
    "a file of a representation without size": ("representations/rep1/METS.xml", " SIZE=", " ADDED="),
}
# What the validator does not look at (checksums), or where its rules contradict each other: our own check finds it.
OVERLOOKED = {
    "no program": ("METS.xml", ' OTHERTYPE="SOFTWARE"', ""),
    "an altered original": ("representations/rep1/data/{id}/original.txt", "Dnr", "dnr"),
    "an altered description": ("metadata/descriptive/dc.xml", "Hällmora", "Hallmora"),
}


def damaged(package: Path, to: Path, damage: tuple[str, str, str]) -> Path:
    copy = to / package.name
    shutil.copytree(package, copy)
    name, old, new = damage
    (held,) = (package / "representations" / "rep1" / "data").iterdir()
    edited(copy, old, new, name.format(id=held.name))
    return copy


@pytest.fixture(scope="module")
def put_right(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Delivery]:
    """The same archive with two corrections of one record: of its date, and one that does not fit what is read."""
    copy = Archive(str(tmp_path_factory.mktemp("corrected") / "archive"))
    shutil.copytree(archive.root, copy.root)
    (delivery,) = (one for one in deliveries(copy, OnePer.MEETING) if one.title == FIRST)
    fate = delivery.files[0].fate
    record, at = json.loads(copy.read(fate.records[0].path)), "2024-02-03T04:05:06+00:00"
    correct(copy, record, fate.sha256, [("/meeting/date", "2019-01-15")], "misprint", "Karin Öberg", at)
    unfit = Correction(
        record=record["id"],
        number=2,
        kind="set",
        path="/meeting/place",
        old="Torget",
        value="Ting",
        why="?",
        who="X",
        at=at,
    )
    content = canonical(unfit.model_dump(mode="json"))
    own = hashlib.sha256(content).hexdigest()
    copy.write(f"corrections/{fate.sha256[:2]}/{fate.sha256}/1-0002-{own}.json", content)
    return copy, delivery


@pytest.fixture(scope="module")
def corrected_package(put_right: tuple[Archive, Delivery], tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive, _ = put_right
    (delivery,) = (one for one in deliveries(archive, OnePer.MEETING) if one.first == "2019-01-15")
    return Path(Packer(archive, tmp_path_factory.mktemp("out"), BY, CREATED, zipped=False).pack(delivery).path)


@pytest.fixture(scope="module")
def sound(archive: Archive, corrected_package: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [
        corrected_package,
        *(
            package
            for one_per in OnePer
            for package in packed(archive, tmp_path_factory.mktemp(one_per), one_per, zipped=False)
        ),
    ]


@pytest.fixture(scope="module")
def broken(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("unbroken")
    (delivery,) = (one for one in deliveries(archive, OnePer.MEETING) if one.title == FIRST)
    package = Path(Packer(archive, out, BY, CREATED, zipped=False).pack(delivery).path)
    found = {}
    for reason, damage in {**DAMAGES, **OVERLOOKED}.items():
        found[reason] = damaged(package, tmp_path_factory.mktemp("broken"), damage)
    headless = tmp_path_factory.mktemp("broken") / package.name
    shutil.copytree(package, headless)
    (headless / "METS.xml").unlink()
    return {**found, "no METS.xml": headless}


def judged(packages: list[Path]) -> list[dict[str, Any]]:
    """What eark-validator says, package by package."""
    if not JUDGE.exists():
        pytest.skip(
            "eark-validator did not run: no .venv-eark, which `make test` makes where it finds Python 3.11 or 3.12"
        )
    command = [JUDGE, Path(__file__).with_name("eark_judge.py"), *packages]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_sound_packages_are_sound_by_our_own_check(sound: list[Path]) -> None:
    assert {package.name: unmet(package) for package in sound if unmet(package)} == {}


def test_sound_packages_are_sound_by_the_validator(sound: list[Path]) -> None:
    verdicts = judged(sound)

    assert len(verdicts) == len(sound)
    assert [one for one in verdicts if one["errors"] or one["status"] != "Well Formed"] == []
    # None of its rules is set aside without need.
    assert {tuple(one["set_aside"]) for one in verdicts} == {tuple(sorted(IMPOSSIBLE))}


def test_zipped_packages_are_sound_by_the_validator(archive: Archive, tmp_path: Path) -> None:
    verdicts = judged(packed(archive, tmp_path, OnePer.BODY))

    assert [one["errors"] for one in verdicts if one["status"] == "Well Formed"] == [[] for _ in verdicts]


@pytest.mark.parametrize("reason", [*DAMAGES, *OVERLOOKED, "no METS.xml"])
def test_a_broken_package_is_found_by_our_own_check(broken: dict[str, Path], reason: str) -> None:
    assert unmet(broken[reason]) != []


def test_a_broken_package_is_found_by_the_validator(broken: dict[str, Path]) -> None:
    reasons = [reason for reason in broken if reason not in OVERLOOKED]
    verdicts = judged([broken[reason] for reason in reasons])

    assert [reason for reason, one in zip(reasons, verdicts, strict=True) if not one["errors"]] == []


# --- PREMIS -----------------------------------------------------------------------------------------------------------


def test_premis_tells_of_every_file_what_it_is_and_what_was_done_with_it(sound: list[Path]) -> None:
    for package in sound:
        place = package / "representations" / "rep1"
        root = etree.parse(place / "metadata" / "preservation" / "premis.xml").getroot()
        told = {}
        for element in root.iterfind("p:object", PREMIS):
            path = place / element.findtext(".//p:contentLocationValue", "", PREMIS)
            content = path.read_bytes()
            assert element.findtext(".//p:messageDigestAlgorithm", None, PREMIS) == "SHA-256"
            assert element.findtext(".//p:messageDigest", None, PREMIS) == hashlib.sha256(content).hexdigest()
            assert element.findtext(".//p:size", None, PREMIS) == str(len(content))
            assert element.findtext(".//p:formatRegistryName", None, PREMIS) == "PRONOM"
            told[path] = element.findtext(".//p:formatRegistryKey", None, PREMIS)
            assert (element.findtext("p:originalName", None, PREMIS) is not None) == path.name.startswith("original")
        assert set(told) == {path for path in (place / "data").rglob("*") if path.is_file()}
        assert {told[path] for path in told if path.name.startswith("original")} <= {"x-fmt/111", "fmt/18", "fmt/412"}
        assert {told[path] for path in told if path.suffix == ".json"} == {"fmt/817"}


def test_events_name_objects_and_agents_that_are_there(sound: list[Path]) -> None:
    for premis in (path for package in sound for path in package.rglob("premis.xml")):
        root = etree.parse(premis).getroot()

        def values(path: str, root: etree._Element = root) -> set[str]:
            return {element.text or "" for element in root.iterfind(path, PREMIS)}

        objects = values("p:object/p:objectIdentifier/p:objectIdentifierValue")
        agents = values("p:agent/p:agentIdentifier/p:agentIdentifierValue")
        assert values("p:event//p:linkingObjectIdentifierValue") == objects
        assert values("p:event//p:linkingAgentIdentifierValue") == agents
        assert values("p:event//p:eventOutcome") <= {"success", "fail"}
        assert values("p:object//p:linkingEventIdentifierValue") == values("p:event//p:eventIdentifierValue")
        assert all(
            agent.findtext("p:agentVersion", None, PREMIS)
            for agent in root.iterfind("p:agent", PREMIS)
            if agent.findtext("p:agentType", None, PREMIS) == "software"
        )


# --- corrections ------------------------------------------------------------------------------------------------------


def test_a_corrected_record_is_delivered_with_its_corrections(corrected_package: Path) -> None:
    (data,) = (corrected_package / "representations" / "rep1" / "data").iterdir()
    record = json.loads((data / "record-1.json").read_bytes())
    corrections = [json.loads(path.read_bytes()) for path in sorted((data / "corrections").iterdir())]

    assert record["meeting"]["date"] == "2019-01-15"
    assert record["meeting"]["place"] is None
    assert [(one["path"], one["old"], one["value"]) for one in corrections] == [
        ("/meeting/date", "2019-01-14", "2019-01-15"),
        ("/meeting/place", "Torget", "Ting"),
    ]


def test_premis_tells_who_corrected_what_and_what_did_not_fit(corrected_package: Path) -> None:
    path = corrected_package / "representations" / "rep1" / "metadata" / "preservation" / "premis.xml"
    root = etree.parse(path).getroot()
    names = {
        agent.findtext(".//p:agentIdentifierValue", None, PREMIS): agent.findtext("p:agentName", None, PREMIS)
        for agent in root.iterfind("p:agent", PREMIS)
    }
    told = [
        (
            names[event.findtext(".//p:linkingAgentIdentifierValue", None, PREMIS)],
            event.findtext("p:eventDateTime", None, PREMIS),
            event.findtext(".//p:eventOutcome", None, PREMIS),
            event.findtext(".//p:eventDetail", "", PREMIS).partition(" (")[0],
        )
        for event in root.iterfind("p:event", PREMIS)
        if event.findtext("p:eventType", None, PREMIS) == "correction"
    ]

    at = "2024-02-03T04:05:06+00:00"
    assert told == [
        ("Karin Öberg", at, "success", "/meeting/date: misprint"),
        ("X", at, "fail", "/meeting/place: ?"),
    ]


def test_a_package_that_was_corrected_since_has_another_name(
    archive: Archive, put_right: tuple[Archive, Delivery], corrected_package: Path, tmp_path: Path
) -> None:
    _, before = put_right

    assert Packer(archive, tmp_path, BY, CREATED).target(before).stem != corrected_package.name


def test_an_altered_correction_is_not_delivered(put_right: tuple[Archive, Delivery], tmp_path: Path) -> None:
    copy = Archive(str(tmp_path / "archive"))
    shutil.copytree(put_right[0].root, copy.root)
    (path, *_) = Path(copy.root, "corrections").rglob("1-0001-*")
    path.write_bytes(path.read_bytes().replace(b"misprint", b"no reason"))
    (delivery,) = (one for one in deliveries(copy, OnePer.MEETING) if one.title == FIRST)

    with pytest.raises(UnreadableSourceError, match="altered"):
        Packer(copy, tmp_path / "out", BY, CREATED).pack(delivery)


# --- the same again, and nothing twice --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_the_same_package_is_the_same_bytes(archive: Archive, tmp_path: Path, kind: Kind) -> None:
    first, second = (packed(archive, tmp_path / name, kind=kind) for name in ("first", "second"))

    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_zip_has_one_root_by_its_name_and_no_times(archive: Archive, tmp_path: Path) -> None:
    for path in packed(archive, tmp_path):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            assert {entry.filename.split("/")[0] for entry in package.infolist()} == {path.stem}
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_who_delivers_is_part_of_the_id(archive: Archive, tmp_path: Path) -> None:
    (delivery, *_) = deliveries(archive, OnePer.MEETING)
    other = deliverer("Region Mittlanda", "232100-0016")

    assert Packer(archive, tmp_path, BY, CREATED).target(delivery) != Packer(archive, tmp_path, other, CREATED).target(
        delivery
    )


def test_nothing_is_overwritten(archive: Archive, tmp_path: Path) -> None:
    (delivery, *_) = deliveries(archive, OnePer.MEETING)
    packer = Packer(archive, tmp_path, BY, CREATED)
    packer.target(delivery).write_bytes(b"of somebody else")

    with pytest.raises(UsageError, match="is there already"):
        packer.pack(delivery)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"of somebody else"]


@pytest.mark.parametrize("harm", ["altered", "missing"])
@pytest.mark.parametrize("what", ["originals", "records"])
def test_a_harmed_file_of_the_archive_is_not_delivered(archive: Archive, tmp_path: Path, what: str, harm: str) -> None:
    copy = Archive(str(tmp_path / "archive"))
    shutil.copytree(archive.root, copy.root)
    (delivery, *_) = deliveries(copy, OnePer.MEETING)
    fate = delivery.files[0].fate
    path = Path(copy.root, (fate.original or "") if what == "originals" else fate.records[0].path)
    path.write_bytes(path.read_bytes() + b"\n") if harm == "altered" else path.unlink()

    with pytest.raises(UnreadableSourceError, match=harm):
        Packer(copy, tmp_path / "out", BY, CREATED).pack(delivery)
    assert list((tmp_path / "out").iterdir()) == []


# --- BagIt ------------------------------------------------------------------------------------------------------------


def test_bags_are_sound_by_bagit_python(archive: Archive, tmp_path: Path) -> None:
    for path in packed(archive, tmp_path, OnePer.YEAR, kind=Kind.BAGIT, zipped=False):
        bag = bagit.Bag(str(path))
        bag.validate()
        assert bag.info["Source-Organization"] == "Hällmora kommun"
        assert bag.info["External-Identifier"] == path.name
        held = {name.rsplit("/", 1)[-1].split("-")[0] for name in bag.payload_entries()}
        assert {"original.txt", "record", "premis.xml"} & held >= {"record", "premis.xml"}


def test_a_broken_bag_is_found_by_bagit_python(archive: Archive, tmp_path: Path) -> None:
    path = packed(archive, tmp_path, OnePer.YEAR, kind=Kind.BAGIT, zipped=False)[0]
    (path / "data" / "premis.xml").write_text("other", "utf-8")

    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(path)).validate()


# --- the command ------------------------------------------------------------------------------------------------------

# What is given, and what the message says.
REFUSED = {
    "no number": (["--organisation", "Hällmora kommun"], "--org-number NNNNNN-NNNN"),
    "no name": (["--org-number", "212000-0142"], "--organisation NAME"),
    "a wrong check digit": (["--organisation", "X", "--org-number", "212000-0143"], "is no organisation number"),
    "a telephone number": (["--organisation", "X", "--org-number", "070-1234567"], "is no organisation number"),
    "a time without zone": (
        ["--organisation", "X", "--org-number", "212000-0142", "--created", "2026-11-24T12:00:00"],
        "no time with a zone",
    ),
}


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_the_command_says_what_to_give(archive: Archive, tmp_path: Path, given: list[str], said: str) -> None:
    run = paragraf("package", archive.url, "--out", tmp_path / "out", *given)

    assert (run.returncode, run.stdout) == (ExitCode.USAGE, "")
    assert said in run.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_tells_what_it_wrote(archive: Archive, tmp_path: Path) -> None:
    environment = {"PARAGRAF_ORGANISATION": "Hällmora kommun", "PARAGRAF_ORG_NUMBER": "2120000142"}
    words = ("package", archive.url, "--out", tmp_path / "out", "--one-per", "year", "--agreement", "KS 2024/12")
    run = paragraf(*words, **environment)
    told = [json.loads(line) for line in run.stdout.splitlines()]

    assert run.returncode == ExitCode.OK, run.stderr
    assert sorted(one["path"] for one in told) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    with zipfile.ZipFile(told[0]["path"]) as package:
        assert b"KS 2024/12" in package.read(f"{told[0]['id']}/METS.xml")

    again = paragraf(*words, **environment)
    assert (again.returncode, again.stdout) == (ExitCode.USAGE, "")
    assert "is there already" in again.stderr


def test_an_empty_folder_is_no_archive(tmp_path: Path) -> None:
    run = paragraf("package", tmp_path, "--out", tmp_path / "out", "--organisation", "X", "--org-number", "212000-0142")

    assert run.returncode == ExitCode.SOURCE_MISSING
    assert "no archive with records" in run.stderr
