"""The guard's reading: once or entry by entry, copied or not, it is the same; its key forgets what can't matter."""

from hypothesis import HealthCheck, given, settings

from tests.builders import Diary, shipped
from tests.guard.making import a_set, at, broken, evidence_of, first_day, train
from tests.guard.wandering import diaries
from unpinch.guard import BY_CONSTRUCTION, INVARIANTS, Evidence, check, read
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
    assert whole.key(now) == single.key(now) == copied.key(now)
    assert check(whole, now, FLOSS) == check(single, now, FLOSS) == check(copied, now, FLOSS)


@WIDE
@given(diaries())
def test_a_branch_leaves_its_origin_as_it_was(diary: Diary) -> None:
    evidence, now = evidence_of(diary), at(diary)
    before = evidence.key(now)
    branch = evidence.copy()
    for entry in diary.entries:
        branch.add(entry)
    assert evidence.key(now) == before


@WIDE
@given(diaries())
def test_keys_are_hashable_and_follow_the_clock_not_the_calendar(diary: Diary) -> None:
    evidence, now = evidence_of(diary), at(diary)
    assert isinstance(hash(evidence.key(now)), int)
    assert isinstance(hash(evidence.key(now.plus(40 * 86_400))), int)


def test_the_same_life_on_another_date_has_the_same_key() -> None:
    keys = []
    for start in ("2026-03-02T08:00:00+00:00", "2031-11-20T08:00:00+00:00"):
        diary = Diary(start, name=start).ready()
        diary.calm_days(5)
        diary.morning(3, tingling=1)
        diary.stop(settled=((2, "back"),))
        keys.append(evidence_of(diary).key(at(diary)))
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
        return evidence_of(diary).key(at(first_day()))

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
        found.append((evidence.key(at(diary)), check(evidence, at(diary), train(a_set("floss", 2)))))
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
