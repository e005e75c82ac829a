"""The programme as typed, frozen values. The loader makes them from TOML files and refuses what is unsafe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from unpinch.programme.decision import Phase, Tempo
from unpinch.programme.measures import Measure, PuttingOff
from unpinch.programme.movement import Movement, Pose

Tier = Literal["emergency", "same_day", "not_before_checked", "advise"]
Posture = Literal["on_back", "on_back_or_half_sitting", "on_side", "chair", "floor_sitting", "standing"]
Spine = Literal["supported", "neutral", "rounded"]
BandType = Literal["flat", "loop", "mini_loop"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number a rule compares with. Units stand in the names; bounds in `guardrails.py`; sources in the TOML."""

    # screening and stale knowledge
    adult_age_years: int
    first_episode_age_years: int
    both_legs_new_weeks: int
    weekly_screening_days: int
    fever_free_hours: int
    stale_days: int
    # symptoms, today and in a session
    no_exercise_leg_pain: int
    half_dose_leg_pain: int
    session_end_leg_pain: int
    session_end_leg_rise: int
    exercise_end_back_rise: int
    settle_first_min: int
    settle_last_min: int
    numbness_rise: int
    numbness_window_days: int
    severe_leg_pain: int
    severe_days: int
    # colours of days
    green_leg_pain: int
    green_leg_pain_usual: int
    median_days: int
    red_leg_pain: int
    gap_days: int
    red_running_days: int
    red_count: int
    red_window_days: int
    flare_days: int
    flare_return_green_days: int
    irritable_leg_pain: int
    calm_leg_pain: int
    # phases
    placing_back_pain: int
    release_green_days: int
    release_leg_pain: int
    release_leg_pain_steady: int
    steady_days: int
    steady_recorded_days: int
    steady_range: int
    stabilise_green_days: int
    stabilise_green_days_free: int
    stabilise_leg_pain: int
    maintain_stabilise_days: int
    maintain_leg_pain: int
    maintain_leg_days: int
    maintain_recorded_days: int
    hinge_calm_days: int
    # dose
    floss_rounds_a_day: int
    floss_repetitions_a_day: int
    floss_force_n: int
    floss_stretch_percent: int
    traction_first_s: int
    traction_step_s: int
    traction_most_s: int
    traction_force_n: int
    traction_body_weight_percent: int
    traction_unknown_weight_n: int
    loop_start_low_n: int
    loop_start_high_n: int
    loop_most_n: int
    stretch_warn_percent: int
    stretch_refuse_percent: int
    strength_days_first: int
    strength_days_most: int
    strength_days_maintain: int
    strength_gap_hours: int
    strength_more_after_days: int
    gentle_floss_level: int
    step_green_days: int
    soreness_from_hours: int
    soreness_to_hours: int
    # the irritable nerve and escalation
    tingle_stop_days: int
    tingle_window_days: int
    nerve_rest_days: int
    worsening_days: int
    worsening_rise: int
    no_change_start_leg_pain: int
    no_change_say_days: int
    no_change_recommend_days: int
    no_change_insist_days: int
    practice_percent: int
    improvement_leg_pain: int
    spread_days: int
    review_days: int


