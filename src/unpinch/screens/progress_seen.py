"""A stored decision as charts need it: what kind, which phase and rules, and the force each set's band was to have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_KEPT = 4096
"""About two decisions a day for five years."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A decision in short. `reasons`: rule and sentence; `forces_n`: by the set's number, least and greatest."""

    kind: str = ""
    urgency: str = "none"
    phase: str | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    forces_n: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@lru_cache(maxsize=_KEPT)
def seen(result: str) -> Seen:
    """Read a stored decision; what can't be read (another version's) is an empty one."""
    try:
        known = json.loads(result)
        return Seen(
            kind=known["kind"],
            urgency=known["urgency"],
            phase=known["phase"],
            reasons=tuple((one["rule"], one["text"]) for one in known["reasons"]),
            forces_n={one["index"]: (one["band"]["force_low_n"], one["band"]["force_high_n"]) for one in known["sets"]},
        )
    except (ValueError, KeyError, TypeError):
        return Seen()
