"""What a report and a plan sheet say, and what they never say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.exchange.report.papers import (
    GOLDEN,
    GOLDEN_NAMES,
    HOSTILE,
    HTML_GOLDEN,
    TODAY,
    crowded,
    html,
    said,
    shown,
    story,
    told,
)
from unpinch.guidance import decide
from unpinch.journal import Moment
from unpinch.screens import paper, paper_fit, render
from unpinch.screens.plan_sheet import paper_of
from unpinch.screens.report_choice import PARTS


def words(page: str, entries: Any, now: Moment = TODAY, **query: Any) -> str:
    return said(shown(page, entries, now, **query).context["paper"])


def sections(**query: Any) -> list[str]:
    return [one["id"] for one in shown("report", story("settling"), **query).context["paper"]["sections"]]


def test_it_holds_every_part_that_was_chosen_and_no_other() -> None:
    assert sections() == ["leg", "measures", "stops", "doses", "decisions", "notes"]
    assert sections(chosen="yes", part=("pain", "notes")) == ["pain", "notes"]
    without = words("report", story("settling"), chosen="yes", part=("leg",), named="yes")
    assert "Pain, and how it answers" not in without
    assert "66 kg" not in without
    assert "66 kg" in words("report", story("settling"))


def test_it_has_a_name_only_where_it_is_wanted() -> None:
    assert "Ada" in words("report", story("settling"), chosen="yes", part=tuple(PARTS), named="yes")
    assert "Ada" not in words("report", story("settling"), chosen="yes", part=tuple(PARTS))
    assert "Kim" in words("report", [])
    assert "Somebody" in words("report", story("settling"), name="Somebody")


def test_it_tells_only_of_the_days_that_were_chosen() -> None:
    days: dict[str, Any] = {"from": "2026-10-01", "to": "2026-10-12"}
    text = words("report", story("settling"), **days)
    assert "1 Oct 2026 to 12 Oct 2026, 12 days" in text
    assert "9 Oct 2026" in text
    assert "13 Oct 2026" not in text
    assert "27 Sep 2026" not in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "yesterday"}, "“yesterday” is no day."),
        ({"from": "2026-11-20", "to": "2026-11-10"}, "The first day comes after the last one."),
        ({"to": "2031-01-01"}, "The last day lies ahead"),
        ({"chosen": "yes"}, "Please choose at least one part."),
        ({"part": ("leg", "secrets")}, "There is no part called “secrets”: choose from who, leg, pain, "),
        ({"from": "2020-01-01", "to": "2020-02-01"}, "Nothing was written before 27\xa0Sep\xa02026."),
        ({"paper": "a3"}, "There is no paper called “a3”"),
    ],
)
def test_it_says_what_cant_be_chosen(query: dict[str, Any], sentence: str) -> None:
    assert any(sentence in one for one in shown("report", story("settling"), **query).context["problems"])


def test_it_tells_each_measure_with_the_change_that_people_notice_and_whose_figure_it_is() -> None:
    text = words("report", story("settling"))
    assert "better, as much as people usually notice" in text
    assert "At least 5 sentences and 30 percent fewer" in text
    assert "Ostelo 2008; Sciatica MIC 2014; our choice" in text
    assert "Roland-Morris Disability Questionnaire" in text


def test_a_clinician_finds_each_measure_by_its_own_name_beside_its_figures() -> None:
    text = words("report", story("settling"))
    names = (
        "Leg pain, NPRS (",
        "Your own activities, PSFS (",
        "Better or worse, GRC",
        "Your back and your day, RMDQ-24 (",
    )
    assert all(name in text for name in names)


def test_of_two_legs_each_picture_stands_under_its_legs_name() -> None:
    diary = Diary().ready(legs="both")
    diary.check_in(6, right_leg_pain=3, right_pain_site="thigh")
    legs = shown("report", diary.entries, Moment.parse(diary.now)).context["paper"]["sections"][0]["blocks"][0]
    both = [[block.get("text", block["kind"]) for block in legs[side]][:2] for side in ("left", "right")]
    assert both == [["Left leg", "picture"], ["Right leg", "picture"]]


def test_on_a_narrow_screen_each_figure_still_has_its_columns_name() -> None:
    html = render(shown("report", story("settling")))
    assert re.search(r'<td role="cell" data-name="Change"><bdi>[^<]+better', html)
    assert html.count('role="columnheader"') == html.count('<th scope="col"')


def test_the_well_legs_zeros_are_not_the_pain_of_a_day() -> None:
    diary = Diary().ready()
    diary.check_in(6, right_leg_pain=0)
    diary.next_day().check_in(4, right_leg_pain=0)
    assert "Worst leg pain of a day: 4 to 6 of 10." in words("report", diary.entries, Moment.parse(diary.now))


def test_it_never_calls_less_pain_progress_while_function_is_lost() -> None:
    text = words("report", story("stopped"))
    assert "better, as much" not in text
    assert "no progress: more numbness or weakness" in text
    assert "Less pain on or after these days is not progress by itself." in text


def test_a_warning_sign_that_stands_is_on_it_whatever_was_chosen() -> None:
    text = words("report", story("stopped"), chosen="yes", part=("notes",))
    assert "Exercise waits until somebody has looked at this: new or growing weakness" in text


def test_it_tells_stops_warning_signs_and_who_examined_with_their_dates() -> None:
    text = words("report", story("stopped"))
    assert "yes, 15 Nov 2026" in text
    assert "Examined on 15 Nov 2026 by Hospital about new or growing weakness: no exercise yet." in text
    assert "Tingling or numbness, foot, leg pain 3" in text


def test_a_gate_doesnt_close_it() -> None:
    diary = Diary("2026-11-22T08:00:00+00:00")
    diary.about()
    diary.screening("full", yes=["saddle"])
    found = shown("report", diary.entries, Moment.parse(diary.now))
    assert found.status == 200
    assert "stands" in said(found.context["paper"])


def test_it_works_with_nothing_written() -> None:
    text = words("report", [])
    assert "Nothing is written in this record yet." in text
    assert "No measure was answered in this time." in text


def test_a_persons_own_words_hide_and_turn_nothing() -> None:
    assert paper.own("a\u202eb\x07c\n\td") == "a b c d"
    assert len(paper.own("x" * 900)) == 160
    html = render(shown("report", crowded().entries, Moment.parse("2026-05-01T08:00:00+00:00")))
    assert "<b>*bold*" not in html
    assert "&lt;b&gt;*bold*" in html


def test_a_list_that_is_cut_says_how_many_more_there_are() -> None:
    made = {"sections": [paper.section("a", "A", [paper.points("abcdef")])]}
    (cut,) = paper.shortened(made, 2)["sections"][0]["blocks"]
    assert (cut["items"], cut["more"]) == (["a", "b"], 4)
    (whole,) = paper.shortened(made, 6)["sections"][0]["blocks"]
    assert (len(whole["items"]), whole["more"]) == (6, 0)


def test_the_page_shows_what_should_fit_on_two_pages_and_says_what_is_left_out() -> None:
    found = shown("report", crowded().entries, Moment.parse("2026-04-01T08:00:00+00:00"), paper="letter")
    assert paper_fit.pages(found.context["paper"]) > 2
    assert paper_fit.pages(found.context["shown"]) == 2
    assert "more, in the record" in render(found)


# -- the plan sheet ----------------------------------------------------------------------------------------------------


def ready(**check_in: Any) -> Diary:
    diary = Diary("2026-11-22T08:00:00+00:00")
    diary.ready()
    diary.morning(**check_in)
    return diary


def plan(diary: Diary) -> Any:
    return shown("plan", diary.entries, Moment.parse(diary.now))


def test_a_sheet_says_all_that_today_says() -> None:
    diary = ready(leg=3)
    decision = decide(shipped(), diary.entries, Moment.parse(diary.now))
    found = plan(diary)
    text = said(found.context["paper"])
    assert decision.kind == "train"
    assert all(shipped().exercises[one.exercise].plain_name in text for one in decision.sets)
    assert all(cue in text for one in decision.sets for cue in one.cues)
    assert "22 Nov 2026 alone" in text
    assert "More tingling or numbness means stop at once." in text
    assert "call 999" in text


def test_a_sheet_keeps_the_decision_that_it_shows() -> None:
    assert [one.kind for one in plan(ready(leg=3)).new_entries] == ["decision"]


def test_a_sheet_of_a_day_without_training_says_so_first_and_holds_no_exercise() -> None:
    for diary in (ready(leg=9), Diary("2026-11-22T08:00:00+00:00")):
        made = plan(diary).context["paper"]
        assert made["first"][0]["tone"] == "warm"
        assert "moves" not in [one["id"] for one in made["sections"]]
        assert "get in" not in said(made).lower()


def test_a_sheet_sends_to_care_where_a_sign_stands() -> None:
    diary = ready(leg=3)
    diary.screening("event", yes=["saddle"])
    made = plan(diary).context["paper"]
    assert made["title"] == "First somebody should look at it"
    assert "Whom to call, and what to say" in said(made)


@pytest.mark.parametrize("kind", ["rest", "stop", "seek_care"])
def test_no_kind_of_day_but_one_to_train_ever_prints_its_sets(kind: Any) -> None:
    diary = ready(leg=3)
    found = plan(diary)
    assert "moves" in [one["id"] for one in found.context["paper"]["sections"]]
    from unpinch.screens import Asked
    from unpinch.screens.case import Case

    case = Case(shipped(), diary.entries, Moment.parse(diary.now), Asked("plan"))
    made = paper_of(case, replace(case.decision, kind=kind), "a4")
    assert "moves" not in [one["id"] for one in made["sections"]]


def test_days_on_paper_are_never_told_as_today() -> None:
    assert paper.on(date(2026, 3, 3)).split() == ["3", "Mar", "2026"]
    assert "Yesterday" not in words("report", story("settling"))


def test_markup_in_words_is_data() -> None:
    diary = ready(leg=3, note=HOSTILE)
    assert HOSTILE in words("report", diary.entries, Moment.parse(diary.now))


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_storys_paper_says_what_it_said(name: str) -> None:
    """Meant to be so? `python -m tests.exchange.report.papers`, and look at the difference."""
    assert told(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_the_html_file_is_as_it_was() -> None:
    """Meant to be so? `python -m tests.exchange.report.papers`, and look at the difference."""
    assert html() == HTML_GOLDEN.read_text("utf-8")
