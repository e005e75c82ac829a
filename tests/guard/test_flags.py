"""S1, S13: what raises a flag, what it asks for, and its three ways to end (readings, section 3)."""

from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.guard.making import a_set, breaches, broken, care, evidence_of, first_day, rest, train
from unpinch.guard import check
from unpinch.guard.alarms import standing
from unpinch.guidance import decide
from unpinch.guidance.verify.keys import key_of
from unpinch.journal import Moment
from unpinch.programme.decision import URGENCIES

FLOSS = train(a_set("floss"))
TIERS = {"emergency": "emergency", "same_day": "same_day", "not_before_checked": "soon"}


def flags_of(diary: Diary) -> dict[str, str]:
    evidence = evidence_of(diary)
    stand = standing(evidence, Moment.parse(diary.now).epoch_s)
    return {name: URGENCIES[flag.urgency] for name, flag in stand.items()}


def raisers_of(diary: Diary, flag: str) -> tuple[str, ...]:
    return evidence_of(diary).flags[flag].raisers


@pytest.mark.parametrize(
    "question", [q for q in shipped().questions.values() if q.tier != "advise"], ids=lambda q: q.id
)
def test_it_raises_each_alarming_answer_with_its_tier(question) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for how in ("yes", "not_sure"):
        diary = Diary()
        diary.about()
        diary.screening("full", **{how: (question.id,)})
        assert flags_of(diary) == {question.id: TIERS[question.tier]}


def test_a_standing_flag_allows_no_sets_no_other_kind_and_no_lower_urgency() -> None:
    diary = first_day()
    diary.screening("event", yes=("saddle",))
    assert len(breaches(diary, FLOSS)) == 3
    assert broken(diary, FLOSS) == {"S1"}
    assert broken(diary, rest(phase="decompress", urgency="emergency")) == {"S1"}
    assert broken(diary, care("same_day", phase="decompress")) == {"S1"}
    assert broken(diary, care(phase="decompress")) == set()


def test_a_breach_names_the_entries_that_raised_the_flag() -> None:
    diary = first_day()
    one = diary.screening("event", yes=("saddle",))
    two = diary.screening("event", yes=("saddle",))
    assert {breach.entries for breach in breaches(diary, FLOSS)} == {(one.id, two.id)}


def test_an_unknown_question_counts_as_not_before_checked() -> None:
    diary = first_day()
    diary.screening("event", yes=("from_the_future",))
    assert flags_of(diary) == {"from_the_future": "soon"}


@pytest.mark.parametrize("scope", ["full", "weekly", "daily"])
def test_an_emergency_question_left_out_counts_as_yes(scope: str) -> None:
    diary = Diary()
    diary.about()
    diary.screening(scope, unanswered=("saddle",))
    assert flags_of(diary) == {"saddle": "emergency"}


def test_a_late_correction_changes_no_flag_and_one_at_once_does() -> None:
    for minutes, flags in ((1, {}), (20, {"saddle": "emergency"})):
        diary = Diary()
        diary.about()
        slip = diary.screening("full", yes=("saddle",))
        diary.wait(minutes=minutes)
        diary.correct(slip, yes=[], no=[*slip.values["no"], "saddle"])
        assert flags_of(diary) == flags


def test_it_lifts_what_is_answered_again_at_once_by_name() -> None:
    diary = first_day()
    slip = diary.screening("event", yes=("saddle", "bladder"))
    diary.screening("event", no=("saddle",), lifts=[slip])
    assert flags_of(diary) == {"bladder": "emergency"}


def test_it_lifts_nothing_late_nothing_unnamed_and_nothing_answered_otherwise() -> None:
    diary = first_day()
    first = diary.screening("event", yes=("saddle",))
    diary.screening("event", no=("saddle",))
    diary.screening("event", no=("bladder",), lifts=[first])
    diary.wait(minutes=11)
    diary.screening("event", no=("saddle",), lifts=[first])
    assert flags_of(diary) == {"saddle": "emergency"}


def test_a_clearance_lifts_what_it_names() -> None:
    diary = first_day()
    one = diary.screening("event", yes=("saddle",))
    two = diary.screening("event", yes=("saddle",))
    diary.clearance("saddle", [one])
    assert flags_of(diary) == {"saddle": "emergency"}
    diary.clearance("saddle", [two])
    assert flags_of(diary) == {}


