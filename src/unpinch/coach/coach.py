"""The coach: frames of landmarks in, events out. It counts, holds time, advises on form; it decides nothing (S12).

Time is the frames' own, counted from the first one on: where it begins makes no difference. It writes nothing and knows
no journal: what it tells is kept by whoever asked, as the person confirms it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from unpinch.coach.arming import Arming
from unpinch.coach.clock import Clock
from unpinch.coach.cueing import Cueing
from unpinch.coach.events import Event
from unpinch.coach.forms import UNSEEN
from unpinch.coach.frames import Frame
from unpinch.coach.framing import SAY, Framing
from unpinch.coach.setting import Progress, Setting
from unpinch.coach.shapes import shape_of
from unpinch.coach.stopping import Rate
from unpinch.coach.tracking import GAP_S, Body, Tracker
from unpinch.coach.watching import DOUBTS, Going, Tally, Watching, new_counter, new_holding
from unpinch.programme.model import Programme

OUT_S = 0.4
"""Out of position for so long ends the counting, until the start pose is held again."""
BACK_S = 6.0
"""Lost for longer than this, the start pose must be held again."""
AWAY_RATIO, STRAIGHT_RATIO = 0.35, 0.8
"""More than a third of the movement's way, and less far beside it. Choice."""
BETTER_RATIO, BETTER_M = 0.75, 0.012
"""A start pose that fits so much better takes the place of the first; later on, by so many metres besides."""
OTHER_RATIO = 0.5
"""Who lies as in the start pose so much more than before has changed their pose. Choice."""
SETTLING_S = 3.0
"""So long after the first start pose people settle. Later, a pose that fits as well may be the far one. Choice."""
SETTLED_RATIO, AS_WELL_M = 0.15, 0.045
"""Before a hold, who rests elsewhere by more than this share of the way has settled anew, if that fits as well, or so
well."""
UNCOUNTED = "I can't count this one: the foot moves too little in the picture. Go by the pace on the screen."
"""What is said where no camera could count. Source: choice."""
SLOW = "I see you too seldom to take signs without hands. Use the STOP button."
"""Source: choice."""
GAP_FRAMES = 2.5
"""Where frames come seldom, so many times their usual distance is bridged. Choice."""
SIDE_S = 1.0
"""The near side changes only after the other one was nearer for so long."""


