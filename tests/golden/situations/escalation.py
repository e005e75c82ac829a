"""When to be assessed: growing pain, spread, no improvement, and what an assessment entry does. Also pauses."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, rest, situation
from tests.golden.situations.people import FLOSS_LIGHT, day_one, decompressed

WORSE = "Three days running, each worse and the third 2 above the first day's start"
SPREAD = "or spread that lasts: assessment within days"
ONLY = "No improvement is judged only in decompress and release, from a start of 3 or more"
PRACTICE = "with consistent practice (60 % of planned days): 2 weeks say so, 4 recommend, 6 insist"
UNJUDGED = "it can't be judged, offer a smaller plan, and still mention the 4-week check"
SIX_WEEKS = "At 6 weeks with neither: floss level 1 and walking only, one line a week"
BOOKED = "booked = same dose, no progression, silent until that date"
HAD = "had, may continue = the clock restarts, review at 12 weeks"
NOT_YET = "may exercise / not yet"
BEST = "on the best of pain, site and function"
STEPS = ("S9.two_weeks", "S9.four_weeks", "S9.six_weeks", "S9.cannot_judge")
FLOSS = (Set("nerve_floss", "left"),)


@situation("6", WORSE, "train", "soon", present=FLOSS, rules=("S9.worsening",), advice=("assessment",))
def worse_three_days_running(d: Diary) -> None:
    """Leg pain 2, 3, 4 on three days running."""
    d.ready()
    d.day(2)
    d.day(3)
    d.morning(4)


@situation("6", WORSE, "train", present=FLOSS, silent=("S9.worsening",))
def worse_and_then_level(d: Diary) -> None:
    """Leg pain 2, 4, 4: not each worse."""
    d.ready()
    d.day(2)
    d.day(4)
    d.morning(4)


@situation("6", WORSE, "train", present=FLOSS, silent=("S9.worsening",))
def worse_with_a_day_missing(d: Diary) -> None:
    """Leg pain 2, then 3, a day without an entry, then 4."""
    d.ready()
    d.day(2)
    d.day(3)
    d.next_day()
    d.morning(4)


@situation("6", SPREAD, "train", "soon", present=FLOSS, rules=("S9.spread",))
def spread_on_three_days(d: Diary) -> None:
    """Thigh at the start, calf on the last three days."""
    d.ready()
    d.calm_day(2, "thigh")
    d.calm_days(2, 2, "calf")
    d.morning(2, "calf")


@situation("6", SPREAD, "train", present=FLOSS, silent=("S9.spread",))
def spread_on_two_days(d: Diary) -> None:
    """Thigh at the start, calf on the last two days: it hasn't lasted yet."""
    d.ready()
    d.calm_day(2, "thigh")
    d.calm_day(2, "calf")
    d.morning(2, "calf")


def unchanged(d: Diary, days: int, *, leg: int = 5, practised: int | None = None) -> None:
    """Live so many days at the same leg pain; floss on each, or only on the first few."""
    d.ready()
    for day in range(days):
        floss = practised is None or day < practised
        d.day(leg, train={"floss": 5} if floss else None)


@situation("6", PRACTICE, "train", present=FLOSS, rules=("S9.two_weeks",), silent=("S9.cannot_judge", "S9.four_weeks"))
def two_weeks_unchanged(d: Diary) -> None:
    """Two weeks of daily practice, leg pain 5 as at the start: said, no more."""
    unchanged(d, 14)
    d.morning(5)


@situation("6", PRACTICE, "train", present=FLOSS, silent=STEPS)
def thirteen_days_unchanged(d: Diary) -> None:
    """A day short of two weeks: nothing is said yet."""
    unchanged(d, 13)
    d.morning(5)


@situation("6", UNJUDGED, "train", present=FLOSS, rules=("S9.cannot_judge",), silent=("S9.two_weeks",))
def two_weeks_with_little_practice(d: Diary) -> None:
    """Two weeks with five days of practice: it can't be judged."""
    unchanged(d, 14, practised=5)
    d.morning(5)


@situation("6", PRACTICE, "train", present=FLOSS, rules=("S9.two_weeks",), silent=("S9.cannot_judge",))
def two_weeks_with_a_pause(d: Diary) -> None:
    """Practice on each of seven days, a week's pause between: the pause doesn't count against it."""
    d.ready()
    d.calm_days(4, 5)
    d.pause()
    d.next_day(days=7)
    d.resume()
    d.screening("full")
    d.calm_days(3, 5)
    d.morning(5)


@situation(
    "6", PRACTICE, "train", "routine", "release", present=FLOSS, rules=("S9.four_weeks",), advice=("assessment",)
)
def four_weeks_unchanged(d: Diary) -> None:
    """Four weeks of daily practice, unchanged: an assessment is recommended."""
    unchanged(d, 28)
    d.morning(5)


