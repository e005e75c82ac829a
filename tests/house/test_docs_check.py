from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import docs_check
from tools.docs_check import Tree

ROOT = Path(__file__).parents[2]
PYPROJECT = """
[project]
dependencies = [
  "one>=1",  # why
]
[project.optional-dependencies]
more = [
  "two[x]>=2",  # why
]
[tool.unpinch.vendor.files]
"a.js" = "@maker/a/dist/a.js"
"""
GOOD = {
    "Makefile": ".PHONY: run\nrun: ## start\n\ttrue\n",
    "README.md": "# Title\n[more](docs/adr/README.md#decisions) `make run`\n",
    "NOTICE": "@maker/a",
    "pyproject.toml": PYPROJECT,
    "constraints.txt": "one==1.0\nTwo==2.0\n",
    "package-lock.json": '{"packages": {}}\n',
    "docs/adr/README.md": "# Decisions\n[0001](0001-a.md)\n",
    "docs/adr/0001-a.md": "# A\n",
}


def tree_with(folder: Path, **changed: str) -> Tree:
    files = GOOD | changed
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Tree(folder, tuple(sorted(files)))


def test_the_checkout_is_in_step() -> None:
    assert docs_check.faults(docs_check.checkout(ROOT)) == []


def test_a_good_tree_has_no_fault(tmp_path: Path) -> None:
    assert docs_check.faults(tree_with(tmp_path)) == []


@pytest.mark.parametrize(
    ("check", "name", "text", "fault"),
    [
        (docs_check.verbs_are_in_help, "Makefile", ".PHONY: run\nrun:\n", "the verb run says nothing in 'make help'"),
        (docs_check.verbs_are_in_help, "Makefile", "run: ## start\n", "the verb run isn't declared .PHONY"),
        (docs_check.verbs_in_docs_exist, "README.md", "`make tea`", "'make tea' is no verb of the Makefile"),
        (docs_check.links_resolve, "README.md", "[a](gone.md)", "the link gone.md leads nowhere"),
        (docs_check.links_resolve, "README.md", "![a](gone.png)", "the link gone.png leads nowhere"),
        (docs_check.links_resolve, "README.md", "# A\n[a](#b)", "the link #b names a heading that isn't there"),
        (docs_check.nothing_of_one_machine, "NOTICE", "see " + "/" + "root/x", "a path of one machine"),
        (docs_check.nothing_of_one_machine, "NOTICE", "a\n'/wo" + "rk/main'", "NOTICE:2: a path of one machine"),
        (
            docs_check.nothing_of_one_machine,
            "NOTICE",
            "registry." + "npmjs." + "org",
            "the address of a package registry",
        ),
        (docs_check.nothing_of_one_machine, "NOTICE", "https://pypi." + "org/p", "the address of a package registry"),
        (docs_check.locks_hold_no_address, "package-lock.json", '{"resolved": "x"}', "a lock carries no address"),
        (docs_check.locks_hold_no_address, "constraints.txt", "one @ https://x", "a lock carries no address"),
        (docs_check.dependencies_say_why, "pyproject.toml", PYPROJECT.replace("# why", ""), "one>=1 doesn't say why"),
        (docs_check.dependencies_are_locked, "constraints.txt", "one==1.0", "two[x]>=2 has no version"),
        (docs_check.adrs_are_listed, "docs/adr/README.md", "", "docs/adr/0001-a.md isn't linked"),
        (docs_check.served_works_are_noticed, "NOTICE", "", "the served package @maker/a isn't named"),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path,
    check: Callable[[Tree], Iterator[str]],
    name: str,
    text: str,
    fault: str,
) -> None:
    found = list(check(tree_with(tmp_path, **{name: text})))
    assert found
    assert fault in found[0]


def test_two_decisions_of_one_number_are_found(tmp_path: Path) -> None:
    index = "[a](0001-a.md) [b](0001-b.md)"
    tree = tree_with(tmp_path, **{"docs/adr/README.md": index, "docs/adr/0001-b.md": ""})
    assert list(docs_check.adrs_are_listed(tree)) == ["docs/adr/0001-b.md: the number 0001 is taken"]


def test_a_link_inside_a_code_block_is_no_link(tmp_path: Path) -> None:
    assert list(docs_check.links_resolve(tree_with(tmp_path, **{"README.md": "```\n[a](gone.md)\n```\n"}))) == []
