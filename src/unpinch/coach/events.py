"""What the coach tells: plain values, rounded, so that they are the same wherever Python runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Kind = Literal[
    "framing",
    "armed",
    "phase",
    "rep",
    "partial",
    "hold",
    "side",
    "fault",
    "fault_cleared",
    "unsure",
    "lost",
    "done",
]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing noticed: when (seconds of frame time), its values, how sure (0 to 1), what was seen, what to say."""

    kind: Kind
    t_s: float
    values: Mapping[str, Any] = field(default_factory=dict)
    confidence: float = 1.0
    seen: str = ""
    say: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain values: times to a millisecond, numbers to a hundredth."""
        return {
            "event": self.kind,
            "t_s": round(self.t_s, 3),
            "values": {name: _rounded(value) for name, value in self.values.items()},
            "confidence": _rounded(self.confidence),
            "seen": self.seen,
            "say": self.say,
        }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - values are of any plain kind
    if isinstance(value, float):
        return round(value, 2) + 0.0
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value
