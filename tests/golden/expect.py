"""What a situation is, and what is expected of it by hand, before any code has run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.builders import Diary, shipped

Range = tuple[int, int]
SITUATIONS: dict[str, Situation] = {}
_SIZES = ("level", "repetitions", "hold_s")


@dataclass(frozen=True, slots=True)
class Set:
    """Sets of one exercise that must be in the plan: their number, and bounds (both included) each of them keeps.

    `easiest`: at the exercise's lowest level. `may_lack`: it need not be there, but if it is, it keeps the bounds.
    """

    exercise: str
    side: str | None = None
    level: Range | None = None
    sets: Range | None = None
    repetitions: Range | None = None
    hold_s: Range | None = None
    force_most_n: int | None = None
    easiest: bool = False
    may_lack: bool = False

    def misses(self, planned: list[Mapping[str, Any]]) -> list[str]:
        """Return a sentence for each way in which the planned sets don't fit."""
        name = self.exercise + (f" on the {self.side}" if self.side else "")
        mine = [one for one in planned if one["exercise"] == self.exercise and self.side in {None, one["side"]}]
        if not mine:
            return [] if self.may_lack else [f"{name} is missing"]
        found = [f"{name}: {len(mine)} sets, expected {self.sets}"] if not _within(len(mine), self.sets) else []
        for one in mine:
            found += [
                f"{name}: {key} {one[key]}, expected {getattr(self, key)}" for key in _SIZES if self._off(one, key)
            ]
            found += self._more(name, one)
        return found

    def _more(self, name: str, one: Mapping[str, Any]) -> list[str]:
        found = []
        force, lowest = one["band"]["force_high_n"], shipped().exercises[self.exercise].levels[0].number
        if self.force_most_n is not None and force > self.force_most_n:
            found.append(f"{name}: up to {force} N, expected at most {self.force_most_n}")
        if self.easiest and one["level"] != lowest:
            found.append(f"{name}: level {one['level']}, expected the easiest, {lowest}")
        return found

    def _off(self, one: Mapping[str, Any], key: str) -> bool:
        return not _within(one[key], getattr(self, key))


def _within(value: int, bounds: Range | None) -> bool:
    return bounds is None or bounds[0] <= value <= bounds[1]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the decision must say. `section` and `quote` name the line of the clinical rules it comes from.

    `kind`, `urgency`: more than one where the rules leave it open. `absent`: also `exercise:side`, `exercise>level`.
    `nothing_else`: no exercise but those in `present`. `order`: exercises in the order they first come.
    """

    section: str
    quote: str
    kind: tuple[str, ...]
    urgency: tuple[str, ...]
    phase: str | None
    present: tuple[Set, ...] = ()
    absent: tuple[str, ...] = ()
    nothing_else: bool = False
    order: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; what is not stated is left out."""
        sets = [
            {key: value for key, value in asdict(one).items() if value not in {None, False}} for one in self.present
        ]
        plain = {key: value for key, value in asdict(self).items() if value not in ((), False)}
        return {**plain, "present": sets} if sets else plain

    def misses(self, decision: Mapping[str, Any]) -> list[str]:
        """Return a sentence for each way in which a decision (as JSON) doesn't fit."""
        return [*self._of_head(decision), *self._of_sets(list(decision["sets"])), *self._of_reasons(decision)]

    def _of_head(self, decision: Mapping[str, Any]) -> list[str]:
        wanted = {"kind": self.kind, "urgency": self.urgency, "phase": (self.phase,)}
        off = [key for key, fine in wanted.items() if decision[key] not in fine]
        return [f"{key} {decision[key]}, expected {' or '.join(map(str, wanted[key]))}" for key in off]

    def _of_sets(self, planned: list[Mapping[str, Any]]) -> list[str]:
        wrong = [miss for one in self.present for miss in one.misses(planned)]
        wrong += [f"{text} is there" for text in self.absent if any(_is(text, one) for one in planned)]
        wrong += sorted({f"{one['exercise']} is there" for one in planned if self._unexpected(one)})
        found = [next((n for n, one in enumerate(planned) if _is(text, one)), -1) for text in self.order]
        wrong += [f"order of {', '.join(self.order)} is not kept"] if found != sorted(found) or -1 in found else []
        return wrong

    def _of_reasons(self, decision: Mapping[str, Any]) -> list[str]:
        rules = {reason["rule"] for reason in decision["reasons"]}
        wrong = [f"no reason {rule}" for rule in self.rules if rule not in rules]
        wrong += [f"reason {rule} is there" for rule in self.silent if rule in rules]
        for key in ("asks", "advice"):
            wrong += [f"{key} has no {one}" for one in getattr(self, key) if one not in decision[key]]
        return wrong

    def _unexpected(self, one: Mapping[str, Any]) -> bool:
        return self.nothing_else and one["exercise"] not in {expected.exercise for expected in self.present}


def _is(text: str, one: Mapping[str, Any]) -> bool:
    exercise, _, side = text.partition(":")
    name, _, level = exercise.partition(">")
    return one["exercise"] == name and side in {"", one["side"]} and (not level or one["level"] > int(level))


@dataclass(frozen=True, slots=True)
class Situation:
    """A named situation: its journal, the time it is looked at, and the expectation."""

    name: str
    theme: str
    story: str
    tell: Callable[[Diary], None] = field(compare=False)
    expected: Expectation
    hour_matters: bool = False

    def diary(self) -> Diary:
        """Return the journal, its clock standing at the time to decide."""
        diary = Diary(name=self.name)
        self.tell(diary)
        return diary

    def to_json(self) -> dict[str, Any]:
        """Return the hand-written part as plain JSON values."""
        return {"name": self.name, "story": self.story, "now": self.diary().now, "expected": self.expected.to_json()}


def situation(  # noqa: PLR0913
    section: str,
    quote: str,
    kind: str,
    urgency: str = "none",
    phase: str | None = "decompress",
    *,
    hour_matters: bool = False,
    **more: Any,
) -> Callable[[Callable[[Diary], None]], Callable[[Diary], None]]:
    """Keep a function that tells a journal, with its expectation; its docstring is the story in a sentence.

    `hour_matters`: the decision hangs on an exact number of hours, so that a clock change may turn it.
    """
    expected = Expectation(section, quote, tuple(kind.split("|")), tuple(urgency.split("|")), phase, **more)

    def keep(tell: Callable[[Diary], None]) -> Callable[[Diary], None]:
        name = tell.__name__
        if name in SITUATIONS:
            raise ValueError(f"two situations are named {name}; give one another name")
        theme = tell.__module__.rpartition(".")[2]
        story = " ".join((tell.__doc__ or "").split())
        SITUATIONS[name] = Situation(name, theme, story, tell, expected, hour_matters)
        return tell

    return keep


Teller = Callable[[Callable[[Diary], None]], Callable[[Diary], None]]


def rest(section: str, quote: str, *, rules: tuple[str, ...], kind: str = "rest", **more: Any) -> Teller:
    """A situation in which nothing is offered."""
    return situation(section, quote, kind, rules=rules, nothing_else=True, **more)


def care(section: str, quote: str, urgency: str, *rules: str, phase: str | None = None, **more: Any) -> Teller:
    """A situation that asks for care before anything else."""
    return situation(section, quote, "seek_care", urgency, phase, rules=rules, nothing_else=True, **more)
