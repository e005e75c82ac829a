"""What moving a record costs, in whole processes of `unpinch`: computing time and the most memory held."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.record import parts
from bench.table import Table
from tests.exchange.fhir.foreign import bundled, pain
from unpinch.journal.file import MOST_BYTES
from unpinch.journal.file_out import Part, Whose, written

KIM = Whose("11111111-1111-4111-8111-111111111111", "Kim")
YEARS = 5
FORMATS = ("journal", "fhir", "csv")
_MB = 1_000_000
_KB = 1024
_PROGRAM = """
import sys
from pathlib import Path
from unpinch.cli import main
code = main(sys.argv[1:])
status = Path("/proc/self/status")
print("held", status.read_text().partition("VmHWM:")[2].split()[0] if status.exists() else 0)
sys.exit(code)
"""
"""The kernel's own count for this process: what `wait` tells holds that of the process which started it, too."""


def tables() -> Iterator[Table]:
    """Yield the table of this bench."""
    with TemporaryDirectory() as folder:
        rows = list(_rows(Path(folder)))
    about = (
        f"A record of {YEARS} years brought in and saved, and the largest file of another system that is read. Each is "
        "one process, its start included. A journal passes line by line; a FHIR bundle is read whole, and so is a file "
        "with a passphrase."
    )
    yield Table("What moving a record costs", about, ("what", "file", "computing", "memory"), tuple(rows))


def _rows(folder: Path) -> Iterator[tuple[str, ...]]:
    data, journal, locked, words = (folder / name for name in ("data", "in.jsonl", "locked.age", "words"))
    journal.write_bytes(b"".join(written([Part(KIM, list(parts(YEARS)[0].lines))])))
    words.write_text("four words in a row\n", "utf-8")
    yield _row("bring a journal in", journal, "import", str(journal), "--data", str(data))
    yield _row("bring it in again", journal, "import", str(journal), "--data", str(data))
    for name in FORMATS:
        out = folder / f"out.{name}"
        yield _row(f"save it as {name}", out, "export", "--data", str(data), "--format", name, "--out", str(out))
    lock = ("--format", "journal", "--lock", "--passphrase-file", str(words))
    yield _row("save it locked", locked, "export", "--data", str(data), *lock, "--out", str(locked))
    yield _row("open it again", locked, "import", str(locked), "--data", str(data), "--passphrase-file", str(words))
    foreign = folder / "foreign.json"
    foreign.write_bytes(_largest())
    elsewhere = ("--data", str(folder / "elsewhere"))
    yield _row("a dry run of the largest FHIR bundle", foreign, "import", str(foreign), *elsewhere, "--dry-run")


def _largest() -> bytes:
    """Return a bundle of pain told elsewhere, just small enough to be read."""
    size = len(bundled(pain(id="00000"))) + len(", ")
    return bundled(*(pain(number % 11, id=f"{number:05}") for number in range(MOST_BYTES // size)))


def _row(what: str, file: Path, *command: str) -> tuple[str, ...]:
    before = _computed_s()
    done = subprocess.run([sys.executable, "-c", _PROGRAM, *command], check=True, capture_output=True, text=True)  # noqa: S603 - this project's own program
    held_mb = int(done.stdout.split()[-1]) * _KB / _MB
    size, memory = file.stat().st_size / _MB, f"{held_mb:.0f} MB" if held_mb else "not known"
    return what, f"{size:.1f} MB", f"{_computed_s() - before:.1f} s", memory


def _computed_s() -> float:
    """Return the computing time of all processes that ended here."""
    times = os.times()
    return times.children_user + times.children_system
