"""The tables of a report: who it is about, measures with their change, exercises and bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from unpinch.journal import Effective
from unpinch.measures import Change, Series, change_of, every_series
from unpinch.programme.bands import strength_n
from unpinch.screens import measure_words, measured, paper, telling, words
from unpinch.screens.case import Case
from unpinch.screens.measures import ACTIVITIES, READ
from unpinch.screens.paper import Block, Section
from unpinch.screens.progress_practice import Forces
from unpinch.screens.report_choice import Choice, PaperView

_ABOUT = ("age_years", "height_cm", "body_mass_kg", "legs", "pain_region", "duration_weeks", "examined", "conditions")
_ABOUT_IF = ("pregnancy", "latex_allergy", "left_hip_replaced", "right_hip_replaced", "left_knee_replaced")
_ABOUT_MORE = ("right_knee_replaced", "left_deficit_seen", "right_deficit_seen", "sitting", "standing")
_CALM = frozenset({"no", "neither", "False", "false"})
_NOTE_LONGEST = 220


# -- who ---------------------------------------------------------------------------------------------------------------


def who(case: Case) -> list[list[str]]:
    """Return what the person told of themselves, as label and words; what is plainly "no" is left out."""
    facts = case.facts
    named = [name for name in _ABOUT if facts.get(name) not in (None, [], ())]
    named += [name for name in (*_ABOUT_IF, *_ABOUT_MORE) if name in facts and str(facts[name]) not in _CALM]
    return [[_label(name), paper.own(telling.say(case, name, facts[name]), _NOTE_LONGEST)] for name in named]


_LABELS = {"duration_weeks": "Pain since, at the start", "legs": "Leg", "examined": "Examined before"}


def _label(name: str) -> str:
    return _LABELS.get(name) or telling.label(name)


# -- measures ----------------------------------------------------------------------------------------------------------


def measures(view: PaperView, of: Choice) -> Section:
    """Return each measure's first and newest value, beside the change that people usually notice."""
    entries = [one for one in view.case.of_kind(*READ) if one.day in of]
    found = [one for one in every_series(view.case.programme, entries) if one.points]
    title = "Measures"
    if not found:
        return paper.section("measures", title, [paper.text("No measure was answered in this time.", "soft")])
    lost = measured.lost_since(view.case, 0)
    rows = [_measure(one, lost=lost) for one in found]
    warned = [paper.text(_LOST, "warm")] if lost else []
    notes = [paper.text(line, "soft") for line in (_activities(entries), _cited(found)) if line]
    return paper.section("measures", title, [*warned, paper.whole_table(title, _MEASURED, rows, _WIDE), *notes])


_MEASURED = ("Measure", "At first", "Newest", "Change", "Usually noticed from", "Whose figure")
_WIDE = (27, 18, 20, 27, 23, 26)
_LOST = "There is more numbness or weakness than at the start. That isn't progress, whatever the numbers below do."


def _measure(one: Series, *, lost: bool) -> list[str]:
    change, scale, known = change_of(one), one.scale, one.scale.important
    itself = scale.compare == "itself"
    return [
        f"{_named(one)}{'' if itself else f' ({scale.low} to {scale.high}, {_BETTER[scale.better]})'}",
        "asked as a change" if itself else _valued(one, change.before, change.before_day),
        _valued(one, change.now, change.now_day),
        _changed(one, change, lost=lost),
        words.capital(known.figure) if known else "Not known",
        known.source.replace("choice", "our choice").replace("from memory", "not checked") if known else _OWN,
    ]


_OWN = "Our own questions"
_CLINICAL: Mapping[str, str] = {"nprs": "NPRS", "psfs": "PSFS", "grc": "GRC", "rmdq24": "RMDQ-24"}
"""What clinicians call a measure, by its id."""


def _named(one: Series) -> str:
    """Return a scale's name as the person knows it, and as a clinician does."""
    return ", ".join(filter(None, (measure_words.name(one), _CLINICAL.get(one.measure.id))))


_BETTER: Mapping[str, str] = {"higher": "more is better", "lower": "less is better"}


