"""Workplace through the API: who sees what of a domain, and definitions."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.client import Client, problem
from tests.support.components import property_

START = "/api/v1/workplace"
MENU = "/api/v1/studio/domains/digital-workplace/menu"
Publish = Callable[..., dict[str, Any]]


@pytest.fixture
def menu(builder: Client) -> Iterator[Callable[[list[dict[str, Any]]], None]]:
    """Sets the default domain's menu; puts the earlier one back."""
    before = builder.get(MENU).json()["items"]

    def put(items: list[dict[str, Any]]) -> None:
        version = builder.get(MENU).json()["version"]
        builder.put(MENU, json={"version": version, "items": items}).raise_for_status()

    yield put
    put(before)


def item(title: str, component: dict[str, Any] | None = None, *children: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "component": component["document"]["key"] if component else None,
        "label": {"translation_key": "", "translation_value": title},
        "children": list(children),
    }


def labels(items: list[dict[str, Any]]) -> list[Any]:
    return [[found["label"]["translation_value"], *labels(found["children"])] for found in items]


class TestMenu:
    def test_it_holds_only_what_the_caller_may_open(
        self, builder: Client, visitor: Client, published: Publish, menu: Callable[..., None]
    ) -> None:
        private = published("Private", [property_("Note")])
        public = published("Public", [property_("Note")], settings={"access_mode": "public"})
        elsewhere = published("Elsewhere", [property_("Note")], settings={"domains": []})
        draft = builder.post("/api/v1/studio/components", json={}).json()
        menu(
            [
                item("Private", private),
                item("Group", None, item("Public", public), item("Private too", private)),
                item("Elsewhere", elsewhere),
                item("Draft", draft),
                item("Empty group", None, item("Nothing", draft)),
            ]
        )
        assert labels(builder.get(START).json()["menu"]) == [["Private"], ["Group", ["Public"], ["Private too"]]]
        assert labels(visitor.get(START).json()["menu"]) == [["Group", ["Public"]]]

    def test_a_group_that_may_not_be_opened_itself_still_leads_to_its_items(
        self, visitor: Client, published: Publish, menu: Callable[..., None]
    ) -> None:
        private = published("Private parent", [property_("Note")])
        public = published("Public child", [property_("Note")], settings={"access_mode": "public"})
        menu([item("Parent", private, item("Child", public))])
        found = visitor.get(START).json()["menu"]
        assert labels(found) == [["Parent", ["Child"]]]
        assert found[0]["component"] is None


class TestDomain:
    def test_the_host_name_picks_the_domain_and_the_default_one_answers_otherwise(self, builder: Client) -> None:
        name, host = f"d-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}.example.org"
        builder.post("/api/v1/studio/domains", json={"name": name, "title": "Sales"}).raise_for_status()
        path = f"/api/v1/studio/domains/{name}/settings"
        builder.put(path, json={**builder.get(path).json(), "hosts": [host]}).raise_for_status()
        domain = builder.get(START, headers={"host": f"{host.upper()}:8443"}).json()["domain"]
        assert (domain["name"], domain["title"]) == (name, "Sales")
        assert domain["settings"]["hosts"] == []
        assert builder.get(START).json()["domain"]["name"] == "digital-workplace"

        builder.patch(f"/api/v1/studio/domains/{name}", json={"enabled": False}).raise_for_status()
        assert builder.get(START, headers={"host": host}).json()["domain"]["name"] == "digital-workplace"

    def test_who_is_signed_in_is_told(self, builder: Client, visitor: Client) -> None:
        assert builder.get(START).json()["user"]["user_name"]
        assert visitor.get(START).json()["user"] is None


class TestDefinition:
    def test_it_has_what_pages_need_and_not_what_flows_do(self, builder: Client, published: Publish) -> None:
        stored = published("Defined", [property_("Note", max_length=20)])
        body = builder.get(f"{START}/components/{stored['document']['key']}").json()
        run = {"script", "modules", "expressions"}
        assert set(body) == {"key", "version", "title", "access_mode", "properties", "pages", "flows", *run}
        assert body["title"] == "Defined"
        assert body["properties"][0]["max_length"] == 20
        assert body["pages"] == stored["document"]["pages"]

    def test_an_unchanged_definition_is_not_sent_again(self, builder: Client, published: Publish) -> None:
        stored = published("Tagged", [property_("Note")])
        url = f"{START}/components/{stored['document']['key']}"
        first = builder.get(url)
        again = builder.get(url, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert builder.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
        assert "private" in first.headers["cache-control"]

    def test_a_private_one_looks_like_a_missing_one_to_a_visitor(
        self, visitor: Client, builder: Client, published: Publish
    ) -> None:
        stored = published("Secret", [property_("Note")])
        private = problem(visitor.get(f"{START}/components/{stored['document']['key']}"), 401, "not_signed_in")
        missing = problem(visitor.get(f"{START}/components/{uuid.uuid4()}"), 401, "not_signed_in")
        assert private["detail"] == missing["detail"]
        problem(builder.get(f"{START}/components/{uuid.uuid4()}"), 404, "component_not_found")

    def test_a_public_one_is_open_to_visitors(self, visitor: Client, published: Publish) -> None:
        stored = published("Open", [property_("Note")], settings={"access_mode": "public"})
        assert visitor.get(f"{START}/components/{stored['document']['key']}").status_code == 200


class TestManifest:
    MANIFEST = f"{START}/manifest"

    @pytest.fixture
    def domain(self, builder: Client) -> tuple[str, dict[str, str]]:
        """The address of a new domain's settings, and how its visitors ask."""
        name, host = f"d-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}.example.org"
        builder.post("/api/v1/studio/domains", json={"name": name, "title": "Sales"}).raise_for_status()
        path = f"/api/v1/studio/domains/{name}/settings"
        builder.put(path, json={**builder.get(path).json(), "hosts": [host]}).raise_for_status()
        return path, {"host": host}

    def test_it_has_what_browsers_need_to_install_workplace(
        self, visitor: Client, domain: tuple[str, dict[str, str]]
    ) -> None:
        response = visitor.get(self.MANIFEST, headers=domain[1]).raise_for_status()
        manifest = response.json()
        assert response.headers["content-type"] == "application/manifest+json"
        assert (manifest["name"], manifest["short_name"]) == ("Sales", "Sales")
        assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
        assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
        for icon in manifest["icons"]:
            picture = visitor.get(icon["src"]).raise_for_status()
            assert picture.headers["content-type"] == icon["type"]
            width, height = (int.from_bytes(picture.content[at : at + 4]) for at in (16, 20))
            assert f"{width}x{height}" == icon["sizes"]

    def test_names_and_colour_are_those_of_the_domain(
        self, builder: Client, visitor: Client, domain: tuple[str, dict[str, str]]
    ) -> None:
        path, host = domain
        change = {"app_name": "Sales of Ankara", "app_short_name": "Ankara", "primary_color": "#102030"}
        builder.put(path, json={**builder.get(path).json(), **change}).raise_for_status()
        manifest = visitor.get(self.MANIFEST, headers=host).json()
        assert manifest["name"] == "Sales of Ankara"
        assert manifest["short_name"] == "Ankara"
        assert manifest["theme_color"] == "#102030"

    def test_names_have_a_length(self, builder: Client, domain: tuple[str, dict[str, str]]) -> None:
        settings = builder.get(domain[0]).json()
        response = builder.put(domain[0], json={**settings, "app_short_name": "x" * 31})
        problem(response, 422, "validation_failed")
