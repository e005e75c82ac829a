"""Placing, and what opens release, stabilise and maintain: every criterion met, and each broken by itself."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, rest, situation
from tests.golden.situations.people import (
    CLAMS,
    FLOSS_AND_CROSS_BODY,
    NO_RELEASE,
    NO_STRENGTH,
    STRENGTH,
    decompressed,
    placed_high,
    releasing,
    stabilising,
    strengthen,
)

PAIN_DOWN = "pain, tingling or numbness from the buttock down: decompress"
NONE = "none of these and no weakness: stabilise, easiest levels"
BACK = "back pain alone too: bridge one level lighter above back pain 4, and advice"
RELEASE = "on 3 green days, worst leg <= 4 (<= 5 if steady for 4 weeks), site no lower than at the start"
CARRY = "floss without carry-over, movement limited"
GAPS = "gaps of up to 3 days don't break it"
GREENS = "such days with no red one between"
STABILISE = "opens on 5 green days in release (or 7 in decompress where movement isn't limited)"
STABILISE_LEG = "and leg <= 3 and thigh or higher and no new weakness"
MAINTAIN = "6 weeks of stabilise with leg <= 1 for 14 days"
RETURN = "any return of leg symptoms: placed anew"
FLOSS = (Set("nerve_floss", "left"),)
SHUT = (*NO_RELEASE, *NO_STRENGTH)
STILL = ("phase.release_opens",)
DECOMPRESS_FLOSS = (Set("nerve_floss", "left", level=(0, 1)),)


@situation("5", PAIN_DOWN, "train", present=DECOMPRESS_FLOSS, absent=SHUT, rules=("phase.placed_decompress",))
def placed_with_pain_in_the_calf(d: Diary) -> None:
    """The first check-in: leg pain 3 down to the calf."""
    decompressed(d)


@situation("5", PAIN_DOWN, "train", present=FLOSS, absent=SHUT, rules=("phase.placed_decompress",))
def placed_with_tingling_alone(d: Diary) -> None:
    """No pain; the foot tingles a little."""
    d.ready()
    d.check_in(0, tingling=1, nerve_site="foot")


@situation("5", PAIN_DOWN, "train", present=FLOSS, absent=SHUT, rules=("phase.placed_decompress",))
def placed_with_numbness_alone(d: Diary) -> None:
    """No pain; the foot is a little numb."""
    d.ready()
    d.check_in(0, numbness=1, nerve_site="foot")


@situation("5", PAIN_DOWN, "train", present=FLOSS, absent=SHUT, rules=("phase.placed_decompress",))
def placed_with_the_buttock(d: Diary) -> None:
    """Leg pain 1, no farther than the buttock: from the buttock down counts."""
    decompressed(d, 1, "buttock")


EASY = tuple(Set("clamshell", side, sets=(2, 2), repetitions=(8, 10), easiest=True) for side in ("left", "right"))


@situation(
    "5",
    NONE,
    "train",
    phase="stabilise",
    present=(*EASY, Set("bridge", sets=(2, 2), repetitions=(8, 10), easiest=True), Set("nerve_floss", sets=(1, 1))),
    absent=NO_RELEASE,
    order=("clamshell:left", "clamshell:right"),
    rules=("phase.placed_stabilise",),
)
def placed_without_symptoms(d: Diary) -> None:
    """No leg symptoms, no weakness: the easiest strengthening, the affected leg on top first."""
    placed_high(d)


@situation(
    "5",
    BACK,
    "train",
    phase="stabilise",
    present=(*CLAMS, Set("bridge", easiest=True)),
    rules=("phase.placed_stabilise",),
)
def placed_with_back_pain_alone(d: Diary) -> None:
    """Only the back hurts, 6 of 10: placed in stabilise, the bridge as small as it gets."""
    d.ready(legs="none", pain_region="back_only")
    d.check_in(0, "back", back=6)


@situation(
    "5",
    RELEASE,
    "train",
    phase="release",
    present=FLOSS_AND_CROSS_BODY,
    absent=NO_STRENGTH,
    rules=("phase.release_opens",),
)
def release_opens(d: Diary) -> None:
    """Three green days, all criteria met."""
    releasing(d)
    d.morning(2)


@situation(
    "3",
    "first after two calm days of cross-body",
    "train",
    phase="release",
    present=(Set("cross_body", "left", level=(1, 1), sets=(2, 3), hold_s=(20, 30)),),
    absent=("seated_hinge", "leg_traction", "nerve_floss:right"),
)
def release_begins_without_the_hinge(d: Diary) -> None:
    """The first day of release: cross-body, bent knee, and no hinge yet."""
    releasing(d)
    d.morning(2)


@situation("5", RELEASE, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_after_two_green_days(d: Diary) -> None:
    """Two green days: one too few."""
    d.ready()
    d.calm_days(2)
    d.morning(2)


@situation("5", GREENS, "train", phase="release", present=FLOSS_AND_CROSS_BODY, rules=("phase.release_opens",))
def release_with_an_amber_day_between(d: Diary) -> None:
    """Green, amber (a floss felt worse), green, green: an amber day doesn't break the count."""
    d.ready()
    d.calm_day()
    d.day(2, train={"floss": 5, "felt": {"floss": "worse"}})
    d.calm_days(2)
    d.morning(2)


