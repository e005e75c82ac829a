"""`unpinch report`: two pages for a clinician, or today's plan on one, as PDF or HTML by the file's ending."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli.common import OK, Refusal
from unpinch.cli.whose import PRIVATE, add_programme, one_person, opened, write_whole

if TYPE_CHECKING:
    from unpinch.screens import Screen
    from unpinch.web.models import Person

ENDINGS = (".pdf", ".html")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=PRIVATE)
    parser.add_argument("--person", metavar="WHO", help="a name or id; without it the folder's default person")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where to write: a name that ends with .pdf or .html"
    )
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day, like 2026-03-31; else 12 weeks ago")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day; without it today")
    parser.add_argument("--sections", metavar="LIST", help="parts, with commas between: leg,pain,doses; else all")
    parser.add_argument("--paper", metavar="SIZE", help="a4 or letter; without it what the person's country uses")
    name = parser.add_mutually_exclusive_group()
    name.add_argument("--name", metavar="TEXT", help="the name on it; without it the record's")
    name.add_argument("--no-name", action="store_true", help="no name on it")
    parser.add_argument("--plan", action="store_true", help="today's plan on one page instead of the report")
    add_programme(parser)
    parser.set_defaults(verb=report_verb)


def report_verb(chosen: argparse.Namespace) -> int:
    """Write the report, or the plan sheet."""
    if chosen.out.suffix.lower() not in ENDINGS:
        raise Refusal(f"{chosen.out} has no ending that says what to write. End it with .pdf or .html.")
    with opened(chosen.data, programme=chosen.programme) as place:
        from unpinch.web import page_report

        person = one_person(place, chosen.person, "A report is about one person")
        found = _shown(chosen, person)
        write_whole(chosen.out, [_content(chosen, found)])
        page_report.keep(person, found)
    print(f"Saved to {chosen.out}: {person.label or 'someone without a name'}.")
    return OK


def _shown(chosen: argparse.Namespace, person: Person) -> Screen:
    """Return the page of the paper; refuse what can't be chosen."""
    from unpinch.web import page_report

    found = page_report.screen(person, "plan" if chosen.plan else "report", _query(chosen))
    problems = found.context.get("problems", ())
    if problems:
        raise Refusal(f"{' '.join(problems)} Nothing was written.")
    return found


def _content(chosen: argparse.Namespace, found: Screen) -> bytes:
    from unpinch.exchange.report import NoTypstError, TooLongError
    from unpinch.web import page_report

    if chosen.out.suffix.lower() == ".html":
        return page_report.html(found)
    try:
        return page_report.pdf(found)
    except (NoTypstError, TooLongError) as error:
        raise Refusal(str(error)) from error


def _query(chosen: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """Return the choice as the report's page would send it."""
    parts = tuple(part.strip() for part in chosen.sections.split(",") if part.strip()) if chosen.sections else ()
    said = {"from": chosen.first, "to": chosen.last, "paper": chosen.paper, "name": chosen.name}
    named = {} if chosen.no_name else {"named": ("yes",)}
    query = {key: (value,) for key, value in said.items() if value}
    return {**query, **named, "part": parts or _every_part(), "chosen": ("yes",)}


def _every_part() -> tuple[str, ...]:
    from unpinch.screens.report_choice import PARTS

    return tuple(PARTS)
