"""What is asked of a screen, and what a screen is: plain frozen values, the same on server and in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from unpinch.journal import Aside

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page stands: whose record, which device writes, and what the installation says of itself.

    `kit`: where the camera coach's parts are; `camera`: whether sessions offer it here; `pdf`: whether a paper can be
    had as a PDF; `zone`: the machine's time zone, by name.
    """

    person: str = ""
    name: str = ""
    several: bool = False
    device: str = ""
    static: str = "/static"
    kit: Mapping[str, str] = field(default_factory=dict)
    camera: bool = False
    pdf: bool = False
    folder: str = ""
    zone: str = "UTC"
    by: str = "self"
    aside: tuple[Aside, ...] = ()

    @property
    def root(self) -> str:
        """Return the path that all pages of this person begin with."""
        return f"/p/{self.person}" if self.person else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page asked for: its name, what stands in its path (`args`) and query, and the form that was sent."""

    name: str
    method: Method = "GET"
    path: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place = Place()

    @property
    def posted(self) -> bool:
        """Whether a form was sent."""
        return self.method == "POST"

    def one(self, name: str) -> str:
        """Return the last value of a form field, or empty."""
        values = self.form.get(name, ())
        return values[-1].strip() if values else ""

    def wish(self, name: str) -> str:
        """Return the last value of a query field, or empty."""
        values = self.query.get(name, ())
        return values[-1] if values else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written. `id`: of what it is about, so that sending it twice can't double it; empty: a new one."""

    kind: str
    values: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as a value. `go`: where to look once the entries are written; then nothing is rendered."""

    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    new_entries: tuple[Draft, ...] = ()
    go: str = ""
    status: int = 200


class RefusedError(Exception):
    """A form or an address that can't be what a page of ours sent. The message is a sentence fit to be shown."""

    def __init__(self, text: str, status: int = 400) -> None:
        """Keep the HTTP status beside the sentence."""
        super().__init__(text)
        self.status = status


def unknown() -> RefusedError:
    """Return the refusal for something that isn't in this record."""
    return RefusedError("There is nothing here. It may have been taken back, or the address is wrong.", 404)
