"""Seeded paths of real entries: concrete members of the groups, two devices, wrong clocks, other zones, late arrivals.

The walks of `walks` follow one clock and one device. Here every device has a clock of its own, which may jump 3 hours
or 10 days ahead or back, and an offset that changes with zones and daylight saving; each decides by what it has. What
the other one wrote arrives late and in any order, or never; entries are corrected and taken back at any time. Planner
and guard read the whole journal through `settle` at each step, as the program does.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unpinch.guard import check, check_step, read
from unpinch.guidance.folding import fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.session import Session
from unpinch.guidance.state import EMPTY
from unpinch.guidance.verify import members
from unpinch.guidance.verify.world import Violation, dead_end
from unpinch.journal import Author, Entry, Moment, Settled, derived_id, settle
from unpinch.journal.kinds import ALARMS, STOP_REASONS, STOP_SITES
from unpinch.programme.decision import Decision, PlannedSet, Step
from unpinch.programme.model import Programme

_HOUR_S, _DAY_S = 3600, 86_400
_START_S = Moment.parse("2026-03-20T08:00:00+00:00").epoch_s
"""Nine days before clocks in Europe change."""
_JUMPS_S = (3 * _HOUR_S, -3 * _HOUR_S, 10 * _DAY_S, -10 * _DAY_S)
_ZONES_MIN = (-720, -300, 0, 60, 120, 330, 345, 540, 780, 840)
_SAVING_MIN = 60
_WAITS_S = (120, 900, 4 * _HOUR_S, 11 * _HOUR_S, _DAY_S, _DAY_S, _DAY_S, 2 * _DAY_S, 5 * _DAY_S, 8 * _DAY_S)
_MOSTLY, _SOMETIMES, _SELDOM = 0.7, 0.3, 0.1
_STEPS_MOST = 8
_ACTS_MOST = 10


@dataclass(slots=True)
class Found:
    """What paths have come upon. `met`: how often each kind of disturbance was met."""

    paths: int = 0
    transitions: int = 0
    trained: int = 0
    met: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take in what others have come upon."""
        self.paths += other.paths
        self.transitions += other.transitions
        self.trained += other.trained
        self.met += other.met
        self.violations += other.violations


@dataclass(slots=True)
class Device:
    """One of the person's devices: the entries it has, how wrong its clock is, and its offset from UTC."""

    author: Author
    has: list[Entry] = field(default_factory=list)
    wrong_s: int = 0
    offset_min: int = 0


