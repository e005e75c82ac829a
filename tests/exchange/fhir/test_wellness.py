"""Bundles that no engine has anything against: of the demo's people, and of journals that Hypothesis makes."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import shipped
from tests.exchange import made
from tests.exchange.fhir.bundles import Resource, bundle_of, resources, written
from tools.fhir_checks import ENGINES
from unpinch.demo import STORIES, Story
from unpinch.demo import lived as life
from unpinch.journal import Entry, Moment, read_lines

if TYPE_CHECKING:
    from tools.fhir_checks import Engines

TODAY = Moment.parse("2026-03-30T09:00:00+02:00")
LATER = Moment.of(4_100_000_000)
DEFINITIONS = ("Questionnaire", "PlanDefinition", "ActivityDefinition")
NOTHING: dict[str, list[str]] = {name: [] for name in ENGINES}


@cache
def lived(number: int) -> tuple[Entry, ...]:
    return life(shipped(), STORIES[number], TODAY)


def journal(story: Story) -> tuple[Entry, ...]:
    return lived(STORIES.index(story))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
@pytest.mark.parametrize("type_", ["collection", "transaction"])
def test_no_engine_has_anything_against_a_story_of_the_demo(engines: Engines, story: Story, type_: str) -> None:
    content = written(journal(story), TODAY, type_)  # type: ignore[arg-type]
    assert engines.look(json.loads(content)) == NOTHING


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_the_same_record_gives_the_same_bytes(story: Story) -> None:
    assert written(journal(story), TODAY) == written(journal(story)[::-1], TODAY.plus(3600))


def without_definitions(whole: Resource) -> Resource:
    kept = [one for one in whole["entry"] if one["resource"]["resourceType"] not in DEFINITIONS]
    return {**whole, "entry": kept}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(made.entry_lines(), max_size=20))
def test_no_engine_has_anything_against_any_journal(engines: Engines, lines: list[bytes]) -> None:
    entries, _ = read_lines(lines)
    assert engines.look(without_definitions(bundle_of(entries, LATER))) == NOTHING


@settings(max_examples=30, deadline=None)
@given(lines=st.lists(made.entry_lines(st.sampled_from(["check_in", "measure_nprs"])), max_size=8))
def test_every_answer_that_counts_is_in_the_bundle_once(lines: list[bytes]) -> None:
    entries, _ = read_lines(lines)
    plain = [entry for entry in {entry.id: entry for entry in entries}.values() if entry.replaces is None]
    apart = {"replaces", "note", "version"}
    told = {f"{entry.id}/{name}" for entry in plain for name in entry.values if name not in apart}
    kept = [entry for entry in entries if entry.replaces is None]
    found = [one["identifier"][0]["value"] for one in resources(bundle_of(kept, LATER), "Observation")]
    assert sorted(found) == sorted(told)
