"""Whatever somebody writes is either refused by name or confined to views."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.sql.errors import BadSql
from aqtra.catalogs.sql.rewrite import LONGEST, rewrite

KEY = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
SEEDS = [
    f'SELECT a."Id", count(*) AS n FROM "{KEY}" a WHERE a."Data_X" = @name GROUP BY 1 HAVING count(*) > 1 ORDER BY 2',
    f'WITH x AS (SELECT * FROM "{KEY}") SELECT x."Id", row_number() OVER (PARTITION BY "Name" ORDER BY "Id") FROM x',
    f"SELECT CASE WHEN \"Id\" > 1 THEN 'a' ELSE 'b' END FROM \"{KEY}\" UNION ALL SELECT 'c'",
    f'SELECT u.v FROM "{KEY}" a CROSS JOIN unnest(a."Data_Tags") AS u(v) LIMIT 5',
]
PIECES = st.sampled_from(
    ["(", ")", "'", '"', "--", "/*", "*/", ";", "$$", "E'\\'", "@a", "$1", "::", "pg_sleep(9)", "\\", "\0", "\n"]
)
PHRASES = st.sampled_from(
    [" FROM pg_class ", " INTO t ", " FOR UPDATE ", " DELETE FROM x ", "::regclass", "U&'\\0027'", f'"{KEY}"', " WITH "]
)


def view_of(key: UUID) -> str:
    return f"v_{key.hex}_1"


def rewritten(text: str) -> str:
    return rewrite(text, "views", view_of).statement


def test_a_component_becomes_its_view_under_the_name_it_was_called_by() -> None:
    assert rewritten(f'SELECT "{KEY}"."Id" FROM "{KEY}"') == (
        f'SELECT "{KEY}"."Id" FROM "views"."{view_of(UUID(KEY))}" AS "{KEY}"'
    )


def test_parameters_are_numbered_by_name() -> None:
    found = rewrite("SELECT @b, @a, @b", "views", view_of)
    assert found.statement == "SELECT $1, $2, $1"
    assert found.parameters == ("b", "a")


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(BadSql) as refused:
        rewritten(f'SELECT 1\nFROM "{KEY}"\nWHERE "Id" = pg_sleep("Id")')
    assert refused.value.params["line"] == 3


def test_names_of_a_with_clause_hide_components_only_where_they_reach() -> None:
    inner = f'SELECT 1 FROM (WITH "{KEY}" AS (SELECT 1) SELECT 1 FROM "{KEY}") a, "{KEY}" b'
    assert rewritten(inner).count('"views".') == 1


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 200), PIECES | PHRASES), min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_mutilated_queries_are_refused_or_stay_confined(
    seed: str, inserted: list[tuple[int, str]], removed: int
) -> None:
    text = seed
    for place, piece in inserted:
        place %= len(text)
        text = text[:place] + piece + text[place + removed :]
    _is_confined(text)


@given(st.text(max_size=200))
def test_any_text_is_refused_or_stays_confined(text: str) -> None:
    _is_confined(text)


@pytest.mark.parametrize("opening", ["(", "(SELECT ", "CASE WHEN ", "NOT ", "- ", "a.", "[", "{"])
def test_deep_nesting_is_refused_before_it_costs_anything(opening: str) -> None:
    with pytest.raises(BadSql):
        rewritten("SELECT " + opening * 5_000 + "1")


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(BadSql):
        rewritten("SELECT " + "1," * LONGEST + "1")


def _is_confined(text: str) -> None:
    try:
        statement = rewritten(text)
    except BadSql:
        return
    outside_texts = re.sub(r"'(?:[^']|'')*'", "''", statement)
    assert ";" not in re.sub(r'"(?:[^"]|"")*"', '""', outside_texts)
    assert not re.search(r"pg_sleep|regclass|FOR UPDATE|INTO|DELETE", re.sub(r'"(?:[^"]|"")*"', '""', outside_texts))
    schemas = re.findall(r'"((?:[^"]|"")*)"\."v_[0-9a-f]{32}_1" AS', outside_texts)
    assert set(schemas) <= {"views"}
