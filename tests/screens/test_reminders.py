"""Reminders at the pages: what comes next on Today, and the page where hours are chosen."""

from __future__ import annotations

import pytest

from tests.builders import Diary
from tests.screens.visiting import Visit
from unpinch.reminding import wish_of

CHOSEN = {"wanted": "yes", "remind_at": "17:30", "quiet_from": "20:00", "quiet_to": "07:00"}


def opened() -> Visit:
    visit = Visit().meet()
    visit.get("/reminders")
    return visit


def test_today_tells_what_comes_next() -> None:
    visit = Visit().meet()
    visit.diary.add("assessment", {"status": "booked", "on": "2026-03-03"})
    visit.get("/today")
    assert visit.page["coming"] == [
        "The next check-in is tomorrow.",
        "Your appointment is tomorrow.",
        "A few questions about how it goes come tomorrow.",
        "The weekly safety questions come on Monday 9 March.",
    ]
    assert "What comes next" in visit.html


def test_the_page_of_reminders_tells_what_is_due_today_too() -> None:
    visit = Visit().meet()
    visit.diary.next_day()
    visit.get("/reminders")
    assert "A few questions about how it goes come today." in visit.page["coming"]


def test_a_day_with_something_to_answer_tells_only_that() -> None:
    visit = Visit()
    visit.get("/today")
    assert visit.page["coming"] == []
    assert "What comes next" not in visit.html


def test_without_progress_today_says_by_when_someone_should_look() -> None:
    diary = Diary().ready()
    for _ in range(21):
        diary.morning(5)
        diary.do("floss", 5)
        diary.next_day()
    diary.morning(5)
    visit = Visit(diary)
    visit.get("/today")
    assert (
        "If it isn't better by Monday 30 March, a doctor or physiotherapist should have a look."
        in (visit.page["coming"])
    )


def test_it_opens_with_the_usual_hours_and_keeps_what_is_chosen() -> None:
    visit = opened()
    assert [one["value"] for one in visit.page["times"]] == ["18:00", "21:00", "08:00"]
    visit.post({**CHOSEN, "neutral": "yes"})
    wish = wish_of(visit.entries)
    assert (wish.remind_at, wish.quiet, wish.neutral) == ("17:30", ("20:00", "07:00"), True)
    assert [one["value"] for one in visit.page["times"]] == ["17:30", "20:00", "07:00"]
    assert visit.page["neutral"]


def test_the_same_again_writes_nothing() -> None:
    visit = opened()
    visit.post(CHOSEN)
    before = visit.kinds()
    visit.get("/reminders")
    visit.post(CHOSEN)
    assert visit.kinds() == before == ["about", "screening", "check_in", "reminders"]


def test_they_can_be_turned_off() -> None:
    visit = opened()
    visit.post({**CHOSEN, "wanted": "no"})
    assert not wish_of(visit.entries).wanted
    assert visit.page["wanted"]["value"] == "no"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"remind_at": "21:00"}, "21:00 lies in the quiet hours (20:00 to 07:00). Choose another time."),
        ({"remind_at": ""}, "Please fill in “Remind me from”."),
        ({"quiet_to": "7 o'clock"}, "Quiet to"),
        ({"wanted": "perhaps"}, "Wanted"),
    ],
)
def test_what_cant_be_is_said_and_what_was_typed_stays(wrong: dict[str, str], sentence: str) -> None:
    visit = opened()
    visit.post({**CHOSEN, **wrong})
    assert visit.shown.status == 400
    assert any(problem.startswith(sentence) for problem in visit.page["problems"])
    assert visit.page["times"][1]["value"] == "20:00"
    assert "reminders" not in visit.kinds()


def test_the_diary_shows_the_choice() -> None:
    visit = opened()
    visit.post(CHOSEN)
    visit.get("/diary")
    assert "Reminders chosen" in visit.html
    visit.get(f"/diary/{visit.entries[-1].id}")
    assert "17:30" in visit.html


def test_the_calendars_page_names_the_quiet_hours() -> None:
    visit = opened()
    visit.post(CHOSEN)
    visit.get("/calendar")
    assert "Nothing rings in your quiet hours, from 20:00 to 07:00." in visit.html
