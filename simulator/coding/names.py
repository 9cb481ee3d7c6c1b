"""Finding what a question asks for when the answer gave it another name."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence


def aliases(code: str, names: Sequence[str], starter: str) -> Mapping[str, str]:
    """For each wanted name that the code does not define, where to find it: `other`, or `Class.method`.

    Only where there is one candidate. Code that does not compile gives nothing.
    """
    try:
        module, wanted = ast.parse(code), ast.parse(starter)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    defined = _defined(module)
    bound = _imported(module)
    missing = [name for name in names if name not in defined and name not in bound]
    found = {}
    for name in missing:
        is_class = any(isinstance(s, ast.ClassDef) and s.name == name for s in wanted.body)
        as_method = [] if is_class else _methods(module, name)
        if len(as_method) == 1:
            found[name] = as_method[0]
            continue
        same_kind = [
            other
            for other, form in defined.items()
            if other not in names and not other.startswith("_") and isinstance(form, ast.ClassDef) is is_class
        ]
        if len(missing) == 1:
            candidates = _candidates(module, defined, same_kind, wanted, name)
            if len(candidates) == 1:
                found[name] = candidates[0]
    return found


def _candidates(
    module: ast.Module, defined: Mapping[str, ast.AST], same_kind: list[str], wanted: ast.Module, name: str
) -> list[str]:
    if len(same_kind) > 1:
        # What another candidate decorates only shows that one at work.
        same_kind = [other for other in same_kind if not set(_decorator_names(defined[other])) & set(same_kind)]
    if len(same_kind) > 1:
        # A function that another one calls is its helper.
        helpers = {
            used for other in same_kind for used in _names_used(defined[other]) if used != other and used in same_kind
        }
        same_kind = [other for other in same_kind if other not in helpers]
    if len(same_kind) > 1:
        alike = [other for other in same_kind if _alike(name, other)]
        same_kind = alike if len(alike) == 1 else same_kind
    if len(same_kind) > 1:
        count = _arguments(next((s for s in wanted.body if getattr(s, "name", "") == name), None))
        fitting = [other for other in same_kind if _arguments(defined[other]) == count]
        same_kind = fitting if len(fitting) == 1 else same_kind
    return same_kind


def _defined(module: ast.Module) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for statement in module.body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found[statement.name] = statement
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda() as value):
                found[name] = value
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=other)) if other in found:
                found[name] = found[other]
    return found


def _imported(module: ast.Module) -> set[str]:
    """Names that statements at the top level bind in other ways."""
    names = set()
    for statement in module.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for inner in ast.walk(statement):
            if isinstance(inner, ast.alias):
                names.add(inner.asname or inner.name)
            elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                names.add(inner.id)
            elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(inner.name)
    return names


def _methods(module: ast.Module, name: str) -> list[str]:
    """Methods of this name in classes that need nothing to be made, as in `class Solution`."""
    found = []
    for statement in module.body:
        if isinstance(statement, ast.ClassDef):
            methods = {s.name: s for s in statement.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)}
            init = methods.get("__init__")
            if name in methods and (init is None or _arguments(init) == 1):
                found.append(f"{statement.name}.{name}")
    return found


def _arguments(node: ast.AST | None) -> int:
    """How many arguments must be given."""
    arguments = getattr(node, "args", None)
    if not isinstance(arguments, ast.arguments):
        return -1
    return len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)


def _names_used(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}


def _decorator_names(node: ast.AST) -> Iterable[str]:
    for decorator in getattr(node, "decorator_list", ()):
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Name):
            yield target.id


def _alike(wanted: str, other: str) -> bool:
    ours = set(wanted.lower().strip("_").split("_"))
    theirs = set(other.lower().strip("_").split("_"))
    return bool(ours & theirs) or wanted.replace("_", "").lower() in other.replace("_", "").lower()
