"""A site of the samples, and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from pipeline.archive.store import canonical
from pipeline.process import process_all
from pipeline.register.masking import public
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record
from schemas.source import SourceFile

SAMPLES = Path(__file__).parents[3] / "samples"
# What takes seconds to read: scans, and what other programs convert.
SLOW = {"faxad-foreningsstamma", "inskannad-namnd", "miljonamnd-doc", "vagsamfallighet-doc"}


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """The records of the samples, masked."""
    sources = [path for path in sorted(SAMPLES.glob("*/source.*")) if path.parent.name not in SLOW]
    return [
        public(record)
        for path in sources
        for record in process_all(SourceFile(f"{path.parent.name}{path.suffix}", path.read_bytes()))
    ]


@pytest.fixture(scope="session")
def url(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A register of the samples."""
    made = f"sqlite:///{tmp_path_factory.mktemp('register')}/register.db"
    register = Register(made, "public")
    register.add(records, canonical)
    register.close()
    return made


@pytest.fixture(scope="session")
def register(url: str) -> Iterator[Register]:
    """The register as it is served."""
    opened = Register(url, "public", read_only=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(register: Register) -> FastAPI:
    """The application over it, with no limit to the requests of a test."""
    return application(Site(register, requests_a_minute=1_000_000))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Who asks it; what fails in the application is an answer, as it is for a reader."""
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
