"""Planners with one rule broken, where the verifier meets the breach, and what a replay of its journal says.

`BROKEN` holds every rule that keeps a person safe, removed or turned; `LOOSER` every threshold, moved to its looser
side. `where` says which of the verifier's people and ways of living to look at: all of it would take too long here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tests.builders import shipped
from unpinch.guard import guard
from unpinch.guidance import RULES, Rules, fold_all, plan
from unpinch.guidance.blocks import BLOCKS
from unpinch.guidance.escalation import NOTICES
from unpinch.guidance.gates import ASKS, GATES, LATER_ASKS, gates
from unpinch.guidance.limits import LIMITS
from unpinch.guidance.phases import PHASE_RULES, PhaseRule
from unpinch.guidance.state import EMPTY, Ledger
from unpinch.guidance.verify import Report, Violation, Work, verify
from unpinch.journal import settle
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme


@dataclass(frozen=True)
class Where:
    """Which walks of the verifier meet a breach: a persona, a person, for so many days, with so many seeds at most."""

    persona: str
    person: str = "adult"
    days: int = 100
    seeds: int = 12

    @property
    def work(self) -> Work:
        """Just these walks, up to the first breach that today's plan shows."""
        return Work(
            breadth=0,
            walks=self.seeds,
            days=self.days,
            workers=1,
            people=(self.person,),
            personas=(self.persona,),
            hunting=True,
        )


@dataclass(frozen=True)
class Broken:
    """A planner with one rule broken: its rules or its programme are not the shipped ones.

    `invariants`: which of them the guard may find broken; several where it depends on what comes first.
    """

    invariants: str
    where: Where
    rules: Rules = RULES
    programme: Programme | None = None

    @property
    def planned(self) -> Programme:
        """The programme that the planner goes by. The guard always goes by the shipped one."""
        return self.programme or shipped()

    def report(self) -> Report:
        """Let the verifier walk."""
        return verify(self.planned, self.where.work, rules=self.rules, judged=shipped())

    def names(self, violation: Violation) -> bool:
        """Say whether the violation is of an invariant that this rule keeps."""
        return violation.invariant in self.invariants.split()

    def replayed(self, violation: Violation) -> Decision:
        """Decide on the journal of a violation, as `decide` does, with the same rules broken."""
        settled = settle(violation.entries, violation.now)
        state = fold_all(self.planned, settled.entries, EMPTY, self.rules.phases)
        ahead = tuple(one.id for one in settled.ahead)
        proposal = plan(self.planned, state, violation.now, ahead, self.rules)
        return guard(shipped(), settled, violation.now, proposal)


# -- rules ------------------------------------------------------------------------------------------------------------


def without(items: Iterable[Any], name: str) -> tuple[Any, ...]:
    """Return a list of rules without the one of that id."""
    return tuple(one for one in items if named(one) != name)


def named(rule: Any) -> str:
    """Return a rule's id; notices are functions and go by their name."""
    return str(getattr(rule, "id", None) or rule.__name__)


def no_gate(name: str) -> Rules:
    return replace(RULES, gates=without(GATES, name))


def no_ask(name: str) -> Rules:
    return replace(RULES, gates=gates(without(ASKS, name), without(LATER_ASKS, name)))


def no_limit(name: str) -> Rules:
    return replace(RULES, limits=without(LIMITS, name))


def no_block(name: str) -> Rules:
    return replace(RULES, blocks=without(BLOCKS, name))


def no_notice(name: str) -> Rules:
    return replace(RULES, notices=without(NOTICES, name))


def no_phase(name: str) -> Rules:
    return replace(RULES, phases=without(PHASE_RULES, name))


def at_once(name: str, place: Callable[[Ledger], bool]) -> Rules:
    """A phase rule turned: it applies wherever the person is in the right place, without waiting for anything."""
    old = next(rule for rule in PHASE_RULES if rule.id == name)
    turned = PhaseRule(name, lambda _, ledger: place(ledger), old.to)
    return replace(RULES, phases=(turned, *without(PHASE_RULES, name)))


