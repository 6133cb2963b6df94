"""Signing in with the accounts of other systems, as people see it: one provider of each kind."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shots
from tests.support.client import Client
from tests.support.providers.browser import ROOT
from tests.support.providers.directory import BASE, READER_PASSWORD, group, person, start_directory
from tests.support.providers.openid import start_openid
from tests.support.providers.saml import start_saml


@pytest.fixture(scope="module")
def administrator(running: Running) -> Iterator[Client]:
    with Client(base_url=running.base_url, verify=False, timeout=60) as client:
        client.sign_in("admin", running.one_time_password).raise_for_status()
        client.choose_password(running.one_time_password, PASSWORD).raise_for_status()
        yield client


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


def register(client: Client, title: str, settings: dict[str, Any], **more: Any) -> str:
    content = {"title": title, "enabled": True, "creates_accounts": True, "settings": settings, **more}
    response = client.post("/api/v1/identity-providers", json=content)
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


def test_by_openid_connect(administrator: Client, page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    with start_openid(tmp_path_factory.mktemp("openid")) as openid:
        openid.person(sub="s-1", preferred_username="ada", name="Ada Lovelace")
        register(administrator, "Company login", openid.settings(), secret="client-secret-of-the-test")
        page.goto("/")
        expect(page.get_by_role("button", name="Sign in with Company login")).to_be_visible()
        shots(page, "sign-in-with-providers")
        page.get_by_role("button", name="Sign in with Company login").click()
        expect(page.get_by_role("button", name=re.compile("Ada Lovelace"))).to_be_visible()
        page.context.clear_cookies()
        openid.twist(claims={"nonce": "another"})
        page.goto("/")
        page.get_by_role("button", name="Sign in with Company login").click()
        expect(page.get_by_role("alert")).to_contain_text("The provider did not sign you in")


def test_by_saml(administrator: Client, page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    with start_saml(tmp_path_factory.mktemp("saml")) as saml:
        provider = register(administrator, "Federation", saml.settings())
        saml.knows(administrator.get(f"{ROOT}/{provider}/saml/metadata").raise_for_status().text)
        saml.person("s-2", uid="grace", displayName="Grace Hopper")
        page.goto("/")
        page.get_by_role("button", name="Sign in with Federation").click()
        expect(page.get_by_role("button", name=re.compile("Grace Hopper"))).to_be_visible()


def test_by_a_directory_into_studio(
    administrator: Client, page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    entries = (
        person("mary", "password-of-mary", displayName="Mary Jackson"),
        group("makers", f"uid=mary,ou=people,{BASE}"),
    )
    with start_directory(tmp_path_factory.mktemp("directory"), *entries) as directory:
        mapped = [{"group": "makers", "role": "Builders"}]
        register(administrator, "Directory", directory.settings(), secret=READER_PASSWORD, group_roles=mapped)
        page.goto("/studio/")
        page.get_by_role("button", name="Sign in with Directory").click()
        page.get_by_label("User name").fill("mary")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("User name or password is wrong")
        page.get_by_label("Password").fill("password-of-mary")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("navigation", name="Studio")).to_be_visible()


def test_administrators_find_the_screens(administrator: Client, page: Page) -> None:
    page.goto("/studio/")
    page.get_by_label("User name").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Identity providers").click()
    page.get_by_role("row", name=re.compile("Company login")).click()
    expect(page.get_by_label("Issuer")).to_be_visible()
    shots(page, "identity-provider")
    page.get_by_role("button", name="Check settings").click()
    # Its server has gone with the first test.
    expect(page.get_by_role("alert")).to_contain_text("it cannot be reached")
    page.get_by_role("link", name="Provisioning").click()
    page.get_by_role("button", name="Add client").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Directory of people")
    dialog.get_by_role("button", name="Add client").click()
    expect(page.get_by_label("Token", exact=True)).to_have_value(re.compile("^aqtra_scim_"))
    shots(page, "provisioning-token")
