"""Paths into JSON."""

from json_extensions import is_null, is_undefined, select_token, select_tokens

VALUE = {"a": {"b": [{"c": 1, "n": "x"}, {"c": 2, "n": ""}, {"c": 3, "n": "ё"}]}, "odd name": 7, "none": None}


def case_one():
    return [select_token(VALUE, path) for path in ("a.b[1].c", "$.a.b[-1].n", "['odd name']", "none", "a.x.y")]


def case_all():
    return [select_tokens(VALUE, path) for path in ("a.b[*].c", "..c", "a.b[?(@.n <> '')].c", "a.b[*].c >= 2")]


def case_nothing():
    return [is_null(VALUE, "none"), is_undefined(VALUE, "none"), is_null(VALUE, "x"), is_undefined(VALUE, "x")]


def case_no_path():
    return select_token(VALUE, "a.[?")
