"""A short form of each trial of `python -m tools.reliability`: the same is asserted, of less. No time is judged."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from tools.reliability.browsers import browsers
from tools.reliability.faults import faults
from tools.reliability.fuzz import Plan, fuzz
from tools.reliability.kills import kills
from tools.reliability.load import load
from tools.reliability.primary import primary

SEED = 6


def test_a_killed_server_loses_and_doubles_nothing_and_sessions_go_on_where_they_were() -> None:
    assert kills(3, SEED).faults == []


def test_a_killed_browser_loses_and_doubles_nothing_and_the_session_goes_on_at_the_right_set() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:  # Playwright runs once in a process
        assert apart.submit(browsers, 2, SEED).result().faults == []


def test_faults_of_disks_and_clocks_are_told_and_lose_nothing() -> None:
    found = faults()
    assert found.faults == []
    assert len(found.tables[0].rows) == 6


def test_random_batches_programmes_and_files_cause_no_fault() -> None:
    assert fuzz(Plan({"batches": 600, "programmes": 40, "files": 100}, SEED, workers=2)).faults == []


def test_people_in_live_sessions_meet_no_error_and_keep_what_they_entered() -> None:
    found = load(people=6, seconds=4, pace_s=0.5, seed=SEED, judged=False)
    print("\n\n".join(table.markdown() for table in found.tables))  # noqa: T201 - the figures, for whoever looks
    assert found.faults == []


def test_a_killed_primary_loses_and_doubles_nothing_and_sessions_go_on_on_its_standby() -> None:
    found = primary(1, SEED)
    assert found.faults == []
    assert found.tables[0].rows[0] == ("kills of the primary", "1")
