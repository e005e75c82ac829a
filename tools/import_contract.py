"""Which room of Unpinch may know which: read from the source itself, lazy and dynamic imports included.

The contract (docs/adr/0001-pure-core-and-rooms.md): a room may import rooms of the layers below its own, never one of
its own layer or above; some rooms know fewer still; the rooms that travel to the browser use the standard library
alone; Django is known to `web` only. What can't be read from the source (a computed module name) is refused.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "unpinch"
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"journal"}),
    frozenset({"programme"}),
    frozenset({"guard", "movement"}),
    frozenset({"pictures", "guidance", "coach", "mechanics", "measures"}),
    frozenset({"reminding"}),
    frozenset({"screens", "exchange", "cohort"}),
    frozenset({"web", "demo"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""From the bottom up."""

NARROWER: Mapping[str, frozenset[str]] = {
    "guard": frozenset({"programme", "journal"}),
    "coach": frozenset({"programme"}),
    "measures": frozenset({"programme", "journal"}),
    "reminding": frozenset({"guidance", "measures", "programme", "journal"}),
}
"""Rooms that know less than their layer allows."""

BROWSER_LIBRARIES: Mapping[str, frozenset[str]] = {
    "journal": frozenset(),
    "programme": frozenset(),
    "guard": frozenset(),
    "guidance": frozenset(),
    "coach": frozenset(),
    "measures": frozenset(),
    "reminding": frozenset(),
    "pictures": frozenset(),
    "screens": frozenset({"jinja2", "markupsafe"}),
}
"""The rooms that also run in the browser, with what they may use beside the standard library."""

ZONE_RULES = frozenset({"zoneinfo", "tzdata"})
"""Browsers' Python has no zone data: the rooms that travel count by the entry's own offset."""

EXCHANGE_ALONE = frozenset({*ZONE_RULES, "icalendar", "pyrage"})
"""What only `exchange` uses: what leaves and comes in passes there."""

DJANGO = frozenset({"django", "csp", "whitenoise", "allauth"})
IMPORTERS = frozenset({"import_module", "__import__"})
HIDING_MODULES = frozenset({"runpy", "pkgutil", "imp", "zipimport", "importlib.util", "importlib.machinery"})
ROOT_NAMES = frozenset({"__version__"})
"""What any room may take from the package itself."""


@dataclass(frozen=True, order=True)
class Breach:
    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Module:
    """One source file: which room it belongs to and how its relative imports are to be read."""

    path: Path
    dotted: tuple[str, ...]
    is_package: bool

    @property
    def room(self) -> str:
        return self.dotted[1] if len(self.dotted) > 1 else ""

    @property
    def package(self) -> tuple[str, ...]:
        return self.dotted if self.is_package else self.dotted[:-1]


def module_at(path: Path, source: Path) -> Module:
    parts = path.relative_to(source).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(path, parts[:-1] if is_package else parts, is_package)


def layer_of(room: str) -> int | None:
    return next((height for height, rooms in enumerate(LAYERS) if room in rooms), None)


def allowed_rooms(room: str) -> frozenset[str]:
    """Which other rooms a room may know."""
    height = layer_of(room)
    below = frozenset[str]().union(*LAYERS[: height or 0])
    return below & NARROWER.get(room, below)


