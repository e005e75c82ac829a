"""The safety rules of a programme: what the loader refuses, in words. Each rule is a small object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any

from unpinch.journal.fields import ID_PATTERN
from unpinch.journal.kinds import EXERCISES, KINDS, SIDES
from unpinch.programme import guardrails as rails
from unpinch.programme import required
from unpinch.programme.decision import PHASES
from unpinch.programme.flaws import Flaw, shown
from unpinch.programme.measure_rules import bounded as bounded_measures
from unpinch.programme.measure_rules import measure_flaws
from unpinch.programme.model import BandNeed, Exercise, Level, Programme
from unpinch.programme.motions import movement_flaws

Flaws = Iterator[Flaw]
_MAIN, _ASK, _ABOUT, _BANDS = "programme.toml", "questions.toml", "about.toml", "bands.toml"
_HIGHEST_LEVEL = 3
_FOLD_DEG = 20
_WITHIN = "Write a number within, or change what it leans on."
_PLAIN_SOURCES = ("article", "choice", "from memory")
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")
_VERSION = re.compile(r"^\d+(\.\d+){0,2}$")
_DECIMAL = re.compile(r"^\d{1,5}(\.\d{1,3})?$")
_CALL = re.compile(r"^#?[0-9][0-9 ]{1,15}$")
_CODE = re.compile(r"^[A-Z]{2}$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, and what finds the flaws of a programme."""

    id: str
    find: Callable[[Programme], Flaws]


def breaches(programme: Programme) -> list[Flaw]:
    """Return every flaw that any rule finds, in their order; where an exercise goes by another name, only that."""
    return list(_names(programme)) or [flaw for rule in RULES for flaw in rule.find(programme)]


def warnings(programme: Programme) -> list[str]:
    """Return a sentence for each number that is allowed but beyond what is recommended."""
    found = []
    for file, key, value, rail in _bounded(programme):
        warning = rail.warning(value)
        if warning:
            found.append(f"{file}: {key} {warning}.")
    return found


def _exercise_file(exercise: Exercise) -> str:
    return f"exercises/{exercise.id}.toml"


def _levels(programme: Programme) -> Iterator[tuple[Exercise, str, str, Level]]:
    for exercise in programme.exercises.values():
        for number, level in enumerate(exercise.levels):
            yield exercise, _exercise_file(exercise), f"levels[{number}]", level


# Numbers within bounds


def _bounded(programme: Programme) -> Iterator[tuple[str, str, int, rails.Guardrail]]:
    for name, rail in rails.THRESHOLDS.items():
        yield _MAIN, f"thresholds.{name}", getattr(programme.thresholds, name), rail
    for name, rail in rails.LAW.items():
        yield _BANDS, f"law.{name}", getattr(programme.band_law, name), rail
    for number, colour in enumerate(programme.band_colours):
        yield _BANDS, f"colours[{number}].spread_percent", colour.spread_percent, rails.SPREAD_PERCENT
    for exercise, file, key, level in _levels(programme):
        for name, rail in rails.LEVEL[exercise.id].items():
            yield file, f"{key}.{name}", getattr(level, name), rail
        yield from _bounded_dose(exercise, file, key, level)
        yield from _bounded_band(exercise, file, key, level)
    yield from bounded_measures(programme)


def _bounded_dose(
    exercise: Exercise, file: str, key: str, level: Level
) -> Iterator[tuple[str, str, int, rails.Guardrail]]:
    for item in fields(level.dose):
        value = getattr(level.dose, item.name)
        if type(value) is int:
            yield file, f"{key}.dose.{item.name}", value, rails.dose_guardrail(exercise.id, item.name)
    for number, beat in enumerate(level.dose.tempo):
        yield file, f"{key}.dose.tempo[{number}].seconds", beat.seconds, rails.dose_guardrail(exercise.id, "tempo_s")


def _bounded_band(
    exercise: Exercise, file: str, key: str, level: Level
) -> Iterator[tuple[str, str, int, rails.Guardrail]]:
    if level.band is not None:
        limit = rails.BANDS[exercise.id]
        yield file, f"{key}.band.force_high_n", level.band.force_high_n, limit.force_n
        yield file, f"{key}.band.stretch_most_percent", level.band.stretch_most_percent, limit.stretch_percent


def _within_bounds(programme: Programme) -> Flaws:
    for file, key, value, rail in _bounded(programme):
        problem = rail.problem(value)
        if problem:
            yield Flaw(file, key, problem, rail.remedy)


