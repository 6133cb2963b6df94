"""The route table as the matrix reads it: each door, the right it declares, and to whom things in its path belong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi.routing import APIRoute

from aqtra.gateway.app import api
from aqtra.infra.http import GuardedRoute
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import Right

_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
READING = frozenset({"GET", "HEAD"})


class Belongs(StrEnum):
    """Who may reach a thing that stands in a path."""

    PERSON = "one account"
    CONTEXT = "roles, domain, access mode"
    SHARED = "all with the right"
    CLIENT = "one provisioning client"
    PART = "as what it is part of"


_API = "/api/v1"
_STUDIO = f"{_API}/studio"
_SCIM = "/api/scim/v2"

# The place of every parameter: the path up to it. A new one is described here, and made in `things.py`.
BELONGS: dict[str, Belongs] = {
    f"{_API}/account/passkeys/{{passkey_id}}": Belongs.PERSON,
    f"{_API}/account/sessions/{{session_id}}": Belongs.PERSON,
    f"{_API}/account/tokens/{{token_id}}": Belongs.PERSON,
    f"{_API}/bulk/jobs/{{job_id}}": Belongs.PERSON,
    f"{_API}/file-links/{{token}}": Belongs.PERSON,
    f"{_API}/messages/{{message}}": Belongs.PERSON,
    f"{_API}/uploads/{{upload_id}}": Belongs.PERSON,
    f"{_API}/uploads/{{upload_id}}/parts/{{number}}": Belongs.PART,
    f"{_API}/workplace/runs/{{run_id}}": Belongs.PERSON,
    f"{_API}/entries/{{component}}": Belongs.CONTEXT,
    f"{_API}/entries/{{component}}/{{entry_id}}": Belongs.CONTEXT,
    f"{_API}/entries/{{component}}/{{entry_id}}/files/{{property_name}}": Belongs.PART,
    f"{_API}/workplace/components/{{key}}": Belongs.CONTEXT,
    f"{_API}/workplace/components/{{component}}": Belongs.CONTEXT,
    f"{_API}/workplace/components/{{component}}/flows/{{flow}}": Belongs.PART,
    f"{_API}/workplace/files/{{file_id}}": Belongs.CONTEXT,
    f"{_API}/run/{{component}}": Belongs.CONTEXT,
    f"{_API}/run/{{component}}/{{flow}}": Belongs.PART,
    f"{_API}/access/service-accounts/{{account_id}}": Belongs.SHARED,
    f"{_API}/access/service-accounts/{{account_id}}/tokens/{{token_id}}": Belongs.PART,
    f"{_API}/hooks/{{hook}}": Belongs.SHARED,
    f"{_API}/identity-providers/{{provider}}": Belongs.SHARED,
    f"{_API}/identity-providers/{{provider}}/identities/{{account}}": Belongs.PART,
    f"{_API}/provisioning-clients/{{client}}": Belongs.SHARED,
    f"{_API}/saml-keys/{{key}}": Belongs.SHARED,
    f"{_API}/session/providers/{{provider}}": Belongs.SHARED,
    f"{_API}/users/{{user_id}}": Belongs.SHARED,
    f"{_STUDIO}/access/permission-sets/{{set_id}}": Belongs.SHARED,
    f"{_STUDIO}/access/roles/{{role_id}}": Belongs.SHARED,
    f"{_STUDIO}/access/users/{{user_id}}": Belongs.SHARED,
    f"{_STUDIO}/components/{{key}}": Belongs.SHARED,
    f"{_STUDIO}/components/{{key}}/flows/{{flow}}": Belongs.PART,
    f"{_STUDIO}/components/{{key}}/versions/{{version}}": Belongs.PART,
    f"{_STUDIO}/domains/{{name}}": Belongs.SHARED,
    f"{_STUDIO}/files/{{file_id}}": Belongs.SHARED,
    f"{_STUDIO}/files/folders/{{folder_id}}": Belongs.SHARED,
    f"{_STUDIO}/flows/{{flow}}": Belongs.SHARED,
    f"{_STUDIO}/runs/{{run_id}}": Belongs.SHARED,
    f"{_STUDIO}/integrations/{{system_id}}": Belongs.SHARED,
    f"{_STUDIO}/modules/{{key}}": Belongs.SHARED,
    f"{_STUDIO}/templates/{{template_id}}": Belongs.SHARED,
    f"{_STUDIO}/maintenance/jobs/{{job_id}}": Belongs.SHARED,
    f"{_STUDIO}/maintenance/keys/rotations/{{rotation_id}}": Belongs.SHARED,
    f"{_STUDIO}/publications/{{publication_id}}": Belongs.SHARED,
    f"{_STUDIO}/publications/versions/{{version}}": Belongs.SHARED,
    f"{_STUDIO}/webhooks/{{webhook_id}}": Belongs.SHARED,
    f"{_SCIM}/Users/{{resource}}": Belongs.CLIENT,
    f"{_SCIM}/Groups/{{resource}}": Belongs.CLIENT,
    f"{_SCIM}/ResourceTypes/{{name}}": Belongs.SHARED,
    f"{_SCIM}/Schemas/{{urn}}": Belongs.SHARED,
    # Pages of the front end: files that everybody gets.
    "/studio/{path:path}": Belongs.SHARED,
    "/{path:path}": Belongs.SHARED,
}

ROLES = ("anonymous", "member", "contexts", "builder", "administrator", "program", "provisioning")
"""`member`: signed in, without a role in anything restricted; `contexts`: with one in one entry; `program`: a service
account of a builder with a token that may read; `provisioning`: the token of a provisioning client."""

_EVERYBODY = frozenset(ROLES)
_PEOPLE = frozenset({"member", "contexts", "builder", "administrator"})
ADMITS: dict[Right, frozenset[str]] = {
    Right.ANONYMOUS: _EVERYBODY,
    Right.COMPONENT: _EVERYBODY,
    Right.OPERATIONS: _EVERYBODY,
    Right.SIGNED_IN: _PEOPLE | {"program"},
    Right.SESSION: _PEOPLE,
    Right.OWN_ACCOUNT: _PEOPLE,
    **dict.fromkeys(
        (
            Right.STUDIO,
            Right.COMPONENTS,
            Right.PUBLICATION,
            Right.DOMAINS,
            Right.FILES,
            Right.INTEGRATIONS,
            Right.TEMPLATES,
        ),
        frozenset({"builder", "administrator"}),
    ),
    Right.ADMINISTER: frozenset({"administrator"}),
    Right.PROVISION: frozenset({"provisioning"}),
}
"""What each right means, said a second time: the application derives it from grants. Monitoring reads from the same
machine without a token, so here everybody may."""


class Undescribed(AssertionError):
    """A path names a thing that the matrix knows nothing of."""


@dataclass(frozen=True)
class Door:
    """One method of one route."""

    method: str
    path: str
    right: Right
    name: str
    takes_body: bool

    @property
    def places(self) -> tuple[str, ...]:
        """The path up to each of its parameters."""
        return tuple(self.path[: found.end()] for found in _PARAMETER.finditer(self.path))

    def belongs(self) -> tuple[Belongs, ...]:
        """Raises Undescribed."""
        for place in self.places:
            if place not in BELONGS:
                raise Undescribed(
                    f"{self.method} {self.path}: say in tests/security/matrix/routes.py to whom {place} belongs, "
                    "and make one of each kind in tests/security/matrix/things.py"
                )
        return tuple(BELONGS[place] for place in self.places)

    def admits(self, role: str) -> bool:
        """Whether the declared right lets this role in; what it finds there, the service decides."""
        if self.path.startswith(f"{_API}/hooks/"):
            # Who sends is nobody there, whatever session or token comes along.
            return True
        if role == "program" and self.method not in READING:
            return False
        if self.right is Right.PROVISION or not self.path.startswith(f"{_API}/"):
            return role in ADMITS[self.right]
        # A provisioning token is none of the API's: it is refused before the route.
        return role != "provisioning" and role in ADMITS[self.right]


def routes_of(routes: Iterable[Any]) -> Iterator[Any]:
    """All routes, those of included routers too."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from routes_of(included.routes)
        else:
            yield route


def doors_of(routes: Iterable[Any]) -> list[Door]:
    return sorted(
        (
            Door(method, route.path, route.right, route.operation_id or route.name, route.body_field is not None)
            for route in routes_of(routes)
            if isinstance(route, GuardedRoute) and isinstance(route, APIRoute)
            for method in route.methods
        ),
        key=lambda door: (door.path, door.method),
    )


DOORS = doors_of(api(Settings()).routes)
