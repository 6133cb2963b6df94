"""Texts and expressions of a template with the values of one document."""

import re
from collections.abc import Mapping
from decimal import Decimal, DecimalException, localcontext
from typing import Any, Final

from jinja2 import TemplateError

from aqtra.templates import limits
from aqtra.templates.expressions import BadExpression, Sandbox, check_expression, check_text
from aqtra.templates.rendering import formats
from aqtra.templates.rendering.formats import PRECISION, Formats, Unwritable

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold (XML 1.0, 2.2), and with it neither DOCX nor XLSX."""


class EvaluationFailed(ValueError):
    """Why an expression has no value, in words."""


class _Exact(Sandbox):
    """Reckons in decimals; what null takes part in is null."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if left is None or right is None:
            return None
        left, right = _exact(left), _exact(right)
        if isinstance(left, str | list) or isinstance(right, str | list):
            if operator != "+" or type(left) is not type(right):
                raise EvaluationFailed(f"{operator} takes numbers")
            if len(left) + len(right) > limits.TEXT_SIZE:
                raise EvaluationFailed("the text is too long")
        return super().call_binop(context, operator, left, right)


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Evaluator:
    """Compiles each text once. `scope` is what may be read."""

    def __init__(self, written: Formats) -> None:
        self._environment = _Exact(finalize=written.automatic)
        self._environment.filters |= {
            "number": written.number,
            "money": written.money,
            "percent": written.percent,
            "date": written.date,
            "datetime": written.datetime,
            "time": written.time,
            "checkmark": formats.checkmark,
            "sum": formats.total,
            "average": formats.average,
            "min": formats.least,
            "max": formats.greatest,
        }
        self._texts: dict[str, Any] = {}
        self._expressions: dict[str, Any] = {}

    def text(self, text: str, scope: Mapping[str, Any]) -> str:
        """Raises EvaluationFailed."""
        if "{" not in text:
            return readable(text)
        return readable(str(self._guarded(self._texts, check_text, self._environment.from_string, text, scope)))

    def value(self, expression: str, scope: Mapping[str, Any]) -> Any:
        """Raises EvaluationFailed."""
        found = self._guarded(self._expressions, check_expression, self._compiled, expression, scope)
        return readable(found) if isinstance(found, str) else _exact(found)

    def _compiled(self, expression: str) -> Any:
        return self._environment.compile_expression(expression, undefined_to_none=False)

    def _evaluated(self, found: Any, scope: Mapping[str, Any], *, is_text: bool) -> Any:
        result = found.render(scope) if is_text else found(**scope)
        if isinstance(result, self._environment.undefined):
            str(result)  # raises: it says what is missing
        return result

    def _guarded(self, known: dict[str, Any], check: Any, compile_: Any, text: str, scope: Mapping[str, Any]) -> Any:
        try:
            if text not in known:
                check(text)
                known[text] = compile_(text)
            with localcontext(prec=PRECISION):
                return self._evaluated(known[text], scope, is_text=known is self._texts)
        except (BadExpression, EvaluationFailed, Unwritable) as error:
            raise EvaluationFailed(str(error)) from error
        except TemplateError as error:
            raise EvaluationFailed(error.message or "the expression cannot be read") from error
        except DecimalException as error:
            raise EvaluationFailed("a division by zero, or a number too large") from error
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
            raise EvaluationFailed("the values do not fit the expression") from error


def readable(text: str) -> str:
    """Without characters that documents cannot hold. Raises EvaluationFailed."""
    if len(text) > limits.TEXT_SIZE:
        raise EvaluationFailed("the text is too long")
    return _UNWRITABLE.sub("", text)
