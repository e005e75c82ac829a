"""fold: what each kind of entry does, taken back late or come twice; one by one and all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Diary, shipped
from unpinch.guidance import EMPTY, Session, State, decide, fold, fold_all, folding
from unpinch.guidance.book import Amount, book_of, ladder
from unpinch.journal import KINDS, Effective, Moment, settle
from unpinch.journal.typed import is_quiet
from unpinch.programme.decision import Decision


def effective(diary: Diary) -> tuple[Effective, ...]:
    return settle(diary.entries, Moment.parse(diary.now)).entries


def state_of(diary: Diary) -> State:
    return fold_all(shipped(), effective(diary))


def core_of(diary: Diary) -> Any:
    return state_of(diary).core


def plan_of(diary: Diary) -> Decision:
    return decide(shipped(), diary.entries, Moment.parse(diary.now))


def two_weeks() -> Diary:
    diary = Diary().ready()
    diary.calm_days(4)
    diary.day(3, train={"floss": 5, "cross_body": 20})
    diary.stop()
    diary.next_day()
    diary.calm_days(3, leg=1, site="thigh")
    diary.morning(2)
    return diary


def test_it_comes_to_the_same_one_by_one_and_all_at_once() -> None:
    diary = two_weeks()
    state = EMPTY
    for entry in effective(diary):
        state = fold(shipped(), state, entry)
    assert state == state_of(diary)
    assert hash(state) == hash(state_of(diary))
    assert state != EMPTY
    assert state != "a state"


def test_it_is_the_same_state_a_year_later() -> None:
    stories = []
    for start in ("2026-03-02T08:00:00+00:00", "2027-03-01T08:00:00+00:00"):
        diary = Diary(start).ready()
        diary.calm_days(6)
        diary.morning(3)
        stories.append(state_of(diary))
    assert stories[0] == stories[1]
    assert len(set(stories)) == 1


def test_it_takes_no_notice_of_a_shown_decision() -> None:
    diary = two_weeks()
    before = state_of(diary)
    values = {"heads": [], "now": diary.now, "programme": "p", "engine": "e", "result": "{}"}
    shown = diary.add("decision", values)
    assert state_of(diary) == before
    assert fold(shipped(), before, shown) is before


def test_it_passes_over_what_is_quiet_but_for_its_day() -> None:
    diary = two_weeks()
    before = state_of(diary)
    diary.next_day().add("preference", {"sound": True})
    after = state_of(diary)
    assert after.core.day == before.core.day + 1
    assert after.core.now_s > before.core.now_s
    assert after.core.pending == (before.core.today,)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_is_taken_in_or_quiet_or_a_retraction(kind: str) -> None:
    quiet = is_quiet(kind, {"answer": "worse"})
    assert (kind in folding.TAKES) + quiet + (kind == "retraction") == 1


def test_a_retraction_that_claims_a_taken_id_changes_nothing() -> None:
    diary = two_weeks()
    before = state_of(diary)
    entry = diary.add("preference", {"sound": True})
    diary.add("retraction", {"replaces": diary.entries[0].id}, id=entry.id)
    assert state_of(diary).core._replace(now_s=0) == before.core._replace(now_s=0)


def test_soreness_stays_as_it_was_said_until_it_is_said_anew() -> None:
    diary = Diary().ready()
    diary.check_in(2, soreness=["hips"])
    diary.check_in(2, without=("soreness",))
    assert core_of(diary).today.soreness
    diary.check_in(2, soreness=[])
    assert not core_of(diary).today.soreness


def test_a_day_before_the_first_check_in_is_judged_without_a_start() -> None:
    diary = Diary().ready()
    diary.start()
    diary.stop(reason="too_strong", leg_pain=4)
    diary.next_day()
    diary.check_in(2)
    core = core_of(diary)
    assert core.legs[-1][1] == 4
    assert core.lower_days == ()
    assert core.start is not None


def test_it_remembers_the_lowest_numbness_of_a_day() -> None:
    diary = Diary().ready()
    diary.check_in(2, numbness=3)
    diary.check_in(2, numbness=2)
    diary.check_in(2, without=("left_numbness", "right_numbness"))
    assert core_of(diary).numb[-1][1:] == (2, 0)


def test_it_knows_the_lower_of_a_stated_and_an_unstated_numbness() -> None:
    diary = Diary().ready()
    diary.check_in(2, without=("left_numbness",))
    diary.check_in(2, numbness=1)
    assert core_of(diary).numb[-1][1:] == (1, 0)


def late(diary: Diary) -> None:
    diary.wait(minutes=20)


def test_it_forgets_a_clearance_that_was_taken_back() -> None:
    diary = Diary().ready()
    alarm = diary.screening("event", yes=["bladder"])
    cleared = diary.clearance("bladder", [alarm])
    assert core_of(diary).flags == ()
    late(diary)
    diary.retract(cleared)
    assert [flag.id for flag in core_of(diary).flags] == ["bladder"]


def test_it_silences_an_advised_check_by_a_clearance() -> None:
    diary = Diary()
    diary.about()
    asked = diary.screening("full", yes=["night_pain"])
    assert core_of(diary).advised == {"night_pain"}
    diary.clearance("night_pain", [asked])
    assert core_of(diary).silenced == {"night_pain"}


def test_it_has_no_best_numbness_after_a_clearance_without_any_score() -> None:
    diary = Diary().ready()
    where = ("left_numbness", "right_numbness")
    raised = diary.check_in(2, left_numb_new_area=True, without=where)
    diary.clearance("new_numbness", [raised])
    assert core_of(diary).numb == ()


def test_it_takes_the_numbness_a_clinician_saw_as_the_new_best() -> None:
    diary = Diary().ready()
    diary.day(2)
    raised = diary.morning(2, numbness=4)
    diary.next_day()
    diary.clearance("new_numbness", [raised])
    assert core_of(diary).numb[-1][1] == 4


def test_it_keeps_facts_that_were_corrected_and_drops_those_taken_back() -> None:
    diary = Diary().ready()
    more = diary.learn(legs="both")
    late(diary)
    diary.retract(more)
    assert core_of(diary).person.legs == "left"


def test_it_forgets_an_assessment_that_was_taken_back() -> None:
    diary = Diary().ready()
    had = diary.assessment("had", "not_yet")
    assert core_of(diary).not_yet_day > 0
    late(diary)
    diary.retract(had)
    assert core_of(diary).not_yet_day < 0


def test_it_has_no_start_to_set_anew_before_the_first_check_in() -> None:
    diary = Diary().ready()
    diary.assessment("had", "may_continue")
    assert core_of(diary).start is None


@pytest.mark.parametrize("again", ["today", "tomorrow", "in three days"])
def test_it_sets_the_start_anew_at_an_assessment(again: str) -> None:
    diary = Diary().ready()
    diary.day(6)
    diary.morning(3)
    if again != "today":
        diary.next_day(days=1 if again == "tomorrow" else 3)
    diary.assessment("had", "may_continue")
    assert core_of(diary).start.worst == 3


def test_it_counts_a_set_of_no_known_session_as_a_round_of_its_own() -> None:
    diary = Diary().ready()
    diary.morning(2)
    for _ in range(2):
        values = {"session": diary.new_id("lost"), "index": 0, "exercise": "nerve_floss", "level": 1, "side": "both"}
        diary.add("set_done", {**values, "repetitions": 5})
    assert core_of(diary).today.floss[:4] == (2, 2, 10, 10)


def test_it_counts_a_set_taken_back_late_for_the_cap_but_not_as_done() -> None:
    diary = Diary().ready()
    diary.morning(2)
    done = diary.do("floss", 5)
    late(diary)
    diary.retract(done)
    today = core_of(diary).today
    assert today.floss[2] == 5
    assert today.done == ()


def test_it_takes_back_that_there_was_something_to_spare() -> None:
    diary = Diary().ready()
    diary.morning(2)
    diary.do("floss", 5, spare=True)
    diary.do("floss", 5, spare=False)
    assert core_of(diary).today.spare == ()


@pytest.mark.parametrize(("kind", "values"), [("pause", {"reason": "travel"}), ("resume", {})])
def test_it_forgets_a_pause_or_its_end_when_taken_back(kind: str, values: dict[str, str]) -> None:
    diary = Diary().ready()
    if kind == "resume":
        diary.pause()
    before = core_of(diary).paused_until
    said = diary.add(kind, values)
    late(diary)
    diary.retract(said)
    assert core_of(diary).paused_until == before


def test_it_learns_more_of_a_band_and_lets_it_go() -> None:
    diary = Diary().ready()
    first = diary.band(type="flat", colour="yellow")
    band = first.values["band"]
    diary.add("band", {"band": band, "brand": "TheraBand"})
    (known,) = core_of(diary).bands
    assert (known.colour, known.brand) == ("yellow", "TheraBand")
    mistake = diary.band(type="loop")
    late(diary)
    diary.retract(mistake)
    assert len(core_of(diary).bands) == 1
    diary.add("band", {"band": band, "retired": True})
    assert core_of(diary).bands == ()


def test_it_steps_down_once_for_an_exercise_that_felt_worse() -> None:
    diary = Diary().ready()
    diary.calm_days(3)
    diary.morning(2)
    before = plan_of(diary).sets[0].repetitions
    diary.do("floss", 5)
    diary.felt("floss", "worse")
    diary.next_index += 1
    diary.felt("floss", "worse")
    (name, _, doing), *_ = core_of(diary).doing
    assert name == "nerve_floss"
    assert before > 5
    assert (doing.step, doing.half) == (0, False)


def test_it_comes_back_at_half_when_the_start_dose_felt_worse() -> None:
    diary = Diary().ready()
    diary.morning(2)
    diary.do("floss", 5)
    diary.felt("floss", "worse")
    assert core_of(diary).doing[0][2].half


def test_it_gives_the_same_book_for_the_same_programme_and_keeps_few() -> None:
    book = book_of(shipped())
    assert book_of(shipped()) is book
    others = [replace(shipped(), version=str(number)) for number in range(40)]
    assert all(book_of(other).programme is other for other in others)
    assert book_of(shipped()).programme is shipped()


def test_it_builds_a_ladder_of_small_steps_to_the_most() -> None:
    dose = replace(
        shipped().exercises["bridge"].levels[0].dose, sets=2, repetitions=8, repetitions_most=11, sets_most=3
    )
    assert ladder(dose) == (Amount(2, 8, 0), Amount(2, 10, 0), Amount(2, 11, 0), Amount(3, 11, 0))


def test_it_halves_a_dose_upward() -> None:
    assert Amount(3, 5, 0).halved() == Amount(1, 3, 0)
    assert Amount(1, 0, 25).halved() == Amount(1, 0, 13)


def sitting(diary: Diary) -> tuple[State, Decision, int]:
    return state_of(diary), plan_of(diary), len(effective(diary))


@pytest.mark.parametrize(
    ("kind", "next_kind"), [("set_done", "felt"), ("set_skipped", "set"), ("easier", "set"), ("session_ended", "set")]
)
def test_it_goes_on_with_a_session_when_something_in_it_is_taken_back_late(kind: str, next_kind: str) -> None:
    diary = Diary().ready()
    diary.morning(2)
    state, decision, count = sitting(diary)
    session = diary.start()
    place = {"session": session, "index": 0, "exercise": "nerve_floss", "level": 1, "side": "left"}
    values = {"session": session, "how": "done"} if kind == "session_ended" else place
    said = diary.add(kind, values)
    late(diary)
    diary.retract(said)
    started, *rest = effective(diary)[count:]
    step = Session.start(shipped(), state, decision, started).take_all(rest).offer(Moment.parse(diary.now))
    assert (step.kind, step.set and step.set.level) == (next_kind, 1)


def test_it_leaves_the_front_of_the_leg_open_when_it_was_not_asked() -> None:
    diary = Diary().ready()
    diary.check_in(2, apart=["groin"])
    diary.check_in(2, without=("apart",))
    assert core_of(diary).today.front


def test_it_opens_no_phase_on_a_day_that_does_not_say_where_it_hurts() -> None:
    diary = Diary().ready()
    diary.calm_days(3)
    diary.due_screening()
    diary.check_in(2, without=("left_pain_site", "left_nerve_site"))
    assert core_of(diary).phase == "decompress"


def test_it_lets_traction_grow_to_its_longest_and_then_to_its_next_level() -> None:
    diary = Diary().ready()
    diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
    found = []
    for _ in range(6):
        diary.morning(2, bend="free")
        planned = next(one for one in plan_of(diary).sets if one.exercise == "leg_traction")
        found.append((planned.level, planned.hold_s))
        diary.session(floss=5, traction=planned.hold_s)
        diary.next_day()
    assert found == [(1, 30), (1, 60), (1, 90), (2, 120), (2, 120), (2, 120)]


def test_it_stays_ended_whatever_is_said_after_not_back() -> None:
    diary = Diary().ready()
    diary.morning(2)
    diary.stop(settled=((10, "not_back"), (12, "back")))
    assert core_of(diary).today.ended_early == "S2"
    assert plan_of(diary).kind == "stop"


def test_it_takes_no_answer_for_another_stop() -> None:
    diary = Diary().ready()
    diary.morning(2)
    first = diary.press_stop()
    diary.add(
        "settled", {"session": first.values["session"], "stop": diary.new_id("x"), "after_min": 3, "answer": "back"}
    )
    assert core_of(diary).today.stops[0].settled == ""


def test_it_comes_back_from_a_flare_step_by_step() -> None:
    diary = Diary().ready()
    diary.calm_days(4)
    for _ in range(2):
        diary.morning(3)
        diary.stop(settled=((10, "not_back"),))
        diary.next_day()
    eases = []
    for _ in range(6):
        diary.morning(2)
        core = core_of(diary)
        eases.append((core.phase, core.ease))
        diary.session(floss=3)
        diary.next_day()
    assert eases == [
        ("decompress", 0),
        ("decompress", 0),
        ("release", 2),
        ("release", 1),
        ("release", 0),
        ("release", 0),
    ]


def test_it_offers_a_lower_level_with_its_own_dose_when_the_planned_one_is_off() -> None:
    diary = Diary().ready(legs="both")
    diary.morning(2)
    state, decision, count = sitting(diary)
    heavier = tuple(replace(one, level=3, repetitions=14) for one in decision.sets[:2])
    decision = replace(decision, sets=heavier)
    session = diary.start()
    place = {"session": session, "index": 0, "exercise": "nerve_floss", "level": 3, "side": "left"}
    stop = diary.add("stopped", place)
    diary.answer_stop(stop, "too_strong", leg_pain=3)
    started, *rest = effective(diary)[count:]
    step = Session.start(shipped(), state, decision, started).take_all(rest).offer(Moment.parse(diary.now))
    assert step.set is not None
    assert (step.set.side, step.set.level) == ("right", 2)
    assert step.set.repetitions < 14


@pytest.mark.parametrize(("weeks", "flags"), [(2, ["both_legs"]), (4, []), (40, [])])
def test_it_takes_new_sciatica_on_both_sides_for_an_emergency_whatever_was_answered(
    weeks: int, flags: list[str]
) -> None:
    diary = Diary().ready(legs="both", duration_weeks=weeks)
    diary.check_in(5)
    assert [flag.id for flag in core_of(diary).flags] == flags
    assert plan_of(diary).kind == ("seek_care" if flags else "train")


def test_it_holds_a_clearance_for_both_legs_until_the_facts_change() -> None:
    diary = Diary()
    told = diary.about(legs="both", duration_weeks=2)
    diary.clearance("both_legs", [told])
    assert core_of(diary).flags == ()
    diary.learn(duration_weeks=3)
    assert core_of(diary).flags == ()
