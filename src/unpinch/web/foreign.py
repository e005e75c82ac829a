"""A file brought in, whichever it is: a journal of ours line by line, or FHIR of another system, read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from unpinch.exchange.fhir import reading
from unpinch.exchange.fhir.file import is_fhir
from unpinch.exchange.journal_file import Found, read
from unpinch.journal.file import HEAD_BYTES, MOST_BYTES
from unpinch.web import page_reading
from unpinch.web.clock import now
from unpinch.web.importing import NobodyError, Outcome, Rule, bring_in
from unpinch.web.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Chosen = Callable[[Iterable[Found]], Iterable[Found]]
    """Which lines of a journal are meant."""


def bring_in_file(file: BinaryIO, rule: Rule, *, dry: bool, chosen: Chosen = iter) -> Outcome:
    """Add what a file holds, or say only what would change; raise `JournalFileError` where it can't be read."""
    if is_fhir(head_of(file)):
        return _bring_in_fhir(file, rule, dry=dry)
    return bring_in(chosen(read(file)), rule, dry=dry)


def head_of(file: BinaryIO) -> bytes:
    """Return a file's beginning, and leave the file as it was."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def _bring_in_fhir(file: BinaryIO, rule: Rule, *, dry: bool) -> Outcome:
    """Add pain and measures to the journal of the person meant; nobody of the file is made here."""
    person = rule.bare or _only()
    held = {entry.id: entry for entry in page_reading.journal(person).entries} if person else {}
    found = reading.read(file.read(MOST_BYTES + 1), held, now())
    lines = (Found(number, None, raw) for number, raw in enumerate(found.lines, start=1))
    outcome = bring_in(lines, rule, dry=dry)
    outcome.notes = found.notes
    return outcome


def _only() -> Person | None:
    people = tuple(Person.objects.all()[:2])
    if len(people) > 1:
        raise NobodyError
    return people[0] if people else None
