"""The public edition of records: what is masked, what stays, and that nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import personal
from extractors.language import load
from pipeline.process import process
from pipeline.register.masking import Policy, public, published
from schemas.errors import UsageError
from schemas.record import Record
from schemas.source import Parent, SourceFile
from schemas.text import MASK

HEAD = """Hällmora kommun
Tekniska nämnden
Sammanträdesprotokoll 2031-05-02

Plats och tid
Kommunhuset, Storgatan 1, kl 13.00

Beslutande
Staffan Öhrling (C), ordförande

"""
MINUTES = (
    HEAD
    + """§ 7 Bidrag till Anna Berg

Dnr TN 2031/14

Anna Berg, 850412-1234, Byvägen 3, 123 45 Lillby, tel 070-123 45 67, söker bidrag.
Hon nås på anna.berg@exempel.se. Firman har organisationsnummer 556677-8899.

Beslut
Tekniska nämnden beslutar att bevilja Anna Berg 90 000 kronor.

§ 8 Ärendet om ladan

Dnr TN 2031/15

Beslut
Tekniska nämnden beslutar att förelägga ägaren ett vite om 20 000 kronor.
"""
)
PLANTED = ("850412", "1234", "Byvägen", "Lillby", "070", "anna", "Anna", "Berg")


def made(text: str, name: str = "minutes.txt") -> Record:
    (record,) = process(SourceFile(name, text.encode()))
    return record


def of_a_pdf(record: Record) -> Record:
    """The same as if its original were no plain text."""
    return record.model_copy(update={"source": record.source.model_copy(update={"media_type": "application/pdf"})})


@pytest.fixture(scope="module")
def record() -> Record:
    return made(MINUTES)


def strings(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for one in found.values():
            yield from strings(one)
    elif isinstance(found, list):
        for one in found:
            yield from strings(one)
    elif isinstance(found, str):
        yield found


def test_nothing_of_what_was_planted_is_left(record: Record) -> None:
    written = json.dumps(public(record).model_dump(mode="json"), ensure_ascii=False)

    assert [planted for planted in PLANTED if planted in written] == []
    assert "Bidrag till ████ ████" in written
    assert "att bevilja ████ ████ 90 000 kronor" in written


def test_what_is_public_stays(record: Record) -> None:
    shown = public(record)

    assert "Storgatan 1" in shown.text
    assert "556677-8899" in shown.text
    assert [person.name for person in shown.attendees] == ["Staffan Öhrling"]
    assert [amount.value for amount in shown.amounts] == ["90000", "20000"]
    assert shown.case_numbers == record.case_numbers


def test_every_quote_is_what_stands_at_its_place(record: Record) -> None:
    shown = public(record)
    quotes = [fact.evidence for kind in (shown.paragraphs, shown.decisions, shown.amounts) for fact in kind]

    assert len(shown.text) == len(record.text)
    assert all(shown.text[one.start : one.end] == one.quote for evidence in quotes for one in evidence)


def test_the_public_form_of_a_public_record_is_the_same(record: Record) -> None:
    policy = Policy(terms=("ladan",), items={record.id: ("8",)})
    shown = public(record, policy)

    assert public(shown, policy) == shown


def test_plain_text_leaves_no_hash_by_which_a_number_could_be_tried(record: Record) -> None:
    other = made(MINUTES.replace("850412-1234", "850412-4321"))
    shown, same = public(record), public(other)

    assert (shown.id, shown.source.sha256) == (same.id, "")
    assert shown.id != record.id
    assert public(of_a_pdf(record)).id == record.id
    assert public(made(HEAD)).source.sha256 == made(HEAD).source.sha256


def test_a_name_of_a_file_is_masked() -> None:
    shown = public(made(HEAD, "bidrag_850412-1234.txt"))

    assert shown.source.name == "bidrag_███████████.txt"


def test_who_has_a_role_is_named_also_beside_a_number() -> None:
    shown = public(made(MINUTES.replace("Anna Berg", "Staffan Öhrling")))

    assert "Staffan Öhrling, ███████████" in shown.text


def test_a_name_is_masked_as_lists_write_it_too() -> None:
    shown = public(made(MINUTES.replace("Anna Berg, 850412-1234", "Berg, Anna, 850412-1234")))

    assert "Anna" not in shown.model_dump_json()


def test_a_name_is_beside_its_number_with_an_address_between() -> None:
    text = MINUTES.replace("850412-1234, Byvägen 3, 123 45 Lillby", "Byvägen 3, 123 45 Lillby, 850412-1234")

    assert "Anna Berg" not in public(made(text)).model_dump_json()


def test_the_switchboard_in_the_head_of_pages_stays_and_a_mobile_there_does_not() -> None:
    head = "Hällmora kommun   0123-456 78   070-123 45 67\n"
    shown = public(made("\f".join(f"{head}\n{part}" for part in (HEAD, MINUTES[len(HEAD) :], "§ 9 Avslutning"))))

    assert "0123-456 78" in shown.text
    assert "070-123" not in shown.text


def test_what_came_in_a_mail_has_no_hash_of_it() -> None:
    record = of_a_pdf(made(MINUTES))
    parent = Parent(sha256="0" * 64, name="fran 850412-1234.eml")
    shown = public(record.model_copy(update={"source": record.source.model_copy(update={"parent": parent})}))

    assert shown.source.parent == Parent(sha256="", name="fran ███████████.eml")


def test_what_stands_behind_the_place_is_its_address() -> None:
    head = HEAD.replace("Kommunhuset, Storgatan 1, kl 13.00", "Rådhuset, Stora torget 1, kl 13.00")

    assert "Stora torget 1" in public(made(head)).text


def test_a_home_is_no_public_place() -> None:
    shown = public(made(HEAD.replace("Kommunhuset, Storgatan 1", "Hemma hos Bo Ek, Byvägen 3")))

    assert "Byvägen" not in shown.model_dump_json()


def test_the_number_of_a_person_is_no_case_number_or_sum() -> None:
    text = MINUTES.replace("Dnr TN 2031/14", "Dnr 850412-1234").replace("90 000 kronor", "850412-1234 kronor")

    assert "850412" not in public(made(text)).model_dump_json()


def test_a_certificate_of_signatures_is_masked_whole() -> None:
    certificate = (
        "\fVerifikat\nTransaktion 09222115557493010\n\nSignerat av\nStaffan Öhrling\nPersonnummer 196001011234\n"
        "BankID 2031-05-03 08:14:27 UTC\nIP-adress 192.0.2.17\nSignerat med BankID\n"
    )
    text = MINUTES + "\nVid protokollet\n____________\nBo Ek\n\n" + certificate
    record = made(text)
    shown = public(record)
    (part,) = (part for part in shown.parts if part.kind == "signatures")

    assert set(shown.text[part.start : part.end].split()) <= {MASK * count for count in range(1, 40)}
    assert "Staffan Öhrling" in shown.text[: part.start]
    assert not any("08:14" in (one.signed_at or "") for one in shown.signatures)


# --- the policy -------------------------------------------------------------------------------------------------------


def test_terms_are_masked_in_any_case_and_over_a_line() -> None:
    policy = Policy(terms=("projekt Svalan",))
    shown = public(
        made(MINUTES.replace("Ärendet om ladan", "PROJEKT\nSvalan").replace("ägaren", "Projekt Svalans ägare")), policy
    )

    assert "svalan" not in shown.model_dump_json().casefold()


def test_a_withheld_item_tells_nothing_but_that_it_is_there(record: Record) -> None:
    shown = public(record, Policy(items={record.id: ("8",)}))
    written = shown.model_dump_json()

    assert [item.number for item in shown.paragraphs] == ["7", "8"]
    assert [len(shown.decisions), shown.decisions[1].outcome] == [2, "other"]
    assert [word for word in ("ladan", "vite", "20 000", "20000", "2031/15", "ägaren") if word in written] == []
    assert "90000" in written


def test_what_the_organisation_keeps_stays() -> None:
    text = MINUTES.replace("anna.berg@exempel.se", "tekniska@exempel.se eller 0123-456 00")
    shown = public(made(text), Policy(keep=("tekniska@exempel.se", "0123-456 00")))

    assert "tekniska@exempel.se eller 0123-456 00" in shown.text


STATES = {
    "nothing is said": (Policy(), "public"),
    "the document is withheld": (Policy(documents=("ID",)), "withheld"),
    "its file is withheld": (Policy(documents=("FILE",)), "withheld"),
    "all wait": (Policy(approval=True), "waiting"),
    "its organisation approves": (Policy(approval=("Hällmora kommun",)), "waiting"),
    "another organisation approves": (Policy(approval=("Lillby kommun",)), "public"),
    "it is approved": (Policy(approval=True, approved=("ID",)), "public"),
    "its form is approved": (Policy(approval=True, approved=("FORM",)), "public"),
    "another form is approved": (Policy(approval=True, approved=("0" * 64,)), "waiting"),
    "approved, and withheld": (Policy(approval=True, approved=("ID",), documents=("ID",)), "withheld"),
}


@pytest.mark.parametrize(("policy", "state"), STATES.values(), ids=STATES)
def test_what_becomes_of_a_record(record: Record, policy: Policy, state: str) -> None:
    named = {"ID": record.id, "FILE": record.source.sha256, "FORM": published(record, Policy()).own}
    lists = {name: tuple(named.get(one, one) for one in getattr(policy, name)) for name in ("documents", "approved")}

    assert published(record, policy.model_copy(update=lists)).state == state


def test_a_misspelt_key_is_told() -> None:
    with pytest.raises(UsageError, match=r"public\.term"):
        Policy.of({"term": ["x"]})


# --- whatever is written ----------------------------------------------------------------------------------------------

PERSONAL = st.one_of(
    st.builds(
        "{:02}{:02}{:02}{}{:04}".format,
        st.integers(0, 99),
        st.integers(1, 12),
        st.integers(1, 28),
        st.sampled_from("-+–"),
        st.integers(0, 9999),
    ),
    st.builds(
        "07{}-{} {:02} {:02}".format, st.integers(0, 9), st.integers(100, 999), st.integers(0, 99), st.integers(0, 99)
    ),
    st.builds("{}@exempel.se".format, st.sampled_from(["anna", "bo.ek", "x-1"])),
    st.builds("Byvägen {}, 123 45 Lillby".format, st.integers(1, 99)),
)
PLAIN = st.sampled_from(
    ["§ 3", "Beslut", "nämnden beslutar", "556677-8899", "KS 2031/914", "12 500 kr", "Anna Berg", "Bo Ek (S)", "2031-05-02", "\n", "\n\n", ", ", "\t", "("]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.one_of(PLAIN, PERSONAL), max_size=25), name=PERSONAL)
def test_whatever_is_written(pieces: list[str], name: str) -> None:
    record = made(
        HEAD.replace(", Storgatan 1", "") + " ".join(pieces) + "\n\n§ 4 Nästa\n\nBeslut\nNämnden beslutar att avslå.\n",
        f"{name}.txt".replace("/", ""),
    )
    shown = public(record)
    found = shown.model_dump(mode="json")

    assert public(shown) == shown
    assert len(shown.text) == len(record.text)
    # Nothing has changed but into masks, and white space is where it was.
    assert all(a == b or (b == MASK and not a.isspace()) for a, b in zip(record.text, shown.text, strict=True))
    # No pattern is left anywhere; ids and sums are no words.
    del found["id"], found["source"]["sha256"]
    found["amounts"] = []
    left = [one for text in strings(found) for one in personal.find(text, load("sv"))]
    assert left == []
