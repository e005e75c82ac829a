"""Of the scores of a stop only some are worked out: the table must be the one that working out each would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.golden.expect import SITUATIONS
from tests.golden.situations import THEMES
from tests.screens.visiting import Visit
from unpinch.screens import following

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

assert THEMES
EVERY = 6


def each(names: Sequence[str], find: Callable[[str], Any]) -> list[Any]:
    return [find(name) for name in names]


def table_of(visit: Visit, session: str, wish: str) -> dict[str, Any]:
    visit.get(f"/session/{session}{wish}")
    found: dict[str, Any] = visit.page["table"]
    return found


@pytest.mark.parametrize("name", sorted(SITUATIONS)[::EVERY])
def test_the_table_is_the_same_as_when_each_score_is_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Visit(SITUATIONS[name].diary())
    visit.get("/today")
    if visit.shown.template != "today.html":
        return
    session = visit.begin()
    for wish in ("", "?far=yes"):
        quick = table_of(visit, session, wish)
        with monkeypatch.context() as patch:
            patch.setattr(following, "between_alike", each)
            assert table_of(visit, session, wish) == quick


class Stands:
    """What a score leads to, as far as it matters here."""

    def __init__(self, identity: int) -> None:
        self.identity = identity


@pytest.mark.parametrize("threshold", range(12))
@pytest.mark.parametrize("second", range(12))
def test_each_threshold_is_found(threshold: int, second: int) -> None:
    names = [str(score) for score in range(11)]
    asked: list[str] = []

    def find(name: str) -> Any:
        asked.append(name)
        return Stands((int(name) >= threshold) + (int(name) >= second))

    found = following.between_alike(names, find)
    assert [cast("Any", one).identity for one in found] == [
        (int(name) >= threshold) + (int(name) >= second) for name in names
    ]
    assert len(asked) == len(set(asked)) <= 9


def test_one_name_and_two_are_asked() -> None:
    def find(name: str) -> Any:
        return Stands(int(name))

    assert [cast("Any", one).identity for one in following.between_alike(["4"], find)] == [4]
    assert [cast("Any", one).identity for one in following.between_alike(["4", "5"], find)] == [4, 5]
