"""The mutation tester: what faults it makes, that they are in the code then, and how they are counted."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tools.mutants import report, rooms
from tools.mutants.places import Mutant, Source
from tools.mutants.results import Results
from tools.mutants.trial import Check, Outcome, attempt

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # other tests may have left a thread
CODE = '''"""Some rules."""

from typing import Callable

LEAST = {"calm": 1, "sore": 2}
__all__ = ["Person", "may"]
Look = Callable[[int], bool]


class Person:
    @property
    def grown(self) -> bool:
        return self.age >= 18

    def __init__(self, age: int) -> None:
        """Keep the age."""
        self.age = age


def may(person: "Person", pain: int) -> bool:
    """Say whether it may begin."""
    if pain < 0:
        raise ValueError("unstated")
    return person.grown and pain <= 5
'''


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "src" / "unpinch" / "sample" / "rules.py"
    path.parent.mkdir(parents=True)
    path.write_text(CODE, "utf-8")
    return Source(tmp_path, path)


@pytest.fixture
def living(source: Source) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location(source.module, source.file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[source.module] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[source.module]


def changes(source: Source) -> list[str]:
    return [f"{one.line} {one.change}" for one in source.mutants()]


def the(source: Source, change: str) -> Mutant:
    return next(one for one in source.mutants() if change in one.change)


def test_it_makes_the_faults_a_hurried_hand_makes(source: Source) -> None:
    found = changes(source)
    for wanted in (
        "5 constant: 1 -> 2",
        "5 member: 'calm' -> left out",
        "13 comparison: self.age >= 18 -> self.age > 18",
        "13 comparison: self.age >= 18 -> self.age < 18",
        "13 constant: 18 -> 17",
        "13 return: return self.age >= 18 -> return True",
        "17 statement: self.age = age -> left out",
        "22 condition: if pain < 0 -> if False",
        "23 statement: raise ValueError('unstated') -> left out",
        "24 and/or: person.grown and pain <= 5 -> person.grown or pain <= 5",
    ):
        assert wanted in found


def test_it_leaves_names_types_and_docstrings_alone(source: Source) -> None:
    assert not [change for change in changes(source) if change.split()[0] in {"1", "3", "6", "7", "16", "21"}]


def test_each_fault_has_an_id_of_its_own_that_lasts(source: Source) -> None:
    ids = [mutant.id for mutant in source.mutants()]
    assert len(set(ids)) == len(ids)
    assert ids == [mutant.id for mutant in source.mutants()]


def test_every_fault_compiles_and_the_tree_is_mended_after_it(source: Source) -> None:
    import ast

    before = ast.dump(source.tree)
    for mutant in source.mutants():
        source.compiled(mutant)
        assert ast.dump(source.tree) == before


def test_it_puts_a_fault_into_a_running_function(source: Source, living: ModuleType) -> None:
    grown = living.Person(40)
    assert not living.may(grown, 6)
    assert rooms.put_in_place(source, the(source, "-> pain > 5"))
    assert living.may(grown, 6)


def test_it_puts_a_fault_into_a_running_property(source: Source, living: ModuleType) -> None:
    assert rooms.put_in_place(source, the(source, "-> self.age > 18"))
    assert not living.Person(18).grown


def test_a_table_has_to_be_imported_anew(source: Source, living: ModuleType) -> None:
    assert not rooms.put_in_place(source, the(source, "'calm' -> left out"))


def check(name: str, found: str = "") -> Check:
    return Check(name, 0.0, lambda: found)


def broken() -> str:
    raise KeyError("pain")


def test_what_notices_first_is_said() -> None:
    found = attempt(lambda: [check("one"), check("two", "two"), check("three", "three")])
    assert found == Outcome("killed", "two")


def test_a_test_counts_before_the_net() -> None:
    assert attempt(lambda: [check("one", "net one"), check("two", "two")]) == Outcome("killed", "two")
    assert attempt(lambda: [check("one", "net one"), check("two")]) == Outcome("killed", "net one")


def test_an_error_has_noticed_and_silence_has_not() -> None:
    assert attempt(lambda: [Check("one", 0.0, broken)]) == Outcome("killed", "one KeyError")
    assert attempt(lambda: [check("one"), check("two")]) == Outcome("survived")


def test_results_hold_for_the_very_files_only(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    Results(path, {"guard": "old"}).add("guard", "a", Outcome("killed", "golden calm"))
    Results(path, {"guard": "new"}).add("guard", "b", Outcome("survived"))
    assert Results(path, {"guard": "new"}).read() == {"b": Outcome("survived")}
    assert Results(path, {"guard": "new"}).killers() == {"a": "golden calm"}


def test_the_page_counts_every_fault_and_lists_what_nothing_noticed(source: Source) -> None:
    mutants = list(source.mutants())
    found = {mutant.id: Outcome("killed", "golden calm") for mutant in mutants[:-2]}
    found[mutants[-2].id] = Outcome("survived")
    page = report.report(mutants, found, [])
    assert f"| sample | {len(mutants)} | {len(found)} (" in page
    assert page.count("\n- ") == 1
    assert f"- {mutants[-2].line}: " in page


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert report.percent(2999, 3000) == "99.9 %"
    assert report.percent(0, 0) == "-"
