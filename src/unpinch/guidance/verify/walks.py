"""Two searches: breadth-first over every move to a stated number of transitions, and seeded walks of a year."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from unpinch.guidance.verify import moves
from unpinch.guidance.verify.inputs import CORRECTED, VISITS, Input
from unpinch.guidance.verify.moves import Move
from unpinch.guidance.verify.world import Place, World
from unpinch.journal import Moment

START = Moment.parse("2026-03-02T08:00:00+00:00")
_YEAR_DAYS = 365
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the breadth-first search came: moves deep, and whether nothing new was left."""

    depth: int
    closed: bool


def breadth_first(world: World, person: Input, transitions: int) -> Reach:
    """Try every move from every new place until `transitions` entries have been judged, or nothing is new."""
    first = moves.begin(world.start(START), person)
    first.decision()
    queue: deque[tuple[int, Place]] = deque([(0, first)])
    end, depth = world.tally.transitions + transitions, 0
    while queue:
        depth, place = queue.popleft()
        if world.tally.transitions >= end:
            return Reach(depth, closed=False)
        for move in moves.every(place):
            after = move.go(place)
            if after.new():
                after.decision()
                queue.append((depth + 1, after))
    return Reach(depth, closed=True)


# -- walks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Persona:
    """How a walker's days tend to go: weights of check-ins, sessions and waits; how often something seldom comes.

    `happens`: weights of what comes seldom; empty: all alike.
    """

    name: str
    check_ins: Mapping[str, int]
    sessions: Mapping[str, int]
    waits: Mapping[str, int]
    seldom: float = 0.01
    happens: Mapping[str, int] = field(default_factory=dict)


_STEADY = {"next morning": 30, "after two days": 2, "that evening": 2}
_GOOD = {"session": 20, "session, easier": 1}

PERSONAS: tuple[Persona, ...] = (
    Persona("settling", {"calm": 12, "calm and free": 3, "quiet": 4, "painkillers": 2, "only pain": 1}, _GOOD, _STEADY),
    Persona("settled", {"quiet": 20, "calm and free": 1}, _GOOD, _STEADY, 0.002),
    Persona("stuck", {"four": 8, "five": 6, "three in the calf": 1}, _GOOD, _STEADY, 0.0),
    Persona("stuck and seldom here", {"four": 8, "five": 6}, {"session": 1, "": 2}, _STEADY, 0.05, {"pause": 1}),
    Persona(
        "flaring",
        {"calm": 14, "calm and free": 8, "six in the foot": 2, "carried over": 2, "long reaction": 1, "seven": 1},
        {"session": 12, "session, tingling, not back": 1, "session, pain down, not back": 1},
        _STEADY,
    ),
    Persona(
        "tingling",
        {"calm": 10, "three in the calf": 3, "four in the thigh": 1, "numb": 1, "a little numb": 2},
        {
            "session": 3,
            "session, tingling, back": 4,
            "session, tingling later, back": 1,
            "session, tingling, not back in ten minutes, then back": 1,
            "session, back pain risen": 1,
        },
        _STEADY,
        0.0,
    ),
    Persona(
        "worsening",
        {"calm": 3, "three in the calf": 3, "four": 3, "five": 3, "six in the foot": 2, "eight": 2},
        _GOOD,
        _STEADY,
    ),
    Persona("anything", {}, {}, {move.name: 1 for move in moves.WAITS}, 0.1),
    Persona(
        "strong",
        {"quiet": 20, "one": 2, "sore": 3},
        {
            "session": 20,
            "session, felt worse": 1,
            "session, too strong later, a little": 1,
            "session, back pain risen": 1,
            "": 1,
        },
        {"next morning": 6, "that evening": 6},
        0.0,
    ),
    Persona(
        "often",
        {"calm": 6, "calm and free": 3, "quiet": 3, "eight in the thigh": 1},
        {"session": 12, **{f"session, {one.name}": 1 for one in moves.STOPPINGS}},
        {"in an hour": 12, "that evening": 2, "next morning": 4},
        0.0,
    ),
    Persona(
        "advised",
        {"quiet": 12, "eight in the thigh": 1},
        _GOOD,
        _STEADY,
        0.05,
        {"yes, advise": 1, "yes, bone_fragile": 1, "yes, fever": 3, "assessment had": 2, "a clock runs ahead": 2},
    ),
    Persona(
        "steady",
        {"five": 10, "six": 5, "seven": 1, "four in the thigh": 1},
        _GOOD,
        _STEADY,
        0.03,
        {"left with one band": 1},
    ),
    Persona(
        "seen",
        {"calm": 6, "calm and free": 3, "four in the thigh": 1},
        _GOOD,
        _STEADY,
        0.1,
        {f"assessment {one.name}": 1 for one in VISITS},
    ),
    Persona("free", {"calm and free": 16, "quiet": 2, "sore": 1}, _GOOD, _STEADY, 0.0),
    Persona("numb", {"calm": 2, "a little numb": 8, "numb": 1, "weaker": 1}, _GOOD, _STEADY, 0.0),
    Persona(
        "seldom here",
        {"quiet": 12, "calm": 1, "calm and free": 2},
        _GOOD,
        {"next morning": 1, "after two days": 3, "after five days": 2, "after seven days": 1},
        0.0,
    ),
    Persona(
        "long flares",
        {"calm": 14, "calm and free": 6, "six in the foot": 3, "carried over": 3, "was seven, now two": 1},
        {"session": 12, "session, tingling, not back": 1},
        _STEADY,
        0.0,
    ),
)
"""Ways of living that keep a walk in a corner long enough for the slow rules: weeks stuck, a flare, months of quiet."""

