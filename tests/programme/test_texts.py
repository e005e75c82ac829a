"""What people read: plain, kind, sourced, and whole."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from unpinch.programme.model import Programme
from unpinch.programme.required import ADVICE, ASKS, DERIVED_CONDITIONS, RULES

RULE_LIST = """
S1.first_screening S1.weekly S1.daily S1.line S1.emergency S1.same_day S1.not_before_checked S1.under_18 S1.advise
S1.advise_severe S10.about S10.check_in S10.stale S10.ahead S13.weakness S13.numbness S2.ended S2.waiting
S2.rest_today S2.lighter S2.nerve_rest S3.ended S3.start_8 S3.start_6 S3.easier_today S3.rest_today S4.band
S4.traction_cap S7.rest_between S7.week S7.floss_cap S9.worsening S9.spread S9.two_weeks S9.four_weeks S9.six_weeks
S9.cannot_judge S9.booked S9.review S9.not_yet day.lighter day.red_once dose.irritable dose.soreness dose.hinge_first
dose.hold dose.progress dose.half phase.placed_decompress phase.placed_stabilise phase.step_back phase.replaced
phase.flare_return phase.release_opens phase.stabilise_opens phase.maintain_opens phase.current rest.nothing_left
pause guard.fault
"""


def texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that a person may read, with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, name)
    elif hasattr(value, "items"):
        for key, item in value.items():
            yield from texts(item, str(key) if isinstance(item, str) else name)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from texts(getattr(value, item.name), item.name)


def read_by_people(programme: Programme) -> list[tuple[str, str]]:
    parts = (
        programme.phases,
        programme.exercises,
        programme.questions,
        programme.alarms,
        programme.about_questions,
        programme.check_in_questions,
        programme.conditions,
        programme.safety_rules,
        programme.education,
        programme.care,
        programme.rule_texts,
        programme.ask_texts,
        programme.advice_texts,
        programme.measures,
    )
    quiet = {"id", "source", "sources", "known_sources", "condition", "tier", "topic", "flag"}
    quiet |= {"citation", "licence", "official"}
    return [(name, text) for part in parts for name, text in texts(part) if name not in quiet]


def test_every_rule_has_its_sentence_and_source(shipped: Programme) -> None:
    assert set(RULES) == set(RULE_LIST.split())
    wanted = {*RULES, *(f"S8.{name}" for name in (*shipped.conditions, *DERIVED_CONDITIONS))}
    assert set(shipped.rule_texts) == wanted
    assert set(shipped.rule_sources) == wanted


def test_every_rules_sentence_is_short_and_whole(shipped: Programme) -> None:
    for rule, text in shipped.rule_texts.items():
        assert text.endswith("."), rule
        assert "{" not in text, rule
        assert len(text) <= 160 or rule == "guard.fault", rule


def test_the_guards_fault_says_that_it_is_the_software(shipped: Programme) -> None:
    text = shipped.rule_texts["guard.fault"]
    for words in ("Our software made an error; this isn't your body.", "walking is fine", "If any of these is true"):
        assert words in text


def test_every_ask_and_advice_has_words(shipped: Programme) -> None:
    assert set(shipped.ask_texts) == set(ASKS)
    assert set(shipped.advice_texts) == set(ADVICE)


def test_nothing_promises_a_cure_or_scolds(shipped: Programme) -> None:
    never = (
        r"\b(will cure|cures|guarantee\w*|you must|you failed|streak|well done|pain-free|slipped disc|damage[ds]?)\b"
    )
    for name, text in read_by_people(shipped):
        assert not re.search(never, text, re.IGNORECASE), (name, text)


def test_no_claim_that_a_band_makes_room_or_cures(shipped: Programme) -> None:
    everything = " ".join(text for _, text in read_by_people(shipped)).casefold()
    assert "creates space" not in everything


def test_sentences_are_short(shipped: Programme) -> None:
    lengths = [
        len(sentence.split())
        for _, text in read_by_people(shipped)
        for sentence in re.split(r"(?<=[.?!:;])\s+", text)
        if sentence
    ]
    assert sorted(lengths)[len(lengths) * 95 // 100] <= 20
    assert max(lengths) <= 32


def sources(value: object) -> Iterator[str]:
    """Yield every source that anything names."""
    if is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            held = getattr(value, item.name)
            if item.name in {"source", "sources", "known_sources"} and not hasattr(held, "items"):
                yield from (held,) if isinstance(held, str) else held
            else:
                yield from sources(held)
    elif isinstance(value, tuple):
        for item in value:
            yield from sources(item)
    elif hasattr(value, "values"):
        for item in value.values():
            yield from sources(item)


def test_every_source_is_used_and_has_an_address(shipped: Programme) -> None:
    named = [*sources(shipped), *shipped.threshold_sources.values(), *shipped.rule_sources.values()]
    used = {part for source in named for part in source.split("; ")}
    assert used - {"article", "choice", "from memory"} == set(shipped.sources)
    assert [name for name, text in shipped.sources.items() if "http" not in text] == []


@pytest.mark.parametrize("unit", ["lbf", " lb ", " inch", "MPa"])
def test_people_read_metric_units(unit: str, shipped: Programme) -> None:
    assert not [text for _, text in read_by_people(shipped) if unit in text]
