"""The columns of the tables: made from the kinds of entry, each with its unit, what may stand in it, its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from unpinch.journal import KINDS, SIDES
from unpinch.journal.fields import UUID_PATTERN, Choice, Date, Field, Int, Listing, Text
from unpinch.journal.kinds import Kind

Values = Mapping[str, Any]
LISTED = "; "
"""What stands between the items of a list in one cell. No item holds it: they are ids and words of the programme."""
NOTHING = "(none)"
"""What stands for an empty list: it was asked, and nothing was on it. An empty cell was not said."""
SCALE = "_0_to_10"
_UNITS: Mapping[str, str] = {
    "years": "years",
    "weeks": "weeks",
    "min": "minutes",
    "s": "seconds",
    "ms": "milliseconds",
    "cm": "centimetres",
    "mm": "millimetres",
    "kg": "kilograms",
    "n": "newtons",
    "percent": "percent",
}
_NUMBERED = re.compile(r"^(\w+)_(\d)$")
_MEANINGS: Mapping[str, str] = {
    "note": "a note in the person's own words",
    "name": "how the person calls themselves",
    "country": "country, ISO 3166 code of two letters; it decides the emergency number",
    "age_years": "age when it was said",
    "height_cm": "height",
    "body_mass_kg": "body mass",
    "pregnancy": "pregnant, and how far",
    "latex_allergy": "allergic to latex",
    "hip_replaced": "this hip is an artificial one",
    "knee_replaced": "this knee is an artificial one",
    "clam_agreed": "a clinician agreed to the clamshell on this side",
    "deficit_seen": "a clinician has seen the weakness of this leg",
    "conditions": "lasting conditions, by their ids in the programme",
    "floor_alone": "gets down to the floor and up again alone",
    "lie_flat": "can lie flat",
    "legs": "which leg the symptoms are in",
    "duration_weeks": "how long it had lasted when it was said",
    "examined": "seen by a clinician for it",
    "pain_region": "where the pain is",
    "sitting": "what sitting does to it",
    "standing": "what standing does to it",
    "no_band": "owns no band yet",
    "scope": "which questions were asked",
    "lifts": "ids of the entries whose alarm this lifts",
    "leg_pain": "leg pain now; 0 none, 10 the worst",
    "worst_leg_pain": "worst leg pain since the check-in before",
    "tingling": "tingling now; 0 none, 10 the worst",
    "numbness": "numbness now; 0 none, 10 the worst",
    "numb_new_area": "numb in a place where it was not before",
    "pain_site": "how far down the pain reaches",
    "nerve_site": "how far down tingling or numbness reaches",
    "strength": "strength of this leg against what was usual",
    "strength_signs": "what shows a weakness",
    "back_pain": "back pain now; 0 none, 10 the worst",
    "apart": "places apart from the way down the leg",
    "soreness": "where muscles are sore",
    "sock": "putting on a sock",
    "sit": "sitting",
    "bend": "bending forward",
    "reaction": "how long the last session was felt",
    "painkillers": "has taken painkillers",
    "question": "id of a safety question",
    "verdict": "what the clinician allows",
    "examined_by": "who examined",
    "examined_on": "day of the examination",
    "status": "booked, or had",
    "on": "its day",
    "session": "id of the session",
    "decision": "id of the plan that the session follows",
    "index": "place of the set in the session, from 0",
    "exercise": "exercise of the programme",
    "level": "level of the exercise, easiest first",
    "side": "side of the body",
    "repetitions": "repetitions done",
    "hold_s": "how long it was held",
    "spare": "could have done two more",
    "band": "id of the band",
    "stretch_percent": "how far the band was stretched beyond its slack length",
    "source": "whose the numbers are: the person's (hand) or the camera's",
    "partials": "repetitions that stopped short, as the camera saw",
    "range_percent": "how far of the way shown, as the camera saw",
    "tempo_ms": "time of one repetition, as the camera saw",
    "faults": "faults by their ids, as the camera saw",
    "unsure_percent": "how much of the time the camera could not tell",
    "answer": "what was answered",
    "stop": "id of the entry in which the stop was pressed",
    "reason": "why",
    "where": "where it was felt",
    "alarms": "warning signs named",
    "back_sharp": "the back pain is sharp",
    "after_min": "how long after the stop it was asked",
    "how": "how the session ended",
    "until": "planned last day",
    "type": "kind of band",
    "brand": "brand",
    "colour": "colour",
    "rest_mm": "length when slack",
    "width_mm": "width",
    "thickness_mm": "thickness",
    "latex": "made of latex",
    "hung_n": "the weight that was hung on it",
    "hung_rest_mm": "length without the weight",
    "hung_stretched_mm": "length with the weight",
    "retired": "no longer used",
    "category": "what it is about",
    "text": "in the person's own words",
    "units": "units of the pages",
    "text_size": "size of the text",
    "theme": "colours of the pages",
    "figure": "whose figure shows the moves",
    "sound": "sounds",
    "camera": "whether sessions offer the camera",
    "zone": "time zone of the calendar",
    "times": "times of day chosen for sessions",
    "alarm_min": "how long before a session the calendar reminds",
    "neutral": "titles that don't say what it is",
    "events": "events given: id, start (UTC), minutes, sequence, state",
    "quiet": "from and to when nothing rings, local time",
    "wanted": "whether reminders are wanted",
    "remind_at": "from when on a day to be reminded, local time",
    "quiet_from": "from when nothing rings, local time",
    "quiet_to": "until when nothing rings, local time",
    "version": "version of the words that were asked",
    "activity": "an activity of the person's own",
    "ability": "0 can't do it, 10 as before",
    "change": "better or worse than at the start",
    "ticked": "numbers of the sentences that were ticked",
    "sleep": "sleep over the last week; 0 very bad, 10 very good",
    "confidence": "confidence over the last week; 0 none, 10 full",
    "measure": "which measure",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, unit, what may stand in it, what it means, and how it is read from values."""

    name: str
    unit: str
    allowed: str
    meaning: str
    read: Callable[[Values], object]


