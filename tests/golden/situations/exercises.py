"""What a lasting fact, today's body map or the bands at home leave out, and on which side."""

from __future__ import annotations

from typing import Any

from tests.builders import Diary
from tests.golden.expect import Set, rest, situation
from tests.golden.situations.people import CLAMS, FLOSS_AND_CROSS_BODY, day_one, decompressed, placed_high, releasing

HIP = "Replaced hip, that side: no traction, no cross-body, no flexion over 90"
HIP_BRIDGE = "bridge only to level"
HIP_CLAM = "clam on or under that hip only with the team's agreement"
PREGNANT = "Pregnancy: no traction, nothing flat on the back for long after 16 weeks"
LATEX = "latex allergy"
REGION = "main pain in groin or front of thigh, or both feet burning: advised to be assessed, no floss"
SITTING = "sitting or bending eases/worsens"
STANDING = "standing or arching worsens (bridge below level)"
FRAGILE = "long-term steroids or osteoporosis without sudden pain (no traction)"
FLOOR = "can you get down to the floor and up alone, can you lie flat"
FIRM_BED = "each level also says whether a firm bed serves"
HINGE = "first after two calm days of cross-body"
NO_BAND = "is the same exercise: no band needed"
CAP = "cap min(15 %, 100 N) at the upper end of the range"
UNKNOWN_WEIGHT = "body weight (unknown: traction cap 35 N)"
TRACTION = "30 s, growing by 30 s a symptom-free session to 2 min"
OTHERS = "other conditions of `evidence.md` 1d"
FLOSS_FORCE = "at most 30 N, stretch at most 50 %"
FLOSS = (Set("nerve_floss", "left"),)
PULL = Set("leg_traction", "left", hold_s=(30, 30), force_most_n=100)


def with_bands(d: Diary, *colours: str, latex: bool = False) -> None:
    """Own flat bands of these colours (without a colour: a light one and two heavy ones) and a light mini loop."""
    for colour in colours or ("yellow", "blue", "gold"):
        d.band(type="flat", brand="TheraBand", colour=colour, rest_mm=2000, latex=latex)
    d.band(type="mini_loop", rest_mm=600, width_mm="50", thickness_mm="0.5", latex=latex)


def pulled(d: Diary, **about: Any) -> None:
    """Day 0 in decompress, with bands at home that could pull."""
    d.ready(**about)
    with_bands(d)
    d.check_in(3)


@situation("3", TRACTION, "train", present=(*FLOSS, PULL), absent=("leg_traction:right",))
def traction_the_first_time(d: Diary) -> None:
    """With a heavy band at home, the leg traction is offered: 30 seconds, well below 100 N."""
    pulled(d)


@situation("3", TRACTION, "train", present=(Set("leg_traction", "left", hold_s=(60, 60)),))
def traction_the_second_time(d: Diary) -> None:
    """The first traction brought no symptoms: 60 seconds."""
    pulled(d)
    d.session(floss=5, traction=30)
    d.next_day()
    d.morning(3)


@situation(
    "3", "cap min(15 %, 100 N)", "train", present=(*FLOSS, Set("leg_traction", "left", force_most_n=65, may_lack=True))
)
def traction_of_a_light_person(d: Diary) -> None:
    """A person of 44 kg: the pull stays under 15 % of the body's weight, 65 N."""
    pulled(d, body_mass_kg="44")


@situation("1", UNKNOWN_WEIGHT, "train", present=(*FLOSS, Set("leg_traction", "left", force_most_n=35, may_lack=True)))
def traction_with_unknown_weight(d: Diary) -> None:
    """The body's weight isn't known: at most 35 N."""
    d.about("body_mass_kg")
    d.screening("full")
    with_bands(d)
    d.check_in(3)


@situation("3", NO_BAND, "train", present=FLOSS, absent=("leg_traction",))
def no_band_at_home(d: Diary) -> None:
    """No band yet: the floss goes with a towel, nothing pulls the leg."""
    decompressed(d, no_band=True)


@situation("3", FLOSS_FORCE, "train", present=(Set("nerve_floss", "left", force_most_n=30),))
def only_a_heavy_band(d: Diary) -> None:
    """Only a gold band at home: it is no band for a floss, which goes without."""
    d.ready()
    with_bands(d, "gold")
    d.check_in(3)


