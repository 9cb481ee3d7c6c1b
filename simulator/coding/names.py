"""Finding what a question asks for when the answer gave it another name, or another form.

Only where there is one candidate: nothing is guessed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

_DEMONSTRATION = re.compile(r"main|demo|example|usage|tests?|run_?(demo|examples?|tests?)|(test|demo|example|try)_.*")
_ACTS_AS_FUNCTION = frozenset(("__next__", "__iter__", "__enter__", "__aenter__", "__new__"))
"""Who makes an instance of a class with one of these gets what a function of the same purpose would give."""
_KIN = tuple(
    frozenset(group.split())
    for group in (
        "put set add insert push enqueue append store offer",
        "get pop dequeue take poll fetch read popleft extract",
        "search contains find has exists lookup __contains__",
        "__len__ size length count",
        "prepend appendleft push_front add_first insert_front add_front insert_first",
        "append add_last push_back insert_last insert_back add_back push insert add",
        "allow allowed is_allowed allow_request try_acquire acquire consume check hit request permit",
        "remove delete discard",
        "height depth levels",
        "words_with starts_with startswith with_prefix autocomplete words_starting_with find_words suggest",
    )
)
"""Names of methods that mean the same."""


def aliases(code: str, names: Sequence[str], starter: str) -> Mapping[str, str]:
    """For each wanted name that the code does not define, where to find it: `other`, or `Class.method`.

    For a method of a wanted class that the class does not have, the key is `Wanted.method` and the value the name of
    the method that does its work. Code that does not compile gives nothing.
    """
    try:
        module, wanted = ast.parse(code), ast.parse(starter)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    defined, bound = _defined(module), _imported(module)
    shapes = {name: _shape(wanted, name) for name in names}
    missing = [name for name in names if name not in defined and name not in bound]
    found: dict[str, str] = {}
    for name in missing:
        candidates = _candidates(module, {k: v for k, v in defined.items() if k not in names}, name, shapes[name])
        if len(missing) > 1:
            candidates = [each for each in candidates if _alike(name, each.rpartition(".")[2])]
        if len(candidates) == 1:
            found[name] = candidates[0]
    if len(set(found.values())) < len(found):
        return {}
    for name, shape in shapes.items():
        actual = defined.get(found.get(name, name))
        if isinstance(shape, ast.ClassDef) and isinstance(actual, ast.ClassDef):
            found |= {f"{name}.{method}": other for method, other in _other_methods(shape, actual).items()}
    return found


def _shape(wanted: ast.Module, name: str) -> ast.stmt | None:
    """The signature that a question gives for a name."""
    return next((s for s in wanted.body if getattr(s, "name", "") == name), None)


def _candidates(module: ast.Module, others: Mapping[str, ast.AST], name: str, shape: ast.stmt | None) -> list[str]:
    """What could be meant by a wanted name."""
    is_class = isinstance(shape, ast.ClassDef)
    count = -1 if is_class else _required(shape)
    if not is_class and (methods := _methods(module, name)):
        return methods
    public = {other: form for other, form in others.items() if not other.startswith("_")}
    same_kind = [other for other, form in public.items() if isinstance(form, ast.ClassDef) is is_class]
    found = _narrowed(public, same_kind, name, count)
    if found:
        return found
    if is_class:
        # A generator function, say, where a class was expected.
        return _narrowed(public, [other for other in public if other not in same_kind], name, -1)
    classes = [each for each in public.values() if isinstance(each, ast.ClassDef)]
    found = [as_function for each in classes for as_function in _as_functions(each, count)]
    if len(found) > 1:
        # What another class uses is its helper.
        used = {name for each in classes for name in _names_used(each) if name != each.name}
        found = [each for each in found if each.partition(".")[0] not in used]
    return found


def _narrowed(forms: Mapping[str, ast.AST], candidates: list[str], name: str, count: int) -> list[str]:
    """The candidates without those that something speaks against, as long as one is left."""

    def keep(chosen: Iterable[str]) -> None:
        nonlocal candidates
        candidates = list(chosen) or candidates

    if len(candidates) > 1:
        keep(other for other in candidates if not _DEMONSTRATION.fullmatch(other.lower()))
        if count >= 0:
            keep(other for other in candidates if _takes(forms[other], count))
    if len(candidates) > 1:
        # What another candidate decorates only shows that one at work.
        keep(other for other in candidates if not set(_decorator_names(forms[other])) & set(candidates))
    if len(candidates) > 1:
        # A function that another one calls is its helper.
        helpers = {
            used for other in candidates for used in _names_used(forms[other]) if used != other and used in candidates
        }
        keep(other for other in candidates if other not in helpers)
    if len(candidates) > 1:
        alike = [other for other in candidates if _alike(name, other)]
        candidates = alike if len(alike) == 1 else candidates
    if len(candidates) > 1 and count >= 0:
        fitting = [other for other in candidates if _required(forms[other]) == count]
        candidates = fitting if len(fitting) == 1 else candidates
    return candidates


def _as_functions(form: ast.ClassDef, count: int) -> list[str]:
    """How a class can stand for a function: itself, or a method of an instance that needs nothing to be made."""
    methods = _methods_of(form)
    init = methods.get("__init__")
    needs_nothing = init is None or _required(init) == 1
    if "__call__" in methods and needs_nothing and count > 0:
        return [f"{form.name}.__call__"]
    if _ACTS_AS_FUNCTION & methods.keys() or "__call__" in methods or form.bases:
        return [form.name]
    public = [f"{form.name}.{name}" for name, each in methods.items() if name[0] != "_" and _takes(each, count + 1)]
    return public if len(public) == 1 and needs_nothing else []


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


def _methods_of(form: ast.ClassDef) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    return {s.name: s for s in form.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)}


def _methods(module: ast.Module, wanted: str) -> list[str]:
    """Methods of this name, in classes that need nothing to be made, as in `class Solution`."""
    found = []
    for statement in module.body:
        if isinstance(statement, ast.ClassDef):
            methods = _methods_of(statement)
            init = methods.get("__init__")
            if init is None or _required(init) == 1:
                found += [f"{statement.name}.{name}" for name in methods if _plain(name) == _plain(wanted)]
    return found


def _other_methods(shape: ast.ClassDef, actual: ast.ClassDef) -> dict[str, str]:
    """For each method that is asked for and not there, the method that does its work."""
    wanted, methods = _methods_of(shape), _methods_of(actual)
    there = set(methods) | {n.id for s in actual.body for n in ast.walk(s) if isinstance(n, ast.Name)}
    missing = [name for name in wanted if name not in there and name not in ("__init__", "__iter__")]
    if not missing or actual.bases or "__getattr__" in methods:
        # What a class inherits can't be seen from here.
        return {}
    free = {name: form for name, form in methods.items() if name not in wanted and not form.decorator_list}
    found: dict[str, str] = {}
    for name in missing:
        fitting = [
            other
            for other, form in free.items()
            if not other.startswith("_") and other not in found.values() and _takes(form, _required(wanted[name]))
        ]
        kin = [other for other in fitting if _are_kin(name, other)]
        alone = fitting if len(missing) == 1 and not name.startswith("__") else []
        candidates = kin if kin else alone
        if len(candidates) == 1:
            found[name] = candidates[0]
    return found


def _are_kin(wanted: str, other: str) -> bool:
    names = (wanted, "_".join(_words(other)))
    return _plain(wanted) == _plain(other) or any(all(name in group for name in names) for group in _KIN)


def _required(node: ast.AST | None) -> int:
    """How many arguments must be given; -1 for what has no list of them, such as a class."""
    arguments = getattr(node, "args", None)
    if not isinstance(arguments, ast.arguments):
        return -1
    return len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)


def _takes(node: ast.AST, count: int) -> bool:
    """Whether something can be called with so many positional arguments."""
    arguments = getattr(node, "args", None)
    if not isinstance(arguments, ast.arguments):
        return True
    most = len(arguments.posonlyargs) + len(arguments.args)
    return _required(node) <= count and (count <= most or arguments.vararg is not None)


def _names_used(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}


def _decorator_names(node: ast.AST) -> Iterable[str]:
    for decorator in getattr(node, "decorator_list", ()):
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Name):
            yield target.id


def _words(name: str) -> list[str]:
    """The words of a name, in snake case or camel case."""
    return [word for word in re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_") if word]


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _alike(wanted: str, other: str) -> bool:
    ours, theirs = _words(wanted), _words(other)
    initials = "".join(word[0] for word in theirs)
    return bool(set(ours) & set(theirs)) or _plain(wanted) in _plain(other) or initials.startswith(_plain(wanted))
