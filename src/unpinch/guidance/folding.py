"""fold: a state and one entry give the next state. Each kind of entry has one small function in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from unpinch.guidance import flags, keeping, stopping
from unpinch.guidance.book import FLOSS, Book, book_of
from unpinch.guidance.check_ins import check_in
from unpinch.guidance.day import OpenDay, Stop
from unpinch.guidance.doing import change
from unpinch.guidance.phases import PHASE_RULES, PhaseRules
from unpinch.guidance.state import EMPTY, PRACTICE_DAYS, STALE, WEEK_DAYS, Core, Doing, Ledger, State
from unpinch.journal import UNREAD, Effective
from unpinch.programme.model import Programme

_MASK = (1 << PRACTICE_DAYS) - 1
_WAITING_MOST = 28
"""Days without a check-in after them that are kept to be judged; all rules look back for less."""

TAKES: Mapping[str, Callable[[Book, Ledger, Effective], None]] = {
    "about": keeping.about,
    "screening": flags.screening,
    "check_in": check_in,
    "clearance": flags.clearance,
    "assessment": keeping.assessment,
    "session_started": keeping.session_started,
    "set_done": keeping.set_done,
    "pause": keeping.pause,
    "resume": keeping.resume,
    "band": keeping.band,
    "felt": stopping.felt,
    "stopped": stopping.stopped,
    "stop_answer": stopping.stop_answer,
    "settled": stopping.settled,
}
"""What each kind does to the ledger; kinds not here are kept in the record and change nothing."""


def fold(programme: Programme, state: State, entry: Effective, phase_rules: PhaseRules = PHASE_RULES) -> State:
    """Return the state after one more entry. Entries are taken in effective order; see `journal.settle`."""
    core = state.core
    if entry.kind in UNREAD:
        return state
    if entry.quiet and entry.day <= core.day:
        return State(core._replace(now_s=max(core.now_s, entry.at_s)))
    return fold_all(programme, (entry,), state, phase_rules)


def fold_all(
    programme: Programme, entries: Iterable[Effective], state: State = EMPTY, phase_rules: PhaseRules = PHASE_RULES
) -> State:
    """Return the state after all entries: the same as folding one by one, with one open ledger.

    Decisions and measures are passed over. Of another quiet entry no more is taken than that there was one, and when.
    """
    book, ledger, takes = book_of(programme), Ledger(state.core, phase_rules), TAKES.get
    every, day = tuple(entries), ledger.day
    for entry in every:
        if entry.quiet and (entry.day <= day or entry.kind in UNREAD):
            continue
        if entry.day > day:
            day = entry.day
            _roll(book, ledger, day)
        ledger.now_s = max(ledger.now_s, entry.at_s)
        if not entry.quiet and (take := takes(entry.kind)) is not None:
            take(book, ledger, entry)
    ledger.now_s = max(ledger.now_s, _newest_s(every))
    return State(_closed(book, ledger))


def _newest_s(entries: tuple[Effective, ...]) -> int:
    """Return when the last entry was that isn't a decision or a measure; the quiet ones have been passed over."""
    return next((entry.at_s for entry in reversed(entries) if entry.kind not in UNREAD), 0)


def rolled(book: Book, core: Core, day: int) -> Core:
    """Return the state as a later day begins: nothing is known of it yet. The same day gives the same state."""
    if day <= core.day:
        return core
    ledger = Ledger(core)
    _roll(book, ledger, day)
    return _closed(book, ledger)


def _closed(book: Book, ledger: Ledger) -> Core:
    """Close a ledger: what lies before a window of days is let go."""
    day = ledger.day
    while ledger.numb and day - ledger.numb[0][0] >= book.t.numbness_window_days:
        ledger.numb = ledger.numb[1:]
    while ledger.strength_days and day - ledger.strength_days[0] >= WEEK_DAYS:
        ledger.strength_days = ledger.strength_days[1:]
    while ledger.tingle_stops and day - ledger.tingle_stops[0][0] >= book.t.tingle_window_days:
        ledger.tingle_stops = ledger.tingle_stops[1:]
    return ledger.close()


def _roll(book: Book, ledger: Ledger, day: int) -> None:
    """Begin a new day: what was today waits to be judged, and lasting windows move on."""
    gap = day - ledger.day if ledger.day else 0
    if gap >= book.t.stale_days and ledger.full_day >= 0:
        ledger.full_day = STALE
    today = ledger.today
    if today.touched:
        if today.stops:
            _close_stops(book, ledger, today)
        ledger.pending = (*ledger.pending[1 - _WAITING_MOST :], today)
    ledger.practice = ledger.practice << gap & _MASK
    if ledger.pauses or ledger.paused_until >= ledger.day:
        ledger.pauses = ledger.pauses << gap & _MASK | _paused_mask(ledger, day, gap)
    ledger.day, ledger.today = day, OpenDay.on(day)


def _paused_mask(ledger: Ledger, day: int, gap: int) -> int:
    """Return the bits of the days passed over that lay in a pause (bit 0 is the new day)."""
    if ledger.paused_until < ledger.day:
        return 0
    last = min(day, ledger.paused_until)
    first_bit, bits = day - last, last - ledger.day
    return ((1 << max(0, min(bits, gap))) - 1) << first_bit & _MASK


def _close_stops(book: Book, ledger: Ledger, day: OpenDay) -> None:
    """At the end of a day tingle stops make their exercise lighter, and count for the irritable nerve."""
    for stop in day.stops:
        if stop.tingling:
            _ease(book, ledger, stop)
    floss = [stop.level for stop in day.stops if stop.tingling and stop.exercise == FLOSS]
    if not floss:
        return
    ledger.tingle_stops = (*ledger.tingle_stops, (day.day, floss[-1]))
    if nerve_must_rest(book, ledger.tingle_stops, day.day):
        ledger.nerve_rest_until = day.day + book.t.nerve_rest_days
        ledger.nerve_rested = True


def _ease(book: Book, ledger: Ledger, stop: Stop) -> None:
    def lighter(doing: Doing) -> Doing:
        return book.lighter(stop.exercise, doing._replace(level=min(doing.level, stop.level)))

    change(book, ledger, (stop.exercise, stop.side), lighter)


def nerve_must_rest(book: Book, tingle_stops: tuple[tuple[int, int], ...], day: int) -> bool:
    """Say whether the floss has met the nerve too often: stops on enough days, the newest at the lowest level."""
    days = {when for when, _ in tingle_stops if day - when < book.t.tingle_window_days}
    return len(days) >= book.t.tingle_stop_days and tingle_stops[-1][1] == 0
