"""Absolute bounds around recommended bounds around the start value, for every number that a programme sets.

These stand in code: a clinic changes a programme within them, not them. A guardrail is a check and a sentence in one
object. Bounds lean to the cautious side: what the clinical rules call "at most" is the absolute bound. Source of all
bounds: choice, but for those the article or a publication sets (two minutes of traction, four strength days, 200 %
stretch).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unpinch.programme.model import BandType


@dataclass(frozen=True, slots=True)
class Guardrail:
    """Bounds of one number, both ends included: absolute ones, and recommended ones inside them."""

    low: int
    recommended_low: int
    recommended_high: int
    high: int
    why: str = "The limit is there for safety; it can't be moved"

    def __post_init__(self) -> None:
        """Refuse bounds that don't lie inside each other."""
        if not self.low <= self.recommended_low <= self.recommended_high <= self.high:
            raise ValueError(
                f"bounds {self.low}, {self.recommended_low}, {self.recommended_high}, {self.high} don't nest"
            )

    def problem(self, value: int) -> str | None:
        """Return what is wrong with a value beyond the absolute bounds, else None."""
        return None if self.low <= value <= self.high else f"is {value}, beyond {self.low} to {self.high}"

    @property
    def remedy(self) -> str:
        """Return what to do about a value beyond the absolute bounds."""
        return f"{self.why}. Write a number from {self.low} to {self.high}."

    def warning(self, value: int) -> str | None:
        """Return a sentence on a value that is allowed but not recommended, else None."""
        if self.recommended_low <= value <= self.recommended_high:
            return None
        return f"is {value}; {self.recommended_low} to {self.recommended_high} is recommended"


def _g(low: int, recommended_low: int, recommended_high: int, high: int, why: str = "") -> Guardrail:
    rail = (low, recommended_low, recommended_high, high)
    return Guardrail(*rail, why) if why else Guardrail(*rail)


_TWO_MINUTES = "A hold is never longer than two minutes"
_STRENGTH_DAYS = "Strengthening is at most four days a week"
_STRENGTH_GAP = "Muscles need at least 36 hours between strength sessions"
_FLOSS_FORCE = "A floss takes a light band: at most 30 newtons on the foot"
_STRETCH = "A band is never stretched by more than 200 percent"
_LOOP_FORCE = "A mini loop pulls with at most 60 newtons"
_TRACTION = "The pull on the leg is at most 100 newtons and 15 percent of body weight"
_FLOSS_DAY = "A floss is done at most 3 times and 60 repetitions a side a day"

