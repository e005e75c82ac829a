"""`unpinch verify`: exit code, last line, and the journal of a breach that `unpinch today` shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.builders import shipped
from tests.cli.conftest import Run, nothing_found
from tests.verify.breaking import BROKEN, Broken
from unpinch import guidance
from unpinch.guidance import verify
from unpinch.programme.model import Programme

TODAY = "See it with: unpinch today "
FAULT = "Our software made an error; this isn't your body."


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Walk a very little."""
    work = verify.Work(breadth=50, walks=1, days=2, workers=1, people=("adult",), personas=("settling",))
    monkeypatch.setattr(verify, "verify", partial(verify.verify, work=work))


def broken_by(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the planner of this program go by broken rules, in `verify` and in `today`."""
    monkeypatch.setattr(
        verify, "verify", partial(verify.verify, work=broken.where.work, rules=broken.rules, judged=shipped())
    )
    monkeypatch.setattr(guidance, "decide", partial(guidance.decide, rules=broken.rules))


def test_it_ends_with_the_line_that_machines_read_and_with_zero(small: None, run: Run) -> None:
    said = run("verify")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1].endswith(", violations 0")


@pytest.mark.parametrize("name", ["gate S3.start_8", "ask S1.weekly", "block S7.week", "limit S9.six_weeks"])
def test_a_broken_rule_is_told_and_its_journal_shows_the_fault_today(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_by(BROKEN[name], monkeypatch)
    told = run("verify", "--out", tmp_path / "breach.jsonl")
    assert told.code == 1
    assert told.err.startswith("Breach of S")
    words = told.err.splitlines()[-1].removeprefix(TODAY).split()
    seen = run("today", *words)
    assert seen.code == 0
    assert FAULT in seen.out
    assert "[guard.fault; S" in seen.out


def test_the_shipped_rules_have_no_fault_on_that_journal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        broken_by(BROKEN["gate S3.start_8"], patch)
        told = run("verify", "--out", tmp_path / "breach.jsonl")
    words = told.err.splitlines()[-1].removeprefix(TODAY).split()
    assert FAULT not in run("today", *words).out


def test_the_journal_lies_where_one_is_unless_told_otherwise(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    broken_by(BROKEN["block S7.week"], monkeypatch)
    assert run("verify").code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["unpinch-breach.journal.jsonl"]


def test_it_walks_a_programme_of_ones_own(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []

    def walk(programme: Programme) -> verify.Report:
        walked.append(programme.hash)
        return nothing_found()

    monkeypatch.setattr(verify, "verify", walk)
    assert run("verify", "--programme", folder).code == 0
    assert walked == [shipped().hash]
