"""The mutation tester: what faults it makes, that they are in the code then, and how they are counted."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tools.mutants import again, report, rooms
from tools.mutants.places import Mutant, Source
from tools.mutants.results import Basis, Results
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


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("src/unpinch/guard/a.py", "tests/guard/test_a.py", "tests/guard/test_b.py", "tests/guard/making.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", "utf-8")
    return tmp_path


def still_held(tree: Path, changed: str) -> set[str]:
    """Return which of three results count after one file has changed: silence, a pair's, a test's."""
    results = Results(tree / "results.jsonl", Basis(tree))
    results.add("guard", "silent", Outcome("survived"))
    results.add("guard", "pair", Outcome("killed", "golden calm"))
    results.add("guard", "test", Outcome("killed", "tests/guard/test_a.py::test_it"))
    (tree / changed).write_text("2", "utf-8")
    return set(Results(results.path, Basis(tree)).read())


def test_no_result_outlives_a_change_of_the_rules(tree: Path) -> None:
    assert still_held(tree, "src/unpinch/guard/a.py") == set()


def test_a_new_test_may_notice_what_none_did_and_leaves_what_was_noticed(tree: Path) -> None:
    assert still_held(tree, "tests/guard/test_b.py") == {"pair", "test"}


@pytest.mark.parametrize("name", ["test_a.py", "making.py"])
def test_what_a_changed_test_noticed_is_tried_again(tree: Path, name: str) -> None:
    assert still_held(tree, f"tests/guard/{name}") == {"pair"}


def test_what_noticed_a_fault_before_is_remembered(tree: Path) -> None:
    still_held(tree, "src/unpinch/guard/a.py")
    killers = Results(tree / "results.jsonl", Basis(tree)).killers()
    assert killers == {"pair": "golden calm", "test": "tests/guard/test_a.py::test_it"}


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


def test_what_only_a_net_noticed_is_counted_apart() -> None:
    assert report.column(Outcome("killed", "net calm")) == report.COLUMNS[1]
    assert report.column(Outcome("killed", "tests/guidance/test_futures.py::test_it")) == report.COLUMNS[1]
    assert report.column(Outcome("killed", "tests/guidance/test_plan.py::test_it")) == report.COLUMNS[0]


def test_a_survivor_without_a_reason_stands_apart_from_those_with_one(source: Source) -> None:
    first, second = list(source.mutants())[:2]
    found = {one.id: Outcome("survived") for one in (first, second)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "why", lambda one: "it is the same" if one is second else "")
        page = report.report([first, second], found, [])
    missing, _, reasoned = page.partition("## Survived for a reason")
    assert missing.count("\n- ") == reasoned.count("\n- ") == 1
    assert "## Survived, a test is missing" in missing
    assert reasoned.rstrip().endswith(": it is the same")


def test_a_page_is_read_back_so_that_what_it_lists_can_be_tried_again(source: Source) -> None:
    mutants = list(source.mutants())
    silent = {mutants[0].id: Outcome("survived"), mutants[1].id: Outcome("uncovered")}
    found = {**{mutant.id: Outcome("killed", "tests/a") for mutant in mutants[2:]}, **silent}
    page = report.report(mutants, found, ["tests/slow"])
    before = again.read(page, mutants)
    assert (before.listed, before.left_out) == (silent, ("tests/slow",))
    assert before.unexplained(mutants) == mutants[:2]
    assert report.report(mutants, before.listed, before.left_out, before.noticed) == page


def test_what_is_noticed_now_leaves_the_list_and_is_added_to_the_score(source: Source) -> None:
    mutants = list(source.mutants())
    page = report.report(mutants, {one.id: Outcome("survived") for one in mutants[:2]}, [])
    assert "| sample | " in page
    before = again.read(page, mutants)
    now = {**before.listed, mutants[0].id: Outcome("killed", "tests/a")}
    mended = report.report(mutants, now, before.left_out, before.noticed)
    assert "| 1 | 0 | 1 | 0 | 50.0 % |" in mended
    assert again.read(mended, mutants).listed == {mutants[1].id: Outcome("survived")}
