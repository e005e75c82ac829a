"""What must hold for every journal, however a life goes."""

from __future__ import annotations

import copy
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Diary, shipped
from tests.golden.alike import days_later
from tests.guard.wandering import diaries
from unpinch.guard import judge, read
from unpinch.guidance import EMPTY, RULES, State, decide, fold, fold_all, plan
from unpinch.guidance.course import forget
from unpinch.journal import Moment, Settled, read_lines, settle
from unpinch.programme.decision import URGENCIES, Decision

some = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def settled(diary: Diary) -> Settled:
    return settle(diary.entries, Moment.parse(diary.now))


@some
@given(diaries())
def test_folding_one_by_one_is_folding_all_at_once(diary: Diary) -> None:
    entries = settled(diary).entries
    state = EMPTY
    for entry in entries:
        state = fold(shipped(), state, entry)
    assert state == fold_all(shipped(), entries)
    assert state.core == fold_all(shipped(), entries).core


@some
@given(diaries(), st.integers(0, 25))
def test_folding_may_go_on_from_any_state(diary: Diary, place: int) -> None:
    entries = settled(diary).entries
    middle = fold_all(shipped(), entries[:place])
    assert fold_all(shipped(), entries[place:], middle) == fold_all(shipped(), entries)


def story(lines: list[bytes], now: str) -> tuple[State, Decision]:
    entries, aside = read_lines(lines)
    assert aside == []
    at = Moment.parse(now)
    return fold_all(shipped(), settle(entries, at).entries), decide(shipped(), entries, at)


@some
@given(diaries(), st.integers(1, 1500))
def test_the_same_story_so_many_days_later_is_the_same_state_with_the_same_hash(diary: Diary, days: int) -> None:
    first, decided = story(diary.lines, diary.now)
    second, later = story(*days_later(days)(diary.lines, diary.now))
    assert second == first
    assert hash(second) == hash(first)
    assert len({first, second}) == 1
    assert replace(later, next_due="") == replace(decided, next_due="")


@some
@given(diaries())
def test_deciding_is_pure(diary: Diary) -> None:
    now = Moment.parse(diary.now)
    before, programme = list(diary.entries), copy.copy(shipped())
    first = decide(shipped(), diary.entries, now)
    forget()
    assert decide(shipped(), diary.entries, now) == first
    assert diary.entries == before
    assert [entry.raw for entry in diary.entries] == [entry.raw for entry in before]
    assert shipped() == programme


@some
@given(diaries())
def test_planning_leaves_the_state_as_it_was(diary: Diary) -> None:
    state = fold_all(shipped(), settled(diary).entries)
    core, later = state.core, Moment.parse(diary.now).plus(9 * 86_400)
    assert plan(shipped(), state, later, (), RULES) == plan(shipped(), state, later)
    assert state.core is core
    assert state == fold_all(shipped(), settled(diary).entries)


@some
@given(diaries())
def test_no_life_makes_the_guard_withhold_a_plan(diary: Diary) -> None:
    decision = decide(shipped(), diary.entries, Moment.parse(diary.now))
    assert "guard.fault" not in [reason.rule for reason in decision.reasons]
    assert (decision.kind == "train") == bool(decision.sets)


@some
@given(diaries(), st.sampled_from(URGENCIES), st.sampled_from(["train", "rest", "stop", "seek_care"]))
def test_whatever_is_proposed_the_guard_never_lowers_its_urgency(diary: Diary, urgency: str, kind: str) -> None:
    found = settled(diary)
    now = Moment.parse(diary.now)
    proposal = plan(shipped(), fold_all(shipped(), found.entries), now)
    tampered = replace(proposal, urgency=urgency, kind=kind)  # type: ignore[arg-type]
    after = judge(read(shipped(), found.entries), now, tampered)
    assert URGENCIES.index(after.urgency) >= URGENCIES.index(tampered.urgency)
    assert set(after.advice) >= set(tampered.advice)
    assert not after.sets or after == tampered