def test_a_clearance_of_another_question_not_yet_or_taken_back_lifts_nothing() -> None:
    diary = first_day()
    yes = diary.screening("event", yes=("saddle",))
    diary.clearance("bladder", [yes])
    diary.clearance("saddle", [yes], "not_yet")
    taken_back = diary.clearance("saddle", [yes])
    diary.wait(minutes=20)
    diary.retract(taken_back)
    corrected = diary.clearance("saddle", [yes], "not_yet")
    diary.wait(minutes=20)
    diary.correct(corrected, verdict="may_exercise")
    assert flags_of(diary) == {"saddle": "emergency"}


@pytest.mark.parametrize(
    ("question", "ago", "stands"),
    [
        ("saddle", 0, False),
        ("saddle", 1, True),
        ("fever", 1, True),
        ("weight_loss", 1, False),
        ("weight_loss", 83, False),
        ("weight_loss", 84, True),
        ("saddle", -1, True),
        ("weight_loss", -1, True),
    ],
)
def test_an_examination_speaks_of_what_was_there_on_its_day(question: str, ago: int, *, stands: bool) -> None:
    diary = first_day()
    yes = diary.screening("event", yes=(question,))
    diary.clearance(question, [yes], examined_on=diary.days_ago(ago))
    assert (question in flags_of(diary)) is stands


def test_the_newest_of_the_named_answers_decides_whether_an_examination_was_in_time() -> None:
    diary = first_day()
    one = diary.screening("event", yes=("saddle",))
    diary.next_day()
    two = diary.screening("event", yes=("saddle",))
    diary.clearance("saddle", [one, two], examined_on=diary.days_ago(1))
    assert raisers_of(diary, "saddle") == (one.id, two.id)
    diary.clearance("saddle", [one], examined_on=diary.days_ago(1))
    assert raisers_of(diary, "saddle") == (two.id,)
    diary.clearance("saddle", [two])
    assert flags_of(diary) == {}


def test_the_day_of_an_answer_is_its_own_local_day() -> None:
    diary = first_day()
    diary.zone(-5).next_day(days=0, hour=22)
    yes = diary.screening("event", yes=("saddle",))
    evening = diary.today
    diary.zone(0)
    assert diary.today > evening
    diary.clearance("saddle", [yes], examined_on=evening)
    assert flags_of(diary) == {}


@pytest.mark.parametrize("wrong", [1, -1])
def test_every_version_of_a_clearance_must_be_in_time(wrong: int) -> None:
    diary = first_day()
    yes = diary.screening("event", yes=("saddle",))
    clearance = diary.clearance("saddle", [yes], examined_on=diary.days_ago(wrong))
    diary.wait(minutes=20)
    diary.correct(clearance, examined_on=diary.today)
    assert flags_of(diary) == {"saddle": "emergency"}


def test_two_entries_with_one_id_both_say_on_which_day_a_flag_was_raised() -> None:
    diary = first_day()
    yes = diary.screening("event", yes=("saddle",))
    diary.next_day()
    twin = diary.add("check_in", {"apart": ["between_legs"]}, id=yes.id)
    diary.clearance("saddle", [twin], examined_on=diary.days_ago(1))
    assert flags_of(diary) == {"saddle": "emergency"}
    diary.clearance("saddle", [twin])
    assert flags_of(diary) == {}


@pytest.mark.parametrize("scopes", [("event", "full"), ("full", "event")])
def test_two_screenings_with_one_id_are_each_read_by_their_own_scope(scopes: tuple[str, str]) -> None:
    """The earlier one counts, the other beside it; what an event doesn't ask isn't left out."""
    diary = first_day()
    answered = {"event": ["saddle"], "full": sorted(shipped().questions)}
    twice(diary, [(scope, answered[scope]) for scope in scopes])
    assert flags_of(diary) == {}
    reasons = decide(shipped(), diary.entries, Moment.parse(diary.now)).reasons
    assert "guard.fault" not in {reason.rule for reason in reasons}


@pytest.mark.parametrize("scopes", [("event", "full"), ("full", "event")])
def test_what_one_of_two_screenings_with_one_id_left_out_counts(scopes: tuple[str, str]) -> None:
    diary = first_day()
    answered = {"event": ["accident"], "full": sorted(set(shipped().questions) - {"saddle"})}
    twice(diary, [(scope, answered[scope]) for scope in scopes])
    assert flags_of(diary) == {"saddle": "emergency"}


def twice(diary: Diary, said: list[tuple[str, list[str]]]) -> None:
    """Answer screenings twenty minutes apart under one id."""
    id_ = diary.new_id("twin")
    for scope, no in said:
        diary.wait(minutes=20)
        diary.add("screening", {"scope": scope, "yes": [], "no": no, "not_sure": []}, id=id_)


