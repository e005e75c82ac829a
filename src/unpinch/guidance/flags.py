"""Red flags: what raises them and the only ways in which they end (docs/readings.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from unpinch.guidance.book import Book
from unpinch.guidance.state import NEVER, Flag, Ledger
from unpinch.journal import Effective

TIER_RULES = {
    "emergency": "S1.emergency",
    "same_day": "S1.same_day",
    "not_before_checked": "S1.not_before_checked",
}
FEVER = "fever"
_HOUR_S = 3600


def raise_flag(ledger: Ledger, name: str, tier: str, entry: str, rule: str = "") -> None:
    """Raise a flag, or add the entry to one that stands. A standing flag never falls to a lower tier."""
    for number, flag in enumerate(ledger.flags):
        if flag.id == name:
            raised = flag._replace(raised=tuple(dict.fromkeys((*flag.raised, entry))))
            ledger.flags = (*ledger.flags[:number], raised, *ledger.flags[number + 1 :])
            return
    ledger.flags = (*ledger.flags, Flag(name, tier, rule or TIER_RULES[tier], (entry,)))


def lift(ledger: Ledger, name: str, entries: Iterable[str]) -> bool:
    """Take the named entries off a flag; it falls when none is left. Say whether it stood and fell."""
    named = frozenset(entries)
    for number, flag in enumerate(ledger.flags):
        if flag.id != name or not named.intersection(flag.raised):
            continue
        left = tuple(one for one in flag.raised if one not in named)
        kept = (flag._replace(raised=left),) if left else ()
        ledger.flags = (*ledger.flags[:number], *kept, *ledger.flags[number + 1 :])
        return not left
    return False


def _answered(values: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(values["yes"]).union(values["no"], values["not_sure"])


def _alarming(book: Book, values: Mapping[str, Any]) -> Iterable[str]:
    """Return the ids that count as yes: said so, not sure where that counts, and unanswered emergency items."""
    yes = [*values["yes"], *(name for name in values["not_sure"] if name not in book.advise)]
    if values["scope"] in {"full", "weekly", "daily"}:
        asked = book.emergency if values["scope"] != "weekly" else book.emergency & book.weekly
        yes.extend(sorted(asked - _answered(values)))
    return yes


def screening(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in the answers of a screening."""
    for values in entry.versions:
        _yes(book, ledger, entry, values)
    if entry.values is None:
        return
    for name in entry.values["no"]:
        _no(ledger, entry, name)
    _note_scope(book, ledger, entry.values)
    if entry.values["scope"] == "full" and FEVER in entry.values["no"]:
        _fever_free(book, ledger)


def _yes(book: Book, ledger: Ledger, entry: Effective, values: Mapping[str, Any]) -> None:
    anew = values["scope"] == "event"
    for name in _alarming(book, values):
        tier = book.tiers.get(name, "not_before_checked")
        if tier == "advise":
            _advise(ledger, name)
        elif anew or name not in ledger.cleared:
            ledger.cleared -= {name}
            raise_flag(ledger, name, tier, entry.id)
            ledger.infection = ledger.infection or name in book.infection
        if name == FEVER:
            _fever(ledger)


def _advise(ledger: Ledger, name: str) -> None:
    ledger.advised |= {name}
    ledger.bone_fragile = ledger.bone_fragile or name == "bone_fragile"


def _no(ledger: Ledger, entry: Effective, name: str) -> None:
    ledger.cleared -= {name}
    ledger.advised -= {name}
    ledger.silenced -= {name}
    if entry.lifted:
        lift(ledger, name, entry.lifted)


def _note_scope(book: Book, ledger: Ledger, values: Mapping[str, Any]) -> None:
    answered = _answered(values)
    scope, day = values["scope"], ledger.day
    if scope == "full" and answered >= book.questions:
        ledger.full_day = ledger.weekly_day = ledger.daily_day = day
    elif scope == "weekly" and answered >= book.weekly:
        ledger.weekly_day = ledger.daily_day = day
    elif scope == "daily" and answered >= book.daily - book.emergency:
        ledger.daily_day = day
    if scope != "event":
        ledger.line_needed = False
    if "saddle" in answered:
        stops = ledger.today.stops
        ledger.today.stops = tuple(stop._replace(needs_saddle=False) for stop in stops)


def _fever(ledger: Ledger) -> None:
    ledger.fever_yes_s, ledger.fever_back, ledger.fever_no = ledger.now_s, ledger.back, False


def _fever_free(book: Book, ledger: Ledger) -> None:
    ledger.fever_no = ledger.now_s - ledger.fever_yes_s >= book.t.fever_free_hours * _HOUR_S
    try_fever(ledger)


def try_fever(ledger: Ledger) -> None:
    """Let a fever's flag end by its own way: long enough free, a new full screening, the back no worse, no infection risk."""
    calm_back = NEVER < ledger.back <= ledger.fever_back
    if ledger.fever_no and calm_back and not ledger.infection:
        ledger.flags = tuple(flag for flag in ledger.flags if flag.id != FEVER)


def clearance(ledger: Ledger, entry: Effective) -> None:
    """Take in a clearance: it lifts just the entries it names, and only if every version of it says so."""
    if entry.values is None:
        return
    allowed = all(version["verdict"] == "may_exercise" for version in entry.versions)
    question = entry.values["question"]
    if not allowed:
        return
    if question in ledger.advised:
        ledger.silenced |= {question}
    fell = lift(ledger, question, entry.values["lifts"])
    if fell:
        ledger.cleared |= {question}
    if fell and question == "new_numbness":
        ledger.numb = ()
