"""Numbers of the clinical rules and of docs/readings.md, written here by hand."""

import pytest

from unpinch.programme.model import Programme

THRESHOLDS = {
    "adult_age_years": 18,
    "first_episode_age_years": 50,
    "both_legs_new_weeks": 4,
    "weekly_screening_days": 7,
    "fever_free_hours": 48,
    "stale_days": 7,
    "no_exercise_leg_pain": 8,
    "half_dose_leg_pain": 6,
    "session_end_leg_pain": 8,
    "session_end_leg_rise": 2,
    "exercise_end_back_rise": 3,
    "settle_first_min": 2,
    "settle_last_min": 10,
    "numbness_rise": 2,
    "numbness_window_days": 7,
    "severe_leg_pain": 8,
    "severe_days": 2,
    "green_leg_pain": 3,
    "green_leg_pain_usual": 5,
    "median_days": 7,
    "red_leg_pain": 6,
    "gap_days": 3,
    "red_running_days": 2,
    "red_count": 3,
    "red_window_days": 7,
    "flare_days": 7,
    "flare_return_green_days": 2,
    "irritable_leg_pain": 7,
    "calm_leg_pain": 3,
    "placing_back_pain": 4,
    "release_green_days": 3,
    "release_leg_pain": 4,
    "release_leg_pain_steady": 5,
    "steady_days": 28,
    "steady_recorded_days": 20,
    "steady_range": 1,
    "stabilise_green_days": 5,
    "stabilise_green_days_free": 7,
    "stabilise_leg_pain": 3,
    "maintain_stabilise_days": 42,
    "maintain_leg_pain": 1,
    "maintain_leg_days": 14,
    "maintain_recorded_days": 7,
    "hinge_calm_days": 2,
    "floss_rounds_a_day": 3,
    "floss_repetitions_a_day": 60,
    "floss_force_n": 30,
    "floss_stretch_percent": 50,
    "traction_first_s": 30,
    "traction_step_s": 30,
    "traction_most_s": 120,
    "traction_force_n": 100,
    "traction_body_weight_percent": 15,
    "traction_unknown_weight_n": 35,
    "loop_start_low_n": 8,
    "loop_start_high_n": 18,
    "loop_most_n": 60,
    "stretch_warn_percent": 150,
    "stretch_refuse_percent": 200,
    "strength_days_first": 3,
    "strength_days_most": 4,
    "strength_days_maintain": 2,
    "strength_gap_hours": 36,
    "strength_more_after_days": 28,
    "gentle_floss_level": 1,
    "step_green_days": 2,
    "soreness_from_hours": 12,
    "soreness_to_hours": 72,
    "tingle_stop_days": 3,
    "tingle_window_days": 7,
    "nerve_rest_days": 7,
    "worsening_days": 3,
    "worsening_rise": 2,
    "no_change_start_leg_pain": 3,
    "no_change_say_days": 14,
    "no_change_recommend_days": 28,
    "no_change_insist_days": 42,
    "practice_percent": 60,
    "improvement_leg_pain": 2,
    "spread_days": 3,
    "review_days": 84,
}

# exercise, level: nerve load, hip in degrees, sets, repetitions to most, hold to most in seconds
LEVELS = {
    ("nerve_floss", 0): (15, 30, 1, (5, 10), (0, 0)),
    ("nerve_floss", 1): (46, 45, 1, (5, 10), (0, 0)),
    ("nerve_floss", 2): (72, 60, 1, (5, 20), (0, 0)),
    ("nerve_floss", 3): (94, 80, 1, (5, 20), (0, 0)),
    ("leg_traction", 1): (42, 10, 1, (0, 0), (30, 120)),
    ("leg_traction", 2): (42, 10, 1, (0, 0), (30, 120)),
    ("cross_body", 1): (60, 90, 2, (0, 0), (20, 30)),
    ("cross_body", 2): (64, 60, 2, (0, 0), (20, 30)),
    ("seated_hinge", 1): (95, 90, 3, (0, 0), (20, 30)),
    ("seated_hinge", 2): (105, 90, 3, (0, 0), (20, 30)),
    ("clamshell", 1): (24, 45, 2, (8, 10), (0, 0)),
    ("clamshell", 2): (24, 45, 2, (8, 10), (0, 0)),
    ("clamshell", 3): (24, 45, 2, (8, 10), (0, 0)),
    ("bridge", 1): (24, 45, 2, (8, 10), (0, 0)),
    ("bridge", 2): (24, 45, 2, (8, 10), (0, 0)),
    ("bridge", 3): (24, 45, 2, (8, 10), (0, 0)),
}

