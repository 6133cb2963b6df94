"""Rights as an administrator gives them in the Access screens."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from tests.support.accounts import PASSWORD, Person, signed_in
from tests.support.client import Client
from tests.support.installation import Installation

ACCESS = "/api/v1/studio/access"
DOMAIN = "digital-workplace"
VERBS = ("open", "read", "create", "update", "delete")
SECONDS = 20
_NUMBERS = count(1)


def component(key: str, *verbs: str) -> list[dict[str, Any]]:
    """Permissions for a component; all when none is named."""
    return [{"kind": "component", "component": key, "verb": verb} for verb in verbs or VERBS]


class Access:
    """Makes permission sets, roles and users."""

    def __init__(self, administrator: Client) -> None:
        self.client = administrator

    def permission_set(self, *permissions: dict[str, Any]) -> dict[str, Any]:
        body = {"domain": DOMAIN, "name": f"Set {next(_NUMBERS)}", "permissions": list(permissions)}
        return self._made("permission-sets", body)

    def role(self, *pairs: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
        """Pairs of a permission set and a context; `{}` is System."""
        listed = [{"permission_set": found["id"], "context": context} for found, context in pairs]
        return self._made("roles", {"domain": DOMAIN, "name": f"Role {next(_NUMBERS)}", "pairs": listed})

    def user(self, *assignments: tuple[dict[str, Any], dict[str, Any]]) -> Person:
        name = f"person-{next(_NUMBERS)}"
        body = {"user_name": name, "assignments": _assignments(assignments)}
        created = self.client.post(f"{ACCESS}/users", json={"user": body, "password": PASSWORD})
        assert created.status_code == 201, created.text
        return Person(created.json()["user"]["id"], name, PASSWORD)

    def assign(self, person: Person, *assignments: tuple[dict[str, Any], dict[str, Any]]) -> None:
        """Replaces the roles of a user."""
        user = self.client.get(f"{ACCESS}/users/{person.id}").raise_for_status().json()
        changed = {name: value for name, value in user.items() if name not in ("id", "locked")}
        body = {**changed, "assignments": _assignments(assignments)}
        self.client.put(f"{ACCESS}/users/{person.id}", json=body).raise_for_status()

    def granted(self, permissions: list[dict[str, Any]], *, role: Any = None, user: Any = None) -> Person:
        """A user with one role that holds these permissions, in the contexts of the role's pair and of the user."""
        made = self.role((self.permission_set(*permissions), role or {}))
        return self.user((made, user or {}))

    def _made(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        response = self.client.post(f"{ACCESS}/{what}", json=body)
        assert response.status_code == 201, response.text
        return dict(response.json())


def _assignments(given: tuple[tuple[dict[str, Any], dict[str, Any]], ...]) -> list[dict[str, Any]]:
    return [{"role": role["id"], "context": context} for role, context in given]


@contextmanager
def browser(installation: Installation, person: Person) -> Iterator[Client]:
    """A browser in which the person is signed in."""
    with signed_in(installation, person) as client:
        yield client


def until(holds: Callable[[], bool]) -> None:
    """Waits for what follows a change by some seconds."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
