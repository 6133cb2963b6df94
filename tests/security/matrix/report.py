"""Writes the page of the matrix: `python -m tests.security.matrix.report > docs/security/matrix.md`."""

import sys

from tests.security.matrix.routes import ADMITS, DOORS, ROLES, Door

_HEAD = """# Access matrix

Every route with the right that it declares, who that lets in, and to whom the things in its path belong. Written by
`make schema` from the route table; `tests/security/matrix/` asks each route as each of these roles:

| Role | Who |
|---|---|
| anonymous | a browser that is not signed in |
| member | signed in, without a role in anything restricted |
| contexts | signed in, with rights in one entry of a restricted component |
| builder | has Studio, does not administer |
| administrator | runs the installation |
| program | a service account of a builder, with a token that may read |
| provisioning | the token of a provisioning client |

A refusal comes before anything is read or changed, and is the same whether the thing in the path exists. Where things
belong to one account, to one provisioning client, or are decided by roles, domain and access mode, those of others are
answered byte for byte as things that do not exist. A component is hidden like that when one has no right in it at all;
who has some right in it is told which one is missing.

The live connection, `/api/v1/live`, opens for everybody from our own pages and carries no content of entries.

"""


def page() -> str:
    lines = ["| Method | Path | Right | Admits | Things in the path belong to |", "|---|---|---|---|---|"]
    lines += [_row(door) for door in DOORS]
    return _HEAD + "\n".join(lines) + "\n"


def _row(door: Door) -> str:
    admitted = [role for role in ROLES if door.admits(role)]
    who = "everybody" if set(admitted) >= ADMITS[door.right] == set(ROLES) else ", ".join(admitted)
    belongs = "; ".join(
        f"`{place.rsplit('{', 1)[1].rstrip('}')}`: {belongs.value}"
        for place, belongs in zip(door.places, door.belongs(), strict=True)
    )
    return f"| {door.method} | `{door.path}` | {door.right.value} | {who} | {belongs} |"


if __name__ == "__main__":
    sys.stdout.write(page())
