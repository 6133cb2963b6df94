"""JSON, and the names of members that flows give types."""

import json


def case_read():
    return json.loads('{"a": [1, 2.50, -0.0, 1e3, null, true], "б": "\\u0416\\ud83d\\udc4d"}')


def case_written():
    return [
        json.dumps({"б": "Ж👍", "n": 1.10, "big": 2**70}),
        json.dumps([1, None], indent=1),
        json.dumps({"b": 1, "a": 2}, sort_keys=True),
    ]


def case_typed_names():
    item = {"_total@number": 5, "_when@datetime": "2026-01-01T00:00:00Z"}
    item["_total@number"] += 1
    item["_tags@array"] = ["a"]
    return [item, "_total@number" in item, item.get("_none@string")]


def case_no_json():
    return json.loads('{"a": }')


def case_a_set_is_no_json():
    return json.dumps({1})
