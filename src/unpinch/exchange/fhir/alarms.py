"""What stopped the person, and what stood in the way: stops as detected issues, red flags as flags.

Flags are those of the shipped rules: the record is read through them entry by entry, so that a flag begins and ends
here exactly where it does on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from unpinch.exchange.fhir.case import Case, Made
from unpinch.exchange.fhir.codes import ENTRY, HL7, Resource, coding, concept, filled, period, reference, when
from unpinch.exchange.fhir.practice import procedure_id
from unpinch.guidance import EMPTY, fold
from unpinch.guidance.state import Flag
from unpinch.journal import UNREAD, Effective, Entry

_ANSWERS = ("reason", "where", "alarms")


def flags(case: Case) -> Iterator[Made]:
    """Yield each time that a red flag stood: from when, until when, and how grave it was at most."""
    state, standing = EMPTY, dict[str, _Spell]()
    for one in case.entries:
        if one.kind in UNREAD:
            continue
        state = fold(case.programme, state, one)
        now = {flag.id: flag for flag in state.core.flags}
        for name in [name for name in standing if name not in now]:
            yield Made(_flag(case, standing.pop(name), one))
        for name, flag in now.items():
            standing.setdefault(name, _Spell(flag, one)).flag = flag
    yield from (Made(_flag(case, spell, None)) for spell in standing.values())


@dataclass(slots=True)
class _Spell:
    """A flag from the entry that raised it on."""

    flag: Flag
    since: Effective


def _flag(case: Case, spell: _Spell, ended: Effective | None) -> Resource:
    since, name = spell.since, spell.flag.id
    lasted = period([(since.at_s, since.at), (ended.at_s, ended.at)]) if ended else {"start": when(since.at)}
    safety = coding(f"{HL7}/flag-category", "safety", "Safety")
    return {
        "resourceType": "Flag",
        "id": case.id("Flag", name, since.kind, since.id),
        "identifier": [{"system": ENTRY, "value": f"{since.id}/flag.{name}"}],
        "status": "inactive" if ended else "active",
        "category": [concept(safety), case.terms.concept(f"tier.{spell.flag.tier}")],
        "code": case.terms.concept(f"flag.{name}"),
        "subject": case.patient,
        "period": lasted,
    }


# -- stops -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stop:
    """A stop, as far as it was answered."""

    first: Effective
    session: str
    answers: list[Entry] = field(default_factory=list)
    settled: list[Entry] = field(default_factory=list)


def stops(case: Case) -> Iterator[Made]:
    """Yield a detected issue for each stop: why, where, which warning signs, and whether it settled."""
    found: dict[str, _Stop] = {}
    for one, entry in case.of("stopped", "stop_answer", "settled"):
        name = one.id if one.kind == "stopped" else entry.values["stop"]
        stop = found.setdefault(name, _Stop(one, entry.values["session"]))
        if one.newest and one.kind != "stopped":
            (stop.answers if one.kind == "stop_answer" else stop.settled).append(entry)
    for name, stop in found.items():
        yield Made(_issue(case, name, stop), stop.first.entry)


def _issue(case: Case, name: str, stop: _Stop) -> Resource:
    return {
        "resourceType": "DetectedIssue",
        "id": case.id("DetectedIssue", name),
        "identifier": [{"system": ENTRY, "value": name}],
        "status": "final",
        "code": case.terms.concept("stop"),
        "patient": case.patient,
        "identifiedDateTime": when(stop.first.at),
        "implicated": [reference(procedure_id(case, stop.session))],
        **filled(evidence=[_evidence(case, entry) for entry in stop.answers[-1:]]),
        **filled(mitigation=[_mitigation(case, entry) for entry in stop.settled]),
    }


def _evidence(case: Case, entry: Entry) -> Resource:
    """Return what was answered. A list that was left empty says nothing; the reason is always there."""
    given = [("reason", entry.values["reason"]), *_listed(entry)]
    return {"code": [case.terms.concept(f"{name}.{word}") for name, word in given]}


def _listed(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from ((name, word) for name in _ANSWERS[1:] for word in entry.values[name])


def _mitigation(case: Case, entry: Entry) -> Resource:
    after = f"Rested {entry.values['after_min']} minutes: {case.terms.codes['answer.' + entry.values['answer']]}"
    return {"action": case.terms.concept(f"answer.{entry.values['answer']}", after), "date": when(entry.at)}
