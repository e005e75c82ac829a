"""What two devices said at once ends in one decision and one diary, in whatever order it arrives and is read.

Each clash is a record of what both knew, and what they then wrote without each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT
from unpinch.journal import Entry, Moment
from unpinch.screens import Asked, Place, render, screen
from unpinch.screens.case import Case
from unpinch.screens.today import result_of

Clash = Callable[[Diary], None]
MOST = 5
"""Entries that arrive in every order: 120 orders."""
ASKED = Asked(
    "diary", path=f"{ROOT}/diary", place=Place(person=ROOT[3:], device="22222222-2222-4222-8222-222222222222")
)


def on_both(diary: Diary) -> Diary:
    return diary.use("laptop").wait(seconds=30)


def corrected_here_and_taken_back_there(diary: Diary) -> None:
    said = diary.check_in(leg=3)
    diary.correct(said, left_leg_pain=8)
    on_both(diary).retract(said)


def corrected_up_and_down(diary: Diary) -> None:
    said = diary.check_in(leg=3)
    diary.correct(said, left_leg_pain=9)
    on_both(diary).correct(said, left_leg_pain=0)


def an_alarm_there_while_it_is_denied_here(diary: Diary) -> None:
    slip = diary.screening("event", yes=["saddle"])
    on_both(diary).screening("event", yes=["saddle"])
    diary.use("phone").screening("event", no=["saddle"], lifts=[slip])


def cleared_here_and_not_yet_there(diary: Diary) -> None:
    alarm = diary.screening("event", yes=["saddle"])
    cleared = diary.clearance("saddle", [alarm])
    diary.correct(cleared, examined_by="Dr Other")
    on_both(diary).correct(cleared, verdict="not_yet")
    diary.correct(alarm, yes=[], no=["saddle"])


def stopped_here_and_done_there(diary: Diary) -> None:
    diary.check_in(leg=3)
    session = diary.start()
    stop = diary.press_stop()
    diary.answer_stop(stop, "tingling")
    on_both(diary).add("session_ended", {"session": session, "how": "done"})


def one_set_done_on_both(diary: Diary) -> None:
    diary.check_in(leg=3)
    place = {**diary.place("floss"), "spare": True, "source": "hand"}
    id_ = diary.new_id("set")
    diary.add("set_done", {**place, "repetitions": 5}, id=id_)
    on_both(diary).add("set_done", {**place, "repetitions": 9}, id=id_)


def two_sessions_at_once(diary: Diary) -> None:
    diary.check_in(leg=3)
    diary.start()
    on_both(diary).start()
    diary.press_stop()
    diary.use("phone")
    diary.add("session_ended", {"session": diary.entries[-3].values["session"], "how": "done"})


def paused_here_and_resumed_there(diary: Diary) -> None:
    diary.check_in(leg=3)
    diary.pause(until_days=3)
    on_both(diary).resume()
    diary.use("phone").retract(diary.entries[-2])


def an_alarm_under_an_id_that_is_taken(diary: Diary) -> None:
    id_ = diary.new_id("twin")
    diary.check_in(leg=3)
    diary.add("resume", {}, id=id_)
    on_both(diary).add("screening", {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}, id=id_)


CLASHES: dict[Clash, str] = {
    corrected_here_and_taken_back_there: "S10.check_in",
    corrected_up_and_down: "S3.start_8",
    an_alarm_there_while_it_is_denied_here: "S1.emergency",
    cleared_here_and_not_yet_there: "S1.emergency",
    stopped_here_and_done_there: "S2.waiting",
    one_set_done_on_both: "S1.line",
    two_sessions_at_once: "S2.waiting",
    paused_here_and_resumed_there: "phase.placed_decompress",
    an_alarm_under_an_id_that_is_taken: "S1.emergency",
}
"""The clash, and the rule that decides then: the more cautious meaning where a gate depends on it."""


def read(known: tuple[Entry, ...], arriving: tuple[Entry, ...], now: Moment) -> tuple[str, str]:
    """Read the record after each arrival; return the last decision and diary."""
    decided = ""
    for entry in arriving:
        known = (*known, entry)
        decided = result_of(Case(shipped(), known, now, ASKED).decision)
    return decided, render(screen(shipped(), known, now, ASKED))


@pytest.mark.parametrize("clash", CLASHES, ids=lambda clash: clash.__name__)
def test_every_order_of_arrival_ends_in_one_decision_and_one_diary(clash: Clash) -> None:
    diary = Diary(name=clash.__name__).ready()
    known = tuple(diary.entries)
    clash(diary)
    said = diary.entries[len(known) :]
    now = Moment.parse(diary.now)
    assert len(said) <= MOST
    ((decided, _),) = {read(known, order, now) for order in permutations(said)}
    assert json.loads(decided)["reasons"][0]["rule"] == CLASHES[clash]
