"""A site as it is served, and Chromium to look at it."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.archive.store import Archive, canonical
from pipeline.process import process
from pipeline.register.masking import public
from pipeline.register.store import Register
from pipeline.web import server
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record
from schemas.source import SourceFile

SAMPLES = Path(__file__).parents[4] / "samples"
# Root may not have the sandbox; nothing is looked up elsewhere.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Served:
    """A site at an address of this machine."""

    def __init__(self, site: Site) -> None:
        self._listening = server.listen("127.0.0.1", 0)
        self.address = server.address(self._listening).rstrip("/")
        self._server = uvicorn.Server(uvicorn.Config(application(site), log_level="warning", access_log=False))
        self._thread = threading.Thread(target=self._server.run, args=([self._listening],))
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that has the originals of the samples in PDF."""
    archive = Archive(str(tmp_path_factory.mktemp("archive")))
    for path in SAMPLES.glob("*/source.pdf"):
        content = path.read_bytes()
        archive.add_original(content, hashlib.sha256(content).hexdigest(), path.name)
    return archive


@pytest.fixture(scope="session")
def public_records(records: list[Record]) -> list[Record]:
    """The records of the samples as everybody may see them."""
    return [public(record) for record in records]


@pytest.fixture(scope="session")
def site(public_records: list[Record], originals: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of the samples, for everybody."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browsed')}/register.db"
    filled = Register(url, "public")
    filled.add(public_records, canonical)
    filled.close()
    register = Register(url, read_only=True)
    served = Served(Site(register, originals, requests_a_minute=1_000_000))
    yield served.address
    served.close()
    register.close()


@pytest.fixture(scope="session")
def token() -> str:
    """What opens the internal site."""
    return "a token of sixteen letters and more"


@pytest.fixture(scope="session")
def internal_site(token: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an internal site, of one document that has something to look into."""
    content = (SAMPLES / "jav-tekniska-namnden" / "source.md").read_bytes()
    register = Register(f"sqlite:///{tmp_path_factory.mktemp('internal')}/register.db", "internal")
    register.add(process(SourceFile("protokoll.md", content)), canonical)
    served = Served(Site(register, token=token, requests_a_minute=1_000_000))
    yield served.address
    served.close()
    register.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("needs Chromium (chromium is not there): apt install chromium", pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desk's width; what it asks of another site than the one it is of fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert {url.split("/")[2].split(":")[0] for url in asked} <= {"127.0.0.1"}