THRESHOLDS: Mapping[str, Guardrail] = {
    "adult_age_years": _g(18, 18, 18, 25),
    "first_episode_age_years": _g(40, 50, 55, 60),
    "both_legs_new_weeks": _g(4, 4, 6, 12),
    "weekly_screening_days": _g(1, 5, 7, 7),
    "fever_free_hours": _g(48, 48, 72, 168),
    "stale_days": _g(2, 5, 7, 7),
    "no_exercise_leg_pain": _g(4, 7, 8, 8),
    "half_dose_leg_pain": _g(3, 5, 6, 7),
    "session_end_leg_pain": _g(4, 7, 8, 8),
    "session_end_leg_rise": _g(1, 1, 2, 2),
    "exercise_end_back_rise": _g(1, 2, 3, 4),
    "settle_first_min": _g(1, 2, 3, 5),
    "settle_last_min": _g(5, 10, 10, 15),
    "numbness_rise": _g(1, 2, 2, 2),
    "numbness_window_days": _g(3, 7, 7, 14),
    "severe_leg_pain": _g(5, 7, 8, 8),
    "severe_days": _g(1, 2, 2, 3),
    "green_leg_pain": _g(0, 2, 3, 4),
    "green_leg_pain_usual": _g(0, 4, 5, 5),
    "median_days": _g(3, 7, 7, 14),
    "red_leg_pain": _g(3, 5, 6, 7),
    "gap_days": _g(0, 2, 3, 5),
    "red_running_days": _g(1, 2, 2, 3),
    "red_count": _g(2, 3, 3, 4),
    "red_window_days": _g(5, 7, 7, 14),
    "flare_days": _g(2, 5, 7, 10),
    "flare_return_green_days": _g(1, 2, 3, 7),
    "irritable_leg_pain": _g(4, 6, 7, 8),
    "calm_leg_pain": _g(0, 2, 3, 3),
    "placing_back_pain": _g(2, 3, 4, 6),
    "release_green_days": _g(2, 3, 5, 21),
    "release_leg_pain": _g(1, 3, 4, 5),
    "release_leg_pain_steady": _g(1, 4, 5, 5),
    "steady_days": _g(14, 28, 28, 56),
    "steady_recorded_days": _g(7, 20, 28, 56),
    "steady_range": _g(0, 1, 1, 2),
    "stabilise_green_days": _g(3, 5, 7, 28),
    "stabilise_green_days_free": _g(5, 7, 10, 28),
    "stabilise_leg_pain": _g(0, 2, 3, 4),
    "maintain_stabilise_days": _g(28, 42, 84, 168),
    "maintain_leg_pain": _g(0, 1, 1, 2),
    "maintain_leg_days": _g(7, 14, 14, 28),
    "maintain_recorded_days": _g(3, 7, 10, 28),
    "hinge_calm_days": _g(1, 2, 3, 14),
    "floss_rounds_a_day": _g(1, 1, 3, 3, _FLOSS_DAY),
    "floss_repetitions_a_day": _g(5, 20, 60, 60, _FLOSS_DAY),
    "floss_force_n": _g(5, 10, 30, 30, _FLOSS_FORCE),
    "floss_stretch_percent": _g(10, 25, 50, 50, "A floss band is stretched by at most half its length"),
    "traction_first_s": _g(10, 20, 30, 60, _TWO_MINUTES),
    "traction_step_s": _g(5, 15, 30, 30, _TWO_MINUTES),
    "traction_most_s": _g(30, 60, 120, 120, _TWO_MINUTES),
    "traction_force_n": _g(10, 30, 100, 100, _TRACTION),
    "traction_body_weight_percent": _g(2, 5, 15, 15, _TRACTION),
    "traction_unknown_weight_n": _g(5, 20, 35, 50, _TRACTION),
    "loop_start_low_n": _g(0, 5, 10, 15, _LOOP_FORCE),
    "loop_start_high_n": _g(8, 15, 20, 30, _LOOP_FORCE),
    "loop_most_n": _g(20, 40, 60, 60, _LOOP_FORCE),
    "stretch_warn_percent": _g(50, 100, 150, 150, _STRETCH),
    "stretch_refuse_percent": _g(100, 150, 200, 200, _STRETCH),
    "strength_days_first": _g(1, 2, 3, 3, _STRENGTH_DAYS),
    "strength_days_most": _g(1, 3, 4, 4, _STRENGTH_DAYS),
    "strength_days_maintain": _g(1, 2, 2, 3, _STRENGTH_DAYS),
    "strength_gap_hours": _g(36, 36, 48, 96, _STRENGTH_GAP),
    "strength_more_after_days": _g(14, 28, 42, 84),
    "gentle_floss_level": _g(0, 0, 1, 1),
    "step_green_days": _g(2, 2, 3, 6),
    "soreness_from_hours": _g(6, 12, 12, 24),
    "soreness_to_hours": _g(48, 72, 96, 120),
    "tingle_stop_days": _g(1, 2, 3, 4),
    "tingle_window_days": _g(5, 7, 7, 14),
    "nerve_rest_days": _g(5, 7, 14, 28),
    "worsening_days": _g(2, 3, 3, 4),
    "worsening_rise": _g(1, 2, 2, 3),
    "no_change_start_leg_pain": _g(1, 2, 3, 4),
    "no_change_say_days": _g(7, 14, 14, 21),
    "no_change_recommend_days": _g(14, 28, 28, 35),
    "no_change_insist_days": _g(21, 42, 42, 49),
    "practice_percent": _g(40, 50, 60, 80),
    "improvement_leg_pain": _g(1, 2, 2, 3),
    "spread_days": _g(2, 3, 3, 4),
    "review_days": _g(28, 56, 84, 120),
}

