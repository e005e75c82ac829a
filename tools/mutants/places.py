"""All mutants of a file: where they stand, what they are called, and how the changed code is compiled."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tools.mutants.edits import Edit, edits, returned_instead

SKIPPED_NAMES = frozenset({"__all__", "__slots__"})
SKIPPED_FUNCTIONS = frozenset({"__repr__"})
NO_BODY = (ast.Import, ast.ImportFrom, ast.Global)
TYPES = frozenset({"Callable", "Mapping", "MappingProxyType", "NamedTuple", "tuple", "dict", "frozenset", "list"})
"""What an alias of a type begins with: `Look = Callable[[View], bool]` has no value that a test could miss."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one file. `function`: the outermost function it is in, empty for a table. `lines`: its statement."""

    id: str
    room: str
    path: str
    module: str
    line: int
    function: str
    lines: tuple[int, ...]
    edit: Edit

    @property
    def change(self) -> str:
        """Return the change in words."""
        return f"{self.edit.operator}: {short(self.edit.before)} -> {short(self.edit.after)}"


def short(text: str, most: int = 90) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 3] + "..."


class Source:
    """One source file as a tree that can be changed and mended again."""

    def __init__(self, root: Path, path: Path) -> None:
        """Read and parse it."""
        self.path = path.relative_to(root).as_posix()
        parts = path.relative_to(root / "src").with_suffix("").parts
        self.module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.room = parts[1]
        self.file = str(path)
        self.tree = ast.parse(path.read_text("utf-8"), self.file)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def mutants(self) -> Iterator[Mutant]:
        """Yield every mutant of the file."""
        seen: Counter[str] = Counter()
        for node, function, statement in _walk(self.tree.body, "", ()):
            for edit in edits(node, table=not function):
                name = f"{self.path}|{function}|{edit.operator}|{edit.before}|{edit.after}"
                seen[name] += 1
                digest = hashlib.sha256(f"{name}|{seen[name]}".encode()).hexdigest()[:16]
                line = getattr(edit.node, "lineno", statement[0])
                yield Mutant(digest, self.room, self.path, self.module, line, function, statement, edit)

    def compiled(self, mutant: Mutant) -> CodeType:
        """Return the code of the whole module with the fault in it."""
        owner, field, value = mutant.edit.slot
        holder, name = (owner, field) if field else self._slot_of(owner)
        known = getattr(holder, name)
        fresh = value if field else [value if one is owner else one for one in known] if _many(known) else value
        _locate(fresh, mutant.edit.node)
        setattr(holder, name, fresh)
        try:
            return compile(self.tree, self.file, "exec", dont_inherit=True)
        finally:
            setattr(holder, name, known)

    def _slot_of(self, node: ast.AST) -> tuple[ast.AST, str]:
        holder = self.parents[node]
        for name, value in ast.iter_fields(holder):
            if value is node or (_many(value) and any(one is node for one in value)):
                return holder, name
        raise LookupError("a node stands in none of its parent's fields")


def _many(value: object) -> bool:
    return isinstance(value, list)


def _locate(value: object, at: ast.AST) -> None:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, ast.expr | ast.stmt) and not hasattr(one, "lineno"):
            for part in ast.walk(one):
                if isinstance(part, ast.expr | ast.stmt) and not hasattr(part, "lineno"):
                    ast.copy_location(part, at)


Found = tuple[ast.AST, str, tuple[int, ...]]


def _walk(body: list[ast.stmt], function: str, classes: tuple[str, ...]) -> Iterator[Found]:
    """Yield each node that may be changed, with its outermost function and the lines of its own statement."""
    for statement in body:
        if isinstance(statement, NO_BODY) or _is_skipped(statement):
            continue
        if isinstance(statement, ast.ClassDef):
            yield from _walk(statement.body, function, (*classes, statement.name))
        elif isinstance(statement, ast.FunctionDef):
            yield from _function(statement, function, classes)
        else:
            yield from _statement(statement, function, classes)


def _function(node: ast.FunctionDef, outer: str, classes: tuple[str, ...]) -> Iterator[Found]:
    if node.name in SKIPPED_FUNCTIONS:
        return
    name = outer or ".".join((*classes, node.name))
    others = returned_instead(node.returns)
    for one in ast.walk(node):
        if isinstance(one, ast.Return):
            one.others = others  # type: ignore[attr-defined]
    for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)):
        yield from ((one, outer, (node.lineno,)) for one in _parts(default))
    yield from _walk(node.body, name, classes)


def _statement(node: ast.stmt, function: str, classes: tuple[str, ...]) -> Iterator[Found]:
    last = node.body[0].lineno - 1 if hasattr(node, "body") else (node.end_lineno or node.lineno)
    lines = tuple(range(node.lineno, max(last, node.lineno) + 1))
    yield from ((one, function, lines) for one in _own(node))
    for field in ("body", "orelse", "finalbody"):
        yield from _walk(getattr(node, field, []), function, classes)
    for part in (*getattr(node, "handlers", []), *getattr(node, "cases", [])):
        yield from _walk(part.body, function, classes)


def _own(node: ast.stmt) -> Iterator[ast.AST]:
    """Yield a statement and its expressions, not the statements within it, and no annotation."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield node
        for name, value in ast.iter_fields(node):
            if name == "annotation":
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.expr):
                    yield from _parts(one)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    yield from (one for one in ast.walk(node))


def _is_skipped(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if any(isinstance(one, ast.Name) and one.id in SKIPPED_NAMES for one in targets):
        return True
    if isinstance(node, ast.Assign) and (isinstance(targets[0], ast.Tuple) or _is_type(node.value)):
        return True
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_type(node: ast.expr) -> bool:
    named = node.value if isinstance(node, ast.Subscript) else None
    return isinstance(named, ast.Name) and named.id in TYPES


def sources(root: Path, room: str) -> list[Source]:
    """Return the files of a room; its verifier, a tool of proof, is left out."""
    folder = root / "src" / "unpinch" / room
    return [Source(root, path) for path in sorted(folder.rglob("*.py")) if "verify" not in path.parts]
