"""Red days, steps back, the way back after a flare, and the irritable nerve."""

from __future__ import annotations

from typing import Any

from tests.builders import Diary
from tests.golden.expect import Set, rest, situation
from tests.golden.situations.people import (
    FLOSS_LIGHT,
    NO_RELEASE,
    NO_STRENGTH,
    day_one,
    placed_high,
    releasing,
    stabilising,
)

ONE_RED = "One red day: floss level 1 or rest, same phase"
TWO_RED = "Two running, or 3 in 7, or leg pain 6 with a farther site: decompress"
FLARE = "After a flare of up to 7 days, 2-3 green days return to the former phase at half dose"
NOT_S13 = "not after S13"
IRRITABLE_NERVE = "tingle stops on 3 days in 7 at the lowest level rest the floss for 7 days and advise an assessment"
THEN = "then the next phase may open on its other criteria with moves that didn't provoke"
MORNING: dict[str, Any] = {"reaction": "this_morning"}
SHUT = (*NO_RELEASE, *NO_STRENGTH)
FLOSS = (Set("nerve_floss", "left"),)
HALF = tuple(Set("clamshell", side, sets=(1, 1), repetitions=(4, 4)) for side in ("left", "right"))
BACK_AT_HALF = (*HALF, Set("bridge", sets=(1, 1), repetitions=(4, 4)))


