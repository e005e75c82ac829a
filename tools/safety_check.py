"""python -m tools.safety_check: SAFETY.md against the code. Yields one line for each fault; `make check` runs it.

Hazards name tests and golden situations that exist; every invariant, every rule, every room and every dependency that
runs with a person's record has its line; and the page says plainly what it is not.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

HAZARDS, ITEMS, DEPENDENCIES = "## Hazards", "## Software items", "## Dependencies"
PLAIN = "It is not a certified medical device, and no clinician has reviewed it."
CLASSES = ("A", "B", "C")
_HAZARD_CELLS, _ITEM_CELLS, _DEPENDENCY_CELLS = 6, 4, 4
_NAMED = re.compile(r"`(tests/[\w/.]+?(?:\.py)?)(?:::(\w+))?`|`golden:(\w+)`")
_INVARIANT = re.compile(r"\bS(\d+)\b")
_RULE = re.compile(r"`([\w.]+)`")
_DEV_EXTRAS = {"dev", "muscles"}


def section(page: str, title: str) -> str:
    """Return the text below a heading, up to the next one."""
    after = page.partition(f"{title}\n")[2]
    return after.partition("\n## ")[0]


def rows(page: str, title: str) -> list[list[str]]:
    """Return the cells of a section's table, its head left out."""
    lines = [line for line in section(page, title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def controls(page: str) -> str:
    """Return what stands against the hazards, all of it."""
    return " ".join(cells[3] for cells in rows(page, HAZARDS) if len(cells) == _HAZARD_CELLS)


def hazards_are_whole(_root: Path, page: str) -> Iterator[str]:
    """Each hazard has an id of its own, a cause, a control, the risk that is left, and at least two tests."""
    seen: set[str] = set()
    for cells in rows(page, HAZARDS):
        name = cells[0]
        if len(cells) != _HAZARD_CELLS or not all(cells):
            yield f"SAFETY.md: {name} must have {_HAZARD_CELLS} cells, none of them empty"
        elif len(_NAMED.findall(cells[-1])) < 2:  # noqa: PLR2004 - one test is easily lost
            yield f"SAFETY.md: {name} names fewer than two tests"
        if name in seen:
            yield f"SAFETY.md: {name} stands there twice"
        seen.add(name)
    if not seen:
        yield "SAFETY.md: there is no table of hazards"


def tests_exist(root: Path, page: str) -> Iterator[str]:
    """Each test file, test and golden situation that the page names is there."""
    for file, test, golden in _NAMED.findall(page):
        if golden and not (root / "tests" / "golden" / f"{golden}.expected.json").exists():
            yield f"SAFETY.md: golden:{golden} is no situation"
        elif file and not (root / file).exists():
            yield f"SAFETY.md: {file} isn't there"
        elif test and not re.search(rf"^\s*def {test}\(", (root / file).read_text("utf-8"), re.MULTILINE):
            yield f"SAFETY.md: {file} has no {test}"


def invariants_are_named(_root: Path, page: str) -> Iterator[str]:
    """Every invariant of the guard stands against some hazard."""
    from unpinch.guard import BY_CONSTRUCTION, INVARIANTS

    known = {one.id for one in INVARIANTS} | set(BY_CONSTRUCTION)
    named = {f"S{number}" for number in _INVARIANT.findall(_RULE.sub("", controls(page)))}
    yield from (f"SAFETY.md: no hazard names {one}" for one in sorted(known - named))
    yield from (f"SAFETY.md: {one} is no invariant of the guard" for one in sorted(named - known))


def rules_are_named(_root: Path, page: str) -> Iterator[str]:
    """Every rule id that a reason may show stands in the table, and no other; S8 has one for each condition."""
    from unpinch.programme import load

    known = {rule for rule in load().rule_texts if not rule.startswith("S8.")}
    named = set(_RULE.findall(controls(page)))
    yield from (f"SAFETY.md: no hazard names the rule {one}" for one in sorted(known - named))
    like = {one for one in named if re.match(r"^(?:S\d+|phase|dose|day)\.", one)} - set(load().rule_texts)
    yield from (f"SAFETY.md: {one} is no rule" for one in sorted(like))


def rooms_have_a_class(root: Path, page: str) -> Iterator[str]:
    """Every room of the source is a software item with a class and a reason, once."""
    folder = root / "src" / "unpinch"
    rooms = {path.name for path in folder.iterdir() if (path / "__init__.py").exists() or path.name == "derived"}
    listed = [cells[0].strip("`") for cells in rows(page, ITEMS)]
    for cells in rows(page, ITEMS):
        if len(cells) != _ITEM_CELLS or not all(cells) or cells[2] not in CLASSES:
            yield f"SAFETY.md: the item {cells[0]} needs what it does, a class of A, B or C, and why"
    yield from (f"SAFETY.md: the room {one} has no class" for one in sorted(rooms - set(listed)))
    yield from (f"SAFETY.md: {one} is no room" for one in sorted(set(listed) - rooms))
    yield from (f"SAFETY.md: the room {one} stands there twice" for one in sorted(set(listed)) if listed.count(one) > 1)


def dependencies_have_a_risk(root: Path, page: str) -> Iterator[str]:
    """Every package that runs with a person's record is listed with purpose, risk and what holds it."""
    listed = {cells[0] for cells in rows(page, DEPENDENCIES)}
    for cells in rows(page, DEPENDENCIES):
        if len(cells) != _DEPENDENCY_CELLS or not all(cells):
            yield f"SAFETY.md: the dependency {cells[0]} needs purpose, risk and what holds it"
    for one in sorted(running(root) - listed):
        yield f"SAFETY.md: the dependency {one} isn't listed"
    for one in sorted(listed - running(root) - {"Python", "SQLite"}):
        yield f"SAFETY.md: {one} is no dependency any more"


def running(root: Path) -> set[str]:
    """Return the packages that a person's installation may run, by the names they are asked for by."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    asked = [*project["dependencies"], *(one for name in extras if name not in _DEV_EXTRAS for one in extras[name])]
    served = json.loads((root / "package.json").read_text("utf-8"))["dependencies"]
    return {re.split(r"[\[<>=!~; ]", one)[0] for one in asked} | set(served)


def it_says_what_it_is_not(_root: Path, page: str) -> Iterator[str]:
    """Say so where the plain statement is missing or has other words."""
    if PLAIN not in page:
        yield f"SAFETY.md: it must say: {PLAIN}"


CHECKS: tuple[Callable[[Path, str], Iterator[str]], ...] = (
    hazards_are_whole,
    tests_exist,
    invariants_are_named,
    rules_are_named,
    rooms_have_a_class,
    dependencies_have_a_risk,
    it_says_what_it_is_not,
)


def faults(root: Path) -> list[str]:
    """Return a line for each fault of the page of a checkout."""
    page = (root / "SAFETY.md").read_text("utf-8")
    return [line for check in CHECKS for line in check(root, page)]


def main() -> int:
    found = faults(Path(__file__).resolve().parent.parent)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
