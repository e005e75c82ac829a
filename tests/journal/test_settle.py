"""What counts of a set of entries: docs/readings.md, section 1, sentence by sentence."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.journal import Author, Effective, Entry, Moment, Settled, settle

PHONE = "00000000-0000-4000-8000-000000000001"
LAPTOP = "00000000-0000-4000-8000-000000000002"
LATER = Moment.parse("2026-03-05T08:00:00+00:00")


def minute(minutes: int) -> str:
    return Moment.of(Moment.parse("2026-03-02T08:00:00+00:00").epoch_s + 60 * minutes).text


class Writer:
    def __init__(self) -> None:
        self.devices = {PHONE: Author(PHONE), LAPTOP: Author(LAPTOP)}
        self.entries: list[Entry] = []

    def say(self, kind: str = "check_in", at: int = 0, device: str = PHONE, **values: Any) -> Entry:
        entry = self.devices[device].write(kind, values, minute(at))
        self.entries.append(entry)
        return entry

    def pain(self, pain: int, at: int = 0, **more: Any) -> Entry:
        return self.say("check_in", at, left_leg_pain=pain, **more)

    def correct(self, target: Entry, pain: int, at: int, device: str = PHONE) -> Entry:
        entry = self.devices[device].write(
            "check_in", {"left_leg_pain": pain, "replaces": target.id}, target.at, recorded_at=minute(at)
        )
        self.entries.append(entry)
        return entry

    def settled(self) -> Settled:
        return settle(self.entries, LATER)

    def only(self) -> Effective:
        (found,) = self.settled().entries
        return found


def pains(one: Effective) -> list[int]:
    return sorted(values["left_leg_pain"] for values in one.versions)


@pytest.fixture
def person() -> Writer:
    return Writer()


def test_it_takes_a_correction_at_once_as_if_nothing_else_had_been_said(person: Writer) -> None:
    person.correct(person.pain(9), 2, at=1)
    assert person.only().values == {"left_leg_pain": 2, "replaces": person.entries[0].id}
    assert pains(person.only()) == [2]


@pytest.mark.parametrize("late", ["eleven minutes on", "another entry between", "another device"])
def test_it_lets_both_versions_count_after_a_late_correction(person: Writer, late: str) -> None:
    target = person.pain(9)
    if late == "another entry between":
        person.say("pause", at=1, device=LAPTOP, reason="travel")
    person.correct(
        target, 2, at=11 if late == "eleven minutes on" else 2, device=LAPTOP if late == "another device" else PHONE
    )
    found = next(one for one in person.settled().entries if one.kind == "check_in")
    assert found.values is not None
    assert found.values["left_leg_pain"] == 2
    assert pains(found) == [2, 9]


def test_it_does_not_count_a_shown_decision_as_something_said_between(person: Writer) -> None:
    target = person.pain(9)
    person.say("decision", at=1, heads=[], now=minute(1), programme="p", engine="e", result="{}")
    person.correct(target, 2, at=2)
    assert pains(person.settled().entries[0]) == [2]


def test_it_forgets_an_entry_taken_back_at_once(person: Writer) -> None:
    target = person.pain(9)
    person.say("retraction", at=1, replaces=target.id)
    assert person.settled().entries == ()


def test_it_keeps_what_was_taken_back_late_for_the_gates(person: Writer) -> None:
    target = person.pain(9)
    person.say("retraction", at=30, replaces=target.id)
    assert person.only().values is None
    assert pains(person.only()) == [9]


def test_corrections_of_an_entry_kept_aside_count_by_themselves(person: Writer) -> None:
    target = person.pain(9)
    wrong = person.say("pause", at=30, replaces=target.id, reason="travel")
    later = [person.say("pause", at=at, replaces=wrong.id, reason="other") for at in (40, 60)]
    settled = person.settled()
    assert [one.id for one in settled.entries] == [target.id, *(one.id for one in later)]
    assert [(one.id, one.code) for one in settled.aside] == [(wrong.id, "wrong_target")]


def test_a_correction_reads_like_any_entry(person: Writer) -> None:
    person.correct(person.pain(9), 2, at=30)
    found = person.only()
    assert found.typed.latest.leg == 2
    assert [said.latest.leg for said in found.typed_versions] == [9, 2]
    assert len({found, person.only()}) == 1


@pytest.mark.parametrize("kind", ["stopped", "stop_answer"])
def test_it_lets_a_stop_stay_a_stop(person: Writer, kind: str) -> None:
    session = "00000000-0000-4000-8000-00000000000c"
    values: dict[str, Any] = {"session": session, "index": 0, "exercise": "nerve_floss", "level": 1, "side": "left"}
    if kind == "stop_answer":
        values = {"session": session, "stop": session, "reason": "tingling", "where": [], "alarms": ["none"]}
    stop = person.say(kind, **values)
    person.say("retraction", at=1, replaces=stop.id)
    settled = person.settled()
    assert [one.kind for one in settled.entries] == [kind]
    assert [(one.code, one.reason) for one in settled.aside] == [
        ("wrong_target", "A stop stays a stop; it can't be taken back.")
    ]


def test_it_follows_a_chain_of_corrections_to_one_root(person: Writer) -> None:
    first = person.pain(9)
    second = person.correct(first, 5, at=30)
    person.correct(second, 2, at=60)
    assert person.only().values is not None
    assert pains(person.only()) == [2, 5, 9]
    assert person.only().replaced_by == (person.entries[1].id, person.entries[2].id)


def test_it_counts_two_corrections_of_one_entry_and_shows_the_newest(person: Writer) -> None:
    first = person.pain(9)
    person.correct(first, 5, at=60)
    person.correct(first, 2, at=30)
    found = person.only()
    assert found.values is not None
    assert found.values["left_leg_pain"] == 5
    assert pains(found) == [2, 5, 9]


def test_it_counts_each_entry_of_a_circle_by_itself(person: Writer) -> None:
    one, two = "00000000-0000-4000-8000-0000000000a1", "00000000-0000-4000-8000-0000000000a2"
    author = Author(PHONE)
    circle = [
        author.write("check_in", {"left_leg_pain": 9, "replaces": two}, minute(0), id=one),
        author.write("check_in", {"left_leg_pain": 1, "replaces": one}, minute(1), id=two),
    ]
    assert [pains(found) for found in settle(circle, LATER).entries] == [[9], [1]]


def test_it_lets_a_correction_stand_by_itself_until_its_target_arrives(person: Writer) -> None:
    target = person.pain(9)
    correction = person.correct(target, 2, at=30)
    assert pains(settle([correction], LATER).entries[0]) == [2]
    assert pains(settle([correction, target], LATER).entries[0]) == [2, 9]


def test_it_sets_a_correction_of_another_kind_aside(person: Writer) -> None:
    target = person.pain(9)
    person.say("pause", at=1, reason="travel", replaces=target.id)
    assert pains(person.only()) == [9]
    assert person.settled().aside[0].code == "wrong_target"


def test_it_sets_a_retraction_of_nothing_aside_from_what_counts(person: Writer) -> None:
    person.say("retraction", replaces=PHONE)
    assert person.settled().entries == ()


def test_it_keeps_entries_ahead_of_the_clock_aside(person: Writer) -> None:
    person.pain(3)
    soon, late = LATER.plus(300), LATER.plus(301)
    author = Author(LAPTOP)
    entries = [*person.entries, *(author.write("resume", {}, at.text) for at in (soon, late))]
    settled = settle(entries, LATER)
    assert len(settled.entries) == 2
    assert [one.code for one in settled.ahead] == ["ahead"]


def test_it_lets_an_entry_ahead_be_taken_back(person: Writer) -> None:
    wrong = Author(LAPTOP).write("resume", {}, LATER.plus(900_000).text)
    person.say("retraction", replaces=wrong.id)
    settled = settle([*person.entries, wrong], LATER)
    assert settled.ahead == ()
    assert [one.code for one in settled.aside] == ["taken_back"]


def test_it_keeps_one_of_two_entries_with_the_same_id_whatever_the_order(person: Writer) -> None:
    one = Author(PHONE).write("check_in", {"left_leg_pain": 9}, minute(0), id=LAPTOP)
    two = Author(PHONE).write("check_in", {"left_leg_pain": 1}, minute(0), id=LAPTOP)
    settled = [settle(pair, LATER) for pair in ([one, two], [two, one], [one, two, two, one])]
    assert settled[0] == settled[1] == settled[2]
    assert [found.code for found in settled[0].aside] == ["conflict"]
    assert pains(settled[0].entries[0]) == [1, 9]


def test_it_lets_an_alarm_count_that_shares_its_id_with_an_entry_of_another_kind(person: Writer) -> None:
    calm = Author(PHONE).write("resume", {}, minute(0), id=LAPTOP)
    alarm = {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}
    loud = Author(PHONE).write("screening", alarm, minute(0), id=LAPTOP)
    for pair in ([calm, loud], [loud, calm]):
        assert {one.kind for one in settle(pair, LATER).entries} == {"resume", "screening"}


def test_it_lifts_at_once_only_what_a_screening_names(person: Writer) -> None:
    alarm = person.say("screening", scope="event", yes=["saddle"], no=[], not_sure=[])
    person.say("screening", at=1, scope="event", yes=[], no=["saddle"], not_sure=[], lifts=[alarm.id])
    person.say("screening", at=20, scope="event", yes=[], no=["saddle"], not_sure=[], lifts=[alarm.id])
    assert [one.lifted for one in person.settled().entries] == [frozenset(), frozenset({alarm.id}), frozenset()]


def test_it_does_not_lift_once_something_else_was_said(person: Writer) -> None:
    alarm = person.say("screening", scope="event", yes=["saddle"], no=[], not_sure=[])
    person.pain(3, at=1)
    person.say("screening", at=2, scope="event", yes=[], no=["saddle"], not_sure=[], lifts=[alarm.id])
    assert person.settled().entries[-1].lifted == frozenset()


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_it_settles_the_same_whatever_the_order_of_arrival(dice: random.Random, minutes: list[int]) -> None:
    person = Writer()
    for at in sorted(minutes):
        checks = [entry for entry in person.entries if entry.kind == "check_in"]
        if checks and dice.random() < 0.5:
            person.correct(dice.choice(checks), dice.randint(0, 10), at=at, device=dice.choice([PHONE, LAPTOP]))
        else:
            person.pain(dice.randint(0, 10), at=at)
    shuffled = [*person.entries, *person.entries]
    dice.shuffle(shuffled)
    mine, theirs = person.settled(), settle(shuffled, LATER)
    assert [(one.id, one.values, one.versions) for one in mine.entries] == [
        (one.id, one.values, one.versions) for one in theirs.entries
    ]
    assert mine.aside == theirs.aside
