"""Judging a day: red, amber or green (docs/readings.md, section 5), and what follows from the colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from unpinch.guidance.book import CROSS, FLOSS, STRENGTH, TRACTION, Book
from unpinch.guidance.day import Day, lower_site, more_tingling, spread_red
from unpinch.guidance.state import Doing, Ledger
from unpinch.journal.kinds import REACTIONS
from unpinch.programme.model import Thresholds

Colour = Literal["red", "amber", "green"]

_CARRIED_OVER = frozenset({"longer", "this_morning"})
_SETTLED = frozenset({"none", "under_30_min"})
_LEG_WINDOW_DAYS = 28


def lower_median(values: list[int]) -> int:
    """Return the median; of an even number of values the lower middle one. -1 for none."""
    return sorted(values)[(len(values) - 1) // 2] if values else -1


class FollowUp(NamedTuple):
    """What the first check-in of a later day says of the days before: how many days later, leg pain, reaction.

    Of several versions the worst counts.
    """

    day: int
    leg: int
    reaction: str

    @classmethod
    def of(cls, day: int, versions: Iterable[Mapping[str, Any]]) -> FollowUp:
        """Read the versions of a check-in."""
        every = tuple(versions)
        return cls(day, max(map(leg_pain, every)), worst_reaction(every))


def worst_reaction(versions: Iterable[Mapping[str, Any]]) -> str:
    """Return the worst reaction that a version of a check-in states, or an empty text."""
    said = [values["reaction"] for values in versions if "reaction" in values]
    return max(said, key=REACTIONS.index, default="")


def is_red(day: Day, last: Day | None, after: FollowUp, t: Thresholds) -> bool:
    """Say whether a day is red, now that the next check-in is known."""
    soon = after.day - day.day <= t.gap_days
    carried = bool(day.sessions) and soon and after.reaction in _CARRIED_OVER
    return bool(day.ended_early) or carried or spread_red(day, last, t.red_leg_pain)


def _calm_pain(ledger: Ledger, day: Day, t: Thresholds) -> bool:
    if day.worst <= t.green_leg_pain:
        return True
    recent = [worst for when, worst in ledger.legs if day.day - t.median_days <= when < day.day]
    return day.worst <= t.green_leg_pain_usual and day.worst <= lower_median(recent)


def _calm_after(day: Day, after: FollowUp) -> bool:
    if after.day - day.day == 1 and after.leg > day.worst:
        return False
    return not day.sessions or after.reaction in _SETTLED


def leg_pain(values: Mapping[str, Any]) -> int:
    """Return the greater of the sides' leg pain, -1 when neither is stated."""
    return max(int(values.get("left_leg_pain", -1)), int(values.get("right_leg_pain", -1)))


def _is_green(ledger: Ledger, day: Day, after: FollowUp, t: Thresholds) -> bool:
    if not day.checked or day.stops or day.felt_worse or day.s13:
        return False
    last = ledger.last
    if last is not None and (lower_site(day, last) or more_tingling(day, last)):
        return False
    return _calm_pain(ledger, day, t) and _calm_after(day, after)


def colour_of(ledger: Ledger, day: Day, after: FollowUp, t: Thresholds) -> Colour:
    """Return the colour of a closed day. `after`: the first check-in of a later day."""
    if is_red(day, ledger.last, after, t):
        return "red"
    return "green" if _is_green(ledger, day, after, t) else "amber"


def judge(book: Book, ledger: Ledger, versions: Iterable[Mapping[str, Any]]) -> None:
    """Judge the days that waited for a check-in, given in its versions."""
    after = FollowUp.of(ledger.day, versions)
    days, ledger.pending = ledger.pending, ()
    for day in days:
        _judge(book, ledger, day, after)


def _judge(book: Book, ledger: Ledger, day: Day, after: FollowUp) -> None:
    """Let everything follow that hangs on the colour of a day."""
    t = book.t
    colour = colour_of(ledger, day, after, t)
    _break_by_gap(ledger, day, t)
    if colour == "red":
        _red(ledger, day, t)
    else:
        ledger.red_run, ledger.last_red = 0, ""
    if colour == "green":
        _green(book, ledger, day)
    if day.worst >= 0:
        _remember(ledger, day)


def _break_by_gap(ledger: Ledger, day: Day, t: Thresholds) -> None:
    if day.checked and ledger.last is not None and day.day - ledger.last.day > t.gap_days + 1:
        ledger.greens = 0


def _red(ledger: Ledger, day: Day, t: Thresholds) -> None:
    spread = spread_red(day, ledger.last, t.red_leg_pain)
    ledger.last_red = "spread" if spread else ("ended" if day.ended_early else "carried")
    ledger.red_run = min(ledger.red_run + 1, t.red_running_days)
    ledger.reds = (*(one for one in ledger.reds if day.day - one < t.red_window_days), day.day)
    ledger.greens = 0
    ledger.doing = tuple((name, side, doing._replace(ok=0, spare=0)) for name, side, doing in ledger.doing)
    if ledger.former is not None:
        ledger.flare_last = day.day
        if ledger.flare_last - ledger.flare_first > t.flare_days:
            ledger.former = None


def _green(book: Book, ledger: Ledger, day: Day) -> None:
    ledger.greens = min(ledger.greens + 1, book.t.stabilise_green_days_free)
    if day.sessions and ledger.ease:
        ledger.ease -= 1
    if not day.done:
        return
    done = {name for name, _ in day.done}
    if CROSS in done:
        ledger.cross_greens = min(ledger.cross_greens + 1, book.t.hinge_calm_days)
    ledger.flossed = ledger.flossed or FLOSS in done
    ledger.doing = tuple(
        (name, side, _credit(name, side, doing, day, book.t.step_green_days)) for name, side, doing in ledger.doing
    )
    if TRACTION in done:
        ledger.traction = min(ledger.traction + 1, book.traction_steps)


def _credit(name: str, side: str, doing: Doing, day: Day, most: int) -> Doing:
    if (name, side) not in day.done:
        return doing
    spare = doing.spare + 1 if (name, side) in day.spare else 0
    if name in STRENGTH:
        return doing._replace(ok=min(spare, most), spare=min(spare, most))
    return doing._replace(ok=min(doing.ok + 1, most))


def _remember(ledger: Ledger, day: Day) -> None:
    earliest = day.day - _LEG_WINDOW_DAYS
    legs = ledger.legs
    while legs and legs[0][0] <= earliest:
        legs = legs[1:]
    ledger.legs = (*legs, (day.day, day.worst))
    ledger.lower_days = (*ledger.lower_days[-1:], day.day) if _lower_than_start(ledger, day) else ()
    if max(day.left_site, day.right_site) >= 0 or day.checked:
        ledger.last = day


def _lower_than_start(ledger: Ledger, day: Day) -> bool:
    start = ledger.start
    left = start is not None and day.left_site > start.left_site >= 0
    return left or (start is not None and day.right_site > start.right_site >= 0)
