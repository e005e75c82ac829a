"""The verifier defines no rule, dose, phase or threshold of its own: read from its source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import shipped
from unpinch.guidance import verify
from unpinch.programme.decision import PHASES

NO_WALKERS = {
    "keys.py": "tells two states of the guard apart, so it takes the guard's own values",
    "replay.py": "compares kept decisions with new ones: it has an order of what is looser, and walks nowhere",
}
FILES = sorted(path for path in Path(verify.__file__).parent.glob("*.py") if path.name not in NO_WALKERS)
DOORS = {
    "unpinch.guard",
    "unpinch.guidance.folding",
    "unpinch.guidance.planner",
    "unpinch.guidance.session",
    "unpinch.guidance.state",
    "unpinch.guidance.verify",
    "unpinch.journal",
    "unpinch.programme.decision",
    "unpinch.programme.model",
}
"""What the verifier may know: entries, the programme's types, and the shipped planner, session and guard."""
TAKEN = {
    "unpinch.guard": {"INVARIANTS", "Breach", "Evidence", "check", "check_step", "read"},
    "unpinch.guidance.folding": {"fold", "fold_all"},
    "unpinch.guidance.planner": {"RULES", "Rules", "plan"},
    "unpinch.guidance.session": {"Session"},
    "unpinch.guidance.state": {"EMPTY", "State"},
}
"""And of those rooms just these names."""
RULES = {
    "Gate",
    "Ask",
    "Limit",
    "Block",
    "PhaseRule",
    "Notice",
    "Invariant",
    "Reason",
    "PlannedSet",
    "Step",
    "Decision",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    yield from ((path.name, ast.parse(path.read_text("utf-8"))) for path in FILES)


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for name, tree in trees():
        yield from (
            (f"{name}:{getattr(node, 'lineno', 0)}", node) for node in ast.walk(tree) if isinstance(node, kinds)
        )


def imported() -> Iterator[tuple[str, str, str]]:
    for where, node in nodes(ast.ImportFrom, ast.Import):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for alias in getattr(node, "names", ()):
            yield where, module or alias.name, alias.name


def room(module: str) -> str:
    return next((door for door in sorted(DOORS, key=len, reverse=True) if f"{module}.".startswith(f"{door}.")), module)


def test_it_knows_only_the_shipped_planner_session_and_guard() -> None:
    others = {room(module) for _, module, _ in imported() if room(module) not in DOORS}
    assert {name.partition(".")[0] for name in others} <= set(sys.stdlib_module_names)


def test_it_takes_no_rule_out_of_them() -> None:
    for where, module, name in imported():
        if room(module) in TAKEN:
            assert name in TAKEN[room(module)], f"{where}: {name}"
        assert not name.startswith("_"), f"{where}: {name}"


def test_it_makes_no_rule_no_set_and_no_decision() -> None:
    made = {where: node.func.id for where, node in calls() if isinstance(node.func, ast.Name)}
    assert [f"{where}: {name}" for where, name in made.items() if name in RULES] == []


def calls() -> Iterator[tuple[str, ast.Call]]:
    yield from ((where, node) for where, node in nodes(ast.Call) if isinstance(node, ast.Call))


def test_it_reads_no_threshold() -> None:
    read = [where for where, node in nodes(ast.Attribute) if getattr(node, "attr", "") in {"t", "thresholds", "limits"}]
    assert read == []


def test_it_compares_nothing_with_a_number_but_none_and_one() -> None:
    for where, node in nodes(ast.Compare):
        assert isinstance(node, ast.Compare)
        numbers = [one.value for one in (node.left, *node.comparators) if isinstance(one, ast.Constant)]
        assert [one for one in numbers if isinstance(one, int | float) and one not in {0, 1}] == [], where


@pytest.mark.parametrize("words", [PHASES, tuple(shipped().exercises), tuple(shipped().rule_texts)], ids=len)
def test_it_names_no_phase_no_exercise_and_no_rule(words: tuple[str, ...]) -> None:
    said = {node.value for _, node in nodes(ast.Constant) if isinstance(node, ast.Constant)}
    assert said.intersection(words) <= {"pause"}, "the kind of entry has the same name as the rule"
