"""Prints, clip by clip, what an animator would look for: contacts missed, bodies in things, feet that slide, jumps.

python -m tools.contacts                          every movement at 1.45, 1.70 and 2.05 m
python -m tools.contacts clamshell_2 --height 1.6 one movement, one height
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from unpinch.movement import CLIPS, Body, Movement, movements, play
from unpinch.movement.check import HEIGHTS_M, SHORT_HOLD, Where, inside, motion_flaws
from unpinch.movement.contacts import sunk_m
from unpinch.movement.play import Motion
from unpinch.movement.still import slides
from unpinch.programme import load

_HEAD = f"{'movement':22}{'clip':11}{'height':>6}{'missed':>8}{'floor':>7}{'through':>9}{'slid':>6}  may slide (all mm)"


def line(motion: Motion) -> str:
    """Return a clip's worst values in millimetres."""
    through = max((float(one.depth_m.max()) for one in inside(motion)), default=0.0)
    slid = [(one.stays, one.site, float(one.slid_m.max()) * 1000) for one in slides(motion)]
    planted = max((far for stays, _, far in slid if stays), default=0.0)
    free = {site: round(far) for stays, site, far in slid if not stays and far > 1}
    name = f"{motion.movement.exercise}_{motion.movement.level}"
    worst = (motion.missed_m.max() * 1000, -sunk_m(motion.frames).min() * 1000, through * 1000)
    told = f"{name:22}{motion.clip:11}{motion.frames.body.height_m:6.2f}{worst[0]:8.1f}{worst[1]:7.0f}{worst[2]:9.0f}"
    return f"{told}{planted:6.1f}  {', '.join(f'{site} {far}' for site, far in free.items())}".rstrip()


def clips(movement: Movement, heights_m: Sequence[float]) -> Iterator[Motion]:
    """Yield a movement's clips for each height; long holds are cut short."""
    for clip in CLIPS:
        for height_m in heights_m:
            yield play(movement, Body(height_m), tempo=None if movement.tempo else SHORT_HOLD, clip=clip)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all lines; exit 1 where `programme check` would refuse one."""
    parser = argparse.ArgumentParser(description="What a body's contacts do, clip by clip.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--height", type=float, action="append", metavar="M")
    chosen = parser.parse_args(arguments)
    refused = 0
    print(_HEAD)
    for movement in movements(load()):
        name = f"{movement.exercise}_{movement.level}"
        if chosen.names and name not in chosen.names:
            continue
        for motion in clips(movement, chosen.height or HEIGHTS_M):
            print(line(motion))
            for flaw in motion_flaws(Where(name, "movement"), motion):
                print(f"  {flaw}")
                refused += 1
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