@situation("5", ONE_RED, "train", phase="release", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.red_once",))
def one_red_day(d: Diary) -> None:
    """In release, yesterday's session was felt into this morning."""
    releasing(d)
    d.day(2, train={"floss": 5, "cross_body": 20})
    d.morning(2, **MORNING)


@situation(
    "5", ONE_RED, "train", phase="release", present=(*FLOSS, Set("cross_body", "left")), silent=("day.red_once",)
)
def two_days_after_one_red_day(d: Diary) -> None:
    """The day after the day after: the release moves are back."""
    releasing(d)
    d.day(2, train={"floss": 5, "cross_body": 20})
    d.day(2, **MORNING)
    d.morning(2)


@situation(
    "5",
    "reaction settled within 30 min",
    "train",
    phase="release",
    present=FLOSS,
    silent=("day.red_once", "dose.irritable"),
)
def amber_by_its_reaction(d: Diary) -> None:
    """In release, yesterday's session was felt for up to two hours: amber, not red."""
    releasing(d)
    d.day(2, train={"floss": 5})
    d.morning(2, reaction="to_2_h")


@situation("5", TWO_RED, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("phase.step_back",))
def two_red_days_running(d: Diary) -> None:
    """In release, two sessions in a row were felt into the next morning."""
    releasing(d)
    d.day(2, train={"floss": 5, "cross_body": 20})
    d.day(2, train={"floss": 3}, **MORNING)
    d.morning(2, **MORNING)


def red_every_other_day(d: Diary, times: int) -> None:
    """From day 3 in release: a session felt into the next morning, a day of rest, and again."""
    releasing(d)
    for _ in range(times):
        d.day(2, train={"floss": 5})
        d.day(2, **MORNING)


@situation("5", TWO_RED, "train", absent=SHUT, rules=("phase.step_back",), present=FLOSS)
def three_red_days_in_seven(d: Diary) -> None:
    """Days 3, 5 and 7 are red, seen on the morning of day 8."""
    red_every_other_day(d, 2)
    d.day(2, train={"floss": 5})
    d.morning(2, **MORNING)


@situation("5", TWO_RED, "train", phase="release", present=(FLOSS_LIGHT,), silent=("phase.step_back",))
def two_red_days_in_seven(d: Diary) -> None:
    """Days 3 and 5 are red, not running: the phase stays."""
    red_every_other_day(d, 1)
    d.day(2, train={"floss": 5})
    d.morning(2, **MORNING)


@situation("5", TWO_RED, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("phase.step_back", "S3.start_6"))
def six_with_a_farther_site(d: Diary) -> None:
    """In release, leg pain 6 and it reaches the foot: back to decompress at once."""
    releasing(d)
    d.day(2)
    d.morning(6, "foot")


@situation(
    "5", TWO_RED, "train", phase="release", present=(FLOSS_LIGHT,), nothing_else=True, silent=("phase.step_back",)
)
def six_in_the_same_place(d: Diary) -> None:
    """In release, leg pain 6, no farther down: no step back, only a small dose."""
    releasing(d)
    d.day(2)
    d.morning(6)


@situation("5", TWO_RED, "train", present=(FLOSS_LIGHT,), nothing_else=True, silent=("phase.step_back",))
def red_in_decompress(d: Diary) -> None:
    """In decompress there is nowhere to step back to."""
    day_one(d, 2)
    d.morning(2, **MORNING)


def flare(d: Diary) -> None:
    """Stabilise opens on day 8; on day 9 leg pain 6 in the calf. The clock stands on day 10."""
    stabilising(d)
    d.day(2, "thigh")
    d.day(6, "calf")


@situation("5", TWO_RED, "train", present=FLOSS, absent=SHUT)
def the_day_after_the_flare(d: Diary) -> None:
    """The day after leg pain 6 in the calf: decompress."""
    flare(d)
    d.morning(3, "thigh")


@situation(
    "5", FLARE, "train", phase="stabilise", present=BACK_AT_HALF, rules=("phase.flare_return",), silent=("S9.spread",)
)
def flare_and_back(d: Diary) -> None:
    """Two green days after the flare: back in stabilise at half the dose."""
    flare(d)
    d.day(3, "thigh")
    d.day(2, "thigh")
    d.morning(2, "thigh")


@situation("5", FLARE, "train", present=FLOSS, absent=SHUT, silent=("phase.flare_return",))
def flare_and_one_green_day(d: Diary) -> None:
    """One green day after the flare isn't enough."""
    flare(d)
    d.day(3, "thigh")
    d.morning(2, "thigh")


@situation("5", NOT_S13, "train", present=FLOSS, absent=SHUT, silent=("phase.flare_return",))
def flare_with_new_numbness(d: Diary) -> None:
    """During the flare numbness rose and was cleared: two green days don't lead back."""
    flare(d)
    alarm = d.morning(3, "thigh", numbness=2)
    d.clearance("new_numbness", [alarm])
    d.next_day()
    d.day(2, "thigh", numbness=2)
    d.day(2, "thigh", numbness=2)
    d.morning(2, "thigh", numbness=2)


@situation(
    "5", FLARE, "train", "soon", present=FLOSS, absent=SHUT, silent=("phase.flare_return",), rules=("S9.spread",)
)
def flare_of_nine_days(d: Diary) -> None:
    """Red days from day 9 to day 17 without two green ones between: too long to go back to stabilise by itself."""
    flare(d)
    for leg, train, more in (
        (6, None, {}),
        (6, None, {}),
        (6, None, {}),
        (6, {"floss": 3}, {}),
        (6, None, MORNING),
        (6, None, {}),
        (6, None, {}),
        (6, {"floss": 3}, {}),
        (3, None, MORNING),
        (3, None, {}),
    ):
        d.day(leg, "calf", train=train, **more)
    d.morning(3, "calf")


def tingle_stops(d: Diary, *levels: int) -> None:
    """On each day a floss stopped for tingling at the given level, soon settled; there is no band at home."""
    d.ready(no_band=True)
    for level in levels:
        d.morning(2)
        d.stop("floss", level=level)
        d.end("stopped")
        d.next_day()


@rest(
    "5",
    IRRITABLE_NERVE,
    urgency="routine",
    rules=("S2.nerve_rest", "rest.nothing_left"),
    advice=("assessment", "bad_day_care"),
)
def irritable_nerve(d: Diary) -> None:
    """Tingle stops on three days, the newest at the lowest level: the floss rests."""
    tingle_stops(d, 1, 0, 0)
    d.morning(2)


@situation(
    "5", IRRITABLE_NERVE, "train", present=(Set("nerve_floss", "left", level=(0, 0)),), silent=("S2.nerve_rest",)
)
def tingle_stops_on_two_days(d: Diary) -> None:
    """Tingle stops on two days: one level lighter, no rest yet."""
    tingle_stops(d, 1, 0)
    d.morning(2)


@situation("5", IRRITABLE_NERVE, "train", present=FLOSS, silent=("S2.nerve_rest",))
def tingle_stops_not_at_the_lowest_level(d: Diary) -> None:
    """Three tingle stops, the newest at level 1: there is still a lighter level to try."""
    tingle_stops(d, 1, 1, 1)
    d.morning(2)


@situation("5", IRRITABLE_NERVE, "train", present=FLOSS, silent=("S2.nerve_rest",), phase="release")
def irritable_nerve_rested(d: Diary) -> None:
    """Eight days after the newest of the three stops the floss may be tried again."""
    tingle_stops(d, 1, 0, 0)
    for _ in range(7):
        d.day(2)
    d.morning(2)


@situation(
    "5",
    THEN,
    "train",
    "routine",
    "release",
    present=(Set("cross_body", "left"),),
    absent=("nerve_floss",),
    rules=("S2.nerve_rest", "phase.release_opens"),
)
def irritable_nerve_and_release(d: Diary) -> None:
    """While the floss rests, three green days open release; the cross-body never provoked."""
    tingle_stops(d, 1, 0, 0)
    for _ in range(3):
        d.day(2)
    d.morning(2)


@situation("5", "Two running", "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("phase.step_back",))
def six_farther_in_stabilise(d: Diary) -> None:
    """Placed in stabilise without symptoms; next day leg pain 6 in the calf."""
    placed_high(d)
    d.next_day()
    d.morning(6, "calf")


@situation("5", TWO_RED, "train", phase="release", present=FLOSS, silent=("phase.step_back",))
def five_with_a_farther_site(d: Diary) -> None:
    """In release, leg pain 5 and it reaches the foot: not red."""
    releasing(d)
    d.day(2)
    d.morning(5, "foot")


def red_on(d: Diary, *days: int) -> None:
    """From day 3 in release; the given days are red (felt into the next morning). The clock stands after the last."""
    releasing(d)
    for day in range(3, days[-1] + 1):
        more = MORNING if day - 1 in days else {}
        d.day(2, train={"floss": 5} if day in days else None, **more)


@situation("5", TWO_RED, "train", absent=SHUT, rules=("phase.step_back",), present=FLOSS)
def three_red_days_just_in_seven(d: Diary) -> None:
    """Days 3, 5 and 8 are red, seen on the morning of day 9."""
    red_on(d, 3, 5, 8)
    d.morning(2, **MORNING)


@situation("5", TWO_RED, "train", phase="release", present=FLOSS, silent=("phase.step_back",))
def three_red_days_in_eight(d: Diary) -> None:
    """Days 3, 6 and 9 are red, seen on the morning of day 10."""
    red_on(d, 3, 6, 9)
    d.morning(2, **MORNING)


@situation("5", FLARE, "train", phase="stabilise", present=BACK_AT_HALF, rules=("phase.flare_return",))
def flare_of_seven_days(d: Diary) -> None:
    """Red on day 9 and again on day 16, without two green days between; then two green days: just short enough."""
    flare(d)
    for _ in range(6):
        d.day(6, "calf")
    d.day(6, "calf", train={"floss": 3})
    d.day(3, "thigh", **MORNING)
    d.day(3, "thigh")
    d.morning(3, "thigh")


@rest("5", IRRITABLE_NERVE, urgency="routine", rules=("S2.nerve_rest",))
def irritable_nerve_within_a_week(d: Diary) -> None:
    """Tingle stops on days 0, 3 and 6, the newest at level 0, seen on day 7."""
    d.ready(no_band=True)
    for level in (1, 0, 0):
        d.morning(5)
        d.stop("floss", level=level)
        d.end("stopped")
        d.next_day(days=1 if level == 0 and d.today == "2026-03-08" else 3)
    d.morning(5)


@situation("5", IRRITABLE_NERVE, "train", present=FLOSS, silent=("S2.nerve_rest",))
def irritable_nerve_over_more_than_a_week(d: Diary) -> None:
    """Tingle stops on days 0, 4 and 8: not three in seven days."""
    d.ready(no_band=True)
    for level in (1, 0, 0):
        d.morning(5)
        d.stop("floss", level=level)
        d.end("stopped")
        d.next_day(days=1 if d.today == "2026-03-10" else 4)
    d.morning(5)


@situation("5", IRRITABLE_NERVE, "train", "routine", "release", absent=("nerve_floss",), rules=("S2.nerve_rest",))
def irritable_nerve_on_the_seventh_day(d: Diary) -> None:
    """The seventh day after the newest of the three stops: the floss still rests."""
    tingle_stops(d, 1, 0, 0)
    for _ in range(6):
        d.day(2)
    d.morning(2)