@situation("5", GREENS, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_with_a_red_day_between(d: Diary) -> None:
    """Green, green, red (felt into the next morning), green, green: the count starts after the red day."""
    d.ready()
    d.calm_days(3)
    d.day(2, reaction="this_morning")
    d.day(2)
    d.morning(2)


@situation("5", GAPS, "train", phase="release", present=FLOSS_AND_CROSS_BODY, rules=("phase.release_opens",))
def release_over_a_gap_of_three_days(d: Diary) -> None:
    """Two green days, three days without an entry, a green day."""
    d.ready()
    d.calm_days(2)
    d.next_day(days=3)
    d.calm_day()
    d.morning(2)


@situation("5", GAPS, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_over_a_gap_of_four_days(d: Diary) -> None:
    """Two green days, four days without an entry, a green day: the gap breaks the count."""
    d.ready()
    d.calm_days(2)
    d.next_day(days=4)
    d.calm_day()
    d.morning(2)


@situation("5", RELEASE, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_with_leg_five_at_its_worst(d: Diary) -> None:
    """All met, but the leg was at 5 in the night."""
    releasing(d)
    d.morning(2, left_worst_leg_pain=5)


@situation("5", RELEASE, "train", phase="release", present=FLOSS_AND_CROSS_BODY, rules=("phase.release_opens",))
def release_with_leg_four_at_its_worst(d: Diary) -> None:
    """All met, the leg was at 4 in the night: still within."""
    releasing(d)
    d.morning(2, left_worst_leg_pain=4)


@situation("5", RELEASE, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_with_a_farther_site(d: Diary) -> None:
    """All met, but today it reaches the foot; at the start it was the calf."""
    releasing(d)
    d.morning(2, "foot")


@situation("5", CARRY, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_without_any_floss(d: Diary) -> None:
    """Three calm days, but the floss was never tried."""
    d.ready()
    for _ in range(3):
        d.day(2)
    d.morning(2)


@situation("5", CARRY, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_when_nothing_is_limited(d: Diary) -> None:
    """Three green days and free movement: straight on to stabilise's criteria, seven days."""
    releasing(d)
    d.morning(2, bend="free")


@situation("1", "Unanswered counts neither way and holds the dose", "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_when_movement_is_not_stated(d: Diary) -> None:
    """Three green days; sock, sitting and bending were not answered today."""
    releasing(d)
    d.morning(2, without=("sock", "sit", "bend"))


@situation("5", RELEASE, "train", phase="release", present=FLOSS, absent=NO_STRENGTH, rules=("S9.two_weeks",))
def release_at_a_steady_five(d: Diary) -> None:
    """Leg pain 5 every day for three weeks: steady, so 5 is enough."""
    d.ready()
    d.calm_days(21, 5)
    d.morning(5)


@situation("5", RELEASE, "train", present=FLOSS, absent=SHUT, rules=("S9.two_weeks",), silent=STILL)
def release_at_five_not_yet_steady(d: Diary) -> None:
    """Leg pain 5 every day for two and a half weeks: too short to be called steady."""
    d.ready()
    d.calm_days(17, 5)
    d.morning(5)


@situation(
    "5",
    STABILISE,
    "train",
    phase="stabilise",
    present=(*STRENGTH, *FLOSS),
    absent=NO_RELEASE,
    rules=("phase.stabilise_opens",),
)
def stabilise_opens(d: Diary) -> None:
    """Five green days in release, the leg at 2, no farther than the thigh."""
    stabilising(d)
    d.morning(2, "thigh")


@situation(
    "5", STABILISE, "train", phase="release", present=FLOSS, absent=NO_STRENGTH, silent=("phase.stabilise_opens",)
)
def stabilise_after_four_green_days(d: Diary) -> None:
    """Four green days in release: one too few."""
    d.ready()
    d.calm_days(7, 2, "thigh")
    d.morning(2, "thigh")


@situation(
    "5", STABILISE_LEG, "train", phase="release", present=FLOSS, absent=NO_STRENGTH, silent=("phase.stabilise_opens",)
)
def stabilise_with_the_calf(d: Diary) -> None:
    """Five green days in release, but the pain still reaches the calf."""
    d.ready()
    d.calm_days(8, 2, "calf")
    d.morning(2, "calf")


@situation(
    "5", STABILISE_LEG, "train", phase="release", present=FLOSS, absent=NO_STRENGTH, silent=("phase.stabilise_opens",)
)
def stabilise_with_leg_four_at_its_worst(d: Diary) -> None:
    """Five green days in release, but the leg was at 4 in the night."""
    stabilising(d)
    d.morning(2, "thigh", left_worst_leg_pain=4)


@situation(
    "5", STABILISE, "train", phase="stabilise", present=STRENGTH, absent=NO_RELEASE, rules=("phase.stabilise_opens",)
)
def stabilise_straight_from_decompress(d: Diary) -> None:
    """Seven green days in decompress with free movement: release is passed over."""
    d.ready()
    d.calm_days(7, 2, "thigh", bend="free")
    d.morning(2, "thigh", bend="free")


@situation("5", STABILISE, "train", present=FLOSS, absent=SHUT, silent=("phase.stabilise_opens",))
def stabilise_from_decompress_too_early(d: Diary) -> None:
    """Six green days in decompress with free movement: one too few."""
    d.ready()
    d.calm_days(6, 2, "thigh", bend="free")
    d.morning(2, "thigh", bend="free")


def six_weeks(d: Diary, days: int = 42, strong_every: int = 8, sore_on: int = -1, sore: int = 2) -> None:
    """Live so many days of stabilise, seen every other day, without leg pain (but for one day, if wanted)."""
    d.ready()
    for day in range(0, days, 2):
        d.morning(sore if day == sore_on else 0, "back" if day == sore_on else None)
        if day % strong_every == 0:
            strengthen(d)
        d.next_day(days=min(2, days - day))


@situation("5", MAINTAIN, "train", phase="maintain", present=STRENGTH, rules=("phase.maintain_opens",))
def maintain_opens(d: Diary) -> None:
    """Six weeks of stabilise without leg pain."""
    six_weeks(d)
    d.morning(0)


@situation("5", MAINTAIN, "train", phase="stabilise", present=FLOSS, silent=("phase.maintain_opens",))
def maintain_a_day_early(d: Diary) -> None:
    """Forty-one days of stabilise."""
    six_weeks(d, 41)
    d.morning(0)


@situation("5", MAINTAIN, "train", phase="stabilise", present=FLOSS, silent=("phase.maintain_opens",))
def maintain_after_a_sore_day(d: Diary) -> None:
    """Six weeks of stabilise, with leg pain 2 on one day of the last two weeks."""
    six_weeks(d, sore_on=34)
    d.morning(0)


def maintaining(d: Diary) -> None:
    """The morning of day 43, the first after maintain has opened; strength on days 40 and 42."""
    six_weeks(d)
    d.morning(0)
    strengthen(d)
    d.next_day()


@situation(
    "5", "2 strengthening days a week", "train", phase="maintain", present=FLOSS, absent=NO_STRENGTH, rules=("S7.week",)
)
def maintain_third_day_of_the_week(d: Diary) -> None:
    """In maintain, two strengthening days in the last six: strengthening rests."""
    maintaining(d)
    d.next_day()
    d.morning(0)


@situation("5", RETURN, "train", present=FLOSS, absent=SHUT, rules=("phase.replaced",))
def maintain_and_leg_symptoms_return(d: Diary) -> None:
    """In maintain, the leg hurts again, down to the thigh."""
    maintaining(d)
    d.morning(2, "thigh")


@situation("5", RETURN, "train", phase="maintain", present=FLOSS, silent=("phase.replaced",))
def maintain_with_a_sore_back(d: Diary) -> None:
    """In maintain, only the back aches: no return of leg symptoms."""
    maintaining(d)
    d.morning(0, "back", back=3)


@rest("6", "check-in and screening before a plan", phase="maintain", rules=("S10.check_in",), asks=("check_in",))
def maintain_before_the_check_in(d: Diary) -> None:
    """In maintain, a morning before any answer: the phase is known, the plan isn't."""
    maintaining(d)


@situation(
    "5", "worst leg pain <= 3, or <= 5 and not above the person's 7-day median", "train", absent=SHUT, silent=STILL
)
def release_after_a_first_day_at_four(d: Diary) -> None:
    """Leg pain 4 on the first day, with no days before to compare it with: amber, so two green days only."""
    d.ready()
    d.calm_day(4)
    d.calm_days(2, 3)
    d.morning(3)


def three_weeks_at_five_but_for_one(d: Diary, leg: int) -> None:
    """Leg pain 5 for three weeks, but for day 10, on which movement is free (so that release can't open on it)."""
    d.ready()
    d.calm_days(10, 5)
    d.calm_day(leg, bend="free")
    d.calm_days(10, 5)


@situation("5", RELEASE, "train", phase="release", present=FLOSS, absent=NO_STRENGTH)
def release_at_a_steady_five_with_a_four(d: Diary) -> None:
    """Leg pain 5 for three weeks, 4 on one day: still steady."""
    three_weeks_at_five_but_for_one(d, 4)
    d.morning(5)


@situation("5", RELEASE, "train", present=FLOSS, absent=SHUT, silent=STILL)
def release_at_five_with_a_three(d: Diary) -> None:
    """Leg pain 5 for three weeks, 3 on one day: that isn't steady."""
    three_weeks_at_five_but_for_one(d, 3)
    d.morning(5)


@situation("5", STABILISE_LEG, "train", phase="stabilise", present=STRENGTH, rules=("phase.stabilise_opens",))
def stabilise_with_leg_three_at_its_worst(d: Diary) -> None:
    """Five green days in release, the leg at 3 in the night: still within."""
    stabilising(d)
    d.morning(2, "thigh", left_worst_leg_pain=3)


@situation("5", MAINTAIN, "train", phase="maintain", present=STRENGTH, rules=("phase.maintain_opens",))
def maintain_with_leg_one(d: Diary) -> None:
    """Six weeks of stabilise, leg pain 1 on one day of the last two weeks."""
    six_weeks(d, sore_on=34, sore=1)
    d.morning(0)


@situation("5", MAINTAIN, "train", phase="maintain", present=STRENGTH, rules=("phase.maintain_opens",))
def maintain_after_a_sore_day_long_ago(d: Diary) -> None:
    """Six weeks of stabilise, leg pain 2 on day 26, sixteen days ago."""
    six_weeks(d, sore_on=26)
    d.morning(0)
