"""What the frequent kinds say as typed values, read once with the entry: words as numbers, -1 where nothing was said.

A reading depends on the values of its own entry alone. Rare kinds are read from their values where they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from unpinch.journal.kinds import EXERCISES, SIDES, SITES, UNREAD

UNSAID = -1
_RANK = {"": UNSAID, **{site: rank for rank, site in enumerate(SITES)}}
_THIGH = _RANK["thigh"]
_KEPT_ANSWERS = 512


class Levels(NamedTuple):
    """The worst that is said: leg pain 0-10 now or since the last time; a side's site 0-6, tingling, numbness 0-10."""

    worst: int
    left_site: int
    right_site: int
    left_tingling: int
    right_tingling: int
    left_numbness: int
    right_numbness: int


class Latest(NamedTuple):
    """How it is now: leg pain of the worse side, back pain; movement 1 limited, 0 free; painkillers 1 taken, 0 not."""

    leg: int
    back: int
    sock: int
    sit: int
    bend: int
    painkillers: int


class CheckIn(NamedTuple):
    """A check-in. `touched`: sides with symptoms below the buttock; `complete`: sides of which all is said.

    `numb`: it tells of any numbness; `alarming`: of weakness, or numbness in a new area.
    """

    levels: Levels
    latest: Latest
    reaction: str
    soreness: bool | None
    front: bool
    numb: bool
    alarming: bool
    weaker: frozenset[str]
    new_area: frozenset[str]
    between_legs: bool
    touched: frozenset[str]
    complete: frozenset[str]


class SetDone(NamedTuple):
    """A finished set. `pair`: exercise and side."""

    exercise: str
    side: str
    pair: tuple[str, str]
    session: str
    repetitions: int
    spare: bool


class Answers:
    """The answers of a screening. The same answers are the same object, so that what is read in them can be kept."""

    __slots__ = ("no", "not_sure", "scope", "yes")

    def __init__(self, scope: str, yes: tuple[str, ...], no: tuple[str, ...], not_sure: tuple[str, ...]) -> None:
        """Keep the ids of the questions by answer."""
        self.scope, self.yes, self.no, self.not_sure = scope, yes, no, not_sure


class _Keys(NamedTuple):
    """The names of one side's fields."""

    side: str
    leg_pain: str
    worst_leg_pain: str
    pain_site: str
    nerve_site: str
    tingling: str
    numbness: str
    new_area: str
    strength: str


def _keys(side: str) -> _Keys:
    return _Keys(
        side=side,
        leg_pain=f"{side}_leg_pain",
        worst_leg_pain=f"{side}_worst_leg_pain",
        pain_site=f"{side}_pain_site",
        nerve_site=f"{side}_nerve_site",
        tingling=f"{side}_tingling",
        numbness=f"{side}_numbness",
        new_area=f"{side}_numb_new_area",
        strength=f"{side}_strength",
    )


class _Side(NamedTuple):
    """What is said of one side; -1 where nothing is."""

    pain: int
    worst: int
    site: int
    tingling: int
    numbness: int
    weaker: bool
    new_area: bool
    touched: bool
    complete: bool


_LEFT, _RIGHT = map(_keys, SIDES)
_SIDES = {
    (left, right): frozenset(side for side, there in zip(SIDES, (left, right), strict=True) if there)
    for left, right in product((False, True), repeat=2)
}
_MOVES = {"": UNSAID, "free": 0, "limited": 1}
_PAIRS = {pair: pair for pair in product(EXERCISES, (*SIDES, "both"))}


def _check_in(values: Mapping[str, Any]) -> CheckIn:
    get = values.get
    apart = get("apart", ())
    left, right = _side(values, _LEFT), _side(values, _RIGHT)
    levels = Levels(
        max(left.worst, right.worst),
        left.site,
        right.site,
        left.tingling,
        right.tingling,
        left.numbness,
        right.numbness,
    )
    sock, sit, bend = _MOVES[get("sock", "")], _MOVES[get("sit", "")], _MOVES[get("bend", "")]
    pain, painkillers = max(left.pain, right.pain), int(get("painkillers", UNSAID))
    return CheckIn(
        levels=levels,
        latest=Latest(pain, get("back_pain", UNSAID), sock, sit, bend, painkillers),
        reaction=get("reaction", ""),
        soreness=bool(values["soreness"]) if "soreness" in values else None,
        front="groin" in apart or "front_thigh" in apart,
        numb=left.numbness > 0 or right.numbness > 0,
        alarming=left.weaker or right.weaker or left.new_area or right.new_area,
        weaker=_SIDES[left.weaker, right.weaker],
        new_area=_SIDES[left.new_area, right.new_area],
        between_legs="between_legs" in apart,
        touched=_SIDES[left.touched, right.touched],
        complete=_SIDES[left.complete, right.complete],
    )


def _side(values: Mapping[str, Any], keys: _Keys) -> _Side:
    get = values.get
    pain, tingling, numbness = get(keys.leg_pain, UNSAID), get(keys.tingling, UNSAID), get(keys.numbness, UNSAID)
    pain_site = _RANK[get(keys.pain_site, "")]
    return _Side(
        pain=pain,
        worst=max(pain, get(keys.worst_leg_pain, UNSAID)),
        site=max(pain_site, _RANK[get(keys.nerve_site, "")]),
        tingling=tingling,
        numbness=numbness,
        weaker=get(keys.strength) == "weaker",
        new_area=get(keys.new_area) is True,
        touched=tingling >= 1 or numbness >= 1 or (pain >= 1 and pain_site >= _THIGH),
        complete=min(pain, tingling, numbness, pain_site) > UNSAID,
    )


def _set_done(values: Mapping[str, Any]) -> SetDone:
    exercise, side = pair = _PAIRS[values["exercise"], values["side"]]
    return SetDone(exercise, side, pair, values["session"], values.get("repetitions", 0), bool(values.get("spare")))


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answers(scope: str, yes: tuple[str, ...], no: tuple[str, ...], not_sure: tuple[str, ...]) -> Answers:
    return Answers(scope, yes, no, not_sure)


def _screening(values: Mapping[str, Any]) -> Answers:
    return _answers(values["scope"], tuple(values["yes"]), tuple(values["no"]), tuple(values["not_sure"]))


_TYPED: Mapping[str, Callable[[Mapping[str, Any]], object]] = MappingProxyType(
    {"check_in": _check_in, "set_done": _set_done, "screening": _screening}
)
_QUIET = UNREAD | {"preference", "problem", "session_ended", "set_skipped", "easier"}


def typed(kind: str, values: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - each kind has its own type
    """Return what an entry says as a typed value; None where nothing is said or the kind is read from its values."""
    read = _TYPED.get(kind)
    return read(values) if read is not None and values is not None else None


def is_quiet(kind: str, values: Mapping[str, Any]) -> bool:
    """Say whether no decision depends on more than that there was such an entry on its day."""
    return kind in _QUIET or (kind == "felt" and values["answer"] != "worse")
