"""The walks that `pyodide_pages` compares: a person's first weeks, and every page on journals of the golden pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from unpinch.programme import load
from unpinch.screens import ROUTES
from unpinch.screens.questions import Ask, Way

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
EVERY_NTH = 12
"""How many of the golden journals take part: every so many-th by name, each with the pages that depend on it most."""
MOST_PAGES = ("cleared", "flare_of_nine_days")
"""Journals on which every page is rendered."""
TELLING = ("today", "diary", "check-in")
MORNING = "2026-11-22T08:00:00+01:00"
DAY = "+86400"
Walk = dict[str, Any]
Steps = list[list[Any]]

ABOUT: dict[int, dict[str, Any]] = {
    1: {"name": "Kim <b>&", "country": "DE"},
    2: {"age_years": "44", "height_cm": "172", "body_mass_kg": "71,5"},
    3: {"legs": "left", "pain_region": "below_buttock", "duration_weeks": "3", "examined": "yes"},
    4: {"sitting": "neither", "standing": "neither"},
    5: {"floor_alone": "yes", "lie_flat": "yes"},
    6: {"pregnancy": "no", "latex_allergy": "no"},
    7: {f"{side}_{joint}_replaced": "no" for side in ("left", "right") for joint in ("hip", "knee")},
    9: {"no_band": "no"},
}
TOLD_IN_ABOUT = ("under_18", "first_over_50", "recent_hip_replacement", "recent_knee_replacement", "not_improved")
"""Questions that these facts answer: they aren't asked again."""
FELT: dict[str, Any] = {
    "left_leg_pain": "3", "left_tingling": "0", "left_numbness": "0", "left_numb_new_area": "no",
    "left_strength": "same", "left_pain_site": "calf", "left_nerve_site": "none", "back_pain": "1",
    "sock": "free", "sit": "free", "bend": "limited", "painkillers": "no",
}  # fmt: skip
TINGLING = {"reason": "tingling", "where": ["calf"], "alarms": ["none"], "leg_pain": "3"}


def walks() -> dict[str, Walk]:
    """Return every walk by its name."""
    return {"a first week": {"lines": [], "now": MORNING, "steps": first_week()}, **dict(golden())}


def plain_paths() -> list[str]:
    """Return every page that needs nothing in its path, and one for each exercise and article."""
    plain = [route.path for route in ROUTES if "<" not in route.path]
    programme = load()
    exercises = [f"exercises/{name}" for name in programme.exercises]
    return [*plain, *exercises, *(f"learn/{one.id}" for one in programme.education), "exercises/handstand", "nowhere"]


def golden() -> list[tuple[str, Walk]]:
    """Return walks over golden journals."""
    names = sorted(path.name.removesuffix(".journal.jsonl") for path in GOLDEN.glob("*.journal.jsonl"))
    return [(name, _golden(name)) for name in dict.fromkeys([*MOST_PAGES, *names[::EVERY_NTH]])]


def _golden(name: str) -> Walk:
    lines = (GOLDEN / f"{name}.journal.jsonl").read_text(encoding="utf-8").splitlines()
    now = json.loads((GOLDEN / f"{name}.expected.json").read_text(encoding="utf-8"))["now"]
    paths = plain_paths() if name in MOST_PAGES else TELLING
    entries = [f"diary/{json.loads(line)['id']}" for line in lines[:3] if line.startswith("{")]
    return {"lines": lines, "now": now, "steps": [[f"/{path}"] for path in [*paths, *entries]]}


def first_week() -> Steps:
    """Return a person's way from the welcome to a stop and the lighter day after it."""
    return [
        ["/welcome"],
        *first_questions(),
        *first_day(),
        [DAY],
        *day_of_a_stop(),
        [DAY],
        *lighter_day(),
        *other_forms(),
    ]


