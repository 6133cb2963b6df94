"""Two people with mailboxes, and flows that write to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.dataflow.flows import answer, flow, get
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component
from tests.support.factors import change
from tests.support.installation import Installation
from tests.support.socket import Socket

MAIL, BELL, LIVE = UUID(int=4101), UUID(int=4102), UUID(int=4103)
CHANNELS = {MAIL: "smtp", BELL: "mail", LIVE: "signalr"}


@dataclass(frozen=True)
class Reader:
    """Somebody who is signed in and has an address."""

    person: Person
    client: Client
    installation: Installation

    @property
    def email(self) -> str:
        return f"{self.person.user_name}@example.org"

    def socket(self) -> Socket:
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        return Socket.open(self.installation.base_url, "/api/v1/live", additional_headers={"Cookie": cookies})

    def unread(self) -> int:
        return int(self.client.get("/api/v1/messages/unread").raise_for_status().json()["unread"])

    def messages(self, **params: Any) -> list[dict[str, Any]]:
        answered = self.client.get("/api/v1/messages", params=params).raise_for_status().json()
        return list(answered["value"])


def reader(installation: Installation, name: str) -> Iterator[Reader]:
    person = create_account(installation, f"{name}-{uuid4().hex[:8]}")
    change(
        installation,
        "UPDATE identity.account SET email = %s WHERE id = %s",
        f"{person.user_name}@example.org",
        person.id,
    )
    with signed_in(installation, person) as client:
        yield Reader(person, client, installation)


@pytest.fixture(scope="session")
def ada(installation: Installation) -> Iterator[Reader]:
    yield from reader(installation, "ada")


@pytest.fixture(scope="session")
def grace(installation: Installation) -> Iterator[Reader]:
    yield from reader(installation, "grace")


def tell(channel: str) -> dict[str, Any]:
    settings = {
        "user_info_field": "data.Person",
        "user_name": "data.Login",
        "message_theme": "{data.Subject}",
        "message_body": "<p>Dear <b>{data.Text}</b></p>",
        "notification_type": channel,
    }
    return {"id": "tell", "type": "send_notification", "name": "Tell", "source": ["get"], "params": settings}


def publish_flows(builder: Client) -> str:
    """A published component with a flow for each channel; answers its key."""
    properties = [property_("Subject"), property_("Text"), property_("Login"), property_("Person", "integer")]
    stored = create_component(builder, "Writes to people", properties)
    flows = [
        {**flow(key, f"By {channel}", get(), tell(channel), answer("tell")), "key": str(key)}
        for key, channel in CHANNELS.items()
    ]
    stored = save_component(builder, stored, {**stored["document"], "flows": flows})
    publication = publish(builder, stored)
    assert publication["state"] == "completed", publication
    return str(stored["document"]["key"])


@pytest.fixture(scope="session")
def component(builder: Client) -> str:
    return publish_flows(builder)


@dataclass(frozen=True)
class Sender:
    """Runs the flows."""

    client: Client
    component: str

    def run(self, flow_key: UUID, person: int | None, *, subject: str, text: str = "you", login: str = "") -> Any:
        """The answer of the server."""
        data = {"Person": person, "Subject": subject, "Text": text, "Login": login or None}
        place = f"/api/v1/workplace/components/{self.component}/flows/{flow_key}/run"
        return self.client.post(place, json={"model": {"id": 0, "data": data}})

    def send(self, flow_key: UUID, person: int | None, **words: Any) -> str:
        """The id of the run, which must have gone well."""
        answered = self.run(flow_key, person, **words)
        assert answered.status_code == 200, answered.text
        assert answered.json()["status"].startswith("completed"), answered.text
        return str(answered.json()["runId"])


@pytest.fixture(scope="session")
def sender(builder: Client, component: str) -> Sender:
    return Sender(builder, component)
