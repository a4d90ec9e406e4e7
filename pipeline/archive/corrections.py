"""What a person put right in a record: kept beside it, applied whenever it is read, also when it has been made again.

::

    paragraf correct 0123456789abcdef-1 --set /meeting/date=2022-03-24 --why "misprint in the head" --archive /srv/archive
    corrections/01/0123456789abcdef…/1-0001-90cd….json

The record itself stays as it was made. A correction knows what the record said (``old``): it applies to any later record that says the
same there, is not needed for one that says what was put in its place, and is a *conflict* for one that says a third thing: reported,
not applied. A fact in a list is known again by the passages that it quotes, since a newer version may list more facts before it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.archive.store import Archive, canonical, hash_in
from schemas.errors import UnreadableSourceError, UsageError
from schemas.record import Record

Json = dict[str, Any]

# Fields that hold a day, ISO 8601.
_DATES: Final = ("date", "posted", "removed", "appeal_until", "appeal_stated", "deadline")

# What was read, and by what, is no opinion. `problems` follow from the facts.
_FIXED: Final = ("schema_version", "id", "source", "software", "text", "pages", "problems")


class Correction(BaseModel):
    """One thing that a person put right in a record, or took back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: str = Field(description="The record's id.")
    number: int = Field(ge=1, description="1, 2 … in the order in which they were made.")
    kind: Literal["set", "drop", "undo"]
    path: str | None = Field(default=None, description="JSON Pointer (RFC 6901) of what is set or dropped.")
    quotes: tuple[tuple[int, str], ...] | None = Field(
        default=None, description="Page and words of each passage that the fact quotes which the path leads through."
    )
    old: Any = Field(default=None, description="What the record said.")
    value: Any = Field(default=None, description="What it says instead.")
    undoes: int | None = Field(default=None, description="The number of the correction that is taken back.")
    why: str
    who: str
    at: str = Field(description="When: ISO 8601 in UTC.")

    @property
    def said(self) -> str:
        """What it does, in a line.

        >>> Correction(record="1-1", number=1, kind="set", path="/meeting/date", old=None, value="2022-03-24", why="",
        ...            who="", at="").said
        '/meeting/date: null -> "2022-03-24"'
        """
        match self.kind:
            case "set":
                return f"{self.path}: {_plain(self.old)} -> {_plain(self.value)}"
            case "drop":
                return f"{self.path}: {_plain(self.old)} dropped"
            case "undo":
                return f"undoes {self.undoes}"


@dataclass(frozen=True)
class Corrected:
    """A record as it is to be read, and the corrections that did not fit what it says by now."""

    record: Json
    applied: tuple[Correction, ...]
    conflicts: tuple[Correction, ...]


# --- reading ----------------------------------------------------------------------------------------------------------


def folder(record: str, sha256: str) -> str:
    """Where the corrections of all records of a file lie; *record* is one's id, *sha256* that of the file."""
    return f"corrections/{sha256[:2]}/{sha256}"


def kept(archive: Archive, record: str, sha256: str) -> list[Correction]:
    """All corrections of a record, in the order in which they were made, those that were taken back too.

    Raises:
        UnreadableSourceError: one of them is damaged; none is applied then, since nobody knows what it was to hide.
    """
    ordinal = record.rpartition("-")[2]
    names = (
        name for name in archive.names(folder(record, sha256)) if name.rpartition("/")[2].startswith(f"{ordinal}-")
    )
    found = [read(archive, name) for name in names]
    return sorted(found, key=lambda correction: correction.number)


def read(archive: Archive, path: str) -> Correction:
    """A correction, by its path in the archive.

    Raises:
        UnreadableSourceError: it is missing, altered, or none.
    """
    try:
        return Correction.model_validate_json(archive.proven(path, hash_in(path) or ""))
    except ValidationError as error:
        raise UnreadableSourceError(path, "is no correction") from error


def corrected(record: Json, corrections: Sequence[Correction]) -> Corrected:
    """*record* with *corrections* applied; a problem in it says that there are some, and another which do not fit.

    A record that is not valid any more with all of them has none: they are all conflicts.
    """
    current = json.loads(json.dumps(record))
    applied: list[Correction] = []
    conflicts: list[Correction] = []
    for correction, known in _active(corrections):
        found = _place(current, correction)
        said = _meant(found[0][found[1]]) if found else None
        if found is None and correction.kind == "drop":
            # It is not read any more.
            continue
        if found is None or said not in map(_meant, known):
            conflicts.append(correction)
        elif correction.kind == "drop" or said != _meant(correction.value):
            _put(*found, correction)
            applied.append(correction)
    if applied:
        try:
            _valid(current)
        except ValueError:
            current, applied, conflicts = json.loads(json.dumps(record)), [], [one for one, _ in _active(corrections)]
    current["problems"] += [_problem("corrected", "info", one) for one in applied]
    current["problems"] += [_problem("correction_conflict", "warning", one) for one in conflicts]
    return Corrected(current, tuple(applied), tuple(conflicts))


