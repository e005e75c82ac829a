"""Pain and measures from elsewhere, as entries that stand beside all decisions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Diary, shipped
from tests.exchange import made
from tests.exchange.fhir.bundles import Resource, bundle_of, resources
from tests.exchange.fhir.foreign import LEFT, entries, pain, read, values
from tests.exchange.fhir.living import lived
from unpinch.exchange.fhir.codes import LOINC, OWN, PAIN_ANSWERS
from unpinch.guidance import decide
from unpinch.journal import BESIDE, Entry, Moment, read_lines

FAR = Moment.of(4_100_000_000)
SNOMED = "http://snomed.info/sct"


def test_pain_in_a_leg_becomes_pain_told_elsewhere() -> None:
    (one,) = entries(pain(4))
    assert (one.kind, one.by, one.at) == ("measure_nprs", "import", "2026-11-20T09:30:00+01:00")
    assert dict(one.values) == {"version": 1, "left_leg_pain": 4}


@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 7},
        {"valueInteger": None, "valueQuantity": {"value": 7.0, "unit": "{score}"}},
        {
            "valueInteger": None,
            "valueCodeableConcept": {"coding": [{"system": LOINC, "code": "LA10139-6"}]},
        },
    ],
)
def test_a_number_is_read_in_each_way_that_systems_write_it(value: Resource) -> None:
    assert values(pain(**value))["left_leg_pain"] == 7


def test_each_of_loincs_answers_is_its_number() -> None:
    coded = [{"coding": [{"system": LOINC, "code": code}]} for code in PAIN_ANSWERS]
    found = [values(pain(valueInteger=None, valueCodeableConcept=one))["left_leg_pain"] for one in coded]
    assert found == list(range(11))


@pytest.mark.parametrize(
    ("site", "field"),
    [
        ({"text": "Right calf"}, "right_leg_pain"),
        ({"coding": [{"display": "Structure of left lower limb"}]}, "left_leg_pain"),
        ({"coding": [{"system": OWN, "code": "body.right_leg"}]}, "right_leg_pain"),
        ({"coding": [{"system": SNOMED, "code": "37822005"}]}, "back_pain"),
        ({"text": "Lower back"}, "back_pain"),
    ],
)
def test_a_place_is_read_by_code_or_by_plain_words(site: Resource, field: str) -> None:
    assert values(pain(3, bodySite=site)) == {"version": 1, field: 3}


@pytest.mark.parametrize(
    "site",
    [
        None,
        {"text": "Leg"},
        {"text": "Left arm"},
        {"text": "Left and right leg"},
        {"text": "Back of the left leg"},
        {"text": "Feedback, left"},
        {"text": 5},
        {"coding": "leg"},
        {"coding": [{"system": OWN, "code": "body.left_leg"}, {"system": OWN, "code": "body.right_leg"}]},
    ],
)
def test_a_place_that_isnt_clear_is_never_guessed(site: Any) -> None:
    found = read(pain(bodySite=site))
    assert found.lines == ()
    assert found.notes == ("1 left out: not clear which leg, or the back.",)


@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 11},
        {"valueInteger": -1},
        {"valueInteger": True},
        {"valueInteger": "4"},
        {"valueInteger": None},
        {"valueInteger": None, "valueQuantity": {"value": 4.5}},
        {"valueInteger": None, "valueQuantity": {"value": 4, "comparator": "<"}},
        {"valueInteger": None, "valueQuantity": [4]},
        {"valueInteger": None, "valueCodeableConcept": {"coding": [{"system": LOINC, "code": "LA0-0"}]}},
    ],
)
def test_what_is_no_whole_number_from_0_to_10_is_passed_over(value: Resource) -> None:
    assert read(pain(**value)).notes == ("1 left out: no whole number from 0 to 10.",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "preliminary"}, "not final"),
        ({"status": "entered-in-error"}, "called a mistake where it comes from"),
        ({"modifierExtension": [{"url": "x"}]}, "with rules of its own that aren't understood"),
        ({"implicitRules": "http://x"}, "with rules of its own that aren't understood"),
        ({"effectiveDateTime": None, "issued": None}, "no time is told"),
        ({"effectiveDateTime": "2026", "issued": None}, "no time is told"),
        ({"effectiveDateTime": "2026-11-23T09:00:00Z"}, "dated in the future"),
    ],
)
def test_what_cant_be_kept_is_passed_over_and_said(changes: Resource, reason: str) -> None:
    found = read(pain(**changes))
    assert (found.lines, found.notes) == ((), (f"1 left out: {reason}.",))


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"effectiveDateTime": "2026-11-20"}, "2026-11-20T00:00:00+14:00"),
        ({"effectiveDateTime": "2026-11-20T09:30:00.123456789Z"}, "2026-11-20T09:30:00.123456Z"),
        ({"effectiveDateTime": None, "effectivePeriod": {"start": "2026-11-19T09:30:00Z"}}, "2026-11-19T09:30:00Z"),
        ({"effectiveDateTime": None}, "2026-11-20T09:31:00+01:00"),
    ],
)
def test_it_keeps_the_time_that_is_told(changes: Resource, at: str) -> None:
    assert entries(pain(**changes))[0].at == at


def test_what_unpinch_doesnt_take_in_and_what_r4_doesnt_have_is_said() -> None:
    found = read(pain(mood="good", _status={}), {"resourceType": "Patient", "id": "kim"})
    assert len(found.lines) == 1
    assert found.notes == (
        "1 left out: Unpinch takes in pain from 0 to 10 and its own measures, nothing else.",
        "Fields that FHIR R4 doesn't have were left out: Observation.mood.",
    )


# -- twice is once -----------------------------------------------------------------------------------------------------


def test_the_same_file_gives_the_same_bytes_on_any_machine() -> None:
    assert read(pain()).lines == read(pain()).lines


def test_what_is_there_stays_as_it_is() -> None:
    first = entries(pain())
    again = entries(pain(meta={"lastUpdated": "2026-11-21T00:00:00Z"}, issued="2026-11-21T00:00:00Z"), held=first)
    assert again == first


def test_two_readings_of_one_name_at_two_times_are_two() -> None:
    later = pain(5, effectiveDateTime="2026-11-21T09:30:00+01:00")
    assert [one.values["left_leg_pain"] for one in entries(pain(4), later)] == [4, 5]


def test_what_its_source_put_right_is_a_correction_and_an_older_saying_is_none() -> None:
    first = entries(pain(4))
    right = pain(6, status="corrected", issued="2026-11-21T08:00:00Z")
    corrected = entries(right, held=first)
    assert (corrected[0].replaces, corrected[0].values["left_leg_pain"]) == (first[0].id, 6)
    assert entries(right, held=[*first, *corrected]) == corrected
    older = read(pain(5, issued="2026-11-20T10:00:00Z"), held=[*first, *corrected])
    assert older.notes == ("1 left out: something newer is there already.",)


def test_of_two_versions_in_one_file_the_newer_one_counts() -> None:
    old = pain(4, meta={"lastUpdated": "2026-11-20T09:00:00Z"})
    new = pain(6, meta={"lastUpdated": "2026-11-21T09:00:00Z"}, issued="2026-11-21T09:00:00Z")
    assert [one.values["left_leg_pain"] for one in entries(new, old)] == [4, 6]


def test_what_its_source_calls_a_mistake_is_taken_back_once() -> None:
    first = entries(pain())
    wrong = pain(status="entered-in-error")
    back = entries(wrong, held=first)
    assert (back[0].kind, back[0].replaces) == ("retraction", first[0].id)
    assert entries(wrong, held=[*first, *back]) == back


def test_a_resource_without_a_name_is_known_by_what_it_says() -> None:
    bare = pain(id=None)
    first = entries(bare)
    assert entries(bare, held=first) == first
    assert entries(pain(5, id=None))[0].id != first[0].id


# -- measures of ours --------------------------------------------------------------------------------------------------

MEASURES: dict[str, dict[str, Any]] = {
    "measure_psfs": {"version": 1, "activity_1": "Tie my shoes", "ability_1": 4, "activity_2": "Walk", "ability_2": 0},
    "measure_rmdq24": {"version": 1, "ticked": ["3", "21"]},
    "measure_grc": {"version": 1, "change": "very_much_better"},
    "measure_sleep_confidence": {"version": 1, "sleep": 6, "confidence": 0},
}


def exported(kind: str, values_: dict[str, Any], types: tuple[str, ...]) -> list[Resource]:
    """Return what we export of a measure, as if another system had made it: without our names for entries."""
    diary = Diary()
    diary.add(kind, values_)
    whole = bundle_of(diary.entries, FAR)
    return [{**one, "identifier": []} for type_ in types for one in resources(whole, type_)]


@pytest.mark.parametrize("kind", MEASURES)
def test_answers_to_our_questionnaires_come_in_as_they_were_given(kind: str) -> None:
    (one,) = entries(*exported(kind, MEASURES[kind], ("QuestionnaireResponse", "Observation")))
    assert (one.kind, dict(one.values)) == (kind, MEASURES[kind])


@pytest.mark.parametrize("kind", ["measure_psfs", "measure_grc"])
def test_a_score_that_holds_its_answers_comes_in_alone(kind: str) -> None:
    (one,) = entries(*exported(kind, MEASURES[kind], ("Observation",)))
    assert (one.kind, dict(one.values)) == (kind, MEASURES[kind])


def test_a_score_without_its_answers_isnt_taken_for_them() -> None:
    found = read(*exported("measure_rmdq24", MEASURES["measure_rmdq24"], ("Observation",)))
    assert found.notes == ("1 left out: a score without its answers can't be kept.",)


def test_no_sentence_ticked_is_an_answer_and_an_unfinished_one_is_none() -> None:
    (answers,) = exported("measure_rmdq24", {"version": 1, "ticked": []}, ("QuestionnaireResponse",))
    assert values(answers) == {"version": 1, "ticked": []}
    assert read({**answers, "status": "in-progress"}).lines == ()


def test_an_answer_that_is_missing_keeps_the_rest_out() -> None:
    (answers,) = exported("measure_sleep_confidence", MEASURES["measure_sleep_confidence"], ("QuestionnaireResponse",))
    found = read({**answers, "item": answers["item"][:1]})
    assert found.notes == ("1 left out: an answer is missing or can't be.",)


# -- our own bundles ---------------------------------------------------------------------------------------------------


def test_our_own_bundle_changes_nothing_in_the_journal_that_it_came_from() -> None:
    own = resources(bundle_of(lived().entries), "Observation")
    found = read(*own, held=lived().entries)
    held = {entry.raw for entry in lived().entries}
    assert found.lines
    assert set(found.lines) <= held


def test_elsewhere_our_own_bundle_brings_pain_and_measures() -> None:
    whole = bundle_of(lived().entries)
    found = entries(*resources(whole, "Observation"), *resources(whole, "QuestionnaireResponse"))
    told = [(one.kind, {name for name in one.values if name != "version"}) for one in found]
    assert ("measure_nprs", {"left_leg_pain"}) in told
    assert ("measure_nprs", {"back_pain"}) in told
    assert {kind for kind, _ in told} == {"measure_nprs", *MEASURES}


@settings(max_examples=30, deadline=None)
@given(lines=st.lists(made.entry_lines(), max_size=12))
def test_any_bundle_of_ours_can_be_read_in_anywhere_and_twice_is_once(lines: list[bytes]) -> None:
    journal, _ = read_lines(lines)
    whole = bundle_of(journal, FAR)
    every = [entry["resource"] for entry in whole["entry"]]
    first = entries(*every, now=FAR)
    assert entries(*every, held=first, now=FAR) == first
    assert {one.kind for one in first} <= BESIDE


# -- nothing is decided by it ------------------------------------------------------------------------------------------


def before_and_after(diary: Diary, *told: Resource) -> tuple[Any, Any]:
    now = Moment.parse(diary.now)
    new: list[Entry] = entries(*told, now=now)
    assert new
    return decide(shipped(), diary.entries, now), decide(shipped(), [*diary.entries, *new], now)


def on(diary: Diary, days_ago: int, value: int, **changes: Any) -> Resource:
    return pain(value, id=f"p{days_ago}", effectiveDateTime=diary.days_ago(days_ago), issued=None, **changes)


def flagged(diary: Diary) -> None:
    diary.morning(3)
    diary.screening("event", yes=["saddle"])


def weaker(diary: Diary) -> None:
    diary.morning(6, "foot", left_strength="weaker")


def stale(diary: Diary) -> None:
    diary.morning(6)
    diary.next_day(days=9)


def strong(diary: Diary) -> None:
    diary.morning(8)


def calm(diary: Diary) -> None:
    diary.calm_days(3, 2)
    diary.morning(2)


@pytest.mark.parametrize("happens", [flagged, weaker, stale, strong, calm])
@pytest.mark.parametrize("value", [0, 10])
def test_pain_from_elsewhere_changes_no_decision(happens: Any, value: int) -> None:
    diary = Diary().ready()
    happens(diary)
    told = [on(diary, days, value, bodySite=LEFT) for days in range(1, 8)]
    before, after = before_and_after(diary, *told)
    assert before == after


def test_measures_from_elsewhere_change_no_decision() -> None:
    diary = Diary("2026-11-20T08:00:00+01:00").ready()
    flagged(diary)
    told = [one for kind, given_ in MEASURES.items() for one in exported(kind, given_, ("QuestionnaireResponse",))]
    before, after = before_and_after(diary, *[{**one, "authored": "2026-11-19"} for one in told])
    assert before == after
