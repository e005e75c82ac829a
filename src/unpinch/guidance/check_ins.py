"""Taking in a check-in: the worst version counts for safety, the newest for today's dose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from unpinch.guidance import flags
from unpinch.guidance.book import Book
from unpinch.guidance.colours import judge, leg_pain
from unpinch.guidance.day import SITE_ORDER, THIGH
from unpinch.guidance.person import learn, person
from unpinch.guidance.phases import PhaseRules, after_check_in
from unpinch.guidance.state import NEVER, Ledger
from unpinch.journal import SIDES, Effective


def check_in(book: Book, ledger: Ledger, entry: Effective, phase_rules: PhaseRules) -> None:
    newest = entry.values
    if newest is not None and ledger.pending is not None:
        judge(book, ledger, newest)
    for values in entry.versions:
        _worst(ledger, values)
        _check_in_flags(book, ledger, entry, values)
    _numb_low(ledger, entry.versions)
    if newest is None:
        return
    first = not ledger.today.touched
    _latest(ledger, newest)
    ledger.check_in_ids = (entry.id,)
    flags.try_fever(ledger)
    after_check_in(book, ledger, phase_rules, first=first)


def _worst(ledger: Ledger, values: Mapping[str, Any]) -> None:
    today = ledger.today
    get = values.get
    today.touched = True
    today.worst = max(today.worst, leg_pain(values), get("left_worst_leg_pain", -1), get("right_worst_leg_pain", -1))
    today.left_site = max(today.left_site, _site(values, "left"))
    today.right_site = max(today.right_site, _site(values, "right"))
    today.left_tingling = max(today.left_tingling, get("left_tingling", -1))
    today.right_tingling = max(today.right_tingling, get("right_tingling", -1))
    today.left_numbness = max(today.left_numbness, get("left_numbness", -1))
    today.right_numbness = max(today.right_numbness, get("right_numbness", -1))
    if "apart" in values:
        today.front = today.front or "groin" in values["apart"] or "front_thigh" in values["apart"]


def _site(values: Mapping[str, Any], side: str) -> int:
    pain, nerve = values.get(f"{side}_pain_site"), values.get(f"{side}_nerve_site")
    return max(SITE_ORDER[pain] if pain else NEVER, SITE_ORDER[nerve] if nerve else NEVER)


def _check_in_flags(book: Book, ledger: Ledger, entry: Effective, values: Mapping[str, Any]) -> None:
    today = ledger.today
    for side in SIDES:
        if values.get(f"{side}_strength") == "weaker":
            today.weak = today.s13 = True
            _s13(ledger, "new_weakness", entry.id, "S13.weakness")
        if _more_numb(book, ledger, side, values):
            today.s13 = True
            _s13(ledger, "new_numbness", entry.id, "S13.numbness")
    if "between_legs" in values.get("apart", ()):
        flags.raise_flag(ledger, "saddle", "emergency", entry.id)
    if _second_leg(ledger, values):
        flags.raise_flag(ledger, "second_leg", "emergency", entry.id)


def _s13(ledger: Ledger, name: str, entry: str, rule: str) -> None:
    flags.raise_flag(ledger, name, "same_day", entry, rule)
    ledger.former = None


def _more_numb(book: Book, ledger: Ledger, side: str, values: Mapping[str, Any]) -> bool:
    if values.get(f"{side}_numb_new_area") is True:
        return True
    now = values.get(f"{side}_numbness", NEVER)
    column = 1 if side == "left" else 2
    known = [one[column] for one in ledger.numb if one[column] >= 0]
    return bool(known) and now >= min(known) + book.t.numbness_rise


def _numb_low(ledger: Ledger, versions: Iterable[Mapping[str, Any]]) -> None:
    for values in versions:
        left, right = values.get("left_numbness", NEVER), values.get("right_numbness", NEVER)
        if max(left, right) < 0:
            continue
        if ledger.numb and ledger.numb[-1][0] == ledger.day:
            _, old_left, old_right = ledger.numb[-1]
            low = (ledger.day, _lower(old_left, left), _lower(old_right, right))
            ledger.numb = (*ledger.numb[:-1], low)
        else:
            ledger.numb = (*ledger.numb, (ledger.day, left, right))


def _lower(first: int, second: int) -> int:
    return max(first, second) if min(first, second) < 0 else min(first, second)


def _second_leg(ledger: Ledger, values: Mapping[str, Any]) -> bool:
    legs = person(ledger.facts).legs
    if legs == "both" or "second_leg" in ledger.cleared:
        return False
    touched = {side for side in SIDES if _leg_symptom(values, side)}
    if legs == "none":
        if len(touched) == 1:
            ledger.facts = learn(ledger.facts, {"legs": touched.pop()})
            return False
        return bool(touched)
    return bool(touched - {legs})


def _leg_symptom(values: Mapping[str, Any], side: str) -> bool:
    get = values.get
    if get(f"{side}_tingling", 0) >= 1 or get(f"{side}_numbness", 0) >= 1:
        return True
    site = get(f"{side}_pain_site")
    return get(f"{side}_leg_pain", 0) >= 1 and site is not None and SITE_ORDER[site] >= THIGH


def _latest(ledger: Ledger, values: Mapping[str, Any]) -> None:
    today, get = ledger.today, values.get
    leg = leg_pain(values)
    if leg >= 0:
        today.latest = leg
        today.first_leg = leg if today.first_leg < 0 else today.first_leg
        today.checked = True
    today.back = get("back_pain", today.back)
    ledger.back = get("back_pain", ledger.back)
    for name in ("sock", "sit", "bend"):
        if name in values:
            setattr(today, name, int(values[name] == "limited"))
    today.painkillers = int(get("painkillers", today.painkillers))
    today.reaction = get("reaction", today.reaction)
    today.soreness = bool(get("soreness", ())) or ("soreness" not in values and today.soreness)
    today.complete = today.complete or _complete(ledger, values)


def _complete(ledger: Ledger, values: Mapping[str, Any]) -> bool:
    legs = person(ledger.facts).legs
    sides = SIDES if legs in {"both", "none"} else (legs,)
    needed = ("leg_pain", "tingling", "numbness", "pain_site")
    return all(f"{side}_{name}" in values for side in sides for name in needed)
