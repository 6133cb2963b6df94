"""How functions of a script are called."""

import ast
import inspect
from collections.abc import Callable, Sequence
from typing import Any

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def invoke(function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    """Calls with as many of the arguments as the function accepts."""
    return function(*accepted(function, arguments))


def accepted(function: Callable[..., Any], arguments: Sequence[Any]) -> Sequence[Any]:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        # Some built-in functions do not say what they accept.
        return arguments
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return arguments
    return arguments[: sum(parameter.kind in POSITIONAL for parameter in parameters)]


def parameters(text: str) -> list[Any]:
    """Configured parameters: values as Python writes them, separated by commas; anything else is text."""
    try:
        return list(ast.literal_eval(f"[{text}]"))
    except (SyntaxError, ValueError):
        return [part.strip() for part in text.split(",")]
