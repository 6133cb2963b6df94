"""Expressions of builders: conditions over a form, in a subset of Python that can do nothing but calculate.

They are read here once, into a tree of plain JSON, and calculated by the server and the browser alike: one reader, two
small calculators, one corpus of cases (`tests/unit/metadata/expressions`). Pure.
"""

from aqtra.metadata.expressions.calculating import Names, calculate
from aqtra.metadata.expressions.functions import NotCalculable, Type
from aqtra.metadata.expressions.inference import WrongType, type_of
from aqtra.metadata.expressions.reading import BadExpression, Tree, read_expression

__all__ = [
    "BadExpression",
    "Names",
    "NotCalculable",
    "Tree",
    "Type",
    "WrongType",
    "calculate",
    "read_expression",
    "type_of",
]
