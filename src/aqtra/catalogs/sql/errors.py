"""What can go wrong with users' SQL.

BadRequest
└── BadSql          the text cannot be read, or holds what is not allowed
ValidationFailed
└── TooManyRows     the answer is larger than asked for
"""

from typing import Self

from aqtra.kernel.errors import BadRequest, FieldError, ValidationFailed


class BadSql(BadRequest):
    """A query cannot be read, or holds what is not allowed. Params, where known: line and column, from 1."""

    code = "bad_sql"

    @classmethod
    def at(cls, message: str, line: int | None, column: int | None) -> Self:
        where = {} if line is None else {"line": line, "column": column}
        said = message if line is None else f"line {line}, column {column}: {message}"
        return cls(said, fields=[FieldError(field="text", rule="syntax", message=message, params=where)], **where)


class TooManyRows(ValidationFailed):
    """The answer has more rows than asked for. Params: limit."""

    code = "too_many_rows"