SETTLING, SETTLED, STUCK = Where("settling"), Where("settled", days=140), Where("stuck", days=60)
FLARING, TINGLING, STRONG = Where("flaring"), Where("tingling"), Where("strong")
OFTEN, ADVISED = Where("often", days=60), Where("advised", days=365)
STEADY, SELDOM, LONG = (
    Where("steady", seeds=30),
    Where("seldom here", days=200, seeds=30),
    Where("long flares", days=200),
)
HEAVY = Where("settling", "heavy, strong bands", 60)

BROKEN: dict[str, Broken] = {
    "gate S1.flags": Broken("S1", ADVISED, no_gate("S1.flags")),
    "gate S9.not_yet": Broken("S9", Where("seen"), no_gate("S9.not_yet")),
    "gate pause": Broken("S10", Where("stuck and seldom here"), no_gate("pause")),
    "gate knowledge": Broken("S1 S10", SETTLING, no_gate("knowledge")),
    "gate S3.ended": Broken("S2 S3", OFTEN, no_gate("S3.ended")),
    "gate S3.start_8": Broken("S3", Where("worsening"), no_gate("S3.start_8")),
    "gate knowledge_later": Broken("S1 S10", SETTLING, no_gate("knowledge_later")),
    "ask S10.ahead": Broken("S10", ADVISED, no_ask("S10.ahead")),
    "ask S10.about": Broken("S10", Where("settling", "not all said", 5), no_ask("S10.about")),
    "ask S10.stale": Broken("S10", Where("seldom here"), no_ask("S10.stale")),
    "ask S1.first_screening": Broken("S1 S10", SETTLING, no_ask("S1.first_screening")),
    "ask S1.weekly": Broken("S1 S10", SETTLING, no_ask("S1.weekly")),
    "ask S10.check_in": Broken("S10", Where("anything", seeds=40), no_ask("S10.check_in")),
    "ask S1.daily": Broken("S1 S10", SETTLING, no_ask("S1.daily")),
    "ask S1.line": Broken("S1 S10", SETTLING, no_ask("S1.line")),
    "limit S3.start_6": Broken("S3", STEADY, no_limit("S3.start_6")),
    "limit day.lighter": Broken("S3", FLARING, no_limit("day.lighter")),
    "limit day.red_once": Broken("S3", FLARING, no_limit("day.red_once")),
    "limit dose.irritable": Broken("S3", FLARING, no_limit("dose.irritable")),
    "limit S9.six_weeks": Broken("S9", STUCK, no_limit("S9.six_weeks")),
    "limit S1.advise": Broken("S1", ADVISED, no_limit("S1.advise")),
    "limit S1.advise_severe": Broken("S1", ADVISED, no_limit("S1.advise_severe")),
    "block S2.rest_today": Broken("S2", TINGLING, no_block("S2.rest_today")),
    "block S3.rest_today": Broken("S2 S3", OFTEN, no_block("S3.rest_today")),
    "block S2.nerve_rest": Broken("S2", TINGLING, no_block("S2.nerve_rest")),
    "block S7.floss_cap": Broken("S7", OFTEN, no_block("S7.floss_cap")),
    "block S7.rest_between": Broken("S7", STRONG, no_block("S7.rest_between")),
    "block S7.week": Broken("S7", STRONG, no_block("S7.week")),
    "block dose.soreness": Broken("S7", STRONG, no_block("dose.soreness")),
    "block dose.hinge_first": Broken("S6", SETTLING, no_block("dose.hinge_first")),
    "notice advised": Broken("S1", ADVISED, no_notice("advised")),
    "notice severe": Broken("S1", Where("worsening"), no_notice("severe")),
    "notice worsening": Broken("S9", Where("worsening"), no_notice("worsening")),
    "notice spread": Broken("S9", Where("tingling", days=120), no_notice("spread")),
    "notice no_change": Broken("S9", STUCK, no_notice("no_change")),
    "notice review": Broken("S9", ADVISED, no_notice("review")),
    "notice nerve_rest": Broken("S2", TINGLING, no_notice("nerve_rest")),
    "phase phase.placed_decompress": Broken("S6", SETTLING, no_phase("phase.placed_decompress")),
    "phase phase.step_back": Broken("S6", FLARING, no_phase("phase.step_back")),
    "phase phase.replaced": Broken("S6", SETTLED, no_phase("phase.replaced")),
    "phase phase.placed_stabilise": Broken(
        "S6", SETTLING, at_once("phase.placed_stabilise", lambda ledger: ledger.phase is None)
    ),
    "phase phase.flare_return": Broken(
        "S6", FLARING, at_once("phase.flare_return", lambda ledger: ledger.former is not None)
    ),
    "phase phase.release_opens": Broken(
        "S6", SETTLING, at_once("phase.release_opens", lambda ledger: ledger.phase == "decompress")
    ),
    "phase phase.stabilise_opens": Broken(
        "S6", SETTLING, at_once("phase.stabilise_opens", lambda ledger: ledger.phase == "release")
    ),
    "phase phase.maintain_opens": Broken(
        "S6", SETTLING, at_once("phase.maintain_opens", lambda ledger: ledger.phase == "stabilise")
    ),
}
"""Every rule of the planner's lists whose breaking lets something unsafe through: removed; phases opened at once."""

