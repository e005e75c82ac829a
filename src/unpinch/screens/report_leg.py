"""The pictures of a report: how far down each leg was felt, and pain over time, with the first week beside the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from unpinch.journal import SIDES, SITES
from unpinch.journal.kinds import REACTIONS
from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.legmap import LegMap, leg_map
from unpinch.screens import paper, progress_pain, words
from unpinch.screens.paper import Block, Section
from unpinch.screens.progress_days import LegDay, columns, lost_function, sides_of
from unpinch.screens.report_choice import Choice, PaperView

_WEEK_DAYS, _LEAST_DAYS = 7, 3
_LEG_KEY = (
    "Each column is {days}, as long as the pain reached and as dark as it was strong (worst score). Paler: on the "
    "way there. Pale ground: free. Gap: nothing written. Dot: session. Square: stopped."
)
_HELD_KEY = " Stripes: weaker or more numb, so pain isn't judged."
_UNPLACED_KEY = " Faint all along: felt, place not said."
_LOST = (
    "Feeling or strength was worse on {days} of this time. Less pain on or after these days is not progress by itself."
)
_STEPS = {1: "a day", 7: "a week, by its worst day", 28: "four weeks, by their worst day"}
_PAIN_KEY = (
    "Red line: leg pain, the worst of the day. Dotted: back pain. Bars: how long the leg took to settle after a "
    "session; red where longer than half an hour. Square: stopped."
)
_SOON = frozenset({"none", "under_30_min"})


def symptoms(view: PaperView, of: Choice) -> list[Section]:
    """Return the leg pictures and pain over time: side by side where one leg is shown."""
    sides = sides_of(view.case, view.of) if any(view.of.values()) else []
    if "leg" not in of.parts:
        return [_pain_alone(view, of)] if "pain" in of.parts else []
    along = _pain(view, of) if "pain" in of.parts and len(sides) == 1 else []
    rest = [_pain_alone(view, of)] if "pain" in of.parts and not along else []
    title = f"How far down the leg, {paper.on(of.first)} to {paper.on(of.last)}"
    blocks = [*_lost(view), *_legs(view, sides, along)]
    return [paper.section("leg", title, blocks or [paper.text(_NO_LEG, "soft")]), *rest]


_NO_LEG = "No leg symptoms were written down in this time."


def _legs(view: PaperView, sides: Sequence[str], along: Sequence[Block]) -> Iterator[Block]:
    """Yield one leg beside its weeks (and beside what goes along with it), or both legs beside one another."""
    if len(sides) == 1:
        name, drawn, *weeks = _side(view, sides[0])
        yield paper.beside([drawn], [name, *weeks, *along])
    elif sides:
        left, right = (_side(view, side) for side in SIDES)
        yield paper.beside(left, right)


def _lost(view: PaperView) -> Iterator[Block]:
    """Say that function comes before pain, where it was lost in this time or a flag of it stands (S13)."""
    held = {day for days in view.of.values() for day, one in days.items() if one.held > 0}
    if held or lost_function(view.case):
        yield paper.text(_LOST.format(days=words.times(len(held), "day")), "warm")


def _side(view: PaperView, side: str) -> list[Block]:
    """Return a leg's name, its picture, and its first and last week."""
    shown = columns(view.of[side], view.span, view.today)
    name = words.SIDE_LEG[side]
    head, *body = _compared(view, side)
    title = f"How far down the {name} was felt"
    told = f"{title}. {_told(head, body)}"
    svg = leg_map(LegMap(Frame(f"leg-{side}", title, told), side, shown))
    key = _LEG_KEY.format(days=_STEPS[view.span.step])
    key += _HELD_KEY if any(one.held for one in shown) else ""
    key += _UNPLACED_KEY if any(one.unplaced for one in shown) else ""
    weeks = paper.whole_table(f"The {name} in the first and the last week", head, body, _WIDTHS[len(head)])
    return [
        paper.text(words.capital(name), "strong"),
        paper.picture(svg, told, key),
        weeks,
        paper.text(_USUAL, "soft"),
    ]


_USUAL = "Usual: the middle day. Worst: the highest of these days. Scores are 0 to 10."
_WIDTHS = {2: (2, 3), 3: (4, 5, 5)}


