"""Each story reaches what it says, by the shipped rules alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from tests.builders import shipped
from unpinch.demo import STORIES, lived
from unpinch.guidance import decide
from unpinch.journal import BESIDE, Entry, Moment, read_lines, settle
from unpinch.measures import Change, change_of, due, every_series, function_lost

TODAY = Moment.parse("2026-03-30T09:00:00+02:00")
BY_ID = {story.id: story for story in STORIES}


@dataclass(frozen=True)
class Shown:
    """A decision as the person saw it, on a day of the story."""

    day: int
    result: dict[str, Any]

    @property
    def rules(self) -> set[str]:
        return {reason["rule"] for reason in self.result["reasons"]}


@cache
def journal(id_: str, seed: int | None = None) -> tuple[Entry, ...]:
    return lived(shipped(), BY_ID[id_], TODAY, seed)


def shown(id_: str, seed: int | None = None) -> list[Shown]:
    entries = journal(id_, seed)
    start = TODAY.day - BY_ID[id_].days
    return [Shown(one.day - start, json.loads(one.values["result"])) for one in entries if one.kind == "decision"]


def phases(id_: str, seed: int | None = None) -> list[str]:
    """Return the phases in the order they were entered."""
    found: list[str] = []
    for one in shown(id_, seed):
        if one.result["phase"] != (found[-1] if found else None):
            found.append(one.result["phase"])
    return found


def values(id_: str, kind: str) -> list[Any]:
    return [one.values for one in journal(id_) if one.kind == kind]


def test_ada_goes_through_the_phases_and_one_flare_sends_her_back_for_a_while() -> None:
    assert phases("settling") == ["decompress", "release", "stabilise", "decompress", "stabilise"]
    rules = set[str]().union(*(one.rules for one in shown("settling")))
    assert {"phase.release_opens", "phase.stabilise_opens", "phase.step_back", "phase.flare_return"} <= rules


def test_ada_settles() -> None:
    said = values("settling", "check_in")
    assert said[0]["left_leg_pain"] >= 5
    assert max(one["left_leg_pain"] for one in said[-14:]) <= 1
    assert shown("settling")[-1].result["kind"] == "train"


def test_ben_stops_it_does_not_go_back_and_he_is_sent_to_care_the_same_day() -> None:
    care = [one for one in shown("stopped") if one.result["kind"] == "seek_care"]
    assert care[0].day == BY_ID["stopped"].nature.loses_function_on
    assert care[0].result["urgency"] == "same_day"
    ended = [one for one in journal("stopped") if one.kind == "session_ended" and one.values["how"] == "stopped"]
    assert [one.day for one in ended] == [TODAY.day - BY_ID["stopped"].days + care[0].day]
    assert shown("stopped")[-1].result["kind"] == "seek_care"


def test_ben_hurts_less_while_his_foot_is_number_and_weaker() -> None:
    before, after = values("stopped", "check_in")[0], values("stopped", "check_in")[-1]
    assert after["right_leg_pain"] < before["right_leg_pain"]
    assert after["right_numbness"] > before["right_numbness"]
    assert after["right_strength"] == "weaker"


def test_ben_does_no_set_after_he_was_sent_to_care() -> None:
    kinds = [one.kind for one in journal("stopped")]
    first = next(
        number
        for number, one in enumerate(journal("stopped"))
        if one.kind == "decision" and json.loads(one.values["result"])["kind"] == "seek_care"
    )
    assert "set_done" in kinds[:first]
    assert "set_done" not in kinds[first:]


def test_cleo_is_advised_an_assessment_at_four_weeks_and_books_it() -> None:
    advised = [one.day for one in shown("stubborn") if "S9.four_weeks" in one.rules]
    assert advised[0] == 28
    assert values("stubborn", "assessment")[0]["status"] == "booked"
    assert "S9.booked" in shown("stubborn")[-1].rules


@pytest.mark.parametrize("seed", range(3))
def test_another_seed_tells_the_same_story_differently(seed: int) -> None:
    assert phases("settling", seed)[:4] == ["decompress", "release", "stabilise", "decompress"]
    assert shown("stopped", seed)[-1].result["kind"] == "seek_care"
    assert any("S9.four_weeks" in one.rules for one in shown("stubborn", seed))
    assert journal("settling", seed) != journal("settling")


@pytest.mark.parametrize("id_", BY_ID)
def test_each_line_is_one_that_the_record_takes(id_: str) -> None:
    entries, aside = read_lines(entry.raw for entry in journal(id_))
    assert (tuple(entries), aside) == (journal(id_), [])
    settled = settle(entries, TODAY)
    assert settled.aside == ()
    assert len(settled.entries) == len(entries)


@pytest.mark.parametrize("id_", BY_ID)
def test_each_decision_is_what_the_rules_decide_from_the_lines_before_it(id_: str) -> None:
    entries = journal(id_)
    for number, one in enumerate(entries):
        if one.kind == "decision":
            decision = decide(shipped(), entries[:number], Moment.parse(one.values["now"]))
            assert json.loads(json.dumps(decision.to_json())) == json.loads(one.values["result"])


@pytest.mark.parametrize("id_", BY_ID)
def test_nobody_meets_a_fault_of_the_software(id_: str) -> None:
    assert not [one for one in shown(id_) if "guard.fault" in one.rules]


@pytest.mark.parametrize("id_", BY_ID)
def test_a_story_ends_the_day_before_today_and_is_always_the_same(id_: str) -> None:
    again = lived(shipped(), BY_ID[id_], TODAY)
    assert again == journal(id_)
    assert again[-1].day == TODAY.day - 1
    assert again[0].day == TODAY.day - BY_ID[id_].days


@pytest.mark.parametrize("id_", BY_ID)
def test_another_day_and_offset_move_the_story_and_change_nothing_in_it(id_: str) -> None:
    moved = lived(shipped(), BY_ID[id_], Moment.parse("2027-01-02T22:00:00-05:00"))
    assert [one.kind for one in moved] == [one.kind for one in journal(id_)]
    assert [one.values for one in moved if one.kind == "check_in"] == values(id_, "check_in")
    assert {one.offset_min for one in moved} == {-300}


def test_the_camera_sees_ada_get_better_at_it() -> None:
    watched = [one for one in values("settling", "set_done") if one.get("source") == "camera"]
    half = len(watched) // 2
    faults = [sum(len(one["faults"]) for one in part) for part in (watched[:half], watched[half:])]
    assert half > 20
    assert faults[1] < faults[0]


def test_every_name_says_that_it_is_a_demo() -> None:
    assert all(story.name.startswith("Demo") for story in STORIES)


# -- measures ----------------------------------------------------------------------------------------------------------


def changes(id_: str) -> dict[str, Change]:
    """Return how each offered scale has changed at the story's end."""
    found = every_series(shipped(), settle(journal(id_), TODAY).entries)
    return {one.scale.id: change_of(one) for one in found if one.measure.offered}


