"""The small faults: each is one slot of a syntax tree with another value in it."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Slot = tuple[ast.AST, str, Any]
"""Where a fault goes: the node, the name of its field, and the field's other value."""

ORDER: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any"}
EMPTY = {"int": "0", "str": "''", "tuple": "()", "list": "[]", "dict": "{}", "frozenset": "frozenset()"}
COLLECTIONS = ("frozenset", "set")


@dataclass(frozen=True, slots=True)
class Edit:
    """One fault: what is replaced, by what, and in words."""

    operator: str
    slot: Slot
    node: ast.AST
    before: str
    after: str


def edits(node: ast.AST, *, table: bool) -> Iterator[Edit]:
    """Yield the faults that can be put at a node itself. `table`: it stands outside all functions."""
    for make in _MAKERS.get(type(node), ()):
        yield from make(node)
    if table and isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load):
        yield from _members(node, node.elts, "elts")
    if table and isinstance(node, ast.Dict):
        yield from _entries(node)


def _text(node: ast.AST) -> str:
    return ast.unparse(node)


def _changed(operator: str, node: ast.AST, field: str, value: object) -> Edit:
    """Return an edit of a node's own field, with the node's text before and after."""
    before, known = _text(node), getattr(node, field)
    setattr(node, field, value)
    after = _text(node)
    setattr(node, field, known)
    return Edit(operator, (node, field, value), node, before, after)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _compare(node: ast.Compare) -> Iterator[Edit]:
    for place, known in enumerate(node.ops):
        for other in ORDER[type(known)]:
            yield _changed("comparison", node, "ops", [*node.ops[:place], other(), *node.ops[place + 1 :]])


def _bool(node: ast.BoolOp) -> Iterator[Edit]:
    yield _changed("and/or", node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for place in range(len(node.values)):
        left = [*node.values[:place], *node.values[place + 1 :]]
        if len(left) > 1:
            yield _changed("part of a condition", node, "values", left)


def _constant(node: ast.Constant) -> Iterator[Edit]:
    if isinstance(node.value, bool):
        yield _changed("constant", node, "value", not node.value)
    elif isinstance(node.value, int):
        yield _changed("constant", node, "value", node.value + 1)
        yield _changed("constant", node, "value", node.value - 1)


def _arithmetic(node: ast.BinOp | ast.AugAssign) -> Iterator[Edit]:
    other = ARITHMETIC.get(type(node.op))
    if other is not None:
        yield _changed("arithmetic", node, "op", other())


def _call(node: ast.Call) -> Iterator[Edit]:
    if isinstance(node.func, ast.Name) and node.func.id in OTHER_CALL:
        yield _changed("min/max", node, "func", ast.Name(OTHER_CALL[node.func.id], ast.Load()))


def _set(node: ast.Set) -> Iterator[Edit]:
    if len(node.elts) > 1:
        yield from _members(node, node.elts, "elts")


def _members(node: ast.AST, members: list[ast.expr], field: str) -> Iterator[Edit]:
    for place, member in enumerate(members):
        left = [*members[:place], *members[place + 1 :]]
        yield Edit("member", (node, field, left), member, _text(member), "left out")


def _entries(node: ast.Dict) -> Iterator[Edit]:
    for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        pairs = [pair for at, pair in enumerate(zip(node.keys, node.values, strict=True)) if at != place]
        other = ast.Dict([one for one, _ in pairs], [one for _, one in pairs])
        name = _text(key) if key is not None else f"**{_text(value)}"
        yield Edit("member", (node, "", other), value, name, "left out")


def _condition(node: ast.If | ast.IfExp | ast.While) -> Iterator[Edit]:
    for value in (True, False):
        if not (isinstance(node, ast.While) and value):
            yield Edit(
                "condition", (node, "test", ast.Constant(value)), node.test, f"if {_text(node.test)}", f"if {value}"
            )


def _filters(node: ast.comprehension) -> Iterator[Edit]:
    for place, test in enumerate(node.ifs):
        left = [*node.ifs[:place], *node.ifs[place + 1 :]]
        yield Edit("condition", (node, "ifs", left), test, f"if {_text(test)}", "no such condition")


def _return(node: ast.Return) -> Iterator[Edit]:
    known = _text(node.value) if node.value is not None else ""
    for text in getattr(node, "others", ()):
        if text != known:
            yield Edit("return", (node, "value", _expression(text)), node, f"return {known}", f"return {text}")


def _not(node: ast.UnaryOp) -> Iterator[Edit]:
    if isinstance(node.op, ast.Not):
        plain = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        yield Edit("not", (node, "", plain), node, _text(node), _text(node.operand))


def _dropped(node: ast.stmt) -> Iterator[Edit]:
    yield Edit("statement", (node, "", ast.Pass()), node, _text(node).partition("\n")[0], "left out")


def _dropped_call(node: ast.Expr) -> Iterator[Edit]:
    if isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield from _dropped(node)


def _dropped_assignment(node: ast.Assign) -> Iterator[Edit]:
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield from _dropped(node)


_MAKERS: dict[type[ast.AST], tuple[Any, ...]] = {
    ast.Compare: (_compare,),
    ast.BoolOp: (_bool,),
    ast.Constant: (_constant,),
    ast.BinOp: (_arithmetic,),
    ast.AugAssign: (_arithmetic, _dropped),
    ast.Call: (_call,),
    ast.Set: (_set,),
    ast.If: (_condition,),
    ast.IfExp: (_condition,),
    ast.While: (_condition,),
    ast.comprehension: (_filters,),
    ast.Return: (_return,),
    ast.UnaryOp: (_not,),
    ast.Expr: (_dropped_call,),
    ast.Assign: (_dropped_assignment,),
    ast.Raise: (_dropped,),
    ast.Continue: (_dropped,),
    ast.Break: (_dropped,),
}


def returned_instead(returns: ast.expr | None) -> tuple[str, ...]:
    """Return what a function may wrongly return, by the type it says it returns."""
    text = _text(returns) if returns is not None else ""
    first = "".join(itertools.takewhile(str.isidentifier, text))
    if text == "bool":
        return ("True", "False")
    if text in {"", "None"} or text.startswith(("Iterator", "Iterable")):
        return ()
    return (EMPTY.get(first, "None"),)
