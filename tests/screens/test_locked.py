"""The locked page: whom to call, what to say, the way out by an examination, and what is never locked."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.screens.visiting import ROOT, Visit


def locked(*signs: str, country: str = "DE") -> Visit:
    visit = Visit()
    visit.diary.ready(country=country)
    visit.diary.check_in()
    visit.diary.screening("event", yes=signs)
    visit.get("/today")
    return visit


def seen(visit: Visit, **changes: str | list[str]) -> dict[str, str | list[str]]:
    flag = visit.page["flags"][0]
    form = {
        "question": flag["id"],
        "lifts": flag["lifts"],
        "examined_by": "Dr Example",
        "examined_on": visit.diary.today,
    }
    return {**form, "verdict": "may_exercise", **changes}


def test_it_gives_the_number_of_the_country_and_what_to_say() -> None:
    visit = locked("bladder")
    assert visit.shown.template == "locked.html"
    assert visit.page["call"]["number"] == "112"
    assert "or your local emergency number" in visit.html
    assert visit.page["say"][0]["lines"]
    assert visit.page["say"][0]["to_whom"]


def test_it_gives_the_number_of_mobile_phones_where_the_country_s_is_not_known() -> None:
    visit = locked("bladder", country="ZZ")
    assert visit.page["call"]["number"] == "112"
    assert "We don&#39;t know your country. Call 112, which works in most countries from a mobile phone" in visit.html
    assert "or your local emergency number" in visit.html


def test_it_calls_no_emergency_number_for_what_can_wait_until_today() -> None:
    visit = locked("fever")
    assert visit.page["urgency"] == "same_day"
    assert visit.page["call"] is None


def test_two_signs_for_the_same_doctor_are_one_call() -> None:
    visit = locked("fever", "new_weakness")
    (call,) = visit.page["say"]
    assert len(call["lines"]) == 2
    assert visit.html.count(call["to_whom"]) == 1


def test_it_opens_after_an_examination_that_names_the_raising_entries() -> None:
    visit = locked("fever")
    raised = visit.page["flags"][0]["lifts"]
    visit.post(seen(visit), "/clearance")
    assert visit.shown.template == "today.html"
    clearance = next(entry for entry in visit.entries if entry.kind == "clearance")
    assert clearance.values["lifts"] == raised


def test_it_stays_locked_when_the_clinician_said_not_yet() -> None:
    visit = locked("fever")
    visit.post(seen(visit, verdict="not_yet"), "/clearance")
    assert visit.shown.template == "locked.html"


def test_it_says_who_said_not_yet_and_when_for_just_that_flag() -> None:
    visit = locked("fever", "foot_drop")
    visit.post(seen(visit, verdict="not_yet"), "/clearance")
    first, second = visit.page["flags"]
    day = date.fromisoformat(visit.diary.today)
    assert first["not_yet"] == f"Dr Example said not yet on {day.day} {day:%B}."
    assert first["not_yet"] in visit.html
    assert second["not_yet"] == ""


def test_it_stays_open_with_what_was_typed_where_it_asks_again() -> None:
    visit = locked("fever", "foot_drop")
    visit.post(seen(visit, examined_on="2031-01-01", verdict="not_yet"), "/clearance")
    first, second = visit.page["flags"]
    assert first["typed"] == {"examined_by": "Dr Example", "examined_on": "2031-01-01", "verdict": "not_yet"}
    assert not any(second["typed"].values())
    assert second["problems"] == {}
    assert visit.html.count('<details class="more" open>') == 1
    assert f"the examination for: {first['text']}" in visit.html
    field = re.search(rf'<input id="on-{first["id"]}"[^>]*>', visit.html)
    assert field
    assert 'value="2031-01-01"' in field[0]
    assert "autofocus" in field[0]


def test_it_keeps_each_flag_until_its_own_examination() -> None:
    visit = locked("fever", "foot_drop")
    assert len(visit.page["flags"]) == 2
    visit.post(seen(visit), "/clearance")
    assert [flag["id"] for flag in visit.page["flags"]] == ["foot_drop"]


@pytest.mark.parametrize(
    "changes",
    [{"question": "bladder"}, {"lifts": []}, {"lifts": ["22222222-2222-4222-8222-222222222222"]}, {"at": "2020-01-01"}],
)
def test_it_refuses_a_clearance_for_what_was_not_asked(changes: dict[str, str | list[str]]) -> None:
    visit = locked("fever")
    assert visit.post(seen(visit, **changes), "/clearance").status == 400
    assert "clearance" not in visit.kinds()


@pytest.mark.parametrize(
    "changes",
    [
        {"examined_by": ""},
        {"examined_on": "2031-01-01"},
        {"examined_on": "2020-01-01"},
        {"examined_on": "soon"},
        {"examined_on": "1999-02-30"},
        {"examined_on": "0000-01-01"},
        {"examined_on": "\N{FULLWIDTH DIGIT TWO}020-01-01"},
        {"verdict": ""},
    ],
)
def test_it_asks_again_where_the_examination_is_not_whole(changes: dict[str, str]) -> None:
    visit = locked("fever")
    assert visit.post(seen(visit, **changes), "/clearance").status == 400
    assert list(visit.page["flags"][0]["problems"]) == list(changes)
    assert "clearance" not in visit.kinds()


@pytest.mark.parametrize(("ago", "status"), [(1, 303), (83, 303), (84, 400)])
def test_it_takes_an_earlier_check_of_what_lasts_until_its_review_is_due(ago: int, status: int) -> None:
    visit = locked("weight_loss")
    form = seen(visit, examined_on=visit.diary.days_ago(ago))
    visit.post(form, "/clearance")
    assert ("clearance" in visit.kinds()) is (status == 303)
    if status == 400:
        assert "a long time before" in visit.page["flags"][0]["problems"]["examined_on"]


@pytest.mark.parametrize(
    "path", ["/diary", "/bad-day", "/learn", "/learn/centralization", "/exercises", "/settings", "/more"]
)
def test_it_never_locks_what_is_to_read(path: str) -> None:
    visit = locked("bladder")
    assert visit.get(path).status == 200
    assert visit.path == path


def test_it_leads_to_what_stays_open() -> None:
    hrefs = {door["href"].removeprefix(ROOT) for door in locked("bladder").page["doors"]}
    assert {"/bad-day", "/diary", "/learn", "/export"} <= hrefs


def test_it_begins_no_session_while_it_is_locked() -> None:
    visit = Visit().meet()
    visit.get("/today")
    decision = visit.page["decision"]
    visit.diary.screening("event", yes=["bladder"])
    visit.post({"decision": decision}, "/start")
    assert visit.shown.template == "locked.html"
    assert "session_started" not in visit.kinds()
