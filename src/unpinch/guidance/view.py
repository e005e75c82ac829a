"""What a planning rule looks at: the look-ups, the state's fields as of now, and now."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.guidance.book import Book
from unpinch.guidance.state import Core
from unpinch.journal import Moment
from unpinch.programme.decision import Reason, Urgency


@dataclass(frozen=True, slots=True)
class View:
    """The state of one person at one moment. `core.day` is the day of `now`."""

    book: Book
    core: Core
    now: Moment
    ahead: tuple[str, ...] = ()

    def reason(self, rule: str, entries: tuple[str, ...] = (), more: str = "") -> Reason:
        """Return a rule's sentence from the programme, with what is particular to this case after it."""
        programme = self.book.programme
        text = programme.rule_texts.get(rule, rule)
        return Reason(rule, f"{text} {more}".strip(), entries, programme.rule_sources.get(rule, "choice"))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say whatever the kind of decision: a reason, how urgent it is, and advice."""

    reason: Reason
    urgency: Urgency
    advice: tuple[str, ...] = ()
