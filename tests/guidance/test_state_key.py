"""When two states are equal: everything that can matter later is in the key, and what rides along isn't."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import Diary, shipped
from unpinch.guidance import EMPTY, State, fold_all
from unpinch.guidance.day import Day, Stop
from unpinch.guidance.state import FIELDS, Core, Doing, Flag, Start
from unpinch.journal import Moment, settle
from unpinch.programme.bands import OwnedBand

RIDE_ALONG = {
    "person": "worked out from `facts`, which are in the key",
    "phase_rule": "names the reason on the day a phase begins; the phase and its day are in the key",
    "check_in_ids": "ids for reasons",
    "now_s": "only hours since then matter, and those are in the key where something waits for them",
}
DAY_RIDES_ALONG = {"day": "the day that it is for; its distance from the state's own day is in the key"}
STOP_RIDES_ALONG = {"ids": "ids for reasons", "session": "its id; which session of the day it was is in the key"}


def told() -> Core:
    """A state with something in it: a week of calm days, and a stop in the second session of today."""
    diary = Diary().ready()
    diary.calm_days(6)
    diary.morning(2)
    diary.session(floss=5).screening("line")
    diary.stop()
    core = fold_all(shipped(), settle(diary.entries, Moment.parse(diary.now)).entries).core
    return core._replace(
        flags=(Flag("fever", "same_day", "S1.same_day", ("a",), (core.day - 1,)),),
        fever_yes_s=core.now_s - 3600,
        strength_s=core.now_s - 7200,
        strength_days=(core.day - 2,),
        pending=(core.today,),
        booked_day=core.day + 3,
        paused_until=core.day + 1,
        nerve_rest_until=core.day + 2,
        former="release",
        flare_first=core.day - 3,
        flare_last=core.day - 1,
        start=Start(core.day - 6, 2, 5, 0, 1),
    )


CORE = told()
TODAY = CORE.day
OTHER: dict[str, Any] = {
    "day": TODAY + 1,
    "facts": (*CORE.facts, ("no_band", True)),
    "bands": (OwnedBand("b", "flat"),),
    "flags": (Flag("fever", "same_day", "S1.same_day", ("a",), (TODAY - 2,)),),
    "cleared": frozenset({"fever"}),
    "advised": frozenset({"bone_fragile"}),
    "silenced": frozenset({"bone_fragile"}),
    "full_day": TODAY - 3,
    "weekly_day": TODAY - 3,
    "daily_day": TODAY - 3,
    "fever_yes_s": CORE.now_s - 7200,
    "today": CORE.today._replace(first_leg=9),
    "pending": (),
    "last": None,
    "legs": ((TODAY - 1, 9),),
    "numb": ((TODAY - 1, 1, 1),),
    "numb_now": (3, 0),
    "reds": (TODAY - 4,),
    "last_red": "spread",
    "lower_days": (TODAY - 1,),
    "paused_until": TODAY + 5,
    "phase": "stabilise",
    "phase_day": TODAY - 2,
    "former": "stabilise",
    "flare_first": TODAY - 5,
    "flare_last": TODAY - 2,
    "start": Start(TODAY - 6, 3, 5, 0, 1),
    "doing": (("nerve_floss", "left", Doing(0)),),
    "strength_days": (TODAY - 3,),
    "strength_s": CORE.now_s - 3600,
    "tingle_stops": ((TODAY - 1, 0),),
    "nerve_rest_until": TODAY + 6,
    "booked_day": TODAY + 4,
    "had_day": TODAY - 9,
    "not_yet_day": TODAY - 3,
}


def changed(core: Any, **fields: Any) -> Any:
    """The same tuple with other fields."""
    return core._replace(**fields)


def otherwise(value: Any) -> Any:
    """Another value of the same kind, where one is easily made."""
    return not value if isinstance(value, bool) else value + 1


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in RIDE_ALONG])
def test_a_field_that_differs_makes_another_state(name: str) -> None:
    other = OTHER.get(name) if name in OTHER else otherwise(getattr(CORE, name))
    state = State(changed(CORE, **{name: other}))
    assert getattr(CORE, name) != other
    assert state != State(CORE)
    assert state.key != State(CORE).key


@pytest.mark.parametrize("name", RIDE_ALONG)
def test_a_field_that_rides_along_makes_no_other_state(name: str) -> None:
    still = changed(CORE, fever_yes_s=-1, strength_s=-1)
    other = {"check_in_ids": ("x",), "phase_rule": "x", "now_s": 1, "person": EMPTY.core.person}[name]
    state = State(changed(still, **{name: other}))
    assert state == State(still)
    assert hash(state) == hash(State(still))


def test_every_field_that_rides_along_says_why() -> None:
    assert set(RIDE_ALONG) < set(FIELDS)
    assert all(len(why) > 10 for why in (RIDE_ALONG | DAY_RIDES_ALONG | STOP_RIDES_ALONG).values())


DAY_OTHER: dict[str, Any] = {
    "levels": CORE.today.levels._replace(left_tingling=7),
    "latest": CORE.today.latest._replace(painkillers=1),
    "reaction": "longer",
    "stops": (),
    "sessions": (),
    "felt_worse": (("bridge", "both"),),
    "done": (),
    "spare": (("bridge", "both"),),
    "floss": (1, 1, 1, 1, 1, 1),
    "ended_early": "S3",
}


@pytest.mark.parametrize("where", ["today", "pending", "last"])
@pytest.mark.parametrize("name", [name for name in Day._fields if name not in DAY_RIDES_ALONG])
def test_a_day_that_differs_makes_another_state(where: str, name: str) -> None:
    day = CORE.today
    other = DAY_OTHER[name] if name in DAY_OTHER else otherwise(getattr(day, name))
    days = [day, changed(day, **{name: other})]
    one, two = (State(changed(CORE, **{where: (each,) if where == "pending" else each})) for each in days)
    assert one != two


def with_stop(change: Callable[[Stop], Stop]) -> State:
    stop = CORE.today.stops[0]._replace(settled="", back=False)
    return State(CORE._replace(today=CORE.today._replace(stops=(change(stop),))))


STOP_OTHER: dict[str, Any] = {"exercise": "bridge", "side": "right", "reason": "other", "settled": "back"}


@pytest.mark.parametrize("name", [name for name in Stop._fields if name not in STOP_RIDES_ALONG])
def test_a_stop_that_differs_makes_another_state(name: str) -> None:
    stop = CORE.today.stops[0]._replace(settled="")
    other = STOP_OTHER[name] if name in STOP_OTHER else otherwise(getattr(stop, name))
    assert with_stop(lambda one: one) != with_stop(lambda one: changed(one, **{name: other}))


def test_it_matters_in_which_session_of_the_day_a_stop_was() -> None:
    first, second = (name for name, _, _ in CORE.today.sessions)
    assert with_stop(lambda one: one._replace(session=first)) != with_stop(lambda one: one._replace(session=second))


def test_ids_do_not_matter() -> None:
    renamed = CORE.today._replace(
        sessions=tuple((f"x{name}", leg, back) for name, leg, back in CORE.today.sessions),
        stops=tuple(one._replace(session=f"x{one.session}", ids=("y",)) for one in CORE.today.stops),
    )
    flags = tuple(flag._replace(raised=("z",) * len(flag.raised)) for flag in CORE.flags)
    assert State(CORE._replace(today=renamed, flags=flags)) == State(CORE)


def test_what_lies_too_far_back_to_compare_no_longer_grows_older() -> None:
    long_ago, longer_ago = (State(CORE._replace(full_day=TODAY - days)) for days in (500, 900))
    assert long_ago == longer_ago
    assert State(CORE._replace(full_day=TODAY - 399)) != long_ago