def _in_order(programme: Programme) -> Flaws:
    for lower, higher in rails.NOT_ABOVE:
        low, high = getattr(programme.thresholds, lower), getattr(programme.thresholds, higher)
        if low > high:
            yield Flaw(_MAIN, f"thresholds.{lower}", f"is {low}, above {higher} ({high})", f"Write {high} or less.")


# The whole must be there


def _complete(file: str, key: str, known: Iterable[str], wanted: Iterable[str]) -> Flaws:
    for name in sorted(set(wanted) - set(known)):
        yield Flaw(file, f"{key}.{name}", "is missing", "Add it; the shipped programme shows how.")


def _only(file: str, key: str, known: Iterable[str], wanted: tuple[str, ...]) -> Flaws:
    yield from _complete(file, key, known, wanted)
    for name in sorted(set(known) - set(wanted)):
        yield Flaw(file, f"{key}.{name}", "is not known here", f"Take it out, or use one of: {', '.join(wanted)}.")


def _everything_there(programme: Programme) -> Flaws:
    yield from _only(_MAIN, "phases", programme.phases, PHASES)
    yield from _complete(_MAIN, "safety_rules", (rule.id for rule in programme.safety_rules), required.SAFETY_RULES)
    written = [rule for rule in programme.rule_texts if not rule.startswith("S8.")]
    yield from _only(_MAIN, "rule_texts", written, required.RULES)
    yield from _only(_MAIN, "ask_texts", programme.ask_texts, required.ASKS)
    yield from _only(_MAIN, "advice_texts", programme.advice_texts, required.ADVICE)
    yield from _only(_ABOUT, "derived_conditions", programme.derived_conditions, required.DERIVED_CONDITIONS)


def _asked_fields(kind: str) -> tuple[str, ...]:
    names = (re.sub(rf"^({'|'.join(SIDES)})_", "", name) for name in KINDS[kind].fields)
    return tuple(dict.fromkeys(name for name in names if name not in {"replaces", "note"}))


def _asks_what_is_recorded(programme: Programme) -> Flaws:
    about = [question.id for question in programme.about_questions]
    check_in = [question.id for question in programme.check_in_questions]
    yield from _only(_ABOUT, "about_questions", about, _asked_fields("about"))
    yield from _only(_ABOUT, "check_in_questions", check_in, _asked_fields("check_in"))


# Questions and alarms


def _questions(programme: Programme) -> Flaws:
    yield from _complete(_ASK, "questions", programme.questions, required.QUESTIONS)
    for question in programme.questions.values():
        least = required.QUESTIONS.get(question.id, "advise")
        if required.tier_rank(question.tier) < required.tier_rank(least):
            yield Flaw(
                _ASK, f"questions {question.id}.tier", f"is {question.tier!r}", f"It is at least {least!r}; write that."
            )
        if question.tier == "emergency" and not question.weekly:
            yield Flaw(
                _ASK, f"questions {question.id}.weekly", "is false", "Emergency questions are asked weekly; write true."
            )
        if question.topic and question.topic not in programme.topics:
            yield Flaw(_ASK, f"questions {question.id}.topic", f"is {question.topic!r}", "Use an id of [topics].")
        if question.infection != (question.id in required.INFECTION_RISKS) and question.id in required.QUESTIONS:
            wanted = str(not question.infection).lower()
            yield Flaw(_ASK, f"questions {question.id}.infection", f"is {question.infection}", f"Write {wanted}.")


def _alarms(programme: Programme) -> Flaws:
    yield from _only(_ASK, "alarms", programme.alarms, tuple(required.ALARMS))
    for alarm in programme.alarms.values():
        flag, tier = required.ALARMS.get(alarm.id, (alarm.flag, alarm.tier))
        if alarm.flag != flag:
            yield Flaw(_ASK, f"alarms {alarm.id}.flag", f"is {alarm.flag!r}", f"Write {flag!r}.")
        if required.tier_rank(alarm.tier) < required.tier_rank(tier):
            yield Flaw(_ASK, f"alarms {alarm.id}.tier", f"is {alarm.tier!r}", f"It is at least {tier!r}; write that.")


# Exercises


def _names(programme: Programme) -> Flaws:
    for exercise_id, exercise in programme.exercises.items():
        if exercise.id != exercise_id:
            remedy = f"Rules lean on it; write {exercise_id!r}."
            yield Flaw(f"exercises/{exercise_id}.toml", "id", f"is {exercise.id!r}", remedy)


def _identity(programme: Programme) -> Flaws:
    for exercise_id, exercise in programme.exercises.items():
        file, fixed = f"exercises/{exercise_id}.toml", required.FIXED[exercise_id]
        wanted: dict[str, Any] = {item.name: getattr(fixed, item.name) for item in fields(fixed)}
        for name, value in wanted.items():
            met = getattr(exercise, name)
            if met != value:
                yield Flaw(file, name, f"is {met!r}", f"Rules lean on it; write {value!r}.")