NOT_ABOVE: tuple[tuple[str, str], ...] = (
    ("half_dose_leg_pain", "no_exercise_leg_pain"),
    ("settle_first_min", "settle_last_min"),
    ("green_leg_pain", "green_leg_pain_usual"),
    ("green_leg_pain_usual", "red_leg_pain"),
    ("calm_leg_pain", "irritable_leg_pain"),
    ("red_running_days", "red_window_days"),
    ("red_count", "red_window_days"),
    ("release_leg_pain", "release_leg_pain_steady"),
    ("stabilise_leg_pain", "release_leg_pain"),
    ("maintain_leg_pain", "stabilise_leg_pain"),
    ("steady_recorded_days", "steady_days"),
    ("stabilise_green_days", "stabilise_green_days_free"),
    ("maintain_recorded_days", "maintain_leg_days"),
    ("traction_first_s", "traction_most_s"),
    ("traction_unknown_weight_n", "traction_force_n"),
    ("loop_start_low_n", "loop_start_high_n"),
    ("loop_start_high_n", "loop_most_n"),
    ("stretch_warn_percent", "stretch_refuse_percent"),
    ("strength_days_first", "strength_days_most"),
    ("strength_days_maintain", "strength_days_first"),
    ("soreness_from_hours", "soreness_to_hours"),
    ("tingle_stop_days", "tingle_window_days"),
    ("no_change_say_days", "no_change_recommend_days"),
    ("no_change_recommend_days", "no_change_insist_days"),
)
"""Pairs of thresholds: the first may not be above the second."""


_HOLD = _g(0, 20, 30, 60)
_HOLDS = {"repetitions": _g(0, 0, 0, 0, "This is a hold"), "repetitions_most": _g(0, 0, 0, 0, "This is a hold")}
_NO_HOLD = {
    "hold_s": _g(0, 0, 0, 0, "This goes by repetitions; a hold stands in the tempo"),
    "hold_most_s": _g(0, 0, 0, 0, "This goes by repetitions; a hold stands in the tempo"),
}
_ANY_DOSE: Mapping[str, Guardrail] = {
    "sets": _g(1, 1, 3, 4),
    "repetitions": _g(0, 5, 10, 20),
    "hold_s": _HOLD,
    "repetitions_most": _g(0, 8, 20, 20),
    "hold_most_s": _g(0, 20, 30, 60, _TWO_MINUTES),
    "sets_most": _g(1, 1, 3, 5),
    "rest_s": _g(0, 15, 90, 180),
    "rounds_a_day": _g(1, 1, 1, 3),
    "days_a_week": _g(1, 3, 7, 7),
    "hours_between": _g(0, 0, 24, 96),
    "tempo_s": _g(1, 2, 3, 5, "A phase of a repetition is slow but not a hold"),
}
_STRENGTH: Mapping[str, Guardrail] = {
    **_NO_HOLD,
    "repetitions": _g(3, 6, 10, 15),
    "repetitions_most": _g(5, 8, 15, 20),
    "rounds_a_day": _g(1, 1, 1, 1, "Strengthening is done once a day"),
    "days_a_week": _g(1, 2, 3, 4, _STRENGTH_DAYS),
    "hours_between": _g(36, 36, 48, 96, _STRENGTH_GAP),
}
_OWN_DOSE: Mapping[str, Mapping[str, Guardrail]] = {
    "nerve_floss": {**_NO_HOLD, "repetitions": _g(3, 5, 10, 10), "rounds_a_day": _g(1, 1, 3, 3, _FLOSS_DAY)},
    "leg_traction": {
        **_HOLDS,
        "hold_s": _g(10, 20, 30, 120, _TWO_MINUTES),
        "hold_most_s": _g(10, 60, 120, 120, _TWO_MINUTES),
        "sets": _g(1, 1, 1, 2),
        "rounds_a_day": _g(1, 1, 2, 2),
    },
    "cross_body": {**_HOLDS, "hold_s": _g(5, 15, 30, 60, _TWO_MINUTES)},
    "seated_hinge": {**_HOLDS, "hold_s": _g(5, 15, 30, 60, _TWO_MINUTES)},
    "clamshell": _STRENGTH,
    "bridge": _STRENGTH,
}


def dose_guardrail(exercise: str, name: str) -> Guardrail:
    """Return the guardrail of one number of an exercise's dose (`tempo_s`: seconds of one phase of a repetition)."""
    return _OWN_DOSE[exercise].get(name) or _ANY_DOSE[name]


