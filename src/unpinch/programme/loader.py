"""Reads a folder of TOML files into one `Programme`, or refuses it with sentences.

The folder is a path, or the shipped `data` beside this file (also inside a zip, as in Pyodide). Two steps: every file
is read strictly by type (`reading.py`); then the safety rules are checked on the whole (`safety.py`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from unpinch.programme import model, safety
from unpinch.programme.flaws import Flaw, ProgrammeError, shown
from unpinch.programme.measures import Measure, PuttingOff
from unpinch.programme.movement import Pose
from unpinch.programme.reading import NAMES, Reader

T = TypeVar("T")
TABLES: Mapping[str, tuple[str, ...]] = {
    "programme.toml": (
        "name",
        "version",
        "phases",
        "thresholds",
        "safety_rules",
        "rule_texts",
        "ask_texts",
        "advice_texts",
        "sources",
    ),
    "questions.toml": ("topics", "questions", "alarms"),
    "about.toml": ("about_questions", "check_in_questions", "conditions", "derived_conditions"),
    "education.toml": ("education",),
    "care.toml": ("care",),
    "bands.toml": ("law", "colours", "loops"),
    "countries.toml": ("countries",),
    "poses.toml": ("poses",),
    "measures.toml": ("putting_off", "measures"),
}
"""What each file holds. Beside these there is one file for each exercise, `exercises/<id>.toml`."""


def load(folder: Path | None = None) -> model.Programme:
    """Return the checked programme of a folder (None: the shipped one); `ProgrammeError` tells every flaw found."""
    return _shipped() if folder is None else _load(folder)


OWN = "programme"
"""Beside files packed for a browser: the folder of a programme of one's own. Without it the shipped one is meant."""


def load_beside(folder: str) -> model.Programme:
    """Return the programme of files that were packed for a browser."""
    own = Path(folder) / OWN
    return load(own if own.is_dir() else None)


@cache
def _shipped() -> model.Programme:
    return _load(files("unpinch.programme").joinpath("data"))


def _load(folder: Traversable) -> model.Programme:
    if not folder.is_dir():
        raise ProgrammeError([Flaw(str(folder), "", "is no folder", "Name the folder that holds programme.toml.")])
    try:
        content = dict(sorted(_contents(folder, "")))
    except OSError as error:
        raise ProgrammeError([Flaw(str(folder), "", f"can't be read: {error}", "Mend its permissions.")]) from error
    tables, flaws = _parse(content)
    if flaws:
        raise ProgrammeError(flaws)
    assembly = Assembly(tables)
    programme = assembly.programme(content_hash(content))
    flaws = assembly.flaws or safety.breaches(programme)
    if flaws:
        raise ProgrammeError(flaws)
    return programme


