"""Each golden situation as its person would see it: today, the diary and a whole session, with no page that fails."""

from __future__ import annotations

import pytest

from tests.builders import shipped
from tests.golden.expect import SITUATIONS
from tests.golden.situations import THEMES
from tests.screens.visiting import Visit
from unpinch.guidance import decide
from unpinch.screens.today import AT_ONCE

assert THEMES
_MOST_SETS = 40


def living(name: str) -> Visit:
    return Visit(SITUATIONS[name].diary())


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_it_shows_today_as_it_was_decided(name: str) -> None:
    visit = living(name)
    decision = decide(shipped(), visit.entries, visit.now)
    visit.get("/today")
    expected = {"train": "today.html", "rest": "rest.html", "stop": "rest.html", "seek_care": "locked.html"}
    if visit.shown.template != expected[decision.kind]:
        assert decision.asks
        assert decision.asks[0] in AT_ONCE
    if decision.kind == "seek_care":
        assert visit.page["flags"]
    assert visit.get("/diary").status == 200


@pytest.mark.parametrize("name", sorted(SITUATIONS)[::5])
def test_it_leads_a_whole_session_to_its_end(name: str) -> None:
    visit = living(name)
    visit.get("/today")
    if visit.shown.template != "today.html":
        return
    visit.begin()
    for _ in range(_MOST_SETS):
        if visit.shown.template == "player.html":
            visit.press("done", visit.page["now"]["index"])
        elif visit.shown.template == "felt.html":
            visit.post({"answer": "same_or_better", "index": str(visit.page["index"])})
    assert visit.shown.template == "session_end.html"
    assert visit.page["how"] == "done"
