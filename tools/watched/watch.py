"""Lets the coach watch many cases, in several processes, and keeps the verdicts in build/ so that a run can go on."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from tools.watched import coached
from tools.watched.cases import Case, case_of
from tools.watched.clips import FOLDER, LEVELS, ROOT, clips_of
from tools.watched.film import film
from tools.watched.judge import Verdict, judged

_BATCH = 6
_LISTS = ("framing", "lags_frames", "told", "untrue")
_PARTS = ("src/unpinch/coach", "src/unpinch/movement", "src/unpinch/derived", "src/unpinch/programme", "tools/watched")
_ABOUT_THE_PAGE = {"report.py", "tally.py", "page.py", "__main__.py", "__init__.py"}


def watched(name: str) -> Verdict:
    """Return the verdict on a case."""
    recording = film(case_of(name))
    found, seconds = coached.events(recording)
    return judged(recording, list(coached.said(found)), seconds)


def verdicts(cases: Sequence[Case], workers: int, seconds: float = 1e9) -> list[Verdict]:
    """Return the verdicts on cases: those kept of the same code, and as many new ones as time allows."""
    kept = FOLDER / f"verdicts_{stamp()}.jsonl"
    known = {one.case: one for one in _read(kept)}
    missing = [case.id for case in cases if case.id not in known]
    if missing:
        _solve_first(missing)
        _forget_others(kept)
        for one in _new(missing, workers, time.monotonic() + seconds, kept):
            known[one.case] = one
    return [known[case.id] for case in cases if case.id in known]


def _solve_first(names: Iterable[str]) -> None:
    """Solve the clips here, so that no two processes do it for the same one."""
    for exercise, level in sorted({(case.exercise, case.level) for case in map(case_of, names)}):
        if level in LEVELS[exercise]:
            clips_of(exercise, level)


def _forget_others(kept: Path) -> None:
    """Delete the verdicts of other states of the code."""
    for old in FOLDER.glob("verdicts_*.jsonl"):
        if old != kept:
            old.unlink(missing_ok=True)


def _new(names: Sequence[str], workers: int, end_s: float, kept: Path) -> Iterator[Verdict]:
    with ProcessPoolExecutor(workers) as pool, kept.open("a", encoding="utf-8") as file:
        for start in range(0, len(names), _BATCH):
            for one in pool.map(watched, names[start : start + _BATCH]):
                file.write(json.dumps(asdict(one)) + "\n")
                yield one
            file.flush()
            if time.monotonic() > end_s:
                return


def _read(kept: Path) -> Iterator[Verdict]:
    if kept.exists():
        for line in kept.read_text("utf-8").splitlines():
            values: dict[str, Any] = json.loads(line)
            yield Verdict(**(values | {name: tuple(values[name]) for name in _LISTS}))


def stamp() -> str:
    """Return a hash of all that a verdict depends on."""
    files = [path for part in _PARTS for path in sorted((ROOT / part).rglob("*")) if path.suffix in _KINDS]
    digest = hashlib.sha256()
    for data in map(partial(Path.read_bytes), (path for path in files if path.name not in _ABOUT_THE_PAGE)):
        digest.update(data)
    return digest.hexdigest()[:12]


_KINDS = {".py", ".toml", ".json"}
