"""Arrival numbers: one count, no gap, no double, and a reader with a cursor misses nothing, however many write."""

from __future__ import annotations

from threading import Barrier, Event, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from tests.web.cast import Phone
from unpinch.web import actions, queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from unpinch.web.models import Person

WRITERS, BATCHES, SIZE = 4, 12, 3


class Hand(Thread):
    """A thread that lets go of its connection at the end and keeps what went wrong."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.work, self.fault = work, ""

    def run(self) -> None:
        try:
            self.work()
        except (AssertionError, ValueError) as fault:
            self.fault = repr(fault)
        finally:
            connections.close_all()


def all_done(hands: list[Hand]) -> None:
    for hand in hands:
        hand.join()
    assert [hand.fault for hand in hands if hand.fault] == []


def test_two_who_write_at_once_get_different_numbers(kim: Person) -> None:
    together = Barrier(2)
    receipts: list[actions.Receipt] = []

    def write() -> None:
        line = Phone().note()
        together.wait()
        receipts.append(actions.record(kim, [line]))

    hands = [Hand(write), Hand(write)]
    for hand in hands:
        hand.start()
    all_done(hands)
    assert sorted(item.arrival for receipt in receipts for item in receipt.items) == [1, 2]


def test_the_same_entry_sent_twice_at_once_is_kept_once(kim: Person) -> None:
    line, together, states = Phone().note(), Barrier(2), []

    def write() -> None:
        together.wait()
        states.append(actions.record(kim, [line]).items[0].status)

    hands = [Hand(write), Hand(write)]
    for hand in hands:
        hand.start()
    all_done(hands)
    assert sorted(states) == ["accepted", "already_there"]
    assert [kept.raw for kept in queries.lines(kim)] == [line]


def test_a_reader_with_a_cursor_never_misses_a_line(kim: Person) -> None:
    together, written = Barrier(WRITERS + 1), Event()
    seen: list[queries.Line] = []

    def write() -> None:
        phone = Phone()
        together.wait()
        for _ in range(BATCHES):
            actions.record(kim, [*phone.notes(SIZE - 1), f"broken {phone.number} {phone.written}".encode()])

    def read() -> None:
        together.wait()
        while True:
            last_look = written.is_set()
            after = seen[-1].arrival if seen else 0
            seen.extend(queries.lines(kim, after, limit=7))
            if last_look and seen[-1].arrival == queries.newest_arrival(kim):
                return

    writers, reader = [Hand(write) for _ in range(WRITERS)], Hand(read)
    for hand in [*writers, reader]:
        hand.start()
    all_done(writers)
    written.set()
    all_done([reader])
    assert [line.arrival for line in seen] == list(range(1, WRITERS * BATCHES * SIZE + 1))


def test_a_batch_is_kept_whole_or_not_at_all(kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    phone = Phone()
    actions.record(kim, phone.notes(1))
    monkeypatch.setattr("unpinch.web.models.Aside.objects.bulk_create", fail)
    with pytest.raises(ZeroDivisionError):
        actions.record(kim, [phone.note(), b"broken", phone.note()])
    assert queries.newest_arrival(kim) == 1
