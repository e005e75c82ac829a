"""The progress page: every story and situation has one, and what it shows is what was written."""

from __future__ import annotations

from functools import cache

import pytest

from tests.builders import Diary, shipped
from tests.golden.expect import SITUATIONS
from tests.golden.situations import THEMES
from tests.screens.visiting import Visit
from unpinch.demo import STORIES, lived
from unpinch.journal import Entry, Moment
from unpinch.screens import Asked, Screen, render, screen
from unpinch.screens.asked import Place
from unpinch.screens.case import Case
from unpinch.screens.progress_days import days_of

assert THEMES
TODAY = Moment.parse("2026-03-30T09:00:00+02:00")
STORY = {story.id: story for story in STORIES}


@cache
def lines(id_: str) -> tuple[Entry, ...]:
    return lived(shipped(), STORY[id_], TODAY)


def page(id_: str, days: str = "", now: Moment = TODAY) -> Screen:
    known = [one for one in lines(id_) if one.at_s <= now.epoch_s]
    asked = Asked("progress", query={"days": (days,)} if days else {}, place=Place(person="x"))
    return screen(shipped(), known, now, asked)


def days_before(days: int) -> Moment:
    return TODAY.plus(-86_400 * days)


@pytest.mark.parametrize("name", sorted(SITUATIONS)[::4])
def test_any_situation_has_its_page(name: str) -> None:
    visit = Visit(SITUATIONS[name].diary())
    assert visit.get("/progress").status == 200
    assert visit.shown.new_entries == ()


def test_it_says_kindly_that_there_is_nothing_yet() -> None:
    visit = Visit()
    visit.get("/progress")
    assert visit.page["legs"] == []
    assert "Nothing here yet" in visit.html


def test_ada_is_drawing_up_after_two_weeks_and_calm_after_eight() -> None:
    early = page("settling", now=days_before(40)).context["legs"][0]["told"]
    assert (early.verdict, early.title) == ("up", "It is drawing up.")
    assert page("settling").context["legs"][0]["told"].verdict == "calm"


def test_ben_has_less_pain_and_nothing_on_his_page_calls_it_better() -> None:
    leg = page("stopped").context["legs"][0]
    assert leg["told"].verdict == "function"
    assert any(css == "held" for css, _ in leg["key"])
    html = render(page("stopped"))
    assert "drawing up" not in html
    assert "milder" not in html


def test_cleo_hears_not_yet() -> None:
    assert page("stubborn").context["legs"][0]["told"].title == "Not yet."


def test_the_table_says_what_the_picture_shows_newest_first() -> None:
    visit = Visit(Diary())
    visit.diary.ready()
    visit.diary.check_in(leg=4, site="calf", tingling=2, back=1)
    visit.diary.next_day()
    visit.diary.morning(leg=3, site="thigh")
    visit.get("/progress")
    leg = visit.page["legs"][0]
    assert [row[1:9] for row in leg["rows"]] == [
        ["3", "thigh", "0", "0", "", "as at the start", "1", ""],
        ["4", "calf", "2", "0", "calf", "as at the start", "1", ""],
    ]
    assert "down to the calf" in leg["svg"]


def test_it_offers_no_range_that_shows_no_more() -> None:
    assert [one["label"] for one in page("stopped").context["ranges"]] == []
    assert [one["label"] for one in page("settling").context["ranges"]] == ["4 weeks", "12 weeks"]


def test_it_ignores_a_range_it_does_not_know() -> None:
    assert page("settling", "9-lives").context["legs"][0]["eyebrow"] == "Last 28 days, left leg"


def test_only_the_leg_it_is_about_is_shown() -> None:
    assert [leg["name"] for leg in page("stopped").context["legs"]] == ["right leg"]


def case_of(diary: Diary) -> Case:
    return Case(shipped(), diary.entries, Moment.parse(diary.now), Asked("progress"))


def test_a_day_counts_by_its_worst_and_a_stop_tells_its_pain_too() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=3, site="thigh")
    diary.wait(hours=2)
    diary.check_in(leg=5, site="calf")
    day = days_of(case_of(diary), "left")[diary.entries[-1].day]
    assert (day.pain, day.site, day.days) == (5, 5, 1)


def test_what_was_taken_back_is_not_shown() -> None:
    diary = Diary()
    diary.ready()
    first = diary.check_in(leg=3, site="thigh")
    diary.wait(minutes=20)
    diary.add("retraction", {"replaces": first.id})
    assert days_of(case_of(diary), "left") == {}


def test_numbness_taken_down_later_still_holds_the_day() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=5, numbness=0)
    diary.next_day()
    entry = diary.morning(leg=2, numbness=4)
    diary.wait(hours=3).correct(entry, left_numbness=0)
    assert days_of(case_of(diary), "left")[entry.day].held


def test_numbness_that_a_clinician_has_seen_is_the_new_measure() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=5, numbness=0)
    diary.next_day()
    raised = diary.morning(leg=2, numbness=4)
    values = {"question": "new_numbness", "verdict": "may_exercise", "examined_by": "GP", "examined_on": diary.today}
    diary.add("clearance", {**values, "lifts": [raised.id]})
    diary.next_day()
    after = diary.morning(leg=2, numbness=4)
    days = days_of(case_of(diary), "left")
    assert [bool(days[one.day].held) for one in (raised, after)] == [True, False]


def drawn_up() -> Diary:
    """Return three weeks in which the pain draws up, strength and numbness said."""
    diary = Diary()
    diary.ready()
    for day in range(21):
        if day:
            diary.next_day()
        leg, site = (6, "calf") if day < 9 else (2, "thigh")
        (diary.check_in if not day else diary.morning)(leg, site, left_strength="same")
    return diary


def verdict(diary: Diary) -> str:
    visit = Visit(diary)
    visit.get("/progress")
    return str(visit.page["legs"][0]["told"].verdict)


def test_without_any_loss_it_is_drawing_up() -> None:
    assert verdict(drawn_up()) == "up"


@pytest.mark.parametrize("question", ["new_weakness", "foot_drop", "new_numbness", "new_numb_place"])
def test_a_question_answered_yes_holds_it_as_a_check_in_does(question: str) -> None:
    diary = drawn_up()
    diary.screening("event", [question])
    assert verdict(diary) == "function"
    assert days_of(case_of(diary), "left")[diary.entries[-1].day].held


def test_an_alarm_of_a_stop_holds_it_and_the_days_after_while_its_flag_stands() -> None:
    diary = drawn_up()
    diary.start()
    diary.stop("floss", alarms=["new_weakness"])
    assert verdict(diary) == "function"
    diary.next_day(days=8)
    diary.check_in(leg=1, site="thigh", left_strength="same")
    assert verdict(diary) in {"function", "few"}
    assert days_of(case_of(diary), "left")[diary.entries[-1].day].held
