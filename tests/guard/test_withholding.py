"""The guard itself: it passes what is sound, withholds what isn't, never lowers an urgency (rules, section 8)."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Diary, shipped
from tests.guard.making import a_set, at, care, evidence_of, first_day, rest, step_of, train
from tests.guard.wandering import diaries
from unpinch.guard import INVARIANTS, Breach, check, guard, judge, judge_step
from unpinch.guard.scene import URGENCY_RANK
from unpinch.journal import settle
from unpinch.programme.decision import PHASES, URGENCIES, Decision, Step

FLOSS = train(a_set("floss"))


def guarded(diary: Diary, decision: Decision) -> Decision:
    return guard(shipped(), settle(diary.entries, at(diary)), at(diary), decision)


def test_a_sound_decision_passes_unchanged() -> None:
    assert guarded(first_day(), FLOSS) is FLOSS


def test_a_fault_withholds_the_sets_and_says_that_it_is_ours() -> None:
    diary = first_day(leg=8)
    shown = guarded(diary, replace(FLOSS, minutes=9, advice=("assessment",)))
    assert (shown.kind, shown.sets, shown.minutes) == ("rest", (), 0)
    assert shown.advice == ("assessment", "bad_day_care", "walking")
    fault = shown.reasons[-1]
    assert (fault.rule, fault.source) == ("guard.fault", "S3")
    assert fault.text.startswith(shipped().rule_texts["guard.fault"])
    assert "numbness between the legs" in fault.text
    assert fault.entries == (diary.entries[-1].id,)


def test_a_fault_raises_the_urgency_to_what_is_due() -> None:
    diary = first_day()
    diary.screening("event", yes=("saddle",))
    shown = guarded(diary, replace(FLOSS, urgency="routine"))
    assert (shown.kind, shown.urgency) == ("seek_care", "emergency")


def test_seeking_care_stays_and_so_do_its_words() -> None:
    shown = guarded(first_day(), care("same_day", phase="release", advice=("maternity",)))
    assert (shown.kind, shown.urgency, shown.phase) == ("seek_care", "same_day", "decompress")
    assert shown.advice == ("maternity", "bad_day_care", "walking")


def test_care_without_urgency_is_given_some() -> None:
    assert guarded(first_day(), care("none", phase="decompress")).urgency == "soon"


def test_an_ended_day_stays_a_stop() -> None:
    diary = first_day()
    diary.stop(settled=((10, "not_back"),))
    assert guarded(diary, FLOSS).kind == "stop"
    assert guarded(first_day(leg=8), rest(kind="stop", advice=())).kind == "stop"


def test_what_is_missing_is_asked_for() -> None:
    diary = Diary()
    diary.about()
    shown = guarded(diary, train(a_set("floss"), phase=None, asks=("clock",)))
    assert shown.asks == ("clock", "screening_full", "check_in")
    assert shown.phase is None


def test_an_entry_ahead_of_the_clock_stops_training() -> None:
    diary = first_day()
    diary.add("preference", {"theme": "dark"}, at="2027-01-01T08:00:00+00:00")
    shown = guarded(diary, FLOSS)
    assert (shown.kind, shown.asks) == ("rest", ("clock",))


def test_worsening_names_the_assessment() -> None:
    diary = Diary().ready()
    for leg in (2, 3):
        diary.day(leg)
    diary.morning(4)
    shown = guarded(diary, FLOSS)
    assert shown.urgency == "soon"
    assert "assessment" in shown.advice


def test_every_invariant_has_a_sentence_and_a_known_id() -> None:
    assert {invariant.id for invariant in INVARIANTS} <= {f"S{number}" for number in range(1, 15)}
    assert all(invariant.sentence.endswith(".") for invariant in INVARIANTS)


def test_a_breach_is_a_plain_value() -> None:
    assert Breach("S1", "x") == Breach("S1", "x", ())


SETS = st.lists(
    st.builds(
        a_set,
        st.sampled_from(["floss", "traction", "cross_body", "hinge", "clamshell", "bridge"]),
        side=st.sampled_from(["left", "right", "both"]),
    ),
    max_size=3,
)
DECISIONS = st.builds(
    lambda sets, **rest_of_it: train(*sets, **rest_of_it),
    SETS,
    kind=st.sampled_from(["train", "rest", "stop", "seek_care"]),
    urgency=st.sampled_from(URGENCIES),
    phase=st.sampled_from([None, *PHASES]),
    advice=st.sampled_from([(), ("bad_day_care",), ("assessment", "maternity")]),
    asks=st.sampled_from([(), ("screening_full",)]),
)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(diaries(), DECISIONS)
def test_it_never_lowers_an_urgency_never_adds_sets_and_leaves_nothing_broken(diary: Diary, decision: Decision) -> None:
    evidence, now = evidence_of(diary), at(diary)
    shown = judge(evidence, now, decision)
    assert URGENCY_RANK[shown.urgency] >= URGENCY_RANK[decision.urgency]
    assert shown.sets in (decision.sets, ())
    assert set(decision.advice) <= set(shown.advice)
    assert set(decision.asks) <= set(shown.asks)
    assert not (decision.kind == "seek_care" and shown.kind != "seek_care")
    assert check(evidence, now, shown) == ()
    assert judge(evidence, now, shown) is shown


# steps of a session


def step_shown(diary: Diary, step: Step, decision: Decision = FLOSS) -> Step:
    return judge_step(evidence_of(diary), at(diary), step, decision)


def begun(leg: int = 3) -> Diary:
    diary = first_day(leg=leg)
    diary.start()
    return diary


def test_a_sound_step_passes_unchanged() -> None:
    diary = begun()
    step = step_of(diary, a_set("floss"))
    assert step_shown(diary, step) is step


def test_an_unsound_step_ends_the_session_and_says_that_it_is_ours() -> None:
    diary = begun(leg=8)
    shown = step_shown(diary, step_of(diary, a_set("floss")))
    assert (shown.kind, shown.set, shown.urgency) == ("ended", None, "none")
    assert [(reason.rule, reason.source) for reason in shown.reasons] == [("guard.fault", "S3")]


def test_an_unsound_step_while_a_flag_stands_leads_to_care_as_urgently_as_it_asks() -> None:
    diary = begun()
    diary.screening("event", yes=("saddle",))
    for step in (step_of(diary, a_set("floss")), step_of(diary, kind="seek_care", urgency="soon")):
        shown = step_shown(diary, step)
        assert (shown.kind, shown.set, shown.urgency) == ("seek_care", None, "emergency")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(diaries(), st.sampled_from(["set", "felt", "settled", "seek_care", "ended"]), st.sampled_from(URGENCIES[2:]))
def test_a_judged_step_is_sound_and_never_less_urgent(diary: Diary, kind: str, urgency: str) -> None:
    asked = urgency if kind == "seek_care" else "none"
    step = step_of(diary, a_set("floss") if kind == "set" else None, kind=kind, urgency=asked)
    shown = step_shown(diary, step)
    assert step_shown(diary, shown) == shown
    assert URGENCY_RANK[shown.urgency] >= URGENCY_RANK[step.urgency]
    assert shown.kind != "set" or shown is step


def test_what_is_withheld_gives_each_advice_and_asks_each_thing_once() -> None:
    diary = first_day(leg=8)
    diary.screening("full", yes=("night_pain",))
    diary.next_day()
    shown = guarded(diary, replace(FLOSS, advice=("walking", "bad_day_care"), asks=("check_in",)))
    assert (shown.kind, shown.sets) == ("rest", ())
    assert shown.advice == ("walking", "bad_day_care")
    assert shown.asks == ("check_in", "screening_daily")


@pytest.mark.parametrize(
    ("days", "asks"), [(1, ("screening_daily",)), (3, ("screening_weekly",)), (9, ("screening_full",))]
)
def test_what_is_withheld_asks_the_longest_screening_that_is_due_and_no_other(days: int, asks: tuple[str, ...]) -> None:
    diary = first_day()
    diary.next_day(days=4).check_in(3)
    diary.next_day(days=days).check_in(3)
    assert guarded(diary, FLOSS).asks == asks
