"""The screening's tiers: any single yes decides. One situation for each item; the tables name every question."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, situation
from tests.golden.situations.people import FLOSS_AND_CROSS_BODY, NO_RELEASE, decompressed, releasing

EMERGENCY: dict[str, tuple[str, ...]] = {
    "sciatica on both sides that is new (under 4 weeks), worse": ("both_legs", "both_legs_worse"),
    "has reached the second leg": ("second_leg",),
    "new weakness or numbness in both legs": ("weak_both_legs", "numb_both_legs"),
    "numbness or tingling between the legs, genitals, back passage, inner thighs": (
        "saddle",
        "saddle_genitals",
        "saddle_back_passage",
        "saddle_inner_thighs",
    ),
    "new trouble starting, feeling or holding urine": ("bladder", "bladder_feeling", "bladder_holding"),
    "new loss of bowel control or feeling": ("bowel", "bowel_feeling"),
    "new change of sexual feeling or function": ("sexual", "sexual_function"),
    "one leg or foot suddenly cold, pale or mottled": ("cold_leg", "pale_leg"),
    "sudden tearing back or tummy pain": ("aorta_tearing", "aorta_pulsing", "aorta_faint", "aorta_known"),
    "leg swelling with breathlessness": ("clot_breath", "clot_chest", "clot_blood"),
    "major accident": ("accident", "fall_cannot_stand"),
    "after a spinal operation or injection: new numbness": (
        "after_spine_numb",
        "after_spine_weak",
        "after_spine_fever",
        "after_spine_bladder",
    ),
    "together with weakness, unsteady or heavy legs, new numbness": (
        "cancer_weak",
        "cancer_unsteady",
        "cancer_heavy",
        "cancer_numb",
        "cancer_band",
        "cancer_bladder",
        "cancer_bowel",
    ),
    "together with bladder or bowel change": ("cord_bladder", "cord_bowel"),
}
SAME_DAY: dict[str, tuple[str, ...]] = {
    "new or worse weakness, foot drop": ("new_weakness", "foot_drop"),
    "numbness as in S13": ("new_numbness", "new_numb_place"),
    "fever, chills, unwell": ("fever",),
    "back pain with weakened immunity, injected drugs, recent infection": (
        "weak_immunity",
        "injected_drugs",
        "recent_infection",
    ),
    "one calf or thigh swollen, hot, red": ("calf_swollen", "calf_hot", "calf_red"),
    "sudden severe pain after a minor knock with osteoporosis": ("bone_sudden",),
    "stiff, clumsy, unsteady legs or clumsy hands": ("cord_stiff", "cord_clumsy_legs", "cord_unsteady", "cord_hands"),
    "this pain not yet discussed with a doctor": ("cancer_not_discussed",),
    "can't stand for pain": ("cannot_stand",),
}
NOT_BEFORE_CHECKED: dict[str, tuple[str, ...]] = {
    "unexplained weight loss": ("weight_loss",),
    "constant pain that no position eases, growing weekly": ("constant_pain",),
    "new deformity": ("deformity",),
    "thoracic pain with any other item": ("thoracic_pain",),
    "within 12 weeks without the team's agreement": (
        "recent_spine_operation",
        "recent_spine_injection",
        "recent_hip_replacement",
        "recent_knee_replacement",
    ),
}
ADVISE: dict[str, tuple[str, ...]] = {
    "first episode over 50": ("first_over_50",),
    "night pain that eases on turning": ("night_pain",),
    "over 4 weeks unimproved": ("not_improved",),
    "inflammatory pattern": ("inflammatory",),
    "long-term steroids or osteoporosis without sudden pain (no traction)": ("bone_fragile",),
    "leg pain 8 or more on two days, or no sleep (for pain relief)": ("severe_pain", "no_sleep"),
    "both legs ache only on walking, ease on sitting, unchanged for 3 months": ("walking_legs",),
}
UNDER_18 = ("under_18",)
"""The question behind the age: it has a rule of its own."""

OPEN = "Advise a check, phase 1 stays open"


def _seek(tier: dict[str, tuple[str, ...]], urgency: str, rule: str) -> None:
    for quote, questions in tier.items():
        _flagged(quote, questions[0], urgency, rule)


def _flagged(quote: str, question: str, urgency: str, rule: str) -> None:
    def tell(d: Diary) -> None:
        d.about()
        d.screening("full", yes=(question,))

    tell.__name__, tell.__doc__ = f"yes_to_{question}", "One yes in the first screening, all else no."
    care("2", quote, urgency, rule)(tell)


def _advised(quote: str, question: str) -> None:
    def tell(d: Diary) -> None:
        d.about()
        d.screening("full", yes=(question,))
        d.check_in(3)

    tell.__name__, tell.__doc__ = (
        f"yes_to_{question}",
        "One yes in the first screening: a check is advised, the calming moves stay open.",
    )
    floss = (Set("nerve_floss", "left"),)
    situation(
        "2", quote, "train", "routine", present=floss, absent=NO_RELEASE, rules=("S1.advise",), advice=("assessment",)
    )(tell)


_seek(EMERGENCY, "emergency", "S1.emergency")
_seek(SAME_DAY, "same_day", "S1.same_day")
_seek(NOT_BEFORE_CHECKED, "soon", "S1.not_before_checked")
for _quote, _questions in ADVISE.items():
    _advised(_quote, _questions[0])


@care("2", "Screening tiers (any single item; one question each)", "emergency", "S1.emergency")
def yes_in_three_tiers(d: Diary) -> None:
    """Weight loss, a hot calf and a cold leg at once: the highest tier speaks."""
    d.about()
    d.screening("full", yes=("weight_loss", "calf_hot", "cold_leg"))


@care("2", "Same day", "same_day", "S1.same_day")
def yes_in_two_lower_tiers(d: Diary) -> None:
    """Weight loss and a hot calf: same day."""
    d.about()
    d.screening("full", yes=("weight_loss", "calf_hot"))


@care("2", "Not before checked", "soon", "S1.not_before_checked")
def yes_to_a_question_not_known(d: Diary) -> None:
    """A yes to a question that this programme doesn't have is not forgotten."""
    d.about()
    d.screening("full", yes=("asked_by_a_clinic",))


