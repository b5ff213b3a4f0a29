"""Writes out the constructors of dataclasses, which the compiler of the extraction leaves to interpreted Python.

Compiled from its source, a constructor stores the values in place; it also tells the compiler that every field is
set, so that reading one needs no check. What dataclasses give besides (comparing, hashing, showing, being frozen)
stays theirs. Only compiled code may set the fields of a frozen one like this.
"""

from __future__ import annotations

import ast


def with_constructors(source: str) -> str:
    """The module with a constructor in every dataclass at its top that has no base and none of its own.

    It stands in the blank line behind the fields, so that no line moves.
    """
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.bases:
            decorator = next((d for d in node.decorator_list if ast.unparse(d).startswith("dataclass")), None)
            fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
            if decorator is not None and fields and "__init__" not in _methods(node):
                behind = fields[-1].end_lineno or 0
                if lines[behind]:
                    raise ValueError(f"no blank line behind the fields of {node.name}")
                lines[behind] = _constructor(fields, _is_keyword_only(decorator), "__post_init__" in _methods(node))
    return "\n".join(lines)


def _methods(node: ast.ClassDef) -> set[str]:
    return {part.name for part in node.body if isinstance(part, ast.FunctionDef)}


def _is_keyword_only(decorator: ast.expr) -> bool:
    options = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any(option.arg == "kw_only" and ast.unparse(option.value) == "True" for option in options)


def _constructor(fields: list[ast.AnnAssign], keyword_only: bool, goes_on: bool) -> str:
    """The constructor in one line. The type checker, which has seen the fields, is told not to mind frozen ones."""
    parameters = ["self", "*"] if keyword_only else ["self"]
    statements = []
    for field in fields:
        name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
        options = _options(field.value)
        if options.get("init") == "False":
            continue
        if "default_factory" in options:
            parameters.append(f"{name}: {kind} | None = None")
            statements.append(f"self.{name} = {options['default_factory']}() if {name} is None else {name}")
        else:
            parameters.append(f"{name}: {kind}" + (f" = {options['default']}" if "default" in options else ""))
            statements.append(f"self.{name} = {name}")
    if goes_on:
        statements.append("self.__post_init__()")
    return f"    def __init__({', '.join(parameters)}) -> None: {'; '.join(statements)}  # type: ignore"


def _options(value: ast.expr | None) -> dict[str, str]:
    """What is said of a field: its default, or the arguments of `field`."""
    if value is None:
        return {}
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        return {option.arg or "": ast.unparse(option.value) for option in value.keywords}
    return {"default": ast.unparse(value)}