@dataclass(frozen=True, slots=True)
class Question:
    """One plain red-flag question; a yes to any one decides.

    `topic` groups questions on a page. `only_if` is a plain opening question: a no to it answers no to each question
    that carries the same words; it is empty where the question stands alone.
    """

    id: str
    tier: Tier
    text: str
    help: str
    short: str
    say: str
    to_whom: str
    weekly: bool
    source: str
    infection: bool = False
    topic: str = ""
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An answer to "any of these right now?" after a stop. `flag` is the question or alarm id a clearance names.

    `tier` None: nothing locks, but the session is over.
    """

    id: str
    tier: Tier | None
    flag: str
    text: str
    source: str
    short: str = ""
    say: str = ""
    to_whom: str = ""


@dataclass(frozen=True, slots=True)
class FlagText:
    """What a locked page says about a flag, wherever it came from: what it is, what to say, and to whom."""

    id: str
    tier: Tier | None
    short: str
    say: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class BandNeed:
    """The band a level wants: kinds that serve, best first, and the force range on the limb in newtons.

    Where `body_weight_high_percent` is above zero, the wanted force is that share of the body's weight and the newtons
    are for a person of unknown weight. `spread_mm` is the distance between the middles of the thighs at the end
    position; it sets a mini loop's stretch.
    """

    types: tuple[BandType, ...]
    force_low_n: int
    force_high_n: int
    stretch_most_percent: int
    strands: int
    without: str
    source: str
    body_weight_low_percent: int = 0
    body_weight_high_percent: int = 0
    spread_mm: int = 0


@dataclass(frozen=True, slots=True)
class Motion:
    """What knee and toes do in one phase of the tempo; stands beside `Dose.tempo`, item by item."""

    knee: Literal["straightens", "bends", "still"]
    toes: Literal["away", "toward", "relaxed"]


@dataclass(frozen=True, slots=True)
class Dose:
    """How much: start values; exactly one of repetitions and hold is above zero."""

    sets: int
    repetitions: int
    hold_s: int
    repetitions_most: int
    hold_most_s: int
    sets_most: int
    tempo: tuple[Tempo, ...]
    rest_s: int
    rounds_a_day: int
    days_a_week: int
    hours_between: int
    source: str
    motions: tuple[Motion, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupIf:
    """A line of a set-up that concerns only people with a condition."""

    condition: str
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """One variant of an exercise. `nerve_load`: hundredths of a straight-leg raise at 70 degrees.

    `lying_on_back`: it can only be done flat on the back. `hip_flexion_deg`: the most that the working hip bends.
    `setup_without`, `way_in_without`, `way_out_without`: the same where no band is in use; empty where nothing differs.
    """

    number: int
    name: str
    nerve_load: int
    position: str
    start_position: str
    end_position: str
    setup: tuple[str, ...]
    way_in: str
    way_out: str
    firm_bed: bool
    lying_on_back: bool
    hip_flexion_deg: int
    adducts_hip: bool
    dose: Dose
    band: BandNeed | None
    cues: tuple[str, ...]
    source: str
    posture: Posture
    spine: Spine
    setup_without: tuple[str, ...] = ()
    setup_if: tuple[SetupIf, ...] = ()
    way_in_without: str = ""
    way_out_without: str = ""
    movement: Movement | None = None

    def set_up(self, conditions: Collection[str], *, band: bool) -> tuple[str, ...]:
        """Return how to set it up, with a band in use or without one, for someone with these conditions."""
        lines = self.setup if band or not self.setup_without else self.setup_without
        return (*lines, *(one.text for one in self.setup_if if one.condition in conditions))

    def into(self, *, band: bool) -> str:
        """Return how to get into it, with a band in use or without one."""
        return self.way_in if band or not self.way_in_without else self.way_in_without

    def out(self, *, band: bool) -> str:
        """Return how to stop and get out of it, with a band in use or without one."""
        return self.way_out if band or not self.way_out_without else self.way_out_without


@dataclass(frozen=True, slots=True)
class Contraindication:
    """What blocks an exercise. `side`: only the side concerned, or both.

    `top_level` is the highest level still allowed; -1 blocks all levels.
    """

    condition: str
    side: Literal["same", "all"]
    top_level: int
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of form: what it looks like and what to do instead."""

    id: str
    text: str
    instead: str
    source: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One of the six exercises, levels easiest first."""

    id: str
    name: str
    plain_name: str
    phase: Phase
    sides: Literal["affected", "each", "both"]
    optional: bool
    strengthening: bool
    steps: tuple[str, ...]
    feel: str
    do_not_feel: str
    faults: tuple[Fault, ...]
    contraindications: tuple[Contraindication, ...]
    known: str
    known_grade: str
    known_sources: tuple[str, ...]
    levels: tuple[Level, ...]
    steps_without: tuple[str, ...] = ()

    def how(self, *, band: bool) -> tuple[str, ...]:
        """Return its steps, with a band in use or without one."""
        return self.steps if band or not self.steps_without else self.steps_without

    def level(self, number: int) -> Level:
        """Return the level of that number; `KeyError` when there is none."""
        for level in self.levels:
            if level.number == number:
                return level
        raise KeyError(f"{self.id} has no level {number}")


@dataclass(frozen=True, slots=True)
class PhaseText:
    """A phase in words: its goal, what opens it, what steps back.

    `nerve_load_most`: no level of the phase may load the nerve more, in hundredths as `Level.nerve_load` is.
    """

    id: Phase
    name: str
    goal: str
    entry: str
    step_back: str
    source: str
    nerve_load_most: int


@dataclass(frozen=True, slots=True)
class Article:
    """A short education text with its grade and sources; `paragraphs` are plain text."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    grade: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """One piece of bad-day care; a position of ease also has a movement into it and out of it."""

    id: str
    title: str
    text: str
    source: str
    movement: Movement | None = None


@dataclass(frozen=True, slots=True)
class BandColour:
    """A colour of a brand: tension of one strand at 100 % elongation in newtons, and its spread as a ratio."""

    brand: str
    colour: str
    s_n: str
    spread_percent: int
    source: str


@dataclass(frozen=True, slots=True)
class BandLaw:
    """Numbers of the one band law that are not the law's shape. Spreads are half-widths of the range shown."""

    latex_kpa: int
    colour_spread_percent: int
    size_spread_percent: int
    calibrated_spread_percent: int
    thigh_mm: int
    source: str


