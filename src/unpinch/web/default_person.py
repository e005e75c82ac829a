"""Whose calendar or report is meant where nobody is named: the only person of a folder, or the one it was made for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unpinch.web import queries
from unpinch.web.folder import write_private

if TYPE_CHECKING:
    from unpinch.web.folder import Folder
    from unpinch.web.models import Person

FILE = "default.json"


def remember(place: Folder, person: Person) -> None:
    """Make someone the folder's default person."""
    write_private(place.path / FILE, json.dumps({"person": str(person.pk)}))


def default_person(place: Folder) -> Person | None:
    """Return the folder's default person; None where several are here and none is it."""
    people = queries.people()
    if len(people) == 1:
        return people[0]
    named = _named(place)
    return next((person for person in people if str(person.pk) == named), None)


def _named(place: Folder) -> str:
    try:
        return str(json.loads((place.path / FILE).read_text("utf-8"))["person"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
