"""Cases that once went wrong, each for a cause of the coach's own: they stay mended."""

from __future__ import annotations

import pytest

from tools.watched import tally
from tools.watched.watch import watched

RESTLESS_KNEE = "clamshell-1-right-raised-clean-none-8002"
LEGS_OVER = "seated_hinge-1-right-oblique-clean-none-9501"
GETTING_UP = "bridge-1-left-far-about-none-8003"
FOOT_ENDS = ("bridge-2-right-foot_oblique-clean-none-1", "clamshell-1-right-foot_oblique-clean-none-1")


def test_a_leg_that_is_seen_restlessly_doesnt_keep_it_from_arming() -> None:
    found = watched(RESTLESS_KNEE)
    assert found.counted == found.repetitions == 6


def test_legs_changed_over_while_nobody_was_seen_are_no_sign_to_stop() -> None:
    found = watched(LEGS_OVER)
    assert not found.stopped
    assert tally.is_right(found)


def test_hips_lifted_while_getting_up_are_no_repetition() -> None:
    assert watched(GETTING_UP).counted == 0


@pytest.mark.parametrize("name", FOOT_ENDS)
def test_it_counts_nothing_from_the_foot_end_and_says_so(name: str) -> None:
    found = watched(name)
    assert (found.armed, found.counted) == (False, 0)
    assert "view" in found.framing