def _level_order(programme: Programme) -> Flaws:
    for exercise in programme.exercises.values():
        file, levels = _exercise_file(exercise), exercise.levels
        if len(levels) < 2 or levels[-1].number > _HIGHEST_LEVEL:  # noqa: PLR2004
            yield Flaw(file, "levels", f"number {len(levels)}", "Two to four levels are needed, numbered 0 to 3.")
        for place, (before, after) in enumerate(pairwise(levels), 1):
            if after.number != before.number + 1:
                yield Flaw(
                    file,
                    f"levels[{place}].number",
                    f"is {after.number}",
                    f"Levels count up; write {before.number + 1}.",
                )
            if after.nerve_load < before.nerve_load:
                problem = f"is {after.nerve_load}, below the level before ({before.nerve_load})"
                yield Flaw(
                    file, f"levels[{place}].nerve_load", problem, "Put the levels in the order of their nerve load."
                )


def _doses(programme: Programme) -> Flaws:
    for _, file, key, level in _levels(programme):
        dose = level.dose
        for name in ("sets", "repetitions", "hold_s"):
            most = name.replace("_s", "_most_s") if name == "hold_s" else f"{name}_most"
            if getattr(dose, name) > getattr(dose, most):
                problem = f"is {getattr(dose, name)}, above {most} ({getattr(dose, most)})"
                yield Flaw(file, f"{key}.dose.{name}", problem, f"Start at or below {most}.")
        if (dose.repetitions > 0) == (dose.hold_s > 0):
            yield Flaw(file, f"{key}.dose", "has both or neither of repetitions and hold", "Set exactly one above 0.")
        if (dose.repetitions > 0) != bool(dose.tempo):
            yield Flaw(file, f"{key}.dose.tempo", "doesn't fit", "Repetitions need a tempo; a hold has an empty one.")


def _within_limits(programme: Programme) -> Flaws:
    """Doses may not ask for more than the thresholds let the planner give."""
    limits = programme.thresholds
    for exercise, file, key, level in _levels(programme):
        dose, tops = level.dose, []
        if exercise.id == "nerve_floss":
            tops = [("rounds_a_day", dose.rounds_a_day, limits.floss_rounds_a_day)]
            tops += [("repetitions_most", dose.repetitions_most * dose.sets_most, limits.floss_repetitions_a_day)]
        elif exercise.id == "leg_traction":
            tops = [("hold_most_s", dose.hold_most_s, limits.traction_most_s)]
        elif exercise.strengthening:
            tops = [("days_a_week", dose.days_a_week, limits.strength_days_most)]
            tops += [("hours_between", limits.strength_gap_hours, dose.hours_between)]
        for name, low, high in tops:
            if low > high:
                yield Flaw(
                    file,
                    f"{key}.dose.{name}",
                    f"doesn't fit this programme's limit ({low} against {high})",
                    "Make both agree.",
                )


def _bending(programme: Programme) -> Flaws:
    for _, file, key, level in _levels(programme):
        if level.posture == "standing" and level.hip_flexion_deg > _FOLD_DEG:
            yield Flaw(
                file,
                f"{key}.posture",
                "is 'standing' with the hip bent: a standing forward fold",
                "Choose a posture that lies or sits.",
            )
        if level.spine == "rounded":
            yield Flaw(
                file,
                f"{key}.spine",
                "is 'rounded': a rounding hinge",
                "Write 'neutral' or 'supported' and keep the back flat.",
            )


def _floss_tempo(programme: Programme) -> Flaws:
    for exercise, file, key, level in _levels(programme):
        if exercise.id != "nerve_floss":
            continue
        slides = [motion for motion in level.dose.motions if (motion.knee, motion.toes) == ("straightens", "away")]
        if level.number > 0 and not slides:
            remedy = 'Give one phase knee = "straightens" and toes = "away".'
            yield Flaw(file, f"{key}.dose.tempo", "has no phase that slides the nerve", remedy)
        for number, motion in enumerate(level.dose.motions):
            if motion.knee == "straightens" and motion.toes != "away":
                problem = f"is {motion.toes!r} while the knee straightens: that stretches the nerve"
                yield Flaw(file, f"{key}.dose.tempo[{number}].toes", problem, 'Write "away".')


