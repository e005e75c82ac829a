"""Walks a session ahead: every step that can follow, worked out by `Session`, the usual way first.

Where the walk ends, the step `more` asks the server again; a stop is known everywhere, and all that follows it on the
usual way. Equal steps are one step, whatever led to them.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from unpinch.screens.following import Following
from unpinch.screens.nodes import LAST, Node

MORE = "more"


class Reach(NamedTuple):
    """How many steps of the usual way are walked, and how many others; stops and ends are not counted.

    `at_hand`: so near, all is known: each button of the step that is open takes 3, and each answer to its stop.
    """

    at_hand: int
    usual: int
    others: int


NEAR = Reach(3, 3, 0)
"""What a page carries: enough for its first moments. It asks for more at once, and again before each set."""
FAR = Reach(4, 20, 60)
"""What it gets then: enough for a whole session without a network, with changes of mind."""
LIKELY_FIRST: Mapping[str, int] = {"stop": 1, "back": 1, "not_back": 1, "skip": 2, "easier": 2, "worse": 2, "end": 2}
"""How far from the usual way an event leads; what isn't named is the usual way."""
_NEAR_FIRST = 4
"""So many steps ahead on the usual way are as far as one event off it."""
_TO_ITS_END = LIKELY_FIRST["stop"] + LIKELY_FIRST["not_back"]
"""How far a stop on the usual way leads: to the second question whether it is back. All of that is always known."""
Cost = tuple[int, int]
"""How far off the usual way a step is, and how many steps ahead."""


def _named(identity: tuple[Any, ...]) -> str:
    """Return a short name made of what a node stands for, so that a reloaded page finds its place."""
    return "s" + hashlib.sha256(repr(identity).encode()).hexdigest()[:8]


@dataclass(slots=True)
class Walk:
    """Walks outward from one node until the table is full."""

    following: Following
    reach: Reach = FAR
    nodes: dict[str, Node] = field(default_factory=dict)
    nexts: dict[str, dict[str, str]] = field(default_factory=dict)
    care: dict[str, str] = field(default_factory=dict)
    _costs: dict[str, Cost] = field(default_factory=dict)
    _names: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _queue: list[tuple[int, int, Cost, str]] = field(default_factory=list)

    def meet(self, node: Node, cost: Cost = (0, 0)) -> str:
        """Return the node's name. It waits to be walked; met again on a likelier way, it is the node of that way."""
        identity = node.identity
        name = self._names.get(identity)
        if name is None:
            name = self._names[identity] = _named(identity)
        known = self._costs.get(name)
        if known is None or _weight(cost) < _weight(known):
            self.nodes[name], self._costs[name] = node, cost
            heapq.heappush(self._queue, (_weight(cost), len(self.nodes), cost, name))
        return name

    def walk(self) -> None:
        """Find what follows each step, the usual way first, until enough is known; the rest is `more`."""
        at_hand, usual, left = self.reach
        while self._queue:
            *_, cost, name = heapq.heappop(self._queue)
            node = self.nodes[name]
            off, ahead = cost
            always = _always_known(node, off) or ahead <= at_hand - off or (not off and ahead <= usual)
            if name in self.nexts or not (always or left):
                continue
            left -= not always
            found = self.nexts[name] = {}
            for event, after in self.following.after(node, full=off <= LIKELY_FIRST["stop"]):
                found[event] = self.meet(after, _farther(node, event, cost))
            self._meet_care()
        self._cut()

    def _meet_care(self) -> None:
        """Name what ends the session after any stop, once the first stop has shown it."""
        if not self.care:
            self.care = {name: self.meet(after) for name, after in self.following.care.items()}

    def _cut(self) -> None:
        """Leave out what was met and not walked."""
        self.nodes = {name: self.nodes[name] for name in self.nexts}
        for found in self.nexts.values():
            found.update({event: MORE for event, name in found.items() if name not in self.nexts})


def _always_known(node: Node, off: int) -> bool:
    kind = node.step.kind
    return kind in {*LAST, "stop_answer"} or (kind == "settled" and off <= _TO_ITS_END)


def _weight(cost: Cost) -> int:
    off, ahead = cost
    return off * _NEAR_FIRST + ahead


def _farther(node: Node, event: str, cost: Cost) -> Cost:
    """Return how far an event leads: off the usual way, and ahead. Off that way each set leads farther from it."""
    off, ahead = cost
    beyond = int(off > 0 and node.kind in {"set", "felt"})
    return off + LIKELY_FIRST.get(event, beyond), ahead + 1