class Coach:
    """`push` each frame in order, `finish` at the end; both yield events. One `done` ends it.

    `side` is the side that moves, as the person said: it can't be told from landmarks alone. The set is done at so many
    `repetitions`, or seconds held: those of the level's dose where nothing is said; 0 for no end.
    """

    def __init__(  # noqa: PLR0913  # what is watched, and until when
        self,
        programme: Programme,
        exercise: str,
        level: int,
        side: str = "right",
        *,
        repetitions: int | None = None,
        hold_s: float | None = None,
    ) -> None:
        found = programme.exercises[exercise]
        watched = found.level(level)
        self._posture = watched.posture
        self._goal_repetitions = watched.dose.repetitions if repetitions is None else repetitions
        self._goal_s = watched.dose.hold_s if hold_s is None else hold_s
        self.side = side
        self.tally = Tally()
        self._tracker, self._arming = Tracker(side), Arming(shape_of(exercise, level))
        self._framing = Framing(self._posture)
        self._going = Going(new_counter(), new_holding(exercise), Cueing(found), self.tally)
        self._watching: Watching | None = None
        self._unseen = UNSEEN.get(exercise, ())
        self._clock, self._t_s = Clock(), 0.0
        self._body_s = -math.inf
        self._last_body: Body | None = None
        self._out_s = 0.0
        self._armed_s = -math.inf
        self._near, self._rate = _Near(side), Rate()
        self._is_lost = self._is_paused = False
        self.is_done = False
        self.refused: dict[str, int] = {}

    def push(self, frame: Frame) -> Iterator[Event]:
        """Take a frame; yield what was noticed. A frame that can't be used is told of once and passed over."""
        if self.is_done:
            return
        own_s = None if frame.fault else self._clock.push(frame.t_s)
        if own_s is None:
            yield from self._refuse(frame, frame.fault or self._odd(frame))
            return
        self._t_s = own_s
        for event in self._taken(replace(frame, t_s=own_s)):
            yield self._said(event)

    def finish(self) -> Iterator[Event]:
        """End the recording."""
        if not self.is_done:
            yield self._said(self._done(self._t_s, "end"))

    def _said(self, event: Event) -> Event:
        """Return an event of own time in the frames' time."""
        return replace(event, t_s=self._clock.said(event.t_s))

    def _taken(self, frame: Frame) -> Iterator[Event]:
        yield from self._rated(frame.t_s)
        body = self._tracker.push(frame)
        yield from self._framed(frame, body)
        if body is None:
            yield from self._missing(frame.t_s)
            return
        dt_s = min(GAP_S, body.t_s - self._body_s)
        yield from self._seen(body, dt_s)
        self._body_s = body.t_s

    def _odd(self, frame: Frame) -> str:
        is_late = frame.t_s <= self._clock.said(self._t_s)
        return "The frame isn't later than the one before." if is_late else "The frame's time leaps ahead."

    def _refuse(self, frame: Frame, fault: str) -> Iterator[Event]:
        self.refused[fault] = self.refused.get(fault, 0) + 1
        if self.refused[fault] == 1:
            at_s = frame.t_s if math.isfinite(frame.t_s) else self._clock.said(self._t_s)
            yield Event("unsure", at_s, {"what": "frame", "state": "on"}, 0.0, fault)

    def _rated(self, t_s: float) -> Iterator[Event]:
        """Say so when frames come too seldom to take signs."""
        if self._rate.push(t_s):
            is_slow = self._rate.is_slow
            values = {"what": "signs", "state": "on" if is_slow else "off"}
            yield Event("unsure", t_s, values, 0.0, "too few frames", SLOW if is_slow else "")

    def _framed(self, frame: Frame, body: Body | None) -> Iterator[Event]:
        arming = self._arming
        held = body or self._recent(frame)
        wanted = self._watching.wanted_view if self._watching else ""
        still, armed = arming.is_still, self._watching is not None
        if advice := self._framing.push(frame, held, arming.view, is_still=still, is_armed=armed, wanted=wanted):
            view = self._view_name()
            yield Event("framing", frame.t_s, {"what": advice.what, "view": view}, 1.0, advice.what, advice.say)

    def _recent(self, frame: Frame) -> Body | None:
        return self._last_body if frame.t_s - self._body_s <= GAP_S else None

    def _view_name(self) -> str:
        if self._watching is not None:
            return self._watching.setting.view.name
        return self._arming.view.name if self._arming.view else ""

    @property
    def _gap_s(self) -> float:
        """Return how long a gap is bridged."""
        return max(GAP_S, GAP_FRAMES * self._rate.every_s)

    def _missing(self, t_s: float) -> Iterator[Event]:
        gap_s = t_s - self._body_s
        if self._is_lost or not self._gap_s < gap_s < math.inf:
            return
        self._is_lost = True
        yield Event("lost", t_s, {"gap_s": gap_s}, 0.0, "I can't see you.")

    def _seen(self, body: Body, dt_s: float) -> Iterator[Event]:
        self._last_body = body
        gap_s = body.t_s - self._body_s
        if self._gap_s < gap_s < math.inf:
            yield from self._found(body, gap_s)
        if change := self._near.push(body):
            yield Event("side", body.t_s, {"near": change, "moves": self.side}, 1.0, f"{change} side near")
        if self._watching is None:
            yield from self._wait(body)
        else:
            yield from self._watch(self._watching, body, dt_s)

    def _found(self, body: Body, gap_s: float) -> Iterator[Event]:
        """Go on after a loss, or begin anew: after a long one, or in another place, the start pose comes first."""
        if not self._is_lost:
            yield Event("lost", body.t_s, {"gap_s": gap_s}, 0.0, "I couldn't see you for a moment.")
        self._is_lost = False
        if self._watching is not None and (gap_s > BACK_S or not self._watching.setting.is_on_way(body)):
            yield self._leave(body.t_s, "lost")

    def _wait(self, body: Body) -> Iterator[Event]:
        if setting := self._arming.push(body, is_patient=True):
            yield from self._begin(setting, body.t_s)

    def _better(self, watching: Watching, body: Body) -> Setting | None:
        """Return a start pose held later that fits clearly better, or about as well from another place.

        The first was only much like it: people settle. Who has gone the movement's own way is not in another start
        pose, but in the far one.
        """
        now = watching.setting
        found, gone = self._arming.push(body), now.progress(body)
        is_away = gone.ratio > AWAY_RATIO and gone.beside_ratio < STRAIGHT_RATIO * gone.ratio
        if not found or (is_away and not self._is_no_slide(now, found)):
            return None
        most_m = min(BETTER_RATIO * now.view.miss_m, now.view.miss_m - BETTER_M)
        is_back = gone.ratio < -AWAY_RATIO and gone.beside_ratio < -STRAIGHT_RATIO * gone.ratio
        if watching.is_counted and (is_back or body.t_s - self._armed_s < SETTLING_S):
            most_m = self._most_m(now, gone)
        return found if found.view.miss_m < most_m else None

    def _is_no_slide(self, now: Setting, found: Setting) -> bool:
        """Tell whether who went the way of a pull has only now come to the start pose: being pulled changes no pose."""
        return now.shape.exercise == "leg_traction" and found.view.miss_m < OTHER_RATIO * now.view.miss_m

    def _most_m(self, now: Setting, gone: Progress) -> float:
        """Return how much another start pose may miss by while people settle: as much as the first one."""
        has_moved = now.shape.is_hold and max(abs(gone.ratio), gone.beside_ratio) > SETTLED_RATIO
        return max(AS_WELL_M, now.view.miss_m) if has_moved else BETTER_RATIO * now.view.miss_m

    def _begin(self, setting: Setting, t_s: float) -> Iterator[Event]:
        if self._arming.is_crossed:
            self._tracker.turn_over()
        self._arming.forget()
        self._going.rest()
        before, self._watching = self._watching, Watching(setting, self._going, self._posture)
        if before is None:
            self._armed_s = t_s
        if before is None or before.seen_as != self._watching.seen_as:
            yield from self._armed(self._watching, setting, t_s)

    def _armed(self, watching: Watching, setting: Setting, t_s: float) -> Iterator[Event]:
        view = setting.view
        values = {"view": view.name, "azimuth_deg": view.aside_deg, "elevation_deg": abs(view.elevation_deg)}
        yield Event("armed", t_s, {**values, "miss_m": view.miss_m}, watching.confidence, "start pose held")
        if not watching.is_counted:
            wanted = watching.wanted_view
            values = {"what": "count", "state": "on", "reason": "view" if wanted else "movement"}
            say = SAY[wanted] if wanted else UNCOUNTED
            yield Event("unsure", t_s, values, watching.confidence, "hardly moves here", say)
        elif view.doubt and not setting.shape.is_hold:
            values = {"what": "number", "state": "on", "reason": view.doubt}
            yield Event(
                "unsure", t_s, values, watching.confidence / 2, f"seen from aside: {view.doubt}", DOUBTS[view.doubt]
            )
        for form in watching.unjudged():
            yield Event(
                "unsure", t_s, {"what": form.id, "state": "on"}, 0.0, f"not to be told from this view: {view.name}"
            )
        for name in self._unseen:
            yield Event("unsure", t_s, {"what": name, "state": "on"}, 0.0, "not to be told from landmarks")

    def _watch(self, watching: Watching, body: Body, dt_s: float) -> Iterator[Event]:
        if watching.is_fresh and (better := self._better(watching, body)):
            yield from watching.take_back(body.t_s)
            yield from self._begin(better, body.t_s)
            return
        self._out_s = self._out_s + dt_s if watching.setting.is_left(body) else 0.0
        if self._out_s >= OUT_S:
            yield from watching.take_back(body.t_s)
            yield self._leave(body.t_s, "out")
            return
        if self._out_s:
            return
        yield from self._signals(watching, body)
        if not (self.is_done or self._is_paused):
            yield from watching.push(body, dt_s)
            if watching.is_crossed:
                self._tracker.turn_over()
            if self._is_reached():
                yield self._done(body.t_s, "goal")

    def _is_reached(self) -> bool:
        counted, held_s = self.tally.repetitions, self.tally.held_s
        return 0 < self._goal_repetitions <= counted or 0 < self._goal_s <= held_s

    def _signals(self, watching: Watching, body: Body) -> Iterator[Event]:
        stopping = watching.stopping
        signal = stopping.push(body, is_slow=self._rate.is_slow)
        if signal == "stop":
            yield self._done(body.t_s, "stop_signal", stopping.how)
        elif signal == "pause":
            self._is_paused = True
            self._going.rest()
            yield Event("phase", body.t_s, {"phase": "paused"}, watching.confidence, stopping.how)
        elif self._is_paused and not stopping.given:
            self._is_paused = False
            yield Event("phase", body.t_s, {"phase": "going_on"}, watching.confidence)

    def _leave(self, t_s: float, phase: str) -> Event:
        self._watching, self._out_s, self._is_paused = None, 0.0, False
        self._arming.forget()
        self._going.rest()
        return Event("phase", t_s, {"phase": phase}, 1.0, "out of position")

    def _done(self, t_s: float, reason: str, seen: str = "") -> Event:
        self.is_done = True
        refused = sum(self.refused.values())
        return Event("done", t_s, {"reason": reason, **self.tally.to_json(), "refused_frames": refused}, 1.0, seen)


class _Near:
    """Which side of the body is nearer to the camera, by the landmarks' depth; it changes only after a while.

    Where both legs work, the left one stands for the side that moves, as in the tracker.
    """

    def __init__(self, side: str) -> None:
        self._names = {"w": "right", "o": "left"} if side == "right" else {"w": "left", "o": "right"}
        self._near, self._since_s = "", -math.inf
        self._depth = 0.0

    def push(self, body: Body) -> str:
        """Return the side that is near when that has changed; empty otherwise."""
        depths = body.depths
        depth = sum(depths[f"{part}_w"] - depths[f"{part}_o"] for part in ("shoulder", "hip", "knee"))
        self._depth += 0.1 * (depth - self._depth)
        side = "w" if self._depth < 0 else "o"
        if side == self._near:
            self._since_s = body.t_s
            return ""
        if self._since_s == -math.inf:
            self._since_s = body.t_s
        if body.t_s - self._since_s < SIDE_S:
            return ""
        self._near, self._since_s = side, body.t_s
        return self._names[side]


def events(coach: Coach, frames: Iterable[Frame]) -> Iterator[Event]:
    """Return all that a coach says to a recording."""
    for frame in frames:
        yield from coach.push(frame)
    yield from coach.finish()
