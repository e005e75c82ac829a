"""Judges faults on the picture: how large each would have to be to explain where the landmarks are.

A repetition gives one reading, the middle of all that was seen near its end; a hold one over its last seconds. The
middle of many frames passes over those in which a limb was taken for the other one.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from unpinch.coach.forms import Form
from unpinch.coach.setting import Progress, Setting
from unpinch.coach.smooth import share
from unpinch.coach.tracking import Body
from unpinch.coach.turning import Turn, range_deg

NEED_M = 0.025
"""A fault at its tolerance must move its landmarks by as much across the picture, or it can't be told from here."""
SHOWN_RATIO = 0.4
"""And as much of its own way must show: what goes mostly toward the camera or away hangs on the view's last degree."""
NEED_SLOW_M = 0.013
"""So much is enough where one looks for longer."""
NEED_BEYOND_M = 0.020
"""So much farther the landmarks must go at its tolerance. Choice."""
NEAR_END_RATIO, END_RATIO = 0.70, 0.85
"""Looked at from this share of the person's own way on; what goes beyond, from this share of this very way."""
OFF_RATIO = 0.7
"""A fault is over when it was below this share of its tolerance. Between the two it is doubtful."""
NEAR_WAYS, NEAR_S = 2, 2.0
"""Doubtful in so many repetitions running, or for so long in a hold, it is unsure."""
LOOK_S, LOOK_LEAST_S, READ_S, STAYS_S = 3.0, 2.0, 0.25, 1.0
"""A hold's reading is of so many last seconds, at least so many of them seen, and made so often. It must be over the
tolerance for so long. Choice."""
REST_RATIO, REST_S, REST_LEAST_S = 0.25, 4.0, 0.8
"""Before a hold the person rests so near the start pose: what they show there for some seconds is their own."""
SEEN_LEAST_S, SEEN_LEAST = 0.2, 2
"""A repetition's reading needs so many seconds and frames."""
BLIND_WAYS, BLIND_S, BLIND_RATIO = 2, 5.0, 0.4
"""After so many repetitions without a reading, or so many seconds of a hold, what is seen so seldom is unsure."""
LASTING_TRUST, _TRUST_HZ = 0.85, 0.25
"""So much trust is asked over some seconds before form is judged."""
MOST_DEG, MOST_RATIO = 60.0, 4.0
"""What seems larger is another movement, or a landmark that flew off."""
USUAL_RATIO, USUAL, OWN_RATIO = 0.6, 5, 0.5
"""The person's own usual way stands for right form up to so much of the tolerance, as much of a landmark's error stays
with them and turns with the limb. It is the middle of so many repetitions that were below the last share. Choice."""
CARRIED_RATIO = 0.5
"""Who rolls back carries the leg on as far: at least so much of that must show beyond the movement's end. Choice."""
APART_M = 0.085
"""Hips nearer to each other in the picture hide one another: half their distance in the room."""
AWAY_M = 0.09
"""A resting knee so far from its place was taken for the other one: three times a hidden one's unrest."""
DRAWN_M = 0.115
"""And a resting ankle so far from its place, against its knee, was drawn toward the other one. Choice."""
_DRAWN = frozenset({"ankle_w", "heel_w", "toe_w"})
_TOE_RATIO = (0.6, 1.5)
"""A foot that looks so much shorter or longer than at the start isn't seen: the toe point flew off."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fault that came or went, and its size in its unit."""

    form: Form
    is_on: bool
    size: float