@situation(
    "2",
    OPEN,
    "train",
    "routine",
    "release",
    present=(Set("nerve_floss", "left"),),
    absent=NO_RELEASE,
    rules=("S1.advise",),
)
def advised_in_release(d: Diary) -> None:
    """In release, night pain comes up: only decompress moves until it is looked at; the phase stays."""
    releasing(d)
    d.day(2)
    d.screening("daily")
    d.screening("event", yes=("night_pain",))
    d.check_in(2)


@situation("2", OPEN, "train", phase="release", present=FLOSS_AND_CROSS_BODY, silent=("S1.advise",))
def advised_and_assessed(d: Diary) -> None:
    """Night pain was looked at and exercise may continue: the advice is silent."""
    releasing(d)
    d.screening("event", yes=("night_pain",))
    d.assessment("had", "may_continue")
    d.morning(2)


@situation("2", OPEN, "train", phase="release", present=FLOSS_AND_CROSS_BODY, silent=("S1.advise",))
def advised_and_answered_no(d: Diary) -> None:
    """Night pain a day ago, none today: the newest answer counts."""
    releasing(d)
    d.screening("event", yes=("night_pain",))
    d.day(2)
    d.screening("event", no=("night_pain",))
    d.morning(2)


@care("1", "at once on any new symptom", "same_day", "S1.same_day", phase="decompress")
def new_symptom_in_the_evening(d: Diary) -> None:
    """The morning was fine; in the evening one calf is swollen."""
    decompressed(d)
    d.session(floss=5)
    d.wait(hours=9)
    d.screening("event", yes=("calf_swollen",))
