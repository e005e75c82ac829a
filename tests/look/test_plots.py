"""Plots: named, described, without inline style, their words apart, their lines inside their frame."""

import json
import re
from itertools import combinations

import pytest

from tests.look.svg_texts import STYLES, assert_inside, assert_styled, parsed
from unpinch.pictures.plots import WIDTH, Area, Line, Mark, Phase, Plot, plot_svg, scale_of
from unpinch.screens.inside import curves, inside

LETTER = 7.2
HIGH = 14
EVERY = [(motion, plot["title"]) for motion in curves()["levels"] for plot in (inside(motion) or {})["plots"]]
CSS = STYLES / "plots.css"


def drawn(motion: str, title: str) -> str:
    plots = (inside(motion) or {})["plots"]
    return str(next(plot["svg"] for plot in plots if plot["title"] == title))


def boxes(text: str) -> list[tuple[str, float, float, float]]:
    """Return each text with its left and right edge and its line."""
    found = []
    for one in parsed(text).iter("text"):
        words, x, wide = one.text or "", float(one.attrib["x"]), len(one.text or "") * LETTER
        left = x - {"": 0.0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "")]
        found.append((words, left, left + wide, float(one.attrib["y"])))
    return found


@pytest.mark.parametrize(("motion", "title"), EVERY)
def test_it_says_its_title_and_what_it_shows(motion: str, title: str) -> None:
    root = parsed(drawn(motion, title))
    names = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [child.get("id") for child in root[:2]] == names
    assert [child.tag for child in root[:2]] == ["title", "desc"]
    assert root[0].text == title
    assert re.search(r"\d", root[1].text or "")


@pytest.mark.parametrize(("motion", "title"), EVERY)
def test_it_keeps_all_words_apart_and_inside(motion: str, title: str) -> None:
    found = boxes(drawn(motion, title))
    assert all(left >= 0 and right <= WIDTH for _, left, right, _ in found), found
    for one, other in combinations(found, 2):
        apart = one[2] <= other[1] or other[2] <= one[1] or abs(one[3] - other[3]) >= HIGH
        assert apart, (one, other)


@pytest.mark.parametrize(("motion", "title"), EVERY)
def test_it_draws_inside_its_frame_in_classes_of_the_style_sheet(motion: str, title: str) -> None:
    text = drawn(motion, title)
    assert_inside(text, r"[ML](-?[\d.]+) (-?[\d.]+)", WIDTH)
    assert_styled(text, "plots.css")


def test_it_tells_lines_apart_without_colour() -> None:
    dashes = re.findall(r"\.plot-line\.[bcd] \{[^}]*stroke-dasharray: ([\d ]+);", CSS.read_text(encoding="utf-8"))
    assert len(set(dashes)) == 3


@pytest.mark.parametrize(
    ("least", "most", "marks"),
    [
        (0, 1.07, [0, 0.25, 0.5, 0.75, 1, 1.25]),
        (0, 33.9, [0, 10, 20, 30, 40]),
        (-15.8, 21.5, [-20, -10, 0, 10, 20, 30]),
        (3, 4, [0, 1, 2, 3, 4]),
        (-2, -1, [-2, -1.5, -1, -0.5, 0]),
    ],
)
def test_it_puts_round_marks_on_an_axis_that_holds_zero(least: float, most: float, marks: list[float]) -> None:
    assert scale_of(least, most).marks() == pytest.approx(marks)


def test_it_gives_a_flat_curve_an_axis_too() -> None:
    assert len(scale_of(0, 0).marks()) > 1


def test_it_quotes_the_words_it_is_given() -> None:
    phases = [Phase('a <b> & "c"', 0, 1)]
    lines, area = [Line("<i>", [0, 1])], Area("&", [0, 0], [1, 1])
    text = plot_svg(Plot("x", "<t>", "&d", "<a>", [0, 1], phases, scale_of(0, 1), lines, area, Mark("<m>", 1)))
    assert [one.text for one in parsed(text)[:2]] == ["<t>", "&d"]


def test_it_stacks_phase_names_that_would_meet() -> None:
    phases = [Phase("a long name of a phase", 0, 1), Phase("another long name here", 1, 1.5), Phase("hold", 1.5, 6)]
    text = plot_svg(Plot("x", "t", "d", "a", [0, 6], phases, scale_of(0, 1), [Line("l", [0, 1])]))
    rows = {words: y for words, _, _, y in boxes(text)}
    assert rows[phases[0].name] != rows[phases[1].name]


def test_it_reads_no_more_than_a_small_file() -> None:
    assert len(json.dumps(curves())) < 60_000
