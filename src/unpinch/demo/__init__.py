"""Made-up people who live with the real rules, day by day: what `unpinch demo` fills a folder with.

A story says how a leg is by nature and what happens to it. Everything else follows: each day the person answers what
the rules ask, does what they plan, stops where it tingles, and writes it down as the pages and the player do. No
decision and no phase is written that the shipped rules didn't make. The same seed and day give the same bytes.
"""

from unpinch.demo.life import lived
from unpinch.demo.stories import STORIES, Story

__all__ = ["STORIES", "Story", "lived"]
