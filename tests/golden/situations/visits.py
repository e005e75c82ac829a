"""When someone was examined: a visit speaks of what was there on its day, not of what came later."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, rest, situation
from tests.golden.situations.escalation import unchanged
from tests.golden.situations.people import FLOSS_AND_CROSS_BODY, NO_RELEASE, day_one, releasing

CLEARED = "a `clearance` entry (which question, who examined, when, may exercise / not yet)"
TIER = "Not before checked"
HAD = "had, may continue = the clock restarts, review at 12 weeks"
NOT_YET = "may exercise / not yet"
BOOKED = "booked = same dose, no progression, silent until that date"
SIX_WEEKS = "At 6 weeks with neither: floss level 1 and walking only, one line a week"
PRACTICE = "with consistent practice (60 % of planned days): 2 weeks say so, 4 recommend, 6 insist"
ADVISE = "Advise a check, phase 1 stays open"
FLOSS = (Set("nerve_floss", "left"),)
FREE = ("S1.emergency", "S1.same_day", "S1.not_before_checked")


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def examined_the_day_before_an_emergency(d: Diary) -> None:
    """The clearance is about an examination on the day before the alarm: it can't have been about the alarm."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    d.clearance("bladder", [alarm], examined_on=d.days_ago(1))
    d.check_in(3)


@care("2", CLEARED, "same_day", "S13.weakness", phase="decompress")
def examined_the_day_before_new_weakness(d: Diary) -> None:
    """Weakness told in a check-in, and an examination on the day before it."""
    day_one(d)
    alarm = d.morning(3, left_strength="weaker")
    d.clearance("new_weakness", [alarm], examined_on=d.days_ago(1))


@situation("2", CLEARED, "train", present=FLOSS, silent=FREE)
def examined_on_the_day_of_the_alarm(d: Diary) -> None:
    """Examined on the day of the alarm, entered two days later."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    d.next_day(days=2)
    d.clearance("bladder", [alarm], examined_on=d.days_ago(2))
    d.morning(3)


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def examined_between_two_alarms(d: Diary) -> None:
    """Two yes on two days, examined on the first of them: the second alarm came later, so nothing is lifted."""
    day_one(d)
    first = d.screening("daily", yes=("bladder",))
    d.next_day()
    second = d.screening("daily", yes=("bladder",))
    d.clearance("bladder", [first, second], examined_on=d.days_ago(1))


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def examined_tomorrow(d: Diary) -> None:
    """An examination that lies ahead hasn't been."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    d.clearance("bladder", [alarm], examined_on=d.days_ago(-1))


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def examined_too_early_and_corrected_late(d: Diary) -> None:
    """The day of the examination is corrected an hour later: every version must be in time."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    clearance = d.clearance("bladder", [alarm], examined_on=d.days_ago(1))
    d.wait(hours=1)
    d.correct(clearance, examined_on=d.today)


@situation("2", CLEARED, "train", present=FLOSS, silent=FREE)
def examined_on_a_day_that_was_over_elsewhere(d: Diary) -> None:
    """An alarm at nine in the evening in New York, examined that same evening: in London it is the next day already."""
    day_one(d)
    d.zone(-5)
    d.next_day(days=0, hour=21)
    alarm = d.screening("daily", yes=("bladder",))
    examined_on = d.today
    d.zone(0)
    d.next_day(days=0)
    d.clearance("bladder", [alarm], examined_on=examined_on)
    d.morning(3)


@situation("2", TIER, "train", present=FLOSS, silent=FREE)
def examined_three_weeks_before_it_was_asked(d: Diary) -> None:
    """Weight loss was looked at three weeks before the first screening asked for it: it has been checked."""
    d.about()
    told = d.screening("full", yes=("weight_loss",))
    d.clearance("weight_loss", [told], examined_on=d.days_ago(21))
    d.check_in(3)


@situation("2", TIER, "train", present=FLOSS, silent=FREE)
def examined_almost_twelve_weeks_before_it_was_asked(d: Diary) -> None:
    """The same, eighty-three days before."""
    d.about()
    told = d.screening("full", yes=("weight_loss",))
    d.clearance("weight_loss", [told], examined_on=d.days_ago(83))
    d.check_in(3)


@care("2", TIER, "soon", "S1.not_before_checked", phase="decompress")
def examined_twelve_weeks_before_it_was_asked(d: Diary) -> None:
    """The same, eighty-four days before: a review is due."""
    d.about()
    told = d.screening("full", yes=("weight_loss",))
    d.clearance("weight_loss", [told], examined_on=d.days_ago(84))
    d.check_in(3)


@care("4", "chest pain/breathless/faint", "emergency", "S1.emergency", phase="decompress")
def graver_by_another_answer(d: Diary) -> None:
    """A question that this programme doesn't have is not before checked; the alarm of that name is an emergency."""
    day_one(d)
    d.morning(3)
    stop = d.press_stop("floss")
    d.screening("event", yes=("chest_faint",))
    d.answer_stop(stop, "other", alarms=("chest_faint",))


# -- assessments ------------------------------------------------------------------------------------------------------