def test_a_cleared_answer_repeated_raises_nothing_until_it_was_no() -> None:
    diary = first_day()
    yes = diary.screening("event", yes=("cord_stiff",))
    diary.clearance("cord_stiff", [yes])
    diary.next_day()
    diary.screening("daily", yes=("cord_stiff",))
    assert flags_of(diary) == {}
    diary.screening("line")
    diary.screening("line", yes=("cord_stiff",))
    assert flags_of(diary) == {"cord_stiff": "same_day"}


def test_a_cleared_answer_raises_anew_as_a_new_event() -> None:
    diary = first_day()
    yes = diary.screening("event", yes=("cord_stiff",))
    diary.clearance("cord_stiff", [yes])
    diary.screening("event", yes=("cord_stiff",))
    assert flags_of(diary) == {"cord_stiff": "same_day"}


def test_under_18_wants_a_clearance() -> None:
    diary = Diary()
    about = diary.about(age_years=17)
    diary.screening("full")
    diary.check_in(3)
    assert flags_of(diary) == {"under_18": "soon"}
    diary.clearance("under_18", [about])
    diary.learn(age_years=17)
    assert broken(diary, FLOSS) == set()


def test_every_version_of_the_age_counts() -> None:
    diary = Diary()
    about = diary.about(age_years=17)
    diary.wait(minutes=20)
    diary.correct(about, age_years=71)
    assert flags_of(diary) == {"under_18": "soon"}


@pytest.mark.parametrize(
    ("alarm", "flag", "urgency"),
    [
        ("between_legs", "saddle", "emergency"),
        ("both_legs", "both_legs", "emergency"),
        ("bladder_bowel", "bladder", "emergency"),
        ("chest_faint", "chest_faint", "emergency"),
        ("not_sure", "unsure", "emergency"),
        ("new_weakness", "new_weakness", "same_day"),
        ("injury", "injury", "same_day"),
    ],
)
def test_an_alarm_at_a_stop_raises_its_flag(alarm: str, flag: str, urgency: str) -> None:
    diary = first_day()
    diary.stop(reason="other", alarms=(alarm,))
    assert flags_of(diary) == {flag: urgency}


def test_pain_in_a_joint_at_a_stop_raises_no_flag() -> None:
    diary = first_day()
    diary.stop(reason="other", alarms=("joint_or_calf_pain",))
    assert flags_of(diary) == {}


@pytest.mark.parametrize(("where", "flag"), [("between_legs", "saddle"), ("other_leg", "second_leg")])
def test_where_it_is_felt_at_a_stop_can_be_an_emergency(where: str, flag: str) -> None:
    diary = first_day()
    diary.stop(where=(where,))
    assert flags_of(diary) == {flag: "emergency"}


def test_numbness_between_the_legs_in_a_check_in_is_an_emergency() -> None:
    assert flags_of(first_day(apart=["between_legs"])) == {"saddle": "emergency"}


@pytest.mark.parametrize(
    "felt",
    [
        {"right_tingling": 1},
        {"right_numbness": 1},
        {"right_leg_pain": 1, "right_pain_site": "thigh"},
    ],
)
def test_symptoms_in_the_free_leg_are_an_emergency(felt: dict[str, Any]) -> None:
    assert flags_of(first_day(**felt)) == {"second_leg": "emergency"}


def test_an_ache_in_the_other_buttock_is_none() -> None:
    assert flags_of(first_day(right_leg_pain=2, right_pain_site="buttock")) == {}
    assert flags_of(first_day(legs="right", side="right", left_leg_pain=2, left_pain_site="buttock")) == {}


def test_with_no_leg_named_the_first_becomes_the_affected_one() -> None:
    diary = first_day(legs="none", leg=0)
    assert flags_of(diary) == {}
    diary.check_in(2, side="right")
    assert flags_of(diary) == {}
    diary.check_in(2, side="left")
    assert flags_of(diary) == {"second_leg": "emergency"}


def test_with_no_leg_named_both_at_once_are_an_emergency() -> None:
    assert flags_of(first_day(legs="none", side="both")) == {"second_leg": "emergency"}


def test_with_no_leg_named_the_left_can_come_first() -> None:
    diary = first_day(legs="none", side="left")
    assert flags_of(diary) == {}
    assert evidence_of(diary).affected == 1


def test_after_a_clearance_both_legs_count_as_affected() -> None:
    diary = Diary().ready()
    entry = diary.check_in(3, right_tingling=1)
    diary.clearance("second_leg", [entry])
    diary.check_in(3, right_tingling=1)
    assert flags_of(diary) == {}