# exercise: (condition, highest level still allowed, side)
BLOCKS = {
    "nerve_floss": [("pain_groin_or_front", -1, "all"), ("both_feet_burning", -1, "all")],
    "leg_traction": [
        ("hip_replaced", -1, "same"),
        ("knee_replaced", -1, "same"),
        ("pregnant", -1, "all"),
        ("bone_fragile", -1, "all"),
        ("numb_foot", -1, "same"),
        ("no_floor", -1, "all"),
        ("no_lie_flat", -1, "all"),
    ],
    "cross_body": [("hip_replaced", -1, "same"), ("front_today", -1, "all"), ("no_lie_flat", -1, "all")],
    "seated_hinge": [("sitting_worsens", -1, "all"), ("no_floor", 1, "all"), ("hip_replaced", 1, "same")],
    "clamshell": [("clam_not_agreed", -1, "all")],
    "bridge": [("standing_worsens", 1, "all"), ("hip_replaced", 2, "all"), ("no_lie_flat", -1, "all")],
}


@pytest.mark.parametrize(("name", "value"), THRESHOLDS.items())
def test_each_threshold_is_that_of_the_rules(name: str, value: int, shipped: Programme) -> None:
    assert getattr(shipped.thresholds, name) == value


def test_each_level_has_the_load_and_dose_of_the_rules(shipped: Programme) -> None:
    met = {}
    for exercise in shipped.exercises.values():
        for level in exercise.levels:
            dose = level.dose
            repetitions, hold = (dose.repetitions, dose.repetitions_most), (dose.hold_s, dose.hold_most_s)
            load = (level.nerve_load, level.hip_flexion_deg)
            met[exercise.id, level.number] = (*load, dose.sets, repetitions, hold)
    assert met == LEVELS


def test_a_floss_goes_slowly_toes_away_as_the_knee_straightens(shipped: Programme) -> None:
    for level in shipped.exercises["nerve_floss"].levels:
        assert all(2 <= beat.seconds <= 3 for beat in level.dose.tempo)
        assert level.dose.rounds_a_day == 3
    for level in shipped.exercises["nerve_floss"].levels[1:]:
        moves = [(motion.knee, motion.toes) for motion in level.dose.motions]
        assert moves == [("straightens", "away"), ("bends", "toward")]


def test_a_floss_asks_for_little_force_and_stretch(shipped: Programme) -> None:
    for level in shipped.exercises["nerve_floss"].levels[1:]:
        assert level.band is not None
        assert level.band.types == ("flat",)
        assert level.band.force_high_n <= 30
        assert level.band.stretch_most_percent == 50
        assert level.band.strands == 2
        assert "No band needed" in level.band.without
    assert shipped.exercises["nerve_floss"].levels[0].band is None


def test_traction_goes_by_body_weight(shipped: Programme) -> None:
    first, second = shipped.exercises["leg_traction"].levels
    assert first.band is not None
    assert second.band is not None
    assert (first.band.body_weight_high_percent, second.band.body_weight_high_percent) == (5, 10)
    assert first.band.stretch_most_percent == 25
    assert second.band.force_high_n == 35


def test_clam_and_bridge_are_slow(shipped: Programme) -> None:
    for level in shipped.exercises["clamshell"].levels:
        assert [beat.seconds for beat in level.dose.tempo] == [2, 2]
    for level in shipped.exercises["bridge"].levels:
        assert [(beat.name, beat.seconds) for beat in level.dose.tempo] == [("lift", 2), ("hold", 3), ("lower", 2)]
        assert "breath" in level.dose.tempo[1].cue.casefold()


def test_strengthening_is_three_days_a_week_36_hours_apart(shipped: Programme) -> None:
    for name in ("clamshell", "bridge"):
        assert shipped.exercises[name].strengthening
        for level in shipped.exercises[name].levels:
            assert (level.dose.days_a_week, level.dose.hours_between) == (3, 36)


def test_mini_loops_start_light(shipped: Programme) -> None:
    light = shipped.exercises["clamshell"].level(2).band
    assert light is not None
    assert (light.force_low_n, light.force_high_n) == (8, 18)
    assert [exercise.levels[0].band for exercise in shipped.exercises.values() if exercise.strengthening] == [
        None,
        None,
    ]


