"""What comes after the golden situations stays as it was, and nothing in it is unsafe."""

from __future__ import annotations

import pytest

from tests.guidance import futures


@pytest.mark.parametrize("name", futures.situations())
def test_what_comes_next_is_as_it_was(name: str) -> None:
    assert list(futures.lines_of(name)) == futures.kept()[name], "meant? then `python -m tools.golden refresh`"


def test_nothing_is_kept_that_the_guard_finds_unsafe_and_nothing_of_what_is_gone() -> None:
    kept = futures.kept()
    assert tuple(kept) == futures.situations()
    assert all([line.split(" | ")[1] for line in lines] == list(futures.FUTURES) for lines in kept.values())
    assert not [line for lines in kept.values() for line in lines if " BREACH " in line]


def test_the_futures_reach_every_phase_and_every_kind_of_day() -> None:
    told = [line.split(" | ")[2] for lines in futures.kept().values() for line in lines]
    assert {line.split()[0] for line in told} >= {"train", "rest", "seek_care"}
    assert {line.split()[2] for line in told if line.startswith("train")} == {
        "decompress",
        "release",
        "stabilise",
        "maintain",
    }