def _active(corrections: Sequence[Correction]) -> Iterator[tuple[Correction, list[Any]]]:
    """The corrections that hold, each with what the record may say where it applies."""
    undone = {correction.undoes for correction in corrections if correction.kind == "undo"}
    standing = [one for one in corrections if one.kind != "undo" and one.number not in undone]
    for index, correction in enumerate(standing):
        same = [one for one in standing if (one.path, one.quotes) == (correction.path, correction.quotes)]
        if correction.kind == "set" and any(one.number > correction.number for one in same):
            # A later word on the same thing holds.
            continue
        yield correction, [value for one in same if one in standing[: index + 1] for value in (one.old, one.value)]


def _problem(code: str, severity: str, correction: Correction) -> Json:
    # Neither what was there nor who changed it and why: that may be what was to be taken away.
    what = (
        "was put right by a person" if code == "corrected" else "was put right by a person, and is now read otherwise"
    )
    return {
        "code": code,
        "severity": severity,
        "message": f"{correction.path} {what} (correction {correction.number})",
        "paragraph_id": None,
        "evidence": [],
    }


# --- making -----------------------------------------------------------------------------------------------------------


def correct(
    archive: Archive, record: Json, sha256: str, changes: Sequence[tuple[str, str | None]], why: str, who: str, at: str
) -> list[Correction]:
    """Keep corrections of a record; they come back. All of them are kept, or none.

    Args:
        record: as it was made, without corrections.
        sha256: that of its file.
        changes: JSON Pointer and value, as a person writes it; a value of none drops what is there from its list.
        why, who, at: the reason, the person, and the time (UTC).

    Raises:
        UsageError: the path leads nowhere or to what is no fact, or the record would not be valid any more.
    """
    before = kept(archive, record["id"], sha256)
    made: list[Correction] = []
    for path, written in changes:
        current = corrected(record, [*before, *made]).record
        number = len(before) + len(made) + 1
        about = {"record": record["id"], "number": number, "why": why, "who": who, "at": at}
        made.append(_made(current, path, written, about))
    for correction in made:
        _keep(archive, correction, sha256)
    return made


def undo(archive: Archive, record: str, sha256: str, number: int, why: str, who: str, at: str) -> Correction:
    """Take a correction of a record back: it stays, and does not apply any more.

    Raises:
        UsageError: there is none of that number, or it is taken back already.
    """
    before = kept(archive, record, sha256)
    undone = {correction.undoes for correction in before}
    if not any(one.number == number and one.kind != "undo" for one in before) or number in undone:
        raise UsageError(record, f"has no correction {number} that could be undone (see --list)")
    made = Correction(record=record, number=len(before) + 1, kind="undo", undoes=number, why=why, who=who, at=at)
    _keep(archive, made, sha256)
    return made


def _keep(archive: Archive, correction: Correction, sha256: str) -> None:
    content = canonical(correction.model_dump(mode="json"))
    ordinal = correction.record.rpartition("-")[2]
    own = hashlib.sha256(content).hexdigest()
    archive.write(f"{folder(correction.record, sha256)}/{ordinal}-{correction.number:04}-{own}.json", content)


def _made(current: Json, path: str, written: str | None, about: Json) -> Correction:
    """The correction that *written* at *path* is of the record as it is *current*.

    Raises:
        UsageError: it cannot be.
    """
    steps = _steps(path)
    if not steps or steps[0] in _FIXED:
        raise UsageError(path, "is no fact that could be put right: name one with a path such as /meeting/date")
    found = _lead(current, steps)
    if found is None:
        raise UsageError(path, "leads nowhere in this record (paragraf correct ID --show prints it)")
    holder, key = found
    place = {**about, "path": path, "quotes": _quotes(current, steps), "old": holder[key]}
    if written is None and not isinstance(holder, list):
        raise UsageError(path, "only an entry of a list can be dropped; set it to null")
    tried = (
        [Correction(kind="drop", **place)]
        if written is None
        else [Correction(kind="set", value=value, **place) for value in _values(written, holder[key])]
    )
    faults = []
    for correction in tried:
        try:
            _check_date(path, correction.value)
            changed = _changed(current, correction)
        except ValueError as error:
            faults.append(str(error))
        else:
            written_so = _lead(changed, steps) if correction.kind == "set" else None
            return correction.model_copy(update={"value": written_so[0][written_so[1]]} if written_so else {})
    raise UsageError(path, f"cannot be {'dropped' if written is None else written}: {faults[-1]}")


def _values(written: str, old: Any) -> list[Any]:
    """What a person may mean by *written*: words or JSON, and which first is told by what stands there.

    >>> _values("14", "13"), _values("14", 13), _values("null", "13"), _values("Anna", None)
    (['14', 14], [14, '14'], [None, 'null'], ['Anna'])
    """
    try:
        parsed = json.loads(written)
    except ValueError:
        return [written]
    return [written, parsed] if isinstance(old, str) and parsed is not None else [parsed, written]


