"""The public edition of a record: personal data masked at equal length, so that every offset and every quote holds.

::

    "Anna Berg, 850412-1234, söker bidrag"   ->   "████ ████  ███████████  söker bidrag" (with the comma where it was)

What is masked and what is not, and why, is in docs/public.md. Here is how: the places are found in the text (``extractors.personal``
tells personal data by their form; the policy names the rest), and whatever else of the record repeats what stood there is masked too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractors import personal
from extractors.language import Language, load
from pipeline.archive.store import canonical
from pipeline.register.rows import name_key
from schemas.errors import UsageError
from schemas.record import Record
from schemas.text import MASK, Span

_SHOWN = re.compile(r"\S")

# Fields that hold no words of the document: ids, hashes, kinds, numbers. A hash would be taken for a serial number.
_NO_WORDS: Final = frozenset(
    [
        "schema_version",
        "id",
        "document_type",
        "language",
        "sha256",
        "media_type",
        "software",
        "reader",
        "kind",
        "rule",
        "code",
        "severity",
        "paragraph_id",
        "paragraph",
        "number",
        "present_at",
        "immediate",
        "table",
        "value",
        "value_max",
        "currency",
        "target",
        "status",
        "outcome",
        "meeting_roles",
        "attendance",
        "method",
        "party",
        "date",
        "time",
        "start_time",
        "end_time",
        "deadline",
    ]
)
# Facts that go when the item in which they stand is withheld, or when what bears them out is.
_FACTS: Final = (
    "proposals",
    "votes",
    "reservations",
    "recusals",
    "movements",
    "amounts",
    "tables",
    "references",
    "problems",
)
# Figures of these would tell what their masked passage said.
_FIGURES: Final = ("amounts", "references")
# Originals that are characters as they stand: with the masked ones found by trying, the hash of the whole would tell the right ones.
_READABLE: Final = (
    "text/",
    "multipart/",
    "message/",
    "application/rtf",
    "application/vnd.oasis.opendocument.text-flat-xml",
)
# A comma and a blank.
_BEHIND: Final = 2
# What stands before an address that says whose home it is.
_HOME: Final = 60


class Policy(BaseModel):
    """What an organisation withholds and keeps: ``[public]`` of paragraf.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[str, ...] = Field(default=(), description="Masked wherever they stand as whole words, in any case.")
    documents: tuple[str, ...] = Field(
        default=(), description="Ids of records, or SHA-256 of files, that are not published."
    )
    items: dict[str, tuple[str, ...]] = Field(
        default={}, description="Id of a record: the numbers (or ids: p3) of its items whose whole text is masked."
    )
    keep: tuple[str, ...] = Field(
        default=(), description="Telephone numbers, mail and street addresses of the organisation itself: never masked."
    )
    approval: bool | tuple[str, ...] = Field(
        default=False,
        description="Whether records are published only when approved: all, or those of organisations named.",
    )
    approved: tuple[str, ...] = Field(
        default=(),
        description="Ids of approved records, or SHA-256 of their public form: another form needs a new approval.",
    )

    scanned_images: bool = Field(
        default=False,
        description="Whether images of scanned pages are shown, though what OCR did not read is not covered.",
    )

    @classmethod
    def of(cls, section: Mapping[str, Any]) -> Policy:
        """The policy of a configuration's ``[public]``.

        Raises:
            UsageError: it has a key that there is not, or a value that cannot be.
        """
        try:
            return cls.model_validate(section)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, ("public", *first["loc"])))
            raise UsageError("paragraf.toml", f"{where}: {first['msg']}") from error

    def needs_approval(self, record: Record) -> bool:
        """Whether *record* is published only when approved; also where its organisation is not known."""
        if isinstance(self.approval, bool):
            return self.approval
        named = {name_key(one.name) for one in (record.meeting.organisations if record.meeting else ())}
        return not named or bool(named & set(map(name_key, self.approval)))


