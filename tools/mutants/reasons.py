"""Why a fault may stay: for each place where faults make no difference, or none that a test should hold fast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.mutants.places import Mutant


@dataclass(frozen=True, slots=True)
class Reason:
    """Why faults of a file (its end), a function and a change (patterns, matched from their start) may stay."""

    file: str
    function: str
    change: str
    why: str

    def fits(self, mutant: Mutant) -> bool:
        """Say whether it speaks of this fault."""
        here = mutant.path.endswith(self.file) and re.fullmatch(self.function, mutant.function) is not None
        return here and re.match(self.change, mutant.change) is not None


_ANY = ".*"
_SPARED = "only time is saved here: the long way round comes to the same"
_KEPT = "how much is remembered to save time, never what"
_UNSAID = "a value that stands for 'not said' and is only told from said ones, which are 0 and more"
_STRICT = "both tuples are always made together, so the length check never speaks"
_NEVER = "the case can't come: what is compared was ruled out, or is always there, before"
_FIRST_DAY = "days are counted from the year 1, and nothing is asked before the first entry: no day is 0"
_SAME_SESSION = "versions of an entry name the same session"
_OPEN = "where the reading leaves room the guard takes the more open one, here of what the planner holds back anyway"

REASONS: tuple[Reason, ...] = (
    Reason("guidance/course.py", _ANY, _ANY, f"{_SPARED} (tests/guidance/test_course.py)"),
    Reason("guard/alarms.py", "read_screening|_calm_scope|_scope_if_calm", _ANY, f"{_SPARED}, answer by answer"),
    Reason("guard/alarms.py", "", r"constant: 64", _KEPT),
    Reason("guard/alarms.py", "_answers", r"condition: if evidence\.fever is not None -> if True", _SPARED),
    Reason("guard/alarms.py", "_deny", r"condition: if lifted -> if True", f"{_SPARED}: nothing is lifted by nothing"),
    Reason("guard/alarms.py", "_heat", r"condition: if evidence\.fever is not None -> if False", _OPEN),
    Reason("guard/alarms.py", "_fever_is_over", r"part of a condition: fever is None", _NEVER),
    Reason("guard/book.py", "Book._exercises", r"constant: 1 -> 2", "bits that only tell exercises apart"),
    Reason("guard/book.py", "Book._exercises", r"condition: if name", "no other exercise has a level below its first"),
    Reason("guard/care.py", "_start_on|latest_day", r"constant: 0 -> -1", _FIRST_DAY),
    Reason("guard/care.py", "_severe", r"comparison: evidence\.severe_day", f"{_SPARED}, day by day"),
    Reason("guard/colours.py", "", r"constant: 28", "farther than any rule looks"),
    Reason("guard/colours.py", "_colour", r"return: return AMBER -> return 0", "the same number by its name"),
    Reason(
        "guard/colours.py", "Judged.window", _ANY, "a number made for the verifier's keys; which one doesn't matter"
    ),
    Reason("guard/evidence.py", "Evidence.restless", _ANY, f"{_SPARED}, answer by answer"),
    Reason("guard/evidence.py", "Evidence.turn", r"condition: if self\.waiting", _SPARED),
    Reason("guard/evidence.py", "Evidence.turn", r"comparison: self\.day > UNSAID", _FIRST_DAY),
    Reason("guard/evidence.py", "Evidence.turn", r"constant: 1 -> 0", "farther than any rule looks"),
    Reason("guard/evidence.py", "", r"constant: ", "a blank that the first entry sets"),
    Reason("guard/scene.py", "Scene.counts", _ANY, f"{_SPARED}; a list of one has one end"),
    Reason("guard/doses.py", "close_day|after_green", r"condition: ", _SPARED),
    Reason("guard/doses.py", "", r"(?:constant: (?:48|40|1|4) |arithmetic: 1 << 48)", "farther than any rule looks"),
    Reason(
        "guard/doses.py",
        "_close_sets",
        r"arithmetic: place & strength",
        "what is spare of other exercises isn't asked: all that was done of them counts",
    ),
    Reason("guard/doses.py", "_close_stops", r"constant: 0 -> -1", "what the programme doesn't know is never offered"),
    Reason(
        "guard/rules_dose.py",
        "_pull",
        r"comparison: force\[1\] > cap \+ ROUNDING_N / 2 -> force\[1\] >=",
        "forces are whole newtons, and no cap ends in a half",
    ),
    Reason("guard/rules_dose.py", "_pull", r"constant: 1 -> 0", "only the words of a breach"),
    Reason("guard/rules_dose.py", "strength_spacing", r"comparison: last_s > UNSAID -> last_s >= UNSAID", _UNSAID),
    Reason("guard/scene.py", "Scene.__init__", r"condition: if evidence\.flags -> if True", _SPARED),
    Reason("guard/phases.py", "", r"constant: 0", "the start before there is one; the first check-in sets it"),
    Reason("guard/phases.py", "move", r"comparison: evidence\.phase < MAINTAIN", _NEVER),
    Reason("guard/phases.py", "_open", r"constant: 1", "which check-in of the day says what time it is"),
    Reason("guard/rules_course.py", "phase", r"(?:comparison|condition): (?:if )?most", "only the words of a breach"),
    Reason("guard/rules_course.py", "_at_start", r"constant: 1", _NEVER),
    Reason("guard/stops.py", "_settled", r"return: return WAITING", "the same number by its name"),
    Reason("guard/stops.py", "read_stopped", r"(?:and/or|constant: 1 )", f"{_NEVER}: a stop can't be taken back"),
    Reason("guard/stops.py", "read_settled", r"comparison: said > one\.settled -> said >=", "the same said once more"),
    Reason("guard/stops.py", "read_settled", r"part of a condition: one\.id in stop_ids", _OPEN),
    Reason("guard/stops.py", "read_felt", _ANY, f"{_SPARED}: a plain good answer says nothing new"),
    Reason("guard/symptoms.py", "", r"member: ", f"{_SPARED}: what is calm isn't looked at sign by sign"),
    Reason("guard/symptoms.py", "", r"constant: 0 -> -1", "only the order of the words matters"),
    Reason("guard/symptoms.py", "_merge", r"(?:comparison|condition): (?:if )?today\.levels is", _SPARED),
    Reason(
        "guard/symptoms.py",
        "read_check_in",
        r"condition: if (?:evidence\.waiting|evidence\.affected|plain|said\[_APART\])",
        _SPARED,
    ),
    Reason("guard/symptoms.py", "read_check_in", r"(?:comparison|constant): (?:[lr]_numb > )?0", _SPARED),
    Reason(
        "guard/symptoms.py", "read_check_in", r"comparison: values is not None", f"{_SPARED}: one version is the worst"
    ),
    Reason("guard/symptoms.py", "_numbness", r"condition: ", "what lies below the rise can't be above it by that"),
    Reason("guard/symptoms.py", "_latest", r"condition: if evidence\.fever", _SPARED),
    Reason("guard/symptoms.py", "_worse", r"constant: 0", "the rank of a word that the journal doesn't let in"),
    Reason("guard/today.py", "Said.limited", r"constant: 3 -> 4", "painkillers are never said to be limited"),
    Reason("guard/today.py", "Today.over", r"constant: 1 -> 0", _SAME_SESSION),
    Reason("guidance/blocks.py", "_same_session", r"part of a condition", _NEVER),
    Reason("guidance/blocks.py", "_sore", r"part of a condition", "never is longer ago than muscles are sore"),
    Reason("guidance/book.py", "", r"constant: ", _KEPT),
    Reason(
        "guidance/book.py", "_make", r"member: 'emergency'", "the emergency questions are taken off where it is used"
    ),
    Reason("guidance/book.py", "book_of", _ANY, _KEPT),
    Reason("guidance/book.py", "ladder", r"constant: 1", "the first rung is made from the same numbers"),
    Reason(
        "guidance/check_ins.py",
        "check_in",
        r"condition: if (?:ledger\.pending|today\.levels is NOTHING|ledger\.flags)",
        _SPARED,
    ),
    Reason(
        "guidance/check_ins.py", "_check_in_flags", r"condition: if said\.alarming or said\.numb -> if True", _SPARED
    ),
    Reason("guidance/check_ins.py", "_more_numb", r"condition: ", "what lies below the rise can't be above it by that"),
    Reason("guidance/check_ins.py", "_numb_low", r"constant: ", "days out of the window are let go when it is read"),
    Reason("guidance/check_ins.py", "_numb_now", r"condition: ", _SPARED),
    Reason("guidance/colours.py", "", r"(?:constant|member): ", _KEPT),
    Reason(
        "guidance/colours.py",
        "FollowUp.of|worst_reaction",
        r"(?:comparison: |condition: |constant: (?:0 -> -1|1 -> 0))",
        f"{_SPARED}: one version is the worst",
    ),
    Reason("guidance/colours.py", "_is_green", r"part of a condition: last is not None and here", _SPARED),
    Reason("guidance/day.py", "OpenDay.__init__", r"condition: if done -> if True", _SPARED),
    Reason("guidance/doing.py", "begin", r"condition: if known\.fresh -> if True", _SPARED),
    Reason(
        "guidance/day.py", "", r"(?:constant|member): ", "ranks of sites that are only named; the journal ranks them"
    ),
    Reason("guidance/escalation.py", "_stuck_days", r"part of a condition", _NEVER),
    Reason(
        "guidance/escalation.py", "_stuck_days", r"return: return NEVER -> return 0", "too few days to say anything"
    ),
    Reason("guidance/escalation.py", "_worst_leg_pains", r"condition: ", _UNSAID),
    Reason("guidance/escalation.py", "booked", r"(?:comparison|constant): ", _FIRST_DAY),
    Reason("guidance/flags.py", "raise_flag", r"constant: 0 -> -1", _FIRST_DAY),
    Reason("guidance/flags.py", "raise_flag|_without|examined_in_time", r"constant: True", _STRICT),
    Reason("guidance/flags.py", "_no", r"condition: ", f"{_SPARED}: nothing is lifted by nothing"),
    Reason("guard/alarms.py", "raise_flag|_lift|Flag.newest_told", r"constant: True", _STRICT),
    Reason("guidance/folding.py", "fold|fold_all|_newest_s", _ANY, f"{_SPARED}: quiet entries change nothing"),
    Reason(
        "guidance/folding.py",
        "_roll",
        r"(?:condition|constant|comparison: ledger\.full_day >= 0 -> ledger\.full_day > 0)",
        "before the first entry there is nothing to move on",
    ),
    Reason(
        "guidance/folding.py",
        "_paused_mask",
        r"(?:comparison|condition): (?:if )?ledger\.paused_until <|constant: 0 -> -1",
        "of a pause that is over no day is left to mark",
    ),
    Reason("guidance/folding.py", "_closed", r"constant: ", _UNSAID),
    Reason("guidance/folding.py", "", r"(?:arithmetic|constant): ", "farther than any rule looks"),
    Reason("guidance/gates.py", "_asking", r"condition: ", "nothing missing asks for nothing"),
    Reason(
        "guidance/keeping.py",
        "session_started|set_done",
        r"constant: ",
        _SAME_SESSION,
    ),
    Reason("guidance/keeping.py", "set_done", r"condition: if known is", _SPARED),
    Reason("guidance/person.py", "learn", _ANY, "notes and names are no facts that a rule reads"),
    Reason("guidance/phases.py", "after_check_in", r"part of a condition: first and checked", _NEVER),
    Reason(
        "guidance/phases.py", "_placed_stabilise", r"return: .* -> return True", "the rule before it takes all others"
    ),
    Reason("guidance/session.py", "", r"constant: (?:0|False) ", "set by the first stop; nothing asks for it before"),
    Reason("guidance/session.py", "Session.start", r"constant: 0 -> -1", _SAME_SESSION),
    Reason(
        "guidance/session.py", "Session._as_allowed", r"condition: if fit\.level\.number != number -> if True", _SPARED
    ),
    Reason("guidance/sets.py", "_offer", r"condition: if fit\.level\.number != number -> if True", _SPARED),
    Reason(
        "guidance/session.py", "Session._ahead_of_set", r"condition: ", "what is imagined done is counted by its kind"
    ),
    Reason(
        "guidance/session.py",
        "Session._settled",
        r"constant: ",
        "nobody is asked before the first minute or after two hours",
    ),
    Reason("guidance/state.py", _ANY, _ANY, "a key that tells states apart for the verifier and tests"),
    Reason("guidance/words.py", _ANY, _ANY, "words"),
)


def why(mutant: Mutant) -> str:
    """Return why a fault may stay, or an empty text."""
    return next((one.why for one in REASONS if one.fits(mutant)), "")
