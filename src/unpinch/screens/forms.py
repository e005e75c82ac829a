"""Forms from the record's own fields: bounds and answers come from `journal.kinds`, words from the programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from unpinch.journal import KINDS, derived_id
from unpinch.journal.fields import (
    DECIMAL_PATTERN,
    UUID_PATTERN,
    Bool,
    Choice,
    Date,
    Field,
    FieldError,
    Int,
    Listing,
    Text,
)
from unpinch.programme.model import CheckInQuestion
from unpinch.screens import telling, words
from unpinch.screens.asked import Asked, Draft, RefusedError

ALWAYS = frozenset({"form_number", "do"})
"""Fields that any form of ours may hold. (One called `form` would hide a property that scripts need.)"""
_SCALE = (0, 10)
_DECIMAL_WORDS = re.compile(r" written as text, (like [\d.]+), of at most \d+ characters")
"""What the record says of a decimal, of which a person needs only the example."""
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What a form said: values that fit, and a sentence for each that doesn't."""

    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def journal_field(kind: str, name: str) -> Field:
    """Return the record's field."""
    return KINDS[kind].fields[name]


def shown(kind: str, name: str, title: str, **more: Any) -> Shown:  # noqa: ANN401
    """Return a field as the templates take it: its kind and answers by what the record allows."""
    field = journal_field(kind, name)
    return {"name": name, "title": title, "help": "", "value": None, **_look(name, field), **more}


def _look(name: str, field: Field) -> Shown:
    plain = words.side_name(name)[1]
    if isinstance(field, Int):
        scale = (field.low, field.high) == _SCALE
        return {"kind": "scale"} if scale else {"kind": "number", "min": field.low, "max": field.high, "step": "1"}
    if isinstance(field, Bool):
        return {"kind": "one", "options": [words.option(plain, "yes"), words.option(plain, "no")], "columns": 2}
    if isinstance(field, Choice):
        return {"kind": "one", "options": [words.option(plain, word) for word in field.words]}
    if isinstance(field, Listing) and isinstance(field.item, Choice):
        return {"kind": "many", "options": [words.option(plain, word) for word in field.item.words]}
    return _typed(field)


def _typed(field: Field) -> Shown:
    if isinstance(field, Date):
        return {"kind": "date"}
    if isinstance(field, Text) and field.pattern is DECIMAL_PATTERN:
        return {"kind": "number"}
    long = isinstance(field, Text) and field.longest > 200  # noqa: PLR2004 - what fits on one line
    return {"kind": "long" if long else "text"}


def asked_as(question: CheckInQuestion, kind: str, name: str, **more: Any) -> Shown:  # noqa: ANN401
    """Return a field with the programme's words for it."""
    return shown(kind, name, question.text, help=question.help, **more)


def read(kind: str, asked: Asked, names: Iterable[str], also: Iterable[str] = ()) -> Read:
    """Read the named fields of a form. Left empty: not said. A field that no page of ours sends is refused."""
    wanted = tuple(names)
    refuse_unknown(asked, (*wanted, *also))
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name in wanted:
        raw = tuple(one.strip() for one in asked.form.get(name, ()) if one.strip())
        if not raw:
            continue
        field = journal_field(kind, name)
        try:
            values[name] = _value(name, field, raw)
            field.check(name, values[name])
        except FieldError as error:
            values.pop(name, None)
            problems.append(_sentence(name, str(error)))
    return Read(values, tuple(problems))


def refuse_unknown(asked: Asked, names: Iterable[str]) -> None:
    """Refuse a form that holds a field that isn't in it."""
    strange = sorted(set(asked.form) - set(names) - ALWAYS)
    if strange:
        raise RefusedError(
            f"This form has no field called {strange[0][:40]!r}. Load the page again. Nothing was saved."
        )


def _value(name: str, field: Field, raw: tuple[str, ...]) -> Any:  # noqa: ANN401
    if isinstance(field, Listing):
        return list(dict.fromkeys(raw))
    text = raw[-1]
    if isinstance(field, Int):
        return _whole(name, field, text)
    if isinstance(field, Bool):
        return _yes_or_no(name, text)
    if isinstance(field, Text) and field.pattern is DECIMAL_PATTERN:
        return text.replace(",", ".")
    return text


def _whole(name: str, field: Int, text: str) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text):
        raise FieldError(f"{name} is {text[:20]!r}; it must be a whole number from {field.low} to {field.high}.")
    return int(text)


def _yes_or_no(name: str, text: str) -> bool:
    if text not in {"yes", "no"}:
        raise FieldError(f"{name} is {text[:20]!r}; it must be yes or no.")
    return text == "yes"


def _sentence(name: str, text: str) -> str:
    title = telling.label(name)
    text = _DECIMAL_WORDS.sub(r" \1", text)
    return text.replace(name, title, 1) if text.startswith(name) else f"{title}: {text}"


def kept(asked: Asked, fields: Iterable[Shown]) -> list[Shown]:
    """Return the fields with what the person had answered, so that a refused form isn't lost."""
    return [_with_answer(asked, field) for field in fields]


def _with_answer(asked: Asked, field: Shown) -> Shown:
    sent = asked.form.get(field["name"], ())
    if not sent:
        return field
    return {**field, "value": list(sent) if field["kind"] == "many" else sent[-1]}


def with_values(fields: Iterable[Shown], values: Mapping[str, Any]) -> list[Shown]:
    """Return the fields filled with values of the record (for a correction, never for a new answer)."""
    return [
        {**field, "value": as_form(values[field["name"]])} if field["name"] in values else field for field in fields
    ]


def as_form(value: object) -> Any:  # noqa: ANN401
    """Return a value of the record as a form sends it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, (list, tuple)) else str(value)


def draft(asked: Asked, kind: str, values: Mapping[str, Any], part: str = "") -> Draft:
    """Return an entry from a form. Its id is made from the form's own, so that sending it twice can't double it."""
    form = asked.one("form_number")
    if form and not UUID_PATTERN.match(form):
        raise RefusedError("This form has lost its number. Load the page again. Nothing was saved.")
    return Draft(kind, dict(values), derived_id("form", form, kind, part) if form else "")


def check(kind: str, values: Mapping[str, Any]) -> str:
    """Return what is wrong with the values as a whole, or empty."""
    try:
        KINDS[kind].check(values)
    except FieldError as error:
        return str(error)
    return ""
