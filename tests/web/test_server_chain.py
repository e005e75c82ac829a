"""The server is a device too: what it writes is one chain in each person's journal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.web.cast import Phone
from tests.web.settings import MORNING, clock
from unpinch.journal import EntryError, derived_id
from unpinch.web import queries
from unpinch.web.actions import New, add_person, record, renew_device, write
from unpinch.web.errors import Problem

if TYPE_CHECKING:
    from unpinch.web.models import Person

FORM = derived_id("a form")


def test_it_numbers_its_entries_and_names_the_one_before(kim: Person) -> None:
    first, second = write(kim, New("resume", {}), New("resume", {"note": "two"}))
    record(kim, Phone().notes(2))
    (third,) = write(kim, New("resume", {"note": "three"}))
    assert [entry.seq for entry in (first, second, third)] == [0, 1, 2]
    assert (first.prev, second.prev, third.prev) == ("", first.hash, hashlib.sha256(second.raw).hexdigest())
    assert {entry.device for entry in (first, second, third)} == {str(kim.device)}


def test_it_has_a_chain_of_its_own_in_each_journal(kim: Person) -> None:
    ola = add_person("Ola")
    (of_kim,), (of_ola,) = write(kim, New("resume", {})), write(ola, New("resume", {}))
    assert of_kim.device != of_ola.device
    assert (of_kim.seq, of_ola.seq) == (0, 0)


def test_it_writes_the_clocks_time_and_the_moment_meant(kim: Person) -> None:
    yesterday = MORNING.plus(-86_400)
    (entry,) = write(kim, New("resume", {}, at=yesterday))
    assert (entry.at, entry.recorded_at) == (yesterday.text, MORNING.text)


def test_a_form_sent_twice_is_written_once(kim: Person) -> None:
    (first,) = write(kim, New("resume", {"note": "once"}, id=FORM))
    clock.turn(60)
    (again,) = write(kim, New("resume", {"note": "once"}, id=FORM))
    assert first == again
    assert len(list(queries.lines(kim))) == 1


def test_a_form_sent_twice_with_other_answers_is_refused(kim: Person) -> None:
    write(kim, New("resume", {"note": "one"}, id=FORM))
    with pytest.raises(Problem) as refused:
        write(kim, New("resume", {"note": "two"}, id=FORM))
    assert (refused.value.status, refused.value.code) == (409, "id_taken")


def test_it_writes_all_or_nothing(kim: Person) -> None:
    with pytest.raises(EntryError):
        write(kim, New("resume", {}), New("check_in", {"left_leg_pain": 11}))
    assert queries.newest_arrival(kim) == 0


def test_a_restored_record_goes_on_under_a_new_id(kim: Person) -> None:
    (before,) = write(kim, New("resume", {}))
    renew_device(kim)
    kim.refresh_from_db()
    (after,) = write(kim, New("resume", {}))
    assert before.device != after.device
    assert (after.seq, after.prev) == (0, "")
