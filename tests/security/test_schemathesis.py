"""Schemathesis, an independent reader of our API description, finds no answer that it does not describe and no 5xx.

`AQTRA_SCHEMATHESIS_EXAMPLES=100` asks each operation so often, as each of the three; the default keeps the suite quick.
"""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from aqtra.gateway.app import api
from aqtra.infra.settings import Settings
from tests.support.accounts import create_account, signed_in
from tests.support.client import TOKEN_HEADER, Client
from tests.support.installation import Installation

EXAMPLES = int(os.environ.get("AQTRA_SCHEMATHESIS_EXAMPLES", "1"))
# Explicit are its systematic ones, some thirty an operation: asked for together with many random ones only.
PHASES = [Phase.generate] if EXAMPLES < 10 else [Phase.explicit, Phase.generate]
ROLES = ("anonymous", "member", "administrator")
# They end the session that asks.
ENDS_THE_SESSION = {"sign_out", "change_password"}

DOCUMENT = api(Settings()).openapi()
schema = schemathesis.openapi.from_dict(DOCUMENT)
Headers = dict[str, str]
# The certificate of a test installation is its own.
pytestmark = pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")


def _headers(client: Client) -> Headers:
    return {"Cookie": f"__Host-aqtra={client.cookies['__Host-aqtra']}", TOKEN_HEADER: str(client.headers[TOKEN_HEADER])}


@pytest.fixture(scope="module")
def people(installation: Installation) -> Iterator[dict[str, Headers]]:
    """The headers of each role."""
    with (
        installation.client() as anonymous,
        signed_in(installation, create_account(installation, f"s-{uuid4().hex[:8]}")) as member,
        installation.signed_in() as administrator,
    ):
        anonymous.token()
        yield {"anonymous": _headers(anonymous), "member": _headers(member), "administrator": _headers(administrator)}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as found:
        found.trust_env = False
        yield found


@pytest.mark.parametrize("role", ROLES)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_described(
    case: Case, role: str, people: dict[str, Headers], session: requests.Session, installation: Installation
) -> None:
    if role != "anonymous" and case.operation.definition.raw["operationId"] in ENDS_THE_SESSION:
        return
    session.cookies.clear()
    response = case.call(
        base_url=installation.base_url, session=session, headers=people[role], timeout=60, verify=False
    )
    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])


def test_every_operation_is_asked() -> None:
    described = sum(len(operations) for operations in DOCUMENT["paths"].values())
    assert described == len(list(schema.get_all_operations()))