class Published(NamedTuple):
    """A record in its public form, the SHA-256 of that as canonical JSON, and whether it may be shown."""

    record: Record
    own: str
    state: Literal["public", "withheld", "waiting"]


def published(record: Record, policy: Policy) -> Published:
    """What becomes of *record* in the public edition: as *policy* says, it is shown, withheld or waits for approval."""
    made = public(record, policy)
    own = hashlib.sha256(canonical(made.model_dump(mode="json"))).hexdigest()
    if {record.id, made.id, record.source.sha256} & set(policy.documents):
        return Published(made, own, "withheld")
    waits = policy.needs_approval(record) and not {record.id, made.id, own} & set(policy.approved)
    return Published(made, own, "waiting" if waits else "public")


def public(record: Record, policy: Policy = Policy()) -> Record:  # noqa: B008
    """*record* with its personal data masked, and what *policy* withholds; of a public record the same comes back.

    Every offset and the length of the text stay. Facts whose whole evidence is withheld are left out, but for items and decisions,
    whose places in the record are their addresses. An original that is plain text gives its record another id and no hash.
    """
    return _Masking(record, policy, load(record.language)).made()


def masked(content: str, spans: Iterable[tuple[int, int]]) -> str:
    """*content* with each character in *spans* masked, white space left.

    >>> masked("Bo 850412-1234", [(3, 14)])
    'Bo ███████████'
    """
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            start = max(start, position)
            pieces += content[position:start], _SHOWN.sub(MASK, content[start:end])
            position = end
    return "".join((*pieces, content[position:]))


