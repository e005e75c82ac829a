"""SAFETY.md is held against the code, and each thing that may be missing is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import safety_check

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SAFETY.md").read_text("utf-8")


def found(page: str) -> list[str]:
    return [line for check in safety_check.CHECKS for line in check(ROOT, page)]


def test_the_page_is_in_step_with_the_code() -> None:
    assert safety_check.faults(ROOT) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("`golden:yes_to_saddle`", "`golden:yes_to_nothing`", "golden:yes_to_nothing is no situation"),
        ("tests/guard/test_flags.py", "tests/guard/test_flogs.py", "tests/guard/test_flogs.py isn't there"),
        ("::test_the_camera_changes_nothing", "::test_the_camera", "has no test_the_camera"),
        ("S14 the guard may", "the guard may", "no hazard names S14"),
        ("S14 the guard may", "S99 the guard may", "S99 is no invariant of the guard"),
        ("`S9.spread`", "", "no hazard names the rule S9.spread"),
        ("`S9.spread`", "`S9.sprawl`", "S9.sprawl is no rule"),
        ("| H5 |", "| H4 |", "H4 stands there twice"),
        ("| `guard` |", "| `gourd` |", "the room guard has no class"),
        ("| `guard` |", "| `gourd` |", "gourd is no room"),
        ("plan and step | C |", "plan and step | D |", "needs what it does, a class of A, B or C, and why"),
        ("| Django |", "| Flask |", "the dependency Django isn't listed"),
        ("| Django |", "| Flask |", "Flask is no dependency any more"),
        ("| three | the moving figure |", "| three |  |", "the dependency three needs purpose, risk"),
        ("certified medical device", "medical device", "it must say: It is not a certified medical device"),
        ("| an old or strong band, a poor anchor, a wrong guess of force |", "|  |", "H5 must have 6 cells"),
    ],
)
def test_it_notices_what_is_missing_or_wrong(old: str, new: str, said: str) -> None:
    assert old in PAGE
    assert any(said in line for line in found(PAGE.replace(old, new)))


def test_a_hazard_needs_more_than_one_test() -> None:
    *others, last = next(line for line in PAGE.splitlines() if line.startswith("| H2 |")).strip("|").split("|")
    poor = PAGE.replace(last, f" {last.split()[0]} ")
    assert len(others) == 5
    assert "SAFETY.md: H2 names fewer than two tests" in found(poor)


def test_a_page_without_a_table_is_none() -> None:
    assert "SAFETY.md: there is no table of hazards" in found("# Safety\n")
