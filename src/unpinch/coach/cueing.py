"""Chooses what to say: one thing at a time, what matters most first, seldom, and never when unsure."""

from __future__ import annotations

import math

from unpinch.coach.forms import Form
from unpinch.programme.model import Exercise

QUIET_S = 6.0
"""After a cue, so long nothing more is said about form."""
AGAIN_S = 20.0
"""The same fault is said again after so long at the earliest."""
LARGE_RATIO, QUICK_RATIO, LASTING_S = 2.0, 1.5, 3.0
"""A fault that isn't so many times its tolerance is said when it comes again or lasts so long: once may be a slip, of
the person or of the camera. Choice."""
SURE = 0.5
"""Below this confidence nothing is said."""
PRAISE = "Good, that's it."
"""Source: choice."""


def words_of(exercise: Exercise, form_id: str) -> str:
    """Return what to do instead, in the programme's words; `StopIteration` where the exercise has no such fault."""
    return next(fault.instead for fault in exercise.faults if fault.id == form_id)


def is_large(form: Form, size: float) -> bool:
    """Tell whether a fault is far over its tolerance; too quick a way is far below it."""
    if form.kind in {"quick_out", "quick_back"}:
        return size * QUICK_RATIO <= form.tolerance
    return size >= LARGE_RATIO * form.tolerance


class Cueing:
    """One voice."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._spoke_s = -math.inf
        self._said_s: dict[str, float] = {}
        self._waiting: dict[str, Form] = {}
        self._since_s: dict[str, float] = {}

    def fault(self, form: Form, size: float, t_s: float, confidence: float) -> str:
        """Return what to say about a fault that has come, now; empty when it must wait, or isn't sure enough."""
        if confidence < SURE or t_s - self._said_s.get(form.id, -math.inf) < AGAIN_S:
            return ""
        is_first = form.id not in self._since_s
        self._since_s[form.id] = t_s
        if is_first and not is_large(form, size):
            self._waiting[form.id] = form
            return ""
        others = [one for one in self._waiting.values() if one.order < form.order]
        if others or t_s - self._spoke_s < QUIET_S:
            self._waiting[form.id] = form
            return ""
        return self._say(form, t_s)

    def cleared(self, form: Form, t_s: float) -> str:
        """Return praise for a correction that followed a cue."""
        self._waiting.pop(form.id, None)
        said_s = self._said_s.get(form.id)
        if said_s is None or t_s - said_s > AGAIN_S:
            return ""
        self._spoke_s = t_s
        return PRAISE

    def next(self, t_s: float) -> tuple[Form, str] | None:
        """Return a fault that still stands and waited for its turn, with its words."""
        standing = [form for form in self._waiting.values() if t_s - self._since_s[form.id] >= LASTING_S]
        if not standing or t_s - self._spoke_s < QUIET_S:
            return None
        form = min(standing, key=lambda one: one.order)
        return form, self._say(form, t_s)

    def _say(self, form: Form, t_s: float) -> str:
        self._waiting.pop(form.id, None)
        self._spoke_s = self._said_s[form.id] = t_s
        return words_of(self._exercise, form.id)
