"""Whatever door takes roles or people: somebody is left who can sign in and manage the installation."""

from typing import Any

import pytest

from tests.integration.identity.conftest import Alone
from tests.integration.identity.providers.conftest import Register, openid, register
from tests.integration.identity.scim.test_scim import CLIENTS, client_of, create, patch, refusal, session_of
from tests.integration.identity.trail import records
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.providers.browser import rights, sign_in, unique, user
from tests.support.providers.openid import OpenIdProvider

__all__ = ["openid", "register"]

SECRET = "client-secret-of-the-test"
PROVIDERS = "/api/v1/identity-providers"


def kept(builder: Client, account: int) -> list[dict[str, Any]]:
    return records(builder, target=f"account:{account}", action="role.kept")


class TestProvider:
    @pytest.fixture
    def provider(self, openid: OpenIdProvider, register: Register) -> dict[str, Any]:
        mapped = [{"group": "chiefs", "role": "Administrators"}, {"group": "makers", "role": "Builders"}]
        return register(openid.settings(), secret=SECRET, title="Company", group_roles=mapped)

    @pytest.fixture
    def chief(self, installation: Installation, openid: OpenIdProvider, provider: dict[str, Any]) -> dict[str, Any]:
        """Somebody whom the provider's groups have made an administrator and a builder."""
        person = {"sub": unique("s"), "preferred_username": unique("chief"), "name": "Chief"}
        openid.person(**person, groups=["chiefs", "makers"])
        with installation.client() as client:
            assert sign_in(client, provider).status_code == 303
            assert {"administer", "studio"} <= rights(client)
            openid.person(**person, groups=[])
            return dict(user(client) or {})

    def test_groups_do_not_take_the_role_of_the_last_one_and_the_trail_says_so(
        self, installation: Installation, builder: Client, provider: dict[str, Any], chief: dict[str, Any], alone: Alone
    ) -> None:
        with installation.client() as client:
            with alone(chief["id"]):
                assert sign_in(client, provider).status_code == 303
                assert "administer" in rights(client)
            (record,) = kept(builder, chief["id"])
            assert record["outcome"] == "refused"
            assert record["details"] == {
                "role": "Administrators",
                "reason": "last_administrator",
                "provider": "Company",
            }
            last = records(builder, target=f"account:{chief['id']}", action="role.settled")[0]
            assert last["details"] == {"removed": "Builders", "provider": "Company"}
            # With others there, groups are followed.
            assert sign_in(client, provider).status_code == 303
            assert not {"administer", "studio"} & rights(client)
        assert len(kept(builder, chief["id"])) == 1

    @pytest.mark.parametrize("door", ["disable", "delete", "unlink"])
    def test_the_only_way_in_of_the_last_one_stays(
        self, builder: Client, provider: dict[str, Any], chief: dict[str, Any], alone: Alone, door: str
    ) -> None:
        place = f"{PROVIDERS}/{provider['id']}"
        content = {name: value for name, value in provider.items() if name not in ("id", "secret_is_set")}
        ask = {
            "disable": lambda: builder.put(place, json={**content, "enabled": False}),
            "delete": lambda: builder.delete(place),
            "unlink": lambda: builder.delete(f"{place}/identities/{chief['id']}"),
        }[door]
        with alone(chief["id"]):
            problem(ask(), 409, "last_administrator")
            assert builder.get(place).json() == provider
        if door == "unlink":
            assert ask().status_code == 204


class TestProvisioning:
    @pytest.fixture
    def made(self, builder: Client) -> dict[str, Any]:
        content = {"title": unique("Directory"), "group_roles": [{"group": "Chiefs", "role": "Administrators"}]}
        return dict(builder.post(CLIENTS, json=content).raise_for_status().json())

    def test_no_door_of_provisioning_takes_the_last_one(
        self, installation: Installation, builder: Client, made: dict[str, Any], alone: Alone
    ) -> None:
        with client_of(installation, made["token"]) as scim:
            person = create(scim)
            place = f"/Users/{person['id']}"
            with session_of(installation, person["userName"]) as client:
                group = scim.post(
                    "/Groups", json={"displayName": "Chiefs", "members": [{"value": person["id"]}]}
                ).json()
                account = (user(client) or {})["id"]
                assert "administer" in rights(client)
                off = {"op": "replace", "path": "active", "value": False}
                with alone(account):
                    refusal(patch(scim, place, off), 409)
                    refusal(scim.put(place, json={"userName": person["userName"], "active": False}), 409)
                    refusal(scim.delete(place), 409)
                    assert scim.get(place).json()["active"] is True
                    assert scim.delete(f"/Groups/{group['id']}").status_code == 204
                    assert "administer" in rights(client)
                (record,) = kept(builder, account)
                assert record["actor_name"] == f"provisioning: {made['title']}"
                assert record["details"]["client"] == made["id"]
                assert patch(scim, place, off).status_code == 200
                assert user(client) is None
            assert scim.delete(place).status_code == 204

    def test_a_new_mapping_does_not_take_the_last_one(
        self, installation: Installation, builder: Client, made: dict[str, Any], alone: Alone
    ) -> None:
        with client_of(installation, made["token"]) as scim:
            person = create(scim)
            scim.post(
                "/Groups", json={"displayName": "Chiefs", "members": [{"value": person["id"]}]}
            ).raise_for_status()
            with session_of(installation, person["userName"]) as client:
                account = (user(client) or {})["id"]
                other = {"title": made["title"], "group_roles": [{"group": "Others", "role": "Administrators"}]}
                with alone(account):
                    builder.put(f"{CLIENTS}/{made['id']}", json=other).raise_for_status()
                    assert "administer" in rights(client)
                assert kept(builder, account)[0]["actor_name"] == "admin"
            scim.delete(f"/Users/{person['id']}").raise_for_status()