@dataclass(frozen=True, slots=True)
class LoopSize:
    """A loop's size: width, thickness and rest length of the whole ring in millimetres."""

    id: str
    name: str
    type: Literal["loop", "mini_loop"]
    width_mm: str
    thickness_mm: str
    rest_mm: int
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """Whom to call. `urgent`: an advice line for the same day; empty where none is known."""

    code: str
    name: str
    emergency: str
    source: str
    urgent: str = ""


@dataclass(frozen=True, slots=True)
class CheckInQuestion:
    """One question of the check-in, in plain words."""

    id: str
    text: str
    help: str
    source: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A lasting fact that some exercise heeds (evidence 1d), asked once. `reason`: the sentence read when it blocks."""

    id: str
    text: str
    help: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """A safety rule in words, shown to people: tingle rule, no forward folding, band tension control and so on."""

    id: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole programme, checked."""

    name: str
    version: str
    hash: str
    thresholds: Thresholds
    phases: Mapping[str, PhaseText]
    exercises: Mapping[str, Exercise]
    questions: Mapping[str, Question]
    alarms: Mapping[str, Alarm]
    about_questions: tuple[CheckInQuestion, ...]
    check_in_questions: tuple[CheckInQuestion, ...]
    conditions: Mapping[str, Condition]
    safety_rules: tuple[SafetyRule, ...]
    education: tuple[Article, ...]
    care: tuple[Care, ...]
    band_colours: tuple[BandColour, ...]
    loop_sizes: tuple[LoopSize, ...]
    countries: Mapping[str, Country]
    rule_texts: Mapping[str, str]
    sources: Mapping[str, str]
    derived_conditions: Mapping[str, Condition]
    topics: Mapping[str, str]
    rule_sources: Mapping[str, str]
    threshold_sources: Mapping[str, str]
    ask_texts: Mapping[str, str]
    advice_texts: Mapping[str, str]
    band_law: BandLaw
    poses: Mapping[str, Pose]
    measures: Mapping[str, Measure]
    putting_off: PuttingOff

    def __hash__(self) -> int:
        """Hash by content hash, so that results can be cached by programme."""
        return hash(self.hash)

    @property
    def label(self) -> str:
        """Return `name version hash`, as a decision names its programme."""
        return f"{self.name} {self.version} {self.hash}"

    def flag(self, flag_id: str) -> FlagText:
        """Return the words for a flag raised by a question or an alarm; `KeyError` when the programme has none."""
        if flag_id in self.questions:
            question = self.questions[flag_id]
            return FlagText(flag_id, question.tier, question.short, question.say, question.to_whom)
        for alarm in self.alarms.values():
            if alarm.flag == flag_id:
                return FlagText(flag_id, alarm.tier, alarm.short, alarm.say, alarm.to_whom)
        raise KeyError(flag_id)
