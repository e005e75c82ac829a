"""The charts beside the leg picture: each says in words and in its table what it draws."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from unpinch.demo import STORIES, lived
from unpinch.journal import Moment
from unpinch.pictures.dayaxis import LETTER, WIDTH
from unpinch.screens import Asked, render, screen
from unpinch.screens.asked import Place
from unpinch.screens.progress_chart import Chart

TODAY = Moment.parse("2026-03-30T09:00:00+02:00")
STORY = {story.id: story for story in STORIES}
CSS = Path(__file__).parents[2] / "src" / "unpinch" / "web" / "static" / "css" / "progress.css"
PLAIN = {"painline", "dosebars", "weekgrid", "stairs", "shares", "seengrid", "on-stair", "courses"}
"""Names of pictures that need no look of their own."""
HIGH = 13
EVERY = ("pain", "measures", "course", "calendar", "doses", "felt", "camera")


@cache
def context(id_: str, days: str = "12-weeks") -> dict[str, Any]:
    asked = Asked("progress", query={"days": (days,)}, place=Place(person="x"))
    return dict(screen(shipped(), lived(shipped(), STORY[id_], TODAY), TODAY, asked).context)


def charts(id_: str) -> dict[str, Chart]:
    return {chart.id: chart for chart in context(id_)["charts"]}


def of(diary: Diary) -> dict[str, Chart]:
    visit = Visit(diary)
    visit.get("/progress")
    return {chart.id: chart for chart in visit.page["charts"]}


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(str(chart.svg))  # noqa: S314 - our own SVG


def test_ada_has_every_chart_and_who_has_no_camera_has_none_of_it() -> None:
    assert tuple(charts("settling")) == EVERY
    assert tuple(charts("stubborn")) == EVERY[:-1]


@pytest.mark.parametrize("id_", EVERY)
def test_a_chart_is_named_described_and_told_in_a_table(id_: str) -> None:
    chart = charts("settling")[id_]
    root = parsed(chart)
    assert (root.get("role"), root[0].tag, root[1].text) == ("img", "title", chart.text)
    assert "style=" not in str(chart.svg)
    assert all(len(row) == len(chart.head) for row in chart.rows)
    assert chart.rows


@pytest.mark.parametrize("id_", [one for one in EVERY if one != "felt"])
def test_each_day_of_a_chart_has_its_words(id_: str) -> None:
    days = [one for one in parsed(charts("settling")[id_]).iter("rect") if one.get("class") == "day"]
    assert len(days) == 57
    assert all((one[0].text or "").count(": ") >= 1 for one in days)
    assert (days[-1][0].text or "").startswith("Today, 30 March:")


def test_all_ids_of_the_page_are_its_own() -> None:
    page = screen(shipped(), lived(shipped(), STORY["settling"], TODAY), TODAY, Asked("progress"))
    ids = re.findall(r'\bid="([^"]+)"', render(page))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("story", STORY)
def test_words_keep_apart_and_shapes_stay_in_classes_of_the_style_sheet(story: str) -> None:
    style = CSS.read_text(encoding="utf-8")
    for chart in charts(story).values():
        found = boxes(parsed(chart))
        assert all(left >= 0 and right <= WIDTH + 1 for _, left, right, _ in found), found
        for one, other in combinations(found, 2):
            assert one[2] <= other[1] or other[2] <= one[1] or abs(one[3] - other[3]) >= HIGH, (one, other)
        for name in {name for names in re.findall(r'class="([^"]+)"', str(chart.svg)) for name in names.split()}:
            assert f".{name}" in style or name in PLAIN, name


def boxes(root: ET.Element) -> list[tuple[str, float, float, float]]:
    """Return each text with its left and right edge and its line."""
    found = []
    for one in root.iter("text"):
        words, x, wide = one.text or "", float(one.attrib["x"]), len(one.text or "") * LETTER
        left = x - {"": 0.0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "")]
        found.append((words, left, left + wide, float(one.attrib["y"])))
    return found


# -- pain --------------------------------------------------------------------------------------------------------------


def test_the_answer_to_a_session_stands_at_its_day_once_the_next_check_in_tells_it() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=4)
    diary.session(floss=5)
    diary.next_day()
    diary.morning(leg=3, reaction="to_2_h")
    pain = of(diary)["pain"]
    assert [row[1:] for row in pain.rows] == [["3", "1", ""], ["4", "1", "up to two hours"]]
    assert "On 0 of 1 day with sessions the leg had settled" in pain.text


def test_an_answer_long_after_is_not_taken_for_that_session() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=4)
    diary.session(floss=5)
    diary.next_day(days=5)
    diary.morning(leg=3, reaction="longer")
    assert [row[3] for row in of(diary)["pain"].rows] == ["", ""]


def test_days_of_lost_function_are_striped_in_the_pain_chart_too() -> None:
    pain = charts("stopped")["pain"]
    assert ("held", "weaker or more numb: less pain is no progress here") in pain.key
    assert 'class="held-days"' in str(pain.svg)
    assert 'class="held-days"' not in str(charts("settling")["pain"].svg)


def test_over_charts_of_lost_function_stands_that_none_of_them_is_good_news() -> None:
    assert context("stopped")["lost"]
    assert not context("settling")["lost"]


@pytest.mark.parametrize("story", STORY)
def test_no_chart_promises_or_praises(story: str) -> None:
    said = " ".join(f"{chart.title} {chart.text} {' '.join(chart.notes)}" for chart in charts(story).values()).lower()
    assert not re.search(r"\b(streak|great|keep it up|cured?|heal(ed|s)?|score|congrat\w*|missed|improv\w*)\b", said)


# -- practice ----------------------------------------------------------------------------------------------------------


def test_the_calendar_counts_days_and_asks_for_none() -> None:
    calendar = charts("settling")["calendar"]
    found = re.match(r"Of 57 days, (\d+) had a session and (\d+) something written\.", calendar.text)
    assert found
    assert int(found[1]) <= int(found[2])
    assert "nothing here has to be full" in calendar.text
    assert sum(int(row[1]) for row in calendar.rows) == int(found[1])


def test_a_session_that_was_stopped_at_once_was_a_session() -> None:
    diary = Diary().ready()
    diary.check_in(leg=3)
    diary.stop()
    assert of(diary)["calendar"].text.startswith("Of 7 days, 1 had a session and 1 something written.")


def test_a_pause_is_a_pause_until_its_end_or_the_coming_back() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=2)
    diary.add("pause", {"reason": "travel"})
    diary.next_day(days=3)
    diary.add("resume", {})
    diary.next_day(days=2)
    days = [one[0].text or "" for one in parsed(of(diary)["calendar"]).iter("rect") if one.get("class") == "day"]
    assert [one.split(": ")[1] for one in days[-6:]] == [
        "a check-in.", "a pause.", "a pause.", "nothing written.", "nothing written.", "nothing written.",
    ]  # fmt: skip


def test_doses_stand_by_exercise_and_side_with_the_force_that_was_planned() -> None:
    doses = charts("settling")["doses"]
    assert doses.head[1:3] == ("Nerve floss, left leg", "Leg traction, left leg")
    assert {"Clamshell, left leg", "Clamshell, right leg", "Bridge"} <= set(doses.head)
    floss = next(row[1] for row in reversed(doses.rows) if row[1])
    assert re.fullmatch(r"\d+ times, \d+ to \d+ N", floss)
    assert any(re.match(r"[\d.]+ (s|min)", row[2]) for row in doses.rows)


def test_sets_without_their_decision_are_still_counted() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=3)
    diary.session(floss=5)
    assert of(diary)["doses"].rows[0][1] == "5 times"


def test_nothing_done_has_no_doses() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=3)
    assert tuple(of(diary)) == ("pain", "calendar")


# -- measures ----------------------------------------------------------------------------------------------------------


def test_what_you_can_do_is_told_as_the_page_of_measures_tells_it() -> None:
    measures = charts("settling")["measures"]
    assert measures.text.startswith("Your own activities: It was ")
    assert "That is a change that people usually notice" in measures.text
    assert measures.head == (
        "Day",
        "Your own activities",
        "Better or worse",
        "Your back and your day",
        "Sleep",
        "Confidence",
    )
    assert measures.doors[0]["href"] == "/p/x/measures"


def test_a_line_marks_the_change_that_people_usually_notice_where_one_is_known() -> None:
    assert str(charts("settling")["measures"].svg).count('class="noticed"') == 3


def test_with_lost_function_no_measure_is_called_better() -> None:
    measures = charts("stopped")["measures"]
    told = " ".join([measures.text, *measures.notes])
    assert told.count("That isn't progress, whatever this number does.") == 1
    assert "people usually notice" not in told
    assert 'class="noticed"' not in str(measures.svg)
    assert 'class="held-days"' in str(measures.svg)


def test_of_an_answer_that_was_taken_back_nothing_is_left() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=4)
    answer = diary.add("measure_psfs", {"version": 1, "activity_1": "Walk", "ability_1": 4})
    assert of(diary)["measures"].rows[0][1] == "4"
    diary.add("retraction", {"replaces": answer.id})
    assert "measures" not in of(diary)


def test_a_day_with_an_answer_says_it_and_another_says_that_there_was_none() -> None:
    days = [
        one[0].text or "" for one in parsed(charts("stubborn")["measures"]).iter("rect") if one.get("class") == "day"
    ]
    assert sum("Your own activities: 4" in day for day in days) == 4
    assert days[-1].endswith(": nothing asked or answered.")


# -- decisions ---------------------------------------------------------------------------------------------------------


def rules_of(change: Any) -> list[str]:
    return [reason["rule"] for reason in change["reasons"]]


def test_the_course_tells_when_and_why_each_phase_began_newest_first() -> None:
    course = charts("settling")["course"]
    phases = [one["title"] for one in course.more if any(rule.startswith("phase.") for rule in rules_of(one))]
    assert phases == ["Stabilise", "Decompress", "Stabilise", "Release", "Decompress"]
    rules = {rule for one in course.more for rule in rules_of(one)}
    assert {"phase.step_back", "phase.flare_return"} <= rules
    assert "phase.current" not in rules
    assert course.text.startswith("The plan stands at Stabilise.")


def test_what_a_rule_said_is_told_once_while_it_holds() -> None:
    rules = [rule for one in charts("stubborn")["course"].more for rule in rules_of(one)]
    assert rules.count("S9.four_weeks") == 1
    assert len([rule for rule in rules if rule == "S9.two_weeks"]) >= 1


def test_being_sent_to_care_is_marked_and_told() -> None:
    course = charts("stopped")["course"]
    assert 'class="on-stair mark-weak"' in str(course.svg)
    assert course.more[0]["urgent"]
    assert course.more[-1]["title"] == "Decompress"


# -- after each exercise, and the camera -------------------------------------------------------------------------------


def test_it_says_how_often_the_leg_was_the_same_or_better_after_an_exercise() -> None:
    felt = charts("settling")["felt"]
    assert re.search(r"After “Nerve floss” your leg was the same or better \d+ of \d+ times\.", felt.text)
    assert "doesn't show that the exercise was the cause" in felt.notes[0]


def test_a_stop_is_no_same_or_better() -> None:
    rows = {row[0]: row[1:] for row in charts("stopped")["felt"].rows}
    assert int(rows["Nerve floss"][2]) >= 1


def test_of_few_answers_nothing_is_said() -> None:
    diary = Diary()
    diary.ready()
    diary.check_in(leg=3)
    diary.session(floss=5)
    assert of(diary)["felt"].text == "There are too few answers yet to say how an exercise goes."


def test_the_camera_only_advises() -> None:
    camera = charts("settling")["camera"]
    assert "Nothing is decided by it." in camera.notes[0]
    assert all(re.fullmatch(r"(\d+ %)?", cell) for row in camera.rows for cell in row[2:])
