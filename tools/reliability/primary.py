"""PostgreSQL's primary killed in the middle of live sessions, and its synchronous standby promoted, again and again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from bench.table import Table
from tests.e2e.served import Served
from tests.postgres.cluster import OWNER, PATIENCE_S, PORT, Cluster
from tools.reliability.found import Found, count_table
from tools.reliability.kills import PEOPLE, Run, Tally
from unpinch.web.postgres.address import VARIABLE

if TYPE_CHECKING:
    from tests.web.running import Answer

DATABASE = "unpinch"
_AWAY = 503
_LOOK_EVERY_S = 0.05
ABOUT = (
    "Unpinch keeps the record in PostgreSQL: a primary and one synchronous standby (synchronous_standby_names), both "
    "named in one address (target_session_attrs=read-write). Several people are in sessions at once when every process "
    "of the primary is killed (SIGKILL) at a moment drawn by the seed. The standby is promoted; Unpinch runs on and "
    "finds it. What was acknowledged must be there once, what waits is sent again, and each session's page must stand "
    "at the step that the person had reached. Then the promoted one gets a new standby."
)


class AwayError(ConnectionError):
    """The database is away just now, as the server says: what is sent waits, as without a network."""


@dataclass
class Pair:
    """A primary and the standby that has each transaction before it is acknowledged, each in its turn."""

    primary: Cluster = field(default_factory=lambda: Cluster().made())
    standby: Cluster = field(default_factory=Cluster)

    def begin(self) -> Self:
        self.primary.ask(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        self._follow()
        return self

    @property
    def url(self) -> str:
        """Both servers, of which the one that is written to is wanted."""
        both, ports = f"{self.primary.folder},{self.standby.folder}", f"{PORT},{PORT}"
        return f"postgresql://{OWNER}@/{DATABASE}?host={both}&port={ports}&target_session_attrs=read-write"

    def fail(self) -> None:
        self.primary.kill()

    def over(self) -> None:
        """Promote the standby, and give it what fell as its new standby, from nothing."""
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary
        self.standby.clear()
        self._follow()

    def _follow(self) -> None:
        self.standby.copy_of(self.primary)
        self.primary.set("synchronous_standby_names", "*")
        end = time.monotonic() + PATIENCE_S
        while self.primary.ask("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
            if time.monotonic() > end:
                raise AssertionError("the standby doesn't follow")
            time.sleep(_LOOK_EVERY_S)

    def remove(self) -> None:
        self.primary.remove()
        self.standby.remove()


@dataclass
class ServedFromPair(Served):
    """A server that runs on while its database fails over: cutting it off means the database."""

    pair: Pair = field(default_factory=Pair)
    told_away: int = 0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask; that the database is away is like a network that is."""
        answer = super().ask(method, path, body, **headers)
        if answer.status == _AWAY:
            self.told_away += 1
            raise AwayError
        return answer

    def start(self) -> Self:
        """Start the server the first time; then bring the database back."""
        if not hasattr(self, "process"):
            return super().start()
        self.pair.over()
        return self

    def cut(self) -> None:
        self.pair.fail()


def primary(count: int, seed: int) -> Found:
    """Kill the primary so many times; return what was found."""
    pair = Pair().begin()
    try:
        with TemporaryDirectory() as folder:
            told = {VARIABLE: pair.url}
            with ServedFromPair(Path(folder) / "data", environment=told, pair=pair) as served:
                run = Run(served.come_in(), seed)
                for _ in range(count):
                    run.once()
                run.end()
                away = served.told_away
    finally:
        pair.remove()
    return Found(f"primary --count {count} --seed {seed}", [_table(run.tally, away)], run.tally.faults)


def _table(tally: Tally, away: int) -> Table:
    rows = (
        ("kills of the primary", tally.kills),
        ("people in a session at each", PEOPLE),
        ("sessions begun", tally.sessions),
        ("of these done to the end", tally.ended),
        ("entries acknowledged", tally.acknowledged),
        ("entries under way at a kill, without an answer", tally.waiting),
        ("of these on the standby all the same, and taken once", tally.written_unsaid),
        ("requests answered 503 meanwhile", away),
        ("sessions that went on at the right step", tally.resumed),
        ("people whose session hadn't begun yet, and began afterwards", tally.begun_again),
    )
    return count_table("PostgreSQL's primary is killed", ABOUT, rows)