@pytest.mark.parametrize("exercise", BLOCKS)
def test_each_contraindication_of_the_rules_blocks_its_exercise(exercise: str, shipped: Programme) -> None:
    met = [(item.condition, item.top_level, item.side) for item in shipped.exercises[exercise].contraindications]
    for block in BLOCKS[exercise]:
        assert block in met


def test_traction_has_the_longest_list(shipped: Programme) -> None:
    lengths = {exercise.id: len(exercise.contraindications) for exercise in shipped.exercises.values()}
    assert max(lengths, key=lambda name: lengths[name]) == "leg_traction"


def test_every_condition_that_is_asked_blocks_something(shipped: Programme) -> None:
    used = {item.condition for exercise in shipped.exercises.values() for item in exercise.contraindications}
    assert set(shipped.conditions) <= used
    assert set(shipped.derived_conditions) - used == {"latex_allergy"}, "it chooses bands instead"


def test_every_level_says_how_to_get_in_and_out_and_whether_a_bed_serves(shipped: Programme) -> None:
    for exercise in shipped.exercises.values():
        for level in exercise.levels:
            assert level.way_in, (exercise.id, level.number)
            assert level.way_out, (exercise.id, level.number)
            assert level.firm_bed is (exercise.id not in {"leg_traction", "seated_hinge"}), exercise.id


def test_what_needs_the_flat_back_is_closed_to_who_cannot_lie_so(shipped: Programme) -> None:
    for exercise in shipped.exercises.values():
        blocked = {item.condition for item in exercise.contraindications if item.top_level == -1}
        if any(level.lying_on_back for level in exercise.levels):
            assert "no_lie_flat" in blocked, exercise.id
            assert {"pregnant", "pregnant_over_16_weeks"} & blocked, exercise.id


def test_what_draws_the_hip_across_is_closed_to_a_replaced_hip(shipped: Programme) -> None:
    for exercise in shipped.exercises.values():
        if any(level.adducts_hip for level in exercise.levels):
            assert "hip_replaced" in {item.condition for item in exercise.contraindications}, exercise.id


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("leg_traction", "5 to 30 cm above the floor"),
        ("leg_traction", "a solid door that opens away from you, shut and locked, a note on the other side"),
        ("leg_traction", "Never a handle"),
        ("leg_traction", "Tug three times, face aside."),
        ("leg_traction", "Padded cuff or shoe"),
        ("leg_traction", "Phone in reach."),
        ("leg_traction", "Never kick it off."),
        ("leg_traction", "hip bent by 0 to 10 degrees and 10 to 20 out, knee soft on a rolled towel"),
        ("nerve_floss", "crossed once over the instep, an end in each hand"),
        ("nerve_floss", "Take up the slack only with the knee bent."),
        ("nerve_floss", "A towel or strap, or both hands behind the thigh"),
        ("nerve_floss", "half-sitting or on your side, not flat on the back"),
        ("cross_body", "thigh drawn across the body by up to 30 degrees"),
        ("cross_body", "at most 20 degrees"),
        ("cross_body", "toes away and slightly out"),
        ("seated_hinge", "front edge"),
        ("seated_hinge", "knee bent by 20 to 30 degrees"),
        ("seated_hinge", "15 to 20 cm"),
        ("seated_hinge", "Chin off the chest."),
        ("clamshell", "affected leg on top first"),
        ("clamshell", "35 degrees"),
        ("clamshell", "If the side you lie on hurts, skip that side."),
        ("bridge", "Shoulder, hip and knee in one straight line, not beyond"),
        ("bridge", "30 degrees"),
    ],
)
def test_each_set_up_is_that_of_the_rules(exercise: str, words: str, shipped: Programme) -> None:
    parts: list[str] = []
    for level in shipped.exercises[exercise].levels:
        parts += [level.position, level.start_position, level.end_position, level.way_in, level.way_out]
        parts += [*level.setup, *(one.text for one in level.setup_if), *level.cues]
    assert words in " ".join(parts)


def test_thirty_countries_and_more_have_an_emergency_number(shipped: Programme) -> None:
    assert len(shipped.countries) >= 30
    by_hand = {"GB": "999", "US": "911", "DE": "112", "FR": "112", "AU": "000", "NZ": "111", "JP": "119", "BR": "192"}
    assert {code: shipped.countries[code].emergency for code in by_hand} == by_hand
    assert shipped.countries["GB"].urgent == "111"
    assert all("from memory" in country.source for country in shipped.countries.values())
