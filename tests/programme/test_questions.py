"""Every item of the clinical rules' section 2 has its own plain question."""

import re

import pytest

from unpinch.journal import KINDS
from unpinch.journal.kinds import ALARMS
from unpinch.programme.model import Programme

# what the rules say, tier by tier: the ids that ask it
ITEMS = {
    "emergency": {
        "sciatica on both sides that is new": ["both_legs"],
        "or worse": ["both_legs_worse"],
        "or has reached the second leg": ["second_leg"],
        "new weakness in both legs": ["weak_both_legs"],
        "new numbness in both legs": ["numb_both_legs"],
        "numb or tingling between the legs": ["saddle"],
        "genitals": ["saddle_genitals"],
        "back passage": ["saddle_back_passage"],
        "inner thighs": ["saddle_inner_thighs"],
        "trouble starting, feeling, holding urine": ["bladder", "bladder_feeling", "bladder_holding"],
        "loss of bowel control or feeling": ["bowel", "bowel_feeling"],
        "sexual feeling or function": ["sexual", "sexual_function"],
        "one leg cold, or pale or mottled": ["cold_leg", "pale_leg"],
        "tearing pain, pulsing swelling, fainting, known aneurysm": [
            "aorta_tearing",
            "aorta_pulsing",
            "aorta_faint",
            "aorta_known",
        ],
        "swollen leg with breathlessness, chest pain, coughing blood": ["clot_breath", "clot_chest", "clot_blood"],
        "major accident, can't stand after a fall": ["accident", "fall_cannot_stand"],
        "after a spinal operation or injection": [
            "after_spine_numb",
            "after_spine_weak",
            "after_spine_fever",
            "after_spine_bladder",
        ],
        "cancer together with ...": [
            "cancer_weak",
            "cancer_unsteady",
            "cancer_heavy",
            "cancer_numb",
            "cancer_band",
            "cancer_bladder",
            "cancer_bowel",
        ],
        "stiff, clumsy legs or hands with bladder or bowel change": ["cord_bladder", "cord_bowel"],
    },
    "same_day": {
        "new or worse weakness, foot drop": ["new_weakness", "foot_drop"],
        "numbness as in S13": ["new_numbness", "new_numb_place"],
        "fever, chills, unwell": ["fever"],
        "weakened immunity, injected drugs, recent infection": ["weak_immunity", "injected_drugs", "recent_infection"],
        "one calf or thigh swollen, hot, red": ["calf_swollen", "calf_hot", "calf_red"],
        "sudden severe pain with fragile bones": ["bone_sudden"],
        "stiff, clumsy, unsteady legs or clumsy hands": [
            "cord_stiff",
            "cord_clumsy_legs",
            "cord_unsteady",
            "cord_hands",
        ],
        "cancer, pain not yet discussed": ["cancer_not_discussed"],
        "can't stand for pain": ["cannot_stand"],
    },
    "not_before_checked": {
        "unexplained weight loss": ["weight_loss"],
        "constant pain that grows weekly": ["constant_pain"],
        "new deformity": ["deformity"],
        "thoracic pain with any other item": ["thoracic_pain"],
        "operation, injection, replacement within 12 weeks": [
            "recent_spine_operation",
            "recent_spine_injection",
            "recent_hip_replacement",
            "recent_knee_replacement",
        ],
        "under 18": ["under_18"],
    },
    "advise": {
        "first episode over 50": ["first_over_50"],
        "night pain that eases on turning": ["night_pain"],
        "over 4 weeks unimproved": ["not_improved"],
        "inflammatory pattern": ["inflammatory"],
        "long-term steroids or osteoporosis": ["bone_fragile"],
        "leg pain 8 or more on two days": ["severe_pain"],
        "no sleep": ["no_sleep"],
        "both legs ache on walking, unchanged": ["walking_legs"],
    },
}
LASTING = {"cancer_not_discussed", "under_18", "first_over_50", "bone_fragile"}


@pytest.mark.parametrize("tier", ITEMS)
def test_every_item_is_asked_in_its_tier_and_nothing_else(tier: str, shipped: Programme) -> None:
    wanted = [name for names in ITEMS[tier].values() for name in names]
    assert [question.id for question in shipped.questions.values() if question.tier == tier] == wanted


