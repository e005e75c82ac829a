"""Each threshold, moved to its looser side for the planner alone: the verifier meets it."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.builders import shipped
from tests.verify.breaking import LOOSER, LOOSER_IN_SESSION, SILENT_THRESHOLDS, UNREAD_THRESHOLDS
from tests.verify.test_rules_removed import in_session, shown
from unpinch import guidance
from unpinch.guidance.verify import verify
from unpinch.programme.model import Thresholds
from unpinch.programme.setup import wanted

NAMES = [field.name for field in fields(Thresholds)]


@pytest.mark.parametrize("name", LOOSER)
def test_the_verifier_meets_every_threshold_that_is_moved(name: str) -> None:
    shown(LOOSER[name])


@pytest.mark.parametrize("name", LOOSER_IN_SESSION)
def test_the_verifier_meets_thresholds_that_count_inside_a_session(name: str) -> None:
    assert in_session(LOOSER_IN_SESSION[name])


@pytest.mark.parametrize("name", [*LOOSER, *LOOSER_IN_SESSION])
def test_the_shipped_value_stands_between_the_bounds_that_the_move_crosses(name: str) -> None:
    moved = LOOSER.get(name) or LOOSER_IN_SESSION[name]
    assert getattr(moved.planned.thresholds, name) != getattr(shipped().thresholds, name)


def test_a_looser_threshold_is_a_breach_only_by_the_true_programme() -> None:
    looser = LOOSER["no_exercise_leg_pain"]
    assert looser.report().violations
    by_itself = verify(looser.planned, replace(looser.where.work, walks=1, days=20))
    assert by_itself.violations == ()


def test_every_threshold_is_moved_by_a_test_or_said_to_be_harmless() -> None:
    tables = [*LOOSER, *LOOSER_IN_SESSION, *SILENT_THRESHOLDS, *UNREAD_THRESHOLDS]
    assert sorted(tables) == sorted(NAMES)


def planner_source() -> str:
    folder = Path(guidance.__file__).parent
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.py"))]
    return "\n".join([*texts, inspect.getsource(wanted)])


def test_the_planner_reads_every_threshold_but_those_said_to_be_unread() -> None:
    source = planner_source()
    assert {name for name in NAMES if f".{name}" not in source} == set(UNREAD_THRESHOLDS)
