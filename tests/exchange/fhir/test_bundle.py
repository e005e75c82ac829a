"""What becomes of a record in a bundle."""

from __future__ import annotations

import json

import pytest

from tests.builders import Diary, shipped
from tests.exchange.fhir.bundles import NOW, PERSON, bundle_of, codes, observed, of, resources, written
from tests.exchange.fhir.living import decide_and_show, lived
from unpinch.exchange.fhir import bundle
from unpinch.exchange.fhir.codes import OWN, PAIN_ANSWERS, plain, when
from unpinch.exchange.tables import Holder
from unpinch.journal import Moment

OURS = OWN.rpartition("/")[2]


def diary() -> Diary:
    return Diary().ready()


def test_pain_in_a_leg_is_loincs_question_with_loincs_answer_and_the_side() -> None:
    here = diary()
    here.check_in(4, "calf")
    found = observed(here, "left_leg_pain")
    assert codes(found["code"])["loinc.org"] == "72514-3"
    assert codes(found["valueCodeableConcept"])["loinc.org"] == "LA6115-5"
    assert found["valueCodeableConcept"]["text"] == "4"
    assert codes(found["bodySite"]) == {OURS: "body.left_leg"}


@pytest.mark.parametrize("pain", range(11))
def test_each_number_has_its_own_answer(pain: int) -> None:
    here = diary()
    here.add("check_in", {"back_pain": pain})
    found = observed(here, "back_pain")
    assert codes(found["valueCodeableConcept"]) == {"loinc.org": PAIN_ANSWERS[pain]}
    assert codes(found["bodySite"]) == {OURS: "body.back"}


def test_the_worst_pain_since_last_time_is_not_the_pain_now() -> None:
    here = diary()
    here.add("check_in", {"right_worst_leg_pain": 8})
    found = observed(here, "right_worst_leg_pain")
    assert codes(found["code"]) == {OURS: "asked.worst_leg_pain"}
    assert found["valueInteger"] == 8


def test_a_zero_leaves_and_what_was_not_said_does_not() -> None:
    here = diary()
    here.add("check_in", {"left_tingling": 0, "painkillers": False, "soreness": []})
    names = {one["identifier"][0]["value"].partition("/")[2]: one for one in of(here, "Observation")}
    assert set(names) == {"left_tingling", "painkillers", "soreness"}
    assert names["left_tingling"]["valueInteger"] == 0
    assert names["painkillers"]["valueBoolean"] is names["soreness"]["valueBoolean"] is False


def test_how_far_down_it_reaches_is_told_with_its_side() -> None:
    here = diary()
    here.add("check_in", {"right_pain_site": "calf", "right_nerve_site": "none"})
    found = observed(here, "right_pain_site")
    assert codes(found["valueCodeableConcept"]) == {OURS: "pain_site.calf"}
    assert codes(found["bodySite"]) == {OURS: "body.right_leg"}
    assert observed(here, "right_nerve_site")["valueCodeableConcept"]["text"] == "None"


def test_nothing_in_it_says_who_the_person_is_unless_asked() -> None:
    content = written(lived().entries).decode()
    assert not any(word in content for word in ("Kim", "Weiß", "secret", PERSON, "Dr Example"))
    assert "Kim Weiß" in written(lived().entries, named=True).decode()


def test_a_correction_leaves_as_amended_and_a_mistake_as_one() -> None:
    here = diary()
    slip = here.add("check_in", {"left_tingling": 1})
    wrong = here.add("check_in", {"left_numbness": 1})
    here.wait(hours=1)
    here.correct(slip, left_tingling=2)
    here.retract(wrong)
    found = observed(here, "left_tingling")
    assert (found["status"], found["valueInteger"]) == ("amended", 2)
    assert observed(here, "left_numbness")["status"] == "entered-in-error"


