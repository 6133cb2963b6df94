"""What scripts can do, and how their failures are told."""

import base64
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from aqtra.scripting.errors import ScriptFailed
from aqtra.scripting.models import Line
from tests.integration.scripting.conftest import Bench

NUMBERS = {"n": "number", "inner": {"each": ["number"]}}


def test_numbers_are_numbers_and_keep_their_digits(bench: Bench) -> None:
    item = {"n": "1.10", "inner": {"each": ["2", "12345678901234567890.123", None]}, "text": "7"}
    (left,) = bench.run(
        "item['double'] = item['n'] * 2\nitem['kind'] = type(item['text']).__name__", item, shape=NUMBERS
    )
    assert left["double"] == Decimal("2.2")
    assert left["kind"] == "str"
    assert left["n"] == Decimal("1.1")
    assert left["inner"]["each"] == [2, "12345678901234567890.123", None]


def test_sums_of_floats_have_the_digits_that_people_expect(bench: Bench) -> None:
    (left,) = bench.run("item['sum'] = 0.1 + 0.2\nitem['large'] = 2 ** 70", {})
    assert left == {"sum": Decimal("0.3"), "large": 2**70}


def test_moments_ids_and_decimals_are_written_as_items_hold_them(bench: Bench) -> None:
    source = """
from datetime import date, datetime, time, timezone
from decimal import Decimal
from uuid import UUID
item['d'], item['t'] = date(2026, 2, 3), time(4, 5)
item['i'] = datetime(2026, 2, 3, tzinfo=timezone.utc)
item['u'], item['x'] = UUID(int=1), Decimal('1.10')
item['set'], item['pair'] = {1}, (1, 2)
"""
    (left,) = bench.run(source)
    assert left == {
        "d": "2026-02-03",
        "t": "04:05:00",
        "i": "2026-02-03T00:00:00+00:00",
        "u": "00000000-0000-0000-0000-000000000001",
        "x": Decimal("1.1"),
        "set": [1],
        "pair": [1, 2],
    }


def test_each_item_begins_afresh(bench: Bench) -> None:
    source = "item['seen'] = 'kept' in globals()\nkept = True\nitem['name'] = __name__"
    assert bench.run(source, {}, {}) == [{"seen": False, "name": "__main__"}] * 2


def test_many_items_come_back_in_their_order(bench: Bench) -> None:
    items = [{"n": str(number)} for number in range(5_001)]
    left = bench.run("item['twice'] = item['n'] * 2\ndel item['n']", *items, shape=NUMBERS)
    assert left == [{"twice": number * 2} for number in range(5_001)]


def test_an_exception_names_item_line_and_way(bench: Bench) -> None:
    source = "def check(value):\n    if value == 3:\n        raise ValueError('no threes')\n\ncheck(item['n'])"
    with pytest.raises(ScriptFailed) as failed:
        bench.run(source, *({"n": number} for number in range(5)))
    error = failed.value
    assert (error.index, error.kind, error.line, error.message) == (3, "ValueError", 3, "ValueError: no threes")
    assert [(frame.line, frame.function, frame.text) for frame in error.way] == [
        (5, "<module>", "check(item['n'])"),
        (3, "check", "raise ValueError('no threes')"),
    ]


def test_what_a_script_says_is_told_even_when_it_fails(bench: Bench) -> None:
    source = "print('one', 2)\ncontext.Logger.Info('well')\ncontext.Logger.Error(ValueError('x'), 'bad')\nraise KeyError('k')"
    with pytest.raises(ScriptFailed):
        bench.run(source)
    assert bench.told.lines == [
        Line("print", "one 2"),
        Line("info", "well"),
        Line("error", "bad: ValueError('x')"),
    ]


def test_entries_are_asked_for_and_changed_by_calls(bench: Bench) -> None:
    bench.broker.answers = {"query": [{"Id": 4}], "change": 9}
    source = """
rows = catalogs.query('SELECT "Id" FROM "c" WHERE "Id" = @id').add_parameter('@id', 4).execute()
change = catalogs.entity_set('c').update(rows[0]['Id']).set_name('New').no_tracking()
change.data['Total'] = 5
item['id'] = change.apply()
import catalogs as module
item['same'] = module.query('').execute() == rows
"""
    assert bench.run(source) == [{"id": 9, "same": True}]
    assert bench.broker.asked[:2] == [
        ("query", {"sql": 'SELECT "Id" FROM "c" WHERE "Id" = @id', "parameters": {"id": 4}}),
        (
            "change",
            {"kind": "update", "component": "c", "id": 4, "tracked": False, "name": "New", "data": {"Total": 5}},
        ),
    ]


