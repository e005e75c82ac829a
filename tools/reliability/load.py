"""Many people in live sessions at once: how long each page and each saving takes, and what the server's memory does."""

from __future__ import annotations

import gzip
import os
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.table import Table, ms, verdict
from tests.builders import Diary
from tests.e2e.served import MORNING, Served
from tools.reliability.found import Found, count_table
from tools.reliability.player import Player, WrongError

if TYPE_CHECKING:
    from tests.web.running import Answer

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
DAYS = 14
"""How long everybody's record is when they begin."""
MOST_MS, MOST_MB = 100.0, 400.0
PAGES = ("today", "diary", "progress", "check-in", "exercises")
LOOKS = 0.25
"""How often someone looks at a page instead of doing the next thing."""
DAY_S = 86_400
SAMPLE_S = 5.0
NIGHT_S = 1.0
"""So long that what was asked before is answered."""
GROWTH_RATIO = 1.05
"""Memory in the last quarter of a soak, against the second quarter: more is called growth."""


@dataclass
class Timed(Served):
    """A server, and how long each of its answers took, in milliseconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask as a browser that can unpack, and note how long it took."""
        begun = time.perf_counter()
        answer = super().ask(method, path, body, Accept_Encoding="gzip", **headers)
        self.times[_name(method, path)].append(1000 * (time.perf_counter() - begun))
        if answer.headers["Content-Encoding"] == "gzip":
            answer.body = gzip.decompress(answer.body)
        return answer

    def worked_s(self) -> float:
        """Return the processor time that the server has used, in seconds."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self, name: str = "VmRSS") -> float:
        """Return how much of the machine's memory the server holds (VmRSS), or held at most (VmHWM)."""
        text = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        found = re.search(rf"{name}:\s+(\d+) kB", text)
        return int(found[1]) * 1024 / 1e6 if found else 0.0


def _name(method: str, path: str) -> str:
    """Return what is asked for, without who asks."""
    if path.startswith("/api/"):
        return "save entries" if method == "POST" else "read entries"
    name = UUID.sub("", path.partition("?")[0]).strip("/").removeprefix("p").strip("/")
    told = {"start": "start a session", "session": "the player"}.get(name, name or "home")
    return f"{told}, all that may follow" if "far=" in path else told


class Person(Player):
    """Someone who trains every day, and looks at pages in between."""

    def __init__(self, served: Timed, number: int, dice: Random) -> None:
        """Have a record of some weeks."""
        self.diary = Diary(start=MORNING.plus(-DAY_S * DAYS - 600).text, name=f"load {number}").ready()
        self.diary.check_in(leg=0)
        for _ in range(DAYS - 1):
            self.diary.session(floss=5, clamshell=8, bridge=8).next_day()
            self.diary.morning(0)
        self.diary.next_day(hour=7, minute=50).morning(0)
        self.dice, self.far = dice, False
        super().__init__(served, f"load {number}", list(self.diary.lines))

    def arrive(self) -> None:
        """Bring the record along."""
        self.root = self.served.someone()
        self.send()

    def live(self) -> None:
        """Do one thing of a person's day."""
        if self.root and (self.over or self.dice.random() < LOOKS):
            self._visit(self.dice.choice(PAGES))
        elif self.far and not self.over:
            self.ask("GET", f"{self.path}?far=yes")
            self.far = False
        else:
            self.act()
            self.far = bool(self.steps) and self.step.get("kind") == "set"

    def _visit(self, name: str) -> None:
        """Look at a page; after midnight it may lead to the check-in first."""
        answer = self.served.ask("GET", f"{self.root}/{name}")
        if answer.status not in {200, 303}:
            raise WrongError(f"{name} answered {answer.status}")

    def wake(self) -> None:
        """Begin the next day: answer what is due, check in."""
        there = len(self.diary.lines)
        self.diary.next_day(hour=7, minute=50).morning(0)
        self.outbox += self.diary.lines[there:]
        self.decision, self.path, self.steps, self.over, self.sets = "", "", None, False, 0


