"""When reminders were shown, so that one a day holds across runs: a file in the private data folder, with times alone.

It is no part of the record: a reminder is nothing that the person said, so it must not count as having heard from them.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock

from unpinch.journal import Moment, MomentError
from unpinch.web.folder import touch_private, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unpinch.web.folder import Folder
    from unpinch.web.models import Person

FILE = "reminded.json"
_LOCK = "reminded.lock"
_KEPT = 4
"""Times kept of each person: more than a day has."""


@contextmanager
def alone(folder: Folder) -> Iterator[None]:
    """Let one run at a time look and remember, so that two can't both be the day's first."""
    lock = folder.path / _LOCK
    touch_private(lock)
    with FileLock(lock):
        yield


def given(folder: Folder, person: Person) -> list[Moment]:
    """Return when this person was reminded last, oldest first. What can't be read is left out."""
    found = []
    for text in _read(folder.path / FILE).get(str(person.pk), []):
        try:
            found.append(Moment.parse(text))
        except MomentError:
            continue
    return found


def remember(folder: Folder, person: Person, times: Sequence[Moment]) -> None:
    """Keep a person's times, the newest few of them; with none, nothing of the person stays."""
    known = _read(folder.path / FILE)
    known.pop(str(person.pk), None)
    if times:
        known[str(person.pk)] = [moment.text for moment in times[-_KEPT:]]
    write_private(folder.path / FILE, json.dumps(known, indent=1) + "\n")


def forget(folder: Folder, person: Person) -> None:
    """Drop what is kept of a person whose record is deleted."""
    if str(person.pk) in _read(folder.path / FILE):
        remember(folder, person, ())


def _read(path: Path) -> dict[str, list[str]]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: times for name, times in found.items() if isinstance(times, list)}