def test_a_screening_leaves_with_each_answer() -> None:
    here = diary()
    here.screening("event", yes=["fever"], not_sure=["saddle"])
    answers = of(here, "QuestionnaireResponse")[-1]
    given = {item["linkId"]: item["answer"][0]["valueCoding"]["code"] for item in answers["item"]}
    assert given == {"scope": "scope.event", "fever": "answer.yes", "saddle": "answer.not_sure"}
    (asked,) = (one for one in of(here, "Questionnaire") if answers["questionnaire"].startswith(one["url"]))
    assert answers["questionnaire"] == f"{asked['url']}|{asked['version']}"


def test_the_roland_morris_questionnaire_is_word_for_word_with_its_citation() -> None:
    asked = next(one for one in of(diary(), "Questionnaire") if "Roland" in one["title"])
    measure = shipped().measures["rmdq24"]
    assert [item["text"] for item in asked["item"]] == [*measure.intro, *(line.text for line in measure.lines)]
    assert measure.citation in asked["copyright"]


def test_a_measure_leaves_as_answers_and_as_a_score_of_them() -> None:
    here = diary()
    here.add("measure_rmdq24", {"version": 1, "ticked": ["3", "21"]})
    answers = of(here, "QuestionnaireResponse")[-1]
    assert [item["linkId"] for item in answers["item"]] == ["3", "21"]
    score = observed(here, "ticked")
    assert score["valueInteger"] == 2
    assert score["derivedFrom"] == [{"reference": f"urn:uuid:{answers['id']}"}]


def test_own_activities_leave_with_how_well_each_goes() -> None:
    here = diary()
    values = {"version": 1, "activity_1": "Tie  my\u00a0shoes", "ability_1": 4, "activity_2": "Walk", "ability_2": 5}
    here.add("measure_psfs", values)
    score = observed(here, "ability")
    assert score["valueQuantity"]["value"] == 4.5
    told = [(one["code"]["text"], one["valueInteger"]) for one in score["component"]]
    assert told == [("Tie my shoes", 4), ("Walk", 5)]


def test_a_session_is_a_procedure_with_its_sets_and_its_band() -> None:
    stopped = of(lived(), "Procedure")[0]
    sets = [{part["url"]: part for part in one["extension"]} for one in stopped["extension"]]
    assert stopped["status"] == "stopped"
    assert [one["repetitions"]["valueInteger"] for one in sets] == [8, 1]
    assert sets[0]["side"]["valueCodeableConcept"]["coding"][0]["code"] == "side.left"
    assert sets[1]["hold_s"]["valueQuantity"]["value"] == 30
    band = of(lived(), "Device")[1]
    assert stopped["usedReference"] == [{"reference": f"urn:uuid:{band['id']}"}]
    assert band["deviceName"][0]["name"] == "TheraBand yellow"


def test_bands_are_in_use_until_they_are_retired() -> None:
    assert [one["status"] for one in of(lived(), "DeviceUseStatement")] == ["active", "completed"]


def test_a_stop_is_an_issue_with_why_and_where_and_whether_it_settled() -> None:
    (stop,) = of(lived(), "DetectedIssue")
    assert [code["coding"][0]["code"] for code in stop["evidence"][0]["code"]] == [
        "reason.tingling",
        "where.calf",
        "where.foot",
        "alarms.none",
    ]
    assert [one["action"]["coding"][0]["code"] for one in stop["mitigation"]] == ["answer.not_back", "answer.back"]
    assert stop["implicated"] == [{"reference": f"urn:uuid:{of(lived(), 'Procedure')[0]['id']}"}]


def test_a_red_flag_stands_until_the_rules_end_it() -> None:
    flags = {one["code"]["coding"][0]["code"]: one for one in of(lived(), "Flag")}
    assert {name: one["status"] for name, one in flags.items()} == {"flag.fever": "inactive", "flag.saddle": "active"}
    assert "end" in flags["flag.fever"]["period"]
    assert "end" not in flags["flag.saddle"]["period"]
    assert flags["flag.saddle"]["category"][1]["coding"][0]["code"] == "tier.emergency"


