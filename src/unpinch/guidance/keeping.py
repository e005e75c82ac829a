"""Taking in what is simply kept: facts, screenings, assessments, sessions, sets, pauses, bands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from unpinch.guidance import flags
from unpinch.guidance.book import FLOSS, STRENGTH, Book
from unpinch.guidance.day import OpenDay, limited
from unpinch.guidance.doing import begin
from unpinch.guidance.person import learn, person
from unpinch.guidance.state import NEVER, WEEK_DAYS, Ledger, Start, newest_days
from unpinch.journal import Effective, SetDone
from unpinch.programme.bands import OwnedBand

_FOREVER = 10_000_000
_COLUMNS = {"left": (0,), "right": (1,), "both": (0, 1)}


def about(book: Book, ledger: Ledger, entry: Effective) -> None:
    if entry.values is not None:
        ledger.facts = learn(ledger.facts, dict(entry.values))
        ledger.person = person(ledger.facts)
    for values in entry.versions:
        if values.get("age_years", book.t.adult_age_years) < book.t.adult_age_years:
            flags.raise_flag(ledger, "under_18", "not_before_checked", entry, "S1.under_18")
    if entry.values is not None and _both_legs_new(book, ledger, entry.values):
        flags.raise_flag(ledger, "both_legs", "emergency", entry)


def _both_legs_new(book: Book, ledger: Ledger, values: Mapping[str, Any]) -> bool:
    """Say whether the facts themselves tell of new sciatica on both sides, whatever was answered to the question."""
    told = "legs" in values or "duration_weeks" in values
    known = dict(ledger.facts)
    new = known.get("duration_weeks", book.t.both_legs_new_weeks) < book.t.both_legs_new_weeks
    return bool(told and known.get("legs") == "both" and new and "both_legs" not in ledger.cleared)


def assessment(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in an assessment. It speaks of what was there on its own day, not of what came later."""
    values = entry.values
    if values is None:
        return
    if values["status"] == "booked":
        ledger.booked_day = _ordinal(values)
        return
    had = [version for version in entry.versions if version["status"] == "had"]
    days = [_ordinal(version) for version in had]
    if any(version.get("verdict") != "may_continue" for version in had):
        ledger.not_yet_day = max(ledger.not_yet_day, min(max(days), entry.day))
    elif ledger.not_yet_day <= min(days) and max(days) <= entry.day:
        _may_continue(book, ledger, entry, min(days))


def _ordinal(version: Mapping[str, Any]) -> int:
    return date.fromisoformat(version["on"]).toordinal()


def _may_continue(book: Book, ledger: Ledger, entry: Effective, on: int) -> None:
    ledger.not_yet_day = ledger.booked_day = NEVER
    ledger.had_day = max(ledger.had_day, on)
    if entry.day - on < book.t.review_days:
        ledger.silenced |= ledger.advised
    start = ledger.start
    if start is not None and start.day <= on:
        ledger.lower_days = tuple(day for day in ledger.lower_days if day > on)
        ledger.start = _start_on(ledger, start, on)


def _start_on(ledger: Ledger, old: Start, on: int) -> Start:
    """Return a start as things were on the newest recorded day until `on`; what isn't known of it stays as before."""
    here = next((day for day in newest_days(ledger) if day.day <= on and day.levels.worst >= 0), None)
    if here is None:
        return old._replace(day=on)
    left = here.levels.left_site if here.levels.left_site >= 0 else old.left_site
    right = here.levels.right_site if here.levels.right_site >= 0 else old.right_site
    return Start(on, here.levels.worst, left, right, limited(here))


def session_started(book: Book, ledger: Ledger, entry: Effective) -> None:
    del book
    today = ledger.today
    today.sessions = (*today.sessions, (entry.versions[0]["session"], *today.latest[:2]))
    today.touched = True
    ledger.line_needed = True


def set_done(book: Book, ledger: Ledger, entry: Effective) -> None:
    newest: SetDone | None = entry.typed
    said: SetDone = newest or entry.typed_versions[-1]
    today, exercise = ledger.today, said.exercise
    today.touched = True
    if exercise == FLOSS:
        _count_floss(today, said)
    if any(one.exercise in STRENGTH for one in entry.typed_versions):
        ledger.strength_s, day = ledger.now_s, ledger.day
        if day not in ledger.strength_days:
            ledger.strength_days = (*ledger.strength_days[1 - WEEK_DAYS :], day)
    if newest is None:
        return
    ledger.practice |= 1
    pair, spare = said.pair, said.spare
    known = today.sets.get(pair)
    if known is None:
        begin(book, ledger, pair)
    if known is not spare:
        today.sets[pair] = spare


def _count_floss(today: OpenDay, said: SetDone) -> None:
    """Count rounds (sessions) and repetitions a side; a set of no known session is a round of its own."""
    counts = list(today.floss)
    number = _session_number(today, said.session)
    for side in _COLUMNS[said.side]:
        if number == 0 or counts[4 + side] != number:
            counts[side] += 1
        counts[2 + side] += said.repetitions
        counts[4 + side] = number
    today.floss = tuple(counts)


def _session_number(today: OpenDay, session: str) -> int:
    for number, (name, _, _) in enumerate(today.sessions, start=1):
        if name == session:
            return number
    return 0


def pause(book: Book, ledger: Ledger, entry: Effective) -> None:
    del book
    if entry.values is None:
        return
    until = entry.values.get("until")
    ledger.paused_until = date.fromisoformat(until).toordinal() if until else _FOREVER


def resume(book: Book, ledger: Ledger, entry: Effective) -> None:
    del book
    if entry.values is not None:
        ledger.paused_until = NEVER


def band(book: Book, ledger: Ledger, entry: Effective) -> None:
    del book
    if entry.values is None:
        return
    name = entry.values["band"]
    known = {band.id: band for band in ledger.bands}
    merged = OwnedBand.learn(known.pop(name, None), entry.values)
    if not entry.values.get("retired"):
        known[name] = merged
    ledger.bands = tuple(known[key] for key in sorted(known))