@dataclass(frozen=True, slots=True)
class Shape:
    """The values of one kind as a table: `groups` hold a row for each side, or for each number, of one entry."""

    name: str
    help: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[Column, ...]], ...] = ()
    by: str = ""

    @property
    def key(self) -> tuple[Column, ...]:
        """Return the column that tells the rows of one entry apart, where there are several."""
        allowed = " | ".join(name for name, _ in self.groups)
        return (Column(self.by, "", allowed, "which of them", lambda _: None),) if self.by else ()


def shapes(kinds: Iterable[Kind] = KINDS.values()) -> tuple[Shape, ...]:
    """Return the tables of some kinds: one each, and one more where a kind asks the same for sides or numbers."""
    return tuple(shape for kind in kinds for shape in _of(kind))


def _of(kind: Kind) -> Iterator[Shape]:
    plain: list[Column] = []
    sided: dict[str, list[Column]] = {}
    numbered: dict[str, list[Column]] = {}
    for name, field in kind.fields.items():
        side, _, rest = name.partition("_")
        number = _NUMBERED.match(name)
        if name == "replaces":
            continue
        if side in SIDES and rest:
            sided.setdefault(side, []).append(_column(kind, rest, field, name))
        elif number:
            numbered.setdefault(number[2], []).append(_column(kind, number[1], field, name))
        else:
            plain.append(_column(kind, name, field, name))
    yield Shape(kind.name, kind.help, tuple(plain))
    for by, groups in (("side", sided), ("number", numbered)):
        if groups:
            parts = tuple((name, tuple(columns)) for name, columns in groups.items())
            yield Shape(f"{kind.name}_by_{by}", f"{kind.help} One row for each {by}.", parts[0][1], parts, by)


def _column(kind: Kind, shown: str, field: Field, name: str) -> Column:
    scale = isinstance(field, Int) and (field.low, field.high) == (0, 10)
    unit = "points from 0 to 10" if scale else _unit(shown, field)
    meaning = _MEANINGS.get(shown, kind.help)
    return Column(
        f"{shown}{SCALE}" if scale else shown, unit, _allowed(field), meaning, lambda values: values.get(name)
    )


def _unit(name: str, field: Field) -> str:
    number = isinstance(field, Int) or (isinstance(field, Text) and "number" in field.what)
    return _UNITS.get(name.rpartition("_")[2], "") if number else ""


def _allowed(field: Field) -> str:
    match field:
        case Int():
            said = f"whole number from {field.low} to {field.high}"
        case Choice():
            said = " | ".join(field.words)
        case Date():
            said = "date, YYYY-MM-DD"
        case Listing():
            said = f"list, parted by “{LISTED.strip()}”; {NOTHING}: nothing on it. Items: {_allowed(field.item)}"
        case Text():
            said = "id (UUID)" if field.pattern is UUID_PATTERN else field.what.strip(",")
        case _:
            said = "yes | no"
    return said
