"""Writes the page of the corpus: `python -m tests.integration.scripting.corpus.report > docs/security/corpus.md`."""

import sys

from tests.integration.scripting.corpus import ATTACKS
from tests.integration.scripting.corpus.model import Attack

_HEAD = """# Attacks of scripts

What hostile scripts try, in 52 numbers, and what stops each of them. Written by `make schema` from the corpus itself, which every run of the
tests goes through three times:

| In `integration/scripting/test_corpus.py` | |
|---|---|
| `test_an_attack_gets_nothing` | in the jail of whoever runs the tests, which is root in most containers |
| `test_an_attack_gets_nothing_as_an_ordinary_user` | in the jail of a user with no rights at all; where such a user may have none, it fails with the reason |
| `test_the_same_attack_works_outside` | without the jail, as root of namespaces of its own: the control, without which the other two could not fail |

Each test has the number and the name of its attack: `-k 01-passwords`. A run ends as the table says, nothing of the platform's own network is
called meanwhile, and a script that is run afterwards finds everything in order. `left`: it came to its end without what it wanted. `cpu`, `wall`,
`memory` and `output` are limits by which it was stopped; anything else is the exception that the kernel or the platform answered with.

The control is the same script, except where the last column says otherwise.

"""


def page() -> str:
    lines = ["| Number | Attack | Wall | Ends with | Without the jail |", "|---|---|---|---|---|"]
    return _HEAD + "\n".join([*lines, *map(_row, ATTACKS)]) + "\n"


def _row(attack: Attack) -> str:
    cells = (str(attack.number), attack.name, attack.wall, f"`{attack.ends}`", _control(attack))
    return f"| {' | '.join(cells)} |"


def _control(attack: Attack) -> str:
    if attack.cpu:
        return "has no end: a limit of CPU time has to stop it"
    if attack.crashes:
        return "ends its interpreter"
    return f"works against {attack.against}" if attack.outside else "works"


if __name__ == "__main__":
    sys.stdout.write(page())