@situation("3", HIP, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.hip_replaced",))
def hip_replaced_no_traction(d: Diary) -> None:
    """The left hip is a replaced one."""
    pulled(d, left_hip_replaced="yes")


@situation("3", HIP, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.hip_replaced",))
def hip_perhaps_replaced(d: Diary) -> None:
    """Not sure whether the left hip was replaced: all precautions."""
    pulled(d, left_hip_replaced="not_sure")


@situation("3", HIP, "train", present=(*FLOSS, PULL))
def other_hip_replaced(d: Diary) -> None:
    """The right hip is a replaced one, the left leg is affected: only that side is blocked."""
    pulled(d, right_hip_replaced="yes")


@situation("3", HIP, "train", phase="release", present=FLOSS, absent=("cross_body",), rules=("S8.hip_replaced",))
def hip_replaced_in_release(d: Diary) -> None:
    """In release with the left hip replaced: no cross-body."""
    releasing(d, left_hip_replaced="yes")
    d.morning(2)


@situation("3", HIP, "train", phase="release", present=FLOSS_AND_CROSS_BODY)
def other_hip_replaced_in_release(d: Diary) -> None:
    """In release with the right hip replaced: the left cross-body stays."""
    releasing(d, right_hip_replaced="yes")
    d.morning(2)


@situation(
    "3",
    HIP_CLAM,
    "train",
    phase="stabilise",
    present=(Set("bridge"),),
    absent=("clamshell",),
    rules=("S8.clam_not_agreed",),
)
def hip_replaced_in_stabilise(d: Diary) -> None:
    """In stabilise with the right hip replaced, nothing agreed: no clamshell on it or under it; the bridge stays."""
    placed_high(d, right_hip_replaced="yes")


@situation("3", HIP_CLAM, "train", phase="stabilise", present=(*CLAMS, Set("bridge")), silent=("S8.clam_not_agreed",))
def hip_replaced_and_clam_agreed(d: Diary) -> None:
    """The same, and the hip's team has agreed."""
    placed_high(d, right_hip_replaced="yes", right_clam_agreed=True)


@situation("3", HIP, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.knee_replaced",))
def knee_replaced(d: Diary) -> None:
    """The left knee is a replaced one: no pull through it."""
    pulled(d, left_knee_replaced="yes")


@situation(
    "3", PREGNANT, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.pregnant",), advice=("maternity",)
)
def pregnant_early(d: Diary) -> None:
    """Pregnant, not over 16 weeks."""
    pulled(d, pregnancy="to_16_weeks")


@situation(
    "3",
    PREGNANT,
    "train",
    phase="stabilise",
    present=CLAMS,
    absent=("bridge",),
    advice=("maternity",),
    rules=("S8.pregnant_over_16_weeks",),
)
def pregnant_late_in_stabilise(d: Diary) -> None:
    """Pregnant over 16 weeks, in stabilise: the clamshell on the side, no bridge on the back."""
    placed_high(d, pregnancy="over_16_weeks")


@situation("3", PREGNANT, "train", present=FLOSS, absent=("leg_traction",), advice=("maternity",))
def pregnant_late(d: Diary) -> None:
    """Pregnant over 16 weeks: the floss goes half-sitting."""
    pulled(d, pregnancy="over_16_weeks")


@situation("1", LATEX, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.latex_allergy",))
def latex_allergy_and_latex_bands(d: Diary) -> None:
    """Allergic to latex, and all bands at home are of latex: the floss goes with a towel."""
    d.ready(latex_allergy="yes")
    with_bands(d, latex=True)
    d.check_in(3)


@situation("1", LATEX, "train", present=(*FLOSS, PULL))
def latex_allergy_and_other_bands(d: Diary) -> None:
    """Allergic to latex, and the bands at home are free of it."""
    pulled(d, latex_allergy="yes")


@rest("1", REGION, rules=("S8.pain_groin_or_front", "rest.nothing_left"), advice=("assessment",), urgency="routine")
def pain_in_the_groin(d: Diary) -> None:
    """The main pain is in the groin or the front of the thigh, no band at home: no floss, an assessment is advised."""
    decompressed(d, pain_region="groin_or_front", no_band=True)


@rest("1", REGION, rules=("S8.both_feet_burning", "rest.nothing_left"), advice=("assessment",), urgency="routine")
def both_feet_burning(d: Diary) -> None:
    """Both feet burn: no floss, an assessment is advised."""
    decompressed(d, pain_region="both_feet_burning", no_band=True)


def two_days_of_cross_body(d: Diary, **about: Any) -> None:
    """Two green days of release with the cross-body; the clock stands on day 5."""
    releasing(d, **about)
    for _ in range(2):
        d.day(2, train={"floss": 5, "cross_body": 20})


@situation(
    "3",
    HINGE,
    "train",
    phase="release",
    present=(*FLOSS_AND_CROSS_BODY, Set("seated_hinge", "left", level=(1, 1), sets=(1, 3), hold_s=(20, 30))),
)
def hinge_after_two_calm_days(d: Diary) -> None:
    """Two green days with the cross-body: the seated hinge on a chair opens."""
    two_days_of_cross_body(d)
    d.morning(2)


@situation("3", HINGE, "train", phase="release", present=FLOSS_AND_CROSS_BODY, absent=("seated_hinge",))
def hinge_after_one_calm_day(d: Diary) -> None:
    """One green day with the cross-body: no hinge yet."""
    releasing(d)
    d.day(2, train={"floss": 5, "cross_body": 20})
    d.morning(2)


@situation(
    "1",
    SITTING,
    "train",
    phase="release",
    present=FLOSS_AND_CROSS_BODY,
    absent=("seated_hinge",),
    rules=("S8.sitting_worsens",),
)
def sitting_worsens(d: Diary) -> None:
    """Two green days with the cross-body, but sitting makes it worse: no hinge."""
    two_days_of_cross_body(d, sitting="worsens")
    d.morning(2)


@situation("1", STANDING, "train", phase="stabilise", present=(*CLAMS, Set("bridge", easiest=True)))
def standing_worsens(d: Diary) -> None:
    """Arching makes it worse: the bridge stays low."""
    placed_high(d, standing="worsens")


@situation("2", FRAGILE, "train", "routine", present=FLOSS, absent=("leg_traction",), rules=("S8.bone_fragile",))
def fragile_bones(d: Diary) -> None:
    """Osteoporosis without sudden pain: no traction."""
    d.about()
    d.screening("full", yes=("bone_fragile",))
    with_bands(d)
    d.check_in(3)


@situation(
    "2", FRAGILE, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.bone_fragile",), silent=("S1.advise",)
)
def fragile_bones_assessed(d: Diary) -> None:
    """Osteoporosis, assessed, exercise may continue: the advice is silent, traction stays out for good."""
    d.about()
    d.screening("full", yes=("bone_fragile",))
    with_bands(d)
    d.assessment("had", "may_continue")
    d.check_in(3)


@situation("1", OTHERS, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.numb_foot",))
def numb_foot(d: Diary) -> None:
    """The left foot is a little numb today: no loop round it."""
    d.ready()
    with_bands(d)
    d.check_in(3, numbness=1, nerve_site="foot")


@situation("1", OTHERS, "train", present=FLOSS, absent=("leg_traction",), rules=("S8.anticoagulants",))
def blood_thinners(d: Diary) -> None:
    """Blood thinners: no traction."""
    pulled(d, conditions=["anticoagulants"])


@situation(
    "1", OTHERS, "train", phase="stabilise", present=CLAMS, absent=("bridge",), rules=("S8.high_blood_pressure",)
)
def high_blood_pressure(d: Diary) -> None:
    """High blood pressure that isn't under control: no bridge, the clamshell stays."""
    placed_high(d, conditions=["high_blood_pressure"])


@situation("1", OTHERS, "train", present=(*FLOSS, PULL))
def conditions_no_longer_there(d: Diary) -> None:
    """Blood thinners at first, none any more: the newest statement counts."""
    d.ready(conditions=["anticoagulants"])
    d.calm_day(3)
    with_bands(d)
    d.learn(conditions=[])
    d.morning(3)


@situation("1", FLOOR, "train", phase="stabilise", present=CLAMS, absent=("bridge",), rules=("S8.no_lie_flat",))
def cannot_lie_flat(d: Diary) -> None:
    """Can't lie flat: what lies on the side stays, the bridge doesn't."""
    placed_high(d, lie_flat="no")


@situation("3", FIRM_BED, "train", present=FLOSS)
def cannot_get_to_the_floor(d: Diary) -> None:
    """Can't get down to the floor alone: the floss goes on a firm bed."""
    decompressed(d, floor_alone="no")


@situation(
    "3",
    "skip the side that hurts to lie on",
    "train",
    phase="stabilise",
    present=CLAMS,
    order=("clamshell:right", "clamshell:left"),
)
def affected_leg_first(d: Diary) -> None:
    """The right leg is the affected one: it is on top first."""
    placed_high(d, legs="right")


@situation("1", "which leg(s)", "train", present=(Set("nerve_floss", "right"),), absent=("nerve_floss:left",))
def right_leg(d: Diary) -> None:
    """The right leg is the affected one."""
    day_one(d, legs="right")
    d.morning(3)
