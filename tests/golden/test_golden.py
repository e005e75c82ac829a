"""Every golden pair: the hand-written expectation, the net, and what must not matter."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.golden import alike
from tests.golden.expect import SITUATIONS, Situation
from tests.golden.situations import THEMES, flags
from tools import golden

ALL = sorted(SITUATIONS)
NAMES = [theme.__name__.rpartition(".")[2] for theme in THEMES]


def journal_of(situation: Situation) -> alike.Journal:
    name = situation.name
    return golden.lines_of(golden.FOLDER, name), golden.expected_of(golden.FOLDER, name)["now"]


@cache
def decided(situation: Situation) -> dict[str, Any]:
    return golden.decision_of(*journal_of(situation))


def decided_on(situation: Situation, change: alike.Change) -> dict[str, Any]:
    return golden.decision_of(*change(*journal_of(situation)))


def changed_by(theme: str, change: alike.Change, view: Callable[[dict[str, Any]], Any]) -> list[str]:
    here = [one for one in SITUATIONS.values() if one.theme == theme]
    return [one.name for one in here if view(decided(one)) != view(decided_on(one, change))]


@pytest.mark.parametrize("name", ALL)
def test_it_decides_as_expected_by_hand(name: str) -> None:
    assert SITUATIONS[name].expected.misses(decided(SITUATIONS[name])) == []


@pytest.mark.parametrize("name", ALL)
def test_it_decides_as_the_net_holds(name: str) -> None:
    net = golden.FOLDER / (name + golden.NET)
    assert decided(SITUATIONS[name]) == json.loads(net.read_text("utf-8"))


@pytest.mark.parametrize("name", ALL)
def test_its_files_are_as_the_situation_says(name: str) -> None:
    journal, expected = golden.written(SITUATIONS[name])
    assert (golden.FOLDER / (name + golden.JOURNAL)).read_bytes() == journal
    assert (golden.FOLDER / (name + golden.EXPECTED)).read_bytes() == expected


def test_no_file_is_left_without_its_situation() -> None:
    for ending in (golden.JOURNAL, golden.EXPECTED, golden.NET):
        assert golden.names(golden.FOLDER, ending) == ALL


def test_there_are_at_least_sixty_situations() -> None:
    assert len(SITUATIONS) >= 60


def test_every_situation_tells_its_story_and_its_rule() -> None:
    for one in SITUATIONS.values():
        assert one.story
        assert one.expected.quote
        assert one.expected.section in "12345678"


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("days", [400, -59])
def test_it_decides_alike_on_other_dates(theme: str, days: int) -> None:
    assert changed_by(theme, alike.days_later(days), alike.without_words) == []


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("minutes", [330, -480])
def test_it_decides_alike_in_other_time_zones(theme: str, minutes: int) -> None:
    assert changed_by(theme, alike.clocks_moved(minutes), alike.without_words) == []


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("minutes", [60, -60])
def test_it_decides_alike_after_a_clock_change_in_the_night(theme: str, minutes: int) -> None:
    turned = changed_by(theme, alike.clocks_moved(minutes, "today"), alike.without_words)
    assert [name for name in turned if not SITUATIONS[name].hour_matters] == []


@pytest.mark.parametrize("theme", NAMES)
def test_it_decides_alike_on_the_other_leg(theme: str) -> None:
    for one in [one for one in SITUATIONS.values() if one.theme == theme]:
        mirror = alike.without_sides(decided_on(one, alike.mirrored), swap=True)
        assert mirror == alike.without_sides(decided(one), swap=False), one.name


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("seed", [1, 2])
def test_it_decides_alike_in_any_order_of_arrival(theme: str, seed: int) -> None:
    assert changed_by(theme, alike.shuffled(seed), lambda decision: decision) == []


@pytest.mark.parametrize("theme", NAMES)
def test_it_decides_alike_when_every_entry_comes_twice(theme: str) -> None:
    assert changed_by(theme, alike.doubled, lambda decision: decision) == []


def tiers() -> dict[str, str]:
    by_hand = {
        "emergency": flags.EMERGENCY,
        "same_day": flags.SAME_DAY,
        "not_before_checked": flags.NOT_BEFORE_CHECKED,
        "advise": flags.ADVISE,
    }
    found = dict.fromkeys(flags.UNDER_18, "not_before_checked")
    for tier, table in by_hand.items():
        found |= {question: tier for questions in table.values() for question in questions}
    return found


def test_every_question_stands_in_the_tier_written_by_hand() -> None:
    assert {question.id: question.tier for question in shipped().questions.values()} == tiers()


@pytest.mark.parametrize("question", sorted(tiers()))
def test_one_yes_decides_whatever_the_question(question: str) -> None:
    d = Diary()
    d.about()
    d.screening("full", yes=(question,))
    d.check_in(3)
    tier = tiers()[question]
    urgency = {"not_before_checked": "soon", "advise": "routine"}.get(tier, tier)
    decision = golden.decision_of(d.lines, d.now)
    assert (decision["urgency"], decision["kind"] == "train") == (urgency, urgency == "routine")


# the refreshing command


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in ("leg_eight", "release_opens"):
        for ending in (golden.JOURNAL, golden.EXPECTED):
            shutil.copy(golden.FOLDER / (name + ending), tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_refreshing_writes_the_nets_and_nothing_else(copied: Path) -> None:
    before = contents(copied)
    assert golden.refresh(copied) == []
    after = contents(copied)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"leg_eight.decision.json", "release_opens.decision.json"}


def test_refreshing_leaves_even_a_changed_expectation_as_it_is(copied: Path) -> None:
    path = copied / "leg_eight.expected.json"
    path.write_bytes(path.read_bytes().replace(b'"rest"', b'"train"'))
    changed = path.read_bytes()
    golden.refresh(copied)
    assert path.read_bytes() == changed


def test_refreshing_keeps_the_old_net_where_the_expectation_is_broken(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.refresh(copied)
    before = contents(copied)
    real = golden.decision_of
    monkeypatch.setattr(golden, "decision_of", lambda lines, now: {**real(lines, now), "urgency": "soon"})
    assert "leg_eight: urgency soon, expected none" in golden.refresh(copied)
    assert contents(copied) == before


def test_an_expectation_notices_a_plan_that_breaks_it() -> None:
    decision = decided(SITUATIONS["release_opens"])
    worse = {**decision, "kind": "rest", "sets": [], "reasons": []}
    misses = SITUATIONS["release_opens"].expected.misses(worse)
    assert "kind rest, expected train" in misses
    assert "cross_body on the left is missing" in misses
    assert "no reason phase.release_opens" in misses
