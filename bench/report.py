"""How long the report takes: its contents, the page, the PDF; of one year and of five."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.record import Part, parts, said
from bench.table import Table, ms, timed, verdict
from tests.builders import shipped
from unpinch.exchange import report
from unpinch.exchange.report.ink import ink
from unpinch.guidance.course import forget
from unpinch.screens import Asked, Place, Screen, index, render, screen
from unpinch.screens.paper import shortened
from unpinch.screens.progress_seen import seen

RUNS = 5
MOST_MS = 2_000.0
STYLES = Path("src/unpinch/web/static/css")


def tables() -> Iterator[Table]:
    """Yield the table of this bench."""
    found = parts(1, 5)
    rows = [row for part in found for row in (_row(part, whole=False), _row(part, whole=True))]
    about = (
        f"The whole report from entries as they were read ({'; '.join(said(part) for part in found)}): contents, page "
        f"and PDF, all lists fitted to two pages. Median and least of {RUNS}; *first*: nothing of the record is known."
    )
    yield Table(
        "The report",
        about,
        ("years", "days shown", "page", "PDF, median", "PDF, least", "first", "target"),
        tuple(rows),
    )


def _row(part: Part, *, whole: bool) -> tuple[str, ...]:
    query = {"from": ("2000-01-01",)} if whole else {}
    style = ink(tuple((STYLES / f"{name}.css").read_text("utf-8") for name in ("tokens", "progress", "figure")))
    asked = Asked("report", query=query, place=Place(person="bench"))

    def page() -> Screen:
        found = screen(shipped(), part.entries, part.now, asked)
        render(found)
        return found

    def pdf() -> None:
        paper = page().context["paper"]
        report.pdf(lambda rows: shortened(paper, rows), style)

    first = timed(pdf, 2, _forget)
    shown, made = timed(page, RUNS), timed(pdf, RUNS)
    days = "all" if whole else "84"
    cells = (ms(shown.median_ms), *made.cells(), ms(first.least_ms), verdict(first.median_ms, MOST_MS, "ms"))
    return str(part.years), days, *cells


def _forget() -> None:
    forget()
    index.forget()
    seen.cache_clear()
