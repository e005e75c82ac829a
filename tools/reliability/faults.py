"""What disks and clocks do, one after another, to one record: what is told, what is lost, and the way back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.table import Table
from tests.web.running import free_port
from tools.reliability.found import Found

if TYPE_CHECKING:
    from tools.reliability.site import Site

PAGE = 4096
PATIENCE_S = 120
TEN_DAYS_S = 864_000
ABOUT = (
    "One record, to which entries are sent over and over while something is wrong with its disk or its clock. Lost: "
    "how many acknowledged entries aren't in the record once all is over, the way back to a copy included. Where a "
    "copy is needed, it was made just before the fault: in life, what was written since the last copy would be lost."
)
HEAD = ("what happens", "what is said", "lost", "the way on")
LINES_OF = "SELECT arrival, raw FROM unpinch_entry UNION ALL SELECT arrival, raw FROM unpinch_aside ORDER BY arrival"


@dataclass
class Trial:
    """One record, its person, and all that was acknowledged."""

    site: Site
    copies: Path
    person: str
    acknowledged: list[bytes] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    written: int = 0

    def entries(self, count: int, note: str = "fine") -> list[bytes]:
        """Return entries that a device of its own writes."""
        from unpinch.journal import Author, derived_id

        found = []
        for _ in range(count):
            self.written += 1
            author = Author(derived_id("faults", str(self.written)))
            found.append(author.write("resume", {"note": note}, "2026-11-22T08:00:00+01:00").raw)
        return found

    def send(self, lines: list[bytes]) -> tuple[int, str]:
        """Send entries; return the status and what is said where it isn't 200."""
        answer = self.site.send(self.person, b"\n".join(lines))
        if answer.status == 200:
            self.acknowledged += [line for line in lines if line not in self.acknowledged]
            return 200, ""
        told = json.loads(answer.body)
        return answer.status, f"{told['status']} {told['code']}: {told['title']}"

    def record(self, path: Path) -> list[bytes]:
        """Return the lines of a record, by SQLite alone."""
        with closing(sqlite3.connect(path)) as record:
            return [bytes(raw) for _, raw in record.execute(LINES_OF)]

    def row(self, what: str, said: str, way: str, path: Path, *, want: str) -> None:
        """Note what came of a fault; `want`: a word that must have been said."""
        lost = len(set(self.acknowledged) - set(self.record(path)))
        self.rows.append((what, said, str(lost), way))
        if lost or want not in said:
            self.faults.append(f"{what}: {lost} lost; said: {said}")

    def program(self, verb: str, data: Path, *words: str) -> tuple[int, str]:
        """Run `unpinch` as a person does; return its code and the first line that it says something is wrong in."""
        command = [sys.executable, "-m", "unpinch", verb, "--data", str(data), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        if "Traceback" in done.stderr:
            self.faults.append(f"{verb}: a traceback")
        return done.returncode, f"{done.stdout}{done.stderr}"

    @property
    def database(self) -> Path:
        """Return where the record is."""
        found: Path = self.site.here.folder.database
        return found


@contextmanager
def _pragma(name: str, value: object, after: object) -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name} = {after}")


def _refused(trial: Trial, what: str, lines: list[bytes], want: str) -> None:
    """Send while something is wrong, see that nothing of it is kept, and leave it to be sent again."""
    before = trial.record(trial.database)
    status, said = trial.send(lines)
    if status == 200 or trial.record(trial.database) != before:
        trial.faults.append(f"{what}: something of a refused batch was kept")
    trial.row(what, said, "sent again afterwards: kept", trial.database, want=want)


def _again(trial: Trial, what: str, lines: list[bytes]) -> None:
    if trial.send(lines)[0] != 200:
        trial.faults.append(f"{what}: it doesn't work again afterwards")


def disk_full(trial: Trial) -> None:
    """Let the file grow no further."""
    from django.db import connection

    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    lines = trial.entries(100, "x" * 1900)
    with _pragma("max_page_count", pages, 2**30):
        _refused(trial, "the disk is full", lines, "507 disk_full")
    _again(trial, "the disk is full", lines)


def read_only(trial: Trial) -> None:
    """Let nothing be written."""
    lines = trial.entries(3)
    with _pragma("query_only", "ON", "OFF"):
        _refused(trial, "the disk turns read-only", lines, "503 not_saved")
    _again(trial, "the disk turns read-only", lines)