def _valued(one: Series, value: float, day: int) -> str:
    """Return a value in words, with its day; of pain, of which week it is the middle."""
    answers = {float(answer.value): answer.text for answer in one.measure.answers}
    said = answers.get(value) or measure_words.number(round(value, 1))
    return f"{said} ({_WEEK.get(one.scale.compare, '')}{paper.on(day)})"


_WEEK: Mapping[str, str] = {"weeks": "7 days, "}


def _changed(one: Series, change: Change, *, lost: bool) -> str:
    """Return how far it moved and what that is worth; nothing is called better while function is lost (S13)."""
    if change.verdict in {"nothing", "too_early"}:
        return "Too early to compare"
    known = "" if one.scale.important is None else _KNOWN.get(change.verdict, "")
    said = _NO_PROGRESS if lost and change.gain > 0 else _VERDICTS[change.verdict] + known
    moved = round(change.now - change.before, 1)
    if one.scale.compare == "itself" or not moved:
        return words.capital(said)
    return f"{moved:+g}, {said}".replace("-", _MINUS, 1) if moved < 0 else f"{moved:+g}, {said}"


_MINUS = "\N{MINUS SIGN}"
_NO_PROGRESS = "no progress: more numbness or weakness"
_VERDICTS: Mapping[str, str] = {
    "same": "no change",
    "better": "better",
    "clearly_better": "better",
    "worse": "worse",
    "clearly_worse": "worse",
}
_KNOWN: Mapping[str, str] = {
    "better": ", but less than people usually notice",
    "clearly_better": ", as much as people usually notice",
    "worse": ", by little",
}


def _activities(entries: Sequence[Effective]) -> str:
    """Return the activities that the person named themselves and rated last."""
    named = [one.values for one in entries if one.kind == "measure_psfs" and one.values]
    said = [paper.own(named[-1][name]) for name in ACTIVITIES if name in named[-1]] if named else []
    return f"Own activities: {'; '.join(said)}." if said else ""


def _cited(found: Sequence[Series]) -> str:
    """Return the measures' names and citations, each once."""
    every = {one.measure.id: one.measure for one in found}.values()
    return " ".join(f"{one.official}: {one.citation.rstrip('.')}." for one in every)


# -- doses and bands ---------------------------------------------------------------------------------------------------


def doses(view: PaperView, of: Choice) -> Section:
    """Return what was done of each exercise, its newest set and its band; and the bands owned."""
    found: dict[tuple[str, str], list[Effective]] = {}
    for one in view.case.of_kind("set_done"):
        if one.day in of and one.values:
            found.setdefault((one.values["exercise"], one.values["side"]), []).append(one)
    order, forces = list(view.case.programme.exercises), Forces(view.case)
    pairs = sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))
    rows = [_dose(view.case, found[pair], forces) for pair in pairs]
    table = paper.whole_table("What was done", _DONE, rows, (30, 8, 8, 34, 18, 16))
    nothing = paper.text("No exercise was done in this time.", "soft")
    return paper.section("doses", "Exercises and bands", [table if rows else nothing, *_bands(view.case)])


_DONE = ("Exercise", "Days", "Sets", "Newest set", "Band's likely pull", "Last done")


def _dose(case: Case, done: Sequence[Effective], forces: Forces) -> list[str]:
    newest = done[-1]
    values = newest.values or {}
    exercise, side = case.programme.exercises[values["exercise"]], values["side"]
    level = next((one.name for one in exercise.levels if one.number == values["level"]), "")
    amount = words.amount(values.get("repetitions", 0), values.get("hold_s", 0))
    low, high = forces.of(values["session"], values["index"])
    return [
        exercise.plain_name + ("" if side == "both" else f", {words.SIDE_LEG[side]}"),
        str(len({one.day for one in done})),
        str(len(done)),
        f"{level}: {amount}",
        f"{low} to {high} N" if high else "no band",
        paper.on(newest.day),
    ]


def _bands(case: Case) -> Iterator[Block]:
    """Yield the bands owned, and how hard each pulls, where it is known."""
    told = []
    for one in case.bands:
        force = strength_n(case.programme, one)
        pull = f" ({force[0]:.0f} to {force[2]:.0f} N at twice its length)" if force else " (strength not known)"
        told.append(paper.own(words.band(one)) + pull)
    if told:
        yield paper.text(f"Bands: {'; '.join(told)}.", "soft")
