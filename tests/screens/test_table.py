"""The player's table: what the page does must be what the journal would say, for every step it knows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from unpinch.journal.kinds import STOP_REASONS
from unpinch.screens.walking import FAR, MORE

LASTING = 10
"""How many ends there are at most, and `more`."""
STOP = {"where": [], "alarms": ["none"]}
CHECKED = ["new_weakness", "foot_drop", "new_numbness", "new_numb_place", "saddle"]
"""What is asked at the end of a session after a feeling that stayed (S13)."""


def visit_of(legs: str, **check_in: Any) -> Visit:
    visit = Visit(Diary(name=f"table {legs} {check_in}"))
    visit.diary.ready(legs=legs)
    visit.diary.check_in(**check_in)
    visit.get(f"/session/{visit.begin()}?far=yes")
    return visit


def table(visit: Visit) -> dict[str, Any]:
    """As table.js opens it: steps by their names, and what every stop leads to before each stop's own lines."""
    packed: dict[str, Any] = visit.page["table"]
    names = [step["key"] for step in packed["steps"]]

    def named(nexts: dict[str, int]) -> dict[str, str]:
        return {event: names[place] for event, place in nexts.items()}

    care = named(packed["care"])
    steps = {
        step["key"]: {**step, "next": {**(care if step["kind"] == "stop_answer" else {}), **named(step["next"])}}
        for step in packed["steps"]
    }
    return {**packed, "at": names[packed["at"]], "steps": steps}


def here(visit: Visit) -> dict[str, Any]:
    found = table(visit)
    step: dict[str, Any] = found["steps"][found["at"]]
    return step


def follow(visit: Visit, *events: str) -> dict[str, Any]:
    """Return the step that the page would show after the events."""
    step, steps = here(visit), table(visit)["steps"]
    for event in events:
        step = steps[step["next"][event]]
    return step


EVERY = [("left", {"leg": 3}), ("both", {"leg": 6}), ("none", {"leg": 0})]


@pytest.mark.parametrize(("legs", "check_in"), EVERY)
def test_it_leads_nowhere_that_is_not_there(legs: str, check_in: dict[str, Any]) -> None:
    steps = table(visit_of(legs, **check_in))["steps"]
    assert all(key in steps for step in steps.values() for key in step["next"].values())
    beyond = {"stop_answer", "ask", "wait", "settled"}
    assert sum(step["kind"] not in beyond for step in steps.values()) <= FAR.usual + FAR.others + LASTING


@pytest.mark.parametrize(("legs", "check_in"), EVERY)
def test_a_page_comes_with_its_next_steps_and_their_stops(legs: str, check_in: dict[str, Any]) -> None:
    visit = visit_of(legs, **check_in)
    whole = len(table(visit)["steps"])
    visit.get(f"/session/{table(visit)['session']}")
    steps = table(visit)["steps"]
    assert len(steps) <= whole
    assert {"done", "stop", "skip", "easier"} == set(here(visit)["next"])
    assert MORE not in here(visit)["next"].values()
    stop = follow(visit, "stop")
    assert stop["kind"] == "ended" or MORE not in {stop["next"][f"reason:{reason}"] for reason in STOP_REASONS}


def test_it_knows_a_stop_on_the_usual_way_to_its_end() -> None:
    visit = visit_of("none", leg=0)
    step, steps = here(visit), table(visit)["steps"]
    while step["kind"] != "ended":
        after = steps[step["next"]["stop"]]
        for event in ("reason:tingling", "done", "not_back", "done", "not_back", *["no"] * len(CHECKED)):
            after = steps[after["next"][event]]
        assert after["kind"] == "ended"
        step = steps[step["next"]["done" if step["kind"] == "set" else "same_or_better"]]


@pytest.mark.parametrize(("legs", "check_in"), EVERY)
def test_it_knows_a_stop_wherever_something_is_done(legs: str, check_in: dict[str, Any]) -> None:
    steps = table(visit_of(legs, **check_in))["steps"]
    for step in steps.values():
        if step["kind"] in {"set", "felt"}:
            after = steps[step["next"]["stop"]]
            assert after["kind"] in {"stop_answer", "ended"}


@pytest.mark.parametrize(("legs", "check_in"), EVERY)
def test_it_knows_every_step_of_the_usual_way(legs: str, check_in: dict[str, Any]) -> None:
    visit = visit_of(legs, **check_in)
    step, steps, kinds = here(visit), table(visit)["steps"], []
    while step["kind"] != "ended":
        kinds.append(step["kind"])
        step = steps[step["next"]["done" if step["kind"] == "set" else "same_or_better"]]
    assert kinds.count("set") == len(visit.page["sets"])
    assert step["how"] == "done"


def test_it_locks_on_every_alarm_that_is_one() -> None:
    visit = visit_of("left", leg=3)
    for alarm in shipped().alarms.values():
        step = follow(visit, "stop", f"alarm:{alarm.id}")
        expected = ("seek_care", alarm.tier) if alarm.tier else ("ended", "none")
        assert (step["kind"], step["urgency"]) == expected


def test_it_names_the_gravest_sign_first() -> None:
    visit = visit_of("left", leg=3)
    urgencies = [
        table(visit)["steps"][key].get("urgency")
        for event, key in follow(visit, "stop")["next"].items()
        if event.startswith("alarm:")
    ]
    assert urgencies == sorted(urgencies, key=["emergency", "same_day", "none"].index)


def test_it_waits_two_minutes_then_until_ten_then_ends() -> None:
    visit = visit_of("left", leg=3)
    first = follow(visit, "stop", "reason:tingling")
    assert (first["kind"], first["wait_s"]) == ("wait", 120)
    second = follow(visit, "stop", "reason:tingling", "done", "not_back")
    assert (second["kind"], second["wait_s"]) == ("wait", 480)
    last = follow(visit, "stop", "reason:tingling", "done", "not_back", "done", "not_back")
    assert (last["kind"], last["how"], last["question"]) == ("ask", "stopped", CHECKED[0])