def held(trial: Trial) -> None:
    """Let another program hold the record."""
    lines = trial.entries(3)
    with _pragma("busy_timeout", 1, 5000), closing(sqlite3.connect(trial.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        _refused(trial, "another program holds the record", lines, "503 not_saved")
    _again(trial, "another program holds the record", lines)


def clock_back(trial: Trial) -> None:
    """Set the clock back by ten days between two entries of the server's own."""
    from tests.web.settings import clock
    from unpinch.web.actions import New, write
    from unpinch.web.models import Person

    person = Person.objects.get(pk=trial.person)
    (first,) = write(person, New("resume", {"note": "before"}))
    clock.turn(-TEN_DAYS_S)
    (second,) = write(person, New("resume", {"note": "after"}))
    clock.turn(TEN_DAYS_S)
    trial.acknowledged += [first.raw, second.raw]
    chained = second.prev == first.hash and trial.record(trial.database)[-2:] == [first.raw, second.raw]
    said = "nothing: chains and arrivals don't hang on the clock" if chained else "the chain is torn"
    trial.row("the clock goes back ten days", said, "goes on", trial.database, want="nothing")


def log_cut(trial: Trial) -> None:
    """Take a copy of the folder as a power cut leaves it, cut its log, and go back to a copy."""
    from unpinch.web import database

    database.truncate_log()
    for _ in range(3):
        trial.send(trial.entries(2))
    code, _ = trial.program("backup", trial.database.parent, "--to", str(trial.copies))
    place = trial.copies.parent / "cut"
    shutil.copytree(trial.database.parent, place)
    log = Path(f"{place / trial.database.name}-wal")
    log.write_bytes(log.read_bytes()[:-100])
    Path(f"{place / trial.database.name}-shm").unlink()
    code, said = trial.program("doctor", place, "--copies", str(trial.copies))
    before = len(trial.acknowledged) - len(trial.record(place / trial.database.name))
    _restored(trial, place)
    told = f"doctor ({code}): {before} entries that the record lacks" if "that the record lacks" in said else said
    trial.row("the log is cut off", told, "restore", place / trial.database.name, want="lacks")


def damaged(trial: Trial) -> None:
    """Overwrite pages in the middle of the file, as bad sectors do, and go back to a copy."""
    from django.db import connections

    trial.program("backup", trial.database.parent, "--to", str(trial.copies))
    connections.close_all()
    content = bytearray(trial.database.read_bytes())
    pages = len(content) // PAGE
    content[pages // 2 * PAGE : (pages - 2) * PAGE] = b"\xff" * PAGE * (pages - 2 - pages // 2)
    trial.database.write_bytes(content)
    answer = trial.site.ask("GET", f"/api/p/{trial.person}/journal?limit=1000")
    connections.close_all()
    said = json.loads(answer.body)
    for verb, words in (
        ("doctor", ()),
        ("backup", ("--to", str(trial.copies))),
        ("serve", ("--no-browser", "--port", str(free_port()))),
    ):
        if trial.program(verb, trial.database.parent, *words)[0] == 0:
            trial.faults.append(f"pages are damaged: {verb} finds nothing wrong")
    _restored(trial, trial.database.parent)
    told = f"{said['status']} {said['code']}: {said['title']}; doctor, backup and serve refuse"
    trial.row("pages are damaged", told, "restore", trial.database, want="503 damaged")


def _restored(trial: Trial, place: Path) -> None:
    code, said = trial.program("restore", place, "--from", str(trial.copies), "--apply")
    if code:
        trial.faults.append(f"restore: {said}")
    code, said = trial.program("doctor", place)
    if code:
        trial.faults.append(f"doctor after restore: {said}")


def faults() -> Found:
    """Try every fault in a process of its own; return what was found."""
    done = subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=False)
    if done.returncode:
        return Found("faults", [], [f"the trial itself failed: {done.stderr[-2000:]}"])
    told = json.loads(done.stdout.splitlines()[-1])
    rows = tuple(tuple(row) for row in told["rows"])
    return Found("faults", [Table("Faults of disks and clocks", ABOUT, HEAD, rows)], told["faults"])


def _tried() -> Trial:
    from tools.reliability.site import site

    with site() as here:
        from unpinch.web.actions import add_person

        trial = Trial(here, here.here.folder.path.parent / "copies", str(add_person("Kim").pk))
        trial.send(trial.entries(60, "y" * 1500))
        for fault in (disk_full, read_only, held, clock_back, log_cut, damaged):
            fault(trial)
    return trial


if __name__ == "__main__":
    tried = _tried()
    sys.stdout.write(json.dumps({"rows": tried.rows, "faults": tried.faults}) + "\n")
