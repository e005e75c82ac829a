"""What every programme must hold, whoever writes it: questions, alarms, contraindications, safety rules, sentences.

Rules elsewhere lean on these ids; a clinic may add to most of them and put them in its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unpinch.programme.decision import Phase
from unpinch.programme.model import Tier


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a programme can't change about an exercise, because rules elsewhere lean on it."""

    phase: Phase
    sides: str
    strengthening: bool
    optional: bool


FIXED: Mapping[str, Fixed] = {
    "nerve_floss": Fixed("decompress", "affected", strengthening=False, optional=False),
    "leg_traction": Fixed("decompress", "affected", strengthening=False, optional=True),
    "cross_body": Fixed("release", "affected", strengthening=False, optional=False),
    "seated_hinge": Fixed("release", "affected", strengthening=False, optional=False),
    "clamshell": Fixed("stabilise", "each", strengthening=True, optional=False),
    "bridge": Fixed("stabilise", "both", strengthening=True, optional=False),
}

SAFETY_RULES: tuple[str, ...] = (
    "tingle_rule",
    "no_forward_folding",
    "band_tension",
    "let_it_go_slack",
    "inspect_the_band",
    "line_of_pull",
    "stretch_limit",
)
"""Safety rules that every programme states: the article's three, and those of handling a band."""

SIDED_CONDITIONS: tuple[str, ...] = ("hip_replaced", "knee_replaced", "numb_foot")
DERIVED_CONDITIONS: tuple[str, ...] = (
    *SIDED_CONDITIONS,
    "clam_not_agreed",
    "pregnant",
    "pregnant_over_16_weeks",
    "latex_allergy",
    "no_floor",
    "no_lie_flat",
    "pain_groin_or_front",
    "both_feet_burning",
    "sitting_worsens",
    "standing_worsens",
    "bone_fragile",
    "front_today",
)
"""Conditions that follow from other facts (docs/readings.md, section 8)."""

MUST_BLOCK: Mapping[tuple[str, str], int] = {
    ("nerve_floss", "pain_groin_or_front"): -1,
    ("nerve_floss", "both_feet_burning"): -1,
    ("leg_traction", "hip_replaced"): -1,
    ("leg_traction", "knee_replaced"): -1,
    ("leg_traction", "pregnant"): -1,
    ("leg_traction", "bone_fragile"): -1,
    ("leg_traction", "numb_foot"): -1,
    ("leg_traction", "no_floor"): -1,
    ("leg_traction", "no_lie_flat"): -1,
    ("leg_traction", "aneurysm"): -1,
    ("leg_traction", "clot"): -1,
    ("leg_traction", "cancer"): -1,
    ("leg_traction", "fracture"): -1,
    ("cross_body", "hip_replaced"): -1,
    ("cross_body", "no_lie_flat"): -1,
    ("cross_body", "pregnant_over_16_weeks"): -1,
    ("seated_hinge", "sitting_worsens"): -1,
    ("clamshell", "clam_not_agreed"): -1,
    ("bridge", "standing_worsens"): 1,
    ("bridge", "hip_replaced"): 2,
    ("bridge", "no_lie_flat"): -1,
    ("bridge", "pregnant_over_16_weeks"): -1,
}
"""Contraindications that no programme may drop: (exercise, condition) and the highest level that may stay open."""

