"""One mutant in a child process of its own: the tests that reach its line are run until one notices."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

CPU_S_LEAST = 2.0
CPU_FACTOR = 15
MOST_BYTES_MORE = 1_500_000_000
CRASHED = 70

Notice = Callable[[], str]
"""Runs one check; returns what noticed the fault, or an empty text. `NET` before it: go on, a better one may come."""

NET = "net "
NET_TESTS = "tests/guidance/test_futures.py"
"""Tests that are a net as well: they say that something changed, not that it is wrong. They are tried last."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a mutant: a test or a golden pair, and the time it usually takes."""

    name: str
    cost_s: float
    run: Notice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant. `state`: killed, survived or uncovered; `by`: what noticed it."""

    state: str
    by: str = ""


def attempt(prepare: Callable[[], Iterable[Check]]) -> Outcome:
    """Fork; in the child put the fault in and run its checks. A child that ends early or hangs has noticed too."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(prepare, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    return _verdict([json.loads(line) for line in said], status)


def _verdict(said: list[str], status: int) -> Outcome:
    """Read the child's lines: each check as it begins, and at the end what came of all."""
    last = said[-1] if said else "import"
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return Outcome("killed", last) if last else Outcome("survived")
    how = "time-out" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGVTALRM else "crash"
    return Outcome("killed", f"{how} {last}")


def _child(prepare: Callable[[], Iterable[Check]], writing: int) -> None:
    code = CRASHED
    try:
        _be_quiet()
        _limit()
        code = _run(prepare, writing)
    finally:
        os._exit(code)


def _run(prepare: Callable[[], Iterable[Check]], writing: int) -> int:
    _alarm(CPU_S_LEAST * 5)
    weak = ""
    for check in prepare():
        _say(writing, check.name)
        _alarm(CPU_S_LEAST + CPU_FACTOR * check.cost_s)
        try:
            found = check.run()
        except Exception as error:  # noqa: BLE001 - whatever a fault raises has been noticed
            found = f"{check.name} {type(error).__name__}"
        if found and not found.startswith(NET):
            _say(writing, found)
            return 0
        weak = weak or found
    _say(writing, weak)
    return 0


def _say(writing: int, text: str) -> None:
    os.write(writing, json.dumps(text).encode() + b"\n")


def _alarm(cpu_s: float) -> None:
    """End this child after so much of its own computing time; other load on the machine doesn't count."""
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_s)


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit() -> None:
    """Let a fault that fills the memory end itself."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        size = int(pages.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MOST_BYTES_MORE, resource.RLIM_INFINITY))
