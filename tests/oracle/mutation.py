"""Valid options made invalid, strange or hostile by small changes."""

from collections.abc import Mapping

from hypothesis import strategies as st

from tests.oracle.literals import Draw

_WORDS = (
    "", " ", "(", ")", "((", ",", "/", "'", "''", '"', ";", ":", "=", "*", "-", "+", "$", "$count", "/$count",
    "null", "true",
    "not ", " eq ", " in (", "any(", "all(", "/any(t:", "/any()", "data/", "data", "id", "t/", " and ", " or ", " desc",
    "contains(", "length(", "now()", "year(", "round(", " add ", " divby 0", " mod 0", " mul ", "$select=", "$expand=*",
    "$filter=", "aggregate(", "groupby((", "filter(", "compute(", " with sum as x", " as ", "$count as n",
    "$it", "$root",
    "1e999", "-1e-999", "9" * 50, "1.5", "0x10", "NaN", "INF", "2026-02-30", "2026-01-01T25:00:00Z", "24:00",
    "0001-01-01",
    "9999-12-31T23:59:59-14:00", "00000000-0000-0000-0000-000000000000", "duration'P1D'", "--", "/*", ";DROP TABLE x",
    "%",
    "\\", "\\'", "$1", "{}", "{0}", "%s", "\0", "\ud800", "\u200b", "\u2028", "😀", "\r\n", "\x1b",
    "'" + "x" * 5000 + "'",
    "(" * 200, "not " * 100, "a/" * 50, "eq eq eq", "ne null", " gt null", "AND", "OR", "NOT",
)  # fmt: skip
_OPTIONS = (
    "filter", "orderby", "top", "skip", "skiptoken", "count", "select", "expand", "search", "apply", "format",
    "compute",
    "",
    "$filter", "FILTER", "levels", "deltatoken",
)  # fmt: skip


@st.composite
def mutated(draw: Draw, options: Mapping[str, str]) -> dict[str, str]:
    """One to four changes of the values, and perhaps an option more."""
    made = dict(options)
    for _ in range(draw(st.integers(1, 4))):
        if not made or draw(st.integers(0, 7)) == 0:
            made[draw(st.sampled_from(_OPTIONS))] = _drawn(draw)
        else:
            name = draw(st.sampled_from(sorted(made)))
            made[name] = _changed(draw, made[name])
    return made


def _changed(draw: Draw, text: str) -> str:
    """Something put in, taken out, doubled or moved."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 8)))
    match draw(st.sampled_from(["insert", "replace", "delete", "double", "cut", "swap"])):
        case "insert":
            return text[:start] + _drawn(draw) + text[start:]
        case "replace":
            return text[:start] + _drawn(draw) + text[end:]
        case "delete":
            return text[:start] + text[end:]
        case "double":
            return text[:end] + text[start:]
        case "cut":
            return text[:start]
        case _:
            return text[start:] + text[:start]


def _drawn(draw: Draw) -> str:
    return str(draw(_anything))


_anything = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), st.text(max_size=6))