LEVEL: Mapping[str, Mapping[str, Guardrail]] = {
    "nerve_floss": {"nerve_load": _g(0, 10, 100, 100), "hip_flexion_deg": _g(0, 20, 80, 90)},
    "leg_traction": {"nerve_load": _g(0, 30, 60, 80), "hip_flexion_deg": _g(0, 0, 20, 45)},
    "cross_body": {"nerve_load": _g(0, 50, 120, 130), "hip_flexion_deg": _g(0, 45, 90, 90)},
    "seated_hinge": {
        "nerve_load": _g(0, 80, 120, 130),
        "hip_flexion_deg": _g(0, 70, 90, 90, "A hinge bends the hip to 90 degrees at most"),
    },
    "clamshell": {"nerve_load": _g(0, 20, 40, 60), "hip_flexion_deg": _g(0, 30, 60, 90)},
    "bridge": {"nerve_load": _g(0, 20, 40, 60), "hip_flexion_deg": _g(0, 0, 60, 90)},
}
"""Bounds of the numbers that describe a level, by exercise."""


@dataclass(frozen=True, slots=True)
class BandLimit:
    """Which bands an exercise may use at all, and how strongly they may pull (on the limb, all strands)."""

    types: tuple[BandType, ...]
    force_n: Guardrail
    stretch_percent: Guardrail
    why: str


_LONG_STRETCH = _g(0, 10, 100, 200, _STRETCH)
_LOOP = BandLimit(
    ("mini_loop",), _g(0, 5, 40, 60, _LOOP_FORCE), _g(0, 50, 150, 200, _STRETCH), "A mini loop goes above the knees"
)
_LIGHT = _g(0, 0, 25, 30, "A light band: at most 30 newtons")
BANDS: Mapping[str, BandLimit] = {
    "nerve_floss": BandLimit(
        ("flat",),
        _g(0, 0, 30, 30, _FLOSS_FORCE),
        _g(0, 10, 50, 50, "A floss band is stretched by at most half its length"),
        "A floss takes a light flat band; heavy bands and loops are only for traction",
    ),
    "leg_traction": BandLimit(
        ("loop", "flat"), _g(0, 5, 70, 100, _TRACTION), _LONG_STRETCH, "Traction takes a long band or loop"
    ),
    "cross_body": BandLimit(("flat",), _LIGHT, _g(0, 0, 50, 100, _STRETCH), "This takes a light flat band"),
    "seated_hinge": BandLimit(
        ("flat",),
        _g(0, 0, 0, 10, "The band only guides"),
        _g(0, 0, 0, 10, "The band only guides"),
        "This takes a light flat band, slack",
    ),
    "clamshell": _LOOP,
    "bridge": _LOOP,
}

LAW: Mapping[str, Guardrail] = {
    "latex_kpa": _g(300, 500, 600, 900),
    "colour_spread_percent": _g(35, 35, 60, 90),
    "size_spread_percent": _g(35, 35, 60, 90),
    "calibrated_spread_percent": _g(10, 15, 25, 50),
    "thigh_mm": _g(80, 100, 150, 220),
}
SPREAD_PERCENT = _g(35, 35, 60, 90, "Makers' figures are rough")

PUT_OFF_DAYS = _g(2, 3, 7, 14, "Who says not today isn't asked again at once")
MEASURE_FROM_DAY = _g(0, 0, 14, 28, "A first value is worth little when weeks have passed")
MEASURE_EVERY_DAYS = _g(7, 7, 28, 84, "A measure is offered once a week at most")
IMPORTANT_POINTS: Mapping[str, Guardrail] = {
    "leg_pain": _g(2, 2, 3, 4, "A smaller change isn't told from chance"),
    "back_pain": _g(2, 2, 3, 4, "A smaller change isn't told from chance"),
    "ability": _g(2, 2, 3, 4, "A smaller change isn't told from chance"),
    "change": _g(2, 2, 2, 3, "A little better isn't counted as a success"),
    "ticked": _g(5, 5, 8, 9, "A smaller change isn't told from chance"),
}
"""Bounds of the change that counts, by scale: nothing smaller than what is published may be called noticeable."""
