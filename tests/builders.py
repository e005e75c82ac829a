"""Journals for tests, written the way days go: `d = Diary(); d.ready(); d.morning(leg=3); d.session(floss=5)`.

The clock moves only when told (and ten seconds with each entry, so that nothing happens at the same moment by chance).
All ids are made from the diary's name and a count: the same calls always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Self

from unpinch.journal import Author, Entry, derived_id
from unpinch.programme import load
from unpinch.programme.model import Programme

TICK_S = 10
SIDES = ("left", "right")
EXERCISES = {
    "floss": "nerve_floss",
    "traction": "leg_traction",
    "cross_body": "cross_body",
    "hinge": "seated_hinge",
    "clamshell": "clamshell",
    "bridge": "bridge",
}
HOLDS = ("leg_traction", "cross_body", "seated_hinge")
HEALTHY_ADULT: Mapping[str, Any] = {
    "country": "GB",
    "age_years": 40,
    "height_cm": 170,
    "body_mass_kg": "70",
    "pregnancy": "no",
    "latex_allergy": "no",
    "left_hip_replaced": "no",
    "right_hip_replaced": "no",
    "left_knee_replaced": "no",
    "right_knee_replaced": "no",
    "conditions": [],
    "floor_alone": "yes",
    "lie_flat": "yes",
    "legs": "left",
    "duration_weeks": 6,
    "examined": "yes",
    "pain_region": "below_buttock",
    "sitting": "neither",
    "standing": "neither",
}


@cache
def shipped() -> Programme:
    """Return the shipped programme, loaded once for all tests."""
    return load()


@cache
def asked_in(scope: str) -> tuple[str, ...]:
    """Return the ids of the questions a screening of that scope asks."""
    tiers = {"emergency", "same_day"}
    every = shipped().questions.values()
    if scope == "full":
        return tuple(question.id for question in every)
    if scope == "weekly":
        return tuple(question.id for question in every if question.weekly)
    if scope in {"daily", "line"}:
        return tuple(question.id for question in every if question.tier in tiers)
    return ()


class Diary:
    """One person's journal in the making: devices that write, and a clock that the test moves."""

    def __init__(self, start: str = "2026-03-02T08:00:00+00:00", name: str = "diary") -> None:
        """Start the clock; nothing is written yet."""
        self.name = name
        self.clock = datetime.fromisoformat(start)
        self.entries: list[Entry] = []
        self.lines: list[bytes] = []
        self.legs = "left"
        self.open_session: str | None = None
        self.next_index = 0
        self._authors: dict[str, Author] = {}
        self._count = 0
        self.use("phone")

    # the clock

    @property
    def now(self) -> str:
        """The clock as an RFC 3339 text."""
        return self.clock.isoformat(timespec="seconds")

    @property
    def today(self) -> str:
        """The clock's date, YYYY-MM-DD."""
        return self.clock.date().isoformat()

    def days_ago(self, days: int) -> str:
        """Return the date so many days before today."""
        return (self.clock - timedelta(days=days)).date().isoformat()

    def wait(self, *, days: int = 0, hours: float = 0, minutes: float = 0, seconds: int = 0) -> Self:
        """Let time pass."""
        self.clock += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self

    def next_day(self, hour: int = 8, days: int = 1, minute: int = 0) -> Self:
        """Go on to a later day at the given local time."""
        later = self.clock + timedelta(days=days)
        self.clock = later.replace(hour=hour, minute=minute, second=0)
        self.open_session = None
        return self

    def zone(self, offset_hours: float) -> Self:
        """Carry the clock into another offset: the same instant, read differently."""
        self.clock = self.clock.astimezone(timezone(timedelta(hours=offset_hours)))
        return self

    # writing

    def use(self, device: str) -> Self:
        """Write on with the named device; each device has its own chain."""
        self.device = device
        self._authors.setdefault(device, Author(derived_id("test device", self.name, device)))
        return self

    def new_id(self, *parts: str) -> str:
        """Return a UUID that nothing else in this diary has."""
        self._count += 1
        return derived_id("test", self.name, *parts, str(self._count))

    def add(self, kind: str, values: Mapping[str, Any], **envelope: str) -> Entry:
        """Write one entry at the clock's time; `envelope` may state `at`, `recorded_at` or `id`."""
        envelope.setdefault("id", self.new_id(kind))
        at = envelope.pop("at", self.now)
        entry = self._authors[self.device].write(kind, values, at, **envelope)
        self.entries.append(entry)
        self.lines.append(entry.raw)
        self.wait(seconds=TICK_S)
        return entry

    def raw(self, line: bytes) -> Self:
        """Put a line into the file that may be no entry at all."""
        self.lines.append(line)
        return self

    def write(self, path: Path) -> Path:
        """Write the journal file: JSON lines."""
        path.write_bytes(b"".join(line + b"\n" for line in self.lines))
        return path

    # what is known

    def about(self, *without: str, **changes: Any) -> Entry:
        """State the lasting facts of a healthy adult with a left leg, with changes; leave out those named."""
        facts = {**HEALTHY_ADULT, **changes}
        self.legs = facts["legs"]
        return self.add("about", {name: value for name, value in facts.items() if name not in without})

    def learn(self, **facts: Any) -> Entry:
        """State only what is new or changed about the person."""
        self.legs = facts.get("legs", self.legs)
        return self.add("about", facts)

    def screening(  # noqa: PLR0913
        self,
        scope: str = "full",
        yes: Sequence[str] = (),
        *,
        no: Sequence[str] = (),
        not_sure: Sequence[str] = (),
        unanswered: Sequence[str] = (),
        lifts: Sequence[Entry] = (),
    ) -> Entry:
        """Answer a screening: no to all its questions, but for those said otherwise."""
        other = {*yes, *not_sure, *unanswered}
        calm = [*(name for name in asked_in(scope) if name not in other and name not in no), *no]
        values: dict[str, Any] = {"scope": scope, "yes": list(yes), "no": calm, "not_sure": list(not_sure)}
        if lifts:
            values["lifts"] = [entry.id for entry in lifts]
        return self.add("screening", values)

    def ready(self, **changes: Any) -> Self:
        """State the lasting facts and answer no to everything in a full screening."""
        self.about(**changes)
        self.screening("full")
        return self

    def due_screening(self) -> Entry:
        """Answer no to the screening that is due: weekly a week after the last longer one, else daily."""
        longer = [e for e in self.entries if e.kind == "screening" and e.values["scope"] in {"full", "weekly"}]
        if any(entry.at[:10] == self.today for entry in longer):
            return longer[-1]
        weekly = bool(longer) and (self.clock.date().toordinal() - longer[-1].day >= 7)
        return self.screening("weekly" if weekly else "daily")

    # how it is

    def check_in(  # noqa: PLR0913
        self,
        leg: int = 3,
        site: str | None = None,
        side: str | None = None,
        *,
        tingling: int = 0,
        numbness: int = 0,
        nerve_site: str | None = None,
        back: int = 1,
        without: Sequence[str] = (),
        **more: Any,
    ) -> Entry:
        """Say how it is, completely; `more` states any other field by its name, `without` leaves fields out.

        The pain stands in the calf unless said otherwise, tingling and numbness where the pain is; bending is limited.
        """
        pain_site = site or ("calf" if leg else "none")
        felt_site = nerve_site or ((site or "calf") if tingling or numbness else "none")
        values: dict[str, Any] = {}
        for each in SIDES:
            hurts = each in self.affected(side)
            values |= _side(each, leg, pain_site, tingling, numbness, felt_site) if hurts else _side(each)
        values |= {"back_pain": back, "apart": [], "soreness": [], "sock": "free", "sit": "free", "bend": "limited"}
        values |= {"reaction": "none", "painkillers": False, **more}
        return self.add("check_in", {name: value for name, value in values.items() if name not in without})

    def affected(self, side: str | None = None) -> tuple[str, ...]:
        """Return the sides meant: the one given, else those of the affected legs (none yet: the left)."""
        meant = side or {"none": "left"}.get(self.legs, self.legs)
        return SIDES if meant == "both" else (meant,)

    def morning(self, leg: int = 3, site: str | None = None, **more: Any) -> Entry:
        """Answer the screening that is due and check in; return the check-in."""
        self.due_screening()
        return self.check_in(leg, site, **more)

    # sessions

    def start(self) -> str:
        """Start a session, as a decision shown before it allows; return its id."""
        self.open_session, self.next_index = self.new_id("session"), 0
        self.add("session_started", {"session": self.open_session, "decision": self.new_id("decision")})
        return self.open_session

    def place(self, exercise: str, level: int | None = None, side: str | None = None) -> dict[str, Any]:
        """Return the fields that say which set is meant, and count it."""
        name = EXERCISES.get(exercise, exercise)
        where = side or ("both" if name == "bridge" else self.affected()[0])
        usual = 1 if name == "nerve_floss" else shipped().exercises[name].levels[0].number
        index, self.next_index = self.next_index, self.next_index + 1
        values = {"session": self.open_session or self.start(), "index": index, "exercise": name}
        return {**values, "level": usual if level is None else level, "side": where}

    def do(
        self, exercise: str, amount: int, *, level: int | None = None, side: str | None = None, spare: bool = True
    ) -> Entry:
        """Finish one set: `amount` repetitions, or seconds for an exercise that is held."""
        self.open_session = self.open_session or self.start()
        values = self.place(exercise, level, side)
        held = values["exercise"] in HOLDS
        done = {"repetitions": 1, "hold_s": amount} if held else {"repetitions": amount}
        self.wait(minutes=1)
        return self.add("set_done", {**values, **done, "spare": spare, "source": "hand"})

    def felt(
        self, exercise: str, answer: str = "same_or_better", *, level: int | None = None, side: str | None = None
    ) -> Entry:
        """Say how an exercise felt, after it."""
        self.next_index -= 1
        return self.add("felt", {**self.place(exercise, level, side), "answer": answer})

    def end(self, how: str = "done") -> Entry:
        """End the open session."""
        session, self.open_session = self.open_session, None
        return self.add("session_ended", {"session": session, "how": how})

    def session(
        self,
        *,
        levels: Mapping[str, int] | None = None,
        sets: Mapping[str, int] | None = None,
        felt: Mapping[str, str] | None = None,
        spare: bool = True,
        end: str | None = "done",
        **amounts: int,
    ) -> Self:
        """Do a whole session: `d.session(floss=5, cross_body=20)` is one set of each on each side that it is for."""
        self.open_session = self.open_session or self.start()
        for name, amount in amounts.items():
            level = (levels or {}).get(name)
            for side in self._sides_of(name):
                for _ in range((sets or {}).get(name, 1)):
                    self.do(name, amount, level=level, side=side, spare=spare)
                self.felt(name, (felt or {}).get(name, "same_or_better"), level=level, side=side)
        if end:
            self.end(end)
        return self

    def _sides_of(self, name: str) -> tuple[str, ...]:
        if name == "bridge":
            return ("both",)
        mine = self.affected()
        return (*mine, *(side for side in SIDES if side not in mine)) if name == "clamshell" else mine

    # stops

    def press_stop(self, exercise: str = "floss", *, level: int | None = None, side: str | None = None) -> Entry:
        """Press the stop control during a set, and say nothing more yet."""
        self.open_session = self.open_session or self.start()
        self.wait(minutes=1)
        return self.add("stopped", self.place(exercise, level, side))

    def answer_stop(
        self, stop: Entry, reason: str, where: Sequence[str] = ("calf",), alarms: Sequence[str] = ("none",), **more: Any
    ) -> Entry:
        """Say why it was stopped, where it is felt, and whether an alarm is there."""
        values = {"session": stop.values["session"], "stop": stop.id, "reason": reason}
        return self.add("stop_answer", {**values, "where": list(where), "alarms": list(alarms), **more})

    def settled(self, stop: Entry, after_min: int, answer: str) -> Entry:
        """Say, so many minutes after a stop, whether it is back to its start."""
        values = {"session": stop.values["session"], "stop": stop.id, "after_min": after_min, "answer": answer}
        self.clock = max(self.clock, datetime.fromisoformat(stop.at) + timedelta(minutes=after_min))
        return self.add("settled", values)

    def stop(  # noqa: PLR0913
        self,
        exercise: str = "floss",
        reason: str = "tingling",
        *,
        level: int | None = None,
        side: str | None = None,
        where: Sequence[str] = ("calf",),
        alarms: Sequence[str] = ("none",),
        settled: Sequence[tuple[int, str]] = ((2, "back"),),
        **more: Any,
    ) -> Entry:
        """Stop a set, answer why, and say how it settles; return the entry of the stop."""
        stop = self.press_stop(exercise, level=level, side=side)
        self.answer_stop(stop, reason, where, alarms, **more)
        for after_min, answer in settled:
            self.settled(stop, after_min, answer)
        return stop

    # whole days

    def day(
        self, leg: int = 3, site: str | None = None, *, train: Mapping[str, Any] | None = None, **more: Any
    ) -> Entry:
        """Live one day: screening, check-in, the session given (none: no session); then it is the next morning."""
        entry = self.morning(leg, site, **more)
        if train:
            self.session(**train)
        self.next_day()
        return entry

    def calm_day(self, leg: int = 2, site: str | None = None, **more: Any) -> Entry:
        """Live a calm day with a short floss."""
        return self.day(leg, site, train={"floss": 5}, **more)

    def calm_days(self, count: int, leg: int = 2, site: str | None = None, **more: Any) -> Self:
        """Live so many calm days in a row."""
        for _ in range(count):
            self.calm_day(leg, site, **more)
        return self

    # care, pauses, bands

    def clearance(self, question: str, lifts: Sequence[Entry], verdict: str = "may_exercise", **more: Any) -> Entry:
        """Enter what a clinician said after examining the person because of one question."""
        values = {"question": question, "verdict": verdict, "examined_by": "Dr Example", "examined_on": self.today}
        return self.add("clearance", {**values, "lifts": [entry.id for entry in lifts], **more})

    def assessment(self, status: str, verdict: str | None = None, in_days: int = 0) -> Entry:
        """Enter an assessment, booked or had, today or in so many days."""
        on = (self.clock + timedelta(days=in_days)).date().isoformat()
        return self.add("assessment", {"status": status, "on": on, **({"verdict": verdict} if verdict else {})})

    def pause(self, until_days: int | None = None, reason: str = "travel") -> Entry:
        """Pause, if wanted until so many days from now."""
        until = None if until_days is None else (self.clock + timedelta(days=until_days)).date().isoformat()
        return self.add("pause", {"reason": reason, **({"until": until} if until else {})})

    def resume(self) -> Entry:
        """End the pause."""
        return self.add("resume", {})

    def band(self, **facts: Any) -> Entry:
        """Enter a band that the person owns."""
        return self.add("band", {"band": self.new_id("band"), **facts})

    # second thoughts

    def correct(self, entry: Entry, *without: str, **changes: Any) -> Entry:
        """Correct an entry: the same kind and values, with changes, naming what it replaces."""
        values = {**entry.values, **changes, "replaces": entry.id}
        return self.add(entry.kind, {name: value for name, value in values.items() if name not in without})

    def retract(self, entry: Entry) -> Entry:
        """Take an entry back."""
        return self.add("retraction", {"replaces": entry.id})


def _side(  # noqa: PLR0913, PLR0917
    side: str, leg: int = 0, pain_site: str = "none", tingling: int = 0, numbness: int = 0, nerve_site: str = "none"
) -> dict[str, Any]:
    values = {"leg_pain": leg, "worst_leg_pain": leg, "tingling": tingling, "numbness": numbness}
    more = {"pain_site": pain_site, "nerve_site": nerve_site, "numb_new_area": False, "strength": "same"}
    return {f"{side}_{name}": value for name, value in {**values, **more}.items()}
