"""The locked page: whom to call, what to say, the way out by an examination, and what is never locked."""

from __future__ import annotations

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
    assert visit.page["say"][0]["say"]
    assert visit.page["say"][0]["to_whom"]


def test_it_gives_the_number_of_mobile_phones_where_the_country_s_is_not_known() -> None:
    visit = locked("bladder", country="ZZ")
    assert visit.page["call"]["number"] == "112"
    assert "most countries, from a mobile phone" in visit.html
    assert "or your local emergency number" in visit.html


def test_it_calls_no_emergency_number_for_what_can_wait_until_today() -> None:
    visit = locked("fever")
    assert visit.page["urgency"] == "same_day"
    assert visit.page["call"] is None


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
        {"verdict": ""},
    ],
)
def test_it_asks_again_where_the_examination_is_not_whole(changes: dict[str, str]) -> None:
    visit = locked("fever")
    assert visit.post(seen(visit, **changes), "/clearance").status == 400
    assert visit.page["problems"]
    assert "clearance" not in visit.kinds()


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
