"""Papers for tests: the demo's stories and journals made on purpose, as the screens make them.

`python -m tests.exchange.report.papers` writes the golden texts anew: look at the difference.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.builders import Diary, shipped
from unpinch import __version__
from unpinch.demo import STORIES, lived
from unpinch.exchange.report import Made, pdf
from unpinch.exchange.report.ink import ink
from unpinch.journal import Entry, Moment
from unpinch.screens import Asked, Place, Screen, render, screen
from unpinch.screens.paper import shortened

TODAY = Moment.parse("2026-11-22T09:00:00+01:00")
STYLES = Path(__file__).parents[3] / "src" / "unpinch" / "web" / "static" / "css"
HOSTILE = "#eval(1) $x$ <b>*bold*</b> \\u{41} @ref `code` ~"


@cache
def style() -> str:
    return ink(tuple((STYLES / f"{name}.css").read_text("utf-8") for name in ("tokens", "progress", "figure")))


@cache
def story(id_: str) -> tuple[Entry, ...]:
    return lived(shipped(), next(one for one in STORIES if one.id == id_), TODAY)


def shown(page: str, entries: Any, now: Moment = TODAY, **query: str | tuple[str, ...]) -> Screen:
    """The page of a paper; a query's word is one value or several."""
    asked = {key: (value,) if isinstance(value, str) else value for key, value in query.items()}
    place = Place(person="kim", name="Kim", pdf=True)
    return screen(shipped(), entries, now, Asked(page, path=f"/p/kim/{page}", query=asked, place=place))


def made(found: Screen) -> Made:
    paper = found.context["paper"]
    return pdf(lambda rows: shortened(paper, rows), style())


def said(value: Any) -> str:
    """All words of a paper, pictures left out."""
    if isinstance(value, str):
        return value.replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, dict):
        return "\n".join(said(one) for name, one in value.items() if name not in {"svg", "kind", "tone"})
    return "\n".join(said(one) for one in value) if isinstance(value, (list, tuple)) else ""


def crowded(years: int = 0) -> Diary:
    """A journal with more of everything than fits: both legs, stops, warning signs, notes, bands."""
    diary = Diary("2026-01-05T08:00:00+00:00", "crowded")
    diary.ready(legs="both", name="N" * 80)
    for number in range(70):
        tingling = 3 if number % 3 else 0
        diary.check_in(
            leg=number % 7, left_tingling=tingling, right_tingling=2, left_numbness=1, right_leg_pain=4,
            right_pain_site="foot", left_nerve_site="foot", note=f"Note {number} {HOSTILE}",
        )  # fmt: skip
        diary.stop()
        diary.add("problem", {"category": "other", "text": f"{HOSTILE} {'long' * 60}"})
        diary.next_day(days=1 + 26 * bool(years))
    return diary


# -- papers as they were -----------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_NAMES = tuple(f"{page}.{one.id}" for page in ("report", "plan") for one in STORIES)


def told(name: str) -> str:
    """A story's paper as text, without the programme's hash and the version, which change without it."""
    page, _, id_ = name.partition(".")
    words = said(shown(page, story(id_)).context["paper"])
    return f"{_lasting(words)}\n"


def _lasting(text: str) -> str:
    return text.replace(shipped().hash[:12], "HASH").replace(f"Unpinch {__version__}", "Unpinch VERSION")


HTML_GOLDEN = GOLDEN / "report.stopped.html"


def html() -> str:
    """A story's report as an HTML file, without styles and without what is inside its pictures."""
    page = render(
        Screen("_paper_file.html", {"shown": shown("report", story("stopped")).context["shown"], "style": ""})
    )
    return _lasting(re.sub(r"(<svg[^>]*>).*?</svg>", r"\1</svg>", page, flags=re.DOTALL))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in GOLDEN_NAMES:
        (GOLDEN / f"{each}.txt").write_text(told(each), "utf-8")
    HTML_GOLDEN.write_text(html(), "utf-8")
