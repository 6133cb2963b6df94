"""SQL that builders try: what is answered, and what no wording gets through."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish, save_component

QUERY = "/api/v1/studio/query"


def ask(client: Client, text: str, **parameters: Any) -> Any:
    return client.post(QUERY, json={"text": text, "parameters": parameters})


def rows(client: Client, text: str, **parameters: Any) -> list[list[Any]]:
    response = ask(client, text, **parameters)
    assert response.status_code == 200, response.text
    return list(response.json()["rows"])


@pytest.fixture(scope="module")
def shop(builder: Client) -> dict[str, str]:
    """Makers and their products: keys by name."""
    makers = create_component(builder, "SQL makers", [property_("Land")])
    assert publish(builder, makers)["state"] == "completed"
    maker_key = makers["document"]["key"]
    products = create_component(
        builder,
        "SQL products",
        [
            property_("Title"),
            property_("Price", "number"),
            property_("Pieces", "integer"),
            property_("Since", "datetime"),
            property_("Maker", "catalog", component=maker_key),
            property_("Makers", "array", component=maker_key),
            property_("Labels", "array", items="string"),
        ],
    )
    assert publish(builder, products)["state"] == "completed"
    key = products["document"]["key"]
    land = builder.post(f"/api/v1/entries/{maker_key}", json={"data": {"Land": "TR"}, "name": "Ada"}).json()["id"]
    for title, price, pieces in (
        ("Nail", "0.10", 9007199254740993),
        ("Saw", "12345678901234567890.5", 2),
        ("Old", "1", 1),
    ):
        data = {
            "Title": title,
            "Price": price,
            "Pieces": str(pieces),
            "Since": "2026-03-01T10:00:00+03:00",
            "Maker": land,
            "Makers": [land],
            "Labels": ["b", "a"],
        }
        created = builder.post(f"/api/v1/entries/{key}", json={"data": data})
        assert created.status_code == 201, created.text
    builder.delete(f"/api/v1/entries/{key}/{created.json()['id']}").raise_for_status()
    return {"makers": maker_key, "products": key}


def test_rows_have_exact_values_under_the_names_of_the_properties(builder: Client, shop: dict[str, str]) -> None:
    response = ask(
        builder,
        f'SELECT p."Data_Title", p."Data_Price", p."Data_Pieces", p."Data_Since", p."Data_Labels", m."Name" AS maker '
        f'FROM "{shop["products"]}" p JOIN "{shop["makers"]}" m ON m."Id" = p."Data_Maker" ORDER BY 1',
    )
    assert response.json() == {
        "columns": ["Data_Title", "Data_Price", "Data_Pieces", "Data_Since", "Data_Labels", "maker"],
        "rows": [
            ["Nail", "0.10", "9007199254740993", "2026-03-01T07:00:00+00:00", ["b", "a"], "Ada"],
            ["Saw", "12345678901234567890.5", 2, "2026-03-01T07:00:00+00:00", ["b", "a"], "Ada"],
        ],
    }


def test_entries_marked_for_deletion_are_not_there(builder: Client, shop: dict[str, str]) -> None:
    assert rows(builder, f'SELECT count(*) AS n FROM "{shop["products"]}"') == [[2]]


def test_parameters_are_values_whatever_they_say(builder: Client, shop: dict[str, str]) -> None:
    text = f'SELECT "Data_Title" FROM "{shop["products"]}" WHERE "Data_Title" = @title'
    assert rows(builder, text, title="Saw") == [["Saw"]]
    assert rows(builder, text, title="' OR 1=1 --") == []
    listed = f'SELECT count(*) AS n FROM "{shop["products"]}" WHERE "Data_Title" = ANY(@titles)'
    assert rows(builder, listed, titles=["Saw", "Nail"]) == [[2]]


def test_a_missing_and_an_unknown_parameter_are_named(builder: Client, shop: dict[str, str]) -> None:
    missing = ask(builder, f'SELECT 1 FROM "{shop["products"]}" WHERE "Id" = @id')
    problem(missing, 400, "bad_sql")
    assert fields(missing) == {"parameters.id": "required"}
    unknown = ask(builder, "SELECT 1", surplus=1)
    assert fields(unknown) == {"parameters.surplus": "unknown_field"}


def test_renamed_properties_have_their_new_name_after_publication(
    builder: Client, published: Callable[..., dict[str, Any]]
) -> None:
    stored = published("SQL renamed", [property_("Before")])
    key = stored["document"]["key"]
    builder.post(f"/api/v1/entries/{key}", json={"data": {"Before": "x"}}).raise_for_status()
    document = stored["document"]
    renamed = {**document, "properties": [{**document["properties"][0], "name": "After"}]}
    current = builder.get(f"/api/v1/studio/components/{key}").json()
    assert publish(builder, save_component(builder, current, renamed))["state"] == "completed"
    assert rows(builder, f'SELECT "Data_After" FROM "{key}"') == [["x"]]
    problem(ask(builder, f'SELECT "Data_Before" FROM "{key}"'), 400, "bad_sql")


def test_more_rows_than_asked_for_are_an_error_not_a_part(builder: Client, shop: dict[str, str]) -> None:
    response = builder.post(QUERY, json={"text": f'SELECT "Id" FROM "{shop["products"]}"', "limit": 1})
    assert problem(response, 422, "too_many_rows")["params"] == {"limit": 1}


LARGE = "replace(" * 2 + "'{k}','a','{k}'),'a','{h}')"


def test_an_answer_beyond_what_memory_should_hold_is_refused(builder: Client) -> None:
    value = LARGE.format(k="a" * 1000, h="a" * 40)
    refused = ask(builder, f"SELECT {value} AS large")
    assert "bytes" in problem(refused, 400, "bad_sql")["detail"]
    assert rows(builder, f"SELECT length({value}) AS size") == [[40_000_000]]


TOO_MUCH = [
    "SELECT length(" + LARGE.format(k="a" * 1000, h="a" * 2000) + ") AS x",
    "WITH RECURSIVE r(n) AS (SELECT ARRAY[1] UNION ALL SELECT n || n FROM r) SELECT cardinality(n) AS m FROM r",
    "SELECT 1 FROM {t} GROUP BY CUBE(" + ", ".join(f'"Id" + {number}' for number in range(13)) + ")",
    "SELECT * FROM " + ", ".join("{t} a" + str(number) for number in range(300)),
    "SELECT 1" + "::int" * 2000 + " AS x",
    "SELECT " + "NOT " * 3000 + "true AS x",
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_what_asks_for_more_than_can_be_built_is_a_refusal(builder: Client, shop: dict[str, str], text: str) -> None:
    problem(ask(builder, text.replace("{t}", f'"{shop["products"]}"')), 400, "bad_sql")


def test_an_answer_without_rows_or_columns_is_an_answer(builder: Client, shop: dict[str, str]) -> None:
    empty = ask(builder, f'SELECT "Id" AS one, "Name" AS other FROM "{shop["products"]}" WHERE false').json()
    assert empty == {"columns": ["one", "other"], "rows": []}
    assert rows(builder, f'SELECT FROM "{shop["products"]}"') == [[], []]
    assert rows(builder, "SELECT NULL::text AS nothing") == [[None]]
    ordered = f'SELECT "Data_Title" AS answer FROM "{shop["products"]}" ORDER BY 1 DESC'
    assert rows(builder, ordered) == [["Saw"], ["Nail"]]


def test_numbers_that_json_does_not_know_are_told_in_words(builder: Client) -> None:
    special = "SELECT 'NaN'::float8 AS a, 'Infinity'::float8 AS b, '-Infinity'::float8 AS c, 'NaN'::numeric AS d"
    assert rows(builder, special) == [["NaN", "Infinity", "-Infinity", "NaN"]]


def test_spans_of_time_are_told_with_their_months(builder: Client) -> None:
    text = (
        "SELECT interval '1 year 2 months 3 days' AS long, interval '-00:00:01.5' AS short, "
        "ARRAY[interval '1 month'] AS listed, interval '30 days' AS days"
    )
    assert rows(builder, text) == [["P1Y2M3D", "PT-1.5S", ["P1M"], "P30D"]]


def test_two_columns_of_one_name_are_refused(builder: Client, shop: dict[str, str]) -> None:
    both = f'SELECT a."Id", b."Id" FROM "{shop["products"]}" a, "{shop["products"]}" b'
    problem(ask(builder, both), 400, "bad_sql")


def test_a_query_that_never_ends_is_stopped(builder: Client) -> None:
    endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 1 FROM t) SELECT count(*) AS n FROM t"
    response = builder.post(QUERY, json={"text": endless, "seconds": 1})
    assert problem(response, 504, "timed_out")["params"] == {"seconds": 1}


def test_a_component_that_is_not_there_looks_like_any_other_missing_one(builder: Client) -> None:
    problem(ask(builder, 'SELECT 1 FROM "3f2504e0-4f89-11d3-9a0c-0305e82c3301"'), 404, "component_not_found")


def test_only_builders_may_ask(visitor: Client) -> None:
    problem(ask(visitor, "SELECT 1"), 401, "not_signed_in")


HOSTILE = [
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE infra.outbox",
    "DELETE FROM {t}",
    "UPDATE {t} SET \"Name\" = 'x'",
    "INSERT INTO {t} VALUES (1)",
    "TRUNCATE {t}",
    "DROP SCHEMA catalogs CASCADE",
    "CREATE TABLE x (a int)",
    "ALTER TABLE {t} ADD a int",
    "GRANT ALL ON {t} TO PUBLIC",
    "COPY {t} TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "EXPLAIN ANALYZE SELECT 1",
    "SET ROLE aqtra_owner",
    "RESET ROLE",
    "BEGIN",
    "COMMIT",
    "DO $$ BEGIN END $$",
    "CALL x()",
    "LISTEN aqtra",
    "NOTIFY aqtra, 'x'",
    "LOCK TABLE {t}",
    "VACUUM",
    "PREPARE x AS SELECT 1",
    "EXECUTE x",
    "SHOW ALL",
    "VALUES (1)",
    "WITH x AS (DELETE FROM {t} RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO {t} VALUES (1) RETURNING *) SELECT * FROM x",
    "SELECT * INTO x FROM {t}",
    "SELECT * FROM {t} FOR UPDATE",
    "SELECT * FROM {t} FOR SHARE",
    "SELECT * FROM identity.account",
    "SELECT * FROM catalogs.file",
    'SELECT * FROM views."v_1"',
    "SELECT * FROM pg_class",
    "SELECT * FROM pg_catalog.pg_authid",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM (WITH pg_shadow AS (SELECT 1) SELECT 1) a, pg_shadow",
    "WITH a AS (SELECT 1) SELECT * FROM b",
    "SELECT * FROM (WITH inner_one AS (SELECT 1) SELECT * FROM inner_one) a, inner_one",
    "SELECT pg_sleep(20)",
    "SELECT pg_catalog.pg_sleep(20)",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT set_config('role', 'aqtra_owner', true)",
    "SELECT current_setting('data_directory')",
    "SELECT query_to_xml('select * from identity.account', true, true, '')",
    "SELECT database_to_xml(true, true, '')",
    "SELECT * FROM dblink('x', 'y') AS t(a int)",
    "SELECT nextval('infra.outbox_id_seq')",
    "SELECT txid_current()",
    "SELECT pg_notify('aqtra', '{{}}')",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_terminate_backend(1)",
    "SELECT inet_server_addr()",
    "SELECT version()",
    "SELECT current_user",
    "SELECT session_user",
    "SELECT current_database()",
    "SELECT 'identity.account'::regclass",
    "SELECT CAST('x' AS pg_catalog.regclass)",
    "SELECT 'a'::xml",
    "SELECT * FROM generate_series(1, 1000000000)",
    "SELECT repeat('x', 1000000000)",
    "SELECT lpad('x', 1000000000)",
    "SELECT xmlparse(DOCUMENT '<a/>')",
    "SELECT * FROM xmltable('/a' PASSING '<a/>' COLUMNS b text)",
    "SELECT * FROM json_to_recordset('[]') AS t(a int)",
    "SELECT * FROM {t} TABLESAMPLE SYSTEM (10)",
    "SELECT * FROM ONLY {t}",
    "SELECT * FROM ROWS FROM (pg_sleep(1))",
    "SELECT 'a' COLLATE \"C\"",
    "SELECT OPERATOR(pg_catalog.+) 1",
    "SELECT 1 OPERATOR(pg_catalog.+) 1",
    "SELECT $1",
    "SELECT :a",
    "SELECT ?",
    "SELECT %(a)s",
    "SELECT {{{{ 1 }}}}",
    "SELECT E'\\\\x41'",
    "SELECT U&'\\\\0041'",
    "SELECT $$a$$ FROM pg_user",
    "SELECT 'unclosed",
    'SELECT "unclosed',
    "SELECT /* unclosed",
    "SELECT (1",
    "",
    "   ",
    "-- only a remark",
    "\u0000",
    "SELECT '\u0000'",
    "\ufeffSELECT",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_more_than_reading_components_is_refused(builder: Client, shop: dict[str, str], text: str) -> None:
    response = ask(builder, text.format(t=f'"{shop["products"]}"'))
    assert response.status_code in (400, 422), response.text
    assert response.json()["fields"], response.text


PLACES: list[tuple[str, int, int]] = [
    ("SELECT 1,\n  pg_sleep(2)", 2, 3),
    ("SELECT abc def ghijk", 1, 16),
    ('SELECT 1 AS "ünï" FROM\n\n "no component"', 3, 2),
    ("SELECT * FROM a.bcd", 1, 15),
    ("SELECT 1 FROM {t} WHERE 'x'::regclass = 'y'", 1, 60),
    ("  DELETE FROM {t}", 1, 3),
    ('SELECT 1 FROM {t} x WHERE x.a.b."Id" = 1', 1, 62),
    ("SELECT 1 FROM (abc", 1, 16),
    ("WITH pg_one AS (SELECT 1) SELECT 1", 1, 6),
    ("SELECT 'a\nb' AS x, 'c\nd' e 'f\ng'", 3, 6),
]


@pytest.mark.parametrize(("text", "line", "column"), PLACES)
def test_a_refusal_names_where_the_word_begins(
    builder: Client, shop: dict[str, str], text: str, line: int, column: int
) -> None:
    response = ask(builder, text.format(t=f'"{shop["products"]}"'))
    assert problem(response, 400, "bad_sql")["params"] == {"line": line, "column": column}


def test_after_all_that_the_application_still_has_its_own_role(builder: Client, shop: dict[str, str]) -> None:
    created = builder.post(f"/api/v1/entries/{shop['makers']}", json={"data": {"Land": "DE"}})
    assert created.status_code == 201, created.text
