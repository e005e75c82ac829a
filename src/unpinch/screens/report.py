"""The report: two pages to bring to a clinician. What is in it is chosen on the page; a gate never closes it (S11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from unpinch import __version__
from unpinch.screens import layout, paper, paper_fit, report_choice, report_events, report_leg, report_lists, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.locked import flag_text
from unpinch.screens.paper import Block, Paper, Section
from unpinch.screens.report_choice import Choice, PaperView

_TITLE = "Sciatica: what the record shows"
_FOOT = (
    "Written down by the person and computed on their own device by Unpinch. Unpinch is not a doctor, no clinician has "
    "reviewed its rules, and it has examined nobody. Scores are 0 to 10. A trend is no diagnosis and no promise."
)
_SECTIONS: Mapping[str, Callable[[PaperView, Choice], Section]] = {
    "measures": report_lists.measures,
    "stops": report_events.stops,
    "doses": report_lists.doses,
    "decisions": report_events.decisions,
    "notes": report_events.notes,
}
_KINDS: Mapping[str, str] = {
    "train": "exercises",
    "rest": "rest",
    "stop": "enough for the day after a stop",
    "seek_care": "no exercise",
}
_NAME_MOST = 200


def report(case: Case, asked: Asked) -> Screen:
    """Show the report as it would be printed, with what can be chosen above it."""
    chosen, problems = report_choice.choice(case, asked)
    made = paper_of(case, chosen, asked.wish("name"))
    root = case.place.root
    context = {
        "page": layout.page(case, "Report", "progress"),
        "title": "A report to bring along",
        "lead": "Two pages for a doctor or physiotherapist. They are made here and go nowhere by themselves.",
        "action": f"{root}/report",
        "choice": report_choice.query(case, chosen),
        "problems": problems,
        "pdf": _pdf_link(f"{root}/report/pdf", chosen) if case.place.pdf else "",
        "paper": made,
        "shown": paper_fit.fitting(made),
    }
    return Screen("report.html", context)


def _pdf_link(path: str, of: Choice) -> str:
    """Return the address of the same report as a PDF."""
    asked = [("chosen", "yes"), ("from", _iso(of.first)), ("to", _iso(of.last)), ("paper", of.size)]
    named = [("named", "yes")] if of.named else []
    return f"{path}?{urlencode([*asked, *named, *(('part', part) for part in of.parts)])}"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def paper_of(case: Case, of: Choice, name: str = "") -> Paper:
    """Return the whole report, nothing shortened. `name`: whom to name instead of the record's name."""
    view = report_choice.view_of(case, of)
    return {
        "kind": "report",
        "title": _TITLE,
        "lang": "en",
        "size": of.size,
        "made": case.today.isoformat(),
        "name": paper.own(name or _name(case), _NAME_MOST) if of.named else "",
        "facts": _facts(case, of),
        "first": _now(case),
        "sections": [
            *report_leg.symptoms(view, of),
            *(_SECTIONS[part](view, of) for part in _SECTIONS if part in of.parts),
        ],
        "foot": _FOOT,
    }


def _name(case: Case) -> str:
    return str(case.facts.get("name", "") or case.place.name)


def _facts(case: Case, of: Choice) -> list[list[str]]:
    """Return what stands at the top: the time, the programme, how much there is; and who, if chosen."""
    programme = case.programme
    written = {one.day for one in case.of_kind("check_in") if one.day in of}
    sessions = [one for one in case.every("session_started") if one.day in of]
    every = [
        ["Time", f"{paper.on(of.first)} to {paper.on(of.last)}, {words.times(of.last - of.first + 1, 'day')}"],
        ["Made", f"{paper.on(case.today)}, by Unpinch {__version__}"],
        ["Programme", f"{programme.name} {programme.version} ({programme.hash[:12]})"],
        ["Written on", f"{words.times(len(written), 'day')}; {words.times(len(sessions), 'session')}"],
    ]
    return [*every, *(report_lists.who(case) if "who" in of.parts else [])]


def _now(case: Case) -> list[Block]:
    """Return what stands now, whatever was chosen: a clinician must see a warning sign that waits."""
    if not case.written:
        return [paper.text("Nothing is written in this record yet.")]
    decision = case.decision
    phase = case.programme.phases[decision.phase].name if decision.phase else "none yet"
    flags = [flag_text(case, flag.id).short for flag in case.state.core.flags]
    if flags:
        told = f"Exercise waits until somebody has looked at this: {'; '.join(dict.fromkeys(flags))}."
        return [paper.text(told, "warm")]
    waits = "today's questions are not answered yet" if decision.asks else _KINDS[decision.kind]
    return [paper.text(f"On the day it was made: phase “{phase}”, {waits}.")]