class _Masking:
    """One record on its way to be public."""

    def __init__(self, record: Record, policy: Policy, language: Language) -> None:
        self._record = record
        self._policy = policy
        self._language = language
        self._kept = {_folded(one) for one in policy.keep}
        self._elected = set(map(name_key, _elected(record)))
        self._pieces: set[str] = set()
        self._withheld = {
            item.id for item in record.paragraphs if {item.number, item.id} & set(policy.items.get(record.id, ()))
        }
        self._content = self._masked_text()

    # --- the text -----------------------------------------------------------------------------------------------------

    @cached_property
    def _regions(self) -> list[Span]:
        """Parts of the text that are masked whole."""
        parts = [Span(part.start, part.end) for part in self._record.parts if part.kind == "signatures"]
        return [*parts, *(Span(item.start, item.end) for item in self._record.paragraphs if item.id in self._withheld)]

    def _masked_text(self) -> str:
        content = self._record.text
        while True:
            spans = self._places(content)
            self._pieces |= {content[start:end] for start, end in spans if MASK not in content[start:end]}
            following = masked(content, [*spans, *self._regions])
            # What is masked may have hidden that something before or behind it is personal too.
            if following == content:
                return content
            content = following

    def _places(self, content: str) -> list[tuple[int, int]]:
        found = [one for one in personal.find(content, self._language) if not self._stays(content, one)]
        spans = [(one.start, one.end) for one in found]
        # An address may stand between a name and its number.
        around = _blanked(content, [(one.start, one.end) for one in found if one.kind != "number"])
        names = {
            content[start:end]
            for one in found
            # Who signs has a role, and is in the certificate with a number.
            if one.kind == "number" and not any(a <= one.start < b for a, b in [*self._regions, *self._elections])
            for start, end in personal.names_beside(around, one, self._language)
        }
        named = [form for name in names if name_key(name) not in self._elected for form in _forms(name)]
        self._pieces |= set(named)
        for words in (named, self._policy.terms):
            if words:
                spans += [match.span() for match in _whole(words).finditer(content)]
        return spans

    @cached_property
    def _elections(self) -> list[Span]:
        decisions = [one for one in self._record.decisions if one.outcome == "elected"]
        return [Span(quote.start, quote.end) for one in decisions for quote in one.evidence]

    def _stays(self, content: str, found: personal.Personal) -> bool:
        """Whether it is the organisation's own, or the place where the meeting was and no home."""
        if found.kind in ("number", "trace"):
            return False
        written = _folded(content[found.start : found.end])
        if written in self._kept:
            return True
        in_head = any(a <= found.start and found.end <= b for a, b in self._heads)
        # "Rådhuset, Stora torget 1" may be a place and what stands behind it.
        is_place = found.kind == "address" and any(a <= found.start <= b + _BEHIND for a, b in self._places_of_meetings)
        if not is_place and not (in_head and found.kind in ("address", "phone")):
            return False
        if found.kind == "phone" and personal.is_mobile(written):
            return False
        home = re.compile(_any(self._language.personal.homes), re.I)
        if home.search(content, max(0, found.start - _HOME), found.end):
            return False
        self._kept.add(written)
        return True

    @cached_property
    def _places_of_meetings(self) -> list[Span]:
        record = self._record
        places = [
            (record.meeting, "place"),
            (record.adjustment, "place"),
            (record.notice, "stored_at"),
        ]
        return [Span(one.start, one.end) for part, name in places if part for one in part.evidence.get(name, ())]

    @cached_property
    def _heads(self) -> list[Span]:
        """Heads and feet of pages, where the organisation says how it is reached."""
        furniture = [piece for page in self._record.pages for piece in page.furniture]
        return [Span(piece.start, piece.end) for piece in furniture if piece.kind in ("head", "foot")]

    # --- the rest of the record ---------------------------------------------------------------------------------------

    def made(self) -> Record:
        """The public record."""
        found = self._record.model_dump()
        before = found.pop("text")
        for kind in _FACTS:
            found[kind] = [fact for fact in found[kind] if not self._is_gone(kind, fact)]
        for kind in ("attendees", "signatures"):
            found[kind] = [fact for fact in found[kind] if not all(map(self._is_covered, fact["evidence"]))]
        for item in found["paragraphs"]:
            if item["id"] in self._withheld:
                item |= {"title": _hidden(item["title"]), "case_number": None, "sections": ()}
        for decision in found["decisions"]:
            if self._is_withheld(decision):
                kept = {"paragraph", "paragraph_id", "evidence", "rule", "confidence", "status"}
                blank = {"text": _hidden(decision["text"]), "outcome": "other", "recipients": ()}
                decision |= dict.fromkeys(decision.keys() - kept) | blank
        for signature in found["signatures"]:
            # A moment to the second is the service's.
            signature["signed_at"] = signature["signed_at"] and signature["signed_at"][:10]
        written = _letters(self._content)
        found["case_numbers"] = [case for case in found["case_numbers"] if _letters(case) in written]
        found = self._walked(found)
        found["text"] = self._content
        changed = self._content != before or found["source"]["name"] != self._record.source.name
        if changed and self._record.source.media_type.startswith(_READABLE):
            self._without_hash(found)
        if found["source"]["parent"]:
            # A mail is plain text too, and says more than its attachment.
            found["source"]["parent"]["sha256"] = ""
        return Record.model_validate(found)

    def _without_hash(self, found: dict[str, Any]) -> None:
        """Leave out the hash, and make the id of what is public whatever the policy says: it stays when that changes."""
        meeting, name = self._record.meeting, found["source"]["name"]
        organisations = [one.name for one in meeting.organisations] if meeting else []
        head = [meeting.body, meeting.date, meeting.number] if meeting else []
        # Where its items begin tells two texts of one meeting apart.
        places = [item.start for item in self._record.paragraphs]
        told = [name, self._record.document_type, *organisations, *head, len(self._record.text), *places]
        own = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        found["id"] = f"{own[:16]}-{found['id'].rpartition('-')[2]}"
        found["source"]["sha256"] = ""

    def _is_gone(self, kind: str, fact: dict[str, Any]) -> bool:
        if self._is_withheld(fact) or (fact["evidence"] and all(map(self._is_covered, fact["evidence"]))):
            return True
        return kind in _FIGURES and any(MASK in self._passage(quote) for quote in fact["evidence"])

    def _is_withheld(self, fact: dict[str, Any]) -> bool:
        """Whether it stands in an item that is withheld, or reaches into a part that is masked whole."""
        if fact["paragraph_id"] in self._withheld:
            return True
        return any(
            quote["start"] < end and start < quote["end"] for quote in fact["evidence"] for start, end in self._regions
        )

    def _is_covered(self, quote: dict[str, Any]) -> bool:
        return not re.search(r"\w", self._passage(quote))

    def _passage(self, quote: dict[str, Any]) -> str:
        return self._content[quote["start"] : quote["end"]]

    def _walked(self, found: Any, name: str = "") -> Any:
        """The same with its strings masked, and quotes as they now stand."""
        if isinstance(found, dict):
            if "quote" in found:
                return found | {"quote": self._passage(found)}
            return {key: one if key in _NO_WORDS else self._walked(one, key) for key, one in found.items()}
        if isinstance(found, list | tuple):
            return [self._walked(one, name) for one in found]
        if not isinstance(found, str):
            return found
        if name == "values":
            # Figures of a table are told by the passage alone: a sum may look like a number of a person.
            return None if _bare(found) in self._figures else found
        return self._masked_words(found)

    @cached_property
    def _figures(self) -> set[str]:
        return {figures for piece in self._pieces if len(figures := _bare(piece)) > 4}

    def _masked_words(self, words: str) -> str:
        while True:
            found = personal.find(words, self._language)
            spans = [
                (one.start, one.end)
                for one in found
                if one.kind in ("number", "trace") or _folded(words[one.start : one.end]) not in self._kept
            ]
            if self._repeated:
                spans += [match.span() for match in self._repeated.finditer(words)]
            following = masked(words, spans)
            if following == words:
                return words
            words = following

    @cached_property
    def _repeated(self) -> re.Pattern[str] | None:
        """What was masked in the text, wherever else it stands; and the terms, which a title or a name may have alone."""
        words = [*self._pieces, *self._policy.terms]
        return _whole(words) if words else None


