"""Failures of steps that transform items. All are StepErrors: they name the item, and the place in it."""

from aqtra.dataflow.errors import StepError


class InvalidModel(StepError):
    """Posted values break the schema of the model; each is named."""

    code = "validation_failed"


class NotAnArray(StepError):
    """The value to split or to aggregate is neither an array nor null."""

    code = "not_an_array"


class NotNumeric(StepError):
    """A value that is to be calculated with is not a number."""

    code = "not_numeric"


class NotBoolean(StepError):
    """An operand of a logical operator is neither true nor false."""

    code = "not_boolean"


class DivisionByZero(StepError):
    """The right operand of a division is 0."""

    code = "division_by_zero"


class JoinTooLarge(StepError):
    """The result of a join would have more items than a run may have."""

    code = "join_too_large"
    status = 413


class TooManyFields(StepError):
    """Items without a declared model have too many different members."""

    code = "too_many_fields"
    status = 413