def test_weakness_is_same_day_whatever_pain_does() -> None:
    diary = first_day(leg=1, left_strength="weaker")
    assert flags_of(diary) == {"new_weakness": "same_day"}
    assert broken(diary, FLOSS) == {"S13"}
    assert broken(diary, care("soon", phase="decompress")) == {"S13"}
    assert broken(diary, care("same_day", phase="decompress")) == set()


def test_numbness_two_above_the_best_of_seven_days_is_same_day() -> None:
    for rise, flags in ((1, {}), (2, {"new_numbness": "same_day"})):
        diary = first_day(numbness=1)
        diary.next_day(days=3)
        diary.check_in(3, numbness=3)
        diary.next_day(days=3)
        diary.check_in(1, numbness=1 + rise)
        expected = {"new_numbness": "same_day"}
        assert flags_of(diary) == expected if rise else flags


def test_numbness_is_compared_with_todays_earlier_check_in_too() -> None:
    diary = first_day(numbness=0)
    diary.check_in(3, numbness=1)
    assert flags_of(diary) == {}
    diary.check_in(3, numbness=2)
    assert flags_of(diary) == {"new_numbness": "same_day"}


def test_numbness_of_older_days_and_of_the_other_leg_is_not_compared() -> None:
    diary = first_day(numbness=0)
    diary.next_day(days=7)
    diary.check_in(3, numbness=4)
    assert flags_of(diary) == {}


def test_a_new_numb_area_is_same_day() -> None:
    assert flags_of(first_day(left_numb_new_area=True)) == {"new_numbness": "same_day"}


def test_a_cleared_numbness_is_the_new_best() -> None:
    diary = first_day(numbness=0)
    diary.next_day()
    entry = diary.check_in(3, numbness=3)
    diary.clearance("new_numbness", [entry])
    diary.check_in(3, numbness=4)
    assert flags_of(diary) == {}
    diary.next_day()
    diary.check_in(3, numbness=4)
    assert flags_of(diary) == {}
    diary.check_in(3, numbness=5)
    assert flags_of(diary) == {"new_numbness": "same_day"}


def test_a_numbness_cleared_on_a_later_day_is_the_new_best_too() -> None:
    diary = first_day(numbness=0)
    entry = diary.check_in(3, numbness=3)
    diary.next_day()
    diary.clearance("new_numbness", [entry])
    diary.check_in(3, numbness=4)
    assert flags_of(diary) == {}
    diary.check_in(3, numbness=5)
    assert flags_of(diary) == {"new_numbness": "same_day"}


def test_every_version_of_a_check_in_counts_for_alarms() -> None:
    diary = Diary().ready()
    entry = diary.check_in(3, left_strength="weaker", apart=["between_legs"])
    diary.wait(minutes=20)
    diary.correct(entry, left_strength="same", apart=[])
    assert flags_of(diary) == {"new_weakness": "same_day", "saddle": "emergency"}


def test_the_least_numbness_of_any_version_is_the_best() -> None:
    diary = Diary().ready()
    entry = diary.check_in(3, numbness=1)
    diary.wait(minutes=20)
    diary.correct(entry, left_numbness=3)
    diary.check_in(3, numbness=3)
    assert flags_of(diary) == {"new_numbness": "same_day"}


class TestFever:
    """Way (c): fever alone, without an infection risk."""

    def feverish(self, *others: str, back: int = 2) -> Diary:
        diary = first_day(back=back)
        diary.screening("event", yes=("fever", *others))
        return diary

    def test_it_ends_after_48_hours_with_a_new_full_screening(self) -> None:
        diary = self.feverish()
        diary.wait(hours=49)
        assert flags_of(diary) == {"fever": "same_day"}
        diary.screening("full")
        diary.check_in(3, back=2)
        assert flags_of(diary) == {}
        diary.check_in(3, back=5)
        assert flags_of(diary) == {}

    def test_it_stands_before_48_hours_and_ends_when_they_are_over(self) -> None:
        diary = self.feverish()
        diary.wait(hours=40)
        diary.screening("full")
        diary.check_in(3, back=2)
        assert flags_of(diary) == {"fever": "same_day"}
        diary.wait(hours=9)
        assert flags_of(diary) == {}

    def test_it_stands_while_the_back_is_worse_or_unknown(self) -> None:
        diary = self.feverish(back=2)
        diary.wait(hours=49)
        diary.check_in(3, back=3)
        diary.screening("full")
        assert flags_of(diary) == {"fever": "same_day"}
        unknown = Diary().ready()
        unknown.screening("event", yes=("fever",))
        unknown.wait(hours=49)
        unknown.check_in(3, back=0)
        unknown.screening("full")
        assert flags_of(unknown) == {"fever": "same_day"}
        stale = self.feverish()
        stale.next_day(days=3)
        stale.screening("full")
        assert flags_of(stale) == {"fever": "same_day"}

    def test_a_weekly_screening_is_not_enough(self) -> None:
        diary = self.feverish()
        diary.wait(hours=49)
        diary.screening("weekly")
        assert flags_of(diary) == {"fever": "same_day"}

    def test_an_infection_risk_shuts_the_way(self) -> None:
        diary = self.feverish("weak_immunity")
        entry = diary.entries[-1]
        diary.clearance("weak_immunity", [entry])
        diary.wait(hours=49)
        diary.screening("full")
        assert flags_of(diary) == {"fever": "same_day"}

    def test_a_new_fever_starts_the_hours_anew(self) -> None:
        diary = self.feverish()
        diary.wait(hours=40)
        diary.screening("event", yes=("fever",))
        diary.wait(hours=40)
        diary.screening("full")
        assert flags_of(diary) == {"fever": "same_day"}

    def test_a_clearance_ends_it_at_once(self) -> None:
        diary = self.feverish()
        diary.clearance("fever", [diary.entries[-1]])
        assert flags_of(diary) == {}
        diary.wait(hours=60)
        assert flags_of(diary) == {}


