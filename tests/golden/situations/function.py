"""Function before pain (S13), the other leg, and symptoms between the legs: what a check-in itself can raise."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, situation
from tests.golden.situations.people import day_one, placed_high, releasing

S13 = "new or worse weakness, or numbness 2 above the best of the last 7 days or in a new area"
WHATEVER = "is same-day, no exercise, whatever pain does"
NEVER = "Less pain with more numbness or weakness is never green"
BASELINE = "A stable deficit a clinician has seen is the baseline"
OTHER_LEG = "New shooting, burning, tingling or numb feeling in the other leg, or not sure: emergency"
BETWEEN = "numbness or tingling between the legs"
FLOSS = (Set("nerve_floss", "left"),)


@care("5", S13, "same_day", "S13.weakness", phase="decompress")
def weaker(d: Diary) -> None:
    """The left leg is weaker than at the start."""
    day_one(d)
    d.morning(3, left_strength="weaker", left_strength_signs=["heels"])


@care("5", WHATEVER, "same_day", "S13.weakness", phase="decompress")
def weaker_with_less_pain(d: Diary) -> None:
    """The pain has almost gone, and the leg is weaker."""
    day_one(d, 6)
    d.morning(1, "thigh", left_strength="weaker")


@care("5", S13, "same_day", "S13.weakness", phase="decompress")
def other_leg_weaker(d: Diary) -> None:
    """The leg that never hurt is weaker."""
    day_one(d)
    d.morning(3, right_strength="weaker")


@situation("1", "as at the start / weaker / can't tell", "train", present=FLOSS, silent=("S13.weakness",))
def strength_not_clear(d: Diary) -> None:
    """Strength can't be told: no alarm."""
    day_one(d)
    d.morning(3, left_strength="cannot_tell")


@care("5", S13, "same_day", "S13.numbness", phase="decompress")
def numbness_two_up(d: Diary) -> None:
    """Numbness 1 yesterday, 3 today."""
    d.ready()
    d.calm_day(3, numbness=1)
    d.morning(3, numbness=3)


@situation("5", S13, "train", present=FLOSS, silent=("S13.numbness",))
def numbness_one_up(d: Diary) -> None:
    """Numbness 1 yesterday, 2 today: not an alarm, and not green."""
    d.ready()
    d.calm_day(3, numbness=1)
    d.morning(3, numbness=2)


@care("5", S13, "same_day", "S13.numbness", phase="decompress")
def numbness_above_the_best_of_the_week(d: Diary) -> None:
    """Numbness 4, then 2, then 4 again: the best of the week counts, not the first day."""
    d.ready()
    for numbness in (4, 2, 3):
        d.calm_day(3, numbness=numbness)
    d.morning(3, numbness=4)


@situation("5", S13, "train", phase="release", present=FLOSS, silent=("S13.numbness",))
def numbness_best_was_eight_days_ago(d: Diary) -> None:
    """Numbness 1 eight days ago, 2 since, 3 today: the best of the last seven days is 2."""
    d.ready()
    for numbness in (1, 2, 2, 2, 2, 2, 2, 2):
        d.calm_day(2, numbness=numbness)
    d.morning(2, numbness=3)


@care("5", S13, "same_day", "S13.numbness", phase="decompress")
def numbness_two_up_within_the_day(d: Diary) -> None:
    """Numbness 1 in the morning, 3 in the evening."""
    day_one(d)
    d.morning(3, numbness=1)
    d.wait(hours=10)
    d.check_in(3, numbness=3)


@care("5", S13, "same_day", "S13.numbness", phase="decompress")
def numbness_in_a_new_area(d: Diary) -> None:
    """No more numbness than before, but in a new area, confirmed."""
    d.ready()
    d.calm_day(3, numbness=2)
    d.morning(3, numbness=2, left_numb_new_area=True)


@situation("5", S13, "train", present=FLOSS, rules=("phase.placed_decompress",), silent=("S13.numbness",))
def numb_on_the_first_day(d: Diary) -> None:
    """Numbness 5 at the first check-in: there is nothing yet to compare with."""
    d.ready()
    d.check_in(3, numbness=5)


@situation("5", NEVER, "train", present=FLOSS, absent=("cross_body",), silent=("phase.release_opens",))
def less_pain_more_numbness(d: Diary) -> None:
    """Pain 3, 2, 1 while numbness rises by one: two green days, not three, so release stays shut."""
    d.ready()
    d.calm_day(3)
    d.calm_day(2)
    d.calm_day(1, numbness=1)
    d.morning(1, numbness=1)


