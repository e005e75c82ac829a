"""What is watched once the start pose was held: progress, repetitions or holds, faults, and signals to stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from unpinch.coach.advising import Advising
from unpinch.coach.arming import DOUBTFUL_M
from unpinch.coach.counting import Excursion, RepetitionCounter
from unpinch.coach.cueing import Cueing
from unpinch.coach.events import Event
from unpinch.coach.forms import Form
from unpinch.coach.holding import LEFT_RATIO, REACHED_RATIO, Doubt, Held, Holding
from unpinch.coach.setting import Anchor, Progress, Setting, is_countable
from unpinch.coach.stopping import Stopping
from unpinch.coach.tracking import Body

REVERSAL_PERCENT, LEAST_PERCENT, EXPECTED_PERCENT, FULL_RATIO = 25.0, 60.0, 90.0, 0.69
"""Of the movement's own range: a turn, the least that counts, the usual; and the least share of a person's usual."""
REVERSAL_M, REVERSAL_MOST_PERCENT = 0.03, 50.0
"""A turn is at least twice as large as the landmarks' own drift within seconds (about 1.5 cm, measured errors)."""
STEADY_M_S = 0.03
"""The shorter the way in the picture, the longer progress is steadied: 0.3 s for a way of ten centimetres. Choice."""
BESIDE_RATIO, BESIDE_M = 0.75, 0.08
"""What goes farther beside the movement's way than this share of it, and than so many metres, is another movement."""
OFF_RATIO = 0.3
"""So far off its way, the moving leg may be the resting one that was taken for it. Choice."""
HOME_RATIO, HOME_S, SETTLING_S = 0.35, 0.8, 2.5
"""Who has been so near the start pose for so long rested in it; until then no hold begins, for a while. Choice."""
UNSURE_S, CROSSED_S = 0.7, 1.0
NEED_M = 0.04
"""A movement must carry its landmarks so far across the picture to be counted: three times their unrest."""
SURELY_HELD_S = 6.0
"""A hold that ends in leaving the position must have lasted so long to be one. Choice."""
WAITS_S = 3.0
"""Who was found in what may be the far pose as well, and rests there for longer, may be holding already. Choice."""
CLOSE_RATIO = (0.60, 0.75)
"""A way within these shares of the usual one is about as likely a full one as one that stopped short: `FULL_RATIO`,
give or take the landmarks' unrest. Choice; of 636 synthetic people 53 were told to check their count, for this or for
where the camera stood; 7 of these were miscounted, of the others 1 in 200."""
CLOSE = "I'm not sure of that one. Check my count at the end."
DOUBTS = {
    "high": "From so high up I may miscount. Check my count at the end.",
    "turned": "You're turned so far from me that I may miscount. Check my count at the end.",
}
"""Said once. Source: choice."""
HARDLY = "From here I can't tell whether you hold it. Count along yourself."
"""Source: choice."""
SETTLED_S, SLID_RATIO = 7.0, 0.3
"""In traction: after so long of lying still without having been seen to slide, the hold is taken to have begun."""


@dataclass
class Tally:
    """Sums over the whole recording."""

    repetitions: int = 0
    partials: int = 0
    doubtful: int = 0
    ranges_percent: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    held_s: float = 0.0
    faults: dict[str, int] = field(default_factory=dict)
    watched_s: float = 0.0
    unsure_s: float = 0.0

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {
            "repetitions": self.repetitions,
            "partials": self.partials,
            "doubtful": self.doubtful,
            "range_percent": _middle(self.ranges_percent),
            "tempo_s": _middle(self.seconds),
            "held_s": self.held_s,
            "faults": dict(sorted(self.faults.items())),
            "watched_s": self.watched_s,
            "unsure_ratio": self.unsure_s / self.watched_s if self.watched_s else 0.0,
        }


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def new_holding(exercise: str) -> Holding:
    """Return a watch of holds. Who is dragged along in traction has slid, not ended."""
    return Holding(_DRAGGED_RATIO) if exercise == "leg_traction" else Holding()


_DRAGGED_RATIO = 0.15


def new_counter() -> RepetitionCounter:
    """Return a counter of progress in percent of the movement's own range."""
    return RepetitionCounter(
        REVERSAL_PERCENT,  # at the start of each stay in position it is set by how far the way goes in the picture
        least_deg=LEAST_PERCENT,
        full_ratio=FULL_RATIO,
        expected_deg=EXPECTED_PERCENT,
        way=1,
    )


@dataclass(frozen=True)
class Going:
    """What goes on from one stay in position to the next: counter, hold, voice and sums."""

    counter: RepetitionCounter
    holding: Holding
    cueing: Cueing
    tally: Tally

    def rest(self) -> None:
        """Forget what is under way; counts and sums stay."""
        self.counter.forget()
        self.holding.rest()


