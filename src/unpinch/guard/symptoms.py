"""Check-ins: how it is now, and the alarms in it (readings, sections 3 and 4). The hottest path of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unpinch.guard import alarms, colours, doses, phases
from unpinch.guard.book import BOTH, EMERGENCY, LEFT, RIGHT, SAME_DAY, SITE_RANK, THIGH, UNSAID
from unpinch.guard.today import LEFT_NUMBNESS, NO_LEAST, NOT_SAID, RIGHT_NUMBNESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Levels, Today
    from unpinch.journal import Effective

_NUMBERS = ("leg_pain", "worst_leg_pain", "tingling", "numbness", "pain_site", "nerve_site")
_SIGNS = ("left_strength", "right_strength", "left_numb_new_area", "right_numb_new_area", "apart")
_NAMES = (
    *(f"left_{name}" for name in _NUMBERS),
    *(f"right_{name}" for name in _NUMBERS),
    "reaction",
    *_SIGNS,
    "back_pain",
)
_UNSAID: tuple[Any, ...] = tuple(() if name == "apart" else UNSAID for name in _NAMES)
_REACTION, _SIGNS_FROM, _APART, _BACK = map(_NAMES.index, ("reaction", "left_strength", "apart", "back_pain"))
_CALM: frozenset[object] = frozenset({"same", False, UNSAID})
"""What is said of strength and of numb areas where nothing was lost."""
_LOWER = {(pain, nerve): max(SITE_RANK[pain], SITE_RANK[nerve]) for pain in SITE_RANK for nerve in SITE_RANK}
"""The site of a side: the lower of pain site and nerve site."""
_ORDERS: Mapping[str, Mapping[object, int]] = {
    "pain_site": SITE_RANK,
    "nerve_site": SITE_RANK,
    "strength": {"same": 0, "cannot_tell": 1, "weaker": 2},
    "reaction": {"none": 0, "under_30_min": 1, "to_2_h": 2, "longer": 3, "this_morning": 4},
}
"""Words in the order from harmless to worst."""


def read_check_in(evidence: Evidence, entry: Effective) -> None:
    """Take a check-in: the worst of its versions for safety, the newest for today's dose."""
    values = entry.values
    plain = values is not None and len(entry.versions) == 1
    worst = values if plain and values is not None else worst_of(entry.versions)
    said = tuple(map(worst.get, _NAMES, _UNSAID))
    l_pain, _, l_tingling, l_numb, l_site, l_nerve, r_pain, _, r_tingling, r_numb, r_site, r_nerve, reaction, *_ = said
    leg = max(r_pain, l_pain)
    if evidence.waiting:
        colours.judge_waiting_days(evidence, leg, reaction)
    levels = (_LOWER[l_site, l_nerve], l_tingling, l_numb, _LOWER[r_site, r_nerve], r_tingling, r_numb)
    if said[_APART] or not _CALM.issuperset(said[_SIGNS_FROM:_APART]):
        _signs(evidence, entry, said[_SIGNS_FROM:_BACK])
    if l_numb > 0 or r_numb > 0:
        _numbness(evidence, entry, levels)
    if evidence.affected != BOTH:
        _free_leg(evidence, entry, said)
    _merge(evidence.today, entry, said, levels, leg)
    if leg >= evidence.limits.severe_leg_pain:
        evidence.severe_day = evidence.day
    if plain:
        _latest(evidence, entry, leg, said[_BACK])
    else:
        _corrected(evidence, entry)
    phases.move(evidence, leg, levels)
    if evidence.ready and _may_grow(evidence):
        doses.climb(evidence)


def _signs(evidence: Evidence, entry: Effective, signs: tuple[Any, ...]) -> None:
    """S13: weakness, or numbness in a new area; and numbness between the legs."""
    *strengths, left_area, right_area, apart = signs
    if "weaker" in strengths:
        evidence.today.weaker = True
        _lose(evidence, "new_weakness", entry)
    if True in (left_area, right_area):
        _lose(evidence, "new_numbness", entry)
    if "between_legs" in apart:
        alarms.raise_flag(evidence, "saddle", EMERGENCY, entry)


def _lose(evidence: Evidence, flag: str, entry: Effective) -> None:
    evidence.today.function_lost = True
    alarms.raise_flag(evidence, flag, SAME_DAY, entry)