@situation("5", BASELINE, "train", phase="release", present=FLOSS, silent=("S13.numbness", "S13.weakness"))
def stable_deficit(d: Diary) -> None:
    """Numbness 4 every day, seen by a clinician: it is the baseline, and release opens as for anyone."""
    d.ready(left_deficit_seen=True)
    d.calm_days(3, 2, numbness=4)
    d.morning(2, numbness=4)


@situation(
    "2", "it holds for that question until answer or symptoms change", "train", present=FLOSS, silent=("S13.numbness",)
)
def numbness_cleared(d: Diary) -> None:
    """The rise was examined and cleared; the same numbness a day later is the new best."""
    d.ready()
    d.calm_day(3, numbness=1)
    alarm = d.morning(3, numbness=3)
    d.clearance("new_numbness", [alarm])
    d.next_day()
    d.morning(3, numbness=3)


@care("2", "it holds for that question until answer or symptoms change", "same_day", "S13.numbness", phase="decompress")
def numbness_cleared_and_up_again(d: Diary) -> None:
    """The rise was cleared; a day later it is 2 higher still."""
    d.ready()
    d.calm_day(3, numbness=1)
    alarm = d.morning(3, numbness=3)
    d.clearance("new_numbness", [alarm])
    d.next_day()
    d.day(3, numbness=3)
    d.morning(3, numbness=5)


@care("5", WHATEVER, "same_day", "S13.weakness", phase="release")
def weaker_in_release(d: Diary) -> None:
    """Release is open; the leg gets weaker: same-day, and the phase is no comfort."""
    releasing(d)
    d.day(2)
    d.morning(1, left_strength="weaker")


@care("4", OTHER_LEG, "emergency", "S1.emergency", phase="decompress")
def tingling_in_the_other_leg(d: Diary) -> None:
    """The left leg is affected; today the right one tingles."""
    day_one(d)
    d.morning(3, right_tingling=1, right_nerve_site="calf")


@care("2", "has reached the second leg", "emergency", "S1.emergency", phase="decompress")
def pain_in_the_other_thigh(d: Diary) -> None:
    """The left leg is affected; today the right thigh hurts a little."""
    day_one(d)
    d.morning(3, right_leg_pain=1, right_pain_site="thigh")


@situation("4", OTHER_LEG, "train", present=FLOSS, silent=("S1.emergency",))
def back_pain_on_the_other_side(d: Diary) -> None:
    """The back hurts on the right too: no leg symptom, no alarm."""
    day_one(d)
    d.morning(3, right_pain_site="back")


@situation("1", "which leg(s)", "train", present=FLOSS, absent=("nerve_floss:right",), silent=("S1.emergency",))
def no_leg_named_then_the_left(d: Diary) -> None:
    """No leg was named; the first one with symptoms becomes the affected one."""
    d.ready(legs="none")
    d.check_in(3)


@care("2", "sciatica on both sides that is new", "emergency", "S1.emergency", phase="stabilise")
def no_leg_named_then_both(d: Diary) -> None:
    """No leg was named and none hurt; today both do."""
    d.ready(legs="none")
    d.day(0)
    d.morning(3, side="both")


@situation("1", "which leg(s)", "train", present=(*FLOSS, Set("nerve_floss", "right")), silent=("S1.emergency",))
def both_legs_for_long(d: Diary) -> None:
    """Both legs have been affected for long, unchanged: both floss."""
    d.ready(legs="both", duration_weeks=60)
    d.check_in(3)


@care("2", BETWEEN, "emergency", "S1.emergency", phase="decompress")
def check_in_between_the_legs(d: Diary) -> None:
    """The body map is tapped between the legs."""
    day_one(d)
    d.morning(3, apart=["between_legs"])


@care("5", WHATEVER, "same_day", "S13.weakness", phase="stabilise")
def weaker_in_stabilise(d: Diary) -> None:
    """No pain at all and a weaker leg, in the highest phase so far."""
    placed_high(d)
    d.next_day()
    d.morning(0, right_strength="weaker")


@care("5", S13, "same_day", "S13.numbness", phase="decompress")
def numbness_best_was_six_days_ago(d: Diary) -> None:
    """Numbness 1 six days ago, 2 since, 3 today: two above the best of the last seven days."""
    d.ready()
    for numbness in (1, 2, 2, 2, 2, 2):
        d.day(5, numbness=numbness)
    d.morning(5, numbness=3)
