"""The code under test as it lies in memory: emptying its memories, and putting a fault into it."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType, ModuleType

from tools.mutants.places import Mutant, Source

PACKAGE = "unpinch"
_WRAPPERS = ("fget", "func", "__func__", "__wrapped__")


def modules_of(rooms: Sequence[str]) -> list[ModuleType]:
    """Return the loaded modules of some rooms."""
    starts = tuple(f"{PACKAGE}.{room}" for room in rooms)
    return [module for name, module in sys.modules.items() if name in starts or name.startswith(_dotted(starts))]


def _dotted(starts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{start}." for start in starts)


class Memories:
    """What the rooms remember between calls: caches of functions, and module-level containers that begin empty."""

    def __init__(self, rooms: Sequence[str]) -> None:
        """Look for them right after the import, before anything has run."""
        values = [value for module in modules_of(rooms) for value in vars(module).values()]
        self.cached = [value.cache_clear for value in values if hasattr(value, "cache_clear")]
        self.containers = [value for value in values if isinstance(value, dict | list | set) and not value]

    def forget(self) -> None:
        """Empty them all, so that the next call runs every line again."""
        for clear in self.cached:
            clear()
        for container in self.containers:
            container.clear()


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def put_in_place(source: Source, mutant: Mutant) -> bool:
    """Give the live function the changed code; say no where that isn't enough and the room must be imported anew."""
    function = _live(mutant)
    if function is None:
        return False
    wanted = (function.__code__.co_qualname, function.__code__.co_firstlineno)
    for code in codes(source.compiled(mutant)):
        if (code.co_qualname, code.co_firstlineno) == wanted and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            return True
    return False


def _live(mutant: Mutant) -> FunctionType | None:
    found: object = sys.modules.get(mutant.module)
    for name in mutant.function.split(".") if mutant.function else ():
        found = vars(found).get(name) if isinstance(found, type | ModuleType) else None
    for _ in range(len(_WRAPPERS)):
        if isinstance(found, FunctionType) and not hasattr(found, "__wrapped__"):
            return found
        found = next((getattr(found, name) for name in _WRAPPERS if getattr(found, name, None) is not None), None)
    return None


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a fault in it; all others come as they are."""

    def __init__(self, source: Source, mutant: Mutant) -> None:
        """Compile the changed module."""
        self.module, self.file = mutant.module, source.file
        self.code = source.compiled(mutant)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Stand in for the one module."""
        if fullname != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            spec.loader = self
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self.code, vars(module))  # noqa: S102 - this project's own code, with a fault put into it


def import_anew(source: Source, mutant: Mutant, rooms: Sequence[str]) -> None:
    """Forget the rooms and all tests, so that both are imported with the fault."""
    starts = tuple(f"{PACKAGE}.{room}" for room in (*rooms, "screens", "web", "cli"))
    for name in list(sys.modules):
        if name in starts or name.startswith((*_dotted(starts), "tests.")) or name in {"tests", "tools.golden"}:
            del sys.modules[name]
    sys.meta_path.insert(0, Faulty(source, mutant))
    for room in rooms:
        importlib.import_module(f"{PACKAGE}.{room}")
