"""Writes docs/coach-clips.md: what the coach made of the kept clips, beside the synthetic camera's figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tools.clips import angles, misses
from tools.clips.kept import Kept, all_kept, movement
from tools.clips.misses import Array, Missed
from tools.clips.plan import BODIES, LEVELS, clips
from tools.clips.replay import watched
from tools.watched import tally, watch
from tools.watched.camera import VIEWS
from tools.watched.cases import case_of, cases
from tools.watched.clips import ROOT
from tools.watched.faults import FAULTS
from tools.watched.judge import Verdict
from tools.watched.noise import MEASURED_DEG
from tools.watched.page import table

PAGE = ROOT / "docs" / "coach-clips.md"
_SEEN = ("middle", "large")
_WIDTH = 118
_CM = 100
_FAR_FROM = ("elbow", "wrist", "shoulder", "hip", "knee", "ankle", "heel", "toe", "ear", "nose")

HEAD = """# What the coach sees with the real pose model

Written by `python -m tools.clips report`; don't edit it. The project's own figure does the project's own movements
before a plain wall, drawn by the app's renderer; each picture goes through the app's pose worker and model, and the
landmarks through the coach. What was done is known to the frame. Beside it: the synthetic camera of
[coach.md](coach.md).

- **It is no validation on people.** One figure in three bodies, with one skeleton's proportions, no bed, no blanket,
  even light, a camera that stands still. A real room is harder.
- The upper back of the figure is one piece, so a rounded back is shown in its lower half alone.
- Nobody walks in or out here, and nobody pauses: the synthetic camera's cases have that.
"""


def text(synthetic_cases: int, workers: int) -> str:
    """Return the page."""
    kept = list(all_kept())
    found = [watched(one)[1] for one in kept]
    beside = watch.verdicts(cases(synthetic_cases), workers)
    parts = [HEAD, _about(kept), _sums(found, beside), _faults(found, beside), _said(found), *_errors()]
    return "\n".join([*parts, _again()])


def _paragraph(words: str) -> str:
    return textwrap.fill(" ".join(words.split()), _WIDTH) + "\n"


def _about(kept: Sequence[Kept]) -> str:
    frames = sum(len(one.people) for one in kept)
    lost = sum(not people for one in kept for people in one.people)
    two = sum(len(people) > 1 for one in kept for people in one.people)
    old = sum(one.movement != movement(one.case) for one in kept)
    older = f" {old} of them show the movement as it was before its last change." if old else ""
    return _paragraph(
        f"""{len(kept)} clips of the {len(clips())} that make the whole set, {frames} frames at 10 a second;
        {len(LEVELS)} exercises, views {", ".join(sorted({VIEWS[one.case.view].name for one in kept}))}; bodies
        {", ".join(BODIES)}. In each: the end of the way in, two seconds of rest, three repetitions (the first of them
        right) or one hold.{older} The model found nobody in {lost} frames, and two people in {two}."""
    )


def _rows() -> Iterator[tuple[str, str]]:
    yield from ((exercise, view) for exercise in LEVELS for view in VIEWS if VIEWS[view].asked_for)


def _sums(found: Sequence[Verdict], beside: Sequence[Verdict]) -> str:
    rows = []
    for exercise, view in _rows():
        both = [tally.of(one, (f"{exercise} {LEVELS[exercise]}",), (view,)) for one in (found, beside)]
        if both[0]:
            rows.append((exercise, VIEWS[view].name, str(len(both[0])), *_of_both(both)))
    every = [tally.of(one, views=tuple(view for _, view in _rows())) for one in (found, beside)]
    rows.append(("all", "", str(len(every[0])), *_of_both(every)))
    head = ("exercise", "view", "clips", "armed", "right form, right", "at fault, right", "faults told", "false cues")
    words = f"""Right: the count exact, or the time held within 1.5 s or 15 %. Faults told: at the middle and large
    size. False cues: in ten minutes without that fault. First the rendered set; in brackets {len(every[1])} cases of
    the synthetic camera, few a row: [coach.md](coach.md) has more."""
    return "## By exercise and view\n\n" + _paragraph(words) + "\n" + table(head, rows)


def _of_both(both: Sequence[Sequence[Verdict]]) -> Iterator[str]:
    for measure in (_armed, _right, _right_at_fault, _told, _false):
        yield "{} ({})".format(*map(measure, both))


def _armed(found: Sequence[Verdict]) -> str:
    return str(tally.share(found, [one.armed for one in found]))


def _right(found: Sequence[Verdict]) -> str:
    return str(tally.right(tally.of(found, kinds=tally.PLAIN)))


def _right_at_fault(found: Sequence[Verdict]) -> str:
    return str(tally.right(_faulty(found)))


def _faulty(found: Sequence[Verdict]) -> list[Verdict]:
    return [one for one in found if case_of(one.case).is_fault and case_of(one.case).size in _SEEN]


def _told(found: Sequence[Verdict]) -> str:
    faulty = _faulty(found)
    return str(tally.share(faulty, [one.caught for one in faulty]))


def _false(found: Sequence[Verdict]) -> str:
    return f"{tally.false_in_ten_minutes(found, spoken=True):.1f}" if found else "-"


def _faults(found: Sequence[Verdict], beside: Sequence[Verdict]) -> str:
    asked = tuple(view for view in VIEWS if VIEWS[view].asked_for)
    rows = []
    for fault in FAULTS:
        own, other = (tally.of(one, (fault.exercise,), asked) for one in (found, beside))
        if not any(tally.kind(one) == fault.id for one in own):
            continue
        recalls = [tally.recall(own, fault.id, (size,)) for size in _SEEN]
        rows.append((
            fault.exercise, fault.id, *(f"{one.part} of {one.whole}" for one in recalls),
            str(tally.recall(other, fault.id, _SEEN)),
            f"{tally.said_unsure(own, fault.id)} ({tally.said_unsure(other, fault.id)})", _untrue(own, fault.id),
        ))  # fmt: skip
    head = ("exercise", "fault", "middle", "large", "synthetic", "unsure (synthetic)", "told wrongly")
    words = "In how many clips each fault was told, in the views asked for; and how often it was told where it wasn't."
    return "## Faults\n\n" + _paragraph(words) + "\n" + table(head, rows)


def _untrue(found: Sequence[Verdict], fault: str) -> str:
    return str(sum(one.untrue.count(fault) for one in found))


def _said(found: Sequence[Verdict]) -> str:
    """Return, clip by clip, what was counted."""
    rows = [(one.case, _done(one), ", ".join(one.told) or "-", "yes" if one.unsure else "-") for one in found]
    head = ("clip", "counted of done, or seconds held of true", "faults told", "unsure of its fault")
    return "## Clip by clip\n\n" + table(head, rows)


def _done(one: Verdict) -> str:
    if not one.armed:
        return "not armed"
    if case_of(one.case).exercise in tally.HOLDS:
        return f"{one.held_s:.1f} of {one.hold_s:.1f} s"
    return f"{one.counted} of {one.repetitions}"


def _errors() -> Iterator[str]:
    found = list(misses.all_missed())
    offsets = misses.offsets_m(found)
    left = [misses.left_m(one, offsets) for one in found]
    yield _places(found, left, offsets)
    yield _angles(found, left)


def _places(found: Sequence[Missed], left: Sequence[Array], offsets: misses.Offsets) -> str:
    rows = []
    for part in _FAR_FROM:
        offset = ", ".join(f"{_CM * value:.1f}" for value in offsets[part])
        spreads = (misses.spread_m(found, left, part, hidden=hidden) for hidden in (False, True))
        shares = misses.confused_ratio(found, left, part)
        cells = [f"{_CM * one:.1f}, {_CM * two:.1f}" for one, two in spreads]
        rows.append((part, offset, *cells, f"{100 * shares:.1f} %"))
    head = (
        "landmark",
        "offset: forward, up, outward",
        "in sight: median, 90 %",
        "hidden: median, 90 %",
        "on the other side",
    )
    words = """In centimetres of a person of 1.70 m. Offset: where the model has a landmark beside our joint's centre,
    alike for everybody, in the axes of the part that carries it. Then what is left, across the line of sight
    (median, 90th percentile). On the
    other side: frames in which it lies nearer to the other side's place and more than 6 cm off."""
    return "## Where the model puts its landmarks\n\n" + _paragraph(words) + "\n" + table(head, rows)


