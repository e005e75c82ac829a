"""Two devices without each other: what both write stands side by side, in whatever order it comes together."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT
from unpinch.journal import Author, Entry, Moment, derived_id, read_entry
from unpinch.screens.seat import Seat

DECISION = re.compile(r'name="decision" value="([^"]+)"')


class Device:
    """A device of one person: its own record, chain and clock's time."""

    def __init__(self, name: str, known: list[bytes], now: str) -> None:
        self.now, self.lines, self.own = now, list(known), list[bytes]()
        self.author = Author(derived_id("device", name))
        self.seat = Seat(shipped())
        self.seat.stand(json.dumps({"person": ROOT[3:], "device": self.author.device}))
        self.seat.add(b"\n".join(known))

    def ask(self, path: str, **form: str) -> dict[str, Any]:
        """Ask for a page, write what it wants written, and follow it."""
        asked = {"method": "POST" if form else "GET", "path": ROOT + path, "form": [*form.items()], "now": self.now}
        found: dict[str, Any] = json.loads(self.seat.answer(json.dumps(asked)))
        for new in found["new"]:
            self.own.append(self.author.write(new["kind"], new["values"], self.now, id=new["id"] or None).raw)
            self.seat.add(self.own[-1])
        return self.ask(found["go"].removeprefix(ROOT)) if found["go"] else found

    def start(self) -> str:
        """Start the session that Today offers; return the player's page."""
        html = self.ask("/today")["html"]
        return str(self.ask("/start", decision=DECISION.findall(html)[0])["html"])

    @property
    def written(self) -> list[Entry]:
        return [read_entry(line) for line in self.own]


@pytest.fixture
def plan() -> Device:
    """The device on which today's plan was shown last; the others know its record."""
    diary = Diary().ready()
    diary.check_in(leg=3)
    device = Device("computer", diary.lines, diary.now)
    device.ask("/today")
    return device


def met(device: Device, *others: Device) -> Device:
    """The device with what the others wrote, as it comes by way of the server."""
    for other in others:
        device.seat.add(b"\n".join(other.own))
    return device


def test_two_that_start_from_one_plan_begin_two_sessions_and_both_are_kept_and_shown(plan: Device) -> None:
    known = [*plan.lines, *plan.own]
    phone, tablet = Device("phone", known, plan.now), Device("tablet", known, plan.now)
    assert "unpinch-player" in phone.start()
    assert "unpinch-player" in tablet.start()
    started = [one for device in (phone, tablet) for one in device.written if one.kind == "session_started"]
    assert len({one.id for one in started}) == len({one.values["session"] for one in started}) == 2
    assert len({one.values["decision"] for one in started}) == 1
    viewers = [met(Device("viewer", known, plan.now), *order) for order in ((phone, tablet), (tablet, phone))]
    diaries = {viewer.ask("/diary")["html"] for viewer in viewers}
    assert len(diaries) == 1
    for one in started:
        assert f"{ROOT}/diary/{one.id}" in next(iter(diaries))


def test_a_stop_on_one_holds_on_the_other_as_soon_as_it_arrives(plan: Device) -> None:
    known = [*plan.lines, *plan.own]
    phone, tablet = Device("phone", known, plan.now), Device("tablet", known, plan.now)
    phone.start()
    tablet.start()
    session = next(one.values["session"] for one in phone.written if one.kind == "session_started")
    phone.now = Moment.parse(plan.now).plus(60).text
    phone.ask(f"/session/{session}", do="stop", index="0")
    tablet.now = Moment.parse(plan.now).plus(90).text
    assert "Good that you stopped" in met(tablet, phone).ask("/today")["html"]
    mine = next(one.values["session"] for one in tablet.written if one.kind == "session_started")
    assert "Good that you stopped" in tablet.ask(f"/session/{mine}")["html"]
