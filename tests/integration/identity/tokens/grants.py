"""Access and refresh tokens as programs ask for them."""

from typing import Any

import httpx
import psycopg

from tests.support.accounts import Person, signed_in
from tests.support.client import problem
from tests.support.installation import Installation
from tests.support.tokens import exchange, own_token

STATISTICS = "/api/v1/studio/statistics"


def change(installation: Installation, statement: str, *parameters: Any) -> None:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute(statement.encode(), parameters)


def pair(lenient: Installation, person: Person, **form: str) -> dict[str, Any]:
    response = exchange(lenient, grant_type="password", username=person.user_name, password=person.password, **form)
    assert response.status_code == 200, response.text
    return dict(response.json())


def refresh(installation: Installation, token: str, **form: str) -> httpx.Response:
    return exchange(installation, grant_type="refresh_token", refresh_token=token, **form)


def oauth(response: httpx.Response, status: int, error: str) -> dict[str, Any]:
    """A refusal that programs that speak OAuth understand too."""
    body = problem(response, status, error)
    assert body["error"] == error
    assert body["error_description"]
    return body


def own_secret(installation: Installation, person: Person) -> str:
    with signed_in(installation, person) as client:
        return str(own_token(client, "read")["secret"])
