"""Docs in step: small checks over the files of the checkout, each a function that yields one line for each fault.

A new check is a function in CHECKS. It sees the tree and nothing else, so that a test can hand it a tree of its own.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TEXT_LIMIT_BYTES = 2_000_000


@dataclass(frozen=True)
class Tree:
    """The files of a checkout: what git knows or would take in."""

    root: Path
    names: tuple[str, ...]

    def text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text file with its content; a file that isn't UTF-8 is no text."""
        for name in self.names:
            data = (self.root / name).read_bytes()
            if len(data) <= TEXT_LIMIT_BYTES and b"\0" not in data:
                yield name, data.decode("utf-8", "replace")

    def ending(self, *suffixes: str) -> list[str]:
        return [name for name in self.names if name.endswith(suffixes)]


def checkout(root: Path) -> Tree:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git from the PATH
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return Tree(root, tuple(sorted(name for name in listing.split("\0") if name and (root / name).is_file())))


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


RULE = re.compile(r"^([a-z][a-z0-9-]*):(?!=)(.*)$", re.MULTILINE)
PHONY = re.compile(r"^\.PHONY:\s*(.*)$", re.MULTILINE)


def verbs_are_in_help(tree: Tree) -> Iterator[str]:
    """`make help` prints each rule that has a `##` line, so each must have one, and be phony."""
    makefile = tree.text("Makefile")
    phony = {verb for line in PHONY.findall(makefile) for verb in line.split()}
    for verb, rest in RULE.findall(makefile):
        if "##" not in rest:
            yield f"Makefile: the verb {verb} says nothing in 'make help': give it a '## ...' line"
        if verb not in phony:
            yield f"Makefile: the verb {verb} isn't declared .PHONY"


CODE_SPAN = re.compile(r"`make ([a-z][a-z-]*)(?: [A-Z]+=[^`]*)?`")


def verbs_in_docs_exist(tree: Tree) -> Iterator[str]:
    verbs = {verb for verb, _ in RULE.findall(tree.text("Makefile"))}
    for name in tree.ending(".md"):
        for verb in CODE_SPAN.findall(tree.text(name)):
            if verb not in verbs:
                yield f"{name}: 'make {verb}' is no verb of the Makefile"


LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*?)\s*#*$", re.MULTILINE)


def anchors_of(text: str) -> set[str]:
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_resolve(tree: Tree) -> Iterator[str]:
    for name in tree.ending(".md"):
        text = FENCE.sub("", tree.text(name))
        for target in LINK.findall(text):
            if not re.match(r"[a-z]+:", target) and (fault := link_fault(tree, name, target)):
                yield f"{name}: the link {target} {fault}"


def link_fault(tree: Tree, name: str, target: str) -> str | None:
    path, _, anchor = target.partition("#")
    goal = (tree.root / name).parent / path if path else tree.root / name
    if not goal.exists():
        return "leads nowhere"
    if anchor and goal.suffix == ".md" and anchor not in anchors_of(goal.read_text("utf-8")):
        return "names a heading that isn't there"
    return None


FORBIDDEN = {
    "the address of a package registry": re.compile(
        r"\b(?:registry|files|deb|index)\.[a-z-]+\.(?:org|com|net)\b|\b(?:pypi|npmjs|pythonhosted)\.(?:org|com)\b",
    ),
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:work|root|opt/pypi\w*)(?:/|\b(?=['\"\s]))"),
}


def nothing_of_one_machine(tree: Tree) -> Iterator[str]:
    for name, text in tree.texts():
        for what, pattern in FORBIDDEN.items():
            if match := pattern.search(text):
                yield f"{name}:{line_of(text, match.start())}: {what}: {match.group()!r} must not be in the project"


LOCKS = ("constraints.txt", "package-lock.json")


def locks_hold_no_address(tree: Tree) -> Iterator[str]:
    for name in LOCKS:
        text = tree.text(name)
        if match := re.search(r"\w+://|\"resolved\"", text):
            yield f"{name}:{line_of(text, match.start())}: a lock carries no address: run 'make lock'"


def requirements_of(tree: Tree) -> list[str]:
    project = tomllib.loads(tree.text("pyproject.toml"))["project"]
    return [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]


def dependencies_say_why(tree: Tree) -> Iterator[str]:
    lines = tree.text("pyproject.toml").splitlines()
    for requirement in requirements_of(tree):
        said = [line for line in lines if line.strip().startswith(f'"{requirement}"')]
        if not all(re.search(r",\s+# \S", line) for line in said):
            yield f"pyproject.toml: {requirement} doesn't say why it is here: add a comment"


def dependencies_are_locked(tree: Tree) -> Iterator[str]:
    """Each dependency that pyproject.toml names has its exact version in constraints.txt."""
    locked = {normal(line.partition("==")[0]) for line in tree.text("constraints.txt").splitlines()}
    for requirement in requirements_of(tree):
        if normal(re.split(r"[^A-Za-z0-9._-]", requirement)[0]) not in locked:
            yield f"constraints.txt: {requirement} has no version: run 'make lock'"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower().strip()


ADR_NAME = re.compile(r"docs/adr/(\d{4})-[a-z0-9-]+\.md")


def adrs_are_listed(tree: Tree) -> Iterator[str]:
    index = tree.text("docs/adr/README.md")
    numbers: set[str] = set()
    for name in tree.ending(".md"):
        if not (match := ADR_NAME.fullmatch(name)):
            continue
        if f"]({Path(name).name})" not in index:
            yield f"docs/adr/README.md: {name} isn't linked"
        if match.group(1) in numbers:
            yield f"{name}: the number {match.group(1)} is taken"
        numbers.add(match.group(1))


def served_works_are_noticed(tree: Tree) -> Iterator[str]:
    """NOTICE names each npm package whose files are served."""
    vendor = tomllib.loads(tree.text("pyproject.toml"))["tool"]["unpinch"]["vendor"]
    sources = [*vendor["files"].values(), *(source for made in vendor.get("made", {}).values() for source in made)]
    packages = {"/".join(source.split("/")[: 2 if source.startswith("@") else 1]) for source in sources}
    notice = tree.text("NOTICE")
    for package in sorted(packages):
        if package not in notice:
            yield f"NOTICE: the served package {package} isn't named"


CHECKS: tuple[Callable[[Tree], Iterator[str]], ...] = (
    verbs_are_in_help,
    verbs_in_docs_exist,
    links_resolve,
    nothing_of_one_machine,
    locks_hold_no_address,
    dependencies_say_why,
    dependencies_are_locked,
    adrs_are_listed,
    served_works_are_noticed,
)


def faults(tree: Tree) -> list[str]:
    return [line for check in CHECKS for line in check(tree)]


def main() -> int:
    found = faults(checkout(Path(__file__).resolve().parent.parent))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
