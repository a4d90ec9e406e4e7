"""Where things are and how the nightly job runs: ``paragraf.toml``, read in one place for all commands.

::

    archive = "archive"                    # paths count from the file's own folder
    inboxes = ["/mnt/protokoll"]
    [nightly]
    verify_nights = 30

What the command line says comes first, then the environment (``PARAGRAF_ARCHIVE``, ``PARAGRAF_LEDGER``, ``PARAGRAF_REGISTER``, where
a password need not stand in a file), then the file, then what is usual. docs/deploy/paragraf.toml has every key.
"""

from __future__ import annotations

import difflib
import itertools
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PositiveFloat,
    PositiveInt,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from pipeline.readers.base import MEGABYTE, Limits
from schemas.errors import UsageError

NAME: Final = "paragraf.toml"
_ENVIRONMENT: Final = {"archive": "PARAGRAF_ARCHIVE", "ledger": "PARAGRAF_LEDGER", "register": "PARAGRAF_REGISTER"}
_SQLITE: Final = "sqlite:///"
_USUAL: Final = Limits()


def _placed(value: str, info: ValidationInfo) -> str:
    """A path made absolute: it counts from the folder of the file in which it stands. A URL stays."""
    folder = str(info.context)
    return value if "://" in value else os.path.abspath(os.path.join(folder, os.path.expanduser(value)))


def _database(value: str, info: ValidationInfo) -> str:
    """The URL of a database; that of an SQLite file counts from the same folder."""
    file = value.removeprefix(_SQLITE)
    return _SQLITE + os.path.join(str(info.context), file) if file and file != value else value