SILENT: dict[str, str] = {
    "notice booked": "it says that an assessment is booked; the urgency stays, and the dose is held by another rule",
    "notice region": "it says what follows from where the pain is; contraindications block what must be blocked",
    "notice pregnant": "it names the midwife; contraindications block what must be blocked",
}
"""Rules whose removal only changes words or makes the plan stricter: why the guard has nothing to say."""

IN_SESSION: dict[str, Broken] = {
    "block S3.easier_today": Broken("S3", Where("strong", seeds=3), no_block("S3.easier_today")),
}
"""Rules that the guard asks for inside the session where the stop was, not for a later plan of the same day."""


# -- thresholds -------------------------------------------------------------------------------------------------------


def looser(step: int, invariants: str, where: Where) -> Callable[[str], Broken]:
    """A threshold moved by `step` for the planner alone."""

    def broken(name: str) -> Broken:
        old = shipped()
        moved = replace(old.thresholds, **{name: getattr(old.thresholds, name) + step})
        return Broken(invariants, where, programme=replace(old, hash=f"{old.hash} {name}", thresholds=moved))

    return broken


_MOVED: dict[str, Callable[[str], Broken]] = {
    "adult_age_years": looser(-1, "S1", Where("settling", "under age", 5)),
    "weekly_screening_days": looser(1, "S1 S10", SETTLING),
    "fever_free_hours": looser(-24, "S1", ADVISED),
    "stale_days": looser(1, "S10", SELDOM),
    "no_exercise_leg_pain": looser(1, "S3", Where("worsening")),
    "half_dose_leg_pain": looser(1, "S3", STEADY),
    "session_end_leg_rise": looser(1, "S3", OFTEN),
    "settle_first_min": looser(-1, "S2", TINGLING),
    "settle_last_min": looser(5, "S2 S3", TINGLING),
    "numbness_rise": looser(1, "S13", TINGLING),
    "numbness_window_days": looser(-3, "S13", Where("numb")),
    "severe_leg_pain": looser(1, "S1", Where("worsening")),
    "severe_days": looser(1, "S1", Where("worsening")),
    "green_leg_pain": looser(1, "S6", STUCK),
    "green_leg_pain_usual": looser(1, "S6", STEADY),
    "median_days": looser(7, "S3 S6", Where("worsening")),
    "red_leg_pain": looser(1, "S6", FLARING),
    "gap_days": looser(1, "S6", SELDOM),
    "red_running_days": looser(1, "S6", FLARING),
    "red_count": looser(1, "S6", FLARING),
    "red_window_days": looser(-3, "S6", FLARING),
    "flare_days": looser(7, "S6", LONG),
    "flare_return_green_days": looser(-1, "S6", FLARING),
    "irritable_leg_pain": looser(1, "S3", LONG),
    "release_green_days": looser(-1, "S6", SETTLING),
    "release_leg_pain": looser(1, "S6", STEADY),
    "release_leg_pain_steady": looser(1, "S6", STEADY),
    "steady_days": looser(-7, "S6", STEADY),
    "steady_recorded_days": looser(-5, "S6", STEADY),
    "steady_range": looser(1, "S6", STEADY),
    "stabilise_green_days": looser(-1, "S6", SETTLING),
    "stabilise_green_days_free": looser(-1, "S6", Where("free")),
    "stabilise_leg_pain": looser(1, "S6", STEADY),
    "maintain_stabilise_days": looser(-7, "S6", SETTLED),
    "maintain_leg_pain": looser(1, "S6", SETTLING),
    "maintain_leg_days": looser(-7, "S6", SETTLED),
    "maintain_recorded_days": looser(-3, "S6", SELDOM),
    "hinge_calm_days": looser(-1, "S6", SETTLING),
    "floss_rounds_a_day": looser(1, "S7", OFTEN),
    "floss_repetitions_a_day": looser(20, "S7", STRONG),
    "floss_force_n": looser(5, "S4", HEAVY),
    "traction_first_s": looser(10, "S6", SETTLING),
    "traction_step_s": looser(10, "S6", SETTLING),
    "traction_most_s": looser(30, "S5 S6", Where("worsening")),
    "traction_force_n": looser(20, "S4", HEAVY),
    "traction_body_weight_percent": looser(5, "S4", Where("steady", "light", 60)),
    "loop_most_n": looser(20, "S4", HEAVY),
    "strength_days_first": looser(1, "S7", SETTLING),
    "strength_days_maintain": looser(1, "S7", SETTLED),
    "strength_gap_hours": looser(-12, "S7", STRONG),
    "strength_more_after_days": looser(-7, "S7", STRONG),
    "gentle_floss_level": looser(1, "S3", FLARING),
    "step_green_days": looser(-1, "S6", SETTLING),
    "soreness_to_hours": looser(-36, "S7", STRONG),
    "tingle_stop_days": looser(1, "S2", TINGLING),
    "tingle_window_days": looser(-3, "S2", TINGLING),
    "nerve_rest_days": looser(-3, "S2", TINGLING),
    "worsening_days": looser(1, "S9", Where("worsening")),
    "worsening_rise": looser(1, "S9", Where("worsening")),
    "no_change_start_leg_pain": looser(1, "S9", STUCK),
    "no_change_recommend_days": looser(7, "S9", STUCK),
    "no_change_insist_days": looser(7, "S9", STUCK),
    "improvement_leg_pain": looser(-1, "S9", STUCK),
    "spread_days": looser(1, "S9", Where("tingling", days=120)),
    "review_days": looser(14, "S9", ADVISED),
}

