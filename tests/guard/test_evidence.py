"""The guard's reading: once or entry by entry, copied or not, it is the same; its key forgets what can't matter."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import Diary, shipped
from tests.guard.making import a_set, at, broken, evidence_of, first_day, train
from tests.guard.wandering import diaries
from unpinch.guard import BY_CONSTRUCTION, INVARIANTS, Evidence, check, read
from unpinch.guard.doses import last_strength_s
from unpinch.guard.rules_known import missing
from unpinch.guidance.verify.keys import key_of
from unpinch.journal import settle
from unpinch.journal.kinds import KINDS

FLOSS = train(a_set("floss"))
WIDE = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@WIDE
@given(diaries())
def test_reading_all_adding_one_by_one_and_copying_between_are_the_same(diary: Diary) -> None:
    now = at(diary)
    entries = settle(diary.entries, now).entries
    whole = read(shipped(), entries)
    single = Evidence(shipped())
    for entry in entries:
        single.add(entry)
    copied = Evidence(shipped())
    for entry in entries:
        copied = copied.copy()
        copied.add(entry)
    assert key_of(whole, now) == key_of(single, now) == key_of(copied, now)
    assert check(whole, now, FLOSS) == check(single, now, FLOSS) == check(copied, now, FLOSS)


@WIDE
@given(diaries())
def test_a_branch_leaves_its_origin_as_it_was(diary: Diary) -> None:
    evidence, now = evidence_of(diary), at(diary)
    before = key_of(evidence, now)
    branch = evidence.copy()
    for entry in diary.entries:
        branch.add(entry)
    assert key_of(evidence, now) == before


@WIDE
@given(diaries())
def test_keys_are_hashable_and_follow_the_clock_not_the_calendar(diary: Diary) -> None:
    evidence, now = evidence_of(diary), at(diary)
    assert isinstance(hash(key_of(evidence, now)), int)
    assert isinstance(hash(key_of(evidence, now.plus(40 * 86_400))), int)


def test_the_same_life_on_another_date_has_the_same_key() -> None:
    keys = []
    for start in ("2026-03-02T08:00:00+00:00", "2031-11-20T08:00:00+00:00"):
        diary = Diary(start, name=start).ready()
        diary.calm_days(5)
        diary.morning(3, tingling=1)
        diary.stop(settled=((2, "back"),))
        keys.append(key_of(evidence_of(diary), at(diary)))
    assert keys[0] == keys[1]


def test_what_can_matter_later_changes_the_key() -> None:
    def key_after(act: str) -> object:
        diary = first_day()
        if act == "flag":
            diary.screening("event", yes=("saddle",))
        elif act == "set":
            diary.session(floss=5)
        elif act == "pain":
            diary.check_in(4)
        return key_of(evidence_of(diary), at(first_day()))

    assert len({key_after(act) for act in ("nothing", "flag", "set", "pain")}) == 4


def test_days_never_run_backwards() -> None:
    diary = first_day()
    diary.next_day()
    diary.morning(3)
    diary.zone(-12)
    diary.check_in(8)
    assert evidence_of(diary).today.worst == 8
    assert evidence_of(diary).history is not None
    assert broken(diary, FLOSS) == {"S3"}


def test_a_clock_before_the_last_day_is_read_as_that_day() -> None:
    diary = first_day()
    evidence = evidence_of(diary)
    earlier = at(Diary("2026-03-01T08:00:00+00:00"))
    assert check(evidence, earlier, FLOSS) == ()


def test_the_camera_changes_nothing() -> None:
    """S12: who counted a set is never looked at."""
    found = []
    for source in ("hand", "camera", None):
        diary = first_day()
        for _ in range(2):
            values = {**diary.place("nerve_floss", 1), "repetitions": 5, **({"source": source} if source else {})}
            diary.add("set_done", values)
            diary.end()
            diary.next_day()
            diary.morning(3)
        evidence = evidence_of(diary)
        found.append((key_of(evidence, at(diary)), check(evidence, at(diary), train(a_set("floss", 2)))))
    assert found[0] == found[1] == found[2]
    assert "S12" in BY_CONSTRUCTION


def test_every_invariant_of_the_design_is_held_somewhere() -> None:
    held = {invariant.id for invariant in INVARIANTS} | BY_CONSTRUCTION.keys()
    assert held == {f"S{number}" for number in range(1, 15)}


def test_kinds_that_decide_nothing_are_passed_over() -> None:
    diary = first_day()
    before = evidence_of(diary)
    diary.add("problem", {"category": "other"})
    diary.add("preference", {"theme": "dark"})
    diary.add("set_skipped", {**diary.place("nerve_floss", 1, "left")})
    read_kinds = {entry.kind for entry in diary.entries}
    assert read_kinds <= KINDS.keys()
    after = evidence_of(diary)
    assert after.flags == before.flags
    assert after.today.sets is None


def test_a_copy_leaves_no_field_behind() -> None:
    evidence = evidence_of(first_day())
    branch = evidence.copy()
    for one, other in ((evidence, branch), (evidence.today, branch.today)):
        fields = [name for name in type(one).__slots__ if name != "today"]
        assert [name for name in fields if getattr(one, name) is not getattr(other, name)] == []
    assert branch.today is not evidence.today


def practised(found: Evidence) -> set[int]:
    """The days on which a set was done, as they are kept."""
    return {found.practice_day - back for back in range(48) if found.practice >> back & 1}


def test_days_of_practice_are_those_with_a_set_that_was_not_taken_back() -> None:
    diary = first_day()
    first = diary.clock.toordinal()
    diary.do("floss", 5)
    diary.next_day().do("floss", 5)
    diary.wait(minutes=20).retract(diary.entries[-1])
    diary.next_day().do("floss", 5)
    diary.next_day().check_in(3)
    assert practised(evidence_of(diary)) == {first, first + 2}


def test_the_time_of_the_last_strengthening_is_no_time_of_a_later_floss() -> None:
    diary = first_day(leg=0, site="none")
    bridge = diary.do("bridge", 8)
    diary.wait(hours=5).do("floss", 5)
    assert last_strength_s(evidence_of(diary), evidence_of(diary).today) == bridge.at_s
    diary.next_day().check_in(0, "none")
    assert evidence_of(diary).strength_at_s == bridge.at_s


@pytest.mark.parametrize("place", ["groin", "front_thigh"])
def test_pain_in_the_groin_or_the_front_of_the_thigh_holds_for_the_day(place: str) -> None:
    diary = first_day(apart=[place])
    assert "front_today" in evidence_of(diary).conditions()
    diary.next_day().check_in(3)
    assert "front_today" not in evidence_of(diary).conditions()


def test_a_new_day_asks_for_the_check_in_and_the_screening_but_not_for_the_line() -> None:
    diary = first_day()
    diary.start()
    diary.next_day()
    asked = {ask for ask, _ in missing(evidence_of(diary).at(at(diary)))}
    assert asked == {"check_in", "screening_daily"}