def test_ada_can_do_more_and_ticks_fewer_sentences() -> None:
    found = changes("settling")
    assert {found[name].verdict for name in ("ability", "ticked", "change")} == {"clearly_better"}


def test_cleo_hardly_changes() -> None:
    assert not {one.verdict for one in changes("stubborn").values()} & {"clearly_better", "clearly_worse"}


def test_ben_says_that_he_can_do_more_while_function_is_lost() -> None:
    assert changes("stopped")["ability"].gain > 0
    assert function_lost(settle(journal("stopped"), TODAY).entries, 0)


@pytest.mark.parametrize("id_", BY_ID)
def test_each_measure_is_answered_or_put_off_when_it_is_due_and_never_twice_a_day(id_: str) -> None:
    entries = journal(id_)
    asked = [number for number, one in enumerate(entries) if one.kind in BESIDE]
    for number in asked:
        before, now = entries[:number], Moment.parse(entries[number - 1].at)
        measure = due(shipped(), settle(before, now).entries, now, decide(shipped(), before, now))
        assert measure is not None
        assert entries[number].kind == measure.kind or entries[number].values["measure"] == measure.id
    assert len({entries[number].day for number in asked}) == len(asked) > 5


def test_now_and_then_somebody_says_not_today() -> None:
    assert values("settling", "measure_put_off")