def _bands(programme: Programme) -> Flaws:
    for exercise, file, key, level in _levels(programme):
        if level.band is None:
            continue
        limit = rails.BANDS[exercise.id]
        for kind in level.band.types:
            if kind not in limit.types:
                yield Flaw(
                    file, f"{key}.band.types", f"holds {kind!r}", f"{limit.why}. Use {' or '.join(limit.types)}."
                )
        yield from _band_limits(programme, exercise, level.band, file, f"{key}.band")
        yield from _band_shape(level.band, file, f"{key}.band")


def _band_limits(programme: Programme, exercise: Exercise, need: BandNeed, file: str, key: str) -> Flaws:
    limits = programme.thresholds
    floss, traction = exercise.id == "nerve_floss", exercise.id == "leg_traction"
    force = limits.floss_force_n if floss else limits.traction_force_n if traction else limits.loop_most_n
    stretch = limits.floss_stretch_percent if floss else limits.stretch_refuse_percent
    share = limits.traction_body_weight_percent
    for name, most in (
        ("force_high_n", force),
        ("stretch_most_percent", stretch),
        ("body_weight_high_percent", share),
        ("force_low_n", need.force_high_n),
        ("body_weight_low_percent", need.body_weight_high_percent),
    ):
        value = getattr(need, name)
        if not 0 <= value <= most:
            yield Flaw(file, f"{key}.{name}", f"is {value}, not within 0 to {most} as this programme has it", _WITHIN)


def _band_shape(need: BandNeed, file: str, key: str) -> Flaws:
    if need.strands not in {1, 2} or not need.types:
        yield Flaw(
            file, f"{key}.strands", f"is {need.strands} with {len(need.types)} types", "Write 1 or 2, and name a type."
        )
    if "mini_loop" in need.types and not 100 <= need.spread_mm <= 600:  # noqa: PLR2004
        yield Flaw(file, f"{key}.spread_mm", f"is {need.spread_mm}", "A mini loop needs it: 100 to 600.")


def _set_ups(programme: Programme) -> Flaws:
    """Refuse a line of a set-up that nobody would ever be shown."""
    known = {**programme.conditions, **programme.derived_conditions}
    for exercise in programme.exercises.values():
        for place, level in enumerate(exercise.levels):
            for number, line in enumerate(level.setup_if):
                key = f"levels[{place}].setup_if[{number}].condition"
                problem = f"is {line.condition!r}, an unknown condition"
                if line.condition not in known:
                    yield Flaw(_exercise_file(exercise), key, problem, "Use an id of about.toml.")


def _contraindications(programme: Programme) -> Flaws:
    known = {**programme.conditions, **programme.derived_conditions}
    for exercise in programme.exercises.values():
        file, seen = _exercise_file(exercise), set()
        for number, item in enumerate(exercise.contraindications):
            key = f"contraindications[{number}]"
            if item.condition not in known:
                yield Flaw(
                    file, f"{key}.condition", f"is {item.condition!r}, an unknown condition", "Use an id of about.toml."
                )
            if item.condition in seen:
                yield Flaw(file, f"{key}.condition", f"{item.condition!r} stands twice", "Take one out.")
            if item.side == "same" and item.condition not in required.SIDED_CONDITIONS:
                yield Flaw(file, f"{key}.side", "is 'same', but the condition knows no side", "Write 'all'.")
            if not -1 <= item.top_level < max((level.number for level in exercise.levels), default=0):
                yield Flaw(
                    file,
                    f"{key}.top_level",
                    f"is {item.top_level}, which blocks nothing",
                    "Write -1, or a lower level.",
                )
            seen.add(item.condition)


def _form_faults(programme: Programme) -> Flaws:
    for exercise in programme.exercises.values():
        names = [fault.id for fault in exercise.faults]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Flaw(_exercise_file(exercise), f"faults {name}", "stands twice", "Give each its own id.")


def _must_block(programme: Programme) -> Flaws:
    for (exercise_id, condition), most in required.MUST_BLOCK.items():
        exercise = programme.exercises[exercise_id]
        top = [item.top_level for item in exercise.contraindications if item.condition == condition]
        if not top:
            remedy = f"Add it with top_level {most}."
            yield Flaw(_exercise_file(exercise), "contraindications", f"leave out {condition!r}", remedy)
        elif top[0] > most:
            yield Flaw(
                _exercise_file(exercise),
                f"contraindications {condition}.top_level",
                f"is {top[0]}",
                f"Write {most} or less.",
            )


# Sources, ids, and the small tables


def _sources(programme: Programme) -> Flaws:
    known = {*_PLAIN_SOURCES, *programme.sources}
    for key, source in _all_sources(programme):
        for part in source.split("; "):
            if part not in known:
                remedy = f"Write {', '.join(_PLAIN_SOURCES)} or names of [sources], parted by '; '."
                yield Flaw(_MAIN, key, f"has the source {shown(part)}, which isn't known", remedy)