def first_questions() -> Steps:
    """Return the way through the first questions, an alarm answered by a slip, and all safety questions."""
    told = [step for number, form in ABOUT.items() for step in ([f"/about/{number}"], ["", form])]
    slip: Steps = [
        ["/screening/event"], ["", {"item": ["saddle"], "answer": "some"}], ["$again"], ["", _no("saddle")],
    ]  # fmt: skip
    return [*told, ["/today"], *slip, *every_question(), ["/today"]]


def every_question() -> Steps:
    """Return the full screening: back once, an alarm by a slip in the middle, and every other question answered no."""
    every = load().questions
    way = Way(load(), "full", known={every[name].only_if or name: "no" for name in TOLD_IN_ABOUT})
    steps: Steps = [["/screening/full"], *_answered(way.next), ["", {"said": ""}]]
    while way.next:
        if way.next.id == "cold_leg":
            steps += [
                ["", {**_no("cold_leg"), "answer": "not_sure", "said": "$said"}],
                ["$again"],
                ["", _no("cold_leg")],
            ]
        else:
            steps += _answered(way.next)
        way = way.after("no")
    return steps


def _answered(ask: Ask | None) -> Steps:
    return [["", {**_no(ask.id), "said": "$said"}]] if ask else []


def _no(question: str) -> dict[str, str]:
    return {"question": question, "answer": "no"}


def first_day() -> Steps:
    """Return a check-in, refused once, a session done to its end, and the diary."""
    refused = {"sock": "free"}
    return [
        ["/check-in"], ["", refused], ["", FELT], ["/today"], *session(),
        ["/session/$last"], ["", {"do": "done", "index": "0"}], ["", {"answer": "same_or_better", "index": "0"}],
        ["/diary"], ["/problem?session=$last"], ["/today"],
    ]  # fmt: skip


def session() -> Steps:
    """Return the start of today's session; the walker fills in which decision was shown."""
    return [["/start", {"decision": "$decision"}]]


def day_of_a_stop() -> Steps:
    """Return a day on which tingling doesn't settle."""
    return [
        ["/check-in"], ["", {**FELT, "left_worst_leg_pain": "4", "reaction": "none"}],
        ["/screening/daily"], ["", {"answer": "none"}], ["/today"], *session(),
        ["/session/$last"], ["", {"do": "stop", "index": "0"}], ["", {}], ["", TINGLING],
        ["+30"], ["", {"answer": "back"}], ["+120"], ["/session/$last/settle"], ["", {"answer": "not_back"}],
        ["+480"], ["/session/$last/settle"], ["", {"answer": "not_back"}], ["/today"], ["/session/$last/end"],
    ]  # fmt: skip


def lighter_day() -> Steps:
    """Return the day after, and its other ways."""
    return [
        ["/check-in"], ["", {**FELT, "left_worst_leg_pain": "5", "reaction": "to_2_h"}],
        ["/screening/each"], ["/screening/daily"], ["", {"answer": "none"}], ["/today"],
    ]  # fmt: skip


def other_forms() -> Steps:
    """Return every other form, well and badly filled in."""
    band = {"type": "flat", "brand": "TheraBand", "colour": "yellow", "rest_mm": "2000", "latex": "no"}
    clearance = {"question": "saddle", "verdict": "not_yet", "examined_by": "Dr <i>", "lifts": "$lifts"}
    return [
        ["/bands"], ["", {"do": "add"}], ["", {"do": "add", **band}], ["/bands"], ["/today"],
        ["/pause"], ["", {}], ["", {"reason": "travel"}], ["/today"], ["/resume", {}],
        ["/assessment"], ["", {"status": "booked", "on": "2026-12-01"}],
        ["/settings"], ["", {"theme": "dark", "text_size": "large"}],
        ["/problem"], ["", {"category": "band_or_fall", "text": "It slipped.\n<script>"}],
        ["/screening/event"], ["", {"item": ["saddle"], "answer": "some"}], ["/today"],
        ["/clearance", {}], ["/today"], ["/clearance", clearance],
        ["/today"], ["/clearance", {**clearance, "examined_on": "2026-11-24"}], ["/today"], ["/diary"], ["/more"],
    ]  # fmt: skip
