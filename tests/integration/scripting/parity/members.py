"""Old members of plain values; what Python has itself comes first."""

from datetime import date
from decimal import Decimal

ROWS = {"data": {"rows": [1, 2], "name": "Счёт", "total": 1.5}}


class Basket:
    """A class of the script with members of the same names."""

    Count = 7

    def Add(self, value):
        self.added = value
        return self


def case_lists():
    rows = [3]
    rows.Add(4)
    rows.Add([5])
    return [rows, rows.Count, rows.Contains(4), rows.Remove(3), rows.Remove(99), rows, rows[1].Count, rows.ToString()]


def case_nested():
    held = {"data": {"rows": [1, 2], "name": "Счёт"}}
    held["data"]["rows"].Add({"n": 1})
    return [held, held["data"]["rows"][2].Count, held["data"]["name"].Contains("чё"), held["data"].Contains("rows")]


def case_objects():
    held = {"a": 1}
    held.Add("b", 2)
    return [held, held.ContainsKey("b"), held.Remove("a"), held.Remove("a"), held.Count]


def case_text():
    return [
        (5).ToString(),
        (1.5).ToString(),
        True.ToString(),
        "x".ToString(),
        Decimal("1.10").ToString(),
        date(2026, 3, 9).ToString("dd.MM.yyyy"),
        date(2026, 3, 9).ToString(),
    ]


def case_they_are_still_lists():
    rows = [1]
    add = rows.Add
    add(2)
    return [type(rows).__name__, rows == [1, 2], [each.ToString() for each in rows], f"{rows.Count}"]


def case_own_members_come_first():
    return [Basket.Count, Basket().Add(3).added, max(ROWS, key=lambda name: ROWS[name].Count)]


def case_in_patterns():
    match 7:
        case Basket.Count if ROWS.Count == 1:
            return ROWS["data"].Count
    return None


def case_of_what_has_none():
    return (5).Add(1)


def case_of_nothing():
    return None.ToString()
