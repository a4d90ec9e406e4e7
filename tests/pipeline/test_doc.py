"""Old Word files, by each of the programs that read them, and without any: `make test` installs both."""

import shutil
from pathlib import Path

import pytest

from pipeline.readers import doc
from pipeline.readers.base import Limits
from samples.mailed import compound_file
from schemas.errors import UnreadableSourceError, UnsupportedFormatError
from schemas.source import SourceFile
from schemas.text import Text

SAMPLES = Path(__file__).parents[2] / "samples"


def read(slug: str) -> Text:
    return doc.read(SourceFile("test.doc", (SAMPLES / slug / "source.doc").read_bytes(), doc.MEDIA_TYPE), Limits())


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine on which only these programs are installed."""

    def only(*programs: str) -> None:
        for program in programs:
            found = shutil.which(program)
            assert found, f"the tests need {program}"
            (tmp_path / program).symlink_to(found)
        monkeypatch.setenv("PATH", str(tmp_path))

    return only


def test_libreoffice_reads_heads_labels_and_tables(only) -> None:
    only("soffice", "antiword")
    board, road = read("miljonamnd-doc"), read("vagsamfallighet-doc")

    assert board.content.startswith("Hjortsjö kommun\tSammanträdesprotokoll\t2016-03-17\n")
    assert "Bygglov\t640\t655\t-15\n" in board.content
    assert "7. Utdebitering\n" in road.content
    assert [name for name, _ in board.engines] == ["libreoffice"]
    assert board.remarks == ()


def test_antiword_reads_text_and_tables_and_says_what_it_loses(only) -> None:
    only("antiword")
    board, road = read("miljonamnd-doc"), read("vagsamfallighet-doc")

    assert "Bygglov\t640\t655\t-15\n" in board.content
    assert "Beslutande\tRune Wallander (C), ordförande\nAnn-Sofie Gradin (S)" in board.content
    assert "Utdebitering\n" in road.content
    assert board.engines == (("antiword", "0.37"),)
    assert [code for code, _ in board.remarks] == ["labels_lost"]


def test_without_a_program_it_says_what_to_install(only) -> None:
    only()

    with pytest.raises(UnsupportedFormatError, match=r"test\.doc: .*libreoffice-writer-nogui.*antiword"):
        read("miljonamnd-doc")


def test_what_neither_reads_is_no_sound_word_file(only) -> None:
    only("antiword")
    broken = compound_file({"WordDocument": b"x" * 5000})

    with pytest.raises(UnreadableSourceError, match=r"test\.doc: "):
        doc.read(SourceFile("test.doc", broken, doc.MEDIA_TYPE), Limits())


def test_nothing_is_left_behind(only, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only("soffice", "antiword")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    read("vagsamfallighet-doc")

    assert list(temporary.iterdir()) == []
