"""What holds of every text, however it was put together: offsets, pages, furniture, evidence, parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.text import Text, TextBuilder, normalised

WORDS = st.sampled_from(["§ 4", "Budget", "antas", "o\u0308ppnas", "\ufb01nans", "1\u00a0200 kr", "\u00adplan", "(S)"])
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
# A page: lines, and whether its first and last one are furniture.
PAGES = st.lists(st.tuples(st.lists(LINES, max_size=5), st.booleans(), st.booleans()), min_size=1, max_size=4)


def put_together(pages: list[tuple[list[str], bool, bool]]) -> Text:
    builder = TextBuilder()
    for lines, head, foot in pages:
        builder.start_page(width=595, height=842)
        spans = [builder.add_line(normalised(line)) for line in lines]
        if spans and head:
            builder.mark_furniture(spans[0].start, spans[0].end, "head")
        if len(spans) > 1 and foot:
            builder.mark_furniture(spans[-1].start, spans[-1].end, "foot")
    return builder.build()


@given(PAGES)
def test_pages_lie_in_order_and_hold_all_lines(pages: list[tuple[list[str], bool, bool]]) -> None:
    text = put_together(pages)
    assert [page.number for page in text.pages] == list(range(1, len(pages) + 1))
    assert text.pages[-1].end == len(text.content)
    for before, after in zip(text.pages, text.pages[1:], strict=False):
        assert before.start <= before.end <= after.start
    for page, (lines, _, _) in zip(text.pages, pages, strict=True):
        said = text.content[page.start : page.end].split("\n")
        assert [line.strip() for line in said if line.strip()] == [
            normalised(line).strip() for line in lines if normalised(line).strip()
        ]


@given(PAGES)
def test_running_text_keeps_the_offsets_and_leaves_out_the_furniture(
    pages: list[tuple[list[str], bool, bool]],
) -> None:
    text = put_together(pages)
    assert len(text.running) == len(text.content)
    for piece in text.furniture:
        assert not text.running[piece.start : piece.end].strip()
    kept = [index for index, character in enumerate(text.running) if not character.isspace()]
    assert all(text.running[index] == text.content[index] for index in kept)


@given(PAGES, st.data())
def test_quotes_stand_where_they_say(pages: list[tuple[list[str], bool, bool]], data: st.DataObject) -> None:
    text = put_together(pages)
    start = data.draw(st.integers(0, len(text.content)))
    end = data.draw(st.integers(start, len(text.content)))
    quotes = text.quotes(start, end)
    for quote in quotes:
        page = text.pages[quote.page - 1]
        assert quote.quote == text.content[quote.start : quote.end] == quote.quote.strip() != ""
        assert start <= quote.start < quote.end <= end
        assert page.start <= quote.start < quote.end <= page.end
        assert not any(piece.start < quote.end and quote.start < piece.end for piece in text.furniture)
    # Nothing of what is said between is left out.
    assert "".join("".join(quote.quote.split()) for quote in quotes) == "".join(text.running[start:end].split())


@given(PAGES, st.data())
def test_parts_together_are_the_whole(pages: list[tuple[list[str], bool, bool]], data: st.DataObject) -> None:
    text = put_together(pages)
    cut = data.draw(st.integers(0, len(text.content)))
    first, second = text.part(0, cut), text.part(cut, len(text.content))
    assert first.content + second.content == text.content
    for part in (first, second):
        assert all(0 <= page.start <= page.end <= len(part.content) for page in part.pages)


def test_characters_that_no_reader_could_tell_are_counted() -> None:
    builder = TextBuilder()
    builder.start_page()
    builder.add_line("M\ufffdtet \ufffdppnades.")
    assert [(code, message.split()[0]) for code, message in builder.build().remarks] == [("characters_lost", "2")]
