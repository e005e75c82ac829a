"""Filling a folder of its own with made-up people, for `unpinch demo`. A folder with a record in it is left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unpinch.web import clock, folder
from unpinch.web.errors import Exit, StartError
from unpinch.web.offline import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from unpinch.journal import Moment
    from unpinch.web.folder import Folder

    People = Callable[[Moment], Iterable[tuple[str, Iterable[bytes]]]]
    """From today, each person's name and the lines of their journal."""

MARK = "demo.json"
"""The file that says that a folder was made by the demo, and when."""


def only_fill(data: Path, people: People) -> bool:
    """Fill a folder that nobody serves; tell whether its people are new."""
    with opened(data, lambda _: None, make=True, alone=True) as place:
        return fill(place, people)


def fill(place: Folder, people: People) -> bool:
    """Write the people into an empty folder; tell whether they are new. Django is configured, and the folder held."""
    from unpinch.web import actions, default_person, queries

    mark = place.path / MARK
    if queries.people():
        if mark.exists():
            return False
        text = (
            f"{place.path} holds somebody's record. The demo needs a folder of its own: name an empty one with --data."
        )
        raise StartError(text, Exit.FOLDER)
    today = clock.now()
    folder.write_private(mark, json.dumps({"made": today.text}))
    for number, (name, lines) in enumerate(people(today)):
        person = actions.add_person(name)
        actions.record(person, lines)
        if number == 0:
            default_person.remember(place, person)
    return True