@situation("6", UNJUDGED, "train", "routine", "release", present=FLOSS, rules=("S9.cannot_judge",))
def four_weeks_with_little_practice(d: Diary) -> None:
    """Four weeks with ten days of practice: it can't be judged, the check is mentioned all the same."""
    unchanged(d, 28, practised=10)
    d.morning(5)


@situation(
    "6",
    SIX_WEEKS,
    "train",
    "soon",
    "release",
    present=(Set("nerve_floss", "left", level=(0, 1)),),
    nothing_else=True,
    rules=("S9.six_weeks",),
    advice=("walking", "assessment"),
)
def six_weeks_unchanged(d: Diary) -> None:
    """Six weeks of daily practice, unchanged, no assessment: only the low floss and walking."""
    unchanged(d, 42)
    d.morning(5)


@situation("6", BEST, "train", present=FLOSS, silent=STEPS)
def two_weeks_and_less_pain(d: Diary) -> None:
    """Leg pain 7 at the start and 5 now, in the calf: two points are an improvement."""
    d.ready()
    d.calm_day(7)
    d.calm_days(13, 5)
    d.morning(5)


@situation("6", BEST, "train", silent=STEPS, present=FLOSS, phase="release")
def two_weeks_and_a_higher_site(d: Diary) -> None:
    """Leg pain 4 throughout, but it has drawn up from the calf to the thigh: an improvement."""
    d.ready()
    d.calm_days(7, 4, "calf")
    d.calm_days(7, 4, "thigh")
    d.morning(4, "thigh")


@situation("6", BEST, "train", silent=STEPS, present=FLOSS)
def two_weeks_and_freer_movement(d: Diary) -> None:
    """Leg pain 5 throughout, but putting on a sock goes freely again: an improvement."""
    d.ready()
    d.calm_days(7, 5, sock="limited")
    d.calm_days(7, 5)
    d.morning(5)


@situation("6", ONLY, "train", phase="release", present=FLOSS, silent=STEPS)
def two_weeks_at_two(d: Diary) -> None:
    """Leg pain 2 from the start: too little to judge by."""
    unchanged(d, 14, leg=2)
    d.morning(2)


@situation("6", BOOKED, "train", phase="release", present=FLOSS, rules=("S9.booked",), silent=(*STEPS, "dose.progress"))
def assessment_booked(d: Diary) -> None:
    """Four weeks unchanged, an assessment is booked for next week: same dose, no more said."""
    unchanged(d, 28)
    d.assessment("booked", in_days=6)
    d.morning(5)


@situation("6", BOOKED, "train", "routine", "release", present=FLOSS, rules=("S9.four_weeks",), silent=("S9.booked",))
def assessment_booked_and_gone_by(d: Diary) -> None:
    """The booked date has passed and nothing was said of it: the clock speaks again."""
    unchanged(d, 20)
    d.assessment("booked", in_days=3)
    for _ in range(8):
        d.calm_day(5)
    d.morning(5)


@situation("6", HAD, "train", phase="release", present=FLOSS, silent=STEPS)
def assessment_had(d: Diary) -> None:
    """Assessed on day 20, may continue: on day 28 the clock stands at eight days."""
    unchanged(d, 20)
    d.assessment("had", "may_continue")
    d.calm_days(8, 5)
    d.morning(5)


@situation("6", HAD, "train", present=FLOSS, silent=("S9.six_weeks",), phase="release")
def assessment_had_in_six_weeks(d: Diary) -> None:
    """Assessed on day 34, may continue: six weeks after the start nothing is cut back."""
    unchanged(d, 34)
    d.assessment("had", "may_continue")
    d.calm_days(8, 5)
    d.morning(5)


@situation("6", HAD, "train", "routine", present=FLOSS, rules=("S9.review",))
def assessment_twelve_weeks_ago(d: Diary) -> None:
    """Assessed twelve weeks ago, seen every sixth day since: a review is due."""
    d.ready()
    d.day(2)
    d.assessment("had", "may_continue")
    for _ in range(14):
        d.day(2)
        d.next_day(days=5)
    d.morning(2)


@rest("2", NOT_YET, urgency="routine", rules=("S9.not_yet",))
def assessment_not_yet(d: Diary) -> None:
    """Assessed: not yet."""
    day_one(d)
    d.assessment("had", "not_yet")
    d.morning(3)


@situation("2", NOT_YET, "train", present=FLOSS, silent=("S9.not_yet",))
def assessment_not_yet_then_yes(d: Diary) -> None:
    """Assessed: not yet; a week later: may continue."""
    d.ready()
    d.day(5)
    d.assessment("had", "not_yet")
    for _ in range(6):
        d.day(5)
    d.assessment("had", "may_continue")
    d.screening("full")
    d.morning(5)


