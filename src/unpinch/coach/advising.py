"""Watches all of an exercise's faults in one setting, and says of each that came, went, or can't be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from unpinch.coach.cueing import Cueing
from unpinch.coach.events import Event
from unpinch.coach.forms import Form, forms_of
from unpinch.coach.judging import Change, Judge
from unpinch.coach.setting import Progress, Setting
from unpinch.coach.smooth import share
from unpinch.coach.timing import Ways
from unpinch.coach.tracking import Body

SHAPED = frozenset({"turn", "beyond", "slides"})
"""Faults of posture; the others are of time."""
BEAT_HZ, BEAT_MOST_S = 0.05, 0.36
"""Fewer than about three frames a second are too few to judge form by."""


class Advising:
    """The judges of one stay in position. `counts`: how often each fault was told, to be added to."""

    def __init__(self, setting: Setting, cueing: Cueing, counts: dict[str, int], confidence: float) -> None:
        self._setting, self._cueing, self._counts, self._confidence = setting, cueing, counts, confidence
        judges = [Judge(form, setting) for form in forms_of(setting.shape.exercise, setting.shape.level)]
        self.forms = tuple(judge.form for judge in judges)
        self.unjudged = tuple(judge.form for judge in judges if not self._is_judged(judge))
        self._judges = [judge for judge in judges if self._is_judged(judge)]
        self._shaped = [judge for judge in self._judges if judge.form.kind in SHAPED]
        self._ways = Ways(self._judges, setting.shape)
        self._doubted: set[str] = set()
        self._beat_s = 0.0
        self._has_done = False

    def _is_judged(self, judge: Judge) -> bool:
        return judge.is_judged and (judge.form.kind not in SHAPED or not self._setting.is_restless)

    def timed(self, t_s: float, ratio: float, usual: float) -> Iterator[Event]:
        """Take the progress of a movement that comes back; `usual`: the person's own range."""
        return self._told(self._ways.push(t_s, ratio, usual), t_s)

    def back(self, t_s: float) -> Iterator[Event]:
        """Take the end of a repetition. Until the first one came back, another start pose may still turn up."""
        changes = [judge.back(is_first=not self._has_done) for judge in self._shaped]
        self._has_done = True
        return self._told(changes, t_s)

    def look(self, body: Body, progress: Progress, dt_s: float, reference: float) -> Iterator[Event]:
        """Take a moment of a repetition or a hold; yield what was noticed, and what had to wait to be said."""
        self._beat_s += share(BEAT_HZ, dt_s) * (dt_s - self._beat_s)
        yield from self._told([judge.look(body, progress, dt_s, reference) for judge in self._shaped], body.t_s)
        yield from self._doubts(body.t_s)
        if waiting := self._cueing.next(body.t_s):
            form, say = waiting
            yield Event("fault", body.t_s, {"fault": form.id, "state": "still"}, self._confidence, form.id, say)

    def rest(self, body: Body, progress: Progress, dt_s: float) -> None:
        """Take a moment in which nothing is held."""
        for judge in self._shaped:
            judge.rest(body, progress, dt_s)

    def doubt(self, t_s: float, forms: Iterable[Form] | None = None) -> Iterator[Event]:
        """Say once of faults, or of all, that they can't be told."""
        for form in [judge.form for judge in self._judges] if forms is None else forms:
            if form.id not in self._doubted:
                self._doubted.add(form.id)
                yield Event("unsure", t_s, {"what": form.id, "state": "on"}, 0.0, "can't be told")

    def _doubts(self, t_s: float) -> Iterator[Event]:
        if self._beat_s > BEAT_MOST_S:
            return self.doubt(t_s)
        unsure = [judge for judge in self._shaped if judge.is_unsure]
        return self.doubt(t_s, [judge.form for judge in (*self._ways.untimed, *unsure)])

    def _told(self, changes: Sequence[Change | None], t_s: float) -> Iterator[Event]:
        for change in changes:
            if change is None:
                continue
            form = change.form
            values = {"fault": form.id, "size": change.size, "tolerance": form.tolerance, "unit": form.unit}
            if change.is_on:
                self._counts[form.id] = self._counts.get(form.id, 0) + 1
                say = self._cueing.fault(form, change.size, t_s, self._confidence)
                yield Event("fault", t_s, {**values, "needs": list(form.needs)}, self._confidence, form.id, say)
            else:
                yield Event("fault_cleared", t_s, values, self._confidence, form.id, self._cueing.cleared(form, t_s))
