"""One edit of the shipped folder for each breach of a safety rule: the loader names file, key, value and remedy."""

import pytest

from tests.programme.conftest import Edit
from unpinch.programme import check

FLOSS, TRACTION, CROSS = "exercises/nerve_floss.toml", "exercises/leg_traction.toml", "exercises/cross_body.toml"
HINGE, CLAM, BRIDGE = "exercises/seated_hinge.toml", "exercises/clamshell.toml", "exercises/bridge.toml"
MAIN, ASK, ABOUT, BANDS = "programme.toml", "questions.toml", "about.toml", "bands.toml"

# name: (file, text, its replacement, what the sentences must hold)
SAFETY = {
    "a heavy band kind on a floss": (
        FLOSS,
        'types = ["flat"]',
        'types = ["loop"]',
        (FLOSS, "levels[1].band.types holds 'loop'", "heavy bands and loops are only for traction", "Use flat."),
    ),
    "a floss force above the guardrail": (
        FLOSS,
        "force_high_n = 20",
        "force_high_n = 45",
        (FLOSS, "levels[1].band.force_high_n is 45, beyond 0 to 30", "light band", "from 0 to 30"),
    ),
    "a floss stretched too far": (
        FLOSS,
        "stretch_most_percent = 50",
        "stretch_most_percent = 80",
        (FLOSS, "levels[1].band.stretch_most_percent is 80", "half its length"),
    ),
    "a standing forward fold": (
        HINGE,
        'posture = "chair"',
        'posture = "standing"',
        (HINGE, "levels[0].posture", "a standing forward fold", "lies or sits"),
    ),
    "a rounding hinge": (
        HINGE,
        'spine = "neutral"',
        'spine = "rounded"',
        (HINGE, "levels[0].spine", "a rounding hinge", "keep the back flat"),
    ),
    "a hinge beyond 90 degrees": (
        HINGE,
        "hip_flexion_deg = 90",
        "hip_flexion_deg = 105",
        (HINGE, "levels[0].hip_flexion_deg is 105", "90 degrees at most"),
    ),
    "strengthening on five days a week": (
        CLAM,
        "days_a_week = 3",
        "days_a_week = 5",
        (CLAM, "levels[0].dose.days_a_week is 5", "at most four days a week"),
    ),
    "strengthening after a day": (
        BRIDGE,
        "hours_between = 36",
        "hours_between = 24",
        (BRIDGE, "levels[0].dose.hours_between is 24", "at least 36 hours"),
    ),
    "a traction above two minutes": (
        TRACTION,
        "hold_most_s = 120",
        "hold_most_s = 150",
        (TRACTION, "levels[0].dose.hold_most_s is 150", "never longer than two minutes", "to 120"),
    ),
    "a start above two minutes": (
        TRACTION,
        "hold_s = 30",
        "hold_s = 180",
        (TRACTION, "levels[0].dose.hold_s is 180", "two minutes"),
    ),
    "a stretch hold above two minutes": (
        CROSS,
        "hold_most_s = 30",
        "hold_most_s = 121",
        (CROSS, "levels[0].dose.hold_most_s is 121", "two minutes"),
    ),
    "toes toward while the knee straightens": (
        FLOSS,
        'knee = "straightens", toes = "away"',
        'knee = "straightens", toes = "toward"',
        (FLOSS, "levels[1].dose.tempo[0].toes is 'toward'", "that stretches the nerve", 'Write "away".'),
    ),
    "a floss that doesn't say what its toes do": (
        FLOSS,
        ', knee = "straightens", toes = "away" },',
        " },",
        (FLOSS, "levels[1].dose.tempo has no phase that slides the nerve"),
    ),
    "levels out of the order of their load": (
        FLOSS,
        "nerve_load = 72",
        "nerve_load = 40",
        (FLOSS, "levels[2].nerve_load is 40, below the level before (46)", "in the order of their nerve load"),
    ),
    "a level number left out": (
        FLOSS,
        "number = 3",
        "number = 4",
        (FLOSS, "levels[3].number is 4", "write 3"),
    ),
    "a traction force above the guardrail": (
        TRACTION,
        "force_high_n = 35",
        "force_high_n = 120",
        (TRACTION, "levels[1].band.force_high_n is 120", "100 newtons"),
    ),
    "a traction by too much of the body's weight": (
        TRACTION,
        "body_weight_high_percent = 10",
        "body_weight_high_percent = 20",
        (TRACTION, "body_weight_high_percent is 20, not within 0 to 15"),
    ),
    "a mini loop that pulls too hard": (
        CLAM,
        "force_high_n = 40",
        "force_high_n = 70",
        (CLAM, "levels[2].band.force_high_n is 70", "at most 60 newtons"),
    ),
    "a hip replacement that no longer blocks the cross-body move": (
        CROSS,
        '[[contraindications]]\ncondition = "hip_replaced"',
        '[[contraindications]]\ncondition = "knee_replaced"',
        (CROSS, "contraindications leave out 'hip_replaced'", "Add it with top_level -1"),
    ),
    "a contraindication made too mild": (
        BRIDGE,
        'condition = "standing_worsens"\nside = "all"\ntop_level = 1',
        'condition = "standing_worsens"\nside = "all"\ntop_level = 2',
        (BRIDGE, "contraindications standing_worsens.top_level is 2", "Write 1 or less"),
    ),
    "an emergency made milder": (
        ASK,
        'id = "saddle"\ntier = "emergency"',
        'id = "saddle"\ntier = "same_day"',
        (ASK, "questions saddle.tier is 'same_day'", "at least 'emergency'"),
    ),
    "an emergency asked only once": (
        ASK,
        "weekly = true",
        "weekly = false",
        (ASK, "questions both_legs.weekly is false", "write true"),
    ),
    "an infection risk not marked": (
        ASK,
        "infection = true\n",
        "",
        (ASK, "questions weak_immunity.infection is False", "Write true"),
    ),
    "a fever that counts as its own infection risk": (
        ASK,
        'id = "fever"',
        'id = "fever"\ninfection = true',
        (ASK, "questions fever.infection is True", "Write false"),
    ),
    "a missing question": (
        ASK,
        'id = "bladder"',
        'id = "bladder_other"',
        (ASK, "questions.bladder is missing"),
    ),
    "an alarm made milder": (
        ASK,
        'id = "chest_faint"\ntier = "emergency"',
        'id = "chest_faint"\ntier = "same_day"',
        (ASK, "alarms chest_faint.tier is 'same_day'", "at least 'emergency'"),
    ),
    "an alarm that raises another flag": (
        ASK,
        'flag = "saddle"',
        'flag = "sexual"',
        (ASK, "alarms between_legs.flag is 'sexual'", "Write 'saddle'"),
    ),
    "an alarm that the record doesn't know": (
        ASK,
        'id = "bladder_bowel"',
        'id = "sneeze"',
        (ASK, "alarms.sneeze is not known", "alarms.bladder_bowel is missing"),
    ),
    "a missing safety rule": (
        MAIN,
        'id = "tingle_rule"',
        'id = "tickle_rule"',
        (MAIN, "safety_rules.tingle_rule is missing"),
    ),
    "a missing phase": (
        MAIN,
        'id = "maintain"',
        'id = "stabilise"',
        (MAIN, "phases stabilise stands twice"),
    ),
    "an unknown phase": (
        MAIN,
        'id = "maintain"',
        'id = "keep"',
        (MAIN, "phases[3].id is 'keep'", "decompress, release, stabilise, maintain"),
    ),
    "a strengthening move in the first phase": (
        CLAM,
        'phase = "stabilise"',
        'phase = "decompress"',
        (CLAM, "phase is 'decompress'", "write 'stabilise'"),
    ),
    "a bridge that isn't strengthening": (
        BRIDGE,
        "strengthening = true",
        "strengthening = false",
        (BRIDGE, "strengthening is False", "write True"),
    ),
    "a traction that must be done": (
        TRACTION,
        "optional = true",
        "optional = false",
        (TRACTION, "optional is False", "write True"),
    ),
    "an exercise under another's name": (
        CLAM,
        'id = "clamshell"',
        'id = "bridge"',
        (CLAM, "id is 'bridge'", "write 'clamshell'"),
    ),
}


@pytest.mark.parametrize("name", SAFETY)
def test_it_refuses(name: str, edited: Edit) -> None:
    file, old, new, said = SAFETY[name]
    told = "\n".join(check(edited(file, old, new)))
    for words in said:
        assert words in told
