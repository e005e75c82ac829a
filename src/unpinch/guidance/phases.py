"""The phases as a list of small rules, tried in order at each check-in (docs/readings.md, section 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch.guidance.book import FLOSS, TRACTION, Book
from unpinch.guidance.contraindications import affected_sides, blocking
from unpinch.guidance.day import BUTTOCK, THIGH, is_red, limited, movements, spread_red
from unpinch.guidance.flags import LOST_FUNCTION
from unpinch.guidance.state import Core, Doing, Ledger, Start
from unpinch.programme.decision import PHASES, Phase

_EASE_STEPS = 2
_CAREFUL = frozenset({"phase.placed_decompress", "phase.step_back", "phase.replaced"})
_OPENINGS = frozenset({"phase.flare_return", "phase.release_opens", "phase.stabilise_opens", "phase.maintain_opens"})


_ANY: frozenset[Phase | None] = frozenset({None, *PHASES})


@dataclass(frozen=True, slots=True)
class PhaseRule:
    """In one of the phases `of` (None: before the first), when it `applies`, the phase becomes `to`.

    At most one rule a check-in.
    """

    id: str
    applies: Callable[[Book, Ledger], bool]
    to: Callable[[Ledger], Phase]
    of: frozenset[Phase | None] = _ANY


PhaseRules = tuple[PhaseRule, ...]


def after_check_in(book: Book, ledger: Ledger, *, first: bool) -> None:
    """Place, step back, open and progress, now that a check-in is taken in.

    Without leg pain stated today only what is careful happens.
    """
    checked = ledger.today.checked
    for rule in ledger.rules_now():
        if (rule.id in _OPENINGS and ledger.flags) or not (checked or rule.id in _CAREFUL):
            continue
        if rule.applies(book, ledger):
            _enter(book, ledger, rule)
            break
    if checked and ledger.start is not None and ledger.start.worst < 0:
        ledger.start = _start_here(ledger)
    if first and checked and ledger.phase is not None:
        _progress(book, ledger)


def _start_here(ledger: Ledger) -> Start:
    return Start(ledger.day, *ledger.today.levels[:3], limited(ledger.today))


def _enter(book: Book, ledger: Ledger, rule: PhaseRule) -> None:
    before, after = ledger.phase, rule.to(ledger)
    ledger.phase, ledger.phase_rule = after, rule.id
    ledger.phase_day, ledger.greens, ledger.cross_greens, ledger.flossed = ledger.day, 0, 0, False
    if rule.id == "phase.step_back":
        ledger.former = None if _function_lost(ledger) else before
        flare = [day for day in ledger.reds if ledger.day - day < book.t.red_window_days]
        ledger.flare_first = min((*flare, ledger.day))
        ledger.flare_last = max((*flare, ledger.flare_first))
    elif rule.id == "phase.flare_return":
        ledger.former, ledger.ease = None, _EASE_STEPS
    if rule.id in {"phase.placed_decompress", "phase.placed_stabilise", "phase.replaced"}:
        ledger.start, ledger.lower_days = _start_here(ledger), ()


def _function_lost(ledger: Ledger) -> bool:
    """Say whether new weakness or numbness stands: after it nobody returns to the former phase by the short way."""
    return any(flag.id in LOST_FUNCTION for flag in ledger.flags)


# -- placing ----------------------------------------------------------------------------------------------------------


def leg_symptoms(ledger: Ledger) -> bool:
    """Say whether today has pain, tingling or numbness from the buttock down on any side, or weakness."""
    worst, left_site, right_site, *nerve = ledger.today.levels
    return max(worst, *nerve) >= 1 or max(left_site, right_site) >= BUTTOCK or ledger.today.weak


def _placed_decompress(book: Book, ledger: Ledger) -> bool:
    del book
    return leg_symptoms(ledger)


def _placed_stabilise(book: Book, ledger: Ledger) -> bool:
    del book
    return not leg_symptoms(ledger)


# -- back -------------------------------------------------------------------------------------------------------------


def _step_back(book: Book, ledger: Ledger) -> bool:
    t, today = book.t, ledger.today
    spread_now = spread_red(today, ledger.last, t.red_leg_pain)
    red_now = spread_now or bool(today.ended_early)
    if ledger.red_run + red_now >= t.red_running_days or spread_now or ledger.last_red == "spread":
        return True
    return sum([ledger.day - day < t.red_window_days for day in ledger.reds]) + red_now >= t.red_count


def _returned(book: Book, ledger: Ledger) -> bool:
    """Say whether leg symptoms are back today, by the measure of maintain."""
    worst, left_site, right_site, *nerve = ledger.today.levels
    return max(nerve) >= 1 or max(left_site, right_site) >= THIGH or worst > book.t.maintain_leg_pain


# -- forward ----------------------------------------------------------------------------------------------------------


def _flare_return(book: Book, ledger: Ledger) -> bool:
    if ledger.former is None or is_red(ledger.today, ledger.last, book.t.red_leg_pain):
        return False
    return ledger.greens >= book.t.flare_return_green_days


def _steady(book: Book, ledger: Ledger) -> bool:
    t = book.t
    recent = [worst for day, worst in ledger.legs if ledger.day - day < t.steady_days]
    recent.append(ledger.today.levels.worst)
    return len(recent) >= t.steady_recorded_days and max(recent) - min(recent) <= t.steady_range


def _sites_stated(ledger: Ledger) -> bool:
    """Say whether the site of each affected leg was stated today."""
    legs, here = ledger.person.legs, ledger.today.levels
    return (legs == "right" or here.left_site >= 0) and (legs == "left" or here.right_site >= 0)


def _not_lower_than_start(ledger: Ledger) -> bool:
    start, here = ledger.start, ledger.today.levels
    if start is None or not _sites_stated(ledger):
        return False
    return here.left_site <= max(start.left_site, 0) and here.right_site <= max(start.right_site, 0)


def movement_limited(ledger: Core | Ledger) -> bool:
    """Say whether putting on a sock, sitting or bending was said to be limited today."""
    return max(movements(ledger.today)) == 1


def movement_free(ledger: Core | Ledger) -> bool:
    """Say whether all three were said to be free today."""
    return movements(ledger.today) == (0, 0, 0)


def _release_opens(book: Book, ledger: Ledger) -> bool:
    t, worst = book.t, ledger.today.levels.worst
    if ledger.greens < t.release_green_days or not movement_limited(ledger):
        return False
    calm = worst <= t.release_leg_pain or (worst <= t.release_leg_pain_steady and _steady(book, ledger))
    flossed = ledger.flossed or ledger.nerve_rested or _floss_blocked(book, ledger)
    return calm and flossed and _not_lower_than_start(ledger)


def _stabilise_opens(book: Book, ledger: Ledger) -> bool:
    t, today = book.t, ledger.today
    enough = (ledger.phase == "release" and ledger.greens >= t.stabilise_green_days) or (
        ledger.greens >= t.stabilise_green_days_free and movement_free(ledger)
    )
    high = _sites_stated(ledger) and max(today.levels.left_site, today.levels.right_site) <= THIGH
    return enough and high and today.levels.worst <= t.stabilise_leg_pain and not today.weak


def _maintain_opens(book: Book, ledger: Ledger) -> bool:
    t = book.t
    if ledger.day - ledger.phase_day < t.maintain_stabilise_days or _returned(book, ledger):
        return False
    days = t.maintain_leg_days
    recent = [worst for day, worst in ledger.legs[-days:] if ledger.day - day < days]
    recent.append(ledger.today.levels.worst)
    return len(recent) >= t.maintain_recorded_days and max(recent) <= t.maintain_leg_pain


def _floss_blocked(book: Book, ledger: Ledger) -> bool:
    """Say whether contraindications block the floss altogether."""
    level = book.levels[FLOSS][0]
    return all(blocking(book, ledger, FLOSS, level.number, side) for side in affected_sides(ledger))


_NONE_YET: frozenset[Phase | None] = frozenset({None})
_DECOMPRESS: frozenset[Phase | None] = frozenset({"decompress"})
_STABILISE: frozenset[Phase | None] = frozenset({"stabilise"})
_MAINTAIN: frozenset[Phase | None] = frozenset({"maintain"})
_BEFORE_STABILISE: frozenset[Phase | None] = frozenset({"decompress", "release"})

PHASE_RULES: PhaseRules = (
    PhaseRule("phase.placed_decompress", _placed_decompress, lambda _: "decompress", _NONE_YET),
    PhaseRule("phase.placed_stabilise", _placed_stabilise, lambda _: "stabilise", _NONE_YET),
    PhaseRule("phase.step_back", _step_back, lambda _: "decompress", _ANY - _DECOMPRESS),
    PhaseRule(
        "phase.replaced", _returned, lambda ledger: "decompress" if leg_symptoms(ledger) else "stabilise", _MAINTAIN
    ),
    PhaseRule("phase.flare_return", _flare_return, lambda ledger: ledger.former or "decompress"),
    PhaseRule("phase.release_opens", _release_opens, lambda _: "release", _DECOMPRESS),
    PhaseRule("phase.stabilise_opens", _stabilise_opens, lambda _: "stabilise", _BEFORE_STABILISE),
    PhaseRule("phase.maintain_opens", _maintain_opens, lambda _: "maintain", _STABILISE),
)


# -- progress ---------------------------------------------------------------------------------------------------------

_RESTLESS = frozenset({"longer", "this_morning"})


def may_progress(book: Book, ledger: Ledger) -> bool:
    """Say whether today allows a step up at all."""
    today = ledger.today
    calm = not ledger.last_red and today.levels.worst < book.t.half_dose_leg_pain and not ledger.ease
    known = today.complete and today.latest.painkillers == 0
    return calm and known and ledger.booked_day < ledger.day and not ledger.flags and today.reaction not in _RESTLESS


def _progress(book: Book, ledger: Ledger) -> None:
    most = book.t.step_green_days
    ready = [pair for pair, doing in ledger.doing.items() if doing.ok >= most]
    if not ready or not may_progress(book, ledger):
        return
    for pair in ready:
        ledger.doing[pair] = _stepped(book, ledger, pair[0], ledger.doing[pair])


def _stepped(book: Book, ledger: Ledger, name: str, doing: Doing) -> Doing:
    if name == TRACTION:
        return book.level_up(name, doing) if ledger.traction >= book.traction_steps else doing
    return book.step_up(name, doing)
