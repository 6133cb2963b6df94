"""Settings fail closed and never repeat a secret."""

from pathlib import Path

import pytest

from aqtra.infra.settings import Environment, SettingsError, load_settings

PRODUCTION = {
    "AQTRA_ENVIRONMENT": "production",
    "AQTRA_DATABASE_URL": "postgresql://aqtra_app@db/aqtra?sslmode=verify-full",
    "AQTRA_REDIS_URL": "rediss://redis",
    "AQTRA_SECRET_KEY": "k" * 32,
    "AQTRA_PUBLIC_URL": "https://aqtra.example",
    "AQTRA_ENCRYPTION_KEYS": "1:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
}


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PRODUCTION:
        monkeypatch.delenv(name, raising=False)


def use(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_production_starts_when_it_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, **PRODUCTION)
    assert load_settings().environment is Environment.PRODUCTION


@pytest.mark.parametrize("missing", sorted(PRODUCTION.keys() - {"AQTRA_ENVIRONMENT"}))
def test_production_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    use(monkeypatch, **{name: value for name, value in PRODUCTION.items() if name != missing})
    with pytest.raises(SettingsError, match=missing):
        load_settings()


def test_a_short_key_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, **{**PRODUCTION, "AQTRA_SECRET_KEY": "hunter2"})
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("s" * 40 + "\n")
    use(monkeypatch, AQTRA_SECRET_KEY_FILE=str(secret))
    key = load_settings().secret_key
    assert key is not None
    assert key.get_secret_value() == "s" * 40


def test_a_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, AQTRA_SECRET_KEY_FILE=str(tmp_path / "absent"))
    with pytest.raises(SettingsError, match="AQTRA_SECRET_KEY_FILE"):
        load_settings()


def test_the_environment_wins_over_the_toml_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "aqtra.toml"
    config.write_text('port = 9000\nhost = "0.0.0.0"\n')
    use(monkeypatch, AQTRA_CONFIG=str(config), AQTRA_PORT="9001")
    settings = load_settings()
    assert (settings.port, settings.host) == (9001, "0.0.0.0")


@pytest.mark.parametrize("port", ["0", "70000", "https", "-1"])
def test_a_wrong_port_is_named(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    use(monkeypatch, AQTRA_PORT=port)
    with pytest.raises(SettingsError, match="AQTRA_PORT"):
        load_settings()


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, **PRODUCTION)
    assert "k" * 32 not in repr(load_settings())


@pytest.mark.parametrize("keys", ["hunter2", "1:aHVudGVyMg==", "1:hunter2!", ","])
def test_wrong_encryption_keys_are_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    use(monkeypatch, **{**PRODUCTION, "AQTRA_ENCRYPTION_KEYS": keys})
    with pytest.raises(SettingsError, match="key") as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)
    assert "aHVudGVyMg" not in str(refused.value)


@pytest.mark.parametrize("address", ["/var/blobs", "http://bucket", "file://host/blobs", "s3:bucket"])
def test_a_blob_address_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    use(monkeypatch, AQTRA_BLOB_URL=address)
    with pytest.raises(SettingsError, match="blob_url"):
        load_settings()
