"""The kinds of entry and the fields of their values.

This is the vocabulary of the record. A kind's version rises when a field changes its meaning; a reader that meets a
newer version keeps the entry aside. A field may be added without a new version only if leaving it out means "not said".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from unpinch.journal.fields import Bool, Field, FieldError, Int, Listing, Text, date, decimal, ident, one_of, uuid

SIDES = ("left", "right")
SITES = ("none", "back", "buttock", "thigh", "knee", "calf", "foot")
APART_SITES = ("between_legs", "groin", "front_thigh")
STRENGTH = ("same", "weaker", "cannot_tell")
REACTIONS = ("none", "under_30_min", "to_2_h", "longer", "this_morning")
ALARMS = (
    "between_legs",
    "both_legs",
    "bladder_bowel",
    "new_weakness",
    "chest_faint",
    "injury",
    "joint_or_calf_pain",
    "not_sure",
    "none",
)
STOP_REASONS = ("tingling", "pain_down", "too_strong", "other")
STOP_SITES = ("back", "buttock", "thigh", "knee", "calf", "foot", "between_legs", "groin", "front_thigh", "other_leg")
COUNTRY_PATTERN = re.compile(r"^[A-Z]{2}$")
PROBLEMS = ("more_pain", "muscle", "headache", "dizziness", "skin", "band_or_fall", "software", "other")
EXERCISES = ("nerve_floss", "leg_traction", "cross_body", "seated_hinge", "clamshell", "bridge")
MEASURES = ("nprs", "psfs", "grc", "rmdq24", "sleep_confidence")
CHANGES = ("very_much_worse", "much_worse", "little_worse", "same", "little_better", "much_better", "very_much_better")
ACTIVITIES_MOST = 5
LINES_OF_RMDQ = 24
CALENDAR_EVENT = re.compile(
    r"^([0-9a-f-]{36}) (\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:00Z)?) (\d{1,4}) (\d{1,6}) (confirmed|cancelled)$", re.ASCII
)
_CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$", re.ASCII)
_ACTIVITY = re.compile(r"^\S.{0,79}$")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: its name, version and the fields of its values."""

    name: str
    v: int
    help: str
    fields: Mapping[str, Field]
    needed: frozenset[str]

    def check(self, values: Mapping[str, object]) -> None:
        """Raise `FieldError` naming the first value that doesn't fit."""
        fields = self.fields
        for name, value in values.items():
            field = fields.get(name)
            if field is None:
                raise FieldError(f"{name} is not known in a {self.name} entry; leave it out or use a newer Unpinch.")
            field.check(name, value)
        if not values.keys() >= self.needed:
            name = next(name for name in fields if name in self.needed and name not in values)
            raise FieldError(f"{name} is missing; a {self.name} entry needs it.")


def _kind(name: str, help_: str, /, **fields: Field) -> Kind:
    common: dict[str, Field] = {"replaces": uuid(), "note": Text(2000)}
    needed = frozenset(name for name, field in fields.items() if field.required)
    return Kind(name, 1, help_, MappingProxyType({**common, **fields}), needed)


def _measure(name: str, help_: str, /, **fields: Field) -> Kind:
    """Return the kind of one measure: answers as they were given, never a score. `version`: of the words asked."""
    return _kind(f"measure_{name}", help_, version=Int(1, 999, required=True), **fields)


def _activities() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for n in range(1, ACTIVITIES_MOST + 1):
        found[f"activity_{n}"] = Text(80, _ACTIVITY, "a few words", n == 1)
        found[f"ability_{n}"] = Int(0, 10, required=n == 1)
    return found


def _both_sides(**fields: Field) -> dict[str, Field]:
    return {f"{side}_{name}": field for side in SIDES for name, field in fields.items()}


_YES_NO_UNSURE = one_of("yes", "no", "not_sure")
_PLACE: dict[str, Field] = {"session": uuid(required=True), "index": Int(0, 99, required=True)}
_SET: dict[str, Field] = {
    **_PLACE,
    "exercise": one_of(*EXERCISES, required=True),
    "level": Int(0, 3, required=True),
    "side": one_of("left", "right", "both", required=True),
}

CAMERA_SAW: Mapping[str, Field] = MappingProxyType(
    {
        "partials": Int(0, 200),
        "range_percent": Int(0, 300),
        "tempo_ms": Int(1, 600_000),
        "faults": Listing(ident(), most=20),
        "unsure_percent": Int(0, 100),
    }
)
"""What the camera saw of a set: repetitions that stopped short, how far of the way shown, the time of one repetition,
faults by id, how much of the time it couldn't tell. Nothing is decided by it (S12). `source` says whose the number is:
`camera` as it counted, `hand` as the person counted it or put it right."""

