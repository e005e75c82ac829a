"""Taking in a check-in: the worst version counts for safety, the newest for today's dose."""

from __future__ import annotations

from unpinch.guidance import flags
from unpinch.guidance.book import Book
from unpinch.guidance.colours import judge, worst_reaction
from unpinch.guidance.day import NOTHING, UNKNOWN, UNSTATED, OpenDay
from unpinch.guidance.person import learn, person
from unpinch.guidance.phases import after_check_in
from unpinch.guidance.state import Ledger
from unpinch.journal import SIDES, CheckIn, Effective, Latest, Levels


def check_in(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in a check-in. One taken back later still counts wherever it is the careful way."""
    newest: CheckIn | None = entry.typed
    versions: tuple[CheckIn, ...] = entry.typed_versions
    today, first = ledger.today, not ledger.today.checked
    if ledger.pending:
        judge(book, ledger, versions)
    today.touched = True
    for said in versions:
        today.levels = said.levels if today.levels is NOTHING else Levels(*map(max, today.levels, said.levels))
        if said.front:
            today.front = True
        _check_in_flags(book, ledger, entry, said)
    for said in versions:
        _numb_low(book, ledger, said.levels)
    today.reaction = worst_reaction(versions) or today.reaction
    if newest is not None:
        _latest(ledger, today, newest)
        ledger.check_in_ids = (entry.id,)
        if ledger.flags:
            flags.try_fever(ledger)
    after_check_in(book, ledger, first=first)


def _check_in_flags(book: Book, ledger: Ledger, entry: Effective, said: CheckIn) -> None:
    if said.alarming or said.numb:
        for column, side in enumerate(SIDES, start=1):
            if side in said.weaker:
                ledger.today.weak = ledger.today.s13 = True
                flags.raise_flag(ledger, "new_weakness", "same_day", entry, "S13.weakness")
            if _more_numb(book, ledger, column, said):
                ledger.today.s13 = True
                flags.raise_flag(ledger, "new_numbness", "same_day", entry, "S13.numbness")
    if said.between_legs:
        flags.raise_flag(ledger, "saddle", "emergency", entry)
    if said.touched and _second_leg(ledger, said.touched):
        flags.raise_flag(ledger, "second_leg", "emergency", entry)


def _more_numb(book: Book, ledger: Ledger, column: int, said: CheckIn) -> bool:
    """Say whether a side (column 1 left, 2 right) is number than at its best of the last days, or in a new area."""
    if SIDES[column - 1] in said.new_area:
        return True
    now = said.levels[-3 + column]
    if now < book.t.numbness_rise:
        return False
    earliest = ledger.day - book.t.numbness_window_days
    known = [one[column] for one in ledger.numb if one[0] > earliest and one[column] >= 0]
    return bool(known) and now >= min(known) + book.t.numbness_rise


def _numb_low(book: Book, ledger: Ledger, levels: Levels) -> None:
    """Keep the lowest numbness of the day and side."""
    left, right = levels.left_numbness, levels.right_numbness
    if left < 0 and right < 0:
        return
    numb, day = ledger.numb, ledger.day
    if numb and numb[-1][0] == day:
        _, old_left, old_right = numb[-1]
        ledger.numb = (*numb[:-1], (day, _lower(old_left, left), _lower(old_right, right)))
    else:
        ledger.numb = (*numb[1 - book.t.numbness_window_days :], (day, left, right))


def _lower(first: int, second: int) -> int:
    return max(first, second) if min(first, second) < 0 else min(first, second)


def _second_leg(ledger: Ledger, touched: frozenset[str]) -> bool:
    """Say whether a leg is touched that was free. Where no leg was named yet, the first becomes the affected one."""
    legs = ledger.person.legs
    if legs == "both" or "second_leg" in ledger.cleared:
        return False
    if legs == "none" and len(touched) == 1:
        ledger.facts = learn(ledger.facts, {"legs": next(iter(touched))})
        ledger.person = person(ledger.facts)
        return False
    return bool(touched - {legs})


def _latest(ledger: Ledger, today: OpenDay, said: CheckIn) -> None:
    """Take over what was stated; what was not stays as it was."""
    newest, levels = said.latest, said.levels
    today.latest = newest if today.latest is UNSTATED else Latest(*map(_newer, newest, today.latest))
    if newest.leg > UNKNOWN:
        if not today.checked:
            today.first_leg = newest.leg
        today.checked = True
    if newest.back > UNKNOWN:
        ledger.back = newest.back
    ledger.numb_now = _numb_now(ledger.numb_now, levels.left_numbness, levels.right_numbness)
    if said.soreness is not None:
        today.soreness = said.soreness
    today.complete = today.complete or _complete(ledger, said.complete)


def _numb_now(before: tuple[int, int], left: int, right: int) -> tuple[int, int]:
    if left > UNKNOWN and right > UNKNOWN:
        return left, right
    return _newer(left, before[0]), _newer(right, before[1])


def _newer(new: int, old: int) -> int:
    return new if new > UNKNOWN else old


def _complete(ledger: Ledger, sides: frozenset[str]) -> bool:
    """Say whether all was said of each affected leg; of both where no leg is named."""
    legs = ledger.person.legs
    return (legs == "right" or "left" in sides) and (legs == "left" or "right" in sides)
