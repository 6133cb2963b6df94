"""An application whose users see different parts of it, for tests of whose eyes a session has."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.integration.identity.access import Access, component
from tests.support import files
from tests.support.accounts import Person
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation

STOP = "/api/v1/session/view-as"
DOMAIN = "digital-workplace"
MENU = f"/api/v1/studio/domains/{DOMAIN}/menu"


class World:
    """Regions, restricted; orders that belong to one, with a restricted amount and a file; a diary nobody was given."""

    def __init__(self, client: Client) -> None:
        self.client, self.access, self.name = client, Access(client), f"viewing-{uuid4().hex[:6]}"
        amount = property_("Amount", "number", restrict_access=True)
        self.regions, self.orders, self.diary = self._made(amount)
        self.here, self.there = (self.create(self.regions, Title=title) for title in ("Here", "There"))
        self.seen = self.create(self.orders, Number="S-1", Region=self.here, Amount="10", Scan=self._file("seen"))
        self.unseen = self.create(self.orders, Number="U-1", Region=self.there, Amount="20", Scan=self._file("unseen"))
        self.create(self.diary, Text="private")
        client.patch(f"/api/v1/entries/{self.orders}/{self.seen}", json={"data": {"Number": "S-2"}}).raise_for_status()

    def _made(self, amount: dict[str, Any]) -> tuple[str, str, str]:
        def settings(title: str) -> dict[str, Any]:
            return {"title": f"{title} {self.name}", "domains": [DOMAIN], "restrict_access": True}

        regions = create_component(self.client, "Regions", [property_("Title")], settings=settings("Regions"))
        key = regions["document"]["key"]
        orders = create_component(
            self.client,
            "Orders",
            [
                property_("Number", query=True),
                property_("Region", "catalog", component=key, query=True),
                amount,
                property_("Scan", "file"),
            ],
            settings=settings("Orders"),
        )
        diary = create_component(self.client, "Diary", [property_("Text")], settings=settings("Diary"))
        assert publish(self.client, regions, orders, diary)["state"] == "completed"
        return key, orders["document"]["key"], diary["document"]["key"]

    def create(self, key: str, **data: Any) -> int:
        response = self.client.post(f"/api/v1/entries/{key}", json={"data": data})
        assert response.status_code == 201, response.text
        return int(response.json()["id"])

    def _file(self, text: str) -> str:
        return str(files.upload(self.client, f"{text}.txt", f"{text} {self.name}".encode())["id"])

    def person(self) -> Person:
        """Sees the orders of one region without their amount."""
        permissions = [*component(self.orders, "open", "read"), *component(self.regions, "open", "read")]
        return self.access.granted(permissions, user={"component": self.regions, "entry": self.here})

    def reads(self) -> list[str]:
        """Addresses that answer differently to different people."""
        orders, entry = f"/api/v1/entries/{self.orders}", f"/api/v1/entries/{self.orders}/{self.seen}"
        return [
            "/api/v1/workplace",
            *(f"/api/v1/workplace/components/{key}" for key in (self.orders, self.regions, self.diary)),
            f"{orders}?$orderby=id&$count=true",
            f"{orders}?$filter=Number eq 'U-1'",
            f"{orders}?$filter=Amount gt 5",
            f"{orders}?$orderby=Amount",
            f"{orders}?$select=Amount",
            f"{orders}?$expand=Region",
            f"{orders}?$apply=aggregate($count as n)",
            f"{orders}?$apply=groupby((Region),aggregate($count as n))",
            f"{orders}?$apply=aggregate(Amount with sum as total)",
            f"{orders}?$search=U-1",
            entry,
            f"/api/v1/entries/{self.orders}/{self.unseen}",
            f"{entry}/history",
            f"/api/v1/entries/{self.orders}/{self.unseen}/history",
            f"{entry}/files/Scan",
            f"/api/v1/entries/{self.orders}/{self.unseen}/files/Scan",
            f"/api/v1/entries/{self.regions}",
            f"/api/v1/entries/{self.diary}",
            f"/api/v1/entries/{uuid4()}",
            "/api/v1/bulk/jobs",
        ]


def answer(response: httpx.Response) -> tuple[int, bytes | dict[str, Any], str | None]:
    """All that an answer says, but for the number of its trace."""
    if response.headers.get("content-type") == "application/problem+json":
        body = {name: value for name, value in response.json().items() if name not in ("trace_id", "instance")}
        return response.status_code, body, response.headers.get("etag")
    return response.status_code, response.content, response.headers.get("etag")


@contextmanager
def viewing(installation: Installation, person: Person) -> Iterator[Client]:
    """A browser of the administrator's that views as the person."""
    with installation.signed_in() as client:
        response = client.post(f"/api/v1/users/{person.id}/view-as")
        assert response.status_code == 204, response.text
        yield client