@rest("5", "or a rest day: never an empty page", rules=("pause",))
def pausing(d: Diary) -> None:
    """On a pause without an end; today's answers are there."""
    day_one(d)
    d.pause()
    d.morning(3)


@rest("5", "or a rest day: never an empty page", rules=("pause",), advice=("bad_day_care", "walking"))
def pausing_until_a_date(d: Diary) -> None:
    """On a pause until the day after tomorrow, nothing said today."""
    day_one(d)
    d.pause(until_days=2)
    d.next_day(hour=7)


@situation("5", "Green day", "train", present=FLOSS, silent=("pause",))
def pause_over_by_its_date(d: Diary) -> None:
    """The pause ended the day before yesterday by its own date."""
    day_one(d)
    d.pause(until_days=1)
    d.next_day(days=3)
    d.morning(3)


@situation("5", "Green day", "train", present=FLOSS, silent=("pause",))
def pause_ended_early(d: Diary) -> None:
    """The pause was to last a week, and was ended after two days."""
    day_one(d)
    d.pause(until_days=7)
    d.next_day(days=2)
    d.resume()
    d.morning(3)


@rest("5", "Everything in a phase blocked", rules=("rest.nothing_left",), advice=("bad_day_care", "walking"))
def nothing_left(d: Diary) -> None:
    """An injured nerve: no exercise of the phase is left. Never an empty page."""
    decompressed(d, conditions=["nerve_injury"])


@situation(
    "6", SIX_WEEKS, "train", "soon", "release", present=(Set("nerve_floss", "left", level=(0, 1)),), nothing_else=True
)
def six_weeks_with_little_practice(d: Diary) -> None:
    """Six weeks unchanged, practised on twelve days, no assessment: only the low floss and walking as well."""
    unchanged(d, 42, practised=12)
    d.morning(5)


@situation("6", BOOKED, "train", phase="release", present=(Set("cross_body", "left"), *FLOSS), rules=("S9.booked",))
def six_weeks_and_booked(d: Diary) -> None:
    """Six weeks unchanged, an assessment is booked: the dose stays as it was."""
    unchanged(d, 42)
    d.assessment("booked", in_days=6)
    d.morning(5)


@situation("6", WORSE, "train", "soon", present=(FLOSS_LIGHT,), rules=("S9.worsening", "S3.start_6"))
def worse_up_to_six(d: Diary) -> None:
    """Leg pain 4, 5, 6 in the same place: a small dose, and an assessment within days."""
    d.ready()
    d.day(4)
    d.day(5)
    d.morning(6)


@situation("6", ONLY, "train", phase="release", present=FLOSS, rules=("S9.two_weeks",))
def two_weeks_at_three(d: Diary) -> None:
    """Leg pain 3 from the start and unchanged: enough to judge by."""
    unchanged(d, 14, leg=3)
    d.morning(3)


@situation("6", PRACTICE, "train", phase="release", present=FLOSS, rules=("S9.two_weeks",), silent=("S9.four_weeks",))
def a_day_short_of_four_weeks(d: Diary) -> None:
    """Twenty-seven days unchanged: still only said."""
    unchanged(d, 27)
    d.morning(5)


@situation(
    "6", SIX_WEEKS, "train", "routine", "release", present=(Set("cross_body", "left"),), rules=("S9.four_weeks",)
)
def a_day_short_of_six_weeks(d: Diary) -> None:
    """Forty-one days unchanged: recommended, nothing cut back yet."""
    unchanged(d, 41)
    d.morning(5)


@situation("6", PRACTICE, "train", present=FLOSS, rules=("S9.two_weeks",), silent=("S9.cannot_judge",))
def two_weeks_with_nine_days_of_practice(d: Diary) -> None:
    """Nine of fourteen days practised: consistent."""
    unchanged(d, 14, practised=9)
    d.morning(5)


@situation("6", PRACTICE, "train", present=FLOSS, rules=("S9.cannot_judge",), silent=("S9.two_weeks",))
def two_weeks_with_eight_days_of_practice(d: Diary) -> None:
    """Eight of fourteen days practised: not consistent."""
    unchanged(d, 14, practised=8)
    d.morning(5)


@situation("6", BEST, "train", phase="release", present=FLOSS, rules=("S9.two_weeks",))
def two_weeks_and_one_point_less(d: Diary) -> None:
    """Leg pain 5 at the start and 4 since: one point is no improvement."""
    d.ready()
    d.calm_day(5)
    d.calm_days(13, 4)
    d.morning(4)


@situation("6", HAD, "train", present=FLOSS, silent=("S9.review",))
def assessment_not_quite_twelve_weeks_ago(d: Diary) -> None:
    """Assessed twelve weeks ago tomorrow: nothing is said yet."""
    d.ready()
    d.day(2)
    d.assessment("had", "may_continue")
    for number in range(14):
        d.day(2)
        d.next_day(days=4 if number == 13 else 5)
    d.morning(2)
