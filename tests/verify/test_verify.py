"""The verifier itself: what it counts and says, how far it walks, and that its paths are real journals."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest

from tests.builders import shipped
from tests.verify.breaking import BROKEN
from unpinch.guard import INVARIANTS, read
from unpinch.guidance import fold_all
from unpinch.guidance.verify import Work, moves, verify, walks
from unpinch.guidance.verify.inputs import PEOPLE
from unpinch.guidance.verify.keys import key_of
from unpinch.guidance.verify.walks import PERSONAS, SECOND_THOUGHTS, START
from unpinch.guidance.verify.world import Place, World
from unpinch.journal import settle

LAST_LINE = re.compile(r"states (\d+), transitions (\d+), invariants (\d+), violations (\d+)")
SMALL = Work(breadth=1500, walks=1, days=5, workers=1, people=("adult", "both legs"), personas=("settling", "often"))


def test_a_small_walk_finds_nothing_and_says_what_it_counted() -> None:
    *reaches, walked, last = verify(shipped(), SMALL).lines()
    found = LAST_LINE.fullmatch(last)
    assert found
    states, transitions, invariants, violations = map(int, found.groups())
    assert reaches[0] == "adult: breadth-first to depth 1 (every move tried before it)"
    assert walked == "4 seeded walks of 5 days beyond it"
    assert 300 < states < transitions
    assert transitions > 1500
    assert (invariants, violations) == (len(INVARIANTS), 0)


def test_two_processes_find_what_one_finds() -> None:
    few = replace(SMALL, breadth=0, days=2)
    alone, together = verify(shipped(), few), verify(shipped(), replace(few, workers=2))
    assert together.transitions == alone.transitions
    assert sorted(name for name, _ in together.reaches) == sorted(name for name, _ in alone.reaches)


def test_it_says_when_nothing_new_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "every", lambda place: iter(moves.SELDOM[:2]))
    report = verify(shipped(), replace(SMALL, people=("under age",), personas=()))
    assert next(iter(report.lines())) == "under age: breadth-first to closure"


def test_a_walk_without_end_finds_the_same_breach_as_a_hunt() -> None:
    broken = BROKEN["limit dose.irritable"]
    work = replace(broken.where.work, walks=1, days=10)
    hunted = verify(shipped(), work, rules=broken.rules)
    walked = verify(shipped(), replace(work, hunting=False), rules=broken.rules)
    first, other = hunted.violations[0], walked.violations[0]
    assert (first.invariant, first.text, first.now) == (other.invariant, other.text, other.now)
    assert hunted.transitions < walked.transitions


def test_it_tells_first_what_the_plan_of_the_day_shows() -> None:
    broken = BROKEN["gate S3.ended"]
    work = replace(broken.where.work, walks=3, days=30, hunting=False)
    shown = [one.in_session for one in verify(shipped(), work, rules=broken.rules).violations]
    assert shown == sorted(shown)
    assert shown[0] is False


def test_the_same_seed_walks_the_same_way_and_another_seed_another() -> None:
    def counted(seed: int) -> int:
        world = World(shipped(), shipped())
        walks.walk(world, PEOPLE[0], PERSONAS[0], seed, 10)
        return world.tally.transitions

    assert counted(0) == counted(0)
    assert len({counted(seed) for seed in range(4)}) > 1


# a path is a journal: what is walked is what is replayed


def end_of(persona: str, person: str = "adult", days: int = 25) -> Place:
    world = World(shipped(), shipped())
    someone = next(one for one in PEOPLE if one.name == person)
    habits = next(one for one in (*PERSONAS, SECOND_THOUGHTS) if one.name == persona)
    return walks.walk(world, someone, habits, 1, days)


@pytest.mark.parametrize("persona", [one.name for one in (*PERSONAS, SECOND_THOUGHTS)])
def test_the_journal_of_a_path_gives_the_state_and_the_evidence_of_the_path(persona: str) -> None:
    place = end_of(persona)
    settled = settle(place.journal(), place.now)
    assert fold_all(shipped(), settled.entries) == place.state
    evidence = read(shipped(), settled.entries)
    evidence.ahead = bool(settled.ahead)
    assert key_of(evidence, place.now) == key_of(place.evidence, place.now)


def test_second_thoughts_break_nothing() -> None:
    world = World(shipped(), shipped())
    walks.walk(world, next(one for one in PEOPLE if one.name == "standing worsens"), SECOND_THOUGHTS, 0, 200)
    assert world.tally.violations == []


def corrected_yesterday() -> Place:
    place = moves.begin(World(shipped(), shipped()).start(START), PEOPLE[0])
    late = next(move for move in moves.MORNINGS if move.name == "six in the foot, corrected")
    return late.go(place).next_morning()


def test_the_journal_of_a_late_correction_keeps_both_versions() -> None:
    place = corrected_yesterday()
    settled = settle(place.journal(), place.now)
    check_in = next(one for one in settled.entries if one.kind == "check_in")
    assert [one["left_leg_pain"] for one in check_in.versions] == [6, 1]
    assert fold_all(shipped(), settled.entries) == place.state


def test_an_entry_ahead_of_the_clock_is_asked_about_until_its_time_has_come() -> None:
    place = moves.begin(World(shipped(), shipped()).start(START), PEOPLE[0])
    ahead = place.say_ahead()
    assert "clock" in ahead.decision().asks
    assert ahead.say_ahead() is ahead
    assert len(settle(ahead.journal(), ahead.now).ahead) == 1
    later = ahead.next_morning()
    assert "clock" not in later.decision().asks
    assert later.state == fold_all(shipped(), settle(later.journal(), later.now).entries)


def checked_in() -> Place:
    place = moves.begin(World(shipped(), shipped()).start(START), PEOPLE[0])
    return next(move for move in moves.MORNINGS if move.name == "calm").go(place)


def names(place: Place) -> list[str]:
    return [move.name for move in moves.every(place)]


def test_everything_that_may_happen_hangs_on_where_one_is() -> None:
    morning = checked_in()
    begun = next(move for move in moves.SESSIONS if move.name == "session").go(morning)
    assert "calm" not in names(morning)
    assert "session" in names(morning)
    assert "line" in names(begun)
    assert "session" not in names(begun)
    assert {"calm", "next morning"} <= set(names(begun.next_morning()))


def test_an_answer_at_once_is_possible_only_right_after_the_alarm() -> None:
    alarmed = next(move for move in moves.alarms(checked_in()) if move.name == "yes, emergency").go(checked_in())
    question = alarmed.state.core.flags[0].id
    later = next(move for move in moves.SELDOM if move.name == "resume").go(alarmed)
    assert f"at once {question}" in names(alarmed)
    assert f"at once {question}" not in names(later)
    assert f"cleared {question}" in names(later)


def test_it_tries_examinations_that_were_too_early_for_what_is_urgent() -> None:
    alarmed = next(move for move in moves.alarms(checked_in()) if move.name == "yes, emergency").go(checked_in())
    tried = {move.name.rpartition(" ")[0]: move.go(alarmed) for move in moves.ways_out(alarmed)}
    assert tried["cleared"].state.core.flags == ()
    for early in ("examined the day before", "examined long before"):
        assert tried[early].state.core.flags == alarmed.state.core.flags
        assert tried[early].evidence.flags.keys() == alarmed.evidence.flags.keys()


def test_a_session_that_never_ends_is_left() -> None:
    place = checked_in()
    left = moves.session(place, lambda here, step: here.later(1))
    assert left.now.epoch_s - place.now.epoch_s > 3000
    assert left.sitting.done == frozenset()


def test_a_programme_travels_to_another_process_unchanged() -> None:
    assert pickle.loads(pickle.dumps(shipped())) == shipped()  # noqa: S301 - our own bytes


def test_no_step_is_offered_where_no_session_has_begun() -> None:
    place = World(shipped(), shipped()).start(START)
    with pytest.raises(ValueError, match="no session has begun"):
        place.step(place.decision())