def test_the_care_plan_is_the_plan_that_was_shown_last() -> None:
    here = Diary().ready()
    assert of(here, "CarePlan") == []
    here.morning(3)
    decide_and_show(here)
    (plan,) = of(here, "CarePlan")
    definition = of(here, "PlanDefinition")[0]
    assert plan["status"] == "active"
    assert codes(plan["category"][0]) == {OURS: "phase.decompress"}
    assert plan["instantiatesCanonical"] == [f"{definition['url']}|{definition['version']}"]
    assert {one["detail"]["code"]["coding"][0]["code"] for one in plan["activity"]} >= {"exercise.nerve_floss"}
    assert all(" 0 " not in f" {one['detail']['description']}" for one in plan["activity"])
    here.screening("event", yes=["saddle"])
    decide_and_show(here)
    assert of(here, "CarePlan")[0]["status"] == "on-hold"


def test_every_level_of_every_exercise_is_defined() -> None:
    found = of(diary(), "ActivityDefinition")
    assert len(found) == sum(len(one.levels) for one in shipped().exercises.values())
    named = {canonical for phase in of(diary(), "PlanDefinition")[0]["action"] for canonical in _named(phase)}
    assert named == {f"{one['url']}|{one['version']}" for one in found}


def _named(phase: dict[str, list[dict[str, str]]]) -> list[str]:
    return [action["definitionCanonical"] for action in phase["action"]]


def test_it_says_who_said_it() -> None:
    here = diary()
    here.morning(3)
    entry = {**json.loads(here.lines[-1]), "id": here.new_id("other"), "by": "Dr Other", "seq": 99}
    provenance = of_lines(here, entry)
    assert sorted(agent["who"].get("display", "the person") for agent in provenance) == ["Dr Other", "the person"]


def of_lines(here: Diary, entry: dict[str, object]) -> list[dict[str, dict[str, str]]]:
    from unpinch.journal import canonical, read_entry

    whole = bundle_of([*here.entries, read_entry(canonical(entry))], Moment.parse(here.now))
    return [agent for one in resources(whole, "Provenance") for agent in one["agent"][:-1]]


def test_two_people_in_one_bundle_share_the_definitions_and_no_id() -> None:
    holders = [Holder(f"{number}1111111-1111-4111-8111-111111111111", "", lived().entries) for number in (1, 2)]
    whole = json.loads(b"".join(bundle.written(bundle.resources(shipped(), holders, NOW))))
    ids = [entry["fullUrl"] for entry in whole["entry"]]
    assert len(ids) == len(set(ids))
    assert len(resources(whole, "Patient")) == 2
    assert len(resources(whole, "PlanDefinition")) == 1


def test_a_transaction_asks_a_server_to_keep_each_resource_under_its_id() -> None:
    whole = json.loads(written(lived().entries, type_="transaction"))
    first = whole["entry"][0]
    assert first["request"] == {"method": "PUT", "url": f"CodeSystem/{first['resource']['id']}"}
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in whole["entry"])


@pytest.mark.parametrize(
    ("text", "clean"),
    [("a\ud800b", "a?b"), (" \u00a0\ufeff ", ""), ("a\x00\n b", "a b"), ("שרה", "שרה"), ("a\u3000b", "a b")],
)
def test_texts_are_as_fhir_takes_them(text: str, clean: str) -> None:
    assert plain(text) == clean


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2026-11-22T08:00:00+01:00", "2026-11-22T08:00:00+01:00"),
        ("2026-11-22T08:00:00+14:00", "2026-11-22T08:00:00+14:00"),
        ("2026-11-22T08:00:00+15:00", "2026-11-21T17:00:00Z"),
        ("0001-01-01T00:00:00+15:00", "0001-01-01T00:00:00Z"),
    ],
)
def test_times_are_as_fhir_takes_them(at: str, found: str) -> None:
    assert when(at) == found
