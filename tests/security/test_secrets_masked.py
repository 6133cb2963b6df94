"""What is called a secret is of a type that shows nothing, and a log line never repeats it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, SecretBytes, SecretStr

import aqtra
from aqtra.infra.logging import MASK, SECRET_WORDS, _mask, is_secret
from aqtra.infra.settings import Settings

# Alembic runs these itself; the others run something when they are imported.
NOT_IMPORTABLE = ("aqtra.infra.migrations.", "aqtra.embedded.launch")
# Shown once, to whoever they are for, or nothing that anybody could use.
ALLOWED = {
    "SessionInfo.csrf_token",
    "CreatedToken.secret",
    "CreatedToken.token",
    "CreatedUser.one_time_password",
    "NewClient.token",
    "OneTimePassword.one_time_password",
    "TokenPair.access_token",
    "TokenPair.refresh_token",
    "TotpSetup.secret",
    "WebhookWithSecret.secret",
    # What authenticators sign: worth nothing a second time.
    "NewPasskey.credential",
    "PasskeyAnswer.credential",
    "ProveByPasskey.credential",
    # About a secret, not it.
    "ClientCredentials.token_url",
    "OidcSettings.token_auth",
    "OwnAccountInfo.has_password",
    "Program.tokens",
    "Provider.secret_is_set",
    "Settings.password_grant",
    "Settings.token_key_version",
    "SmtpServerInfo.has_password",
    # The path of the field that holds one.
    "Settings.user_password",
    "System.secrets_set",
    "TokenPair.token_type",
    "TokenState.token_type",
    # Sealed by the keyring.
    "Envelope.wrapped_key",
    "SessionInfo.password_change_required",
}


def models() -> Iterator[type[BaseModel]]:
    """Every model of the platform."""
    seen = set()
    for info in pkgutil.walk_packages(aqtra.__path__, "aqtra."):
        if info.name.startswith(NOT_IMPORTABLE):
            continue
        for found in vars(importlib.import_module(info.name)).values():
            if inspect.isclass(found) and issubclass(found, BaseModel) and found.__module__ == info.name:
                seen.add(found)
    yield from sorted(seen, key=lambda model: model.__qualname__)


def open_secrets(model: type[BaseModel]) -> list[str]:
    """Fields that are called a secret and are not of a type that hides."""
    return [
        f"{model.__qualname__}.{name}"
        for name, field in model.model_fields.items()
        if is_secret(name) and not any(kind.__name__ in repr(field.annotation) for kind in (SecretStr, SecretBytes))
    ]


def test_no_model_has_an_open_secret() -> None:
    found = {name for model in models() for name in open_secrets(model)}
    assert found <= ALLOWED
    assert len(list(models())) > 100


def test_the_check_finds_one() -> None:
    class Planted(BaseModel):
        api_token: str
        client_secret: SecretStr

    assert [name.rsplit(".", 1)[1] for name in open_secrets(Planted)] == ["api_token"]


def test_addresses_with_passwords_are_secret_too() -> None:
    for name in ("database_url", "database_owner_url", "redis_url", "encryption_keys"):
        assert "SecretStr" in repr(Settings.model_fields[name].annotation)


@pytest.mark.parametrize("word", SECRET_WORDS)
def test_a_log_line_masks_by_name_at_any_depth(word: str) -> None:
    event: dict[str, Any] = {"event": "x", f"the_{word}": "hunter2", "nested": {"deeper": {word.upper(): "hunter2"}}}
    masked = _mask(None, "info", event)
    assert "hunter2" not in repr(masked)
    assert masked[f"the_{word}"] == MASK
    assert masked["event"] == "x"
