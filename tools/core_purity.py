"""The core takes time, chance and settings as arguments: no clock, no unseeded randomness, no environment."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

CORE = (
    *("journal", "programme", "guard", "guidance", "coach"),
    *("measures", "pictures", "screens", "movement", "mechanics"),
)
CLOCK_METHODS = frozenset({"now", "today", "utcnow"})
"""Of datetime and date; nothing in the core may be called so, whatever it hangs on."""

REFUSED: Mapping[str, frozenset[str]] = {
    "time": frozenset({"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime", "sleep"}),
    "uuid": frozenset({"uuid1", "uuid4", "uuid6", "uuid7", "getnode"}),
    "os": frozenset({"environ", "getenv", "environb", "urandom", "getrandom"}),
}
REFUSED_MODULES = frozenset({"secrets", "socket", "ssl", "subprocess", "urllib.request", "http.client"})
SEEDED = frozenset({"Random"})
"""All that may be used of `random`: an object made with its seed."""

EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("journal/author.py", "uuid.uuid4"): "a new entry's id is chance by design; who needs it fixed gives the id",
}
"""File and what it may use all the same -> why."""


def is_refused(module: str, name: str) -> bool:
    return name in REFUSED.get(module, frozenset()) or (module == "random" and name not in SEEDED)


def impurity_of(node: ast.AST) -> str | None:
    """Name what a node reaches for that a pure core must be given instead."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_METHODS:
        return f".{node.func.attr}()"
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Random") and not (node.args or node.keywords):
        return f"{ast.unparse(node.func)}() without a seed"
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and is_refused(node.value.id, node.attr):
        return f"{node.value.id}.{node.attr}"
    return refused_import(node)


def refused_import(node: ast.AST) -> str | None:
    if isinstance(node, ast.Import):
        return next((alias.name for alias in node.names if alias.name in REFUSED_MODULES), None)
    if isinstance(node, ast.ImportFrom) and not node.level:
        module = node.module or ""
        names = [f"{module}.{alias.name}" for alias in node.names if is_refused(module, alias.name)]
        return module if module in REFUSED_MODULES else next(iter(names), None)
    return None


def check(source: Path) -> Iterator[str]:
    """Yield one line for each place in the core that isn't pure."""
    for room in CORE:
        for path in sorted((source / "unpinch" / room).rglob("*.py")):
            name = path.relative_to(source / "unpinch").as_posix()
            for node in ast.walk(ast.parse(path.read_bytes(), filename=str(path))):
                if (what := impurity_of(node)) and (name, what) not in EXCEPTIONS:
                    line = getattr(node, "lineno", 1)
                    yield f"src/unpinch/{name}:{line}: {what} in the core: take it as an argument"


def main() -> int:
    found = list(check(Path(__file__).resolve().parent.parent / "src"))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