def _elected(record: Record) -> Iterator[str]:
    """The names of those who have a role at the meeting: they stay."""
    yield from (attendee.name for attendee in record.attendees)
    yield from (signature.name for signature in record.signatures)
    yield from (ballot.name for vote in record.votes for ballot in vote.roll)
    yield from record.adjustment.adjusters if record.adjustment else ()


def _forms(name: str) -> tuple[str, ...]:
    """A name as lists and letters write it too.

    >>> _forms("Berg, Anna")
    ('Anna Berg', 'Berg Anna', 'Berg, Anna')
    """
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.rpartition(" ")
    first, last = first.strip(), last.strip()
    return (f"{first} {last}", f"{last} {first}", f"{last}, {first}") if first and last else (name,)


def _blanked(content: str, spans: Iterable[tuple[int, int]]) -> str:
    """*content* with blanks for all that stands in *spans*."""
    return masked(content, spans).replace(MASK, " ")


def _bare(written: str) -> str:
    """The figures of a number, as those of a table have them: no zero before them."""
    return re.sub(r"\D", "", written).lstrip("0")


def _hidden(words: str | None) -> str | None:
    return words and _SHOWN.sub(MASK, words)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _letters(words: str) -> str:
    """Letters and figures alone: case numbers are written in many ways."""
    return re.sub(r"[\W_]", "", words.casefold())


def _any(phrases: Iterable[str]) -> str:
    ordered = sorted({" ".join(one.split()) for one in phrases if one.split()}, key=lambda one: (-len(one), one))
    return "|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered)


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    """Any of *words*, whole, in any case, its genitive too, whatever white space is between."""
    return re.compile(rf"(?<!\w)(?:{_any(words)})s?(?!\w)", re.I)
