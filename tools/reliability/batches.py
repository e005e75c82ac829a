"""Random batches through the journal API, against a small model of what must become of each line."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tools.reliability import mutations
from unpinch.journal import EntryError, Moment, id_of, read_entry

if TYPE_CHECKING:
    from tools.reliability.site import Answer, Site

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "golden"
LIFE = 100
"""Batches of one person's journal; then somebody else's begins."""
BATCH_LINES = 1000
MORE = 3
"""Situations whose lines come after those of the first."""
HIGHEST_SEQ = 2**63 - 1
SPACE = b"\r\n \t"
REFUSED = {400, 404, 405, 409, 413, 415}
MOST_FAULTS = 20


@dataclass(slots=True)
class Tally:
    """What a run met: batches, requests and lines by what became of them, and every fault."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def wrong(self, text: str) -> None:
        """Note a fault; the first ones are told."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(text)


@dataclass(slots=True)
class Model:
    """What a journal must hold: lines in order of arrival, each once."""

    order: list[bytes] = field(default_factory=list)
    kept: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    aside: dict[bytes, int] = field(default_factory=dict)

    def take(self, body: bytes) -> list[tuple[int, str, str, int]]:
        """Return for each line its number, id, status and arrival."""
        lines = ((number, line.strip(SPACE)) for number, line in enumerate(body.split(b"\n"), start=1))
        return [self._taken(number, raw) for number, raw in lines if raw]

    def _taken(self, number: int, raw: bytes) -> tuple[int, str, str, int]:
        id_ = _readable(raw)
        if id_ is None:
            return number, id_of(raw), "aside", self._aside(raw)
        there = self.kept.get(id_)
        if there is None:
            self.kept[id_] = (raw, self._arrived(raw))
            return number, id_, "accepted", self.kept[id_][1]
        if there[0] == raw:
            return number, id_, "already_there", there[1]
        return number, id_, "conflict", self._aside(raw)

    def _aside(self, raw: bytes) -> int:
        if raw not in self.aside:
            self.aside[raw] = self._arrived(raw)
        return self.aside[raw]

    def _arrived(self, raw: bytes) -> int:
        self.order.append(raw)
        return len(self.order)


def _readable(raw: bytes) -> str | None:
    """Return the id of a line that is an entry."""
    try:
        entry = read_entry(raw)
    except EntryError:
        return None
    return entry.id if entry.seq <= HIGHEST_SEQ else None


def golden() -> list[tuple[bytes, ...]]:
    """Return the journals of all golden situations, in order of their names."""
    files = sorted(GOLDEN.glob("*.journal.jsonl"))
    return [lines for file in files if (lines := tuple(file.read_bytes().splitlines()))]


class Life:
    """One person's journal, written by good and bad batches."""

    def __init__(self, site: Site, chance: Random, journals: Sequence[tuple[bytes, ...]], tally: Tally) -> None:
        """Begin an empty journal, and choose the one that its lines come from."""
        from unpinch.web.actions import add_person

        self.site, self.chance, self.tally, self.model = site, chance, tally, Model()
        self.person = add_person("")
        self.id, self.others = str(self.person.pk), chance.choice(journals)
        self.first = chance.choice(journals)
        self.good = [*self.first, *(line for one in chance.choices(journals, k=MORE) for line in one)]
        self.next = 0

    def batch(self) -> None:
        """Send one batch; every twentieth request is wrong as a whole."""
        self.tally.counts["batches"] += 1
        if self.chance.random() < 0.05:
            self._wrong_request()
            return
        body = self._body()
        answer = self.site.send(self.id, body)
        expected = self.model.take(body)
        if answer.status != 200:
            self.tally.wrong(f"a batch answered {answer.status}: {body[:300]!r}")
            return
        receipt = json.loads(answer.body)
        items = [(one["number"], one["id"], one["status"], one["arrival"]) for one in receipt["items"]]
        self.tally.counts.update(f"lines {status}" for _, _, status, _ in items)
        if items != expected or receipt["cursor"] != len(self.model.order):
            self.tally.wrong(f"the receipt isn't what the lines deserve: {body[:300]!r}")

    def _body(self) -> bytes:
        many = self.chance.choice((1, 1, 1, 1, 1, 2, 2, 9))
        lines = [self._line() for _ in range(many)]
        return self.chance.choice((b"\n", b"\n", b"\r\n", b"\n\n")).join(lines) + self.chance.choice((b"", b"\n"))

    def _line(self) -> bytes:
        dice = self.chance.random()
        if dice < 0.5:
            line = self.good[self.next % len(self.good)]
            self.next += 1
            return line
        source = self.chance.choice(self.good)
        if dice < 0.6 and self.model.order:
            return self.chance.choice(self.model.order)
        if dice < 0.75:
            return mutations.torn(self.chance, source)
        if dice < 0.95:
            return mutations.altered(self.chance, source, self.others)
        return self.chance.choice(mutations.LINES)

    def _wrong_request(self) -> None:
        """Ask in a way that must be refused, or read; nothing may come of it."""
        path = f"/api/p/{self.id}/journal"
        after = self.chance.choice((0, 1, -1, len(self.model.order), 10**6, "x", "1e3", "%00", "9" * 40, ""))
        limit = self.chance.choice((1, 3, 1000, 0, 1001, "x"))
        ways: tuple[tuple[str, str, bytes, dict[str, str]], ...] = (
            ("GET", f"{path}?after={after}&limit={limit}", b"", {}),
            ("GET", f"{path}?after={after}", b"", {}),
            (self.chance.choice(("PUT", "PATCH", "DELETE", "TRACE", "\u00e9")), path, b"x", {}),
            (
                "POST",
                path,
                b"x",
                {"CONTENT_TYPE": self.chance.choice(("application/json", "text/plain", "", "\u00ff"))},
            ),
            ("POST", path, b"x", {"CONTENT_TYPE": "application/x-ndjson", "HTTP_CONTENT_ENCODING": "gzip"}),
            ("POST", path, b"x\n" * (BATCH_LINES + 1), {"CONTENT_TYPE": "application/x-ndjson"}),
            ("GET", f"/api/p/{self.chance.choice(('x', self.id.upper(), self.id + '0'))}/journal", b"", {}),
            ("POST", path, b"x", {"CONTENT_TYPE": "application/x-ndjson", "CONTENT_LENGTH": "99999999"}),
        )
        method, where, body, more = self.chance.choice(ways)
        answer = self.site.ask(method, where, body, **more)
        self.tally.counts[f"requests answered {answer.status}"] += 1
        if answer.status == 200 and method == "GET":
            self._compare(answer, str(after), limit if f"limit={limit}" in where else 500)
        elif answer.status not in REFUSED:
            self.tally.wrong(f"{method} {where} answered {answer.status}")

    def _compare(self, answer: Answer, after: str, limit: Any) -> None:  # noqa: ANN401 - drawn from several kinds
        start = int(after) if after else 0
        wanted = self.model.order[start : start + int(limit)]
        if answer.body != b"".join(line + b"\n" for line in wanted):
            self.tally.wrong(f"reading after {after} gives other lines than were sent")

    def end(self) -> None:
        """See that the journal is what was sent, and that all that is made of it is as made anew."""
        from tools.reliability.rebuilt import faults

        for fault in faults(self.site, self.person, self.model, self._moment(), self.chance):
            self.tally.wrong(f"{fault} (journal {self.id})")
        self.tally.counts["journals"] += 1

    def _moment(self) -> Moment:
        """Return a little after the first situation's last entry: the moment at which a plan is made."""
        later_s = self.chance.choice((0, 60, 86_400))
        try:
            return Moment.parse(str(json.loads(self.first[-1])["at"])).plus(later_s)
        except (ValueError, KeyError, TypeError):
            return Moment.parse("2026-03-04T08:00:00+00:00")


