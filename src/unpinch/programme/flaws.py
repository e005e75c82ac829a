"""What is wrong with a programme, in words: each flaw names file, key and value, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw: where it stands, what was met, what is wrong, and the remedy."""

    file: str
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the sentence a person reads."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place} {self.problem}. {self.remedy}"


class ProgrammeError(Exception):
    """The programme is refused. The message holds one sentence for each flaw; `flaws` holds them apart."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("\n".join(str(flaw) for flaw in self.flaws))


def shown(value: object) -> str:
    """Return a value as it is met in a sentence, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
