"""The skeleton, each exercise's movement in time, and forward kinematics: frames of 13 segments, with contacts kept.

Needs numpy; knows `programme` alone.
"""

from unpinch.movement.body import Body, BodyError
from unpinch.movement.kinematics import Frames, forward
from unpinch.movement.play import Motion, Phase, mirrored, play
from unpinch.movement.scene import CLIPS, Movement, UnknownMovementError, movement_of, movements
from unpinch.programme.skeleton import COORDINATES, JOINTS, SEGMENTS

__all__ = [
    "CLIPS",
    "COORDINATES",
    "JOINTS",
    "SEGMENTS",
    "Body",
    "BodyError",
    "Frames",
    "Motion",
    "Movement",
    "Phase",
    "UnknownMovementError",
    "forward",
    "mirrored",
    "movement_of",
    "movements",
    "play",
]