class Path:
    """One person's days on two devices."""

    def __init__(self, programme: Programme, judged: Programme, rules: Rules, seed: int) -> None:
        """Begin with the lasting facts and a band or two, said on the first device."""
        self.programme, self.judged, self.rules, self.seed = programme, judged, rules, seed
        self.dice = random.Random(f"path/{seed}")  # noqa: S311 - a seeded path, no secret
        self.found, self.now_s, self.count = Found(1), _START_S, 0
        self.devices = [Device(Author(derived_id("device", str(seed), name))) for name in "ab"]
        self.here = self.devices[0]
        self.say("about", members.a_person(self.dice, programme, self.now.day))
        for _ in range(self.dice.randint(0, 3)):
            self.say("band", {"band": self.new_id(), **members.a_band(self.dice)})

    @property
    def now(self) -> Moment:
        """Return what the clock of the device in hand says."""
        return Moment.of(self.now_s + self.here.wrong_s, self.here.offset_min)

    def new_id(self) -> str:
        """Return the next id of this path: the same seed gives the same ones."""
        self.count += 1
        return derived_id("path", str(self.seed), str(self.count))

    def say(self, kind: str, values: dict[str, Any], at: str = "") -> Entry:
        """Write one entry on the device in hand: one transition. Half a minute passes."""
        entry = self.here.author.write(kind, values, at or self.now.text, self.now.text, self.new_id())
        self.here.has.append(entry)
        self.now_s += 30
        self.found.transitions += 1
        return entry

    def run(self) -> Found:
        """Live some acts; judge the plan after each."""
        for _ in range(self.dice.randint(4, _ACTS_MOST)):
            self.dice.choices(_ACTS, _WEIGHTS)[0](self)
            decision = self.decision()
            if decision.kind == "train" and members.happens(self.dice, _MOSTLY):
                self.sit(decision)
        return self.found

    # what is decided

    def settled(self) -> Settled:
        """Return what counts on the device in hand."""
        return settle(self.here.has, self.now)

    def decision(self) -> Decision:
        """Return the plan on the device in hand; note what the guard finds wrong with it."""
        settled, now = self.settled(), self.now
        state = fold_all(self.programme, settled.entries, EMPTY, self.rules.phases)
        decision = plan(self.programme, state, now, tuple(one.id for one in settled.ahead), self.rules)
        evidence = read(self.judged, settled.entries)
        evidence.ahead = bool(settled.ahead)
        self.found.trained += decision.kind == "train"
        for breach in check(evidence, now, decision):
            self._note(breach.invariant, breach.text, in_session=False)
        if dead := dead_end(decision):
            self._note("dead end", dead, in_session=False)
        return decision

    def _note(self, invariant: str, text: str, *, in_session: bool) -> None:
        found = self.found.violations
        if all((one.invariant, one.in_session) != (invariant, in_session) for one in found):
            found.append(Violation(invariant, text, tuple(self.here.has), self.now, in_session))

    # a session

    def sit(self, decision: Decision) -> None:
        """Go through some of a session, replayed from the journal at each step as a page does it."""
        started = self.say("session_started", {"session": self.new_id(), "decision": self.new_id()})
        for _ in range(self.dice.randint(1, _STEPS_MOST)):
            step = self.step(decision, started)
            if step is None or step.kind in {"ended", "seek_care"} or not self.answer(step, started):
                return
        self.say("session_ended", {"session": started.values["session"], "how": "done"})

    def step(self, decision: Decision, started: Entry) -> Step | None:
        """Return what the session offers; None where its own beginning doesn't count (a clock was put back)."""
        settled, now = self.settled(), self.now
        place = next((n for n, one in enumerate(settled.entries) if one.id == started.id), None)
        if place is None:
            return None
        before = fold_all(self.programme, settled.entries[:place], EMPTY, self.rules.phases)
        session = Session.start(self.programme, before, decision, started).take_all(settled.entries[place + 1 :])
        step = session.offer(now, self.rules.blocks)
        evidence = read(self.judged, settled.entries)
        evidence.ahead = bool(settled.ahead)
        for breach in check_step(evidence, now, step, decision):
            self._note(breach.invariant, breach.text, in_session=True)
        return step

    def answer(self, step: Step, started: Entry) -> bool:
        """Answer a step in one of its ways; say no where the person falls silent."""
        session = started.values["session"]
        if step.set is not None:
            self._of_set(step, step.set, session)
            return True
        stops = [entry for entry in self.here.has if entry.kind == "stopped"]
        if not stops or members.happens(self.dice, _SELDOM):
            return False
        self._of_stop(step, stops[-1], session)
        return True

    def _of_set(self, step: Step, one: PlannedSet, session: str) -> None:
        place = {"session": session, "index": one.index, "exercise": one.exercise, "level": one.level, "side": one.side}
        if step.kind == "felt":
            self.say("felt", {**place, **members.of_kind(self.dice, "felt", ("answer",), self.now.day)})
            return
        kind = self.dice.choices(("set_done", "set_skipped", "easier", "stopped"), (12, 1, 1, 2))[0]
        amount = {"repetitions": one.repetitions} if one.repetitions else {"hold_s": one.hold_s}
        self.now_s += self.dice.randint(5, 200)
        self.say(kind, {**place, **amount, "spare": True} if kind == "set_done" else place)

    def _of_stop(self, step: Step, stop: Entry, session: str) -> None:
        dice, place = self.dice, {"session": session, "stop": stop.id}
        if step.kind == "settled":
            self.now_s += step.wait_s + dice.choice((0, 0, 600))
            minutes = min(120, max(0, self.now.epoch_s - stop.at_s) // 60)
            self.say("settled", {**place, "after_min": minutes, "answer": dice.choice(("back", "back", "not_back"))})
        elif step.asks:
            self.say("screening", {"scope": "event", "yes": [], "no": list(step.asks), "not_sure": [], "lifts": []})
        else:
            alarms = [dice.choice(ALARMS)] if members.happens(dice, _SELDOM) else ["none"]
            said = {"reason": dice.choice(STOP_REASONS), "where": dice.sample(STOP_SITES, dice.randint(0, 1))}
            strength = members.of_kind(dice, "stop_answer", ("leg_pain", "back_pain", "back_sharp"), self.now.day)
            self.say("stop_answer", {**place, **said, "alarms": alarms, **strength})


# -- what may happen --------------------------------------------------------------------------------------------------


def _morning(path: Path) -> None:
    """Let a day pass, check in, and answer what is asked first."""
    path.now_s += _DAY_S
    _check_in(path)


def _check_in(path: Path) -> None:
    path.say("check_in", members.a_check_in(path.dice, path.now.day))
    for scope in ("full", "weekly", "daily", "line"):
        if f"screening_{scope}" in path.decision().asks:
            path.say("screening", members.a_screening(path.dice, path.programme, scope))


def _alarm(path: Path) -> None:
    path.say("screening", members.a_screening(path.dice, path.programme, "event"))


def _clear(path: Path) -> None:
    """Have a standing flag, or an advised question, looked at: in time or not, all of it or not."""
    core = fold_all(path.programme, path.settled().entries, EMPTY, path.rules.phases).core
    wanted = [(flag.id, list(flag.raised)) for flag in core.flags] + [(name, []) for name in sorted(core.advised)]
    if not wanted:
        return
    question, raised = path.dice.choice(wanted)
    day = path.now.day - path.dice.choice((0, 0, 0, 1, 90))
    path.say(
        "clearance",
        {
            "question": question,
            "verdict": path.dice.choice(("may_exercise", "may_exercise", "not_yet")),
            "examined_by": "a doctor",
            "examined_on": date.fromordinal(day).isoformat(),
            "lifts": raised[path.dice.choice((0, 0, 1)) :],
        },
    )


def _visit(path: Path) -> None:
    status = path.dice.choice(("booked", "had"))
    verdict = members.of_kind(path.dice, "assessment", ("verdict",), path.now.day) if status == "had" else {}
    path.say(
        "assessment", {"status": status, **members.of_kind(path.dice, "assessment", ("on",), path.now.day), **verdict}
    )


def _pause(path: Path) -> None:
    kind = path.dice.choice(("pause", "resume", "resume"))
    path.say(kind, {"reason": "travel"} if kind == "pause" else {})


def _wait(path: Path) -> None:
    path.now_s += path.dice.choice(_WAITS_S)


def _jump(path: Path) -> None:
    path.here.wrong_s += path.dice.choice(_JUMPS_S)
    path.found.met["clock moves"] += 1


def _mend(path: Path) -> None:
    path.here.wrong_s = 0


def _travel(path: Path) -> None:
    path.here.offset_min = path.dice.choice(_ZONES_MIN)
    path.found.met["zone changes"] += 1


def _save_daylight(path: Path) -> None:
    moved = path.here.offset_min + path.dice.choice((-_SAVING_MIN, _SAVING_MIN))
    path.here.offset_min = max(min(_ZONES_MIN), min(moved, max(_ZONES_MIN)))
    path.found.met["daylight-saving changes"] += 1


def _change_device(path: Path) -> None:
    path.here = path.devices[1] if path.here is path.devices[0] else path.devices[0]


def _arrive(path: Path) -> None:
    """Let the device in hand get what the other has written: some of it, in any order; some of it only later."""
    other = path.devices[1] if path.here is path.devices[0] else path.devices[0]
    known = {entry.id for entry in path.here.has}
    missing = [entry for entry in other.has if entry.id not in known]
    arriving = path.dice.sample(missing, path.dice.randint(0, len(missing)))
    path.found.met["arrived late"] += len(arriving)
    path.found.met["still missing"] += len(missing) - len(arriving)
    path.here.has.extend(arriving)
    path.dice.shuffle(path.here.has)


def _second_thoughts(path: Path) -> None:
    """Correct or take back something said at any time; or say late what was so hours ago."""
    dice = path.dice
    known = [entry for entry in path.here.has if entry.kind in {"check_in", "screening", "set_done", "assessment"}]
    if not known or members.happens(dice, _SOMETIMES):
        hours_ago = path.now.plus(-_HOUR_S * dice.randint(1, 60))
        path.say("check_in", members.a_check_in(dice, path.now.day), hours_ago.text)
        path.found.met["said late"] += 1
        return
    one = dice.choice(known)
    if one.kind == "check_in" and members.happens(dice, _MOSTLY):
        path.say("check_in", {**members.a_check_in(dice, path.now.day), "replaces": one.id})
    else:
        path.say("retraction", {"replaces": one.id})
    path.found.met["corrected or taken back"] += 1


_CHANCES: tuple[tuple[Callable[[Path], None], int], ...] = (
    (_morning, 40),
    (_check_in, 8),
    (_alarm, 3),
    (_clear, 6),
    (_visit, 3),
    (_pause, 2),
    (_wait, 6),
    (_jump, 4),
    (_mend, 4),
    (_travel, 3),
    (_save_daylight, 3),
    (_change_device, 6),
    (_arrive, 8),
    (_second_thoughts, 6),
)
_ACTS, _WEIGHTS = tuple(act for act, _ in _CHANCES), tuple(chance for _, chance in _CHANCES)


def walked(programme: Programme, seeds: range, *, rules: Rules = RULES, judged: Programme | None = None) -> Found:
    """Walk the paths of some seeds."""
    found = Found()
    for seed in seeds:
        found.add(Path(programme, judged or programme, rules, seed).run())
    return found