def _angles(found: Sequence[Missed], left: Sequence[Array]) -> str:
    rows = []
    for every, near in zip(*(angles.residuals(found, left, astray=astray) for astray in (True, False)), strict=True):
        cells = [f"{a:.1f} ({b:.1f}), {c:.1f} ({d:.1f})" for a, b, c, d in (every.row(), near.row())]
        a, b, c, d = MEASURED_DEG[every.view]
        share = 1 - len(near.hip_deg) / len(every.hip_deg)
        goal = f"{a:g} ({b:g}), {c:g} ({d:g})"
        rows.append((VIEWS[every.view].name, cells[0], f"{100 * share:.0f} %", cells[1], goal))
    head = ("view", "hip, knee", "astray", "hip, knee without these", "the synthetic camera is fitted to")
    words = """Errors of the moved leg's angles in the picture, in degrees: median (90th percentile). Astray: frames in
    which the leg's or trunk's landmarks lie more than 10 cm off. The synthetic camera is fitted to what is left without
    these; for the oblique view, of which this set has one person, to still pictures of 33. What goes astray is the
    lower legs, where the knees lie together in the picture and the ankles apart: the model then draws each ankle, heel
    and toe toward the other's, both alike, from frame to frame or for as long as the pose lasts. The synthetic camera
    does so by the law measured here (`hedged` in `tools/watched/noise.py`)."""
    return "## Angles\n\n" + _paragraph(words) + "\n" + table(head, rows)


def _again() -> str:
    return "## Make it again\n\n" + _paragraph(
        """`make coach-clips` draws what is missing and lets the model look, for as long as it is let; a clip whose
        movement or model has changed is made anew. `python -m tools.clips frames NAME` prints a clip's landmarks,
        `python -m tools.clips film NAME FILE.mjpeg` its pictures for a fake camera."""
    )