@dataclass
class Reader:
    """Walks one module and collects its breaches."""

    module: Module
    breaches: list[tuple[int, str]] = field(default_factory=list)

    def read(self, tree: ast.Module) -> list[tuple[int, str]]:
        handled = set(self.dynamic_imports(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                self.read_import(node)
            elif isinstance(node, ast.ImportFrom):
                self.read_import_from(node)
            elif isinstance(node, ast.Attribute):
                self.read_attribute(node, handled)
            elif isinstance(node, ast.Name) and node.id in IMPORTERS and id(node) not in handled:
                self.refuse(node.lineno, f"{node.id} is handed on: call it with the name of the module, or not at all")
            elif isinstance(node, ast.Constant) and node.value in IMPORTERS:
                self.refuse(node.lineno, f"{node.value!r} as a text can hide an import: import the module by name")
        return self.breaches

    def refuse(self, line: int, sentence: str) -> None:
        self.breaches.append((line, sentence))

    def read_import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name == PACKAGE:
                self.refuse(node.lineno, f"'import {PACKAGE}' hides which room is meant: import the room")
            else:
                self.know(alias.name, node.lineno)

    def read_import_from(self, node: ast.ImportFrom) -> None:
        base = self.base_of(node.level, node.module)
        if base is None:
            self.refuse(node.lineno, f"a relative import with {node.level} dots leaves the package")
            return
        for alias in node.names:
            if alias.name in IMPORTERS:
                self.refuse(
                    node.lineno, f"'from {base} import {alias.name}' hides imports: call importlib's by its name"
                )
            elif base == PACKAGE:
                self.read_from_root(alias.name, node.lineno)
            else:
                self.know(f"{base}.{alias.name}" if f"{base}.{alias.name}" in HIDING_MODULES else base, node.lineno)

    def base_of(self, level: int, module: str | None) -> str | None:
        """Return the dotted module a 'from' names, with its dots counted; None when they lead outside."""
        if not level:
            return module or ""
        package = self.module.package
        kept = len(package) - (level - 1)
        if kept < 1:
            return None
        return ".".join([*package[:kept], *([module] if module else [])])

    def read_from_root(self, name: str, line: int) -> None:
        if name not in ROOT_NAMES:
            self.know(f"{PACKAGE}.{name}", line)

    def read_attribute(self, node: ast.Attribute, handled: set[int]) -> None:
        if node.attr in IMPORTERS and id(node) not in handled:
            self.refuse(node.lineno, f"{node.attr} is handed on: call it with the name of the module, or not at all")
        if isinstance(node.value, ast.Name) and (node.value.id, node.attr) == ("sys", "modules"):
            self.refuse(node.lineno, "sys.modules reaches any room unseen: import the room by name")
        if isinstance(node.value, ast.Name) and node.value.id == PACKAGE and layer_of(node.attr) is not None:
            self.know(f"{PACKAGE}.{node.attr}", node.lineno)

    def dynamic_imports(self, tree: ast.Module) -> Iterator[int]:
        """Read importlib.import_module("x") and __import__("x"); yield the function nodes whose name could be read."""
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called_name(node.func) not in IMPORTERS:
                continue
            yield id(node.func)
            if target := self.dynamic_target(node):
                self.know(target, node.lineno)
            else:
                self.refuse(node.lineno, "a module whose name is computed can't be checked: import it by name")

    def dynamic_target(self, node: ast.Call) -> str | None:
        name = text_of(node.args[0]) if node.args else None
        if name is None or len(node.args) + len(node.keywords) > 1:
            return None
        return None if name.startswith(".") else name

    def know(self, dotted: str, line: int) -> None:
        """Judge that this module knows `dotted`."""
        top, _, rest = dotted.partition(".")
        if dotted in HIDING_MODULES or top in HIDING_MODULES:
            self.refuse(line, f"{dotted} can load a room unseen: import the room by name")
        elif top == PACKAGE:
            self.know_room(rest.partition(".")[0], line)
        else:
            self.know_library(top, line)

    def know_room(self, other: str, line: int) -> None:
        room = self.module.room
        if other == room and room:
            return
        if layer_of(other) is None:
            self.refuse(line, f"{PACKAGE}.{other} is no room of the contract")
        elif not room:
            self.refuse(line, f"the package itself knows no room, and this is {other}")
        elif other not in allowed_rooms(room):
            self.refuse(line, f"{room} must not know {other}")

    def know_library(self, top: str, line: int) -> None:
        room = self.module.room
        if top in DJANGO and room != "web":
            self.refuse(line, f"only web knows {top}, and this is {room or 'the package itself'}")
        elif room in BROWSER_LIBRARIES:
            self.know_in_browser(room, top, line)
        elif top in EXCHANGE_ALONE and room != "exchange":
            self.refuse(line, f"only exchange knows {top}, and this is {room or 'the package itself'}")

    def know_in_browser(self, room: str, top: str, line: int) -> None:
        if top in ZONE_RULES:
            self.refuse(line, f"{room} counts by the entry's own offset and must not use {top}")
        elif top not in sys.stdlib_module_names and top not in BROWSER_LIBRARIES[room]:
            self.refuse(line, f"{room} travels to the browser and must not use {top}")


def called_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def text_of(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def breaches_of(module: Module, shown: str) -> list[Breach]:
    found = Reader(module).read(ast.parse(module.path.read_bytes(), filename=shown))
    room = module.room
    if room and layer_of(room) is None:
        found.append(
            (1, f"{PACKAGE}.{room} is no room of the contract: add it to tools/import_contract.py with an ADR")
        )
    return [Breach(shown, line, sentence) for line, sentence in found]


def check(source: Path) -> list[Breach]:
    """Return every breach of the contract in the package under `source`, in order."""
    paths = sorted((source / PACKAGE).rglob("*.py"))
    return sorted(
        breach
        for path in paths
        for breach in breaches_of(module_at(path, source), path.relative_to(source.parent).as_posix())
    )


def main() -> int:
    breaches = check(Path(__file__).resolve().parent.parent / "src")
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