SECOND_THOUGHTS = Persona(
    "second thoughts",
    {
        "calm": 14,
        "calm and free": 4,
        "quiet": 2,
        **{f"{name}, corrected": 1 for name in CORRECTED},
        **{f"{name}, taken back": 1 for name in CORRECTED},
    },
    {"session": 6, "session, first set taken back": 1},
    {"next morning": 30, "after two days": 3, "that evening": 6},
    0.0,
)
"""Someone who corrects and takes back check-ins and sets late. Not among the shipped walks: see its test."""


def walk(world: World, person: Input, persona: Persona, seed: int, days: int = _YEAR_DAYS) -> Place:
    """Live some days as a persona, judging every step; return where it came to."""
    life = _Life(persona, random.Random(f"{person.name}/{persona.name}/{seed}"))  # noqa: S311 - a seeded walk, no secret
    place = moves.begin(world.start(START), person)
    last = START.day + days
    while place.now.day < last and not world.over:
        place = life.day(place)
        place.new()
    return place


class _Picker:
    """Picks among moves by a persona's weights; without weights all are alike."""

    def __init__(self, found: Sequence[Move], weights: Mapping[str, int], dice: random.Random) -> None:
        """Add the weights up, once."""
        self.found, self.dice = found, dice
        self.chances = list(accumulate(weights.get(move.name, 0) if weights else 1 for move in found))

    def pick(self) -> Move:
        """Pick one."""
        if self.chances[-1]:
            return self.dice.choices(self.found, cum_weights=self.chances)[0]
        return self.dice.choice(self.found)


class _Life:
    """A persona day by day."""

    def __init__(self, persona: Persona, dice: random.Random) -> None:
        """Take on the persona's habits."""
        self.persona, self.dice = persona, dice
        self.mornings = _Picker(moves.MORNINGS, persona.check_ins, dice)
        self.sessions = _Picker((*moves.SESSIONS, Move("", lambda here: here)), persona.sessions, dice)
        self.waits = _Picker(moves.WAITS, persona.waits, dice)

    def day(self, place: Place) -> Place:
        """Live on from a place until something has been waited for."""
        if not place.state.core.today.checked or place.state.core.day != place.now.day:
            place = self.mornings.pick().go(place)
        place.decision()
        if self.dice.random() < self.persona.seldom:
            seldom = (*moves.SELDOM, *moves.alarms(place))
            place = _Picker(seldom, self.persona.happens, self.dice).pick().go(place)
            place.decision()
        out = [*moves.ways_out(place), *moves.ways_on(place)]
        if out and self.dice.random() < _MOSTLY:
            place = self.dice.choice(out).go(place)
            place.decision()
        place = self._sit(place)
        place.decision()
        return self.waits.pick().go(place)

    def _sit(self, place: Place) -> Place:
        if "screening_line" in place.decision().asks:
            place = moves.line(place)
        return self.sessions.pick().go(place) if place.decision().kind == "train" else place