LOOSER: dict[str, Broken] = {name: moved(name) for name, moved in _MOVED.items()}

LOOSER_IN_SESSION: dict[str, Broken] = {
    "exercise_end_back_rise": looser(1, "S3", Where("strong", seeds=4))("exercise_end_back_rise"),
}
"""Thresholds that the guard asks for inside a session alone."""

SILENT_THRESHOLDS: dict[str, str] = {
    "session_end_leg_pain": "never decides alone: below a start of 6, 8 is a rise of 2; from 6 any stop ends",
    "both_legs_new_weeks": "it raises an alarm from the lasting facts as well; the guard goes by the question's answer",
    "placing_back_pain": "it makes the bridge lighter for comfort; no invariant speaks of back pain at the start",
    "traction_unknown_weight_n": "never decides alone: each level's own newtons don't go beyond it",
    "strength_days_most": "never decides alone: days that don't touch leave room for four in seven",
    "soreness_from_hours": "never decides alone: strengthening rests for longer than that anyway",
    "no_change_say_days": "after two weeks it is said, without urgency",
    "practice_percent": "it chooses the words; the urgency after four and six weeks is the same with and without",
}
"""Thresholds that move words only, or that another one always comes before."""

UNREAD_THRESHOLDS: dict[str, str] = {
    "first_episode_age_years": "a question of the screening asks it in words",
    "calm_leg_pain": "stands for the words of the pages; no rule of the planner compares with it",
    "floss_stretch_percent": "each level has its own most, and the programme check keeps that below it",
    "loop_start_low_n": "each level has its own range, and the programme check keeps that within it",
    "loop_start_high_n": "each level has its own range, and the programme check keeps that within it",
    "stretch_warn_percent": "the programme check warns of it",
    "stretch_refuse_percent": "each level has its own most, and the programme check keeps that below it",
}
"""Thresholds that no rule of the planner reads."""