_LIST = (
    _kind(
        "about",
        "Facts asked once; an entry states only those that are new or changed.",
        name=Text(80),
        country=Text(2, COUNTRY_PATTERN, "a two-letter country code"),
        age_years=Int(0, 120),
        height_cm=Int(100, 230),
        body_mass_kg=decimal(),
        pregnancy=one_of("no", "to_16_weeks", "over_16_weeks", "not_sure"),
        latex_allergy=_YES_NO_UNSURE,
        **_both_sides(
            hip_replaced=_YES_NO_UNSURE,
            knee_replaced=_YES_NO_UNSURE,
            clam_agreed=Bool(),
            deficit_seen=Bool(),
        ),
        conditions=Listing(ident()),
        floor_alone=_YES_NO_UNSURE,
        lie_flat=_YES_NO_UNSURE,
        legs=one_of("left", "right", "both", "none"),
        duration_weeks=Int(0, 2600),
        examined=_YES_NO_UNSURE,
        pain_region=one_of("below_buttock", "groin_or_front", "both_feet_burning", "back_only"),
        sitting=one_of("worsens", "eases", "neither"),
        standing=one_of("worsens", "eases", "neither"),
        no_band=Bool(),
    ),
    _kind(
        "screening",
        "Answers to the red-flag questions. An id in no list was not answered.",
        scope=one_of("full", "weekly", "daily", "line", "event", required=True),
        yes=Listing(ident(), required=True),
        no=Listing(ident(), required=True),
        not_sure=Listing(ident(), required=True),
        lifts=Listing(uuid()),
    ),
    _kind(
        "check_in",
        "How it is now. A field left out was not answered.",
        **_both_sides(
            leg_pain=Int(0, 10),
            worst_leg_pain=Int(0, 10),
            tingling=Int(0, 10),
            numbness=Int(0, 10),
            numb_new_area=Bool(),
            pain_site=one_of(*SITES),
            nerve_site=one_of(*SITES),
            strength=one_of(*STRENGTH),
            strength_signs=Listing(one_of("heels", "toes", "foot_slaps", "knee_gives")),
        ),
        back_pain=Int(0, 10),
        apart=Listing(one_of(*APART_SITES)),
        soreness=Listing(one_of("hips", "buttocks", "thighs", "back", "other")),
        sock=one_of("free", "limited"),
        sit=one_of("free", "limited"),
        bend=one_of("free", "limited"),
        reaction=one_of(*REACTIONS),
        painkillers=Bool(),
    ),
    _kind(
        "clearance",
        "A clinician examined the person because of one question and said whether exercise is allowed.",
        question=ident(required=True),
        verdict=one_of("may_exercise", "not_yet", required=True),
        examined_by=Text(120, required=True),
        examined_on=date(required=True),
        lifts=Listing(uuid(), required=True),
    ),
    _kind(
        "assessment",
        "A clinician's assessment, booked or had, because of how things go (not because of one question).",
        status=one_of("booked", "had", required=True),
        on=date(required=True),
        verdict=one_of("may_continue", "not_yet"),
        examined_by=Text(120),
    ),
    _kind(
        "decision",
        "A decision that was shown, whole. `fold` ignores it.",
        heads=Listing(Text(110, None, "device:hash"), most=1000, required=True),
        now=Text(32, None, "an RFC 3339 time", required=True),
        programme=Text(200, None, "name version hash", required=True),
        engine=Text(40, None, "a version", required=True),
        result=Text(60_000, None, "the decision as JSON", required=True),
    ),
    _kind("session_started", "A session began.", session=uuid(required=True), decision=uuid(required=True)),
    _kind(
        "set_done",
        "One set is finished.",
        **_SET,
        repetitions=Int(0, 200),
        hold_s=Int(0, 900),
        spare=Bool(),
        band=uuid(),
        stretch_percent=Int(0, 300),
        source=one_of("hand", "camera"),
        **CAMERA_SAW,
    ),
    _kind("set_skipped", "A set was skipped by the person; never a failure.", **_SET),
    _kind("easier", "The person asked for the easier level of this set.", **_SET),
    _kind(
        "felt",
        "How an exercise felt, asked after it.",
        **_SET,
        answer=one_of("same_or_better", "worse", "no_answer", required=True),
    ),
    _kind("stopped", "The stop control was pressed. Unanswered, it counts as tingling.", **_SET),
    _kind(
        "stop_answer",
        "Why it was stopped, where it is felt, and whether an alarm is there.",
        session=uuid(required=True),
        stop=uuid(required=True),
        reason=one_of(*STOP_REASONS, required=True),
        where=Listing(one_of(*STOP_SITES), required=True),
        alarms=Listing(one_of(*ALARMS), required=True),
        leg_pain=Int(0, 10),
        back_pain=Int(0, 10),
        back_sharp=Bool(),
    ),
    _kind(
        "settled",
        "Asked 2 and 10 minutes after a stop: is it back to its start?",
        session=uuid(required=True),
        stop=uuid(required=True),
        after_min=Int(0, 120, required=True),
        answer=one_of("back", "not_back", required=True),
    ),
    _kind(
        "session_ended",
        "The session is over.",
        session=uuid(required=True),
        how=one_of("done", "stopped", "left", required=True),
    ),
    _kind(
        "pause",
        "A pause for travel, illness or another reason; not a failure.",
        reason=one_of("travel", "illness", "other", required=True),
        until=date(),
    ),
    _kind("resume", "The pause is over."),
    _kind(
        "band",
        "A band the person owns; a later entry for the same band replaces what it states.",
        band=uuid(required=True),
        type=one_of("flat", "loop", "mini_loop"),
        brand=Text(60),
        colour=Text(30),
        rest_mm=Int(50, 5000),
        width_mm=decimal(),
        thickness_mm=decimal(),
        latex=Bool(),
        hung_n=decimal(),
        hung_rest_mm=Int(50, 5000),
        hung_stretched_mm=Int(51, 15000),
        retired=Bool(),
    ),
    _kind(
        "problem",
        "A problem reported by the person.",
        category=one_of(
            "more_pain", "muscle", "headache", "dizziness", "skin", "band_or_fall", "software", "other", required=True
        ),
        session=uuid(),
        text=Text(4000),
    ),
    _kind(
        "preference",
        "How the pages look; nothing a decision depends on.",
        units=one_of("metric", "imperial"),
        text_size=one_of("normal", "large", "largest"),
        theme=one_of("system", "light", "dark"),
        figure=one_of("f", "m", "older"),
        sound=Bool(),
        camera=Bool(),
    ),
    _kind(
        "calendar",
        "A calendar file that was given: what was chosen for it, and its events, so that a later one can change them.",
        zone=Text(64, None, "the name of a time zone", required=True),
        times=Listing(Text(5, _CLOCK, "a time like 18:30"), most=3, required=True),
        alarm_min=Int(0, 120),
        neutral=Bool(),
        events=Listing(Text(90, CALENDAR_EVENT, "id, start, minutes, sequence and state"), most=400, required=True),
        quiet=Listing(Text(5, _CLOCK, "a time like 18:30"), most=2),
    ),
    _kind(
        "reminders",
        "Whether and when the person wants to be reminded, once a day at most. Clock times are local.",
        wanted=Bool(required=True),
        remind_at=Text(5, _CLOCK, "a time like 18:30"),
        quiet_from=Text(5, _CLOCK, "a time like 18:30"),
        quiet_to=Text(5, _CLOCK, "a time like 18:30"),
        neutral=Bool(),
    ),
    _measure(
        "nprs",
        "Pain from 0 to 10 as it was told elsewhere; a check-in has its own.",
        left_leg_pain=Int(0, 10),
        right_leg_pain=Int(0, 10),
        back_pain=Int(0, 10),
    ),
    _measure("psfs", "Own activities, each from 0 (can't) to 10 (as before).", **_activities()),
    _measure("grc", "Better or worse than at the start, in one answer.", change=one_of(*CHANGES, required=True)),
    _measure(
        "rmdq24",
        "Roland Morris questionnaire: the numbers of the sentences that were ticked.",
        ticked=Listing(one_of(*map(str, range(1, LINES_OF_RMDQ + 1))), most=LINES_OF_RMDQ, required=True),
    ),
    _measure(
        "sleep_confidence",
        "Sleep and confidence over the last week, each from 0 (very bad, none) to 10 (very good, full).",
        sleep=Int(0, 10, required=True),
        confidence=Int(0, 10, required=True),
    ),
    _kind("measure_put_off", "A measure that was offered is not for today.", measure=one_of(*MEASURES, required=True)),
    _kind("retraction", "Takes an earlier entry back.", replaces=uuid(required=True)),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _LIST})
BESIDE = frozenset({*(f"measure_{name}" for name in MEASURES), "measure_put_off"})
"""Kinds that stand beside all decisions: whoever decides doesn't even know that there was such an entry."""
UNREAD = BESIDE | {"decision", "calendar", "reminders"}
"""Kinds that decide nothing, not even by having been written: measures, calendars, reminders, decisions themselves."""
