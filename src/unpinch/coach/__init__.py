"""The camera coach: landmarks in, events out. Standard library only; it knows the programme, and no journal."""

from unpinch.coach.coach import Coach, events
from unpinch.coach.counting import RepetitionCounter
from unpinch.coach.events import KINDS, Event
from unpinch.coach.frames import Frame, frame, read
from unpinch.coach.shapes import UnknownShapeError

__all__ = ["KINDS", "Coach", "Event", "Frame", "RepetitionCounter", "UnknownShapeError", "events", "frame", "read"]
