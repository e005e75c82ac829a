"""Everything of the article is there, by name: phases, exercises with all steps and cues, safety rules, questions."""

import pytest

from unpinch.programme.model import Exercise, Programme


def all_words(exercise: Exercise) -> str:
    parts = [*exercise.steps, exercise.feel, exercise.do_not_feel]
    for level in exercise.levels:
        parts += [level.position, level.start_position, level.end_position, *level.setup, *level.cues]
        parts += [beat.cue for beat in level.dose.tempo]
    parts += [fault.instead for fault in exercise.faults]
    return " ".join(parts).casefold()


STEPS = {
    "nerve_floss": (
        ("lie on your back", "lying on the back"),
        ("light band", "a light band"),
        ("the middle of the foot", "mid-foot"),
        ("painful leg", "the painful leg"),
        ("lift the leg with the knee bent", "lift, knee bent"),
        ("slowly straighten the knee while the toes point away", "straighten, toes away"),
        ("bend the knee again while the toes come toward you", "bend, toes toward"),
        ("smooth", "smooth and controlled"),
    ),
    "leg_traction": (
        ("heavier band low", "a heavier band, anchored low"),
        ("round the ankle", "round the ankle"),
        ("lie on your back", "on the back"),
        ("pull the leg straight out", "the band pulls the leg straight"),
        ("relax fully", "relax"),
        ("breathe slowly", "breathe"),
        ("two minutes", "about two minutes"),
    ),
    "cross_body": (
        ("lie on your back", "on the back"),
        ("band under the middle of the foot", "the band round the foot"),
        ("straight", "the leg straight"),
        ("across your body", "guided across"),
        ("hips level", "hips level"),
        ("don't twist", "no twisting"),
        ("comfortable", "a comfortable range"),
    ),
    "seated_hinge": (
        ("sit upright with a flat back", "upright, flat back"),
        ("band round the foot", "the band round the foot"),
        ("hinge forward from the hips", "hinge from the hips"),
        ("back and neck long", "spine neutral"),
        ("stop before", "stop before nerve symptoms"),
    ),
    "clamshell": (
        ("mini band just above both knees", "a mini band above the knees"),
        ("lie on your side", "on the side"),
        ("stack the hips", "hips stacked"),
        ("open the top knee slowly", "open slowly"),
        ("don't roll backward", "no rolling back"),
    ),
    "bridge": (
        ("lie on your back", "on the back"),
        ("band just above the knees", "a band above the knees"),
        ("lift the hips into a bridge", "lift into a bridge"),
        ("press the knees outward against the band", "press out"),
        ("lower with control", "lower with control"),
    ),
}


@pytest.mark.parametrize(
    ("exercise", "words", "what"), [(name, *step) for name, steps in STEPS.items() for step in steps]
)
def test_every_step_and_cue_is_there(exercise: str, words: str, what: str, shipped: Programme) -> None:
    assert words in all_words(shipped.exercises[exercise]), what


@pytest.mark.parametrize(
    ("exercise", "name", "phase"),
    [
        ("nerve_floss", "Supine sciatic nerve floss", "decompress"),
        ("leg_traction", "Banded distraction leg traction", "decompress"),
        ("cross_body", "Cross-body piriformis release", "release"),
        ("seated_hinge", "Seated hamstring isolation", "release"),
        ("clamshell", "Banded clamshell", "stabilise"),
        ("bridge", "Supine bridge with abduction", "stabilise"),
    ],
)
def test_the_six_exercises_are_there_in_their_phases(exercise: str, name: str, phase: str, shipped: Programme) -> None:
    assert shipped.exercises[exercise].name == name
    assert shipped.exercises[exercise].phase == phase
    assert len(shipped.exercises) == 6


def test_the_phases_come_in_the_articles_order(shipped: Programme) -> None:
    assert list(shipped.phases) == ["decompress", "release", "stabilise", "maintain"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("tingle_rule", "stop at once"),
        ("no_forward_folding", "toe touches"),
        ("band_tension", "A light band for the nerve floss. A heavy band only for the leg traction."),
    ],
)
def test_the_articles_safety_rules_are_there(rule: str, words: str, shipped: Programme) -> None:
    found = {one.id: one for one in shipped.safety_rules}
    assert words in found[rule].text
    assert "article" in found[rule].source


def test_it_says_how_to_stop(shipped: Programme) -> None:
    text = next(rule.text for rule in shipped.safety_rules if rule.id == "let_it_go_slack")
    assert text == "To stop anything, bend the knee, let the band go slack, and only then let go."


@pytest.mark.parametrize(
    "article",
    [
        "what_sciatica_is",
        "gliding_or_stretching",
        "why_stability",
        "centralization",
        "why_the_order",
        "can_bands_make_it_worse",
        "how_often",
        "safer_than_stretching",
        "when_to_be_assessed",
    ],
)
def test_every_education_text_is_there_with_grade_and_sources(article: str, shipped: Programme) -> None:
    found = {one.id: one for one in shipped.education}[article]
    assert found.paragraphs
    assert found.grade
    assert "article" in found.sources


def test_it_takes_the_safer_way_where_evidence_contradicts_the_article(shipped: Programme) -> None:
    traction, cross, hinge = (shipped.exercises[name] for name in ("leg_traction", "cross_body", "seated_hinge"))
    assert traction.optional
    assert "far too weak" in traction.known
    assert cross.levels[0].name == "Bent knee"
    assert cross.levels[1].name == "Straight leg"
    assert hinge.levels[0].posture == "chair"
    assert all(level.hip_flexion_deg <= 90 for level in hinge.levels)
    assert any(fault.id == "toes_pulled" for fault in hinge.faults)


def test_every_exercise_says_what_is_known_and_how_sure_it_is(shipped: Programme) -> None:
    for exercise in shipped.exercises.values():
        assert len(exercise.known) > 100, exercise.id
        assert exercise.known_grade, exercise.id
        assert len(exercise.known_sources) > 1, exercise.id


@pytest.mark.parametrize(
    ("care", "words"),
    [
        ("calves_on_chair", "calves on a chair"),
        ("pillow_between_knees", "pillow between your knees"),
        ("face_down", "tummy"),
        ("best_position", "The back may ache more as the leg eases."),
        ("short_walks", "2 to 5 minutes"),
        ("change_position", "every 20 to 30 minutes"),
        ("sitting", "firm chair"),
        ("car", "every half hour"),
        ("bed", "roll to your side"),
        ("heat", "Never on skin that is numb"),
        ("pain_relief", "pharmacist"),
        ("calming", "Relief should feel calming."),
        ("bending", "No forward folds as exercise. Everyday bending isn't dangerous"),
    ],
)
def test_bad_day_care_is_whole(care: str, words: str, shipped: Programme) -> None:
    assert words in {one.id: one for one in shipped.care}[care].text
