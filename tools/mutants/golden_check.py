"""All golden pairs checked directly, without a test runner: the hand-written expectation first, then the net."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """One golden pair, read once. `cost_s`: how long its decision takes."""

    name: str
    entries: Any
    now: Any
    expectation: Any
    net: str
    cost_s: float = 0.0

    def misses(self) -> str:
        """Return `expectation` or `net`, whichever the decision breaks first; empty when it holds."""
        found = _decided(self)
        if self.expectation.misses(found):
            return "expectation"
        return "net" if _text(found) != self.net else ""


def _decided(pair: Pair) -> dict[str, Any]:
    from tools import golden
    from unpinch.programme import load

    decide = sys.modules["unpinch.guidance"].decide  # the one in place now, which may hold a fault
    decision = decide(load(), pair.entries, pair.now)
    whole: dict[str, Any] = json.loads(json.dumps(decision.to_json()))
    return {key: value for key, value in whole.items() if key not in golden.NOT_IN_THE_NET}


def _text(decision: dict[str, Any]) -> str:
    return json.dumps(decision, sort_keys=True)


def pairs() -> Iterator[Pair]:
    """Read every pair that has all its files."""
    from tests.golden.expect import SITUATIONS
    from tools import golden
    from unpinch.journal import Moment, read_lines

    for name in golden.names(golden.FOLDER, golden.NET):
        net = json.loads((golden.FOLDER / (name + golden.NET)).read_text("utf-8"))
        entries, _ = read_lines(golden.lines_of(golden.FOLDER, name))
        now = Moment.parse(golden.expected_of(golden.FOLDER, name)["now"])
        yield Pair(name, entries, now, SITUATIONS[name].expected, _text(net))


def timed(pair: Pair) -> Pair:
    """Return the pair with the time its check takes."""
    start = time.process_time()
    pair.misses()
    cost_s = time.process_time() - start
    return Pair(pair.name, pair.entries, pair.now, pair.expectation, pair.net, cost_s)
