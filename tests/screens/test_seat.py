"""The seat answers pages as text, refuses what the server refuses, and writes nothing twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT
from unpinch.screens.seat import Seat, seat
from unpinch.screens.writing import TAKEN

PLACE = {"person": ROOT[3:], "name": "Kim", "device": "22222222-2222-4222-8222-222222222222"}
FORM = "33333333-3333-4333-8333-333333333333"


def seated(diary: Diary) -> Seat:
    found = Seat(shipped())
    found.stand(json.dumps(PLACE))
    found.add(b"\n".join(diary.lines))
    return found


def ask(found: Seat, now: str, path: str, *form: tuple[str, str], method: str = "") -> dict[str, Any]:
    asked = {"method": method or ("POST" if form else "GET"), "path": ROOT + path, "form": form, "now": now}
    answer: dict[str, Any] = json.loads(found.answer(json.dumps(asked)))
    return answer


@pytest.fixture
def diary() -> Diary:
    return Diary().ready()


def line_of(diary: Diary, new: dict[str, Any]) -> bytes:
    """The line that a browser makes of what the seat wants written."""
    diary.add(new["kind"], new["values"], id=new["id"])
    return diary.lines[-1]


def test_it_draws_the_plan_once_the_check_in_is_in_the_record(diary: Diary) -> None:
    found = seated(diary)
    assert ask(found, diary.now, "/today")["go"] == f"{ROOT}/check-in"
    said = ask(found, diary.now, "/check-in", ("form_number", FORM), ("left_leg_pain", "3"))
    assert [new["kind"] for new in said["new"]] == ["check_in"]
    found.add(line_of(diary, said["new"][0]))
    assert "Decompress" in ask(found, diary.now, "/today")["html"]


def test_a_form_sent_twice_writes_once_and_is_refused_when_it_says_something_else(diary: Diary) -> None:
    found = seated(diary)
    form = ("form_number", FORM), ("left_leg_pain", "3")
    first = ask(found, diary.now, "/check-in", *form)
    found.add(line_of(diary, first["new"][0]))
    again = ask(found, diary.now, "/check-in", *form)
    assert (again["new"], again["go"]) == ([], first["go"])
    other = ask(found, diary.now, "/check-in", form[0], ("left_leg_pain", "4"))
    assert (other["status"], other["new"], TAKEN in other["html"]) == (409, [], True)


def test_it_refuses_what_the_server_refuses(diary: Diary) -> None:
    found = seated(diary)
    assert ask(found, diary.now, "/nowhere")["status"] == 404
    assert ask(found, diary.now, "/exercises/handstand")["status"] == 404
    assert ask(found, diary.now, "/diary", method="POST")["status"] == 405
    assert ask(found, diary.now, "/check-in", ("left_leg_pain", "11"))["status"] == 400


def test_a_value_that_no_entry_may_hold_is_refused_and_nothing_is_to_be_written(diary: Diary) -> None:
    found = seated(diary)
    long = ask(found, diary.now, "/problem", ("form_number", FORM), ("text", "x" * 50_000))
    assert long["status"] in {400, 422}
    assert long["new"] == []


def test_the_programme_beside_the_packed_files_is_the_one_that_decides(tmp_path: Any) -> None:
    assert seat(str(tmp_path)).answer(json.dumps({"method": "GET", "path": "/x", "form": [], "now": Diary().now}))