def _told(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Return the comparison as sentences, for who can't see the picture."""
    weeks = [
        f"{head[column]}: {', '.join(f'{row[0].lower()} {row[column]}' for row in body)}."
        for column in range(1, len(head))
    ]
    return " ".join(weeks)


def _compared(view: PaperView, side: str) -> list[list[str]]:
    """Return the first and the last week as a table: of two middle days the better one then, the worse one now."""
    days = {day: one for day, one in view.of[side].items() if one.days}
    last = _within(days, view.span.last - _WEEK_DAYS + 1, view.span.last)
    begin = min(days, default=view.span.last)
    first = _within(days, begin, begin + _WEEK_DAYS - 1)
    if begin + _WEEK_DAYS > view.span.last - _WEEK_DAYS + 1 or len(first) < _LEAST_DAYS:
        return [["", _weeks_name(view.span.last - _WEEK_DAYS + 1, last)], *_lines(last, -1)]
    name = _weeks_name(begin, first), _weeks_name(view.span.last - _WEEK_DAYS + 1, last)
    pairs = zip(_lines(first, 0), _lines(last, -1), strict=True)
    return [["", *name], *([*then, now[1]] for then, now in pairs)]


def _within(days: dict[int, LegDay], first: int, last: int) -> list[LegDay]:
    return [one for day, one in sorted(days.items()) if first <= day <= last]


def _weeks_name(first: int, said: Sequence[LegDay]) -> str:
    return f"Week from {paper.on(first)} ({words.times(len(said), 'day')} written)"


def _lines(said: Sequence[LegDay], middle: int) -> list[list[str]]:
    """Return what some days say, line by line. `middle`: 0 takes the lower of two middle values, -1 the higher."""
    return [
        ["Pain down to", _spread([one.site if one.pain else 0 for one in said if _placed(one)], middle, _place)],
        *([name, _spread([getattr(one, field) for one in said], middle, str)] for name, field in _SCORES),
        ["Weaker", _weak(said)],
    ]


_SCORES = (("Leg pain", "pain"), ("Tingling", "tingling"), ("Numbness", "numbness"), ("Back pain", "back"))


def _placed(one: LegDay) -> bool:
    return one.pain == 0 or (one.pain > 0 and one.site > 0)


def _place(rank: int) -> str:
    return SITES[rank] if rank else "nowhere"


def _spread(values: Sequence[int], middle: int, say: Any) -> str:  # noqa: ANN401 - a function from a value to words
    """Return the middle and the worst of the values that were said."""
    said = sorted(value for value in values if value >= 0)
    if not said:
        return "not said"
    usual = said[(len(said) - 1) // 2] if middle == 0 else said[len(said) // 2]
    return f"usual {say(usual)}, worst {say(said[-1])}" if usual != said[-1] else str(say(usual))


def _weak(said: Sequence[LegDay]) -> str:
    known = [one for one in said if one.strength >= 0]
    weak = sum(one.strength == 1 for one in known)
    return "not said" if not known else f"on {weak} of {words.times(len(known), 'day')}"


# -- pain --------------------------------------------------------------------------------------------------------------


def _pain_alone(view: PaperView, of: Choice) -> Section:
    title, *blocks = _pain(view, of)
    picture = [paper.beside(blocks[:1], blocks[1:])] if len(blocks) > 1 else blocks
    return paper.section("pain", title["text"], picture)


def _pain(view: PaperView, of: Choice) -> list[Block]:
    """Return pain over time, and how the leg answered to sessions: a title, a picture, a list."""
    title = paper.text("Pain, and how it answers", "strong")
    said = [one for one in view.worst.values() if max(one.pain, one.back) >= 0]
    if not said:
        return [title, paper.text("No pain score was written in this time.", "soft")]
    lines = [_range("Worst leg pain of a day", [one.pain for one in said])]
    lines += [_range("Back pain", [one.back for one in said]), *_reactions(view, of)]
    svg, told = str(progress_pain.chart(view).svg), [line for line in lines if line]
    picture = paper.picture(svg, f"Pain day by day. {' '.join(told)}", _PAIN_KEY)
    return [title, picture, paper.points(told, whole=True)]


def _range(name: str, values: Sequence[int]) -> str:
    known = [value for value in values if value >= 0]
    if not known:
        return ""
    low, high = min(known), max(known)
    return f"{name}: {low if low == high else f'{low} to {high}'} of 10."


def _reactions(view: PaperView, of: Choice) -> Iterator[str]:
    """Say how long sessions were felt, as the check-ins after them tell."""
    every = [one.values or {} for one in view.case.of_kind("check_in") if one.day in of]
    said = [values["reaction"] for values in every if "reaction" in values]
    if said:
        counts = Counter(said)
        soon = sum(counts[name] for name in _SOON)
        told = [f"{words.say('reaction', name).lower()} {counts[name]}" for name in REACTIONS if counts[name]]
        yield f"After sessions the leg had settled within half an hour {soon} of {words.times(len(said), 'time')}."
        yield f"How long it was felt: {', '.join(told)}."
