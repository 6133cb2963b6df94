"""Sorting, grouping and what keeps its order."""

import heapq
from collections import Counter, OrderedDict, defaultdict
from functools import cmp_to_key, reduce
from itertools import accumulate, combinations, groupby
from operator import itemgetter

ROWS = [{"n": 2, "t": "б"}, {"n": 1, "t": "а"}, {"n": 2, "t": "a"}, {"n": 1, "t": "Б"}]


def case_sorted_and_stable():
    return [sorted(ROWS, key=itemgetter("n")), sorted("бАаБ"), sorted([3, 1, 2], reverse=True)]


def case_by_several_keys():
    return [[row["t"] for row in sorted(ROWS, key=lambda row: (-row["n"], row["t"].casefold()))]]


def case_by_comparison():
    return sorted([1, 10, 2], key=cmp_to_key(lambda a, b: (str(a) > str(b)) - (str(a) < str(b))))


def case_grouped():
    return {
        key: [row["t"] for row in rows] for key, rows in groupby(sorted(ROWS, key=itemgetter("n")), itemgetter("n"))
    }


def case_counted():
    groups = defaultdict(list)
    for row in ROWS:
        groups[row["n"]].append(row["t"])
    return [Counter("абракадабра").most_common(2), dict(groups), list(OrderedDict.fromkeys("abca"))]


def case_iterated():
    return [
        list(accumulate([1, 2, 3])),
        list(combinations("abc", 2)),
        reduce(lambda a, b: a * b, [1, 2, 3, 4]),
        heapq.nsmallest(2, [5, 1, 4]),
    ]


def case_members_keep_their_order():
    return list({"z": 1, "a": 2, **ROWS[0]})


def case_unlike_things():
    return sorted([1, "a"])
