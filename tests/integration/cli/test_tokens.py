"""`aqtra token` from the outside."""

import json
from uuid import uuid4

from tests.integration.cli.test_commands import aqtra
from tests.integration.studio.waiting import eventually
from tests.support.accounts import create_account
from tests.support.client import Client
from tests.support.installation import Installation
from tests.support.tokens import TOKEN, program, service_account


def test_a_token_is_made_used_listed_and_revoked(installation: Installation, builder: Client) -> None:
    name = service_account(builder, "Builders")["user_name"]
    words = ["--name", "nightly", "--scope", "read", "--scope", "studio", "--no-expiry"]
    made = aqtra("token", "create", name, *words, env=installation.environment)
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    with program(installation, secret) as caller:
        assert caller.get(TOKEN).raise_for_status().json()["scope"] == "read studio"
        listed = aqtra("token", "list", name, "--json", env=installation.environment)
        (token,) = json.loads(listed.stdout)
        assert (token["name"], token["expires_at"]) == ("nightly", None)
        assert token["last_used_at"] is not None
        assert secret not in listed.stdout
        revoked = aqtra("token", "revoke", name, str(token["id"]), env=installation.environment)
        assert revoked.returncode == 0, revoked.stderr
        eventually(lambda: caller.get(TOKEN).status_code == 401)


def test_what_makes_no_token_is_refused_with_its_reason(installation: Installation) -> None:
    person = create_account(installation, f"t-{uuid4().hex[:8]}")
    done = aqtra("token", "create", person.user_name, "--name", "x", "--scope", "studio", env=installation.environment)
    assert done.returncode == 1
    assert "scopes: read or write is needed" in done.stderr


def test_what_is_not_there_is_named(installation: Installation) -> None:
    done = aqtra("token", "list", "nobody-of-that-name", env=installation.environment)
    assert done.returncode == 10
    assert "nobody-of-that-name" in done.stderr
    assert "Traceback" not in done.stderr
    person = create_account(installation, f"t-{uuid4().hex[:8]}")
    done = aqtra("token", "revoke", person.user_name, "1", env=installation.environment)
    assert done.returncode == 1
    assert "there is no such token" in done.stderr
