"""What every page carries."""

from __future__ import annotations

import re

from tests.screens.visiting import ROOT, Visit
from unpinch.screens import find


def test_the_name_at_the_top_leads_home() -> None:
    visit = Visit().meet()
    visit.get("/today")
    home = re.search(r'<a class="name" href="([^"]+)"', visit.html)
    assert home is not None
    assert find(home[1].removeprefix(f"{ROOT}/")) == ("person", {})
    assert home[1].startswith(f"{ROOT}/")
