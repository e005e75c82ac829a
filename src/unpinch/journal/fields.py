"""Fields of an entry's values: each is a check and a sentence in one object.

A field takes a raw JSON value and lets it pass or raises `FieldError` with a sentence: what is wrong, the value met,
what to do. The JSON Schema, the forms' help and the error text come from the same object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as day
from typing import Any, Protocol

UUID_PATTERN = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
DATE_PATTERN = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", re.ASCII)
DECIMAL_PATTERN = re.compile(r"^\d{1,6}(\.\d{1,6})?$", re.ASCII)
_KNOWN_MOST = 256
ID_PATTERN = re.compile(r"^[a-z0-9][a-z0-9_.:-]{0,79}$")


class FieldError(ValueError):
    """A value breaks its field's rule. The message is a sentence fit to be shown."""


class Field(Protocol):
    """One checkable field of an entry's values."""

    @property
    def required(self) -> bool:
        """Whether an entry without this field is refused."""

    def check(self, name: str, value: object) -> None:
        """Raise `FieldError` unless `value` fits."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""


def _refuse(name: str, value: object, want: str) -> FieldError:
    met = repr(value)
    shown = met if len(met) <= 60 else met[:57] + "..."  # noqa: PLR2004
    return FieldError(f"{name} is {shown}; it must be {want}.")


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number within bounds, both included."""

    low: int
    high: int
    required: bool = False

    def check(self, name: str, value: object) -> None:
        """Refuse anything but an int within bounds (a boolean is not a number)."""
        if type(value) is not int or not self.low <= value <= self.high:
            raise _refuse(name, value, f"a whole number from {self.low} to {self.high}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false."""

    required: bool = False

    def check(self, name: str, value: object) -> None:
        """Refuse anything but a JSON boolean."""
        if type(value) is not bool:
            raise _refuse(name, value, "true or false")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]
    required: bool = False

    def check(self, name: str, value: object) -> None:
        """Refuse any word not in the list."""
        if not isinstance(value, str) or value not in self.words:
            raise _refuse(name, value, "one of " + ", ".join(self.words))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Text:
    """Free text up to a length, or text of a stated pattern."""

    longest: int
    pattern: re.Pattern[str] | None = None
    what: str = "text"
    required: bool = False

    def check(self, name: str, value: object) -> None:
        """Refuse text that is too long or doesn't fit the pattern."""
        fits = isinstance(value, str) and len(value) <= self.longest
        if not fits or (self.pattern is not None and not self.pattern.fullmatch(str(value))):
            raise _refuse(name, value, f"{self.what} of at most {self.longest} characters")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        pattern = {"pattern": self.pattern.pattern} if self.pattern else {}
        return {"type": "string", "maxLength": self.longest, **pattern}


@dataclass(frozen=True, slots=True)
class Date:
    """A day that the calendar has, as YYYY-MM-DD."""

    required: bool = False

    def check(self, name: str, value: object) -> None:
        """Refuse other text, and days like 30 February."""
        if not isinstance(value, str) or not DATE_PATTERN.fullmatch(value) or not _exists(value):
            raise _refuse(name, value, "a date that exists, like 2026-11-22")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "string", "format": "date", "pattern": DATE_PATTERN.pattern}


def _exists(text: str) -> bool:
    try:
        day.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of distinct items, each checked by one field. `known`: some that fitted; they come again day after day."""

    item: Choice | Text
    most: int = 200
    required: bool = False
    known: set[tuple[str, ...]] = field(default_factory=set, repr=False, compare=False)

    def check(self, name: str, value: object) -> None:
        """Refuse anything but a list of distinct fitting items."""
        if not isinstance(value, list) or len(value) > self.most:
            raise _refuse(name, value, f"a list of at most {self.most} items")
        words = tuple([item for item in value if isinstance(item, str)])
        if len(words) == len(value) and words in self.known:
            return
        for item in value:
            self.item.check(f"an item of {name}", item)
        if len(set(value)) != len(value):
            raise _refuse(name, value, "a list in which nothing stands twice")
        if len(self.known) < _KNOWN_MOST:
            self.known.add(words)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "array", "items": self.item.schema(), "maxItems": self.most, "uniqueItems": True}


def one_of(*words: str, required: bool = False) -> Choice:
    """Return a field that takes one of the words."""
    return Choice(words, required)


def uuid(*, required: bool = False) -> Text:
    """Return a field that takes a lower-case UUID."""
    return Text(36, UUID_PATTERN, "a lower-case UUID", required)


def date(*, required: bool = False) -> Date:
    """Return a field that takes a calendar date, YYYY-MM-DD."""
    return Date(required)


def decimal(*, required: bool = False) -> Text:
    """Return a field that takes a decimal number as text."""
    return Text(13, DECIMAL_PATTERN, "a number written as text, like 72.5,", required)


def ident(*, required: bool = False) -> Text:
    """Return a field that takes an id of the programme."""
    return Text(80, ID_PATTERN, "an id of small letters, digits and _ . : -", required)
