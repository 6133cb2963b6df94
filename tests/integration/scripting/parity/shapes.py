"""What scripts are built of: classes, generators, patterns, closures."""

from __future__ import annotations

import copy
import csv
import enum
import io
from dataclasses import asdict, dataclass, field, replace


@dataclass(order=True)
class Line:
    """One line of an invoice."""

    net: float
    tags: list[str] = field(default_factory=list)


class State(enum.IntEnum):
    """Of an invoice."""

    NEW = 0
    PAID = 1


def case_records():
    line = Line(2.5)
    return [asdict(replace(line, net=3)), Line(1) < Line(2), repr(line), State(1).name, State.PAID + 1]


def case_generators():
    def evens():
        number = 0
        while True:
            step = yield number
            number += step or 2

    made = evens()
    return [next(made), next(made), made.send(10), [*range(3)], sum(number * number for number in range(4))]


def case_patterns():
    found = []
    for value in ({"kind": "a", "n": 1}, [1, 2, 3], "text", Line(5)):
        match value:
            case {"kind": "a", **rest}:
                found.append(rest)
            case [first, *_]:
                found.append(first)
            case Line(net=net):
                found.append(net)
            case str():
                found.append("str")
    return found


def case_copies():
    held = {"rows": [1]}
    shallow, deep = copy.copy(held), copy.deepcopy(held)
    held["rows"].append(2)
    return [shallow, deep]


def case_tables():
    rows = list(csv.DictReader(io.StringIO('имя;сумма\n"А; Б";1,5\n'), delimiter=";"))
    written = io.StringIO()
    csv.writer(written).writerow(["а,б", 'в"г', 1.0])
    return [rows, written.getvalue()]


def case_closures():
    functions = [lambda value, n=number: value + n for number in range(3)]
    return [function(10) for function in functions]
