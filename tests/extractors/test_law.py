"""Which act minutes are held against, what they lack by it, and what proves nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors import language, law
from extractors.elements import ELEMENTS
from pipeline.process import process
from schemas.source import SourceFile

SWEDISH = language.load("sv")
ACTS = SWEDISH.law.acts


def minutes(
    organisation="Lundaviks kommun",
    body="Kommunstyrelsen",
    day="2023-05-09",
    cover="Beslutande: Bo Ek (S), ordförande, Eva Lind (M)\nUtses att justera: Eva Lind\nJusteringens plats och tid: Rådhuset {day}",
    items="§ 12 Budget\n\nBeslut\n\nBudgeten godkänns.\n\n§ 13 Val\n\nBeslut\n\nKarin Berg väljs till revisor.\n",
):
    """The record of minutes that lack nothing, but for what a test changes."""
    head = f"{organisation}\n{body}\nProtokoll\n\nPlats och tid: Rådhuset, {day}, kl 13.00-15.00\n"
    content = head + cover.format(day=day) + "\n\n" + items
    (record,) = process(SourceFile("protokoll.txt", content.encode()))
    return record


# Reason -> what differs, and the act (a part of its name), None for none.
CHOSEN = {
    "a municipality's board today": ({}, "(2017:725)"),
    "on the act's first day": ({"day": "2018-01-01"}, "(2017:725)"),
    "on the last day of the one before": ({"day": "2017-12-31"}, "(1991:900)"),
    "in the eighties": ({"day": "1984-05-09"}, "(1977:179)"),
    "in the fifties": ({"day": "1956-05-09"}, "(1953:753)"),
    "before the acts that are known": ({"day": "1948-05-09"}, None),
    "a region": ({"organisation": "Region Mittlanda", "body": "Regionstyrelsen"}, "(2017:725)"),
    "a federation": ({"organisation": "Kommunalförbundet Västvatten", "body": "Direktionen"}, "9 kap."),
    "a coordination association": (
        {"organisation": "Samordningsförbundet Östra Ådalen", "body": "Styrelsen"},
        "(2003:1210)",
    ),
    "a parish": ({"organisation": "Ekhults församling", "body": "Kyrkorådet"}, "kyrkoordningen"),
    "a housing co-operative": ({"organisation": "Brf Linden", "body": "Styrelsemöte"}, "(2018:672)"),
    "a club": ({"organisation": "Lindens idrottsklubb", "body": "Styrelsemöte"}, "by-laws"),
    "no organisation, a body of municipalities'": ({"organisation": ""}, "(2017:725)"),
    "no organisation, a board with members of parties": ({"organisation": "", "body": "Omsorgsnämnden"}, "(2017:725)"),
    "no organisation, any board": ({"organisation": "", "body": "Styrelsen", "cover": "Närvarande: Bo Ek"}, None),
    "Finland": (
        {
            "organisation": "Storskärs kommun",
            "items": "§ 1 Laglighet och beslutförhet\n\nBeslut\n\nMötet är lagligen sammankallat.\n\nProtokollet framlagt till påseende 15.5.2023\n",
        },
        "(410/2015)",
    ),
    "Åland": (
        {
            "organisation": "Storskärs kommun",
            "items": "§ 1 Laglighet och beslutförhet\n\nBeslut\n\nLandskapsregeringen har hört kommundirektören.\n",
        },
        "Åland",
    ),
}


@pytest.mark.parametrize(("changes", "act"), CHOSEN.values(), ids=CHOSEN)
def test_the_act_follows_from_country_kind_and_day(changes, act):
    choice = law.chosen(minutes(**changes), SWEDISH)

    assert (choice.act is None) == (act is None), choice.reason
    assert act is None or act in choice.act.name


VOTE = "§ 12 Budget\n\nBeslut\n\nBudgeten godkänns.\n\nOmröstning\n\nOmröstningen utfaller med 7 ja-röster mot 4 nej-röster.{more}\n"
NOTICE = "§ 12 Budget\n\nBeslut\n\nBudgeten godkänns.\n\nANSLAG/BEVIS\nDatum för anslags uppsättande: {posted}\nDatum för anslags nedtagande: {removed}\n{stored}"
STORED = "Förvaringsplats för protokollet: Kommunkansliet\n"
ADJUSTED = "Beslutande: Bo Ek (S), ordförande, Eva Lind (M)\nUtses att justera: Eva Lind\nJusteringsdatum: {date}"
COUNCIL = "Beslutande: Bo Ek (S), ordförande, Eva Lind (M), Karin Berg (C)\nUtses att justera: {who}\nJusteringsdatum: 2023-05-12"

# Reason -> what differs, and code and severity of the problems that follow.
PROBLEMS = {
    "nothing": ({}, []),
    "nobody chairs": (
        {"cover": ADJUSTED.format(date="2023-05-10").replace(", ordförande", "")},
        [("chair_missing", "warning")],
    ),
    "nobody is named": (
        {"cover": "Ordförande: Bo Ek\nUtses att justera: Eva Lind\nJusteringsdatum: 2023-05-10"},
        [("served_missing", "warning")],
    ),
    "those who served stand in an attachment": (
        {
            "cover": "Beslutande: se bilaga 1\nOrdförande: Bo Ek\nUtses att justera: Eva Lind\nJusteringsdatum: 2023-05-10"
        },
        [],
    ),
    "nobody adjusts": (
        {"cover": "Beslutande: Bo Ek (S), ordförande, Eva Lind (M)\nJusteringsdatum: 2023-05-10"},
        [("adjuster_missing", "warning")],
    ),
    "one adjuster in a council": (
        {"body": "Kommunfullmäktige", "cover": COUNCIL.format(who="Eva Lind")},
        [("adjuster_missing", "info")],
    ),
    "two in a council": ({"body": "Kommunfullmäktige", "cover": COUNCIL.format(who="Eva Lind och Karin Berg")}, []),
    "no day of adjustment": (
        {"cover": "Beslutande: Bo Ek (S), ordförande, Eva Lind (M)\nUtses att justera: Eva Lind"},
        [("adjustment_undated", "info")],
    ),
    "adjusted on the last day": ({"cover": ADJUSTED.format(date="2023-05-23")}, []),
    "adjusted a day late": ({"cover": ADJUSTED.format(date="2023-05-24")}, [("adjustment_late", "warning")]),
    "the last day is a holiday": ({"day": "2023-05-04", "cover": ADJUSTED.format(date="2023-05-19")}, []),
    "adjusted late by an older act": (
        {"day": "2014-05-13", "cover": ADJUSTED.format(date="2014-06-02")},
        [("adjustment_late", "info")],
    ),
    "a club adjusts when it likes": (
        {"organisation": "Lindens idrottsklubb", "body": "Styrelsemöte", "cover": ADJUSTED.format(date="2023-09-30")},
        [],
    ),
    "no item": (
        {"items": "Budgeten diskuterades.\n"},
        [("items_missing", "warning"), ("decisions_missing", "warning")],
    ),
    "an open vote without names": ({"items": VOTE.format(more="")}, [("ballots_missing", "warning")]),
    "the names stand in an attachment": (
        {"items": VOTE.format(more=" Hur var och en röstade framgår av bilaga 2.")},
        [],
    ),
    "a secret ballot has no names": (
        {"items": VOTE.format(more="").replace("Omröstningen", "Den slutna omröstningen")},
        [],
    ),
    "a committee only prepares": (
        {"body": "Kommunstyrelsens arbetsutskott", "items": VOTE.format(more="")},
        [("ballots_missing", "info")],
    ),
    "an extract holds one item": (
        {"body": "Kommunstyrelsen\nProtokollsutdrag", "cover": "Ordförande: Bo Ek\n"},
        [("served_missing", "info"), ("adjuster_missing", "info"), ("adjustment_undated", "info")],
    ),
    "a notice as it should be": (
        {"items": NOTICE.format(posted="2023-05-11", removed="2023-06-02", stored=STORED)},
        [],
    ),
    "a notice on the Monday after a Friday": (
        {
            "cover": ADJUSTED.format(date="2023-05-12"),
            "items": NOTICE.format(posted="2023-05-15", removed="2023-06-07", stored=STORED),
        },
        [],
    ),
    "a notice too late, too short, without a place": (
        {"items": NOTICE.format(posted="2023-05-12", removed="2023-05-26", stored="")},
        [("notice_late", "warning"), ("notice_period", "warning"), ("storage_missing", "info")],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_says_what_lacks(changes, expected):
    problems = minutes(**changes).problems

    assert [(problem.code, problem.severity) for problem in problems] == expected


def test_a_message_names_section_and_last_day():
    (problem,) = minutes(cover=ADJUSTED.format(date="2023-05-24")).problems

    assert "kommunallagen (2017:725) 5 kap. 69 §" in problem.message
    assert "the last day was 2023-05-23" in problem.message
    assert [quote.quote for quote in problem.evidence] == ["2023-05-24"]


def test_what_lacks_in_an_item_names_it():
    (problem,) = minutes(items=VOTE.format(more="")).problems

    assert problem.paragraph_id == "p1"
    assert "§ 12" in problem.message


def test_every_demand_is_an_element_and_every_element_is_demanded():
    demanded = {demand.element for act in ACTS for demand in act.demands}

    assert demanded == set(ELEMENTS)


def test_acts_do_not_overlap():
    bound = [(country, kind, act) for act in ACTS for country in act.countries for kind in act.kinds]

    for country, kind, act in bound:
        others = [a for c, k, a in bound if (c, k) == (country, kind) and a is not act]
        assert not any(
            (a.since is None or act.until is None or a.since <= act.until)
            and (act.since is None or a.until is None or act.since <= a.until)
            for a in others
        ), f"{act.name}, {country}, {kind}"


def test_only_a_verified_act_names_what_lacks_a_warning():
    assert [act.name for act in ACTS if act.verified] == ["kommunallagen (2017:725)"]


def test_every_code_is_explained():
    page = Path(__file__).parents[2].joinpath("docs", "problems.md").read_text("utf-8")
    explained = dict(
        re.findall(r"^\| `(\w+)` \| (\w+) \|", page.partition("## What the law")[2].partition("\n## ")[0], re.M)
    )
    (verified,) = (act for act in ACTS if act.verified)
    most = {ELEMENTS[d.element].code: d.severity for d in reversed(verified.demands) if ELEMENTS[d.element].code}

    assert {code: explained.get(code) for code in most} == most
    assert set(explained) == {element.code for element in ELEMENTS.values() if element.code}
