"""Reads TOML tables into the frozen values of `model.py`, by their type hints, and gathers every flaw on the way.

Strict: an unknown key, a missing key, a wrong type and an empty text are flaws. Nothing is guessed or converted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from unpinch.programme.flaws import Flaw, shown

T = TypeVar("T")
_BAD: Any = object()
_UNIONS = (Union, UnionType)
NAMES = {str: "text in quotes", int: "a whole number", bool: "true or false", float: "a number"}


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """Return the types of a class's fields. Many tables are of one class; its hints are looked up once."""
    return get_type_hints(cls)


@dataclass(slots=True)
class Reader:
    """Reads the tables of one file; `flaws` grows as it goes."""

    file: str
    flaws: list[Flaw] = field(default_factory=list)

    def refuse(self, key: str, problem: str, remedy: str) -> Any:  # noqa: ANN401  # stands in for a value of any type
        """Note a flaw and return the mark of a bad value."""
        self.flaws.append(Flaw(self.file, key, problem, remedy))
        return _BAD

    def read(self, cls: type[T], table: object, key: str) -> T | None:
        """Read one table into `cls`; None when anything in it is wrong."""
        made = self._table(cls, table, key)
        return None if made is _BAD else made

    def rows(self, cls: type[T], rows: object, key: str) -> list[T]:
        """Read a list of tables into `cls`; the bad ones are left out and noted."""
        if not isinstance(rows, list) or not rows:
            self.refuse(key, f"is {shown(rows)}", f"Write one or more [[{key}]] tables.")
            return []
        made = [self.read(cls, row, f"{key}[{number}]") for number, row in enumerate(rows)]
        return [row for row in made if row is not None]

    def only(self, table: dict[str, Any], known: tuple[str, ...], key: str = "") -> bool:
        """Note every key that isn't known and every known one that is missing; True when there is none."""
        strange = [name for name in table if name not in known]
        missing = [name for name in known if name not in table]
        for name in strange:
            self.refuse(_join(key, name), "is not known here", f"Take it out, or use one of: {', '.join(known)}.")
        for name in missing:
            self.refuse(_join(key, name), "is missing", "Add it; the shipped programme shows how.")
        return not strange and not missing

    def _table(self, cls: type[Any], table: object, key: str) -> Any:  # noqa: ANN401
        if not isinstance(table, dict):
            return self.refuse(key, f"is {shown(table)}", "Write it as a table with keys.")
        hints = _hints(cls)  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
        values: dict[str, Any] = {name: None for name, hint in hints.items() if get_origin(hint) in _UNIONS}
        values |= {item.name: item.default for item in fields(cls) if item.default is not MISSING}
        values |= {item.name: item.default_factory() for item in fields(cls) if item.default_factory is not MISSING}
        fits = self.only(values | table, tuple(hints), key)
        for name in table.keys() & hints.keys():
            values[name] = self._value(hints[name], table[name], _join(key, name))
        return cls(**values) if fits and _BAD not in values.values() else _BAD

    def _value(self, hint: Any, value: object, key: str) -> Any:  # noqa: ANN401  # a type hint has no type
        origin = get_origin(hint)
        if origin is Literal:
            return self._word(get_args(hint), value, key)
        if origin is tuple:
            return self._list(get_args(hint)[0], value, key)
        if origin is Mapping:
            return self._mapping(get_args(hint)[1], value, key)
        if origin in _UNIONS:
            return self._value(next(part for part in get_args(hint) if part is not NoneType), value, key)
        if is_dataclass(hint):
            return self._table(hint, value, key)  # type: ignore[arg-type]
        return self._plain(hint, value, key)

    def _word(self, words: tuple[str, ...], value: object, key: str) -> Any:  # noqa: ANN401
        if value in words:
            return value
        return self.refuse(key, f"is {shown(value)}", f"Use one of: {', '.join(words)}.")

    def _list(self, item: Any, value: object, key: str) -> Any:  # noqa: ANN401
        if not isinstance(value, list):
            return self.refuse(key, f"is {shown(value)}", "Write a list in square brackets.")
        made = tuple(self._value(item, one, f"{key}[{number}]") for number, one in enumerate(value))
        return _BAD if any(one is _BAD for one in made) else made

    def _mapping(self, item: Any, value: object, key: str) -> Any:  # noqa: ANN401
        if not isinstance(value, dict):
            return self.refuse(key, f"is {shown(value)}", "Write it as a table with keys.")
        made = {name: self._value(item, one, _join(key, name)) for name, one in value.items()}
        return _BAD if any(one is _BAD for one in made.values()) else MappingProxyType(made)

    def _number(self, value: object, key: str) -> Any:  # noqa: ANN401
        if type(value) in {int, float} and math.isfinite(value):  # type: ignore[arg-type]
            return float(value)  # type: ignore[arg-type]
        return self.refuse(key, f"is {shown(value)}", "Write a finite number.")

    def _plain(self, hint: type, value: object, key: str) -> Any:  # noqa: ANN401
        if hint is float:
            return self._number(value, key)
        if type(value) is not hint:
            return self.refuse(key, f"is {shown(value)}", f"Write {NAMES[hint]}.")
        if value == "" or (isinstance(value, str) and not value.strip()):
            return self.refuse(key, "is empty", "Write its words, or take the key out where it may be left out.")
        return value


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