@dataclass
class Crowd:
    """The people at one server, and what they met."""

    served: Timed
    people: list[Person]
    pace_s: float
    seconds: float
    faults: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    days: int = 1
    worked_s: float = 0.0
    awake: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Let all live for so long; turn to the next day whenever all have trained."""
        over = threading.Event()
        self.awake.set()
        threads = [threading.Thread(target=self._live, args=(one, over)) for one in self.people]
        for thread in threads:
            thread.start()
        ends, worked_s = time.monotonic() + self.seconds, self.served.worked_s()
        while time.monotonic() < ends and not self.faults:
            self.memory_mb.append(self.served.memory_mb())
            time.sleep(min(SAMPLE_S, max(0.0, ends - time.monotonic())))
            if all(one.over for one in self.people):
                self._next_day()
        over.set()
        for thread in threads:
            thread.join()
        self.worked_s = self.served.worked_s() - worked_s

    def _next_day(self) -> None:
        """Let all sleep while their next day is written: who asks would wait for this process, not for the server."""
        self.awake.clear()
        time.sleep(NIGHT_S)
        self.days += 1
        self.served.turn(DAY_S)
        for one in self.people:
            one.wake()
        self.awake.set()

    def _live(self, one: Person, over: threading.Event) -> None:
        wait_s = one.dice.uniform(0, self.pace_s)
        while not over.wait(wait_s):
            self.awake.wait()
            try:
                one.live()
            except (WrongError, OSError, HTTPException, ValueError) as wrong:
                self.faults.append(f"{one.name}: {wrong}")
                return
            wait_s = one.dice.uniform(0.5, 1.5) * self.pace_s

    def kept(self) -> list[str]:
        """Return whose acknowledged entries aren't all there once."""
        return [
            f"{one.name}: acknowledged entries are lost or doubled"
            for one in self.people
            if any(one.held()[line] != 1 for line in one.acknowledged)
        ]


def load(  # noqa: PLR0913 - the numbers of the command line
    people: int, seconds: float, pace_s: float, seed: int, *, soak: bool = False, judged: bool = True
) -> Found:
    """Let so many people live at one server; return the times and the memory. `judged`: slow or grown is a fault."""
    with TemporaryDirectory() as folder, Timed(Path(folder) / "data") as served:
        served.come_in()
        crowd = Crowd(served, _arrived(served, people, seed), pace_s, seconds)
        crowd.run()
        times = {name: sorted(found) for name, found in served.times.items()}
        faults = crowd.faults or crowd.kept()
        peak_mb = served.memory_mb("VmHWM")
    words = f"{'soak' if soak else 'load'} --people {people} --seconds {seconds} --pace {pace_s} --seed {seed}"
    if judged:
        faults += _growth(crowd.memory_mb) if soak else _slow(times)
        faults += [f"the server held {peak_mb:.0f} MB"] if peak_mb > MOST_MB else []
    return Found(words, [_times(crowd, times, soak=soak), _memory(crowd, peak_mb)], faults)


def _slow(times: dict[str, list[float]]) -> list[str]:
    return [f"{name}: p99 is {at(found, 0.99):.0f} ms" for name, found in times.items() if at(found, 0.99) > MOST_MS]


def _arrived(served: Timed, people: int, seed: int) -> list[Person]:
    found = [Person(served, number, Random(seed * 1000 + number)) for number in range(people)]
    for one in found:
        one.arrive()
    served.times.clear()
    return found


def at(ordered: list[float], share: float) -> float:
    """Return the value below which that share of them lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _growth(memory_mb: list[float]) -> list[str]:
    quarter = len(memory_mb) // 4
    if not quarter:
        return ["the soak was too short to tell"]
    early, late = (sum(part) / quarter for part in (memory_mb[quarter : 2 * quarter], memory_mb[-quarter:]))
    return [f"memory grew from {early:.0f} to {late:.0f} MB"] if late > early * GROWTH_RATIO else []


def _times(crowd: Crowd, times: dict[str, list[float]], *, soak: bool) -> Table:
    asked = sum(map(len, times.values()))
    about = (
        f"{len(crowd.people)} people, each with a record of {DAYS} days, are in sessions at one server for "
        f"{crowd.seconds:.0f} s: about every {crowd.pace_s:.0f} s each of them finishes a set, says how it felt, lets "
        "the player ask for what may follow, or looks at a page; a set and its rest take a minute or two in life. "
        f"{asked / crowd.seconds:.1f} requests a second, {crowd.days} days lived; a request took "
        f"{1000 * crowd.worked_s / asked:.0f} ms of the server's processor time on average. Times as the asker sees "
        "them, each request on a connection of its own; who asks runs on the same machine."
    )
    head = ("request", "asked", "p50", "p99", "longest", "target for p99")
    rows = tuple((name, str(len(found)), *_cells(found)) for name, found in sorted(times.items()))
    return Table("A soak" if soak else "People in live sessions", about, head, rows)


def _cells(found: list[float]) -> tuple[str, ...]:
    return ms(at(found, 0.5)), ms(at(found, 0.99)), ms(found[-1]), verdict(at(found, 0.99), MOST_MS, "ms")


def _memory(crowd: Crowd, peak_mb: float) -> Table:
    found = crowd.memory_mb
    rows = (
        ("at the start", f"{found[0]:.0f} MB"),
        ("after a quarter of the time", f"{found[len(found) // 4]:.0f} MB"),
        ("after half of it", f"{found[len(found) // 2]:.0f} MB"),
        ("at the end", f"{found[-1]:.0f} MB"),
        ("the most at any time", f"{peak_mb:.0f} MB ({verdict(peak_mb, MOST_MB, 'MB')})"),
    )
    return count_table("The server's memory meanwhile", "The server's resident memory.", rows)
