"""Questionnaires and the answers to them: the safety questions, and each measure in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from unpinch.exchange.fhir.case import Case, Made, status
from unpinch.exchange.fhir.codes import OWN, Resource, Terms, canonical, coding, filled, plain, resource_id, said, when
from unpinch.journal import Effective, Entry
from unpinch.journal.kinds import ACTIVITIES_MOST
from unpinch.programme.measures import Line, Measure
from unpinch.programme.model import Programme

SCREENING = canonical("Questionnaire", "screening")
_ANSWERS = ("yes", "not_sure", "no")
"""Gravest first: where a question has two answers, the graver one leaves."""
_TICKED = "rmdq24"


def measure_url(measure: Measure) -> str:
    """Return the lasting name of a measure's questionnaire."""
    return canonical("Questionnaire", measure.id)


def questionnaires(programme: Programme, terms: Terms) -> Iterator[Resource]:
    """Yield the questionnaire of the safety questions and those of the measures."""
    yield _screening(programme, terms)
    yield from (_measure(measure, terms) for measure in programme.measures.values() if measure.offered)


def _questionnaire(url: str, version: str, name: str, title: str) -> Resource:
    return {
        "resourceType": "Questionnaire",
        "id": resource_id("Questionnaire", url, version),
        "url": url,
        "version": version,
        "name": name,
        "title": title,
        "status": "active",
        "experimental": False,
        "subjectType": ["Patient"],
    }


def _screening(programme: Programme, terms: Terms) -> Resource:
    options = [_option(terms, f"answer.{answer}") for answer in ("yes", "no", "not_sure")]
    scopes = [_option(terms, code) for code in terms.codes if code.startswith("scope.")]
    asked = [
        {"linkId": one.id, "text": plain(one.text), "type": "choice", "answerOption": options}
        for one in programme.questions.values()
    ]
    first = {"linkId": "scope", "text": "Which questions were asked", "type": "choice", "answerOption": scopes}
    return {
        **_questionnaire(SCREENING, screening_version(programme), "UnpinchScreening", "Safety questions"),
        "description": "Questions about warning signs. An answer of yes to any one decides. Reviewed by no clinician.",
        "item": [first, *asked],
    }


def screening_version(programme: Programme) -> str:
    """Return the version of the safety questions: that of the whole programme."""
    return f"{plain(programme.version)}-{programme.hash[:12]}"


def _option(terms: Terms, code: str) -> Resource:
    return {"valueCoding": coding(OWN, code, terms.codes[code])}


def _measure(measure: Measure, terms: Terms) -> Resource:
    name = "Unpinch" + measure.id.title().replace("_", "")
    return {
        **_questionnaire(measure_url(measure), str(measure.version), name, plain(measure.official)),
        "description": plain(measure.why),
        "copyright": plain(f"{measure.licence} {measure.citation}"),
        "item": [*_intro(measure), *_items(measure, terms)],
    }


def _intro(measure: Measure) -> list[Resource]:
    return [
        {"linkId": f"intro.{number}", "text": plain(text), "type": "display"}
        for number, text in enumerate(measure.intro, start=1)
    ]


def _items(measure: Measure, terms: Terms) -> list[Resource]:
    if measure.answers:
        line = measure.lines[0]
        options = [_option(terms, f"{line.id}.{answer.id}") for answer in measure.answers]
        return [{"linkId": line.id, "text": plain(line.text), "type": "choice", "answerOption": options}]
    if measure.id == "psfs":
        return list(_activities(measure))
    type_ = "boolean" if measure.id == _TICKED else "integer"
    return [_line(line, type_) for line in measure.lines]


def _line(line: Line, type_: str) -> Resource:
    return {"linkId": line.id, "text": _with_ends(line.text, line.low, line.high), "type": type_}


def _activities(measure: Measure) -> Iterator[Resource]:
    name, rate = measure.lines
    for n in range(1, ACTIVITIES_MOST + 1):
        yield {"linkId": f"activity_{n}", "text": plain(name.text), "type": "string", "maxLength": 80}
        yield {"linkId": f"ability_{n}", "text": _with_ends(rate.text, rate.low, rate.high), "type": "integer"}


def _with_ends(text: str, low: str, high: str) -> str:
    """Return a question with the ends of its scale; a sentence to tick stands as it is."""
    return plain(f"{text} 0: {low}. 10: {high}." if low else text)


# -- answers -----------------------------------------------------------------------------------------------------------


def responses(case: Case) -> Iterator[Made]:
    """Yield the answers to the safety questions and to the measures."""
    url = f"{SCREENING}|{screening_version(case.programme)}"
    for one, entry in case.of("screening"):
        yield Made(_response(case, one, entry, url, _answered(case, entry.values)), entry)
    for measure in case.programme.measures.values():
        if measure.offered:
            for one, entry in case.of(measure.kind):
                asked = f"{measure_url(measure)}|{entry.values['version']}"
                yield Made(_response(case, one, entry, asked, _given(case, measure, entry.values)), entry)


def _response(case: Case, one: Effective, entry: Entry, url: str, items: Iterable[Resource]) -> Resource:
    head = case.head("QuestionnaireResponse", one)
    author = case.author(entry)
    return {
        **head,
        "identifier": head["identifier"][0],
        "questionnaire": url,
        "status": status(one, "completed"),
        "subject": case.patient,
        "authored": when(one.at),
        **filled(author=author, source=author, item=list(items)),
    }


def _answered(case: Case, values: Mapping[str, Any]) -> Iterator[Resource]:
    yield _item("scope", "Which questions were asked", _coding(case, f"scope.{values['scope']}"))
    given: dict[str, str] = {}
    for answer in _ANSWERS:
        for question in values[answer]:
            given.setdefault(question, answer)
    for question, answer in given.items():
        known = case.programme.questions.get(question)
        yield _item(question, known.text if known else "", _coding(case, f"answer.{answer}"))


def _given(case: Case, measure: Measure, values: Mapping[str, Any]) -> Iterator[Resource]:
    if measure.answers:
        line = measure.lines[0]
        yield _item(line.id, line.text, _coding(case, f"{line.id}.{values[line.id]}"))
    elif measure.id == _TICKED:
        ticked = set(values["ticked"])
        yield from (_item(line.id, line.text, {"valueBoolean": True}) for line in measure.lines if line.id in ticked)
    elif measure.id == "psfs":
        yield from _rated(values)
    else:
        yield from (_item(line.id, line.text, {"valueInteger": values[line.id]}) for line in measure.lines)


def _rated(values: Mapping[str, Any]) -> Iterator[Resource]:
    for n in range(1, ACTIVITIES_MOST + 1):
        name, rated = plain(values.get(f"activity_{n}", "")), values.get(f"ability_{n}")
        if name:
            yield _item(f"activity_{n}", "", {"valueString": name})
        if rated is not None:
            yield _item(f"ability_{n}", "", {"valueInteger": rated})


def _coding(case: Case, code: str) -> Resource:
    return {"valueCoding": coding(OWN, code, case.terms.codes[code])}


def _item(link: str, text: str, answer: Resource) -> Resource:
    return {"linkId": link, **said("text", text), "answer": [answer]}
