import json

from tests.builders import shipped
from unpinch.mechanics.derived import derived
from unpinch.movement import CLIPS, movement_of, play


def test_a_banded_level_brings_a_pull_for_every_frame_of_every_clip() -> None:
    motions = {clip: play(movement_of(shipped(), "nerve_floss", 2), clip=clip) for clip in CLIPS}
    made = json.loads(json.dumps(derived(shipped(), motions), allow_nan=False))
    for clip, motion in motions.items():
        assert len(made["bands"][clip]["tension_n"]) == len(motion.time_s)
        assert len(made["bands"][clip]["elongation_percent"]) == len(motion.time_s)
    assert made["curves"]["time_s"][:3] == [0.0, 0.1, 0.2]
    assert made["curves"]["tensioner_twin"]["load_index"]


def test_a_level_without_a_band_brings_none() -> None:
    motions = {clip: play(movement_of(shipped(), "clamshell", 1), clip=clip) for clip in CLIPS}
    assert derived(shipped(), motions)["bands"] == {}