def test_each_question_is_one_plain_question(shipped: Programme) -> None:
    for question in shipped.questions.values():
        for text in filter(None, (question.text, question.only_if)):
            asked = text.partition(" (")[0]
            assert text.count("?") == 1, text
            assert asked.rstrip("?").count("?") == 0, text
            assert not re.search(r"\b(and/or|all of|both of the following|any of)\b", text), text
            assert len(text) <= 125, text


# Read one by one: what "or" and "and" join here is one thing to say yes to.
ONE_THING = {
    "one feeling in one place": {
        "saddle",
        "saddle_genitals",
        "saddle_back_passage",
        "saddle_inner_thighs",
        "bladder_feeling",
    },
    "a leg or a part of it": {
        "cold_leg",
        "pale_leg",
        "calf_swollen",
        "calf_hot",
        "calf_red",
        "new_weakness",
        "new_numbness",
        "new_numb_place",
        "cancer_weak",
        "foot_drop",
    },
    "where a pain sits": {"aorta_tearing", "cancer_band", "thoracic_pain"},
    "for whom it is asked, before the colon": {
        "after_spine_numb",
        "after_spine_weak",
        "after_spine_fever",
        "after_spine_bladder",
        "cancer_unsteady",
        "cancer_heavy",
        "cancer_numb",
        "cancer_bladder",
        "cancer_bowel",
        "cancer_not_discussed",
        "cord_bladder",
        "cord_bowel",
        "bone_sudden",
    },
    "one state, one pattern, one number": {"fever", "night_pain", "severe_pain"},
}


def test_no_question_asks_two_things_at_once(shipped: Programme) -> None:
    joined = {question.id for question in shipped.questions.values() if re.search(r"\b(and|or)\b", question.text)}
    assert joined == set().union(*ONE_THING.values())


def test_each_question_says_whom_to_tell_and_what(shipped: Programme) -> None:
    for question in shipped.questions.values():
        assert question.say.endswith((".", "?")), question.id
        assert question.to_whom.endswith("."), question.id
        assert question.help, question.id
        assert question.short[0] != question.short[0].upper() or question.short[0].isdigit(), question.id
    for name in ITEMS["emergency"].values():
        for ident in name:
            assert "now" in shipped.questions[ident].to_whom


def test_symptoms_are_asked_weekly_and_lasting_facts_once(shipped: Programme) -> None:
    assert {question.id for question in shipped.questions.values() if not question.weekly} == LASTING


def test_only_three_questions_are_infection_risks(shipped: Programme) -> None:
    risks = {question.id for question in shipped.questions.values() if question.infection}
    assert risks == {"weak_immunity", "injected_drugs", "recent_infection"}


def test_an_opening_question_spares_the_rest_of_its_group(shipped: Programme) -> None:
    groups: dict[str, list[str]] = {}
    for question in shipped.questions.values():
        if question.only_if:
            groups.setdefault(question.only_if, []).append(question.id)
    assert ["clot_breath", "clot_chest", "clot_blood"] in groups.values()
    assert ["both_legs", "both_legs_worse"] in groups.values()
    assert all(opening.endswith(("?", ")")) for opening in groups)


def test_every_question_has_a_topic(shipped: Programme) -> None:
    assert {question.topic for question in shipped.questions.values()} == set(shipped.topics)


def test_the_alarms_are_those_of_the_record(shipped: Programme) -> None:
    assert {*shipped.alarms, "none"} == set(ALARMS)
    raised = {alarm.id: (alarm.flag, alarm.tier) for alarm in shipped.alarms.values()}
    assert raised == {
        "between_legs": ("saddle", "emergency"),
        "both_legs": ("both_legs", "emergency"),
        "bladder_bowel": ("bladder", "emergency"),
        "new_weakness": ("new_weakness", "same_day"),
        "chest_faint": ("chest_faint", "emergency"),
        "injury": ("injury", "same_day"),
        "joint_or_calf_pain": ("joint_or_calf_pain", None),
        "not_sure": ("unsure", "emergency"),
    }


def test_every_id_fits_the_record(shipped: Programme) -> None:
    answers = {"scope": "full", "yes": [], "no": list(shipped.questions), "not_sure": []}
    KINDS["screening"].check(answers)
    KINDS["about"].check({"conditions": list(shipped.conditions)})


def test_the_record_takes_every_about_and_check_in_question(shipped: Programme) -> None:
    for kind, questions in (("about", shipped.about_questions), ("check_in", shipped.check_in_questions)):
        for question in questions:
            names = {question.id, f"left_{question.id}"}
            assert names & set(KINDS[kind].fields), question.id
