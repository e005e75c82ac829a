"""Where situations begin: people somewhere along the programme, the clock standing on the morning of a day."""

from __future__ import annotations

from typing import Any

from tests.builders import Diary
from tests.golden.expect import Set

FLOSS_LIGHT = Set("nerve_floss", level=(0, 1), sets=(1, 1), repetitions=(1, 3))
"""The floss at half dose: one set, half of the five repetitions it starts with, level 1 at most."""

CLAMS = (Set("clamshell", "left"), Set("clamshell", "right"))
STRENGTH = (*CLAMS, Set("bridge"))
NO_STRENGTH = ("clamshell", "bridge")
NO_RELEASE = ("cross_body", "seated_hinge")
FLOSS_AND_CROSS_BODY = (Set("nerve_floss", "left", sets=(1, 1)), Set("cross_body", "left", level=(1, 1)))


def decompressed(d: Diary, leg: int = 3, site: str = "calf", **about: Any) -> None:
    """Day 0 in decompress: everything asked is answered and nothing done yet."""
    d.ready(**about)
    d.check_in(leg, site)


def day_one(d: Diary, leg: int = 3, site: str = "calf", **about: Any) -> None:
    """The morning of day 1, after a calm first day in decompress."""
    d.ready(**about)
    d.calm_day(leg, site)


def releasing(d: Diary, site: str = "calf", **about: Any) -> None:
    """The morning of day 3, on which release opens with the check-in."""
    d.ready(**about)
    d.calm_days(3, 2, site)


def stabilising(d: Diary) -> None:
    """The morning of day 8, on which stabilise opens with the check-in (release opened on day 3)."""
    d.ready()
    d.calm_days(8, 2, "thigh")


def placed_high(d: Diary, **about: Any) -> None:
    """Day 0, placed in stabilise: no leg symptoms at all."""
    d.ready(**about)
    d.check_in(0)


def strengthen(d: Diary, **more: Any) -> None:
    """Do a session of floss, clamshell and bridge at the easiest levels."""
    d.session(floss=5, clamshell=8, bridge=8, **more)


def later_today(d: Diary) -> None:
    """Two hours on, with the line that is asked before a later session answered."""
    d.wait(hours=2)
    d.screening("line")
