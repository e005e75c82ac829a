"""Taking in a check-in: the worst version counts for safety, the newest for today's dose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from unpinch.guidance import flags
from unpinch.guidance.book import Book
from unpinch.guidance.colours import judge, leg_pain, worst_reaction
from unpinch.guidance.day import SITE_ORDER, THIGH
from unpinch.guidance.person import learn, person
from unpinch.guidance.phases import PhaseRules, after_check_in
from unpinch.guidance.state import NEVER, Ledger
from unpinch.journal import Effective


class _Keys(NamedTuple):
    """The names of one side's fields."""

    side: str
    column: int
    leg_pain: str
    pain_site: str
    nerve_site: str
    tingling: str
    numbness: str
    new_area: str
    strength: str
    needed: frozenset[str]


def _keys(side: str, column: int) -> _Keys:
    return _Keys(
        side=side,
        column=column,
        leg_pain=f"{side}_leg_pain",
        pain_site=f"{side}_pain_site",
        nerve_site=f"{side}_nerve_site",
        tingling=f"{side}_tingling",
        numbness=f"{side}_numbness",
        new_area=f"{side}_numb_new_area",
        strength=f"{side}_strength",
        needed=frozenset(f"{side}_{name}" for name in ("leg_pain", "tingling", "numbness", "pain_site")),
    )


_LEFT, _RIGHT = _KEYS = (_keys("left", 1), _keys("right", 2))


def check_in(book: Book, ledger: Ledger, entry: Effective, phase_rules: PhaseRules) -> None:
    """Take in a check-in. One taken back later still counts wherever it is the careful way."""
    newest, first = entry.values, not ledger.today.checked
    if ledger.pending:
        judge(book, ledger, entry.versions)
    for values in entry.versions:
        _worst(ledger, values)
        _check_in_flags(book, ledger, entry, values)
    _numb_low(ledger, entry.versions)
    ledger.today.reaction = worst_reaction(entry.versions) or ledger.today.reaction
    if newest is not None:
        _latest(ledger, newest)
        ledger.check_in_ids = (entry.id,)
        flags.try_fever(ledger)
    after_check_in(book, ledger, phase_rules, first=first)


def _worst(ledger: Ledger, values: Mapping[str, Any]) -> None:
    today = ledger.today
    get = values.get
    today.touched = True
    today.worst = max(today.worst, leg_pain(values), get("left_worst_leg_pain", -1), get("right_worst_leg_pain", -1))
    today.left_site = max(today.left_site, _site(values, _LEFT))
    today.right_site = max(today.right_site, _site(values, _RIGHT))
    today.left_tingling = max(today.left_tingling, get("left_tingling", -1))
    today.right_tingling = max(today.right_tingling, get("right_tingling", -1))
    today.left_numbness = max(today.left_numbness, get("left_numbness", -1))
    today.right_numbness = max(today.right_numbness, get("right_numbness", -1))
    if "apart" in values:
        today.front = today.front or "groin" in values["apart"] or "front_thigh" in values["apart"]


def _site(values: Mapping[str, Any], keys: _Keys) -> int:
    pain, nerve = values.get(keys.pain_site), values.get(keys.nerve_site)
    return max(SITE_ORDER[pain] if pain else NEVER, SITE_ORDER[nerve] if nerve else NEVER)


def _check_in_flags(book: Book, ledger: Ledger, entry: Effective, values: Mapping[str, Any]) -> None:
    today = ledger.today
    for keys in _KEYS:
        if values.get(keys.strength) == "weaker":
            today.weak = today.s13 = True
            flags.raise_flag(ledger, "new_weakness", "same_day", entry.id, "S13.weakness")
        if _more_numb(book, ledger, keys, values):
            today.s13 = True
            flags.raise_flag(ledger, "new_numbness", "same_day", entry.id, "S13.numbness")
    if "between_legs" in values.get("apart", ()):
        flags.raise_flag(ledger, "saddle", "emergency", entry.id)
    if _second_leg(ledger, values):
        flags.raise_flag(ledger, "second_leg", "emergency", entry.id)


def _more_numb(book: Book, ledger: Ledger, keys: _Keys, values: Mapping[str, Any]) -> bool:
    if values.get(keys.new_area) is True:
        return True
    now = values.get(keys.numbness, NEVER)
    if now < book.t.numbness_rise:
        return False
    known = [one[keys.column] for one in ledger.numb if one[keys.column] >= 0]
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
    legs = ledger.person.legs
    if legs == "both" or "second_leg" in ledger.cleared:
        return False
    touched = {keys.side for keys in _KEYS if _leg_symptom(values, keys)}
    if legs == "none":
        if len(touched) == 1:
            ledger.facts = learn(ledger.facts, {"legs": touched.pop()})
            ledger.person = person(ledger.facts)
            return False
        return bool(touched)
    return bool(touched - {legs})


def _leg_symptom(values: Mapping[str, Any], keys: _Keys) -> bool:
    get = values.get
    if get(keys.tingling, 0) >= 1 or get(keys.numbness, 0) >= 1:
        return True
    return bool(get(keys.leg_pain, 0) >= 1 and SITE_ORDER[get(keys.pain_site, "none")] >= THIGH)


def _latest(ledger: Ledger, values: Mapping[str, Any]) -> None:
    today, get = ledger.today, values.get
    leg = leg_pain(values)
    if leg >= 0:
        today.latest = leg
        today.first_leg = leg if today.first_leg < 0 else today.first_leg
        today.checked = True
    left, right = ledger.numb_now
    ledger.numb_now = (get("left_numbness", left), get("right_numbness", right))
    today.back = get("back_pain", today.back)
    ledger.back = get("back_pain", ledger.back)
    for name in ("sock", "sit", "bend"):
        if name in values:
            setattr(today, name, int(values[name] == "limited"))
    today.painkillers = int(get("painkillers", today.painkillers))
    today.soreness = bool(get("soreness", ())) or ("soreness" not in values and today.soreness)
    today.complete = today.complete or _complete(ledger, values)


def _complete(ledger: Ledger, values: Mapping[str, Any]) -> bool:
    legs = ledger.person.legs
    sides = [keys for keys in _KEYS if legs in {"both", "none", keys.side}]
    return all(values.keys() >= keys.needed for keys in sides)
