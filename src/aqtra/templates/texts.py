"""Texts of templates and what they may hold: names, colours, expressions."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from aqtra.templates import limits
from aqtra.templates.expressions import RESERVED, check_expression, check_text


def _property_name(name: str) -> str:
    if name in RESERVED:
        raise ValueError(f"{name} has a meaning of its own in expressions")
    return name


def _text(text: str) -> str:
    check_text(text)
    return text


def _expression(text: str) -> str:
    if text:
        check_expression(text)
    return text


_LOCALE: Final = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")


def _locale(name: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        if not _LOCALE.fullmatch(name):
            raise ValueError
        Locale.parse(name)
    except (ValueError, UnknownLocaleError) as error:
        raise ValueError("a language such as en, de or pt_BR is needed") from error
    return name


Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(max_length=200)]
Description = Annotated[str, StringConstraints(max_length=2000)]
PropertyName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,59}$"), AfterValidator(_property_name)
]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Text = Annotated[str, StringConstraints(max_length=limits.TEXT), AfterValidator(_text)]
"""With expressions in double braces."""
Expression = Annotated[str, StringConstraints(max_length=limits.EXPRESSION), AfterValidator(_expression)]
"""A value without braces; empty where there is none."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
LocaleName = Annotated[str, StringConstraints(max_length=20), AfterValidator(_locale)]