@situation("6", HAD, "train", "routine", "release", present=FLOSS, rules=("S9.four_weeks",))
def assessed_before_the_start(d: Diary) -> None:
    """Four weeks unchanged; an assessment from the week before the first day says nothing of them."""
    unchanged(d, 28)
    d.assessment("had", "may_continue", in_days=-35)
    d.morning(5)


@situation("6", HAD, "train", phase="release", present=FLOSS, rules=("S9.two_weeks",), silent=("S9.four_weeks",))
def assessed_two_weeks_ago_and_told_now(d: Diary) -> None:
    """Twenty-eight days unchanged, assessed on day 14 and entered on day 28: the clock stands at fourteen days."""
    unchanged(d, 28)
    d.assessment("had", "may_continue", in_days=-14)
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
)
def six_weeks_and_assessed_before_the_start(d: Diary) -> None:
    """Six weeks unchanged; the only assessment was before the first day, and entered there: neither booked nor had."""
    d.assessment("had", "may_continue", in_days=-3)
    unchanged(d, 42)
    d.morning(5)


@rest("2", NOT_YET, urgency="routine", rules=("S9.not_yet",))
def not_yet_and_an_older_yes(d: Diary) -> None:
    """Assessed today: not yet. A yes from the day before doesn't end that."""
    day_one(d)
    d.assessment("had", "not_yet")
    d.assessment("had", "may_continue", in_days=-1)
    d.morning(3)


@situation("2", NOT_YET, "train", present=FLOSS, silent=("S9.not_yet",))
def not_yet_and_a_yes_on_the_same_day(d: Diary) -> None:
    """Someone said not yet, and someone else on the same day, asked again, said yes."""
    day_one(d)
    d.assessment("had", "not_yet")
    d.wait(hours=3)
    d.assessment("had", "may_continue")
    d.morning(3)


@rest("2", NOT_YET, urgency="routine", rules=("S9.not_yet",))
def not_yet_and_a_yes_ahead(d: Diary) -> None:
    """A yes from a visit that lies ahead hasn't been given."""
    day_one(d)
    d.assessment("had", "not_yet")
    d.assessment("had", "may_continue", in_days=1)
    d.morning(3)


@rest("2", NOT_YET, urgency="routine", rules=("S9.not_yet",))
def assessed_and_not_said_what_came_of_it(d: Diary) -> None:
    """Assessed, and nothing said about exercise: not said is not a yes."""
    day_one(d)
    d.assessment("had")
    d.morning(3)


@situation("6", BOOKED, "train", phase="decompress", present=FLOSS, rules=("dose.progress",), silent=("S9.booked",))
def assessed_before_the_booked_day(d: Diary) -> None:
    """Booked for three weeks on, but seen today already: the dose may grow again after two green days."""
    d.ready()
    d.morning(2)
    d.assessment("booked", in_days=21)
    d.assessment("had", "may_continue")
    d.session(floss=5)
    d.next_day()
    d.calm_day(2)
    d.morning(2)


@situation("6", BOOKED, "train", phase="decompress", present=FLOSS, rules=("dose.progress",), silent=("S9.booked",))
def booked_anew_for_an_earlier_day(d: Diary) -> None:
    """Booked for three weeks on, then for tomorrow: the newest booking counts, and its day is over."""
    d.ready()
    d.morning(2)
    d.assessment("booked", in_days=21)
    d.assessment("booked", in_days=1)
    d.session(floss=5)
    d.next_day()
    d.calm_day(2)
    d.morning(2)


@situation("6", HAD, "train", present=FLOSS, silent=("S9.not_yet", "S9.booked"))
def a_booking_corrected_to_had(d: Diary) -> None:
    """The booked entry is corrected on the day: been there, may continue. The booking never said anything else."""
    day_one(d)
    booking = d.assessment("booked", in_days=2)
    d.next_day(days=2)
    d.correct(booking, status="had", verdict="may_continue", on=d.days_ago(1))
    d.morning(3)


@situation("2", ADVISE, "train", phase="release", present=FLOSS_AND_CROSS_BODY, silent=("S1.advise",))
def advised_and_assessed_three_weeks_before(d: Diary) -> None:
    """Night pain was looked at three weeks before it was asked for: it has been checked."""
    releasing(d)
    d.screening("event", yes=("night_pain",))
    d.assessment("had", "may_continue", in_days=-21)
    d.morning(2)


@situation("2", ADVISE, "train", "routine", "release", present=FLOSS, absent=NO_RELEASE, rules=("S1.advise",))
def advised_and_assessed_long_ago(d: Diary) -> None:
    """Night pain, and an assessment of twelve weeks ago: its review is due, so the advice stays."""
    releasing(d)
    d.screening("event", yes=("night_pain",))
    d.assessment("had", "may_continue", in_days=-84)
    d.morning(2)


@situation("2", ADVISE, "train", "routine", "release", present=FLOSS, absent=NO_RELEASE, rules=("S1.advise",))
def advised_and_examined_long_ago(d: Diary) -> None:
    """Night pain, and a clearance from an examination of twelve weeks ago: the advice stays."""
    releasing(d)
    told = d.screening("event", yes=("night_pain",))
    d.clearance("night_pain", [told], examined_on=d.days_ago(84))
    d.morning(2)
