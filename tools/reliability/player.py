"""Someone in a live session, as the player's page is: each entry is kept until it is acknowledged, then the next."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.e2e import ways
from unpinch.journal import Author, derived_id, set_id

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.web.running import Answer

LINES, FORM = "application/x-ndjson", "application/x-www-form-urlencoded"
STEPS = re.compile(rb'<script[^>]*id="steps"[^>]*>(.*?)</script>', re.DOTALL)
DECISION = re.compile(rb'name="decision" value="([^"]+)"')
ON_THE_DISK = frozenset({"accepted", "already_there"})


class WrongError(AssertionError):
    """The server answered what it never should."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The session as the page brings it: where it stands, and what follows each step."""

    session: str
    at: str
    steps: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, page: bytes) -> Steps:
        """Read them from a page, with the sets in their places."""
        found = STEPS.search(page)
        if found is None:
            raise WrongError("a session's page without its steps")
        read = json.loads(found[1])
        keys = [one["key"] for one in read["steps"]]
        steps = {one["key"]: {**one, "next": _named(one["next"], keys)} for one in read["steps"]}
        for one in steps.values():
            one["set"] = read["sets"].get(one.get("set"))
        return cls(read["session"], keys[read["at"]], steps)


def _named(nexts: dict[str, int], keys: list[str]) -> dict[str, str]:
    return {event: keys[place] for event, place in nexts.items()}


@dataclass
class Player:
    """One person with a journal of their own, who does all sets of a session and says how each felt."""

    served: Served
    name: str
    lines: list[bytes] = field(default_factory=list)
    root: str = ""
    decision: str = ""
    path: str = ""
    steps: Steps | None = None
    key: str = ""
    over: bool = False
    sets: int = 0
    outbox: list[bytes] = field(default_factory=list)
    acknowledged: list[bytes] = field(default_factory=list)
    given_before: int = 0

    def __post_init__(self) -> None:
        """Begin with a record of someone whose leg is quiet: floss, clamshells on both sides, bridge."""
        self.outbox += self.lines or ways.checked_in(self.served.moment, leg=0).lines
        self.author = Author(derived_id("reliability", self.name))

    # what a page asks for

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = FORM, want: int = 200) -> Answer:
        """Ask the server; any other answer than the one wanted is a fault."""
        answer = self.served.ask(method, path, body, Content_Type=kind)
        if answer.status != want:
            raise WrongError(f"{method} {path.rpartition('/')[2]} answered {answer.status}, not {want}")
        return answer

    def send(self) -> None:
        """Send all that waits; let go only of what is acknowledged."""
        batch = [*self.outbox]
        if not batch:
            return
        answer = self.ask("POST", f"/api{self.root}/journal", b"\n".join(batch), LINES)
        items = json.loads(answer.body)["items"]
        if [item["status"] for item in items if item["status"] not in ON_THE_DISK] or len(items) != len(batch):
            raise WrongError(f"entries were not taken: {Counter(item['status'] for item in items)}")
        self.given_before += sum(item["status"] == "already_there" for item in items)
        self.acknowledged += batch
        del self.outbox[: len(batch)]

    def look(self) -> None:
        """Ask for the session's page and stand where it says, once all that waits has arrived."""
        self.send()
        answer = self.served.ask("GET", self.path)
        if answer.status == 303 and (answer.headers["Location"] or "").endswith("/end"):
            self.over = True
            return
        if answer.status != 200:
            raise WrongError(f"the session's page answered {answer.status}")
        self.steps = Steps.of(answer.body)
        self.key = self.steps.at

    @property
    def step(self) -> dict[str, Any]:
        """Return the step where this person stands; empty where the page isn't here yet."""
        return self.steps.steps[self.key] if self.steps else {}

    # what a person does

    def act(self) -> None:
        """Do the next thing; each part can be cut off and done again."""
        if not self.root:
            self.root = self.served.someone()
        elif not self.path:
            self.begin()
        elif self.steps is None:
            self.look()
        else:
            self.do()

    def begin(self) -> None:
        """Start the session that today's page shows; the same form twice starts it once."""
        self.send()
        if not self.decision:
            found = DECISION.search(self.ask("GET", f"{self.root}/today").body)
            if found is None:
                raise WrongError("today's page offers no session")
            self.decision = found[1].decode()
        answer = self.ask("POST", f"{self.root}/start", f"decision={self.decision}".encode(), want=303)
        self.path = answer.headers["Location"] or ""

    def do(self) -> None:
        """Finish the set, or say how it felt; what is said is kept here before it is sent."""
        step, session = self.step, self.steps.session if self.steps else ""
        if step["kind"] == "more":
            self.look()
        elif step["kind"] == "set":
            self._write("set_done", {**_place(session, step["set"]), **_done(step["set"])}, set_id(session, self.sets))
            self.sets, self.key = self.sets + 1, step["next"]["done"]
        elif step["kind"] == "felt":
            self._write("felt", {**_place(session, step["set"]), "answer": "same_or_better"})
            self.key = step["next"]["same_or_better"]
        elif step["kind"] == "ended":
            self._write("session_ended", {"session": session, "how": step.get("how") or "done"})
            self.over = True
        else:
            raise WrongError(f"the session stands at {step['kind']}")
        self.send()

    def _write(self, kind: str, values: dict[str, Any], id_: str = "") -> None:
        at = self.served.moment.plus(1 + self.author.seq)
        entry = self.author.write(kind, values, at.text, id=id_ or derived_id(self.name, kind, str(self.author.seq)))
        self.outbox.append(entry.raw)

    # what the server must still know

    def held(self) -> Counter[bytes]:
        """Return the lines of the journal, counted."""
        found, after = Counter[bytes](), "0"
        while True:
            answer = self.ask("GET", f"/api{self.root}/journal?after={after}")
            found.update(answer.body.splitlines())
            if answer.headers["Unpinch-More"] != "true":
                return found
            after = answer.headers["Unpinch-Cursor"] or "0"


def _place(session: str, set_: dict[str, Any]) -> dict[str, Any]:
    return {"session": session, **{name: set_[name] for name in ("index", "exercise", "level", "side")}}


def _done(set_: dict[str, Any]) -> dict[str, Any]:
    done = {"hold_s": set_["hold_s"]} if set_["hold_s"] else {"repetitions": set_["repetitions"]}
    return {**done, "source": "hand"}
