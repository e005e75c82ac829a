"""What trials find is kept as it is, and the page says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tools.reliability import found, fuzz, page
from tools.reliability.batches import Tally
from tools.reliability.found import Found, Kept, count_table

if TYPE_CHECKING:
    from pathlib import Path

TABLE = count_table("Something is tried", "How.", [("tries", 1200), ("said", "no")])


def test_what_is_kept_is_what_was_found(tmp_path: Path) -> None:
    kept = Kept("2026-11-22", "a machine", Found("kills --count 3", [TABLE], ["one was lost"]))
    found.keep("kills", kept, tmp_path / "kept.json")
    assert found.kept_before(tmp_path / "kept.json") == {"kills": kept}


def test_a_later_trial_takes_the_place_of_the_earlier_one_and_leaves_the_others(tmp_path: Path) -> None:
    for name, day in (("kills", "2026-11-20"), ("load", "2026-11-21"), ("kills", "2026-11-22")):
        found.keep(name, Kept(day, "a machine", Found(name, [TABLE])), tmp_path / "kept.json")
    days = {name: one.day for name, one in found.kept_before(tmp_path / "kept.json").items()}
    assert days == {"kills": "2026-11-22", "load": "2026-11-21"}


@pytest.mark.parametrize(("faults", "said"), [([], "**Faults: none.**"), (["one was lost"], "**Faults: 1.**")])
def test_the_page_says_what_was_found_when_and_how_to_repeat_it(faults: list[str], said: str) -> None:
    text = page.page({"kills": Kept("2026-11-22", "a machine", Found("kills --count 3", [TABLE], faults))})
    assert "| tries | 1,200  |" in text
    assert "`python -m tools.reliability kills --count 3`, 2026-11-22, on a machine." in text
    assert said in text
    assert all(fault in text for fault in faults)


def test_the_page_says_which_trials_are_left() -> None:
    kept = {name: Kept("2026-11-22", "a machine", Found(name, [TABLE])) for name in page.ORDER}
    assert "Nothing is kept" not in page.page(kept)
    del kept["soak"]
    assert "Nothing is kept of these trials yet: `soak`." in page.page(kept)


def test_the_page_in_docs_is_made_from_what_is_kept() -> None:
    assert page.PAGE.read_text("utf-8") == page.page(found.kept_before())


def kept_part(batches: int, faults: list[str]) -> Kept:
    counts = {"batches": batches, "programmes": 250, "files": 500}
    tables = [fuzz._table(kind, Tally(Counter({kind: many, "seen": 3})), 9_000, 7) for kind, many in counts.items()]  # noqa: SLF001
    return Kept("2026-11-22", "a machine", Found(fuzz.command(dict.fromkeys(counts, 9_000), 20), tables, faults))


def test_a_fuzz_run_goes_on_behind_the_one_that_is_kept() -> None:
    kept = kept_part(5_000, [])
    plan = fuzz.Plan(dict.fromkeys(fuzz.RUNS, 9_000), 20, 1, before=fuzz.behind(kept, kept.found.command))
    assert {kind: (counts[kind], counts["seen"]) for kind, counts in plan.tried().items()} == {
        "batches": (5_000, 3),
        "programmes": (250, 3),
        "files": (500, 3),
    }
    every = {(job.kind, job.seed): job.many for job in replace(plan, before=None).jobs()}
    left = {(job.kind, job.seed): job.many for job in plan.jobs()}
    assert every.items() > left.items()
    assert sum(every.values()) - sum(left.values()) == 5_750


def test_it_begins_anew_after_another_plan_and_not_behind_a_fault() -> None:
    kept = kept_part(5_000, ["one was lost"])
    assert fuzz.behind(kept, "fuzz --batches 3") is None
    assert fuzz.behind(None, kept.found.command) is None
    with pytest.raises(SystemExit, match="begin anew"):
        fuzz.behind(kept, kept.found.command)
    whole = kept_part(5_001, [])
    with pytest.raises(SystemExit, match="5001 batches"):
        fuzz.Plan(dict.fromkeys(fuzz.RUNS, 9_000), 20, 1, before=whole.found).tried()
