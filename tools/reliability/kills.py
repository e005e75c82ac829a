"""The server killed in the middle of live sessions, again and again, and started anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from typing import Any

from bench.table import Table
from tests.e2e.served import Served
from tools.reliability.found import Found, count_table
from tools.reliability.player import Player, WrongError

PEOPLE = 4
MOST_ACTS = 40
"""A kill comes after so many things done at most, by all together."""
LATEST_S = 0.02
"""And so long after the last of them began: most of an answer's time."""
PATIENCE_S = 120.0
ABOUT = (
    "Several people are in sessions at once and send each finished set, as the player's page does, when the server's "
    "process is killed (SIGKILL) at a moment drawn by the seed. It is started again; what was acknowledged must be "
    "there once, what waits is sent again, and each session's page must stand at the step that the person had reached."
)


@dataclass
class Tally:
    """What the kills met."""

    kills: int = 0
    sessions: int = 0
    ended: int = 0
    acknowledged: int = 0
    waiting: int = 0
    written_unsaid: int = 0
    resumed: int = 0
    begun_again: int = 0
    faults: list[str] = field(default_factory=list)


class Run:
    """One server, the people at it, and who was there before."""

    def __init__(self, served: Served, seed: int) -> None:
        """Let the first people come."""
        self.served, self.dice, self.tally = served, Random(seed), Tally()
        self.gone: list[Player] = []
        self.people: list[Player] = []
        self.acted = threading.Semaphore(0)

    def once(self) -> None:
        """Let people act, kill the server, start it and see what is left."""
        self._fill()
        acts, late_s = self.dice.randint(1, MOST_ACTS), self.dice.uniform(0, LATEST_S)
        self.acted = threading.Semaphore(0)
        threads = [threading.Thread(target=self._live, args=(one,)) for one in self.people]
        for thread in threads:
            thread.start()
        for _ in range(acts):
            if not self.acted.acquire(timeout=PATIENCE_S):
                self.tally.faults.append("nobody could go on")
                break
        time.sleep(late_s)
        self.served.cut()
        self.tally.kills += 1
        for thread in threads:
            thread.join()
        self.served.start()
        for one in self.people:
            self._check(one)

    def _fill(self) -> None:
        self.gone += [one for one in self.people if one.over]
        self.people = [one for one in self.people if not one.over]
        while len(self.people) < PEOPLE:
            self.tally.sessions += 1
            self.people.append(Player(self.served, f"kills {self.tally.sessions}"))

    def _live(self, one: Player) -> None:
        """Do one thing after another until the server is gone or the session is over."""
        while not one.over:
            self.acted.release()
            try:
                one.act()
            except WrongError as wrong:
                self.tally.faults.append(str(wrong))
                return
            except (OSError, HTTPException, ValueError):
                return
        for _ in range(MOST_ACTS):
            self.acted.release()  # who is done holds nobody up

    def _check(self, one: Player) -> None:
        if not one.root:
            return
        self.tally.waiting += len(one.outbox)
        self._whole(one)
        before = one.given_before
        try:
            one.send()
            self.tally.written_unsaid += one.given_before - before
            self._stands(one)
        except WrongError as wrong:
            self.tally.faults.append(f"{one.name}: {wrong}")

    def _whole(self, one: Player) -> None:
        """See that all that was acknowledged is there, and nothing is there twice."""
        held = one.held()
        lost = sum(held[line] == 0 for line in one.acknowledged)
        ids = Counter(json.loads(line)["id"] for line in held.elements())
        doubled = sum(count > 1 for count in ids.values())
        if lost or doubled:
            self.tally.faults.append(f"{one.name}: {lost} acknowledged entries lost, {doubled} doubled")

    def _stands(self, one: Player) -> None:
        """See that the session's page stands where the person does."""
        if one.over:
            return
        if one.steps is None:
            one.act()
            self.tally.begun_again += 1
            return
        wanted, before = one.key, one.step
        one.look()
        self.tally.resumed += 1
        if not _right(one, wanted, before):
            self.tally.faults.append(f"{one.name}: after {before['kind']} {one.sets} the page stands at {one.step}")

    def end(self) -> None:
        """Look at everybody again at the very end, and let the doctor look at the whole record."""
        self.gone += self.people
        for one in self.gone:
            if one.root:
                self._whole(one)
        self.tally.ended = sum(one.over for one in self.gone)
        self.tally.acknowledged = sum(len(one.acknowledged) for one in self.gone)
        command = [sys.executable, "-m", "unpinch", "doctor", "--data", str(self.served.data)]
        told = {**os.environ, **self.served.environment}
        looked = subprocess.run(command, capture_output=True, text=True, check=False, env=told)
        if looked.returncode:
            self.tally.faults.append(f"doctor: {looked.stdout.strip()}")


def kills(count: int, seed: int) -> Found:
    """Kill the server so many times; return what was found."""
    with tempfile.TemporaryDirectory() as folder, Served(Path(folder) / "data") as served:
        run = Run(served.come_in(), seed)
        for number in range(1, count + 1):
            run.once()
            if number % 20 == 0:
                print(f"  {number} kills, {len(run.tally.faults)} faults", flush=True)
        run.end()
    return Found(f"kills --count {count} --seed {seed}", [_table(run.tally)], run.tally.faults)


def _right(one: Player, wanted: str, before: dict[str, Any]) -> bool:
    """Tell whether a person stands where they should: at the same step, or at the next set where that was unknown."""
    if one.over:
        return before["kind"] in {"ended", "more"}
    known = before["kind"] == "more" or one.key == wanted
    return known and (one.step["kind"] != "set" or one.step["set"]["number"] == one.sets + 1)


def _table(tally: Tally) -> Table:
    rows = (
        ("kills of the server", tally.kills),
        ("people in a session at each", PEOPLE),
        ("sessions begun", tally.sessions),
        ("of these done to the end", tally.ended),
        ("entries acknowledged", tally.acknowledged),
        ("entries under way at a kill, without an answer", tally.waiting),
        ("of these on the disk all the same, and taken once", tally.written_unsaid),
        ("sessions that went on at the right step", tally.resumed),
        ("people whose session hadn't begun yet, and began afterwards", tally.begun_again),
    )
    return count_table("The server is killed", ABOUT, rows)
