"""Judging a day: red, amber or green (docs/readings.md, section 5), and what follows from the colour."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from unpinch.guidance.book import CROSS, FLOSS, STRENGTH, TRACTION, Book
from unpinch.guidance.day import Day, OpenDay, Pair, lower_site, more_tingling, spread_red
from unpinch.guidance.state import Doing, Ledger, Start
from unpinch.journal import CheckIn, Levels
from unpinch.journal.kinds import REACTIONS
from unpinch.programme.model import Thresholds

Colour = Literal["red", "amber", "green"]
AnyDay = Day | OpenDay

_CARRIED_OVER = frozenset({"longer", "this_morning"})
_SETTLED = frozenset({"none", "under_30_min"})
_LEG_WINDOW_DAYS = 28
_KEPT = 1024


def lower_median(values: list[int]) -> int:
    """Return the median; of an even number of values the lower middle one. -1 for none."""
    return sorted(values)[(len(values) - 1) // 2] if values else -1


class FollowUp(NamedTuple):
    """What the first check-in of a later day says of the days before: its day, leg pain, reaction.

    Of several versions the worst counts.
    """

    day: int
    leg: int
    reaction: str

    @classmethod
    def of(cls, day: int, versions: tuple[CheckIn, ...]) -> FollowUp:
        """Read the versions of a check-in."""
        if len(versions) == 1:
            return cls(day, versions[0].latest.leg, versions[0].reaction)
        return cls(day, max([said.latest.leg for said in versions]), worst_reaction(versions))


def worst_reaction(versions: tuple[CheckIn, ...]) -> str:
    """Return the worst reaction that a version of a check-in states, or an empty text."""
    if len(versions) == 1:
        return versions[0].reaction
    return max((said.reaction for said in versions if said.reaction), key=REACTIONS.index, default="")


def _is_red(ledger: Ledger, day: AnyDay, after: FollowUp, t: Thresholds) -> bool:
    """Say whether a day is red, now that the next check-in is known."""
    if after.reaction in _CARRIED_OVER and day.sessions and after.day - day.day <= t.gap_days:
        return True
    return bool(day.ended_early) or spread_red(day, ledger.last, t.red_leg_pain)


def _is_green(ledger: Ledger, day: AnyDay, after: FollowUp, t: Thresholds) -> bool:
    """Say whether a day that isn't red is green."""
    if not day.checked or day.stops or day.felt_worse or day.s13:
        return False
    if day.sessions and after.reaction not in _SETTLED:
        return False
    here, last = day.levels, ledger.last
    if last is not None and here != last.levels and (lower_site(here, last.levels) or more_tingling(here, last.levels)):
        return False
    if after.leg > here.worst and after.day - day.day == 1:
        return False
    return here.worst <= t.green_leg_pain or _usual(ledger, day, t)


def _usual(ledger: Ledger, day: AnyDay, t: Thresholds) -> bool:
    """Say whether leg pain above the green score is no more than on the days before."""
    worst = day.levels.worst
    recent = [worst for when, worst in ledger.legs if day.day - t.median_days <= when < day.day]
    return worst <= t.green_leg_pain_usual and worst <= lower_median(recent)


def colour_of(ledger: Ledger, day: AnyDay, after: FollowUp, t: Thresholds) -> Colour:
    """Return the colour of a closed day. `after`: the first check-in of a later day."""
    if _is_red(ledger, day, after, t):
        return "red"
    return "green" if _is_green(ledger, day, after, t) else "amber"


def judge(book: Book, ledger: Ledger, versions: tuple[CheckIn, ...]) -> None:
    """Judge the days that waited for a check-in, given in its versions."""
    after = FollowUp.of(ledger.day, versions)
    days, ledger.pending = ledger.pending, ()
    for day in days:
        _judge(book, ledger, day, after)


def _judge(book: Book, ledger: Ledger, day: AnyDay, after: FollowUp) -> None:
    """Let everything follow that hangs on the colour of a day."""
    t = book.t
    colour = colour_of(ledger, day, after, t)
    if ledger.last is not None and day.day - ledger.last.day > t.gap_days + 1:
        ledger.greens = 0
    if colour == "red":
        _red(ledger, day, t)
    else:
        ledger.red_run, ledger.last_red = 0, ""
    if colour == "green":
        _green(book, ledger, day)
    if day.levels.worst >= 0:
        _remember(ledger, day)


def _red(ledger: Ledger, day: AnyDay, t: Thresholds) -> None:
    spread = spread_red(day, ledger.last, t.red_leg_pain)
    ledger.last_red = "spread" if spread else ("ended" if day.ended_early else "carried")
    ledger.red_run = min(ledger.red_run + 1, t.red_running_days)
    ledger.reds = (*(one for one in ledger.reds if day.day - one < t.red_window_days), day.day)
    ledger.greens = 0
    ledger.doing = {pair: doing._replace(ok=0, spare=0) for pair, doing in ledger.doing.items()}
    if ledger.former is not None:
        ledger.flare_last = day.day
        if ledger.flare_last - ledger.flare_first > t.flare_days:
            ledger.former = None


def _green(book: Book, ledger: Ledger, day: AnyDay) -> None:
    most = book.t.stabilise_green_days_free
    if ledger.greens < most:
        ledger.greens += 1
    if day.sessions and ledger.ease:
        ledger.ease -= 1
    if day.sets:
        _practised(book, ledger, day.sets)


def _practised(book: Book, ledger: Ledger, sets: Mapping[Pair, bool]) -> None:
    """Credit a green day to the exercises that were done on it. `sets`: whether there was strength to spare."""
    t, doing = book.t, ledger.doing
    for pair, spare in sets.items():
        doing[pair] = _credited(doing[pair], t.step_green_days, spare=spare, strength=pair[0] in STRENGTH)
    done = {name for name, _ in sets}
    if FLOSS in done:
        ledger.flossed = True
    if CROSS in done:
        ledger.cross_greens = min(ledger.cross_greens + 1, t.hinge_calm_days)
    if TRACTION in done:
        ledger.traction = min(ledger.traction + 1, book.traction_steps)


@lru_cache(maxsize=_KEPT)
def _credited(doing: Doing, most: int, *, spare: bool, strength: bool) -> Doing:
    """Return an exercise with one good day more; strengthening also needs strength to spare."""
    spares = min(doing.spare + 1, most) if spare else 0
    if strength:
        return doing._replace(ok=spares, spare=spares)
    return doing._replace(ok=min(doing.ok + 1, most))


def _remember(ledger: Ledger, day: AnyDay) -> None:
    number, here, legs = day.day, day.levels, ledger.legs
    while legs and legs[0][0] <= number - _LEG_WINDOW_DAYS:
        legs = legs[1:]
    ledger.legs = (*legs, (number, here.worst))
    lower = _lower_than_start(ledger.start, here)
    ledger.lower_days = (*ledger.lower_days[-1:], number) if lower else ()
    if day.checked or max(here.left_site, here.right_site) >= 0:
        ledger.last = day


def _lower_than_start(start: Start | None, here: Levels) -> bool:
    if start is None:
        return False
    return here.left_site > start.left_site >= 0 or here.right_site > start.right_site >= 0