def _changed(record: Json, correction: Correction) -> Json:
    """*record* with one correction, written as all records are.

    Raises:
        ValueError: it would be none; the message says why.
    """
    changed = json.loads(json.dumps(record))
    found = _place(changed, correction)
    if found is None:
        raise ValueError("another entry of the list quotes the same words")
    _put(*found, correction)
    return _valid(changed)


def _valid(record: Json) -> Json:
    """*record* as the model writes it.

    Raises:
        ValueError: it is none: its types, its quotes or the items that its facts name are wrong.
    """
    try:
        valid = Record.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'/'.join(map(str, first['loc']))}: {first['msg']}") from error
    items = {item.id for item in valid.paragraphs}
    for node in _nodes(record):
        if "quote" in node and record["text"][node["start"] : node["end"]] != node["quote"]:
            raise ValueError(f"the text does not say {node['quote']!r} from {node['start']} to {node['end']}")
        if node.get("paragraph_id") not in {None, *items}:
            raise ValueError(f"there is no item {node['paragraph_id']}, and a fact names it")
    return valid.model_dump(mode="json")


def _check_date(path: str, value: Any) -> None:
    """The model takes any words for a date.

    Raises:
        ValueError: *path* is that of a date, and *value* is none.
    """
    if value is not None and path.rpartition("/")[2] in _DATES:
        datetime.date.fromisoformat(value)


# --- JSON Pointer -----------------------------------------------------------------------------------------------------


def _steps(path: str) -> list[str]:
    """The parts of a JSON Pointer.

    >>> _steps("/attendees/3/name")
    ['attendees', '3', 'name']

    Raises:
        UsageError: it does not begin with a slash.
    """
    if not path.startswith("/"):
        raise UsageError(path, "is no JSON Pointer: it begins with a slash, as in /meeting/date")
    return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]


def _lead(record: Json, steps: Sequence[str]) -> tuple[Any, Any] | None:
    """What holds the value that *steps* lead to, and its key there; none if they lead nowhere."""
    node: Any = record
    for step in steps[:-1]:
        key = _key(node, step)
        if key is None:
            return None
        node = node[key]
    key = _key(node, steps[-1])
    return None if key is None else (node, key)


def _key(node: Any, step: str) -> str | int | None:
    """*step* as a key of *node*, if it has it."""
    if isinstance(node, dict):
        return step if step in node else None
    if isinstance(node, list) and step.isascii() and step.isdigit() and int(step) < len(node):
        return int(step)
    return None


def _put(node: Any, key: Any, correction: Correction) -> None:
    if correction.kind == "drop":
        del node[key]
    else:
        node[key] = correction.value


def _place(record: Json, correction: Correction) -> tuple[Any, Any] | None:
    """Where a correction applies in *record*: at the fact that quotes the same passages, wherever it is listed now."""
    steps = _steps(correction.path or "")
    if correction.quotes is None:
        return _lead(record, steps)
    facts = record.get(steps[0])
    if not isinstance(facts, list):
        return None
    wanted = [list(quote) for quote in correction.quotes]
    same = [index for index, fact in enumerate(facts) if _quoted(fact) == wanted]
    if len(same) > 1:
        # Some decisions are worded alike: then the place in the list tells.
        same = [index for index in same if str(index) == steps[1]]
    return _lead(record, [steps[0], str(same[0]), *steps[2:]]) if same else None


def _quotes(record: Json, steps: Sequence[str]) -> tuple[tuple[int, str], ...] | None:
    """What the fact quotes that *steps* lead to or through, if it is one of a list."""
    facts = record[steps[0]]
    if len(steps) < 2 or not isinstance(facts, list):
        return None
    quoted = _quoted(facts[int(steps[1])])
    return tuple((page, quote) for page, quote in quoted) if quoted else None


def _quoted(fact: Any) -> list[list[Any]] | None:
    if not isinstance(fact, dict) or "evidence" not in fact:
        return None
    return [[quote["page"], quote["quote"]] for quote in fact["evidence"]]


# How a fact was found, which the next version may tell otherwise, is not what it says.
_MEANS: Final = {"evidence", "rule", "confidence", "start", "end"}


def _meant(value: Any) -> Any:
    """*value* without the ways in which it was found.

    >>> _meant([{"name": "Anna", "rule": "table_row", "confidence": 0.9}])
    [{'name': 'Anna'}]
    """
    if isinstance(value, dict):
        return {name: _meant(one) for name, one in value.items() if name not in _MEANS}
    return [_meant(one) for one in value] if isinstance(value, list) else value


def _nodes(value: Any) -> Iterator[Json]:
    """All objects in *value*."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
