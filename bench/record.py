"""A record of some years, made up: a person who settles, trains every other day and has a flare now and then."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.builders import Diary, shipped
from unpinch import __version__
from unpinch.guidance import decide
from unpinch.journal import Entry, Moment, canonical

YEAR_DAYS = 365
FLARE_EVERY_DAYS = 170
FLARE_DAYS = 9
SETTLED_AFTER_DAYS = 90
SESSION = {"clamshell": 12, "bridge": 10}
START = "2021-11-22T08:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Part:
    """A record up to the check-in of its last day, as it was written, and the moment after it."""

    years: int
    lines: tuple[bytes, ...]
    entries: tuple[Entry, ...]
    now: Moment

    @property
    def shuffled(self) -> list[Entry]:
        """Return the entries in no order."""
        return random.Random(self.years).sample(self.entries, len(self.entries))

    def count(self, kind: str) -> int:
        """Count the entries of a kind."""
        return sum(entry.kind == kind for entry in self.entries)


class Life:
    """Lives day after day and writes it down, the same each time."""

    def __init__(self) -> None:
        """Begin with the facts, a full screening and two bands."""
        self.dice = random.Random(5)
        self.diary = Diary(START, "bench")
        self.diary.ready()
        self.diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
        self.diary.band(type="mini_loop", rest_mm=305)
        self.shown: dict[str, Any] = {}

    def morning(self, day: int) -> None:
        """Answer what is due and check in; sometimes correct it, at once or the next day."""
        diary = self.diary
        if day:
            diary.screening("weekly" if day % 7 == 0 else "daily")
        diary.use("tablet" if day % 10 == 9 else "phone")  # noqa: PLR2004 - every tenth day
        leg = self._leg(day)
        entry = diary.check_in(leg, "calf" if leg > 3 else "thigh" if leg else "none", **self._moving(day, leg))  # noqa: PLR2004
        if self.dice.random() < 0.02:  # noqa: PLR2004 - a slip
            diary.correct(entry, back_pain=2)
        elif self.dice.random() < 0.01:  # noqa: PLR2004 - remembered later
            diary.wait(hours=1).correct(entry, back_pain=0)

    def _leg(self, day: int) -> int:
        if day % FLARE_EVERY_DAYS > FLARE_EVERY_DAYS - FLARE_DAYS:
            return self.dice.choice((3, 4, 5))
        return self.dice.choice((0, 0, 0, 1)) if day > SETTLED_AFTER_DAYS else max(1, 4 - day // 20)

    def _moving(self, day: int, leg: int) -> dict[str, Any]:
        return {"back": min(leg, 1), "bend": "limited" if day < SETTLED_AFTER_DAYS // 2 else "free"}

    def train(self, day: int) -> None:
        """Do a session as a decision showed it, every other day."""
        self._show()
        if day % 2:
            return
        self.diary.start()
        strong = day > SETTLED_AFTER_DAYS // 2
        amounts: dict[str, Any] = {"floss": 8, **(SESSION if strong else {"traction": 60})}
        self.diary.session(sets={"bridge": 2}, **amounts)
        if self.dice.random() < 0.5:  # noqa: PLR2004 - another round of the floss
            self.diary.wait(hours=5).session(floss=6)

    def _show(self) -> None:
        """Write the decision that was shown; its text is one real decision's, for its size."""
        if not self.shown:
            decision = decide(shipped(), self.diary.entries, Moment.parse(self.diary.now))
            label = {"programme": decision.programme, "engine": __version__}
            self.shown = {**label, "result": canonical(decision.to_json()).decode()}
        self.diary.add("decision", {"heads": [], "now": self.diary.now, **self.shown})


@cache
def parts(*years: int) -> tuple[Part, ...]:
    """Return the record after so many years each."""
    life, found = Life(), []
    ends = {count * YEAR_DAYS - 1: count for count in years}
    for day in range(max(ends) + 1):
        life.morning(day)
        if day in ends:
            found.append(_part(life.diary, ends[day]))
        life.train(day)
        life.diary.next_day()
    return tuple(found)


def _part(diary: Diary, years: int) -> Part:
    return Part(years, tuple(diary.lines), tuple(diary.entries), Moment.parse(diary.now))


def said(part: Part) -> str:
    """Return what a part holds, in words."""
    kinds = ("check_in", "screening", "set_done", "session_started", "decision")
    counts = ", ".join(f"{part.count(kind)} {kind}" for kind in kinds)
    replaced = sum(entry.replaces is not None for entry in part.entries)
    size = f"{sum(map(len, part.lines)) / 1e6:.1f} MB"
    years = f"{part.years} year{'s' if part.years > 1 else ''}"
    return f"{years}: {len(part.entries)} entries ({counts}), {replaced} corrections, {size}"
