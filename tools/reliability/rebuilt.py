"""Whatever is kept or made of a journal, held against the same made anew from its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from tools.reliability.saved import in_order, journal_file
from unpinch.guard import check
from unpinch.guidance import Course, course_of
from unpinch.journal import Moment, canonical, read_lines
from unpinch.programme import load

if TYPE_CHECKING:
    from tools.reliability.batches import Model
    from tools.reliability.site import Site
    from unpinch.web.models import Person


PAGES = (
    "today", "check-in", "progress", "report", "measures", "bands", "more", "settings", "exercises", "calendar",
    "export/tables", "export/fhir",
)  # fmt: skip


def faults(site: Site, person: Person, model: Model, now: Moment, chance: Random) -> Iterator[str]:
    """Yield what differs: lines, the reading kept in memory, the plan, what the guard finds, the saved journal.

    The diary and one page drawn from all must answer.
    """
    from tests.web.settings import clock
    from unpinch.web import page_reading, queries

    clock.moment = now
    if [line.raw for line in queries.lines(person)] != model.order:
        yield "the journal isn't what was sent, in order of arrival"
    kept = page_reading.journal(person)
    entries, aside = read_lines(iter(model.order))
    if (kept.entries, kept.aside) != (tuple(entries), tuple(aside)):
        yield "the reading kept in memory isn't that of the lines"
    yield from _planned(tuple(kept.entries), now)
    yield from _saved(site, person, model)
    for name in ("diary", chance.choice(PAGES)):
        answer = site.ask("GET", f"/p/{person.pk}/{name}")
        if answer.status not in {200, 303}:
            yield f"{name} answered {answer.status}"


def _planned(entries: Sequence[object], now: Moment) -> Iterator[str]:
    """See that the plan read on is the plan read anew, byte for byte, and that the guard finds no breach in it."""
    programme, every = load(), tuple(entries)
    half = course_of(programme, every[: len(every) // 2], now)  # type: ignore[arg-type]
    read_on = course_of(programme, every, now)  # type: ignore[arg-type]
    anew = Course(programme).read(read_on.settled, every, now.epoch_s)  # type: ignore[arg-type]
    decision = read_on.decide(now)
    if canonical(decision.to_json()) != canonical(anew.decide(now).to_json()):
        yield f"the plan read on from {len(half.entries)} entries isn't the plan read anew"
    if check(anew.evidence, now, decision):
        yield "the guard finds a breach in the plan that is shown"
    if any(reason.rule == "guard.fault" for reason in decision.reasons):
        yield "the guard had to hold back what the planner proposed"


def _saved(site: Site, person: Person, model: Model) -> Iterator[str]:
    """See that the saved journal is the one made from the lines."""
    entries = in_order([raw for raw, _ in model.kept.values()])
    answer = site.ask("GET", f"/p/{person.pk}/export")
    if answer.body != journal_file([(str(person.pk), person.label, entries, [*model.aside])]):
        yield "the saved journal isn't made of the same lines"
