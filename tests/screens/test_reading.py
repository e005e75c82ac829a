"""Pages to read and small forms: all render, in whatever state the record is, in words that are easy to read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.screens.visiting import ROOT, Visit
from unpinch.screens import ROUTES

READING = [route for route in ROUTES if "<uuid" not in route.path and route.name != "screening_again"]
FILLED = {
    "int:step": "1",
    "slug:scope": "full",
    "slug:exercise": "bridge",
    "slug:article": "how_often",
    "slug:measure": "psfs",
}
_WORDS_A_SENTENCE = 24
_TAGS = re.compile(
    r"<(script|style|svg|nav|header|label|legend|option|summary|li|h[1-6]|button|a|th|td)\b.*?</\1>", re.DOTALL
)


def filled(path: str) -> str:
    return "/" + re.sub(r"<(\w+:\w+)>", lambda found: FILLED[found[1]], path)


def a_new_person() -> Visit:
    return Visit()


def someone_training() -> Visit:
    return Visit().meet()


def someone_locked() -> Visit:
    visit = Visit().meet()
    visit.diary.screening("event", yes=["bladder"])
    return visit


def someone_in_a_session() -> Visit:
    visit = Visit().meet()
    visit.begin()
    visit.press("stop")
    return visit


PEOPLE = [a_new_person, someone_training, someone_locked, someone_in_a_session]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.__name__)
@pytest.mark.parametrize("path", [filled(route.path) for route in READING])
def test_it_shows_every_page_to_everyone(path: str, who: object) -> None:
    visit = who()  # type: ignore[operator]
    assert visit.get(path).status == 200
    assert f'href="{ROOT}/bad-day"' in visit.html or visit.path == "/bad-day"
    assert "None<" not in visit.html


def sentences(html: str) -> list[str]:
    plain = unescape(re.sub(r"<[^>]+>", " ", _TAGS.sub(". ", html)))
    return [one.strip() for one in re.split(r"[.!?:;·]\s", re.sub(r"\s+", " ", plain)) if one.strip()]


@pytest.mark.parametrize(
    "path", ["/welcome", "/today", "/bad-day", "/pause", "/assessment", "/settings", "/more", "/bands", "/measures"]
)
def test_it_speaks_in_short_sentences(path: str) -> None:
    visit = someone_training()
    visit.get(path)
    long = [one for one in sentences(visit.html) if len(one.split()) > _WORDS_A_SENTENCE]
    assert long == []


def test_it_shows_texts_with_how_sure_they_are() -> None:
    visit = Visit()
    visit.get("/learn/can_bands_make_it_worse")
    assert visit.page["grade"]
    assert visit.page["sources"]


@pytest.mark.parametrize("path", ["/learn/moon", "/exercises/handstand"])
def test_it_knows_no_other_texts(path: str) -> None:
    assert Visit().get(path).status == 404


def test_it_marks_the_level_of_today() -> None:
    visit = Visit().meet()
    visit.get("/exercises/nerve_floss")
    assert [level["number"] for level in visit.page["levels"] if level["now"]] == [1]


def test_it_follows_the_chosen_look() -> None:
    visit = Visit()
    visit.get("/settings")
    visit.post({"theme": "dark", "text_size": "largest", "units": "metric"})
    assert 'data-theme="dark" data-text="largest"' in visit.html
    visit.post({"country": "DE"})
    assert visit.entries[-1].values == {"country": "DE"}


@pytest.mark.parametrize("form", [{"theme": "loud"}, {"country": "XX"}, {"colour": "red"}])
def test_it_refuses_settings_that_are_not_there(form: dict[str, str]) -> None:
    visit = Visit()
    visit.get("/settings")
    assert visit.post(form).status == 400
    assert visit.entries == []


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/pause", {}),
        ("/pause", {"reason": "travel", "until": "2020-01-01"}),
        ("/assessment", {"status": "had", "on": "2026-03-01"}),
        ("/assessment", {"status": "had", "on": "2031-03-01", "verdict": "may_continue"}),
        ("/assessment", {"status": "booked", "on": "2026-03-09", "verdict": "may_continue"}),
        ("/problem", {"text": "?"}),
    ],
)
def test_it_asks_again_where_a_small_form_is_not_whole(path: str, form: dict[str, str]) -> None:
    visit = Visit().meet()
    visit.get(path)
    assert visit.post(form).status == 400
    assert visit.page["problems"]
    assert visit.kinds()[-1] == "check_in"


def test_it_refuses_a_yes_from_before_a_not_yet() -> None:
    visit = Visit().meet()
    visit.diary.assessment("had", "not_yet")
    visit.get("/assessment")
    form = {"status": "had", "on": visit.diary.days_ago(1), "verdict": "may_continue"}
    assert visit.post(form).status == 400
    assert "newest visit" in visit.page["problems"][0]
    visit.post({**form, "on": visit.diary.today})
    assert visit.shown.template == "today.html"


def test_it_notes_an_assessment() -> None:
    visit = Visit().meet()
    visit.get("/assessment")
    visit.post({"status": "had", "on": visit.diary.today, "verdict": "may_continue", "examined_by": "physio"})
    assert "assessment" in visit.kinds()
    assert visit.shown.template == "today.html"
