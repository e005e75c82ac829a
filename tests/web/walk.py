"""Every address that the application knows, found from its own list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Address:
    """One pattern, and a path that fits it."""

    route: str
    path: str

    @property
    def is_personal(self) -> bool:
        return "<uuid:person>" in self.route


def addresses(person: UUID = NOBODY) -> list[Address]:
    return [Address(route, "/" + _filled(route, person)) for route in _routes(get_resolver().url_patterns, "")]


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


def _filled(route: str, person: UUID) -> str:
    """Fill the person in; any other part gets a value of its kind."""
    values = {"<uuid:person>": str(person)}
    parts = [values.get(part) or _of_kind(part) for part in route.split("/")]
    return "/".join(parts)


def _of_kind(part: str) -> str:
    if not part.startswith("<"):
        return part
    inside, _, rest = part[1:].partition(">")
    kind = inside.partition(":")[0]
    return {"uuid": str(NOBODY), "int": "1"}.get(kind, "x") + rest
