"""Seeded paths of real entries: concrete values, wrong clocks, other zones, late arrivals; what they notice."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.verify.breaking import no_ask, no_gate, no_limit
from unpinch.guidance import decide
from unpinch.guidance.planner import RULES, Rules
from unpinch.guidance.verify import LONG, Work, members, verify
from unpinch.guidance.verify.paths import Path, walked
from unpinch.guidance.verify.walks import START
from unpinch.guidance.verify.world import dead_end
from unpinch.journal import KINDS, Author, settle
from unpinch.journal.fields import Choice, Int
from unpinch.programme.decision import Decision, Reason

DAY = START.day


def ended(seed: int, rules: Rules = RULES) -> Path:
    path = Path(shipped(), shipped(), rules, seed)
    path.run()
    return path


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others() -> None:
    one, again, other = (ended(seed).devices[0].has for seed in (3, 3, 4))
    assert [entry.raw for entry in one] == [entry.raw for entry in again]
    assert [entry.raw for entry in one] != [entry.raw for entry in other]


def test_some_hundred_paths_meet_every_disturbance_train_and_break_nothing() -> None:
    found = walked(shipped(), range(150))
    assert found.violations == []
    assert found.paths == 150
    assert found.trained > 150
    assert set(found.met) == {
        *("clock moves", "zone changes", "daylight-saving changes"),
        *("arrived late", "still missing", "said late", "corrected or taken back"),
    }


def test_what_is_decided_on_a_path_is_what_the_program_decides() -> None:
    for seed in range(40):
        path = ended(seed)
        assert path.decision() == decide(shipped(), path.here.has, path.now)


def test_the_order_of_arrival_does_not_matter() -> None:
    for seed in range(40):
        path = ended(seed)
        mixed = random.Random(seed).sample(path.here.has, len(path.here.has))
        assert settle(mixed, path.now) == path.settled()


@pytest.mark.parametrize(
    ("rules", "invariants"),
    [
        (no_gate("S1.flags"), {"S1"}),
        (no_gate("knowledge"), {"S1", "S10"}),
        (no_ask("S10.ahead"), {"S10"}),
        (no_gate("S3.start_8"), {"S3"}),
        (no_limit("dose.irritable"), {"S3"}),
    ],
    ids=["flags", "knowledge", "ahead", "eight", "irritable"],
)
def test_they_notice_a_rule_that_is_gone(rules: Rules, invariants: set[str]) -> None:
    found: set[str] = set()
    for first in range(0, 600, 100):
        found |= {one.invariant for one in walked(shipped(), range(first, first + 100), rules=rules).violations}
        if found & invariants:
            return
    pytest.fail(f"only {found} was noticed")


def test_a_breach_comes_with_the_journal_that_shows_it() -> None:
    found = walked(shipped(), range(300), rules=no_gate("S1.flags")).violations
    shown = next(one for one in found if one.invariant == "S1" and not one.in_session)
    assert decide(shipped(), shown.entries, shown.now, no_gate("S1.flags")).reasons[-1].rule == "guard.fault"


def test_two_processes_walk_the_same_paths_as_one() -> None:
    work = Work(breadth=0, walks=0, workers=1, people=("adult",), personas=(), paths=300)
    alone, together = verify(shipped(), work), verify(shipped(), replace(work, workers=2))
    assert (alone.paths.paths, alone.paths.transitions, alone.paths.met) == (
        *(together.paths.paths, together.paths.transitions, together.paths.met),
    )
    assert alone.transitions >= alone.paths.transitions > 300
    assert any(line.startswith("300 seeded paths of concrete entries") for line in alone.lines())


def test_a_walk_that_falls_short_says_so() -> None:
    work = Work(breadth=0, walks=0, workers=1, people=("adult",), personas=(), paths=5)
    report = verify(shipped(), work)
    assert not report.too_few
    assert not verify(shipped(), replace(work, least=report.transitions)).too_few
    assert verify(shipped(), replace(work, least=report.transitions + 1)).too_few
    assert LONG.least >= 10_000_000
    assert LONG.paths >= 20_000


# what is drawn

NUMBERS = ("left_leg_pain", "right_leg_pain", "left_tingling", "right_numbness", "back_pain")
WORDS = ("left_pain_site", "right_nerve_site", "left_strength", "reaction", "sock")


def stated(name: str, draws: int = 6000) -> set[Any]:
    dice = random.Random(name)
    return {values[name] for values in (members.a_check_in(dice, DAY) for _ in range(draws)) if name in values}


@pytest.mark.parametrize("name", NUMBERS + WORDS)
def test_every_value_of_a_symptom_is_drawn(name: str) -> None:
    field = KINDS["check_in"].fields[name]
    if isinstance(field, Int):
        assert stated(name) == set(range(field.low, field.high + 1))
    else:
        assert isinstance(field, Choice)
        assert stated(name) == set(field.words)


def test_every_question_is_answered_in_every_way() -> None:
    dice, said = random.Random(1), set()
    for _ in range(4000):
        values = members.a_screening(dice, shipped(), "event")
        said |= {(name, answer) for answer in ("yes", "not_sure") for name in values[answer]}
    assert said == {(name, answer) for name in shipped().questions for answer in ("yes", "not_sure")}


@pytest.mark.parametrize("seed", range(40))
def test_what_is_drawn_can_be_written(seed: int) -> None:
    dice, author = random.Random(seed), Author("0f0f0f0f-0000-4000-8000-000000000004")
    for kind, values in (
        ("check_in", members.a_check_in(dice, DAY)),
        ("about", members.a_person(dice, shipped(), DAY)),
        ("screening", members.a_screening(dice, shipped(), dice.choice(("full", "weekly", "daily", "line", "event")))),
    ):
        author.write(kind, values, START.text)


# a dead end

REASON = Reason("rest.nothing_left", "Nothing is left.")


@pytest.mark.parametrize(
    ("changes", "dead"),
    [
        ({}, True),
        ({"advice": ("walking",)}, False),
        ({"asks": ("check_in",)}, False),
        ({"advice": ("walking",), "reasons": ()}, True),
        ({"advice": ("walking",), "reasons": (Reason("x", ""),)}, True),
    ],
)
def test_a_dead_end_offers_nothing_or_explains_nothing(changes: dict[str, Any], dead: bool) -> None:  # noqa: FBT001
    decision = replace(Decision("rest", "none", "release", (), 0, (REASON,)), **changes)
    assert bool(dead_end(decision)) is dead