def _numbness(evidence: Evidence, entry: Effective, levels: Levels) -> None:
    """S13: numbness well above the lowest of the last days, today's earlier check-ins included."""
    if max(levels[LEFT_NUMBNESS], levels[RIGHT_NUMBNESS]) < evidence.limits.numbness_rise:
        return
    first = max(evidence.numb_from, evidence.day - evidence.limits.numbness_window_days + 1)
    least = [day.least for day in evidence.days(first)]
    for side, place in enumerate((LEFT_NUMBNESS, RIGHT_NUMBNESS)):
        known = [pair[side] for pair in least if pair[side] > UNSAID]
        if known and levels[place] - min(known) >= evidence.limits.numbness_rise:
            _lose(evidence, "new_numbness", entry)


def _free_leg(evidence: Evidence, entry: Effective, said: tuple[Any, ...]) -> None:
    """Symptoms in a leg that was free: emergency; with no leg named yet, the first becomes the affected one.

    Legs not spoken of yet (a check-in said late may come before the facts) are no leg named.
    """
    affected = max(evidence.affected, 0)
    left = not affected & LEFT and _has_symptoms(said[:6])
    right = not affected & RIGHT and _has_symptoms(said[6:12])
    if not (left or right):
        return
    if affected == 0 and not (left and right):
        evidence.affected = LEFT if left else RIGHT
    else:
        alarms.raise_flag(evidence, "second_leg", EMERGENCY, entry)


def _has_symptoms(side: tuple[Any, ...]) -> bool:
    pain, _, tingling, numbness, site, _ = side
    return tingling > 0 or numbness > 0 or (pain > 0 and SITE_RANK[site] >= THIGH)


def _merge(today: Today, entry: Effective, said: tuple[Any, ...], levels: Levels, leg: int) -> None:
    """Fold the check-in into the worst of the day."""
    today.check_ins, today.known = (*today.check_ins, entry), None
    today.recorded = True
    today.worst = max(today.worst, leg, said[1], said[7])
    numbness = (levels[LEFT_NUMBNESS], levels[RIGHT_NUMBNESS])
    if today.levels is NOT_SAID and today.least is NO_LEAST:
        today.levels, today.least, today.leg_most = levels, numbness, leg
    else:
        today.levels = tuple(map(max, today.levels, levels))
        today.least = lowest(today.least, numbness)
        today.leg_most = max(today.leg_most, leg)
    if said[_REACTION] != UNSAID:
        today.stirred = said[_REACTION] in colours.LINGERING


def lowest(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return the lower number of each side; what wasn't said isn't compared."""
    left, right = (min((n for n in pair if n > UNSAID), default=UNSAID) for pair in zip(one, other, strict=True))
    return left, right


def _latest(evidence: Evidence, entry: Effective, leg: int, back: int) -> None:
    """Keep the newest leg and back pain: they decide today's dose."""
    if leg > UNSAID:
        evidence.today.leg = leg
    if back > UNSAID:
        evidence.back, evidence.back_day = back, evidence.day
    if evidence.fever is not None:
        alarms.settle_fever(evidence, entry.at_s)


def _corrected(evidence: Evidence, entry: Effective) -> None:
    """Take the newest values of a corrected check-in (none when taken back), and the least numbness of any version."""
    for version in entry.versions:
        numbness = (version.get("left_numbness", UNSAID), version.get("right_numbness", UNSAID))
        evidence.today.least = lowest(evidence.today.least, numbness)
    if entry.values is not None:
        leg = max(entry.values.get("left_leg_pain", UNSAID), entry.values.get("right_leg_pain", UNSAID))
        _latest(evidence, entry, leg, entry.values.get("back_pain", UNSAID))


def _may_grow(evidence: Evidence) -> bool:
    """Say whether today's answers allow a step: no painkillers, everything about the leg said, nothing booked."""
    today = evidence.today
    if today.said.painkillers or evidence.booked_on >= evidence.day or today.leg == UNSAID:
        return False
    left, right = min(today.levels[:3]) > UNSAID, min(today.levels[3:]) > UNSAID
    return (left or not evidence.affected & LEFT) and (right or not evidence.affected & RIGHT)


def worst_of(versions: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    """Return the worst value of each field over all versions that still count."""
    merged: dict[str, Any] = {}
    for values in versions:
        for name, value in values.items():
            merged[name] = _worse(name, merged[name], value) if name in merged else value
    return merged


def _worse(name: str, one: Any, other: Any) -> Any:  # noqa: ANN401
    if isinstance(one, list):
        return [*one, *other]
    if isinstance(one, int):
        return max(one, other)
    order = _ORDERS.get(name.partition("_")[2], _ORDERS.get(name, {}))
    return max(one, other, key=lambda word: order.get(word, 0))
