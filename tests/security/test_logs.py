"""What is logged can be read by machines and gives no secret away."""

import json
import secrets
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.integration.studio.waiting import eventually
from tests.support.accounts import PASSWORD, create_account
from tests.support.client import TOKEN_HEADER, Client
from tests.support.installation import Installation
from tests.support.raw import send

SESSION = "/api/v1/session"


def lines(log: Path) -> list[dict[str, Any]]:
    """The records of a log; fails at the first line that is none."""
    return [json.loads(line) for line in log.read_text().splitlines()]


@pytest.fixture
def log(installation: Installation) -> Path:
    return installation.data_dir / "gateway.log"


def test_every_line_of_the_gateway_is_a_record(installation: Installation, visitor: Client, log: Path) -> None:
    marker = uuid4().hex
    visitor.get(f"/{marker}")
    send(installation, f"/{marker}", method="MADEUP")
    eventually(lambda: log.read_text().count(marker) >= 2)
    records = lines(log)
    assert all({"event", "level", "timestamp", "service"} <= record.keys() for record in records)
    assert {record["trace_id"] for record in records if marker in record.get("path", "")}


def test_every_line_of_the_worker_is_a_record(installation: Installation) -> None:
    assert all("event" in record for record in lines(installation.data_dir / "worker.log"))


def test_a_line_break_in_an_address_makes_no_second_line(visitor: Client, log: Path) -> None:
    marker = uuid4().hex
    visitor.get(f'/%0A{{"event":"forged","marker":"{marker}"}}')
    eventually(lambda: marker in log.read_text())
    assert not [record for record in lines(log) if record.get("event") == "forged"]


def test_no_secret_of_a_request_is_logged(installation: Installation, log: Path) -> None:
    person = create_account(installation, f"l-{uuid4().hex[:8]}")
    sent = [PASSWORD]

    def secret() -> str:
        sent.append(f"hunter2-{secrets.token_hex(8)}")
        return sent[-1]

    with installation.client() as client:
        client.token()
        sent.append(client.cookies["__Host-aqtra"])
        client.sign_in(person.user_name, secret())
        client.sign_in(person.user_name, person.password).raise_for_status()
        sent.extend([client.cookies["__Host-aqtra"], client.headers[TOKEN_HEADER]])
        client.choose_password(secret(), secret())
        client.choose_password(person.password, "short")
        new = secret()
        client.choose_password(person.password, new).raise_for_status()
        client.post(SESSION, json={"user_name": [secret()], "password": secret(), "other": secret()})
        client.post(
            SESSION, content=f'{{"password": "{secret()}'.encode(), headers={"Content-Type": "application/json"}
        )
        client.get("/api/v1/session", params={"token": secret()})
        client.get("/metrics", headers={"Authorization": f"Bearer {secret()}"})
        client.delete(SESSION)
    httpx.get(
        f"{installation.base_url}/api/v1/studio/components",
        headers={"Cookie": f"__Host-aqtra={secret()}", TOKEN_HEADER: secret()},
        verify=False,
    )
    marker = uuid4().hex
    httpx.get(f"{installation.base_url}/{marker}", verify=False)
    eventually(lambda: marker in log.read_text())
    written = "".join(path.read_text(errors="replace") for path in installation.data_dir.rglob("*.log"))
    assert [text for text in sent if text in written] == []


def test_no_address_of_a_database_is_logged(installation: Installation) -> None:
    passwords = [
        httpx.URL(installation.environment[name]).password
        for name in ("AQTRA_DATABASE_URL", "AQTRA_DATABASE_OWNER_URL")
    ]
    assert all(passwords)
    for path in installation.data_dir.rglob("*.log"):
        written = path.read_text(errors="replace")
        assert not [word for word in passwords if word in written], path.name