class Judge:
    """Watches one fault in one setting: `look` at each moment near the end of the way, `back` after each repetition."""

    def __init__(self, form: Form, setting: Setting) -> None:
        self.form = form
        self._setting = setting
        self._turn = Turn(form.terms, form.axis, form.rival, form, setting)
        self._carrier = Turn(form.carried, form.axis, None, form, setting)
        self._trust = dict.fromkeys(form.needs, 1.0)
        self._range_deg = range_deg(setting) if form.kind == "beyond" or form.is_slow else 0.0
        self._seen: deque[tuple[float, float, float, float]] = deque()
        self._usual: deque[float] = deque(maxlen=USUAL)
        self._asked_s = self._seen_s = 0.0
        self._read_s = self._over_s = -math.inf
        self._rest = self._rested_s = self._own = self._before = self._near = 0.0
        self._ways = self._blind_ways = 0
        self._is_of_one_leg = not {"knee_o", "ankle_o"} & set(form.needs)
        self.is_on = False

    @property
    def is_judged(self) -> bool:
        """Return whether the fault can be told from this view."""
        if self.form.kind == "turn":
            if self._turn.is_ambiguous or (self.form.is_slow and self._is_one_behind_the_other()):
                return False
            way_m = self._turn.shown_m * self.form.tolerance
            return way_m >= max(self._need_m, SHOWN_RATIO * self.form.tolerance * self._turn.whole_m)
        if self.form.kind == "beyond":
            way_m = self._setting.range_m * self.form.tolerance / (self._range_deg or math.inf)
            return self._setting.range_m >= NEED_M and way_m >= NEED_BEYOND_M
        return self.form.kind != "slides" or self._setting.range_m >= NEED_M

    @property
    def _need_m(self) -> float:
        return NEED_SLOW_M if self.form.is_slow else NEED_M

    @property
    def is_unsure(self) -> bool:
        """Return whether it can't be told: it went on being near its tolerance, or was seen too seldom."""
        most = NEAR_S if self._setting.shape.is_hold else NEAR_WAYS
        return not self.is_on and (self._near >= most or self._is_blind)

    @property
    def _is_blind(self) -> bool:
        if self._setting.shape.is_hold:
            return self._asked_s >= BLIND_S and self._seen_s < BLIND_RATIO * self._asked_s
        return self._blind_ways >= BLIND_WAYS and self._blind_ways > (1 - BLIND_RATIO) * self._ways

    def look(self, body: Body, progress: Progress, dt_s: float, reference: float) -> Change | None:
        """Take a moment in which the fault can be seen; return whether it came or went in a hold.

        `reference`: the progress at which a hold began, for what slides on from there; or the usual range of the
        person's repetitions.
        """
        is_hold = self._setting.shape.is_hold
        if self.form.kind != "slides" and progress.ratio < NEAR_END_RATIO * min(1.0, reference):
            return None
        self._asked_s += dt_s
        if self._sees(body, progress, dt_s):
            size = self._size(body, progress, reference)
            if abs(size) <= max(MOST_DEG, MOST_RATIO * self.form.tolerance):
                self._seen_s += dt_s
                self._seen.append((body.t_s, dt_s, progress.ratio, size))
        return self._held(body.t_s) if is_hold else None

    def rest(self, body: Body, progress: Progress, dt_s: float) -> None:
        """Take a moment before a hold: what the person shows at rest stands for right form, within bounds."""
        if self.form.kind != "turn" or max(abs(progress.ratio), progress.beside_ratio) > REST_RATIO:
            return
        if self._sees(body, progress, dt_s):
            self._rested_s += dt_s
            self._rest += dt_s / min(self._rested_s, REST_S) * (self._size(body, progress, 0.0) - self._rest)
            self._own = self._rest if self._rested_s >= REST_LEAST_S else 0.0

    def back(self, *, is_first: bool) -> Change | None:
        """Take the end of a repetition; return whether the fault came or went in it. The first one is never faulted."""
        seen, self._seen = list(self._seen), deque()
        if self.form.kind == "beyond" and seen:
            most = sorted(one[2] for one in seen)[9 * len(seen) // 10]
            seen = [one for one in seen if one[2] >= END_RATIO * most]
        self._ways += 1
        sizes = [one[3] for one in seen]
        size = self._reading(sizes, sum(one[1] for one in seen), SEEN_LEAST_S)
        if size is None:
            self._blind_ways += 1
            return None
        if abs(size) < OWN_RATIO * self.form.tolerance or is_first:
            self._usual.append(median(sizes))
            self._own = median(self._usual)
        size = self._carried(size, [one[2] for one in seen]) if self.form.is_slow else size
        lately, self._before = min(size, self._before) if self.form.is_slow else size, size
        self._near = self._near + 1 if size >= OFF_RATIO * self.form.tolerance else 0
        return None if is_first else self._changed(lately)

    def _carried(self, size: float, ratios: Sequence[float]) -> float:
        """Return a turn that carries the leg on; one that didn't is no more than doubtful."""
        farthest = sorted(ratios)[9 * len(ratios) // 10]
        is_carried = (farthest - 1) * self._range_deg >= CARRIED_RATIO * size
        return size if is_carried else min(size, self.form.tolerance)

    def told(self, size: float, *, is_on: bool) -> Change | None:
        """Take a fault that is told; return it where that is new."""
        if is_on == self.is_on:
            return None
        self.is_on = is_on
        return Change(self.form, is_on, size)

    def _held(self, t_s: float) -> Change | None:
        if t_s - self._read_s < READ_S:
            return None
        self._read_s = t_s
        while self._seen and t_s - self._seen[0][0] > LOOK_S:
            self._seen.popleft()
        size = self._reading([one[3] for one in self._seen], sum(one[1] for one in self._seen), LOOK_LEAST_S)
        if size is None:
            return None
        if size <= self.form.tolerance:
            self._over_s = t_s
        self._near = self._near + READ_S if size >= OFF_RATIO * self.form.tolerance else 0.0
        return self._changed(size) if self.is_on or t_s - self._over_s >= STAYS_S else None

    def _reading(self, sizes: Sequence[float], seen_s: float, least_s: float) -> float | None:
        """Return the middle of what was seen against the person's own; nothing where too little was."""
        if len(sizes) < SEEN_LEAST or seen_s < least_s:
            return None
        most = USUAL_RATIO * self.form.tolerance
        size = median(sizes) - max(-most, min(most, self._own))
        return abs(size) if self.form.sign == 0 else size

    def _sees(self, body: Body, progress: Progress, dt_s: float) -> bool:
        """Tell whether what it needs is seen now, and has been for a while: a guessed limb's trust comes and goes."""
        lasting = self._lasting(body, share(_TRUST_HZ, dt_s))
        if self._is_of_one_leg and self._is_drawn(body, progress):
            lasting -= _DRAWN
        need_m = self._need_m / self.form.tolerance
        if self.form.kind == "turn" and not (self._turn.choose(lasting, need_m) and self._carrier.choose(lasting, 0.0)):
            return False
        if "knee_w" in self.form.needs and self._setting.drive.rests and self._is_other_leg_away(body):
            return False
        if "toe_w" not in self.form.needs:
            return True
        here, base = body.points, self._setting.base
        foot = abs(base["toe_w"] - base["heel_w"])
        return foot > 0 and _TOE_RATIO[0] < abs(here["toe_w"] - here["heel_w"]) / foot < _TOE_RATIO[1]

    def _is_drawn(self, body: Body, progress: Progress) -> bool:
        """Tell whether the other ankle isn't where the movement has it: each was then drawn toward the other."""
        here, base = (points["ankle_o"] - points["knee_o"] for points in (body.points, self._setting.base))
        off = here - base - self._setting.expected(progress.ratio, "ankle_o", ("knee_o",))
        return abs(off) / self._setting.view.size > DRAWN_M

    def _is_other_leg_away(self, body: Body) -> bool:
        """Tell whether the resting leg seems to have left its place: the legs were taken for each other."""
        gone = body.points["knee_o"] - self._setting.base["knee_o"]
        return abs(gone) / self._setting.view.size > AWAY_M

    def _lasting(self, body: Body, step: float) -> set[str]:
        made = set()
        for name, before in self._trust.items():
            trust = before + step * (body.seen[name] - before)
            self._trust[name] = trust
            if trust >= LASTING_TRUST and body.sees_well((name,)):
                made.add(name)
        return made

    def _size(self, body: Body, progress: Progress, reference: float) -> float:
        if self.form.kind == "beyond":
            return (progress.ratio - 1) * self._range_deg
        if self.form.kind == "slides":
            return 100 * (reference - progress.ratio) * self._setting.range_m
        turn_deg = self._turn.found_deg(body, progress) - self._carrier.found_deg(body, progress)
        return (self.form.sign or 1) * turn_deg

    def _is_one_behind_the_other(self) -> bool:
        """Tell whether one hip hides the other: the far one is then guessed, however sure the model says it is."""
        base, size = self._setting.base, self._setting.view.size
        return abs(base["hip_w"] - base["hip_o"]) / size < APART_M

    def _changed(self, size: float) -> Change | None:
        if not self.is_on and size > self.form.tolerance:
            return self.told(size, is_on=True)
        if self.is_on and size < OFF_RATIO * self.form.tolerance:
            return self.told(size, is_on=False)
        return None
