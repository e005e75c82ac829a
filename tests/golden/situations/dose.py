"""How much: strengthening days and their spacing, caps of the floss, one small step more, and what holds it."""

from __future__ import annotations

from typing import Any

from tests.builders import Diary
from tests.golden.expect import Set, situation
from tests.golden.situations.people import (
    FLOSS_LIGHT,
    NO_STRENGTH,
    STRENGTH,
    decompressed,
    later_today,
    placed_high,
    strengthen,
)

SPACING = "never on adjacent calendar days, at least 36 h apart"
WEEK = "Strengthening three days, later four in any seven"
SORE = "Even muscle ache in worked muscles 12-72 h after strengthening: soreness, not leg pain or site"
CAP = "At most 3 rounds and 60 repetitions a side a day"
STEP = "one small step in one variable at a time (2-for-2 and two green sessions)"
PAINKILLERS = "painkillers today (taken: no progression on today's score)"
UNANSWERED = "Unanswered counts neither way and holds the dose"
LATEST = "The worst since the last session counts for safety, the latest for today's dose"
FLOSS = (Set("nerve_floss", "left"),)
UNCHANGED = tuple(Set(name, repetitions=(8, 8), easiest=True) for name in NO_STRENGTH)


def strong_days(d: Diary, *days: int, until: int) -> None:
    """Placed in stabilise on day 0, strengthening on the given days, a check-in on each; the morning of day `until`."""
    d.ready()
    for day in range(until):
        d.morning(0)
        if day in days:
            strengthen(d)
        d.next_day()


@situation("5", SPACING, "train", phase="stabilise", present=FLOSS, absent=NO_STRENGTH, rules=("S7.rest_between",))
def strengthened_yesterday(d: Diary) -> None:
    """Strengthening yesterday: only the floss today."""
    strong_days(d, 0, until=1)
    d.morning(0)


@situation("5", SPACING, "train", phase="stabilise", present=FLOSS, absent=NO_STRENGTH, rules=("S7.rest_between",))
def strengthened_this_morning(d: Diary) -> None:
    """Strengthening this morning, a second session in the evening."""
    placed_high(d)
    strengthen(d)
    d.wait(hours=6)
    later_today(d)


@situation("5", SPACING, "train", phase="stabilise", present=(*STRENGTH, *FLOSS), silent=("S7.rest_between",))
def strengthened_two_days_ago(d: Diary) -> None:
    """Strengthening two days ago."""
    strong_days(d, 0, until=2)
    d.morning(0)


def late_session(d: Diary, hour: int) -> None:
    """Strengthening on day 0 at nine in the evening; the morning of day 2, half past the given hour."""
    placed_high(d)
    d.wait(hours=13)
    strengthen(d)
    d.next_day(days=2, hour=hour, minute=30)
    d.morning(0)


@situation(
    "5",
    SPACING,
    "train",
    phase="stabilise",
    absent=NO_STRENGTH,
    present=FLOSS,
    rules=("S7.rest_between",),
    hour_matters=True,
)
def strengthened_less_than_36_hours_ago(d: Diary) -> None:
    """Strengthening late the day before yesterday, thirty-five and a half hours ago."""
    late_session(d, 8)


@situation("5", SPACING, "train", phase="stabilise", present=STRENGTH, silent=("S7.rest_between",), hour_matters=True)
def strengthened_more_than_36_hours_ago(d: Diary) -> None:
    """Strengthening late the day before yesterday, thirty-six and a half hours ago."""
    late_session(d, 9)


@situation("5", WEEK, "train", phase="stabilise", present=FLOSS, absent=NO_STRENGTH, rules=("S7.week",))
def three_strength_days_this_week(d: Diary) -> None:
    """Strengthening on days 0, 2 and 4; on day 6 it would be the fourth in seven days."""
    strong_days(d, 0, 2, 4, until=6)
    d.morning(0)


@situation("5", WEEK, "train", phase="stabilise", present=STRENGTH, silent=("S7.week",))
def third_strength_day_of_the_next_week(d: Diary) -> None:
    """Strengthening on days 0, 2 and 4; on day 7 it is the third in seven days."""
    strong_days(d, 0, 2, 4, until=7)
    d.morning(0)


@situation("5", WEEK, "train", phase="stabilise", present=STRENGTH, silent=("S7.week",))
def fourth_strength_day_after_four_weeks(d: Diary) -> None:
    """After four weeks of stabilise a fourth day in seven is allowed."""
    strong_days(d, 22, 24, 26, until=28)
    d.morning(0)


@situation("5", WEEK, "train", phase="stabilise", present=FLOSS, absent=NO_STRENGTH, rules=("S7.week",))
def fourth_strength_day_before_four_weeks(d: Diary) -> None:
    """A day before four weeks are over it isn't."""
    strong_days(d, 21, 23, 25, until=27)
    d.morning(0)


@situation("4", SORE, "train", phase="stabilise", present=FLOSS, absent=NO_STRENGTH, rules=("dose.soreness",))
def sore_two_days_later(d: Diary) -> None:
    """Sore buttocks two days after strengthening: strengthening rests, and nothing else follows from it."""
    strong_days(d, 0, until=2)
    d.morning(0, soreness=["buttocks"])


@situation("4", SORE, "train", phase="stabilise", present=STRENGTH, silent=("dose.soreness",))
def sore_four_days_later(d: Diary) -> None:
    """Sore four days after strengthening: that isn't from the exercise any more."""
    strong_days(d, 0, until=4)
    d.morning(0, soreness=["buttocks"])