class Watching:
    """One stay in position."""

    def __init__(self, setting: Setting, going: Going, posture: str) -> None:
        self.setting = setting
        self.stopping = Stopping(setting, posture)
        self._counter, self._holding = going.counter, going.holding
        self._tally = going.tally
        shape = setting.shape
        self._anchor = Anchor(setting)
        self._still_s = self._blind_s = self._home_s = self._since_s = 0.0
        self._has_slid = self._has_done = False
        self._doubt, self._crossed_s, self._waits_s = Doubt(), 0.0, 0.0
        self._shift = 1.0 if setting.is_far else 0.0
        self._is_unsure = False
        self._reference = 0.0
        self._steadied: float | None = None
        range_m = max(setting.range_m, NEED_M)
        self._steady_s = STEADY_M_S / range_m
        self._counter.reversal_deg = min(REVERSAL_MOST_PERCENT, max(REVERSAL_PERCENT, 100 * REVERSAL_M / range_m))
        self.confidence = min(1.0, setting.range_m / (2 * NEED_M))
        self.is_counted = setting.range_m >= max(NEED_M, setting.drive.need_m)
        self.wanted_view = setting.better_view if not self.is_counted and is_countable(shape) else ""
        self._advising = Advising(setting, going.cueing, self._tally.faults, self.confidence)

    @property
    def is_fresh(self) -> bool:
        """Return whether another start pose may still take the place of this one."""
        is_under_way = self._counter.gone_deg >= LEAST_PERCENT
        return self.setting.view.miss_m > DOUBTFUL_M or not (self._holding.is_on or self._has_done or is_under_way)

    @property
    def is_home(self) -> bool:
        """Return whether the person was seen to rest where the start pose was found: it was no pause on the way in."""
        return self.setting.is_far or self._home_s >= HOME_S

    @property
    def is_crossed(self) -> bool:
        """Return whether the legs have been taken the wrong way round for a while."""
        return self._crossed_s >= CROSSED_S

    @property
    def seen_as(self) -> tuple[str, bool, tuple[str, ...]]:
        """Return what is told of a setting: the view, whether it is counted, what can't be judged."""
        return self.setting.view.name, self.is_counted, tuple(form.id for form in self.unjudged())

    def unjudged(self) -> Iterator[Form]:
        """Yield the faults that can't be told from this view; all of them where the movement itself can't."""
        yield from self._advising.unjudged if self.is_counted else self._advising.forms

    def push(self, body: Body, dt_s: float) -> Iterator[Event]:
        """Take a moment; yield what was noticed."""
        self._tally.watched_s += dt_s
        if blind := self._blind(body, dt_s):
            yield from blind
        if self._is_unsure or not self.is_counted:
            self._tally.unsure_s += dt_s
            return
        progress = self.setting.progress(body)
        self._since_s += dt_s
        if max(abs(progress.ratio), progress.beside_ratio) < HOME_RATIO:
            self._home_s += dt_s
        if self.setting.shape.is_hold:
            yield from self._held_or_not(body.t_s, progress, dt_s)
        self._anchor.push(body, dt_s)
        is_another = self._is_another(progress) or self._anchor.is_strained
        is_odd = is_another or progress.off_ratio > OFF_RATIO
        is_over = self.setting.has_legs_over(body) or (is_odd and self.setting.fits_crossed(body, progress))
        self._crossed_s = self._crossed_s + dt_s if is_over else 0.0
        if is_another:
            return
        if self.setting.shape.is_hold:
            yield from self._held(body, progress, dt_s)
        else:
            yield from self._counted(body, progress, dt_s)
        if not self.setting.shape.is_hold or self._holding.is_on:
            reference = self._reference if self.setting.shape.is_hold else self._usual
            yield from self._advising.look(body, progress, dt_s, reference)
        else:
            self._advising.rest(body, progress, dt_s)

    def _blind(self, body: Body, dt_s: float) -> list[Event]:
        """Notice when what carries the movement isn't seen, and when it is again."""
        sees = self._sees(body)
        self._blind_s = 0.0 if sees else self._blind_s + dt_s
        if sees == (not self._is_unsure) or (not sees and self._blind_s < UNSURE_S):
            return []
        self._is_unsure = not sees
        what = "I can't see the leg that moves." if self._is_unsure else ""
        return [Event("unsure", body.t_s, {"what": "count", "state": "on" if self._is_unsure else "off"}, 0.0, what)]

    def _sees(self, body: Body) -> bool:
        """Tell whether what carries the movement is seen, and most of what it is measured against."""
        drive = self.setting.drive
        hidden = sum(not body.sees((name,)) for name in drive.anchor)
        return body.sees(drive.points) and 2 * hidden <= len(drive.anchor)

    def _is_another(self, progress: Progress) -> bool:
        most = max(BESIDE_RATIO, BESIDE_M / max(self.setting.range_m, NEED_M))
        return progress.beside_ratio > most * max(1.0, progress.ratio)

    def _counted(self, body: Body, progress: Progress, dt_s: float) -> Iterator[Event]:
        before = progress.ratio if self._steadied is None else self._steadied
        self._steadied = before + dt_s / (dt_s + self._steady_s) * (progress.ratio - before)
        done = self._counter.push(body.t_s, 100 * self._steadied)
        yield from self._advising.timed(body.t_s, progress.ratio, self._usual)
        if self._counter.last is None:
            return
        yield self._excursion(self._counter.last, is_full=done)
        yield from self._close(self._counter.last)
        if done:
            yield from self._advising.back(body.t_s)
        self._has_done = True

    def _close(self, last: Excursion) -> Iterator[Event]:
        """Say so when a way was about as likely a full one as one that stopped short."""
        ratio = last.range_deg / (last.usual_deg or last.range_deg)
        if not CLOSE_RATIO[0] <= ratio < CLOSE_RATIO[1]:
            return
        say = "" if self._tally.doubtful else CLOSE
        self._tally.doubtful += 1
        values = {"what": "number", "state": "on", "reason": "close", "range_percent": last.range_deg}
        yield Event("unsure", last.to_s, values, self.confidence / 2, "full or short", say)

    def _excursion(self, last: Excursion, *, is_full: bool) -> Event:
        values = {"range_percent": last.range_deg, "seconds": last.seconds, "out_s": last.out_s, "back_s": last.back_s}
        if not is_full:
            self._tally.partials += 1
            return Event("partial", last.to_s, {"count": self._tally.partials, **values}, self.confidence)
        self._tally.repetitions += 1
        self._tally.ranges_percent.append(last.range_deg)
        self._tally.seconds.append(last.seconds)
        return Event("rep", last.to_s, {"count": self._tally.repetitions, **values}, self.confidence)

    def _held(self, body: Body, progress: Progress, dt_s: float) -> Iterator[Event]:
        before = self._holding.total_s
        self._settle(progress, dt_s)
        has_settled = self.is_home or self._since_s >= SETTLING_S
        ratio = progress.ratio + self._shift
        held = self._holding.push(body.t_s, ratio, self.setting.range_m, may_begin=has_settled)
        self._tally.held_s += self._holding.total_s - before
        if held is None:
            return
        self._has_done = True
        if held.state == "began":
            self._reference = held.depth_ratio - self._shift
        yield self._hold_event(held, body.t_s)

    def _held_or_not(self, t_s: float, progress: Progress, dt_s: float) -> Iterator[Event]:
        """Say so when the picture doesn't tell whether the posture is held: never be silent about it."""
        least, most = sorted((progress.ratio + self._shift, progress.plain_ratio + self._shift))
        self._waits_s = self._waits_s + dt_s if self.setting.may_be_far and not self._has_done else 0.0
        is_off = max(abs(least), progress.beside_ratio) > LEFT_RATIO or self._waits_s > WAITS_S
        is_away = not self._holding.is_on and is_off
        is_torn = (least < LEFT_RATIO and most > REACHED_RATIO) or self._is_another(progress)
        if self._doubt.push(dt_s, is_away=is_away, is_torn=is_torn):
            state, say = ("on", HARDLY) if self._doubt.is_on else ("off", "")
            yield Event("unsure", t_s, {"what": "count", "state": state}, 0.0, "held or not", say)
        if self._doubt.is_on:
            self._tally.unsure_s += dt_s
            if not self._holding.is_on:
                yield from self._advising.doubt(t_s)

    def take_back(self, t_s: float) -> Iterator[Event]:
        """Take back a hold that had only just begun when the person left the position: it was the way out."""
        if self._holding.is_on and 0 < self._holding.held_s < SURELY_HELD_S:
            self._tally.held_s -= self._holding.take_back()
            yield self._hold_event(Held("ended", 0.0, 0.0), t_s)

    def _settle(self, progress: Progress, dt_s: float) -> None:
        """Take the place in traction as the held one when nobody was seen to slide: the person lay in it already."""
        if self.setting.shape.exercise != "leg_traction" or self._has_slid or self.setting.is_far:
            return
        self._has_slid = progress.ratio > SLID_RATIO
        self._still_s = self._still_s + dt_s if abs(progress.ratio) < SLID_RATIO else 0.0
        shift = 1.0 if self._still_s >= SETTLED_S and not self._has_slid else 0.0
        if shift != self._shift and (shift or self._has_slid):
            self._shift = shift
            self._holding.rest()

    def _hold_event(self, held: Held, t_s: float) -> Event:
        values = {
            "state": held.state,
            "held_s": held.held_s,
            "total_s": self._tally.held_s,
            "range_percent": 100 * held.depth_ratio,
        }
        return Event("hold", t_s, values, self.confidence)

    @property
    def _usual(self) -> float:
        """Return the person's usual range, as a share of the movement's own."""
        return (self._counter.usual_deg or 100.0) / 100