def test_rows_have_numbers_with_their_digits_and_moments_as_text(bench: Bench) -> None:
    row = {
        "whole": Decimal(12),
        "part": Decimal("12.50"),
        "long": Decimal("12345678901234567890.123"),
        "large": Decimal(2**70),
        "at": datetime(2026, 2, 3, 4, 5, tzinfo=UTC),
        "none": None,
    }
    bench.broker.answers = {"query": [row]}
    source = "(row,) = catalogs.query('').execute()\nitem.update({name: [type(held).__name__, str(held)] for name, held in row.items()})"
    assert bench.run(source) == [
        {
            "whole": ["int", "12"],
            "part": ["float", "12.5"],
            "long": ["Decimal", "12345678901234567890.123"],
            "large": ["int", str(2**70)],
            "at": ["str", "2026-02-03T04:05:00+00:00"],
            "none": ["NoneType", "None"],
        }
    ]


def test_calls_are_answered_while_further_items_are_on_their_way(bench: Bench) -> None:
    bench.broker.answers = {"query": [{"Id": 4}]}
    source = "item['got'] = catalogs.query('x').execute()[0]['Id'] if item['n'] % 400 == 0 else 0"
    left = bench.run(source, *({"n": number} for number in range(4_000)))
    assert [each["got"] for each in left] == [4 if number % 400 == 0 else 0 for number in range(4_000)]


def test_a_refusal_is_an_exception_with_its_code(bench: Bench) -> None:
    source = "try:\n    catalogs.entity_set('c').delete(1).apply()\nexcept CatalogError as e:\n    item['e'] = [e.code, e.status]"
    assert bench.run(source) == [{"e": ["bad_request", 400]}]


@pytest.mark.parametrize(
    "source",
    [
        "import http.client\nc = http.client.HTTPSConnection('api.example', 8443)\n"
        "c.request('POST', '/x?y=1', body=b'ab', headers={'X-A': 'b'})\nr = c.getresponse()\n"
        "item['got'] = [r.status, r.getheader('x-b'), r.read().decode()]",
        "import urllib.request\n"
        "asked = urllib.request.Request('https://api.example:8443/x?y=1', data=b'ab', headers={'X-A': 'b'})\n"
        "with urllib.request.urlopen(asked) as r: item['got'] = [r.status, r.headers['x-b'], r.read().decode()]",
        "import httpx\nr = httpx.post('https://api.example:8443/x', params={'y': 1}, content=b'ab', headers={'X-A': 'b'})\n"
        "item['got'] = [r.status_code, r.headers['x-b'], r.text]",
    ],
    ids=["http.client", "urllib", "httpx"],
)
def test_http_is_called_through_the_host(bench: Bench, source: str) -> None:
    answer = {"status": 200, "reason": "OK", "headers": [["X-B", "c"]], "body": base64.b64encode(b"yes").decode()}
    bench.broker.answers = {"http": {**answer, "url": "https://api.example:8443/x?y=1"}}
    assert bench.run(source) == [{"got": [200, "c", "yes"]}]
    ((name, asked),) = bench.broker.asked
    sent = {key.lower(): value for key, value in asked["headers"]}
    assert (name, asked["method"], asked["url"]) == ("http", "POST", "https://api.example:8443/x?y=1")
    assert (base64.b64decode(asked["body"]), sent["x-a"]) == (b"ab", "b")


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("select_token(v, 'a.b[1].c')", 2),
        ("select_token(v, '$.a.b[-1].c')", 3),
        ("select_tokens(v, 'a.b[*].c')", [1, 2, 3]),
        ("select_tokens(v, '..c')", [1, 2, 3]),
        ("select_tokens(v, \"a.b[?(@.n <> '')].c\")", [1, 3]),
        ("select_tokens(v, 'a.b[?(@.c > 1 && @.n)].c')", [2, 3]),
        ("select_tokens(v, 'a.b[*].c >= 2')", [2, 3]),
        ("select_token(v, \"['odd name']\")", 7),
        ("[select_token(v, 'none'), is_null(v, 'none'), is_undefined(v, 'none')]", [None, True, False]),
        ("[select_token(v, 'x.y'), is_null(v, 'x.y'), is_undefined(v, 'x.y')]", [None, False, True]),
    ],
)
def test_paths_lead_into_json(bench: Bench, call: str, found: object) -> None:
    value = {"a": {"b": [{"c": 1, "n": "x"}, {"c": 2, "n": ""}, {"c": 3, "n": "y"}]}, "odd name": 7, "none": None}
    source = f"from json_extensions import *\nv = item['v']\nitem['found'] = {call}"
    assert bench.run(source, {"v": value})[0]["found"] == found


def test_what_is_no_path_says_where(bench: Bench) -> None:
    with pytest.raises(ScriptFailed, match=r"'a\.\[\?' is no path: nothing is known that begins with '\.\[\?'"):
        bench.run("json_extensions.select_token(item, 'a.[?')")