def _contents(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir() and not prefix:
            yield from _contents(item, f"{item.name}/")
        elif item.is_file() and item.name.endswith(".toml"):
            yield prefix + item.name, item.read_bytes()


def content_hash(content: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the sorted relative paths and bytes, each with its length, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(content):
        digest.update(f"{path}\0{len(content[path])}\0".encode())
        digest.update(content[path])
    return digest.hexdigest()


def _parse(content: Mapping[str, bytes]) -> tuple[dict[str, dict[str, Any]], list[Flaw]]:
    wanted = (*TABLES, *(f"exercises/{name}.toml" for name in safety.EXERCISES))
    flaws = [
        Flaw(name, "", "is missing", "Add the file; the shipped programme shows how.")
        for name in wanted
        if name not in content
    ]
    flaws += [
        Flaw(name, "", "is not a file of a programme", f"Remove it, or use one of: {', '.join(wanted)}.")
        for name in content
        if name not in wanted
    ]
    tables = {}
    for name in wanted:
        try:
            tables[name] = tomllib.loads(content.get(name, b"").decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            flaws.append(Flaw(name, "", f"can't be read as TOML: {error}", "Mend that line."))
    return tables, flaws


class Assembly:
    """Puts the programme together from the tables of all files."""

    def __init__(self, tables: Mapping[str, dict[str, Any]]) -> None:
        self._tables = tables
        self._readers = {name: Reader(name) for name in tables}
        for name, known in TABLES.items():
            self._readers[name].only(tables[name], known)

    @property
    def flaws(self) -> list[Flaw]:
        """Return the flaws of all files, in the order of the files."""
        return [flaw for reader in self._readers.values() for flaw in reader.flaws]

    def programme(self, digest: str) -> model.Programme:
        """Return the programme; only to be used when there are no flaws."""
        rules = self._sourced("programme.toml", "rule_texts", str)
        numbers = self._sourced("programme.toml", "thresholds", int)
        conditions = self._by_id(model.Condition, "about.toml", "conditions")
        derived = self._by_id(model.Condition, "about.toml", "derived_conditions")
        both = (*conditions.values(), *derived.values())
        return model.Programme(
            name=self._text("programme.toml", "name"),
            version=self._text("programme.toml", "version"),
            hash=digest,
            thresholds=self._thresholds(numbers),
            phases=self._by_id(model.PhaseText, "programme.toml", "phases"),
            exercises=self._exercises(),
            questions=self._by_id(model.Question, "questions.toml", "questions"),
            alarms=self._by_id(model.Alarm, "questions.toml", "alarms"),
            about_questions=self._list(model.CheckInQuestion, "about.toml", "about_questions"),
            check_in_questions=self._list(model.CheckInQuestion, "about.toml", "check_in_questions"),
            conditions=conditions,
            safety_rules=self._list(model.SafetyRule, "programme.toml", "safety_rules"),
            education=self._list(model.Article, "education.toml", "education"),
            care=self._list(model.Care, "care.toml", "care"),
            band_colours=self._list(model.BandColour, "bands.toml", "colours", name=""),
            loop_sizes=self._list(model.LoopSize, "bands.toml", "loops"),
            countries=self._by_id(model.Country, "countries.toml", "countries", name="code"),
            rule_texts=_frozen({r: v for r, (v, _) in rules.items()} | {f"S8.{c.id}": c.reason for c in both}),
            sources=self._texts("programme.toml", "sources"),
            derived_conditions=derived,
            topics=self._texts("questions.toml", "topics"),
            rule_sources=_frozen({r: s for r, (_, s) in rules.items()} | {f"S8.{c.id}": c.source for c in both}),
            threshold_sources=_frozen({name: source for name, (_, source) in numbers.items()}),
            ask_texts=self._texts("programme.toml", "ask_texts"),
            advice_texts=self._texts("programme.toml", "advice_texts"),
            band_law=self._law(),
            poses=self._poses(),
            measures=self._by_id(Measure, "measures.toml", "measures"),
            putting_off=self._putting_off(),
        )

    def _raw(self, file: str, key: str) -> tuple[Reader, Any]:
        return self._readers[file], self._tables[file].get(key)

    def _table(self, file: str, key: str) -> tuple[Reader, dict[str, Any]]:
        reader, raw = self._raw(file, key)
        if isinstance(raw, dict):
            return reader, raw
        reader.refuse(key, f"is {shown(raw)}", "Write it as a table with keys.")
        return reader, {}

    def _text(self, file: str, key: str) -> str:
        reader, raw = self._raw(file, key)
        if isinstance(raw, str) and raw.strip():
            return raw
        reader.refuse(key, f"is {shown(raw)}", "Write text in quotes.")
        return ""

    def _texts(self, file: str, key: str) -> Mapping[str, str]:
        reader, table = self._table(file, key)
        for name, text in table.items():
            if not isinstance(text, str) or not text.strip():
                reader.refuse(f"{key}.{name}", f"is {shown(text)}", "Write text in quotes.")
        return _frozen(table)

    def _list(self, cls: type[T], file: str, key: str, name: str = "id") -> tuple[T, ...]:
        reader, raw = self._raw(file, key)
        rows = reader.rows(cls, raw, key)
        seen: set[str] = set()
        for row in rows if name else ():
            ident = getattr(row, name)
            if ident in seen:
                reader.refuse(f"{key} {ident}", "stands twice", "Give each its own id, or take one out.")
            seen.add(ident)
        return tuple(rows)

    def _by_id(self, cls: type[T], file: str, key: str, name: str = "id") -> Mapping[str, T]:
        return _frozen({getattr(row, name): row for row in self._list(cls, file, key, name)})

    def _sourced(self, file: str, key: str, kind: type[T]) -> dict[str, tuple[T, str]]:
        """Return name -> (value, source) of a table of `{ value = ..., source = "..." }`."""
        reader, table = self._table(file, key)
        made = {}
        for name, row in table.items():
            value, source = (row.get("value"), row.get("source")) if isinstance(row, dict) else (None, None)
            if type(value) is kind and isinstance(source, str) and source and len(row) == 2:  # noqa: PLR2004
                made[name] = (value, source)
            else:
                wanted = 'Write { value = ..., source = "..." }, the value'
                reader.refuse(f"{key}.{name}", f"is {shown(row)}", f"{wanted} {NAMES[kind]}.")
        return made

    def _thresholds(self, numbers: Mapping[str, tuple[int, str]]) -> model.Thresholds:
        reader, table = self._table("programme.toml", "thresholds")
        known = tuple(item.name for item in fields(model.Thresholds))
        reader.only(table, known, "thresholds")
        return model.Thresholds(**{name: numbers.get(name, (0, ""))[0] for name in known})

    def _law(self) -> model.BandLaw:
        reader, raw = self._raw("bands.toml", "law")
        return reader.read(model.BandLaw, raw, "law") or model.BandLaw(0, 0, 0, 0, 0, "")

    def _putting_off(self) -> PuttingOff:
        reader, raw = self._raw("measures.toml", "putting_off")
        return reader.read(PuttingOff, raw, "putting_off") or PuttingOff(0, "")

    def _poses(self) -> Mapping[str, Pose]:
        reader, table = self._table("poses.toml", "poses")
        made = {name: reader.read(Pose, raw, f"poses.{name}") for name, raw in table.items()}
        return _frozen({name: pose for name, pose in made.items() if pose is not None})

    def _exercises(self) -> Mapping[str, model.Exercise]:
        made = {}
        for name in safety.EXERCISES:
            file = f"exercises/{name}.toml"
            exercise = self._readers[file].read(model.Exercise, _with_motions(self._tables[file]), "")
            if exercise is not None:
                made[name] = exercise
        return _frozen(made)


def _frozen(table: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(table))


def _with_motions(table: dict[str, Any]) -> dict[str, Any]:
    """Return the exercise's table with each tempo row parted into the beat and what knee and toes do in it.

    A movement that is `like` an earlier level's takes from it whatever it doesn't state itself.
    """
    levels = table.get("levels")
    if not isinstance(levels, list):
        return table
    return {**table, "levels": _with_likeness([_part(level) for level in levels])}


def _with_likeness(levels: list[Any]) -> list[Any]:
    made: list[Any] = []
    movements: dict[int, Any] = {}
    for level in levels:
        own, number = (level.get("movement"), level.get("number")) if isinstance(level, dict) else (None, None)
        like = own.get("like") if isinstance(own, dict) else None
        if isinstance(own, dict) and type(like) is int and like in movements:
            own = {**movements[like], **{key: value for key, value in own.items() if key != "like"}}
            level = {**level, "movement": own}  # noqa: PLW2901  # the same level, filled up
        if isinstance(own, dict) and type(number) is int:
            movements[number] = own
        made.append(level)
    return made


def _part(level: Any) -> Any:  # noqa: ANN401  # still raw, of any type
    dose = level.get("dose") if isinstance(level, dict) else None
    rows = dose.get("tempo") if isinstance(dose, dict) else None
    if not isinstance(dose, dict) or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return level
    motions = [{"knee": row.get("knee", "still"), "toes": row.get("toes", "relaxed")} for row in rows]
    tempo = [{key: value for key, value in row.items() if key not in {"knee", "toes"}} for row in rows]
    return {**level, "dose": {**dose, "tempo": tempo, "motions": motions}}
