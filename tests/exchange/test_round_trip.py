"""What goes out comes in again: nothing lost, nothing doubled, nothing half."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.exchange import made
from tests.web.cast import Phone, changed
from unpinch.exchange.journal_file import JournalFileError, read
from unpinch.journal import read_entry
from unpinch.web import actions, leaving, queries
from unpinch.web.importing import NobodyError, Outcome, Rule, bring_in
from unpinch.web.models import Aside, Entry, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.exchange.conftest import Blank

    People = Mapping[str, tuple[str, list[bytes]]]

kept = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NOBODY = Rule()
SHARED = "33333333-3333-4333-8333-333333333333"


def fill(people: People) -> None:
    for id_, (label, lines) in people.items():
        actions.record(Person.objects.get_or_create(pk=id_, label=label)[0], lines)


def exported() -> bytes:
    return b"".join(leaving.journal_file(queries.people()))


def imported(content: bytes, rule: Rule = NOBODY, *, dry: bool = False) -> Outcome:
    return bring_in(read(BytesIO(content)), rule, dry=dry)


def held() -> dict[str, tuple[str, set[bytes], set[bytes]]]:
    return {
        str(person.pk): (
            person.label,
            {bytes(row.raw) for row in Entry.objects.filter(person=person)},
            {bytes(row.raw) for row in Aside.objects.filter(person=person)},
        )
        for person in queries.people()
    }


@kept
@given(people=made.PEOPLE)
def test_what_was_exported_comes_in_as_it_was_and_goes_out_byte_for_byte(blank: Blank, people: People) -> None:
    with blank():
        fill(people)
        before, content = held(), exported()
    with blank():
        imported(content)
        assert held() == before
        assert exported() == content
        assert not imported(content).something
        assert exported() == content


@settings(kept, max_examples=4)
@given(lines=made.OF_EACH_KIND, label=made.LABELS)
def test_every_kind_of_entry_makes_the_journey(blank: Blank, lines: list[bytes], label: str) -> None:
    assume(len({json.loads(line)["id"] for line in lines}) == len(lines))
    with blank():
        fill({SHARED: (label, lines)})
        before, content = held(), exported()
        assert before[SHARED][1:] == (set(lines), set())
    with blank():
        imported(content)
        assert held() == before
        assert exported() == content


@kept
@given(people=made.PEOPLE)
def test_a_dry_run_tells_what_comes_and_changes_nothing(blank: Blank, people: People) -> None:
    with blank():
        fill(people)
        content = exported()
    with blank():
        nothing = exported()
        told = imported(content, dry=True)
        assert exported() == nothing
        done = imported(content)
        names = ("new", "known", "aside", "conflicts", "ahead")
        assert [told.sum(name) for name in names] == [done.sum(name) for name in names]


@kept
@given(one=made.PEOPLE, other=made.PEOPLE, both=made.LINES, mine=made.LINES, theirs=made.LINES)
def test_two_devices_merge_to_the_union_whichever_comes_first(  # noqa: PLR0913, PLR0917 - the record in its parts
    blank: Blank, one: People, other: People, both: list[bytes], mine: list[bytes], theirs: list[bytes]
) -> None:
    files = []
    for people, own in ((one, mine), (other, theirs)):
        with blank():
            fill({**people, SHARED: ("Kim", [*own, *both])})
            files.append(exported())
    merged = []
    for order in (files, files[::-1]):
        with blank():
            for content in order:
                imported(content)
            merged.append(held())
    assert merged[0] == merged[1]
    _, entries, aside = merged[0][SHARED]
    assert entries | aside == {raw.strip(b"\r \t") for raw in (*mine, *theirs, *both)}


@pytest.fixture
def family(blank: Blank) -> bytes:
    """A file with two persons, an entry whose id is taken and a line that is none."""
    with blank():
        phone = Phone()
        first = phone.note()
        actions.record(actions.add_person("Kim"), [first, phone.note(), changed(first, by="someone"), b"no entry"])
        actions.record(actions.add_person("عائشة"), [Phone().note("zero")])
        return exported()


def test_which_of_two_entries_with_one_id_counts_survives_the_journey(blank: Blank, family: bytes) -> None:
    with blank():
        imported(family)
        assert exported() == family
        assert sorted(Aside.objects.values_list("code", flat=True)) == ["bad_line", "conflict"]


def test_a_file_cut_off_anywhere_changes_nothing(blank: Blank, family: bytes) -> None:
    with blank():
        nothing = exported()
        for length in range(1, len(family) - 1, 7):
            with pytest.raises(JournalFileError):
                imported(family[:length])
        assert exported() == nothing


def test_a_file_with_a_changed_byte_changes_nothing(blank: Blank, family: bytes) -> None:
    with blank():
        nothing = exported()
        for at in range(0, len(family) - 1, 11):
            with pytest.raises(JournalFileError):
                imported(family[:at] + bytes([family[at] ^ 1]) + family[at + 1 :])
        assert exported() == nothing


def test_windows_line_ends_and_a_byte_order_mark_are_no_change(blank: Blank, family: bytes) -> None:
    with blank():
        imported(b"\xef\xbb\xbf" + family.replace(b"\n", b"\r\n"))
        assert exported() == family


def test_entries_stand_along_their_chains(blank: Blank) -> None:
    phones = [Phone(), Phone()]
    lines = [phone.note() for _ in range(3) for phone in phones]
    with blank():
        actions.record(actions.add_person(), lines[::-1])
        raws = [line for line in exported().splitlines() if b'"kind"' in line]
    assert [json.loads(raw)["seq"] for raw in raws] == [0, 1, 2, 0, 1, 2]
    assert raws == sorted(raws, key=lambda raw: (read_entry(raw).device, read_entry(raw).seq))


def test_someone_erased_comes_back_once_under_another_id(blank: Blank, family: bytes) -> None:
    with blank():
        imported(family)
        kim = Person.objects.get(label="Kim")
        actions.erase_person(kim)
        imported(family)
        again = Person.objects.get(label="Kim")
        assert again.pk != kim.pk
        assert not imported(family).something


def test_a_record_taken_over_by_someone_here_is_known_again(blank: Blank) -> None:
    with blank():
        actions.record(actions.add_person("Kim"), [Phone().note()])
        content = exported()
    with blank():
        me = actions.add_person()
        assert imported(content, Rule(adopts=me)).changes[0].person == me
        assert not imported(content).something
        assert [person.label for person in queries.people()] == ["Kim"]


def test_this_servers_own_lines_come_back_as_those_of_another_device(blank: Blank) -> None:
    with blank():
        kim = actions.add_person("Kim")
        actions.write(kim, actions.New("resume", {}))
        content = exported()
        actions.record(kim, [Phone().note()])
        newer = exported()
        assert str(Person.objects.get(pk=kim.pk).device) == str(kim.device)
    with blank():
        Person.objects.create(pk=kim.pk, device=kim.device)
        imported(content)
        first = Person.objects.get(pk=kim.pk).device
        imported(newer)
        assert first != kim.device
        assert Person.objects.get(pk=kim.pk).device == first


def test_a_bare_journal_is_that_of_the_only_person(blank: Blank) -> None:
    line = Phone().note() + b"\n"
    with blank():
        assert imported(line).changes[0].new == 1
        assert not imported(line).something
        actions.add_person("Lee")
        with pytest.raises(NobodyError):
            imported(line)
