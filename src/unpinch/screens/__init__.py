"""Pages as values: a programme, the entries, the time and what is asked give a page and what is to be written.

Where to look:

- the frame: `asked` (what is asked, what a screen is), `routes` (every page), `case` (one record, read once a page),
  `remembered` (what is gone on from at its next page),
  `layout`, `forms`, `words`, `telling`, `units`, `drawings`, `render`, `index`, `kept_aside`, `coming`;
- before a plan: `about`, `questions` (the way through the safety questions), `known` (what needn't be asked again),
  `one_by_one`, `screening`, `check_in`, `education`;
- today: `today`, `locked`, `care`, `small`;
- a session: `sessions`, `replay`, `stops`, `function`; its player reads a `table`, which `walking` fills step by step,
  asking `following` what comes after each of its `nodes`;
- the record: `diary`, `bands`, `settings`, `exercises`, `inside`.
"""

from unpinch.screens.asked import Asked, Draft, Place, RefusedError, Screen
from unpinch.screens.render import render
from unpinch.screens.routes import ROUTES, Route, find, screen

__all__ = ["ROUTES", "Asked", "Draft", "Place", "RefusedError", "Route", "Screen", "find", "render", "screen"]
