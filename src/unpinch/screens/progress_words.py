"""What the leg picture shows in one plain sentence, how sure that is, and never a promise.

Two stretches of days are compared: the last seven, and the seven that lie two weeks back (in a young record its first
days). Of each the middle day counts: for the past the better of two middle ones, for now the worse. Function comes
before pain (S13): with more numbness or weakness nothing is called better, whatever pain does. All of it is choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from unpinch.journal import SITES
from unpinch.screens import words
from unpinch.screens.progress_days import Days, LegDay

WEEK_DAYS = 7
BACK_DAYS = 20
LEAST_DAYS = 3
_MUCH = 2
_BACK, _KNEE = 1, 4


@dataclass(frozen=True, slots=True)
class Told:
    """The picture in words. `verdict`: what was found, by one word; `notes`: how sure, and what else matters."""

    verdict: str
    title: str
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of one leg on which pain and its place were said."""

    name: str
    days: Sequence[LegDay]

    @property
    def said(self) -> list[LegDay]:
        return [day for day in self.days if day.pain >= 0 and (day.site > 0 or not day.pain)]

    def sites(self) -> list[int]:
        return sorted(day.site if day.pain else 0 for day in self.said)

    def pains(self) -> list[int]:
        return sorted(day.pain for day in self.said)

    def most(self, name: str) -> int:
        return max((getattr(day, name) for day in self.days), default=-1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Before and now, and whether a rule still waits because function was lost."""

    before: Stretch
    now: Stretch
    flagged: bool

    @property
    def few(self) -> bool:
        return min(len(self.before.said), len(self.now.said)) < LEAST_DAYS

    @property
    def was(self) -> int:
        """Return how far down it usually was before: of two middle days the better one."""
        return self.before.sites()[(len(self.before.said) - 1) // 2]

    @property
    def is_(self) -> int:
        """Return how far down it usually is now: of two middle days the worse one."""
        return self.now.sites()[len(self.now.said) // 2]

    @property
    def was_pain(self) -> int:
        return self.before.pains()[(len(self.before.said) - 1) // 2]

    @property
    def is_pain(self) -> int:
        return self.now.pains()[len(self.now.said) // 2]

    @property
    def milder(self) -> int:
        """Return by how much the usual pain has fallen, seen carefully; below 0: risen."""
        return self.was_pain - self.is_pain

    @property
    def number(self) -> bool:
        """Tell whether there is more numbness than before."""
        return self.now.most("numbness") > max(0, self.before.most("numbness"))

    @property
    def weak(self) -> bool:
        return self.now.most("strength") == 1

    @property
    def lost(self) -> bool:
        """Tell whether function comes before anything else."""
        return self.flagged or self.weak or self.number or self.now.most("held") > 0

    @property
    def unknown(self) -> bool:
        """Tell whether numbness or strength wasn't said, so that nothing can be called better."""
        here = (self.now.most("numbness"), self.now.most("strength"), self.before.most("numbness"))
        return min(here) < 0

    @property
    def more_tingling(self) -> bool:
        return self.now.most("tingling") > max(0, self.before.most("tingling"))


def pair_of(days: Days, today: int, *, flagged: bool) -> Pair:
    """Return the two stretches to compare. `today`: a day's ordinal."""
    now = Stretch("this week", _between(days, today - WEEK_DAYS + 1, today))
    first = min((day for day, one in days.items() if one.days), default=today)
    start = max(first, today - BACK_DAYS)
    before = _between(days, start, min(start + WEEK_DAYS, today - WEEK_DAYS + 1) - 1)
    name = "two weeks ago" if start == today - BACK_DAYS else "in your first days"
    return Pair(Stretch(name, before), now, flagged)


def _between(days: Days, first: int, last: int) -> list[LegDay]:
    return [days[day] for day in range(first, last + 1) if day in days and days[day].days]


def told_of(pair: Pair, leg: str) -> Told:
    """Return what the picture shows of a leg, in words."""
    verdict = next(name for name, fits in _VERDICTS if fits(pair))
    title, text = _SAID[verdict](pair, leg)
    return Told(verdict, title, text, tuple(note for note in (_sure(pair), _function(pair)) if note))


_VERDICTS: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("function", lambda pair: pair.lost),
    ("few", lambda pair: pair.few),
    ("down", lambda pair: pair.is_ > pair.was),
    ("unknown", lambda pair: pair.unknown),
    ("mixed", lambda pair: pair.more_tingling or (pair.milder < 0 and pair.is_ < pair.was)),
    ("calm", lambda pair: max(pair.is_, pair.was) <= _BACK),
    ("up", lambda pair: pair.is_ < pair.was),
    ("milder", lambda pair: pair.milder >= _MUCH),
    ("same", lambda _: True),
)
"""The first that fits is said: function before pain, the worse before the better."""
BETTER = frozenset({"calm", "up", "milder"})


