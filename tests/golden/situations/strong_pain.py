"""Strong leg pain today: none from 8, half a floss from 6, gentle when easily stirred up."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, rest, situation
from tests.golden.situations.people import (
    FLOSS_LIGHT,
    NO_RELEASE,
    NO_STRENGTH,
    day_one,
    decompressed,
    placed_high,
    releasing,
)

EIGHT = "From 8: no exercise, bad-day care"
SIX = "From a start of 6-7: floss level 1 at half dose, any rise ends it"
WORST = "The worst since the last session counts for safety, the latest for today's dose"
IRRITABLE = "High: half dose, floss level <= 1, no release or stabilise work"
SEVERE = "leg pain 8 or more on two days, or no sleep (for pain relief)"


@rest("4", EIGHT, rules=("S3.start_8",), advice=("bad_day_care",))
def leg_eight(d: Diary) -> None:
    """Leg pain 8 now."""
    decompressed(d, 8)


@rest("6", WORST, rules=("S3.start_8",), advice=("bad_day_care",))
def leg_eight_in_the_morning(d: Diary) -> None:
    """Leg pain 8 in the morning, 4 in the evening: the worst counts for safety."""
    decompressed(d, 8)
    d.wait(hours=9)
    d.check_in(4)


@rest("6", WORST, rules=("S3.start_8",), advice=("bad_day_care",))
def worst_eight_now_four(d: Diary) -> None:
    """One check-in: 4 now, 8 at its worst."""
    d.ready()
    d.check_in(4, left_worst_leg_pain=8)


@situation("4", SIX, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("S3.start_6",))
def leg_six(d: Diary) -> None:
    """Leg pain 6 now."""
    decompressed(d, 6)


@situation("4", SIX, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("S3.start_6", "dose.irritable"))
def leg_seven(d: Diary) -> None:
    """Leg pain 7 now: also easily stirred up."""
    decompressed(d, 7)


@situation("6", WORST, "train", present=(Set("nerve_floss", "left"),), silent=("S3.start_6", "dose.irritable"))
def leg_six_in_the_morning(d: Diary) -> None:
    """Leg pain 6 in the morning, 3 in the evening: the latest gives the dose."""
    decompressed(d, 6)
    d.wait(hours=9)
    d.check_in(3)


@situation("6", WORST, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("S3.start_6",))
def leg_six_in_the_evening(d: Diary) -> None:
    """Leg pain 3 in the morning, 6 in the evening."""
    decompressed(d, 3)
    d.wait(hours=9)
    d.check_in(6)


@situation("5", IRRITABLE, "train", present=(FLOSS_LIGHT,), rules=("dose.irritable",), silent=("S3.start_6",))
def worst_seven_now_three(d: Diary) -> None:
    """3 now, 7 at its worst in the last day."""
    d.ready()
    d.check_in(3, left_worst_leg_pain=7)


@situation(
    "5", IRRITABLE, "train", phase="release", present=(FLOSS_LIGHT,), absent=NO_RELEASE, rules=("dose.irritable",)
)
def worst_seven_in_release(d: Diary) -> None:
    """In release, 2 now and 7 at its worst, no farther down: release moves rest, the phase stays."""
    releasing(d)
    d.day(2)
    d.morning(2, left_worst_leg_pain=7)


@situation(
    "5", IRRITABLE, "train", phase="stabilise", present=(FLOSS_LIGHT,), absent=NO_STRENGTH, rules=("dose.irritable",)
)
def slow_to_settle_in_stabilise(d: Diary) -> None:
    """In stabilise, yesterday's session was felt for more than two hours."""
    placed_high(d)
    d.session(floss=5)
    d.next_day()
    d.morning(0, reaction="longer")


@situation("2", SEVERE, "train", "routine", absent=NO_RELEASE, rules=("S1.advise_severe",))
def severe_on_two_days(d: Diary) -> None:
    """Leg pain 8 on two of the last days, 3 today."""
    d.ready()
    d.day(8)
    d.day(8)
    d.morning(3)


@situation("2", SEVERE, "train", silent=("S1.advise_severe",), present=(Set("nerve_floss", "left"),))
def severe_on_one_day(d: Diary) -> None:
    """Leg pain 8 on one of the last days only."""
    d.ready()
    d.day(8)
    d.day(5)
    d.morning(3)


@rest("2", SEVERE, urgency="routine", rules=("S3.start_8", "S1.advise_severe"), advice=("bad_day_care",))
def severe_on_the_second_day(d: Diary) -> None:
    """The second day of leg pain 8: rest, and advice about pain relief."""
    d.ready()
    d.day(8)
    d.morning(8)


@situation(
    "1",
    "main pain in groin or front of thigh",
    "train|rest",
    "none|routine",
    absent=("cross_body",),
    rules=("S8.front_today",),
    phase="release",
)
def groin_today(d: Diary) -> None:
    """In release, the body map is tapped at the groin today."""
    releasing(d)
    d.morning(2, apart=["groin"])


@situation(
    "5", "worst leg pain <= 3", "train", silent=("S3.start_6", "dose.irritable"), present=(Set("nerve_floss", "left"),)
)
def leg_five(d: Diary) -> None:
    """Leg pain 5: an ordinary, full dose."""
    day_one(d, 5)
    d.morning(5)


@situation("2", SEVERE, "train", silent=("S1.advise_severe",), present=(Set("nerve_floss", "left"),))
def seven_on_two_days(d: Diary) -> None:
    """Leg pain 7 on two of the last days, 3 today: not yet called severe."""
    d.ready()
    d.day(7)
    d.day(7)
    d.morning(3)
