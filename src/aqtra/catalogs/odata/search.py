"""`$search`: entries in which every term is found.

Terms are words, separated by white space, and phrases in double quotes, whose white space counts. The word `AND`, in
capitals, may stand between two terms and changes nothing; `OR` and `NOT` in capitals are refused, in quotes they are
terms like others. Everything but white space and double quotes belongs to a word; a phrase has no way to hold a double
quote. An empty search, and an empty phrase in it, ask for nothing.

A term is found in an entry when it is part of the entry's name or of the value of any text or address property with
Query, in any case of letters, as `contains` of a filter compares. Different terms may be found in different places.
Only stored names count, not the "Title #1" that stands for a missing one.
"""

import re
from typing import Final

from aqtra.catalogs.columns import TEXTS
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import SYSTEM, Field, Model
from aqtra.catalogs.odata.operands import escape_pattern
from aqtra.catalogs.odata.scope import Scope
from aqtra.catalogs.sqltext import column

MAX_SEARCH: Final = 200
MAX_TERMS: Final = 10
_OPTION: Final = "$search"
_AND: Final = "AND"
_UNSUPPORTED: Final = ("OR", "NOT")
_TERM: Final = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|(?P<quote>")')


def read_search(text: str) -> tuple[str, ...]:
    """The terms. Raises BadQuery."""
    if len(text) > MAX_SEARCH:
        raise BadQuery.at(_OPTION, MAX_SEARCH, f"longer than {MAX_SEARCH} characters", rule="max_length")
    terms: list[str] = []
    joint: int | None = None
    for match in _TERM.finditer(text):
        word, position = match["word"], match.start()
        if match["quote"]:
            raise BadQuery.at(_OPTION, position, "the quotes are not closed")
        if word in _UNSUPPORTED:
            raise BadQuery.at(_OPTION, position, f"{word} is not supported; in quotes it is a word")
        if word == _AND:
            if joint is not None or not terms:
                raise BadQuery.at(_OPTION, position, "AND stands between two terms")
            joint = position
        elif term := word or match["phrase"]:
            terms.append(term)
            joint = None
    if joint is not None:
        raise BadQuery.at(_OPTION, joint, "AND stands between two terms")
    if len(terms) > MAX_TERMS:
        raise BadQuery.at(_OPTION, 0, f"more than {MAX_TERMS} terms", rule="maximum")
    return tuple(terms)


def searched(model: Model) -> tuple[Field, ...]:
    """The fields that a search looks into."""
    query = {prop.id for prop in model.document.properties if prop.query}
    own = (field for field in model.data.values() if field.kind in TEXTS and field.property_id in query)
    return (SYSTEM["name"], *own)


def compile_search(scope: Scope, terms: tuple[str, ...]) -> list[str]:
    """One SQL condition per term."""
    conditions = []
    for term in terms:
        pattern = scope.parameters.add(f"%{escape_pattern(term)}%", "text")
        places = [f"{column(field.location, scope.alias)} ILIKE {pattern}" for field in searched(scope.model)]
        conditions.append(f"({' OR '.join(places)})")
    return conditions