def test_it_lets_the_person_say_at_any_time_of_the_second_wait_that_it_is_back() -> None:
    visit = visit_of("left", leg=0)
    first = follow(visit, "stop", "reason:tingling")
    assert set(first["next"]) == {"done", "end"}
    second = follow(visit, "stop", "reason:tingling", "done", "not_back")
    assert set(second["next"]) == {"done", "back", "end"}
    late = follow(visit, "stop", "reason:tingling", "done", "not_back", "done", "back")
    assert late == follow(visit, "stop", "reason:tingling", "done", "not_back", "back")
    assert late["kind"] == "set"


@pytest.mark.parametrize("wait", [(), ("done",), ("done", "not_back"), ("done", "not_back", "done")])
def test_it_asks_what_the_leg_can_do_when_the_person_ends_before_it_is_back(wait: tuple[str, ...]) -> None:
    visit = visit_of("left", leg=3)
    way: list[str] = ["stop", "reason:tingling", *wait, "end"]
    for question in CHECKED:
        asked = follow(visit, *way)
        assert (asked["kind"], asked["question"], asked["how"]) == ("ask", question, "left")
        locked = follow(visit, *way, "not_sure")
        assert (locked["kind"], locked["urgency"]) == ("seek_care", shipped().questions[question].tier)
        way.append("no")
    assert follow(visit, *way)["title"] == "Enough for today. You did right to stop."


def test_it_ends_a_wait_for_pain_that_moved_without_those_questions() -> None:
    visit = visit_of("left", leg=3)
    assert follow(visit, "stop", "reason:pain_down", "end")["kind"] == "ended"


def test_it_calls_a_session_without_a_single_set_no_success() -> None:
    visit = visit_of("left", leg=3)
    over = follow(visit, "skip")
    assert (over["kind"], over["how"], over["title"]) == ("ended", "left", "Enough for now. That is fine.")


def test_it_says_why_nothing_is_left_after_a_stop_that_settled() -> None:
    visit = visit_of("left", leg=3)
    over = follow(visit, "stop", "reason:tingling", "done", "back")
    assert (over["kind"], over["title"]) == ("ended", "Good that you stopped.")
    assert "this move and stronger ones rest for today" in over["text"][0]
    assert "so it ends here" in over["text"][-1]


def test_it_asks_the_saddle_question_without_a_network() -> None:
    visit = visit_of("left", leg=3)
    asked = follow(visit, "stop", "reason:tingling where:buttock")
    assert (asked["kind"], asked["question"]) == ("ask", "saddle")
    assert follow(visit, "stop", "reason:tingling where:buttock", "not_sure")["kind"] == "seek_care"
    assert follow(visit, "stop", "reason:tingling where:buttock", "no")["kind"] == "wait"


def answers() -> list[dict[str, Any]]:
    reasons = ("tingling", "pain_down", "too_strong", "other")
    more: list[dict[str, Any]] = [
        {},
        {"where": ["buttock"]},
        {"back_sharp": True},
        {"leg_pain": 2},
        {"leg_pain": 9},
        {"back_pain": 8},
    ]
    return [{"reason": reason, **STOP, **one} for reason in reasons for one in more]


def event_for(following: dict[str, str], values: dict[str, Any]) -> str:
    """As answers.js: the first line of which every part was said."""
    said = {f"alarm:{one}" for one in values["alarms"]} | {f"where:{one}" for one in values["where"]}
    for name in ("reason", "leg_pain", "back_pain", "back_sharp"):
        if name in values:
            said.add(f"{name}:{'yes' if values[name] is True else values[name]}")
    return next(line for line in following if set(line.split()) <= said)


@pytest.mark.parametrize("values", answers(), ids=str)
def test_it_leads_where_the_journal_leads(values: dict[str, Any]) -> None:
    visit = visit_of("both", leg=3)
    known = follow(visit, "stop")
    told = table(visit)["steps"][known["next"][event_for(known["next"], values)]]
    visit.press("stop")
    form = {
        name: "yes" if value is True else str(value) if isinstance(value, int) else value
        for name, value in values.items()
    }
    visit.post(form)
    expected = {"wait": "settle.html", "ask": "question.html", "ended": "session_end.html", "set": "player.html"}
    assert visit.shown.template == expected[told["kind"]]
    if told["kind"] == "set":
        assert visit.page["now"]["index"] == table_set(visit, told)["index"]


def table_set(visit: Visit, step: dict[str, Any]) -> dict[str, Any]:
    index, level, *_ = step["set"].split("-")
    return {"index": int(index), "level": int(level)}


def test_it_asks_the_server_where_the_table_ends() -> None:
    steps = table(visit_of("none", leg=0))["steps"]
    assert steps[MORE]["kind"] == MORE
    assert any(MORE in step["next"].values() for step in steps.values())


def test_it_gives_the_same_step_the_same_name_after_a_reload() -> None:
    visit = visit_of("both", leg=3)
    before = table(visit)
    expected = before["steps"][before["at"]]["next"]["done"]
    visit.press("done")
    visit.get(f"/session/{before['session']}")
    assert table(visit)["at"] == expected


def test_it_tells_the_page_which_stop_waits() -> None:
    visit = visit_of("left", leg=3)
    session = table(visit)["session"]
    visit.press("stop")
    stop = visit.entries[-1]
    visit.get(f"/session/{session}")
    assert table(visit)["stop"] == stop.id
    assert table(visit)["stopped_at"] == stop.at_s * 1000
    assert visit.page["next_page"].endswith("/stop")