class TestAdvise:
    """Questions whose answer advises a check: no flag, but only calming moves."""

    RELEASE = train(a_set("cross_body"), phase="release", urgency="routine")

    def test_it_asks_for_routine_urgency(self) -> None:
        diary = first_day()
        diary.screening("event", yes=("night_pain",))
        assert broken(diary, FLOSS) == {"S1"}
        assert broken(diary, train(a_set("floss"), urgency="routine")) == set()

    def test_not_sure_counts_as_no(self) -> None:
        diary = first_day()
        diary.screening("event", not_sure=("night_pain",))
        assert broken(diary, FLOSS) == set()

    def test_it_allows_calming_moves_only(self) -> None:
        diary = first_day()
        diary.screening("event", yes=("night_pain",))
        texts = {breach.text for breach in breaches(diary, self.RELEASE) if breach.invariant == "S1"}
        assert texts == {"cross_body level 1 left is offered while a check is advised."}

    def test_no_and_a_clearance_and_an_assessment_silence_it(self) -> None:
        for how in ("no", "clearance", "assessment"):
            diary = first_day()
            yes = diary.screening("event", yes=("night_pain",))
            if how == "no":
                diary.screening("event", no=("night_pain",))
            elif how == "clearance":
                diary.clearance("night_pain", [yes])
            else:
                diary.assessment("had", "may_continue")
            assert broken(diary, FLOSS) == set()
            diary.screening("event", yes=("night_pain",))
            assert broken(diary, FLOSS) == ({"S1"} if how == "no" else set())
            diary.screening("event", no=("night_pain",))
            diary.screening("event", yes=("night_pain",))
            assert broken(diary, FLOSS) == {"S1"}

    @pytest.mark.parametrize(("ago", "stands"), [(83, False), (84, True), (-1, True)])
    @pytest.mark.parametrize("how", ["clearance", "assessment"])
    def test_a_check_silences_it_until_its_review_is_due(self, how: str, ago: int, *, stands: bool) -> None:
        diary = first_day()
        yes = diary.screening("event", yes=("night_pain",))
        if how == "clearance":
            diary.clearance("night_pain", [yes], examined_on=diary.days_ago(ago))
        else:
            diary.assessment("had", "may_continue", in_days=-ago)
        assert evidence_of(diary).advised == ({"night_pain"} if stands else set())

    def test_fragile_bones_block_traction_for_good(self) -> None:
        diary = first_day()
        diary.screening("event", yes=("bone_fragile",))
        diary.screening("event", no=("bone_fragile",))
        assert broken(diary, train(a_set("traction"))) == {"S8"}

    def test_severe_pain_on_two_days_asks_for_routine_and_calming_moves(self) -> None:
        diary = first_day(leg=8)
        diary.next_day()
        diary.morning(8)
        assert broken(diary, rest(phase="decompress")) == {"S1"}
        assert broken(diary, rest(phase="decompress", urgency="routine")) == set()
        diary.next_day(days=6)
        diary.morning(2)
        assert broken(diary, rest(phase="decompress", urgency="none")) == set()


def test_a_decision_that_asks_more_than_is_due_passes() -> None:
    assert broken(first_day(), care(phase="decompress")) == set()


def test_checking_changes_nothing() -> None:
    diary = first_day()
    evidence, now = evidence_of(diary), Moment.parse(diary.now).plus(86_400)
    before = key_of(evidence, now)
    check(evidence, now, FLOSS)
    assert key_of(evidence, now) == before
