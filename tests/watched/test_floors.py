"""The coach doesn't get worse: a small fixed sample of cases against floors a little below what is measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools.watched import report
from tools.watched.judge import Verdict
from tools.watched.watch import watched


@pytest.fixture(scope="module")
def sampled() -> list[Verdict]:
    return [watched(case.id) for case in report.sample()]


def test_it_counts_holds_and_tells_faults_as_well_as_before(sampled: list[Verdict]) -> None:
    assert report.shortfalls(sampled) == []


def test_a_coach_that_counts_one_too_many_falls_short(sampled: list[Verdict]) -> None:
    worse = [replace(one, counted=one.counted + 1) for one in sampled]
    assert any("Exact counts" in line for line in report.shortfalls(worse))
