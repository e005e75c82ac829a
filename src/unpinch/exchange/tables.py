"""The record as tidy tables: CSV files in one zip, with a dictionary of every column (docs/exchange.md).

One row says what counts now of one entry: corrected, and without what was taken back. The journal file holds all that
was ever said; these tables are for reading and reckoning.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unpinch.exchange.columns import LISTED, NOTHING, Column, Shape, shapes
from unpinch.journal import KINDS, Effective, Entry, Moment, settle

BOM = "\ufeff"
"""Spreadsheets take a file for UTF-8 only with this mark; programs for statistics pass over it."""
_APART = frozenset({"retraction", "screening", "decision"})
_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - the wide ones begin a formula too
_LINE = frozenset("\n")
_STAMP = (1980, 1, 1, 0, 0, 0)
_FILE_RIGHTS = 0o600 << 16

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose entries they are."""

    id: str
    label: str
    entries: Iterable[Entry]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and the rows that one entry gives."""

    name: str
    help: str
    columns: tuple[Column, ...]
    rows: Callable[[Effective], Iterator[Row]]


def _said(name: str, allowed: str, meaning: str) -> Column:
    return Column(name, "", allowed, meaning, lambda _: None)


_COMMON = (
    _said("person", "id (UUID)", "whose entry it is; person.csv has the name"),
    _said("entry", "id (UUID)", "the entry, as the journal file names it"),
    _said("at", "RFC 3339 time with offset", "when it happened, in the local time of that moment"),
    _said("day", "date, YYYY-MM-DD", "the local day of it"),
    _said("by", "text", "who said it; self: the person"),
    _said("corrected", "yes | no", "whether something else was said first"),
)


def packed(holders: Iterable[Holder], now: Moment) -> bytes:
    """Return the zip with all tables of these persons, as of now. The same record gives the same bytes."""
    people = [(holder, settle(holder.entries, now).entries) for holder in holders]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, rows in (("dictionary", _dictionary()), ("person", _people(people)), *_filled(people)):
            member = zipfile.ZipInfo(f"{name}.csv", _STAMP)
            member.external_attr, member.compress_type = _FILE_RIGHTS, zipfile.ZIP_DEFLATED
            zipped.writestr(member, _written(rows))
    return made.getvalue()


def tables() -> tuple[Table, ...]:
    """Return every table, in the order of the kinds."""
    plain = shapes(kind for kind in KINDS.values() if kind.name not in _APART)
    return (*(Table(shape.name, shape.help, (*shape.key, *shape.columns), _rows(shape)) for shape in plain), *_OWN)


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows(shape: Shape) -> Callable[[Effective], Iterator[Row]]:
    kind = shape.name.partition("_by_")[0]

    def rows(one: Effective) -> Iterator[Row]:
        if one.kind != kind or one.values is None:
            return
        for name, columns in shape.groups or (("", shape.columns),):
            found = [column.read(one.values) for column in columns]
            if not name:
                yield found
            elif any(value is not None for value in found):
                yield [name, *found]

    return rows


def _answers(one: Effective) -> Iterator[Row]:
    if one.kind == "screening" and one.values is not None:
        for answer in ("yes", "no", "not_sure"):
            yield from ([one.values["scope"], question, answer] for question in one.values[answer])


def _decisions(one: Effective) -> Iterator[Row]:
    if one.kind != "decision" or one.values is None:
        return
    told = _result(one.values["result"])
    rules = [reason.get("rule", "") for reason in told.get("reasons", []) if isinstance(reason, dict)]
    sets, programme, engine = told.get("sets", []), one.values["programme"], one.values["engine"]
    yield [*(told.get(name) for name in ("kind", "urgency", "phase", "minutes")), len(sets), rules, programme, engine]


def _result(text: str) -> Mapping[str, list[object]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


_OWN = (
    Table(
        "screening_answers",
        "Answers to the safety questions, one row each.",
        (
            _said("scope", "full | weekly | daily | line | event", "which questions were asked"),
            _said("question", "id of the programme", "the question"),
            _said("answer", "yes | no | not_sure", "the answer"),
        ),
        _answers,
    ),
    Table(
        "decision",
        "Plans that were shown.",
        (
            _said("kind", "train | rest | stop | seek_care", "what the plan says"),
            _said("urgency", "none | routine | soon | same_day | emergency", "how soon someone should look at it"),
            _said("phase", "decompress | release | stabilise | maintain", "phase of the programme; empty: not placed"),
            Column("duration_min", "minutes", "whole number", "how long the sets take", lambda _: None),
            _said("sets", "whole number", "how many sets"),
            _said("rules", f"list, parted by “{LISTED.strip()}”, of: id", "rules that gave the reasons"),
            _said("programme", "text", "name, version and hash of the programme"),
            _said("engine", "text", "version of the engine"),
        ),
        _decisions,
    ),
)


# -- files -------------------------------------------------------------------------------------------------------------


def _filled(people: Sequence[tuple[Holder, Sequence[Effective]]]) -> Iterator[tuple[str, Iterator[Row]]]:
    for table in tables():
        yield table.name, _whole(table, people)


def _whole(table: Table, people: Sequence[tuple[Holder, Sequence[Effective]]]) -> Iterator[Row]:
    yield [column.name for column in (*_COMMON, *table.columns)]
    for holder, entries in people:
        for one in entries:
            for row in table.rows(one):
                yield [*_envelope(holder, one), *row]


def _envelope(holder: Holder, one: Effective) -> Row:
    return holder.id, one.id, one.at, one.at[:10], one.entry.by, len(one.versions) > 1 or bool(one.replaced_by)


def _people(people: Sequence[tuple[Holder, Sequence[Effective]]]) -> Iterator[Row]:
    yield ["person", "label", "entries"]
    for holder, entries in people:
        yield [holder.id, holder.label, len(entries)]


def _dictionary() -> Iterator[Row]:
    yield ["table", "column", "unit", "allowed", "meaning", "about_the_table"]
    yield ["person", "person", "", "id (UUID)", "the person", "Who is in these tables."]
    yield ["person", "label", "", "text", "how the person is called here", "Who is in these tables."]
    yield ["person", "entries", "", "whole number", "how many entries count now", "Who is in these tables."]
    for table in tables():
        for column in (*_COMMON, *table.columns):
            yield [table.name, column.name, column.unit, column.allowed, column.meaning, table.help]


def _written(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return (BOM + text.getvalue()).encode("utf-8", "replace")


def cell(value: object) -> str:
    """Return what stands in a cell: no text of anyone's begins a formula, and none holds a control character."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = (LISTED.join(map(str, value)) or NOTHING) if isinstance(value, list) else str(value)
    plain = "".join(" " if unicodedata.category(letter) == "Cc" and letter not in _LINE else letter for letter in text)
    return f"'{plain}" if plain.lstrip()[:1] in _FORMULA and plain.strip() else plain