@situation("3", CAP, "train|rest", absent=("nerve_floss",), rules=("S7.floss_cap",))
def three_rounds_of_floss(d: Diary) -> None:
    """Three sessions with a floss today: no fourth."""
    decompressed(d)
    for _ in range(3):
        d.session(floss=5)
        later_today(d)


@situation("3", CAP, "train", present=FLOSS, silent=("S7.floss_cap",))
def two_rounds_of_floss(d: Diary) -> None:
    """Two sessions with a floss today: a third is within the cap."""
    decompressed(d)
    for _ in range(2):
        d.session(floss=5)
        later_today(d)


@situation("3", CAP, "train|rest", absent=("nerve_floss",), rules=("S7.floss_cap",))
def sixty_repetitions_of_floss(d: Diary) -> None:
    """Sixty repetitions in two sessions today: no more."""
    decompressed(d)
    for _ in range(2):
        d.session(floss=10, sets={"floss": 3})
        later_today(d)


@situation(
    "5",
    "Floss continues daily",
    "train",
    phase="stabilise",
    present=(Set("nerve_floss", "left", sets=(1, 1)),),
    absent=NO_STRENGTH,
)
def floss_every_day_in_stabilise(d: Diary) -> None:
    """The day between strengthening days: one set of floss."""
    strong_days(d, 0, 2, until=3)
    d.morning(0)


def two_green_sessions(d: Diary) -> None:
    """Two green days with the floss; the clock stands on the third morning."""
    d.ready()
    d.calm_days(2)


def _held(name: str, quote: str, story: str, **check_in: Any) -> None:
    def tell(d: Diary) -> None:
        two_green_sessions(d)
        d.morning(2, **check_in)

    tell.__name__, tell.__doc__ = name, story
    situation("1", quote, "train", present=FLOSS, rules=("dose.hold",), silent=("dose.progress",))(tell)


@situation(
    "3",
    STEP,
    "train",
    present=(Set("nerve_floss", "left", level=(0, 1), sets=(1, 1), repetitions=(6, 10)),),
    rules=("dose.progress",),
)
def one_step_more(d: Diary) -> None:
    """Two green days with the floss: one small step more."""
    two_green_sessions(d)
    d.morning(2)


@situation("3", STEP, "train", present=FLOSS, silent=("dose.progress",))
def no_step_after_one_session(d: Diary) -> None:
    """One green day with the floss."""
    d.ready()
    d.calm_day()
    d.morning(2)


@situation("3", STEP, "train", present=FLOSS, silent=("dose.progress",))
def no_step_without_practice(d: Diary) -> None:
    """Two green days without a session."""
    d.ready()
    for _ in range(2):
        d.day(2)
    d.morning(2)


_held(
    "no_step_with_painkillers", PAINKILLERS, "Two green sessions, but painkillers were taken today.", painkillers=True
)
_held(
    "no_step_with_tingling_unanswered",
    UNANSWERED,
    "Two green sessions; tingling was not answered today.",
    without=("left_tingling",),
)
_held(
    "no_step_with_site_unanswered",
    UNANSWERED,
    "Two green sessions; where it is was not answered today.",
    without=("left_pain_site",),
)


@situation("3", STEP, "train", phase="stabilise", present=STRENGTH, rules=("dose.progress",))
def one_step_more_in_strength(d: Diary) -> None:
    """Two green strengthening sessions, each with something to spare in the last set."""
    strong_days(d, 0, 2, until=4)
    d.morning(0)


@situation("3", STEP, "train", phase="stabilise", present=UNCHANGED, silent=("dose.progress",))
def no_step_in_strength_without_spare(d: Diary) -> None:
    """Two green strengthening sessions with nothing to spare in the strengthening."""
    d.ready()
    for _ in range(2):
        d.morning(0)
        d.session(clamshell=8, bridge=8, spare=False)
        d.next_day(days=2)
    d.morning(0)


@situation("6", LATEST, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("S3.start_6",))
def latest_counts_for_the_dose(d: Diary) -> None:
    """Two check-ins today, 4 and then 6: the latest gives the dose."""
    decompressed(d, 4)
    d.wait(hours=8)
    d.check_in(6)


@situation("3", CAP, "train|rest", present=(Set("nerve_floss", "left", repetitions=(1, 4), may_lack=True),))
def four_repetitions_of_floss_left(d: Diary) -> None:
    """Fifty-six repetitions in two sessions today: the usual five would be too many."""
    decompressed(d)
    for _ in range(2):
        d.session(floss=28)
        later_today(d)


@situation("3", CAP, "train", present=(Set("nerve_floss", "left", repetitions=(5, 5)),), silent=("S7.floss_cap",))
def five_repetitions_of_floss_left(d: Diary) -> None:
    """Fifty-five repetitions in two sessions today: five more are within the cap."""
    decompressed(d)
    for repetitions in (27, 28):
        d.session(floss=repetitions)
        later_today(d)


def three_days_later(d: Diary, hour: int, minute: int) -> None:
    """Strengthening on day 0 soon after eight; sore on day 3 at the given time."""
    placed_high(d)
    strengthen(d)
    d.next_day(days=3, hour=hour, minute=minute)
    d.morning(0, soreness=["buttocks"])


@situation("4", SORE, "train", phase="stabilise", absent=NO_STRENGTH, rules=("dose.soreness",), hour_matters=True)
def sore_within_72_hours(d: Diary) -> None:
    """Sore seventy-one and a half hours after strengthening."""
    three_days_later(d, 7, 40)


@situation("4", SORE, "train", phase="stabilise", present=STRENGTH, silent=("dose.soreness",), hour_matters=True)
def sore_after_72_hours(d: Diary) -> None:
    """Sore seventy-two and a half hours after strengthening."""
    three_days_later(d, 8, 40)
