"""Each rule of the planner's, removed or turned: the verifier meets it, and `unpinch today` shows the guard's fault."""

from __future__ import annotations

import pytest

from tests.builders import shipped
from tests.verify.breaking import BROKEN, IN_SESSION, SILENT, Broken, Where, named
from tests.verify.unlisted import PROGRAMMES, STEPS, UNLISTED, Patch
from unpinch.guidance import RULES, decide
from unpinch.guidance.gates import ASKS, LATER_ASKS
from unpinch.guidance.verify import Violation, verify
from unpinch.programme.decision import Decision


def shown(broken: Broken) -> Violation:
    """The first violation that today's plan shows; its journal must show the guard's fault when it is replayed."""
    violation = broken.report().violations[0]
    assert not violation.in_session
    assert broken.names(violation), violation.text
    decision = broken.replayed(violation)
    assert "guard.fault" in rules_of(decision)
    assert decision.sets == ()
    return violation


def rules_of(decision: Decision) -> list[str]:
    return [reason.rule for reason in decision.reasons]


@pytest.mark.parametrize("name", BROKEN)
def test_the_verifier_meets_every_rule_that_is_broken(name: str) -> None:
    broken = BROKEN[name]
    violation = shown(broken)
    assert "guard.fault" in rules_of(decide(shipped(), violation.entries, violation.now, broken.rules))
    assert "guard.fault" not in rules_of(decide(shipped(), violation.entries, violation.now))


@pytest.mark.parametrize("name", UNLISTED)
def test_the_verifier_meets_rules_that_stand_in_no_list(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch = UNLISTED[name]
    monkeypatch.setattr(patch.module, patch.name, patch.instead)
    shown(patch.broken)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_verifier_meets_a_planner_that_goes_by_another_programme(name: str) -> None:
    shown(PROGRAMMES[name])


def in_session(broken: Broken) -> list[Violation]:
    return [one for one in broken.report().violations if one.in_session and broken.names(one)]


@pytest.mark.parametrize("name", IN_SESSION)
def test_the_verifier_meets_rules_that_count_inside_a_session(name: str) -> None:
    assert in_session(IN_SESSION[name])


@pytest.mark.parametrize("name", STEPS)
def test_the_verifier_meets_a_session_that_looks_away(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch: Patch = STEPS[name]
    monkeypatch.setattr(patch.module, patch.name, patch.instead)
    assert in_session(patch.broken)


# the tables are whole


def rules_of_the_planner() -> set[str]:
    lists = {
        "gate": RULES.gates,
        "ask": (*ASKS, *LATER_ASKS),
        "limit": RULES.limits,
        "block": RULES.blocks,
        "notice": RULES.notices,
        "phase": RULES.phases,
    }
    return {f"{kind} {named(rule)}" for kind, rules in lists.items() for rule in rules}


def test_every_rule_of_the_planner_is_broken_by_a_test_or_said_to_be_harmless() -> None:
    tables = [*BROKEN, *IN_SESSION, *SILENT]
    assert sorted(tables) == sorted(rules_of_the_planner())


def test_every_harmless_rule_says_why() -> None:
    assert all(len(reason.split()) > 5 for reason in SILENT.values())


@pytest.mark.parametrize("name", SILENT)
def test_a_harmless_rule_is_missed_by_nobody(name: str) -> None:
    kind, _, rule = name.partition(" ")
    assert kind == "notice"
    rules = Broken("", Where("settling")).rules
    left = tuple(one for one in rules.notices if named(one) != rule)
    work = Where("settling", "pregnant", days=60, seeds=2).work
    assert verify(shipped(), work, rules=type(rules)(notices=left)).violations == ()


def test_each_invariant_of_the_first_ten_and_lost_function_is_broken_by_some_rule() -> None:
    every = {*BROKEN.values(), *PROGRAMMES.values(), *(patch.broken for patch in UNLISTED.values())}
    certain = {one.invariants for one in every}
    assert certain >= {f"S{number}" for number in (1, 2, 3, 6, 7, 8, 9, 10, 13)}
