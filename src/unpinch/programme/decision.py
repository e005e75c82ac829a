"""The shape of what a programme can prescribe: decisions, their sets and reasons, and the steps of a session.

Shared by the planner, which proposes, and the guard, which checks. Plain frozen values; no rule lives here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Phase = Literal["decompress", "release", "stabilise", "maintain"]
DecisionKind = Literal["train", "rest", "stop", "seek_care"]
Urgency = Literal["none", "routine", "soon", "same_day", "emergency"]
Side = Literal["left", "right", "both"]

PHASES: tuple[Phase, ...] = ("decompress", "release", "stabilise", "maintain")
URGENCIES: tuple[Urgency, ...] = ("none", "routine", "soon", "same_day", "emergency")


@dataclass(frozen=True, slots=True)
class Tempo:
    """One phase of a repetition: what moves, for how long, and what to say."""

    name: str
    seconds: int
    cue: str


@dataclass(frozen=True, slots=True)
class BandAdvice:
    """Which band to take and the force to expect, as a range in newtons on the limb (all strands together)."""

    need: Literal["none", "flat", "loop", "mini_loop"]
    band: str | None = None
    stretch_percent: int = 0
    force_low_n: int = 0
    force_high_n: int = 0
    text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set to do: a bout of one exercise level on one side."""

    index: int
    exercise: str
    level: int
    side: Side
    repetitions: int
    hold_s: int
    tempo: tuple[Tempo, ...]
    rest_s: int
    optional: bool
    band: BandAdvice
    cues: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """Return how long the set and its rest take, in seconds."""
        beat = sum(phase.seconds for phase in self.tempo)
        return max(1, self.repetitions) * (beat or self.hold_s) + self.rest_s


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule's id, a plain sentence, the entries the rule saw, and where the rule comes from."""

    rule: str
    text: str
    entries: tuple[str, ...] = ()
    source: str = "choice"


@dataclass(frozen=True, slots=True)
class Decision:
    """What today's plan says, with its reasons. Urgency is never below what any reason asks for."""

    kind: DecisionKind
    urgency: Urgency
    phase: Phase | None
    sets: tuple[PlannedSet, ...]
    minutes: int
    reasons: tuple[Reason, ...]
    would_change: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    next_due: str = ""
    programme: str = ""
    engine: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, keys as the fields are named."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Step:
    """What a session offers next.

    kind: `set` (do `set`), `felt` (say how exercise of `set` felt), `stop_answer` (say why it was stopped), `wait`
    (rest; ask again after `wait_s`), `settled` (say whether it is back), `ended`, `seek_care` (with `urgency`).
    """

    session: str
    kind: Literal["set", "felt", "stop_answer", "wait", "settled", "ended", "seek_care"]
    set: PlannedSet | None = None
    wait_s: int = 0
    urgency: Urgency = "none"
    reasons: tuple[Reason, ...] = ()
    asks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, keys as the fields are named."""
        return asdict(self)