def _all_sources(programme: Programme) -> Iterator[tuple[str, str]]:
    yield from ((f"thresholds.{name}", source) for name, source in programme.threshold_sources.items())
    yield from ((f"rule_texts.{name}", source) for name, source in programme.rule_sources.items())
    for item in fields(Programme):
        yield from _walk(getattr(programme, item.name), item.name)


def _walk(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, row in value.items():
            yield from _walk(row, f"{key}.{name}")
    elif isinstance(value, tuple):
        for number, row in enumerate(value):
            yield from _walk(row, f"{key}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from _own_sources(getattr(value, item.name), item.name, f"{key}.{item.name}")


def _own_sources(value: Any, name: str, key: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # any field's value
    if name == "source" or name.endswith("_source"):
        yield key, value
    elif name in {"sources", "known_sources"}:
        yield from ((key, source) for source in value or ("",))
    else:
        yield from _walk(value, key)


def _ids(programme: Programme) -> Flaws:
    if not _NAME.match(programme.name):
        yield Flaw(_MAIN, "name", f"is {programme.name!r}", "Use small letters, digits and '-', at most 60.")
    if not _VERSION.match(programme.version):
        yield Flaw(_MAIN, "version", f"is {programme.version!r}", "Write it like 1.0.2.")
    tables = ((_ASK, "questions", programme.questions), (_ABOUT, "conditions", programme.conditions))
    for file, key, table in tables:
        for ident in table:
            if not ID_PATTERN.match(ident):
                yield Flaw(file, f"{key} {ident}", "is no id", "Use small letters, digits and _ . : -, at most 80.")
    for ident in sorted(programme.conditions.keys() & programme.derived_conditions.keys()):
        yield Flaw(
            _ABOUT, f"conditions {ident}", "stands twice", "It is derived from other facts; take it out of conditions."
        )


def _countries(programme: Programme) -> Flaws:
    for country in programme.countries.values():
        key = f"countries {country.code}"
        if not _CODE.match(country.code):
            yield Flaw("countries.toml", key, "is no country code", "Use two capital letters, like GB.")
        for name, number in (("emergency", country.emergency), ("urgent", country.urgent or "00")):
            if not _CALL.match(number):
                yield Flaw(
                    "countries.toml",
                    f"{key}.{name}",
                    f"is {number!r}",
                    "Write a telephone number in digits and spaces.",
                )


def _band_tables(programme: Programme) -> Flaws:
    seen = set()
    for number, colour in enumerate(programme.band_colours):
        name = (colour.brand.casefold(), colour.colour.casefold())
        if name in seen:
            yield Flaw(_BANDS, f"colours[{number}]", f"{name[0]} {name[1]} stands twice", "Take one out.")
        seen.add(name)
        yield from _decimal(f"colours[{number}].s_n", colour.s_n)
    for loop in programme.loop_sizes:
        yield from _decimal(f"loops {loop.id}.width_mm", loop.width_mm)
        yield from _decimal(f"loops {loop.id}.thickness_mm", loop.thickness_mm)
        if not 100 <= loop.rest_mm <= 5000:  # noqa: PLR2004
            yield Flaw(_BANDS, f"loops {loop.id}.rest_mm", f"is {loop.rest_mm}", "Write 100 to 5000 millimetres.")


def _decimal(key: str, text: str) -> Flaws:
    if not _DECIMAL.match(text) or float(text) == 0:
        yield Flaw(_BANDS, key, f"is {text!r}", 'Write a number above 0 as text, like "16.5".')


RULES: tuple[Rule, ...] = (
    Rule("complete", _everything_there),
    Rule("recorded", _asks_what_is_recorded),
    Rule("questions", _questions),
    Rule("alarms", _alarms),
    Rule("identity", _identity),
    Rule("bounds", _within_bounds),
    Rule("order", _in_order),
    Rule("levels", _level_order),
    Rule("doses", _doses),
    Rule("limits", _within_limits),
    Rule("bending", _bending),
    Rule("floss_tempo", _floss_tempo),
    Rule("movement", movement_flaws),
    Rule("bands", _bands),
    Rule("contraindications", _contraindications),
    Rule("set_ups", _set_ups),
    Rule("form_faults", _form_faults),
    Rule("must_block", _must_block),
    Rule("sources", _sources),
    Rule("ids", _ids),
    Rule("countries", _countries),
    Rule("band_tables", _band_tables),
    Rule("measures", measure_flaws),
)

__all__ = ["EXERCISES", "RULES", "Rule", "breaches", "warnings"]
