"""Nested options and tokens of pages: read, or refused with their place."""

import json
from base64 import urlsafe_b64encode

from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.keyset import sections_behind
from aqtra.catalogs.odata.options import MAX_EXPAND_DEPTH, Expand, read_options
from aqtra.catalogs.odata.ordering import Key
from aqtra.catalogs.sqltext import Parameters

WORDS = ["a", "b", "(", ")", ";", ",", "=", "/", "*", "$select", "$expand", "$filter", "$orderby", "$top", "$skip"]
WORDS += ["1", "eq", "'x'", "desc", "any", "t", ":", " "]
KEYS = (
    Key("price", "t.p", "number", descending=True),
    Key("due", "t.d", "datetime", descending=False),
    Key("title", "t.t", "string", descending=False),
    Key("id", "t.id", "integer", descending=False, nullable=False),
)


def depth(expand: tuple[Expand, ...]) -> int:
    return max((1 + depth(one.options.expand if one.options else ()) for one in expand), default=0)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_expansion_is_read_or_refused(text: str) -> None:
    try:
        read = read_options([("$expand", text)])
    except BadQuery as refused:
        assert 0 <= refused.params["position"] <= len(text)  # noqa: PT017
        assert [field.field for field in refused.fields] == ["$expand"]  # noqa: PT017
    else:
        assert 1 <= depth(read.expand) <= MAX_EXPAND_DEPTH


@given(st.text(max_size=60))
def test_any_search_is_read_or_refused(text: str) -> None:
    try:
        terms = read_options([("$search", text)]).search
    except BadQuery as refused:
        assert 0 <= refused.params["position"] <= len(text)  # noqa: PT017
    else:
        assert all(term and '"' not in term for term in terms)
        # Written as phrases they are the same search.
        assert read_options([("$search", " AND ".join(f'"{term}"' for term in terms))]).search == terms


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
texts = st.sampled_from(["1", "-2.50", "2026-01-01T00:00:00+00:00", "NaN", "infinity", "9" * 40, "\0", "\ud800"])
contents = st.recursive(values | texts, lambda inner: st.lists(inner, max_size=5), max_leaves=20)
fitting = st.tuples(st.just(["price desc", "due", "title", "id"]), st.lists(values | texts, min_size=4, max_size=4))


@given(contents | fitting)
def test_any_token_is_read_or_refused(content: object) -> None:
    token = urlsafe_b64encode(json.dumps(content).encode()).decode()
    parameters = Parameters()
    try:
        sections = sections_behind(KEYS, token, parameters)
    except BadQuery as refused:
        assert [field.field for field in refused.fields] == ["$skiptoken"]  # noqa: PT017
    else:
        assert all(value is not None for value in parameters.values)
        # No index serves the first key, so the rows behind are one stretch.
        assert [len(section) for section in sections] == [1]


@given(st.text(max_size=80))
def test_any_text_as_a_token_is_refused(token: str) -> None:
    try:
        sections_behind(KEYS, token, Parameters())
    except BadQuery:
        return
    raise AssertionError("nobody made this token")
