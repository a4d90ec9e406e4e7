"""The archive's index, for people, and its manifest, for ``sha256sum``: made of ledger and journal, and made again whenever they change.

::

    index.csv                 a line a record: organisation, body, date, title, type, original, record
    index.html                the same to browse, from the disk, without our software
    index/*.html              a page for each organisation and year, where one page would be too long
    manifest-sha256.txt       every original, record, correction and segment of the journal: sha256sum --check manifest-sha256.txt

The same archive gives the same bytes. All of it can be thrown away.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources
from itertools import groupby
from pathlib import PurePosixPath
from string import Template
from typing import Final

from pipeline.archive.current import Entry, entries
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import KEPT, MANIFEST, Archive, hash_in

# A page of more lines is slow to open on an old computer, and nobody reads it.
_A_PAGE: Final = 500

_COLUMNS: Final = (
    "organisation",
    "kod",
    "organ",
    "datum",
    "titel",
    "typ",
    "sidor",
    "anmärkningar",
    "original",
    "post",
    "post-id",
    "inlämnad som",
)
_TYPES: Final = {
    "minutes": "Protokoll",
    "notes": "Minnesanteckningar",
    "agenda": "Kallelse",
    "report": "Tjänsteskrivelse",
    "memo": "Promemoria",
    "plan": "Plan",
    "notice": "Anslag",
    "other": "Annan handling",
}
_UNKNOWN: Final = "Okänd organisation"
_UNDATED: Final = "utan datum"


def write(archive: Archive, ledger: Ledger) -> None:
    """Make index and manifest anew; pages that are not wanted any more go."""
    wanted = made(archive, ledger)
    for path, content in wanted.items():
        archive.write(path, content)
    for path in list(archive.names("index")):
        if path not in wanted:
            archive.delete(path)


def write_apart(archive: Archive, ledger: Ledger) -> None:
    """The same in a process of its own: a run over a hundred thousand files does not keep the memory that this takes.

    Raises:
        RuntimeError: it could not be written; the process has said why.
    """
    url = ledger.engine.url.render_as_string(hide_password=False)
    process = multiprocessing.get_context("spawn").Process(target=_write, args=(archive.url, url))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the index of {archive.url} could not be written (exit status {process.exitcode})")


def _write(archive_url: str, ledger_url: str) -> None:
    ledger = Ledger(ledger_url)
    try:
        write(Archive(archive_url), ledger)
    finally:
        ledger.close()


def is_current(archive: Archive) -> bool:
    """Whether the index was made after the journal's last segment. (What is corrected or removed makes it anew at once.)"""
    return archive.exists("index.html") and _state(archive).encode() in archive.read("index.html")


def made(archive: Archive, ledger: Ledger) -> dict[str, bytes]:
    """Index and manifest as they should be: path to content, `index.html`, which tells that they are current, last."""
    found = entries(archive, ledger)
    return {
        MANIFEST: "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(_fixities(archive))).encode(),
        "index.csv": _csv(found).encode("utf-8-sig"),
        **_pages(found, _state(archive)),
    }


def _fixities(archive: Archive) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of all that is kept, as the names say; a file that is not ours is left out."""
    for folder in KEPT:
        for path in archive.names(folder):
            sha256 = hash_in(path)
            if sha256 is not None:
                yield path, sha256


def _state(archive: Archive) -> str:
    """A mark of the journal as the index was made of it."""
    return f"<!-- journal: {max(archive.names('journal'), default='')} -->"


# --- the table --------------------------------------------------------------------------------------------------------


def _csv(found: Iterable[Entry]) -> str:
    """Semicolons and a byte order mark: a Swedish Excel opens it by a double click."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for entry in found:
        about = entry.about
        row = (
            about["organisation"],
            about["code"],
            about["body"],
            about["date"],
            title(entry),
            _TYPES[about["type"]],
            about["pages"],
            about["problems"],
            entry.original,
            entry.stored.path,
            entry.id,
            entry.file,
        )
        table.writerow(_harmless(cell) for cell in row)
    return written.getvalue()


def _harmless(cell: str | int | None) -> str:
    """*cell* as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def title(entry: Entry) -> str:
    """What a person calls it: kind, number and body of the meeting, or else the name of its file.

    For example ``Protokoll nr 3 Kommunstyrelsen``.
    """
    about = entry.about
    if not about["body"]:
        return PurePosixPath(entry.file.rpartition("!/")[2]).name
    number = f"nr {about['number']}" if about["number"] else ""
    return " ".join(filter(None, (_TYPES[about["type"]], number, about["body"])))


# --- the pages --------------------------------------------------------------------------------------------------------


def _pages(found: list[Entry], state: str) -> dict[str, bytes]:
    by_page = {key: list(group) for key, group in groupby(sorted(found, key=_page), key=_page)}
    if len(found) <= _A_PAGE:
        tables = "".join(_table(name, year, group, "") for (name, year), group in by_page.items())
        return {"index.html": _html("Arkivets register", tables or "<p>Arkivet är tomt.</p>", state)}
    pages: dict[str, bytes] = {}
    links: dict[str, list[str]] = {}
    taken: Counter[str] = Counter()
    for (name, year), group in by_page.items():
        slug = _slug(f"{name} {year}")
        taken[slug] += 1
        path = f"index/{slug}{f'-{taken[slug]}' if taken[slug] > 1 else ''}.html"
        back = '<p><a href="../index.html">Alla organisationer</a></p>'
        pages[path] = _html(f"{name}, {year}", back + _table(name, year, group, "../"), "")
        links.setdefault(name, []).append(f'<li><a href="{path}">{escape(year)}</a> ({_count(len(group))})</li>')
    listed = "".join(f"<h2>{escape(name)}</h2><ul>{''.join(years)}</ul>" for name, years in links.items())
    return {**pages, "index.html": _html("Arkivets register", listed, state)}


def _page(entry: Entry) -> tuple[str, str]:
    """Organisation and year: what one page or table is of."""
    return entry.about["organisation"] or _UNKNOWN, (entry.about["date"] or "")[:4] or _UNDATED


def _table(name: str, year: str, group: list[Entry], up: str) -> str:
    rows = "".join(_row(entry, up) for entry in group)
    return (
        f"<table><caption>{escape(name)}, {escape(year)} ({_count(len(group))})</caption><thead><tr>"
        "<th scope=col>Datum</th><th scope=col>Organ</th><th scope=col>Handling</th><th scope=col>Sidor</th>"
        f"<th scope=col>Utläst post</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(entry: Entry, up: str) -> str:
    about = entry.about
    name = escape(title(entry))
    date = f"<time>{escape(about['date'])}</time>" if about["date"] else _UNDATED
    return (
        f"<tr><td>{date}</td><td>{escape(about['body'] or '')}</td>"
        f'<th scope=row><a href="{up}{escape(entry.original)}">{name}</a></th><td>{about["pages"]}</td>'
        f'<td><a href="{up}{escape(entry.stored.path)}" aria-label="Post: {name} {escape(about["date"] or "")}">post</a></td></tr>'
    )


def _html(heading: str, body: str, state: str) -> bytes:
    template = Template((resources.files("pipeline") / "templates" / "index.html").read_text("utf-8"))
    return template.substitute(heading=escape(heading), body=body, state=state).encode()


def _count(number: int) -> str:
    return f"{number} handling" if number == 1 else f"{number} handlingar"


def _slug(name: str) -> str:
    """A file name without anything that a file system or a link may stumble on.

    >>> _slug("Hällmora kommun 2019")
    'hallmora-kommun-2019'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "sida"