_TIERS: tuple[Tier, ...] = ("advise", "not_before_checked", "same_day", "emergency")
_EMERGENCY = (
    "both_legs",
    "both_legs_worse",
    "second_leg",
    "weak_both_legs",
    "numb_both_legs",
    "saddle",
    "saddle_genitals",
    "saddle_back_passage",
    "saddle_inner_thighs",
    "bladder",
    "bladder_feeling",
    "bladder_holding",
    "bowel",
    "bowel_feeling",
    "sexual",
    "sexual_function",
    "cold_leg",
    "pale_leg",
    "aorta_tearing",
    "aorta_pulsing",
    "aorta_faint",
    "aorta_known",
    "clot_breath",
    "clot_chest",
    "clot_blood",
    "accident",
    "fall_cannot_stand",
    "after_spine_numb",
    "after_spine_weak",
    "after_spine_fever",
    "after_spine_bladder",
    "cancer_weak",
    "cancer_unsteady",
    "cancer_heavy",
    "cancer_numb",
    "cancer_band",
    "cancer_bladder",
    "cancer_bowel",
    "cord_bladder",
    "cord_bowel",
)
_SAME_DAY = (
    "new_weakness",
    "foot_drop",
    "new_numbness",
    "new_numb_place",
    "fever",
    "weak_immunity",
    "injected_drugs",
    "recent_infection",
    "calf_swollen",
    "calf_hot",
    "calf_red",
    "bone_sudden",
    "cord_stiff",
    "cord_clumsy_legs",
    "cord_unsteady",
    "cord_hands",
    "cancer_not_discussed",
    "cannot_stand",
)
_NOT_BEFORE = (
    "weight_loss",
    "constant_pain",
    "deformity",
    "thoracic_pain",
    "recent_spine_operation",
    "recent_spine_injection",
    "recent_hip_replacement",
    "recent_knee_replacement",
    "under_18",
)
_ADVISE = (
    "first_over_50",
    "night_pain",
    "not_improved",
    "inflammatory",
    "bone_fragile",
    "severe_pain",
    "no_sleep",
    "walking_legs",
)
QUESTIONS: Mapping[str, Tier] = {
    **dict.fromkeys(_EMERGENCY, "emergency"),
    **dict.fromkeys(_SAME_DAY, "same_day"),
    **dict.fromkeys(_NOT_BEFORE, "not_before_checked"),
    **dict.fromkeys(_ADVISE, "advise"),
}
"""Questions that every programme asks, and the tier below which none may go."""
INFECTION_RISKS: tuple[str, ...] = ("weak_immunity", "injected_drugs", "recent_infection")

ALARMS: Mapping[str, tuple[str, Tier | None]] = {
    "between_legs": ("saddle", "emergency"),
    "both_legs": ("both_legs", "emergency"),
    "bladder_bowel": ("bladder", "emergency"),
    "new_weakness": ("new_weakness", "same_day"),
    "chest_faint": ("chest_faint", "emergency"),
    "injury": ("injury", "same_day"),
    "joint_or_calf_pain": ("joint_or_calf_pain", None),
    "not_sure": ("unsure", "emergency"),
}
"""Alarms of the record: the flag each raises and its tier (docs/readings.md, section 3)."""

RULES: tuple[str, ...] = (
    "S1.first_screening",
    "S1.weekly",
    "S1.daily",
    "S1.line",
    "S1.emergency",
    "S1.same_day",
    "S1.not_before_checked",
    "S1.under_18",
    "S1.advise",
    "S1.advise_severe",
    "S10.about",
    "S10.check_in",
    "S10.stale",
    "S10.ahead",
    "S13.weakness",
    "S13.numbness",
    "S2.ended",
    "S2.waiting",
    "S2.rest_today",
    "S2.lighter",
    "S2.nerve_rest",
    "S3.ended",
    "S3.start_8",
    "S3.start_6",
    "S3.easier_today",
    "S3.rest_today",
    "S4.band",
    "S4.traction_cap",
    "S7.rest_between",
    "S7.week",
    "S7.floss_cap",
    "S9.worsening",
    "S9.spread",
    "S9.two_weeks",
    "S9.four_weeks",
    "S9.six_weeks",
    "S9.cannot_judge",
    "S9.booked",
    "S9.review",
    "S9.not_yet",
    "day.lighter",
    "day.red_once",
    "dose.irritable",
    "dose.soreness",
    "dose.hinge_first",
    "dose.hold",
    "dose.progress",
    "dose.half",
    "phase.placed_decompress",
    "phase.placed_stabilise",
    "phase.step_back",
    "phase.replaced",
    "phase.flare_return",
    "phase.release_opens",
    "phase.stabilise_opens",
    "phase.maintain_opens",
    "phase.current",
    "rest.nothing_left",
    "pause",
    "guard.fault",
)
"""Ids of the rules whose sentence a person reads. `S8.<condition>` comes from the conditions."""
ASKS: tuple[str, ...] = (
    "about",
    "screening_full",
    "screening_weekly",
    "screening_daily",
    "screening_line",
    "check_in",
    "clock",
    "saddle",
)
ADVICE: tuple[str, ...] = (
    "bad_day_care",
    "walking",
    "assessment",
    "ask_pharmacist",
    "maternity",
)


def tier_rank(tier: Tier | None) -> int:
    """Return how grave a tier is: 0 none, then advise to emergency as 1 to 4."""
    return 0 if tier is None else _TIERS.index(tier) + 1
