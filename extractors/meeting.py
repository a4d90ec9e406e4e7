"""The meeting: who met, when and where; the adjustment of its minutes and the notice of it.

Facts come from the cover page's labels (``Plats och tid: Rådhuset, kl 13.15–16.00``), then from the title (``Protokoll
fört vid Lindens årsmöte måndagen den 17 februari 2014 i Folkets hus kl. 19.15``), then from page heads
(``Kommunstyrelsen 2014-03-12``), and last from what is told: ``Mötet förklarades öppnat 18:05``.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from extractors import adjusting, dates, fields, organisations
from extractors.deadlines import appeal_until
from extractors.fields import Field
from extractors.language import Language, MeetingWords, alternatives, drawn_together
from extractors.organisations import Named
from extractors.people import Person, name_list, persons
from extractors.reading import Line, Reading
from schemas.meeting import Adjustment, Country, Evidence, Form, Meeting, Notice, Organisation, OrganisationKind
from schemas.text import Quote, Span

# A cover page, its title, and what follows the items, are not longer than this.
_COVER = 6000
_TITLE = 900
_TITLE_LINES = 16
_LONGEST_PLACE = 130
_FOOT = 300
# Words that show the country stand in the first items, if anywhere.
_SIGNS = 30_000
# Whose decisions are appealed under other rules, or not at all.
_PRIVATE: Final[set[OrganisationKind | None]] = {"parish", "housing", "company", "association"}
# Labels after which a date is that of the meeting.
_DATED = ("date", "place_time", "date_time", "letter_date", "place", "body")


def meeting(cover: Cover) -> Meeting | None:
    """Who met, when and where; None for a document that is of no meeting."""
    if cover.reading.document_type not in ("minutes", "notes", "agenda", "notice"):
        return None
    evidence: Evidence = {}

    def stated(field: str, found: tuple[str, Span] | None) -> str | None:
        if found is None:
            return None
        evidence[field] = (cover.quote(found[1]),)
        return found[0]

    named = cover.named
    body = cover.body()
    place = cover.place()
    start, end = cover.times()
    if named:
        evidence["organisations"] = tuple(cover.quote(each.span) for each in named)
    result = Meeting(
        organisations=cover.with_numbers(named),
        body=stated("body", (body.name, body.span) if body else None),
        body_kind=organisations.body_kind(body.name, cover.language) if body else None,
        date=stated("date", cover.date),
        start_time=stated("start_time", start),
        end_time=stated("end_time", end),
        place=stated("place", place),
        form=cover.form(place, evidence),
        number=stated("number", cover.number()),
        evidence=evidence,
    )
    if not evidence:
        return None
    # Which law applies tells of no meeting: a document that shows nothing else is of none.
    country = cover.country()
    if country is None:
        return result
    shown = {**evidence, "country": (cover.quote(country[1]),)}
    return result.model_copy(update={"country": country[0], "evidence": shown})


def adjustment(cover: Cover) -> Adjustment | None:
    """Who checks the minutes, when, where and how; None where nothing of it is stated."""
    evidence: Evidence = {}
    day = place = None
    for field in cover.of_kind("adjusted_at"):
        if day is None and (found := cover.day_in(field.value)):
            day = found[0]
            evidence["date"] = (cover.quote(found[1]),)
        if place is None and (spot := cover.place_of_adjustment(field)):
            place = spot[0]
            evidence["place"] = (cover.quote(spot[1]),)
    for line in adjusting.told(cover.reading):
        if day is None and line.day and (told := cover.calendar_day(line.day)):
            day = told
            evidence["date"] = (cover.quote(line.day.span),)
    method, proof = cover.method_of_adjustment()
    if proof:
        evidence["method"] = (proof,)
    at_once = adjusting.immediate(cover.reading)
    if at_once:
        evidence["immediate"] = tuple(dict.fromkeys(cover.quote(span) for _, span in at_once))
    adjusters = cover.adjusters()
    if adjusters:
        evidence["adjusters"] = tuple(cover.quote(span) for _, span in adjusters)
    if not evidence:
        return None
    return Adjustment(
        date=day,
        place=place,
        adjusters=tuple(name for name, _ in adjusters),
        method=method,
        immediate=tuple(each for each, _ in at_once),
        evidence=evidence,
    )


def notice(cover: Cover) -> Notice | None:
    """When the minutes were announced, and till when they may be appealed; None where only the form stands."""
    evidence: Evidence = {}
    days: dict[str, str] = {}
    for kind, key in (("posted", "posted"), ("removed", "removed"), ("shown", "posted")):
        for field in cover.of_kind(kind):
            found = cover.days_in(field.value)
            if found and key not in days:
                days[key] = found[0][0]
                evidence[key] = (cover.quote(found[0][1]),)
            if len(found) > 1 and kind == "posted" and "removed" not in days:
                days["removed"] = found[1][0]
                evidence["removed"] = (cover.quote(found[1][1]),)
    if "posted" not in days:
        for key, date in zip(("posted", "removed"), adjusting.announced(cover.reading), strict=False):
            if key not in days and (day := cover.calendar_day(date)):
                days[key] = day
                evidence[key] = (cover.quote(date.span),)
    stored = next((cover.line(field.value) for field in cover.of_kind("stored")), None)
    if stored:
        evidence["stored_at"] = (cover.quote(stored),)
    for field in cover.of_kind("appeal"):
        # "Överklagandetid 2023-05-02–2023-05-23": the last of them.
        if (until := cover.days_in(cover.line(field.value))[-1:]) and "appeal_stated" not in days:
            days["appeal_stated"] = until[0][0]
            evidence["appeal_stated"] = (cover.quote(until[0][1]),)
    if not evidence:
        return None
    posted = days.get("posted")
    appeal = (
        appeal_until(datetime.date.fromisoformat(posted)).isoformat() if posted and cover.may_be_appealed() else None
    )
    if appeal:
        evidence["appeal_until"] = evidence["posted"]
    return Notice(
        posted=posted,
        removed=days.get("removed"),
        stored_at=cover.said(stored) if stored else None,
        appeal_until=appeal,
        appeal_stated=days.get("appeal_stated"),
        evidence=evidence,
    )


_FIGURES = re.compile(r"\d+")
_YEAR = re.compile(r"\d{4}")
_HOUR = r"([01]?\d|2[0-3])[.:]([0-5]\d)"
_BARE_TIMES = re.compile(rf"(?<![\w.,:/-]){_HOUR}[ ]?[-–—][ ]?{_HOUR}(?![\w:/]|[.,]\d)")


@cache
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(phrases)}(?![\w-])", re.I)


@dataclass(frozen=True)
class Cover:
    """Where a document says what meeting it is of: labels, title, page heads."""

    reading: Reading

    @property
    def language(self) -> Language:
        """The words the document is written in."""
        return self.reading.language

    @property
    def words(self) -> MeetingWords:
        """Those of them that tell of meetings."""
        return self.reading.language.meeting

    @cached_property
    def visible(self) -> str:
        """The text with its page heads and feet, without what a converter or a signing service put there."""
        visible = self.reading.text.content
        for piece in self.reading.text.furniture:
            if piece.kind in ("front_matter", "stamp"):
                visible = visible[: piece.start] + " " * (piece.end - piece.start) + visible[piece.end :]
        return drawn_together(visible)

    def quote(self, span: Span) -> Quote:
        """*span* as evidence, page heads and all."""
        return self.reading.text.quote(span.start, span.end)

    def said(self, span: Span) -> str:
        """What *span* says, white space folded."""
        return " ".join(self.visible[span.start : span.end].split())

    def line(self, span: Span) -> Span:
        """The first line of *span*."""
        stop = self.visible.find("\n", span.start, span.end)
        return span if stop < 0 else Span(span.start, stop)

    # --- where to look -----------------------------------------------------------------------------------------------

    @cached_property
    def head(self) -> Span:
        """The cover page: what stands above the items, or the first pages of it."""
        head = self.reading.head
        return Span(head.start, min(head.end, head.start + _COVER))

    @cached_property
    def title(self) -> Span:
        """The lines above the first label of place, time or attendance."""
        end = min(self.head.end, self.head.start + _TITLE)
        lines = [*self._lines(Span(self.head.start, end))]
        end = lines[_TITLE_LINES - 1].end if len(lines) >= _TITLE_LINES else end
        for kind, label in fields.labels(self.visible, Span(self.head.start, end), self.words):
            if kind in ("place_time", "date_time", "place", "other", "adjusters"):
                return Span(self.head.start, label.start)
        return Span(self.head.start, end)

    @cached_property
    def page_lines(self) -> list[Span]:
        """Page heads and feet: those the reader knows, and lines that come again with a title or a date in them."""
        known = [Span(f.start, f.end) for f in self.reading.text.furniture if f.kind in ("head", "foot")]
        alike: dict[str, list[Line]] = {}
        for line in self.reading.lines(*self.reading.minutes):
            if len(line.content) < 120:
                alike.setdefault(_FIGURES.sub("0", line.content), []).append(line)
        title = _any(self.words.title.words)
        again = []
        for lines in alike.values():
            if len(lines) > 1:
                telling = [line for line in lines if title.search(line.content) or _YEAR.search(line.content)]
                again += [Span(line.start, line.end) for line in telling[:1] if len(telling) > 1]
        return sorted({*known[:40], *again})

    @cached_property
    def fields(self) -> list[Field]:
        """The labels with their values, where a cover, a notice or a page head has them."""
        tail = self.reading.tail
        zones = [self.head, Span(tail.start, min(tail.end, tail.start + _COVER))]
        zones += [Span(p.start, p.end) for p in self.reading.parts if p.kind in ("notice", "signatures")]
        inside = {span for span in self.page_lines if not self.head.start <= span.start < self.head.end}
        zones += [Span(span.start, min(span.end + 12, len(self.visible))) for span in sorted(inside)]
        return fields.fields(self.visible, [zone for zone in zones if zone.start < zone.end], self.words)

    def of_kind(self, *kinds: str) -> Iterator[Field]:
        """The fields with one of these labels."""
        return (field for field in self.fields if field.kind in kinds)

    # --- day and time ------------------------------------------------------------------------------------------------

    @cached_property
    def others(self) -> list[dates.FoundDate]:
        """The dates of the text, which tell the year of one that states none."""
        return dates.find(self.reading.running, self.language, 0, 20_000)

    def days_in(self, span: Span, *, bare: bool = True) -> list[tuple[str, Span]]:
        """The calendar days in *span*, as far as their year can be told."""
        found = []
        for date in dates.find(self.visible, self.language, span.start, span.end):
            if date.bare and not bare:
                continue
            if day := self.calendar_day(date):
                found.append((day, date.span))
        return found

    def calendar_day(self, date: dates.FoundDate) -> str | None:
        """The day of *date*, its year told by the other dates where it states none."""
        day = date.date or dates.resolved(date, self.others)
        return day.isoformat() if day else None

    def day_in(self, span: Span) -> tuple[str, Span] | None:
        """The first calendar day in *span*."""
        return next(iter(self.days_in(span)), None)

    @cached_property
    def date(self) -> tuple[str, Span] | None:
        """The day of the meeting, and where it stands."""
        letter = self.reading.document_type == "agenda"
        labelled = [("date",), ("place_time", "date_time"), ("letter_date",)]
        for kinds in labelled[:-1] if letter else labelled:
            for field in self.of_kind(*kinds):
                if day := self.day_in(field.value):
                    return day
        for line in (*self._lines(self.title), *self.page_lines):
            other = _any(self.words.title.other_dates).search(self.visible, *line)
            if not other and (day := self.day_in(line)) and not self._is_of_other_label(day[1]):
                return day
        for day in self.days_in(self.title):
            # "den 24 / mars 1954": a title in one sentence, broken by its column.
            if "\n" in self.visible[slice(*day[1])]:
                return day
        for field in self.of_kind("letter_date"):
            if day := self.day_in(field.value):
                return day
        return self._told_date()

    def _is_of_other_label(self, span: Span) -> bool:
        """Whether *span* is the value of a label of something else: ``Upprättad`` over ``2031-03-04``."""
        others = (self.line(field.value) for field in self.fields if field.kind not in _DATED)
        return any(value.start <= span.start < value.end for value in others)

    def _told_date(self) -> tuple[str, Span] | None:
        """A line that states day and time (columns of a form were read apart), or a page's foot with meeting and day."""
        for line in self._lines(self.head):
            if dates.find_times(self.visible, self.language, *line) and (day := self.day_in(line)):
                return day
        for page in self.reading.text.pages:
            foot = [*self._lines(Span(max(page.start, page.end - _FOOT), page.end))][-1:]
            if foot and self._bodies(foot[0]) and (day := self.day_in(foot[0])):
                return day
        return None

    def _lines(self, span: Span) -> Iterator[Span]:
        for line in re.finditer(r"(?m)^[^\n]*\S[^\n]*", self.visible[span.start : span.end]):
            yield Span(span.start + line.start(), span.start + line.end())

    def times(self) -> tuple[tuple[str, Span] | None, tuple[str, Span] | None]:
        """When the meeting began and ended, and where that stands."""
        start = end = None
        for span in self._time_zones():
            start, end = self.times_in(span)
            if start:
                break
        stated = (start or self._told("opening"), end or self._told("closing"))
        # "24.00" is the beginning of another day, which the record has no field for.
        begun, ended = (time if time and time[0] < "24:00" else None for time in stated)
        return begun, ended

    def _time_zones(self) -> Iterator[Span]:
        # From the label on: it says that bare figures are a time.
        for field in self.of_kind("place_time", "date_time"):
            yield Span(field.label.start, field.value.end)
        for field in self.of_kind("letter_date", "date", "place"):
            yield field.value
        yield self.title
        if self.date:
            for line in self._lines(self.head):
                if any(day == self.date[0] for day, _ in self.days_in(line)):
                    yield line

    def times_in(self, span: Span) -> tuple[tuple[str, Span] | None, tuple[str, Span] | None]:
        """Begin and end as a label or title states them; pauses are neither."""
        pauses = self._pauses(span)
        found = [
            time
            for time in self._clock(span)
            if not any(pause.start <= time.span.start < pause.end for pause in pauses)
        ]
        if not found:
            return None, None
        first = found[0]
        if first.end or len(found) == 1:
            last = self._after_breaks(found)
            return (first.start, first.span), ((last.end, last.span) if last.end else None)
        second = found[1]
        between = self.visible[first.span.end : second.span.start]
        until = _any(self.words.times.end_words).search(between) or re.fullmatch(r"\s*[-–—,]\s*", between)
        return (first.start, first.span), (
            (second.start, second.span) if until and second.start > first.start else None
        )

    def _after_breaks(self, found: list[dates.FoundTime]) -> dates.FoundTime:
        """The last of the times that go on from the first: ``09.00–12.20, 13.20–14.55``."""
        last = found[0]
        joiner = re.compile(
            rf"\s*(?:,|{alternatives(self.words.title.joiners)})\s*(?:{alternatives(self.words.place.leftovers)}\s*)?",
            re.I,
        )
        for time in found[1:]:
            between = joiner.fullmatch(self.visible, last.span.end, time.span.start)
            if not (last.end and time.end and last.end <= time.start and between):
                break
            last = time
        return last

    def _clock(self, span: Span) -> list[dates.FoundTime]:
        """The times of day in *span*, and ``9.00 – 11.10`` without a word for it: they are due here."""
        times = dates.find_times(self.visible, self.language, *span)
        for match in _BARE_TIMES.finditer(self.visible, *span):
            if not any(time.span.start < match.end() and match.start() < time.span.end for time in times):
                start, end = (f"{int(hour):02}:{minute}" for hour, minute in (match.group(1, 2), match.group(3, 4)))
                times.append(dates.FoundTime(Span(*match.span()), start, end))
        return sorted(times, key=lambda time: time.span)

    def _pauses(self, span: Span) -> list[Span]:
        """Clauses about pauses: ``(ajournering 19:10–19:25)``, ``Paus 14.40-14.50``."""
        pauses = []
        for word in _any(self.words.times.pauses).finditer(self.visible, span.start, span.end):
            stop = re.compile(r"\)|\n|;|\.\s+[A-ZÅÄÖ]").search(self.visible, word.end(), span.end)
            pauses.append(Span(word.start(), stop.start() if stop else span.end))
        return pauses

    def _told(self, which: str) -> tuple[str, Span] | None:
        """The opening (the first told) or the closing (the last told) of the meeting, in the text."""
        words = self.words.times
        items, minutes = self.reading.segments, self.reading.minutes
        opening = which == "opening"
        if opening:
            zone = Span(minutes.start, items[min(2, len(items) - 1)].end if items else minutes.end)
        else:
            zone = Span(items[max(0, len(items) - 3)].start if items else minutes.start, minutes.end)
        running, found = self.reading.running, None
        for word in _any(words.opening if opening else words.closing).finditer(running, *zone):
            sentence = self._sentence(word.start(), word.end(), zone)
            item = self.reading.segment_at(word.start())
            title = running[item.title.start : item.title.end] if item and item.title else ""
            said = running[sentence.start : sentence.end]
            if not _any(words.subject).search(said) and not _any(words.subject).search(title):
                continue
            time = self._time_near(word.end(), sentence)
            if time and opening:
                return time
            found = time or found
        return found

    def _sentence(self, start: int, end: int, zone: Span) -> Span:
        running = self.reading.running
        left = max(zone.start, start - 160)
        breaks = [m.end() for m in re.finditer(r"\n|[.!?]\s+(?=[A-ZÅÄÖ])", running[left:start])]
        stop = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ])|\n\s*\n").search(running, end, min(zone.end, end + 160))
        return Span(left + breaks[-1] if breaks else left, stop.start() if stop else min(zone.end, end + 160))

    def _time_near(self, verb: int, sentence: Span) -> tuple[str, Span] | None:
        """The time right after the verb, or before it in the sentence."""
        running = self.reading.running
        sure = dates.find_times(running, self.language, *sentence)
        after = [time for time in sure if time.span.start >= verb]
        if after or sure:
            time = after[0] if after else sure[-1]
            return time.start, time.span
        bare = re.compile(r"(?<![\w.,:/])(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)(?![\w:]|[.,]\d)").search(
            running, verb, min(sentence.end, verb + 60)
        )
        return (f"{int(bare['h']):02}:{bare['m']}", Span(*bare.span())) if bare else None

    # --- place -------------------------------------------------------------------------------------------------------

    def place(self) -> tuple[str, Span] | None:
        """Where the meeting was held, and where that stands."""
        for field in self.of_kind("place"):
            if spot := self.place_in(field.value):
                return spot
        for field in self.of_kind("place_time", "date_time"):
            if spot := self.place_in(field.value, prose=True):
                return spot
        return self._place_in_title()

    def _place_in_title(self) -> tuple[str, Span] | None:
        """After the date of a title: ``måndagen den 6 maj 2024, Folkets hus, kl 18``, or the line below it."""
        for date in dates.find(self.visible, self.language, *self.title):
            day = date.date or dates.resolved(date, self.others)
            if self.date and day and day.isoformat() == self.date[0] and (spot := self._place_at(date)):
                return spot
        return None

    def _place_at(self, date: dates.FoundDate) -> tuple[str, Span] | None:
        """The place that stands with a date, if the weekday or a time shows that the line is about the meeting."""
        visible, (start, stop) = self.visible, date.span
        end = min((at for at in (visible.find("\n\n", stop),) if at >= 0), default=self.head.end)
        end = min(end, stop + 2 * _LONGEST_PLACE, self.head.end)
        labels = fields.labels(visible, Span(stop, end), self.words)
        end = min((label.start for _, label in labels), default=end)
        line_end = visible.find("\n", stop, end)
        timed = dates.find_times(visible, self.language, stop, line_end if line_end >= 0 else end)
        placed = re.compile(rf"\s{alternatives(self.words.place.prepositions)}\s", re.I).match(visible, stop)
        if date.weekday is None and not timed and not placed:
            return None
        before = Span(max(visible.rfind("\n", 0, start) + 1, self.head.start), start)
        return self.place_in(Span(stop, end), prose=True) or self.place_in(before, prose=True)

    def place_in(self, span: Span, *, prose: bool = False) -> tuple[str, Span] | None:
        """The place in a label's value or (*prose*) in a sentence: what dates, times and pauses leave."""
        cuts = [date.span for date in dates.find(self.visible, self.language, *span)]
        cuts += [time.span for time in self._clock(span)]
        cuts += self._pauses(span)
        position, pieces = span.start, []
        for cut in sorted(cuts):
            pieces.append(Span(position, max(position, cut.start)))
            position = max(position, cut.end)
        pieces.append(Span(position, span.end))
        for piece in pieces:
            for part in self._written_lines(piece):
                if spot := self._spot(part, prose):
                    return self.said(spot), spot
        return None

    def _written_lines(self, span: Span) -> list[Span]:
        """The lines of *span*; one that goes on in the next is one with it."""
        parts = [*self._lines(span)]
        joined: list[Span] = []
        for part in parts:
            before = joined[-1] if joined else None
            gap = before and self.visible[before.end : part.start]
            soft = before and any(offset in self.reading.text.soft_breaks for offset in range(before.end, part.start))
            small = self.visible[part.start : part.end].lstrip()[:1].islower()
            if (
                before
                and gap is not None
                and gap.count("\n") == 1
                and (soft or small or self.visible[before.start : before.end].rstrip().endswith((",", "-", "–")))
            ):
                joined[-1] = Span(before.start, part.end)
            else:
                joined.append(part)
        return joined

    def _spot(self, part: Span, prose: bool) -> Span | None:
        """*part* without punctuation and the little words around it, if a place is left."""
        words = self.words.place
        edge = r"[\s.,;:()–—|*_-]*"
        left = rf"(?:{edge}(?:(?:{alternatives(words.leftovers)}|{self._weekday})(?![\w-]))?{edge})*"
        if prose:
            left += rf"(?:{alternatives(words.intro)}\s+)?(?:{alternatives(words.prepositions)}\s+)?"
        content = self.visible
        met = self._who_met(part) if prose else part.start
        lead = re.compile(left, re.I).match(content, met, part.end)
        begin = lead.end() if lead else met
        right = rf"(?:[\s.,;:(–—|*_-]|(?<!\w)(?:{alternatives(words.leftovers)}|{self._weekday})(?=[\s.,;:–—-]*\Z))*\Z"
        piece = content[begin : part.end]
        tail = re.search(right, piece, re.I)
        spot = Span(begin, begin + (tail.start() if tail else len(piece)))
        if content.count("(", *spot) < content.count(")", *spot):
            spot = Span(spot.start, spot.start + content[spot.start : spot.end].rindex(")"))
        said = content[spot.start : spot.end]
        if not re.search(r"[^\W\d_]{2}", said) or len(said) > _LONGEST_PLACE or self._is_name(spot):
            return None
        return spot

    def _who_met(self, part: Span) -> int:
        """Where the body and the organisation end that stand before a place: ``kyrkostämma med Norrby församling i sockenstugan``."""
        before = re.compile(rf"\s+(?={alternatives(self.words.place.prepositions)}\s)", re.I)
        # A name may begin on the line before: "med Norrby / församling i sockenstugan".
        passage = Span(min(self.title.start, part.start), part.end)
        named = self._bodies(part) + organisations.organisations(self.visible, *passage, self.language)
        ends = [end.end() for each in named if (end := before.match(self.visible, each.span.end, part.end))]
        return max((end for end in ends if end > part.start), default=part.start)

    @cached_property
    def _weekday(self) -> str:
        return alternatives(form for forms in self.language.dates.weekdays for form in forms)

    def _is_name(self, span: Span) -> bool:
        """Whether *span* is nothing but title, body and organisation: no place."""
        rest = self.visible[span.start : span.end]
        named = organisations.bodies(self.visible, *span, self.language) + organisations.organisations(
            self.visible, *span, self.language
        )
        for each in named:
            rest = rest.replace(self.visible[each.span.start : each.span.end], " ")
        rest = re.sub(r"\d+", " ", _any(self.words.title.words).sub(" ", rest))
        little = self.language.organisations.no_name
        return not [word for word in re.findall(r"[^\W_]+", rest) if word.casefold() not in little]

    def form(self, place: tuple[str, Span] | None, evidence: Evidence) -> Form | None:
        """Whether they met in a room, by a network or both, where that is said."""
        spans = [field.value for field in self.of_kind("form")]
        spans += [place[1]] if place else []
        spans += [field.value for field in self.of_kind("place_time", "place")]
        words = self.words.place
        for span in spans:
            if said := self._form_in(span):
                phrases = {
                    "hybrid": (*words.hybrid, *words.digital),
                    "digital": words.digital,
                    "physical": words.physical,
                }
                match = _any(phrases[said]).search(self.visible, *span)
                if match:
                    evidence["form"] = (self.quote(Span(*match.span())),)
                    return said
        return None

    def _form_in(self, span: Span) -> Form | None:
        words = self.words.place
        if _any(words.hybrid).search(self.visible, *span):
            return "hybrid"
        digital = _any(words.digital).search(self.visible, *span)
        if digital is None:
            return "physical" if _any(words.physical).search(self.visible, *span) else None
        before = self.visible[span.start : digital.start()]
        joined = rf"\w[^\n]*?(?:^|[\s,]){alternatives(words.and_digital)}\s*(?:\w+\s+)?\Z"
        return "hybrid" if re.search(joined, before, re.I) else "digital"

    # --- names -------------------------------------------------------------------------------------------------------

    @cached_property
    def named(self) -> list[Named]:
        """The entities that hold the meeting, each once."""
        language, visible = self.language, self.visible
        for line in self._blocks(self.title):
            if met := organisations.parties(visible, *line, language):
                return met
        labelled = [field.value for field in self.of_kind("organisation")]
        bodies = [field.value for field in self.of_kind("body")]
        for span in (*labelled, self.title, *bodies):
            if found := organisations.organisations(visible, *span, language):
                return self._joined(found)
            if two_lines := organisations.stacked(visible, *span, language):
                return [two_lines]
        for line in (*self._lines(self.title), *bodies):
            if one := organisations.titled(visible, *line, language):
                return [one]
        if place := organisations.seat(visible, *self.title, language):
            return [place]
        counted: Counter[str] = Counter()
        named: dict[str, Named] = {}
        for line in self.page_lines:
            for one in organisations.organisations(visible, *line, language)[:1]:
                counted[one.name] += 1
                named.setdefault(one.name, one)
        if counted:
            return [named[counted.most_common(1)[0][0]]]
        alone = (self._organisation_alone(line) for line in self._lines(self.head))
        last = next(filter(None, alone), None) or organisations.of_board(visible, *self.reading.minutes, language)
        return [last] if last else []

    def _organisation_alone(self, line: Span) -> Named | None:
        """The organisation that has a line for itself, by its kind or in one word: ``Norrlandsregionen``."""
        language = self.language
        named = organisations.organisations(self.visible, *line, language)
        if named and named[0].span == line:
            return named[0]
        one_word = re.compile(rf"[A-ZÅÄÖ]\w+{alternatives(language.organisations.whole_names)}")
        return Named(line, self.said(line)) if one_word.fullmatch(self.visible, *line) else None

    def _blocks(self, span: Span) -> Iterator[Span]:
        for block in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", self.visible[span.start : span.end]):
            yield Span(span.start + block.start(), span.start + block.end())

    def _joined(self, found: list[Named]) -> list[Named]:
        """The first organisation, and those that a comma or ``och`` joins to it."""
        joiner = re.compile(rf"\s*{alternatives(self.words.title.joiners)}\s*", re.I)
        joined = found[:1]
        for each in found[1:]:
            if not joiner.fullmatch(self.visible, joined[-1].span.end, each.span.start):
                break
            if each.name.casefold() not in {one.name.casefold() for one in joined}:
                joined.append(each)
        return joined

    def with_numbers(self, named: list[Named]) -> tuple[Organisation, ...]:
        """The organisations with their codes, and the registration number printed for the only one."""
        number = self._org_number() if len(named) == 1 else None
        return tuple(self._described(each, number) for each in named)

    def _described(self, named: Named, number: str | None) -> Organisation:
        code = organisations.code(named.name, self.language)
        return Organisation(
            name=named.name,
            official_name=organisations.official_name(code, self.language) if code else None,
            kind=organisations.kind(named.name, self.language),
            org_number=number,
            code=code,
        )

    def _org_number(self) -> str | None:
        for span in (self.head, *self.page_lines):
            for number, right in organisations.numbers(self.visible, *span, self.language):
                if right:
                    return self.visible[number.start : number.end]
        return None

    def country(self) -> tuple[Country, Span] | None:
        """Under whose law the minutes are written, and what shows it."""
        for named in self.named:
            if organisations.code(named.name, self.language):
                return "SE", named.span
        minutes = self.reading.minutes
        zone = Span(minutes.start, min(minutes.end, minutes.start + _SIGNS))
        shown: dict[Country, dict[str, Span]] = {}
        for each, words in self.words.countries.items():
            for match in _any(words).finditer(self.visible, *zone):
                shown.setdefault(each, {}).setdefault(match[0].casefold(), Span(*match.span()))
        finnish = len(shown.get("FI", ())) > 1 and len(shown["FI"]) > len(shown.get("SE", ()))
        country: Country = "SE" if not finnish else "AX" if "AX" in shown else "FI"
        return (country, min(shown[country].values())) if country in shown else None

    def body(self) -> Named | None:
        """The organ that met."""
        for field in self.of_kind("body"):
            if found := self._bodies(self.line(field.value)):
                return found[0]
        if found := self._bodies(self.title):
            return self._of_title(found)
        for line in self.page_lines:
            if found := self._bodies(line):
                return found[0]
        for field in self.of_kind("place_time", "date_time", "date"):
            if found := self._bodies(field.value):
                return found[0]
        for line in self._lines(self.head):
            if (found := self._bodies(line)) and found[0].span == line:
                return found[0]
        return self._deciding() if self.reading.document_type != "notes" else None

    def _bodies(self, span: Span) -> list[Named]:
        return organisations.bodies(self.visible, *span, self.language)

    def _of_title(self, found: list[Named]) -> Named:
        """Of several in a title the first that stands on a line of its own or with the word for minutes; else the first."""
        alone = [each for each in found if not self.visible[each.span.end : each.span.end + 2].startswith("s ")]
        return self._to_line_end((alone or found)[0])

    def _to_line_end(self, body: Named) -> Named:
        """The body with what it is for, where that fills its line: ``Programnämnd social välfärd``."""
        visible = self.visible
        words = self.words.bodies
        begins = body.span.start == 0 or visible[body.span.start - 1] in "\n\t"
        what = rf"(?!(?:{alternatives((*words.go_on_without, *words.adjectives))})\b)[a-zåäö]+"
        rest = re.compile(rf"(?: {what}){{1,5}}(?=[ ]*(?:\n|\Z))").match(visible, body.span.end)
        if not begins or not rest or not visible[body.span.start : body.span.end].casefold().endswith(words.go_on_bare):
            return body
        span = Span(body.span.start, rest.end())
        return Named(span, organisations.spoken(self.said(span)))

    def _deciding(self) -> Named | None:
        """The body that most often decides in the text."""
        verb = re.compile(rf"\s+{alternatives(self.words.bodies.deciding)}\b")
        minutes = self.reading.minutes
        running = self.reading.running
        counted: Counter[str] = Counter()
        named: dict[str, Named] = {}
        for each in organisations.bodies(running, minutes.start, min(minutes.end, 40_000), self.language):
            if verb.match(running, each.span.end):
                counted[each.name] += 1
                named.setdefault(each.name, each)
        return named[counted.most_common(1)[0][0]] if counted else None

    def number(self) -> tuple[str, Span] | None:
        """The meeting's number in its series: ``nr 4/2013``, ``Protokoll nr 5``, ``PROTOKOLL 2/2018``, ``Styrelsemöte 3``."""
        title = self.words.title
        sign = alternatives(title.number)
        kind = rf"(?:{alternatives(title.numbered)}|\w+{alternatives(self.words.bodies.meetings)})"
        number = r"(?P<number>\d{1,3}(?:[/-](?:\d\d|(?:19|20)\d\d))?)(?![\w(/]|[.:-]\d|\s?\(|\s+(?-i:[a-zåäö]))"
        pattern = re.compile(rf"(?<!\w)(?:{kind}\s+(?:{sign}\s*)?|{sign}\s*){number}", re.I)
        for span in (self.title, *self.page_lines):
            if match := pattern.search(self.visible, *span):
                return match["number"], Span(*match.span("number"))
        return None

    def may_be_appealed(self) -> bool:
        """Whether three weeks run from the notice: Swedish law on public bodies, and no minutes laid open as in Finland."""
        country = self.country()
        kinds = {organisations.kind(named.name, self.language) for named in self.named}
        announced = adjusting.announced(self.reading) or any(self.days_in(f.value) for f in self.of_kind("posted"))
        return bool(announced) and not kinds & _PRIVATE and (country is None or country[0] == "SE")

    # --- adjustment --------------------------------------------------------------------------------------------------

    def adjusters(self) -> list[tuple[str, Span]]:
        """The persons named after a label of adjusters, or chosen to adjust in the text; names as printed."""
        for field in self.of_kind("adjusters", "adjusted_at"):
            people = persons(self.visible, *field.value, self.language, listed=True)
            if field.kind == "adjusted_at" and not self._fill(people, field.value):
                people = persons(self.visible, *field.value, self.language)
            if people:
                return [(self.said(person.name), person.name) for person in people]
        return self._chosen()

    def _fill(self, people: list[Person], span: Span) -> bool:
        """Whether a value is nothing but these persons."""
        rest, position = "", span.start
        for person in people:
            rest += self.visible[position : person.span.start]
            position = person.span.end
        return not re.search(r"\w", rest + self.visible[position : span.end])

    def _chosen(self) -> list[tuple[str, Span]]:
        running = self.reading.running
        for match in _any(self.words.adjustment.chosen).finditer(running, *self.reading.minutes):
            sentence = self._sentence(match.start(), match.end(), self.reading.minutes)
            people = name_list(running, *sentence, self.language)
            if people:
                return [(" ".join(running[p.name.start : p.name.end].split()), p.name) for p in people]
        return []

    def place_of_adjustment(self, field: Field) -> tuple[str, Span] | None:
        """The place in a label's value, unless it says how or who: ``Digital justering``, ``Bo Ek, Eva Lind``."""
        words = self.words.adjustment
        said = _any((*words.electronic, *words.immediate)).search(self.visible, field.label.start, field.value.end)
        later = said and _any(words.not_at_once).match(self.visible, said.end() + 1)
        if said and not later:
            return None
        # "Rådhuset, omedelbart efter sammanträdet"
        spot = self.place_in(Span(field.value.start, said.start()) if said else field.value)
        if (
            spot is None
            or adjusting.names_items(spot[0], self.language)
            or persons(self.visible, *spot[1], self.language)
        ):
            return None
        return spot

    def method_of_adjustment(self) -> tuple[Literal["electronic", "immediate"] | None, Quote | None]:
        """How the minutes are adjusted, said beside a label or by the stamp of a signing service, and where."""
        words = self.words.adjustment
        for field in self.of_kind("adjusted_at"):
            if said := _any(words.electronic).search(self.visible, field.label.start, field.value.end):
                return "electronic", self.quote(Span(*said.span()))
            said = _any(words.immediate).search(self.visible, field.label.start, field.value.end)
            if said and not _any(words.not_at_once).match(self.visible, said.end() + 1):
                return "immediate", self.quote(Span(*said.span()))
        for line in adjusting.told(self.reading):
            if line.electronic:
                return "electronic", self.quote(line.electronic)
        for piece in self.reading.text.furniture:
            if piece.kind == "stamp" and self.reading.minutes.start <= piece.start < self.reading.minutes.end:
                return "electronic", self.quote(Span(piece.start, piece.end))
        return None, None