def refused_by_the_database(path: Path) -> list[str]:
    """Return which ways of changing a line the database lets through, whoever asks. None of it is kept."""
    changes = (
        "UPDATE unpinch_entry SET raw = x'00'",
        "DELETE FROM unpinch_entry",
        "INSERT OR REPLACE INTO unpinch_entry SELECT * FROM unpinch_entry LIMIT 1",
        "UPDATE unpinch_aside SET raw = x'00'",
        "DELETE FROM unpinch_aside",
        "DELETE FROM unpinch_person",
    )
    with closing(sqlite3.connect(path)) as record:
        return [change for change in changes if not _refused(record, change)]


def _refused(record: sqlite3.Connection, change: str) -> bool:
    try:
        record.execute(change)
    except sqlite3.IntegrityError:
        return True
    finally:
        record.rollback()
    return False


def run(seed: int, batches: int) -> Tally:
    """Send so many batches, in a process of its own."""
    from tools.reliability.site import site

    tally, chance, journals = Tally(), Random(seed), golden()
    with site() as here:
        left = batches
        while left > 0:
            life = Life(here, chance, journals, tally)
            for _ in range(min(LIFE, left)):
                life.batch()
            life.end()
            left -= LIFE
        tally.faults += refused_by_the_database(here.here.folder.database)
    return tally
