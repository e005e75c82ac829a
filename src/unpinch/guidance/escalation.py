"""The escalation clock (S9) and advice that goes with any decision (docs/readings.md, sections 3 and 9)."""

from __future__ import annotations

from collections.abc import Callable

from unpinch.guidance.contraindications import conditions
from unpinch.guidance.day import limited, movements
from unpinch.guidance.state import NEVER, PRACTICE_DAYS, Core, Start, newest_days
from unpinch.guidance.view import Notice, View
from unpinch.programme.decision import Urgency

NoticeRule = Callable[[View], Notice | None]


def _notice(view: View, rule: str, urgency: Urgency, *advice: str) -> Notice:
    return Notice(view.reason(rule, view.core.check_in_ids), urgency, advice)


def _worst_leg_pains(core: Core) -> dict[int, int]:
    """Return the worst leg pain of the recorded days before today, those not judged yet included."""
    return dict(core.legs) | {day.day: day.levels.worst for day in core.pending if day.levels.worst >= 0}


def worsening(view: View) -> Notice | None:
    """Notice three days running, each worse than the one before and the third well above the first."""
    core, t = view.core, view.book.t
    known = _worst_leg_pains(core)
    run = [known.get(core.day - back, NEVER) for back in range(t.worsening_days - 1, 0, -1)]
    run.append(core.today.levels.worst)
    rising = min(run) >= 0 and all(run[i] < run[i + 1] for i in range(len(run) - 1))
    if rising and run[-1] >= run[0] + t.worsening_rise:
        return _notice(view, "S9.worsening", "soon", "assessment")
    return None


def spread(view: View) -> Notice | None:
    """Notice a site that has stayed lower than at the start for some recorded days."""
    core, t, start = view.core, view.book.t, view.core.start
    if start is None:
        return None
    today = core.today
    lower = today.levels.left_site > start.left_site >= 0 or today.levels.right_site > start.right_site >= 0
    days = [day for day in core.lower_days if core.day - day < t.red_window_days]
    if lower and len(days) >= t.spread_days - 1:
        return _notice(view, "S9.spread", "soon", "assessment")
    return None


def _improved(view: View, start: Start) -> bool:
    core, t = view.core, view.book.t
    latest = next((day for day in newest_days(core) if day.levels.worst >= 0), None)
    if latest is None:
        return False
    symptomatic = [
        (there, here)
        for there, here in ((start.left_site, latest.levels.left_site), (start.right_site, latest.levels.right_site))
        if there > 0
    ]
    higher = bool(symptomatic) and all(0 <= here < there for there, here in symptomatic)
    freer = min(movements(latest)) >= 0 and limited(latest) < start.limited
    return latest.levels.worst <= start.worst - t.improvement_leg_pain or higher or freer


def consistent(view: View, start: Start) -> bool:
    """Say whether sets were done on enough of the days since the start, pauses left out."""
    core = view.core
    days = min(core.day - start.day, PRACTICE_DAYS)
    mask = ((1 << days) - 1) << 1
    counted = days - ((core.pauses & mask).bit_count())
    done = (core.practice & mask & ~core.pauses).bit_count()
    return counted > 0 and done * 100 >= view.book.t.practice_percent * counted


def _stuck_days(view: View) -> int:
    """Return the days since the start when nothing has improved, else -1."""
    core, start = view.core, view.core.start
    judged = core.phase in {"decompress", "release"} and start is not None
    if not judged or start is None or start.worst < view.book.t.no_change_start_leg_pain:
        return NEVER
    return NEVER if _improved(view, start) else core.day - start.day


def insist(view: View) -> bool:
    """Say whether six weeks have passed unimproved with an assessment neither booked nor had."""
    core, start = view.core, view.core.start
    unseen = start is not None and core.had_day < start.day and core.booked_day < core.day
    return unseen and _stuck_days(view) >= view.book.t.no_change_insist_days


