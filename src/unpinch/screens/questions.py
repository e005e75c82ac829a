"""The way through the safety questions: one plain question a screen, opening questions first.

What was answered so far is one letter a screen (n, y, u). It travels in the form and never in an address. An alarming
question's letter is always n: any other answer is written at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unpinch.programme.model import Programme, Question
from unpinch.screens.asked import RefusedError
from unpinch.screens.known import ALSO, Known

LETTERS = {"no": "n", "yes": "y", "not_sure": "u"}
WORDS = {letter: word for word, letter in LETTERS.items()}
DAILY = frozenset({"emergency", "same_day"})
Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One screen: a question, or an opening question that stands for those that hang on it (`question` None)."""

    id: str
    text: str
    question: Question | None
    opens: tuple[Question, ...] = ()


def of_scope(programme: Programme, scope: str) -> tuple[Question, ...]:
    """Return the questions a screening of that scope asks, in the programme's order."""
    every = programme.questions.values()
    if scope == "weekly":
        return tuple(one for one in every if one.weekly)
    if scope in {"daily", "line", "event"}:
        return tuple(one for one in every if one.tier in DAILY)
    return tuple(every)


def alarming(question: Question) -> bool:
    """Tell whether a yes locks exercise."""
    return question.tier != "advise"


class Way:
    """A person's way through the questions of one scope: what was answered, and what is asked next.

    `known`: what needn't be asked. `before`: the screen before the next one.
    """

    def __init__(self, programme: Programme, scope: str, letters: str = "", known: Known | None = None) -> None:
        """Walk through the answers so far; refuse letters that none of our pages made."""
        self.programme, self.scope, self.letters, self.known = programme, scope, letters, known or {}
        self.asked = of_scope(programme, scope)
        self.answers: Answers = {one.id: self.known[one.id] for one in self.asked if one.id in self.known}
        self.opened: Answers = {}
        self.next: Ask | None = None
        self.before: Ask | None = None
        self.number = 1
        for ask in groups(self.asked):
            if ask.text in self.known:
                self._note(ask, self.known[ask.text])
        self._spared = frozenset(self.answers)
        self._walk()

    @property
    def given(self) -> Answers:
        """Return what was answered on the way, without what was known before it."""
        return {id_: answer for id_, answer in self.answers.items() if id_ not in self._spared}

    @property
    def total(self) -> int:
        """Return how many screens there are if the rest is answered no."""
        return self.number - 1 + sum(1 for _ in self._rest())

    def after(self, answer: str) -> Way:
        """Return the way with one more answer."""
        return Way(self.programme, self.scope, self.letters + LETTERS[answer], self.known)

    def gone_on(self, said: Mapping[str, str]) -> Way:
        """Return the way after all next screens that answers given elsewhere have settled."""
        way = self
        while way.next and (answer := _settled(way.next, said)):
            way = way.after(answer)
        return way

    def _walk(self) -> None:
        rest = self._rest()
        for letter in self.letters:
            ask = next(rest, None)
            if ask is None or letter not in WORDS or (ask.question and alarming(ask.question) and letter != "n"):
                raise RefusedError("These answers don't belong to our questions. Please start them again.")
            self._note(ask, WORDS[letter])
            self.before = ask
            self.number += 1
            rest = self._rest()
        self.next = next(rest, None)

    def _note(self, ask: Ask, answer: str) -> None:
        if ask.question:
            self.answers[ask.id] = answer
            return
        self.opened[ask.text] = answer
        if answer == "no":
            self.answers.update({one.id: "no" for one in ask.opens})
        also = _also(ask, answer)
        self.answers.update({one.id: answer for one in self.asked if one.id in also})

    def _rest(self) -> Iterator[Ask]:
        return _rest(self.asked, self.answers, self.opened)


def _settled(ask: Ask, said: Mapping[str, str]) -> str:
    """Return the answer to a screen, or empty. A group of which only a part was answered had been opened."""
    if ask.question:
        return said.get(ask.id, "")
    known = [said[one.id] for one in ask.opens if one.id in said]
    if not known:
        return ""
    return "no" if len(known) == len(ask.opens) and set(known) == {"no"} else "yes"


def _rest(asked: tuple[Question, ...], answers: Answers, opened: Answers) -> Iterator[Ask]:
    """Yield what is still asked if all that comes is answered no."""
    met: set[str] = set()
    for one in asked:
        if one.id in answers or one.id in met:
            continue
        if one.only_if and one.only_if not in opened:
            if one.only_if not in met:
                group = _group(asked, one)
                met.update((one.only_if, *_also(group, "no")))
                yield group
            continue
        yield Ask(one.id, one.text, one)


def groups(asked: tuple[Question, ...]) -> list[Ask]:
    """Return the opening questions of a scope, each with the questions that hang on it."""
    firsts = {one.only_if: one for one in reversed(asked) if one.only_if}
    return [_group(asked, one) for one in firsts.values()]


def _group(asked: tuple[Question, ...], first: Question) -> Ask:
    opens = tuple(one for one in asked if one.only_if == first.only_if)
    return Ask("opens." + first.id, first.only_if, None, opens)


def _also(group: Ask, answer: str) -> tuple[str, ...]:
    """Return which questions the answer to a group's opening question answers too."""
    also, answers = ALSO.get(group.opens[0].id, ((), frozenset()))
    return also if answer in answers else ()