def _function_said(pair: Pair, leg: str) -> tuple[str, str]:
    what = "weaker" if pair.weak else "more numb" if pair.number else "weaker or more numb"
    less = "" if pair.few or (pair.is_ >= pair.was and pair.milder <= 0) else " Less pain doesn't make up for that."
    after = "Feeling and strength count more than pain. “Today” says what to do."
    return "Feeling and strength come first.", f"Your {leg} or foot was {what} this week.{less} {after}"


def _few(pair: Pair, leg: str) -> tuple[str, str]:
    here = len(pair.now.said)
    is_ = f"There {'is' if here == 1 else 'are'} {words.times(here, 'day')}" if here else "Nothing was written"
    text = f"{is_} about your {leg} this week. From {LEAST_DAYS} days in two different weeks on we compare."
    return "Too early to tell.", text


def _moved(title: str) -> Callable[[Pair, str], tuple[str, str]]:
    return lambda pair, leg: (title, f"{_before(pair, leg)} {_now(pair)}")


def _before(pair: Pair, leg: str) -> str:
    sites, was = pair.before.sites(), pair.was
    when = words.capital(pair.before.name)
    if not was:
        return f"{when} there was no pain in your {leg} on {_of(sum(not one for one in sites), sites)}."
    if was == _BACK:
        return f"{when} the pain stayed out of your {leg} on {_of(sum(one <= was for one in sites), sites)}."
    reached = sum(one >= was for one in sites)
    return f"{when} your {leg} pain reached the {SITES[was]} on {_of(reached, sites)}."


def _now(pair: Pair) -> str:
    sites, here = pair.now.sites(), pair.is_
    if pair.is_ > pair.was:
        return f"This week it {_reached(here)} on {_of(sum(one >= here for one in sites), sites)}."
    stayed = _of(sum(one <= here for one in sites), sites)
    if not here:
        return f"This week there was none on {stayed}."
    if here == pair.was > _BACK:
        return f"This week it still {_reached(here)} on {_of(sum(one >= here for one in sites), sites)}."
    return f"This week it stayed {'in the back' if here == _BACK else f'above the {SITES[here + 1]}'} on {stayed}."


def _reached(rank: int) -> str:
    return "was in the back" if rank == _BACK else f"reached the {SITES[rank]}"


def _of(count: int, every: Sequence[int]) -> str:
    return f"{count} of {words.times(len(every), 'day')}"


def _same(pair: Pair, leg: str) -> tuple[str, str]:
    stronger = f" Its usual strength was {pair.was_pain} of 10, and now is {pair.is_pain}." if pair.milder < 0 else ""
    return "Not yet.", f"{_before(pair, leg)} {_now(pair)}{stronger}"


def _milder(pair: Pair, leg: str) -> tuple[str, str]:
    milder = f"Its usual strength was {pair.was_pain} of 10, and now is {pair.is_pain}."
    return "As far down, and milder.", f"{_before(pair, leg)} {_now(pair)} {milder}"


def _mixed(pair: Pair, leg: str) -> tuple[str, str]:
    what = "tingling has grown" if pair.more_tingling else "pain is stronger"
    return "Not clear yet.", f"{_before(pair, leg)} {_now(pair)} But {what} since then."


def _unknown(pair: Pair, leg: str) -> tuple[str, str]:
    text = f"{_before(pair, leg)} {_now(pair)} Numbness or strength wasn't said in this time, so we can't tell more."
    return "We can't tell yet.", text


_SAID: Mapping[str, Callable[[Pair, str], tuple[str, str]]] = {
    "function": _function_said,
    "few": _few,
    "down": _moved("It reaches farther down."),
    "unknown": _unknown,
    "mixed": _mixed,
    "calm": _moved("The pain is calm."),
    "up": _moved("It is drawing up."),
    "milder": _milder,
    "same": _same,
}


def _sure(pair: Pair) -> str:
    if pair.few:
        return ""
    compared = f"{len(pair.before.said)} with {words.times(len(pair.now.said), 'day')}"
    return f"We compared {compared}. That is a trend: no diagnosis, and no promise."


def _function(pair: Pair) -> str:
    was, now = pair.before.most("numbness"), pair.now.most("numbness")
    number = f"Numbness: up to {now} of 10 this week, before up to {max(0, was)}."
    if pair.weak:
        weak = words.times(sum(day.strength == 1 for day in pair.now.days), "day")
        return f"Strength: weaker on {weak} this week.{f' {number}' if pair.number else ''}"
    if pair.number:
        return number
    if min(now, pair.now.most("strength")) < 0:
        return "Numbness or strength: not said this week."
    return "Numbness and strength: no worse."