def no_change(view: View) -> Notice | None:
    """Notice no improvement: two weeks say so, four recommend, six insist; a booked assessment silences it."""
    core, t, days = view.core, view.book.t, _stuck_days(view)
    if days < t.no_change_say_days or core.start is None:
        return None
    if core.booked_day >= core.day:
        return _notice(view, "S9.booked", "none")
    if days >= t.no_change_insist_days:
        return _notice(view, "S9.six_weeks", "soon", "assessment", "walking")
    late = days >= t.no_change_recommend_days
    if not consistent(view, core.start):
        return _notice(view, "S9.cannot_judge", "routine", "walking", "assessment") if late else _early(view)
    if late:
        return _notice(view, "S9.four_weeks", "routine", "assessment")
    return _notice(view, "S9.two_weeks", "none")


def _early(view: View) -> Notice:
    return _notice(view, "S9.cannot_judge", "none", "walking")


def booked(view: View) -> Notice | None:
    """Say that an assessment is booked: the dose stays as it is until then."""
    core = view.core
    silent = core.booked_day >= core.day > 0
    return _notice(view, "S9.booked", "none") if silent and no_change(view) is None else None


def review(view: View) -> Notice | None:
    """Say when a review is due, twelve weeks after an assessment."""
    core = view.core
    due = core.had_day != NEVER and core.day - core.had_day >= view.book.t.review_days
    return _notice(view, "S9.review", "routine", "assessment") if due else None


def advised(view: View) -> Notice | None:
    """Advise a check because of an answer."""
    core = view.core
    standing = sorted(core.advised - core.silenced)
    if not standing:
        return None
    questions = view.book.programme.questions
    said = ", ".join(questions[name].short for name in standing)
    return Notice(view.reason("S1.advise", (), f"This is about: {said}."), "routine", ("assessment",))


def severe_days(view: View) -> int:
    """Return on how many recorded days of the last seven leg pain was severe, today included."""
    core, t = view.core, view.book.t
    known = _worst_leg_pains(core)
    days = sum(worst >= t.severe_leg_pain for day, worst in known.items() if core.day - day < t.red_window_days)
    return days + (core.today.levels.worst >= t.severe_leg_pain)


def severe(view: View) -> Notice | None:
    """Advise help with the pain after severe leg pain on two days of seven."""
    due = severe_days(view) >= view.book.t.severe_days
    return _notice(view, "S1.advise_severe", "routine", "assessment", "ask_pharmacist") if due else None


def region(view: View) -> Notice | None:
    """Advise a check for pain mainly in groin or front of thigh, or both feet burning: another cause is likelier."""
    found = conditions(view.core, "both") & {"pain_groin_or_front", "both_feet_burning"}
    if not found or view.core.had_day != NEVER:
        return None
    return Notice(view.reason(f"S8.{min(found)}"), "routine", ("assessment",))


def pregnant(view: View) -> Notice | None:
    """Say whom to ask in pregnancy."""
    expecting = "pregnant" in conditions(view.core, "both")
    return Notice(view.reason("S8.pregnant"), "none", ("maternity",)) if expecting else None


def nerve_rest(view: View) -> Notice | None:
    """Say that the floss rests because it met the nerve too often; advise an assessment."""
    return _notice(view, "S2.nerve_rest", "routine", "assessment") if nerve_resting(view) else None


def nerve_resting(view: View) -> bool:
    """Say whether the floss rests because of tingle stops, today's included."""
    core, t = view.core, view.book.t
    if core.nerve_rest_until >= core.day:
        return True
    today = [stop.level for stop in core.today.stops if stop.tingling and stop.exercise == "nerve_floss"]
    days = {day for day, _ in core.tingle_stops if core.day - day < t.tingle_window_days}
    return bool(today) and today[-1] == 0 and len(days) + 1 >= t.tingle_stop_days


NOTICES: tuple[NoticeRule, ...] = (
    advised,
    severe,
    worsening,
    spread,
    no_change,
    booked,
    review,
    region,
    pregnant,
    nerve_rest,
)