Place = Annotated[str, Field(min_length=1), AfterValidator(_placed)]
Database = Annotated[str, Field(pattern=r"^(sqlite|postgresql)[+\w]*://"), AfterValidator(_database)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LimitsSection(_Section):
    """How much of a document is read (pipeline.readers.base.Limits)."""

    file_bytes: PositiveInt = _USUAL.file_bytes
    pages: PositiveInt = _USUAL.pages
    unpacked_bytes: PositiveInt = _USUAL.unpacked_bytes
    memory_bytes: int = Field(default=_USUAL.memory_bytes, ge=500 * MEGABYTE)
    seconds: PositiveFloat = Field(default=_USUAL.seconds, description="For each ten pages of a document.")
    ocr_processes: PositiveInt = Field(
        default_factory=lambda: _USUAL.ocr_processes, description="Scanned pages of a document that are read at once."
    )
    members: PositiveInt = Field(default=_USUAL.members, description="Files in a mail or zip.")
    nesting: PositiveInt = Field(default=_USUAL.nesting, description="Mails and zips in each other.")
    ratio: PositiveInt = Field(default=_USUAL.ratio, description="How many times its own size a zip may unpack to.")

    def made(self) -> Limits:
        """The limits, as readers take them."""
        return Limits(**self.model_dump())


class Told(_Section):
    """A program that is run when a night had trouble. It gets the report on standard input, and nothing of it as an argument."""

    command: list[str] = Field(min_length=1, description="The program and its arguments; no shell reads them.")
    format: Literal["text", "json"] = "text"
    seconds: PositiveFloat = Field(default=60, description="It is ended when it takes longer.")


class Nightly(_Section):
    """How the nightly job runs."""

    remove_from_inbox: bool = Field(
        default=False,
        description="Files of the inboxes are deleted once the archive's copy was compared with them, byte by byte.",
    )
    settle_seconds: float = Field(
        default=600, ge=0, description="A file changed less than so long ago may still be written: the next night's."
    )
    verify_nights: PositiveInt = Field(
        default=30, description="The whole archive is verified in so many nights, a share each night."
    )
    keep_days: PositiveInt = Field(default=400, description="Reports and logs that are older are deleted.")
    status: Place | None = Field(
        default=None, description="The status file; reports/status.json in the archive's folder without."
    )
    prometheus: Place | None = Field(default=None, description="A file for node_exporter's textfile collector.")
    logs: Place | None = Field(default=None, description="A folder for logs, a file a night, beside standard error.")
    on_trouble: list[Told] = []


class Config(_Section):
    """All of ``paragraf.toml``."""

    archive: Place | None = None
    ledger: Database | None = None
    # Any class has a method of the name already.
    register_url: Database | None = Field(default=None, alias="register")
    inboxes: list[Place] = []
    jobs: PositiveInt | None = Field(default=None, description="Documents read at the same time; one a core without.")
    limits: LimitsSection = LimitsSection()
    nightly: Nightly = Nightly()
    # What is withheld from the public edition; its keys are those of the register's policy, which checks them.
    public: dict[str, Any] = {}

    @property
    def options(self) -> dict[str, Any]:
        """What the file and the environment say of the options that commands share, by the name of the command's parameter."""
        named = {"archive": self.archive, "ledger": self.ledger, "register": self.register_url, "jobs": self.jobs}
        limits = {_option(name): value for name, value in self.limits.model_dump(exclude_unset=True).items()}
        return {name: value for name, value in (named | limits).items() if value is not None}

    @model_validator(mode="after")
    def _apart(self) -> Self:
        local = [place for place in self.inboxes if "://" not in place]
        for one, other in itertools.permutations(local, 2):
            if _inside(other, one):
                raise ValueError(f"inboxes: {other} lies in {one}, or is the same; name the outer one alone")
        for inbox in local:
            if self.archive and _inside(inbox, self.archive):
                raise ValueError(f"inboxes: {inbox} lies in the archive")
        if self.nightly.remove_from_inbox and len(local) < len(self.inboxes):
            raise ValueError("nightly.remove_from_inbox: only the files of local folders can be removed")
        return self


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a file, of ``paragraf.toml`` in the current folder without, or what is usual where there is none.

    Raises:
        UsageError: the file is not there, or says something that it cannot; the message names the line.
    """
    if path is None and Path(NAME).is_file():
        path = Path(NAME)
    content, found = "", {}
    if path is not None:
        try:
            content = path.read_text("utf-8")
            found = tomllib.loads(content)
        except (OSError, ValueError) as error:
            raise UsageError(str(path), getattr(error, "strerror", None) or str(error)) from error
    for key, name in _ENVIRONMENT.items():
        if value := environment.get(name):
            # In the environment a path counts from the current folder, as on the command line.
            found[key] = os.path.abspath(value) if key == "archive" and "://" not in value else value
    try:
        return Config.model_validate(found, context=str(path.absolute().parent) if path else os.getcwd())
    except ValidationError as error:
        reasons = "; ".join(_said(detail, content) for detail in error.errors())
        raise UsageError(str(path or "environment"), reasons) from error


def _option(limit: str) -> str:
    """The parameter of a command that sets a limit.

    >>> [_option(limit) for limit in ("file_bytes", "pages", "memory_bytes", "ocr_processes")]
    ['max_bytes', 'max_pages', 'max_memory', 'ocr_processes']
    """
    if limit == "ocr_processes":
        return limit
    return "max_bytes" if limit == "file_bytes" else f"max_{limit.removesuffix('_bytes')}"


def _inside(place: str, folder: str) -> bool:
    return f"{place}{os.sep}".startswith(f"{folder}{os.sep}")


def _said(detail: Mapping[str, Any], content: str) -> str:
    """What is wrong, with the line on which it stands."""
    where = detail["loc"]
    name = ".".join(str(part) for part in where)
    line = _line(content, where)
    place = f"line {line}: " if line else ""
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(where[-1]), _keys(where[:-1]), 1)
        return f"{place}{name} is no key of this file{f'; did you mean {near[0]}?' if near else ''}"
    said = detail["msg"].removeprefix("Value error, ")
    return f"{place}{name}: {said[0].lower()}{said[1:]}" if name else said


def _keys(where: Sequence[str | int]) -> Iterator[str]:
    """The keys that a section has."""
    sections: dict[tuple[str, ...], type[_Section]] = {
        (): Config,
        ("limits",): LimitsSection,
        ("nightly",): Nightly,
        ("nightly", "on_trouble"): Told,
    }
    section = sections[tuple(part for part in where if isinstance(part, str))]
    return (field.alias or name for name, field in section.model_fields.items())


def _line(content: str, where: Sequence[str | int]) -> int | None:
    """The line on which a key stands; None of one that does not stand in the file.

    >>> _line('archive = "a"\\ninboxes = [\\n  "b",\\n]', ("inboxes", 0))
    2
    """
    lines = content.splitlines()
    begun = 1
    for count in range(1, len(lines) + 1):
        try:
            found: Any = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            # In the midst of a value that takes several lines.
            continue
        for part in where:
            known = part in found if isinstance(found, dict) else isinstance(part, int) and part < len(found)
            if not known:
                break
            found = found[part]
        else:
            return begun
        begun = count + 1
    return None
