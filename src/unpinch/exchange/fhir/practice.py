"""What was done: a procedure for each session with its sets, and the bands a person owns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.exchange.fhir import codes
from unpinch.exchange.fhir.case import Case, Made, status
from unpinch.exchange.fhir.codes import SET, Resource, concept, filled, period, quantity, reference, said, when
from unpinch.exchange.fhir.observed import SURVEY
from unpinch.journal import KINDS, Effective, Entry

_IN_A_SESSION = tuple(name for name, kind in KINDS.items() if "session" in kind.fields and name != "problem")
_HOW: Mapping[str, str] = {"done": "completed", "stopped": "stopped", "left": "stopped"}
_MINUTE_S = 60
_COUNTS = {
    "index": "valueInteger",
    "level": "valueInteger",
    "repetitions": "valueInteger",
    "partials": "valueInteger",
    "spare": "valueBoolean",
}
_UNITS = {"hold_s": ("s", "s"), "stretch_percent": ("%", "%")}
_PARTS_MM = ("rest_mm", "width_mm", "thickness_mm")


@dataclass(slots=True)
class _Session:
    """One session as far as the record tells of it."""

    id: str
    entries: list[tuple[Effective, Entry]] = field(default_factory=list)

    def of(self, kind: str) -> list[Entry]:
        """Return what was said of one kind and still holds."""
        return [entry for one, entry in self.entries if one.kind == kind and one.newest is not None]

    @property
    def times(self) -> list[tuple[int, str]]:
        return [(one.at_s, one.at) for one, _ in self.entries]


def sessions(case: Case) -> Iterator[Made]:
    """Yield a procedure for each session, and how many minutes it took."""
    found: dict[str, _Session] = {}
    for one, entry in case.of(*_IN_A_SESSION):
        name = entry.values["session"]
        found.setdefault(name, _Session(name)).entries.append((one, entry))
    for session in found.values():
        yield Made(_procedure(case, session), session.entries[0][1])
        if session.of("session_ended") and (spent_s := session.times[-1][0] - session.times[0][0]) >= _MINUTE_S:
            yield Made(_minutes(case, session, spent_s), session.entries[-1][1])


def procedure_id(case: Case, session: str) -> str:
    """Return the id of a session's procedure."""
    return case.id("Procedure", session)


def _procedure(case: Case, session: _Session) -> Resource:
    bands = dict.fromkeys(entry.values["band"] for entry in session.of("set_done") if "band" in entry.values)
    owned = {entry.values["band"] for _, entry in case.of("band")}
    return {
        "resourceType": "Procedure",
        "id": procedure_id(case, session.id),
        **filled(extension=[_set(case, entry) for entry in session.of("set_done")]),
        "identifier": [{"system": codes.ENTRY, "value": session.id}],
        "status": _how(session),
        "code": case.terms.concept("session"),
        "subject": case.patient,
        "performedPeriod": period(session.times),
        **filled(usedReference=[reference(case.id("Device", band)) for band in bands if band in owned]),
    }


def _how(session: _Session) -> str:
    """Return how it ended; of one that was never ended nobody knows."""
    ended = session.of("session_ended")
    if ended:
        return _HOW[ended[-1].values["how"]]
    return "unknown" if any(one.newest for one, _ in session.entries) else "entered-in-error"


def _set(case: Case, entry: Entry) -> Resource:
    values = entry.values
    parts = [_part("exercise", "valueCodeableConcept", case.terms.concept(f"exercise.{values['exercise']}"))]
    parts.append(_part("side", "valueCodeableConcept", case.terms.concept(f"side.{values['side']}")))
    parts += [_part(name, type_, values[name]) for name, type_ in _COUNTS.items() if name in values]
    parts += [
        _part(name, "valueQuantity", quantity(values[name], *unit)) for name, unit in _UNITS.items() if name in values
    ]
    return {"url": SET, "extension": parts}


def _part(name: str, type_: str, value: Any) -> Resource:  # noqa: ANN401 - as its type says
    return {"url": name, type_: value}


def _minutes(case: Case, session: _Session, spent_s: int) -> Resource:
    return {
        "resourceType": "Observation",
        "id": case.id("Observation", "minutes", session.id),
        "identifier": [{"system": codes.ENTRY, "value": f"{session.id}/minutes"}],
        "partOf": [reference(procedure_id(case, session.id))],
        "status": "final",
        "category": SURVEY,
        "code": concept(codes.coding(codes.LOINC, *codes.MINUTES)),
        "subject": case.patient,
        "effectivePeriod": period(session.times),
        "valueQuantity": quantity(spent_s // _MINUTE_S, "min", "min"),
    }


# -- bands -------------------------------------------------------------------------------------------------------------


def bands(case: Case) -> Iterator[Made]:
    """Yield each band as a device, and that the person uses it."""
    told: dict[str, tuple[Effective, Entry, dict[str, Any]]] = {}
    for one, entry in case.of("band"):
        first, _, facts = told.get(entry.values["band"], (one, entry, {}))
        told[entry.values["band"]] = (first, entry, {**facts, **(entry.values if one.newest else {})})
    for band, (first, entry, facts) in told.items():
        yield Made(_device(case, band, facts), entry)
        yield Made(_use(case, band, first, entry, facts), entry)


def _device(case: Case, band: str, facts: Mapping[str, Any]) -> Resource:
    name = said("name", " ".join(str(facts[part]) for part in ("brand", "colour") if part in facts))
    properties = [
        {"type": case.terms.concept(f"band.{part}"), "valueQuantity": [quantity(_number(facts[part]), "mm", "mm")]}
        for part in _PARTS_MM
        if part in facts
    ]
    if "latex" in facts:
        word = case.terms.concept("answer.yes" if facts["latex"] else "answer.no")
        properties.append({"type": case.terms.concept("band.latex"), "valueCode": [word]})
    return {
        "resourceType": "Device",
        "id": case.id("Device", band),
        "identifier": [{"system": codes.ENTRY, "value": band}],
        "status": "inactive" if facts.get("retired") else "active",
        **filled(deviceName=[{**name, "type": "user-friendly-name"}] if name else []),
        "type": case.terms.concept(f"type.{facts['type']}") if "type" in facts else concept(text="Resistance band"),
        **filled(property=properties),
        "patient": case.patient,
    }


def _number(value: int | str) -> float:
    """Return a length as a number; whole ones without a point."""
    number = float(value)
    return int(number) if number == int(number) else number


def _use(case: Case, band: str, first: Effective, entry: Entry, facts: Mapping[str, Any]) -> Resource:
    used = "completed" if facts.get("retired") else "active"
    return {
        "resourceType": "DeviceUseStatement",
        "id": case.id("DeviceUseStatement", band),
        "status": used if facts else status(first, used),
        "subject": case.patient,
        "timingDateTime": when(first.at),
        "recordedOn": when(entry.at),
        **filled(source=case.author(entry)),
        "device": reference(case.id("Device", band)),
    }
