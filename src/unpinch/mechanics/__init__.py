"""The physics of a movement: band, nerve, muscle lengths, hip moments, as curves; and the checks that lean on them.

Needs numpy; knows `movement` and `programme` alone. Forces and loads come as ranges; no strain limit leaves this room.
"""

from unpinch.mechanics.bands import Pull, pull, snap_back
from unpinch.mechanics.checks import breaches
from unpinch.mechanics.curves import Curves, curves, curves_of
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.muscles import length_change_percent
from unpinch.mechanics.nerve import Nerve, nerve, slider_index, tensioner_twin
from unpinch.mechanics.setup import Setup, Wanted, suggest, wanted
from unpinch.programme.setup import stretch_warning
from unpinch.programme.shop import shop

__all__ = [
    "Curves",
    "MechanicsError",
    "Nerve",
    "Pull",
    "Setup",
    "Wanted",
    "breaches",
    "curves",
    "curves_of",
    "length_change_percent",
    "nerve",
    "pull",
    "shop",
    "slider_index",
    "snap_back",
    "stretch_warning",
    "suggest",
    "tensioner_twin",
    "wanted",
]
