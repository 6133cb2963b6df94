"""Keys that lie wrapped are opened by a command or a service; whatever these do wrong is told without a secret."""

import base64
import json
import ssl
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aqtra.embedded.tls import Certificates, ensure_certificates
from aqtra.infra.crypto import Keyring, new_key, parse_entries, parse_keys, write_entries
from aqtra.infra.key_providers import KeysUnusable, provider_of
from aqtra.infra.keys import add_key, backup_keyring, encryption_keys_path, keyring, make_keys, new_entry, retire_key
from aqtra.infra.settings import Settings, SettingsError, load_settings

TURNING = """
import os, sys
assert sys.argv[1] in ("wrap", "unwrap") and not [name for name in os.environ if name.startswith("AQTRA_")]
sys.stdout.buffer.write(bytes(255 - byte for byte in sys.stdin.buffer.read()))
"""


@pytest.fixture
def by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("AQTRA_SECRET_KEY", "x" * 40)
    return load_settings(data_dir=tmp_path, key_provider="command", key_command=(sys.executable, "-c", TURNING))


class Service:
    """A server of HTTPS that wraps by turning text around. `answer` replaces what it would say."""

    def __init__(self, certificates: Certificates) -> None:
        self.answer: tuple[int, bytes] | None = None
        self.tokens: set[str | None] = set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.tokens.add(self.headers["X-Vault-Token"])
                turned = {"data": service.turned(self.path, body)}
                status, content = service.answer or (200, json.dumps(turned).encode())
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Location", "https://elsewhere.example/")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificates.certificate, certificates.key)
        self.server.socket = self.context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"https://localhost:{self.server.server_address[1]}/v1/transit"

    @staticmethod
    def turned(path: str, body: dict[str, str]) -> dict[str, str]:
        if path == "/v1/transit/encrypt/aqtra":
            return {"ciphertext": "vault:v1:" + body["plaintext"][::-1]}
        assert path == "/v1/transit/decrypt/aqtra"
        return {"plaintext": body["ciphertext"].removeprefix("vault:v1:")[::-1]}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return ensure_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def service(certificates: Certificates) -> Iterator[Service]:
    running = Service(certificates)
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def by_service(service: Service, certificates: Certificates, tmp_path: Path) -> Settings:
    return load_settings(
        data_dir=tmp_path,
        key_provider="transit",
        key_service_url=service.url,
        key_service_token="hunter2",
        key_service_ca=certificates.authority,
    )


@pytest.fixture(params=["by_command", "by_service"])
def wrapped(request: pytest.FixtureRequest) -> Settings:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Settings)
    return found


def test_a_keyring_lies_wrapped_and_is_used_open(wrapped: Settings) -> None:
    make_keys(wrapped)
    opened = keyring(wrapped)
    assert add_key(wrapped) == 2
    lying = parse_entries(encryption_keys_path(wrapped).read_text())
    assert set(lying) == {1, 2}
    assert opened.versions == (1,)
    opened.refresh()
    assert opened.versions == (1, 2)
    assert [opened.raw(version) == lying[version] for version in (1, 2)] == [False, False]
    configured = wrapped.model_copy(update={"encryption_keys": None})
    assert keyring(configured).fingerprint(1) == opened.fingerprint(1)


def test_the_token_is_sent_and_never_told(by_service: Settings, service: Service) -> None:
    make_keys(by_service)
    assert service.tokens == {"hunter2"}
    assert "hunter2" not in repr(by_service)
    assert "hunter2" not in repr(provider_of(by_service))


@pytest.mark.parametrize(
    "answer",
    [
        (403, b'{"errors": ["hunter2"]}'),
        (302, b""),
        (500, b""),
        (200, b""),
        (200, b"[]"),
        (200, b"hunter2"),
        (200, b'{"data": null}'),
        (200, b'{"data": {"plaintext": 5}}'),
        (200, b'{"data": {"plaintext": "%%%"}}'),
        (200, b'{"data": {"plaintext": "aHVudGVyMg=="}}'),
        (200, b" " * 70_000),
    ],
)
def test_an_answer_that_is_none_is_refused(by_service: Settings, service: Service, answer: tuple[int, bytes]) -> None:
    make_keys(by_service)
    service.answer = answer
    with pytest.raises(KeysUnusable) as refused:
        keyring(by_service)
    assert "hunter2" not in str(refused.value)
    assert "aHVudGVyMg" not in str(refused.value)


def test_a_service_that_is_not_known_is_not_spoken_to(by_service: Settings, tmp_path: Path, service: Service) -> None:
    other = ensure_certificates(tmp_path / "other").authority
    with pytest.raises(KeysUnusable, match="cannot be reached"):
        make_keys(by_service.model_copy(update={"key_service_ca": other}))
    assert service.tokens == set()
    assert not encryption_keys_path(by_service).exists()


def test_a_service_of_an_older_tls_is_not_spoken_to(by_service: Settings, service: Service) -> None:
    service.context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(KeysUnusable, match="cannot be reached"):
        make_keys(by_service)
    assert service.tokens == set()


@pytest.mark.parametrize(
    "command", [("/nowhere/kms",), (sys.executable, "-c", "exit(4)"), (sys.executable, "-c", "pass")]
)
def test_a_command_that_fails_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    settings = load_settings(data_dir=tmp_path, key_provider="command", key_command=command)
    with pytest.raises(KeysUnusable, match=command[0]):
        make_keys(settings)
    assert not encryption_keys_path(settings).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"key_provider": "command"},
        {"key_provider": "command", "key_command": ("kms",)},
        {"key_provider": "transit"},
        {"key_provider": "transit", "key_service_url": "https://v/"},
        {"key_provider": "paper"},
        {"key_service_name": "../sys"},
    ],
)
def test_a_provider_that_lacks_something_is_refused_at_once(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        load_settings(**values)


def test_a_retired_key_opens_backups_only(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path)
    make_keys(settings)
    old = keyring(settings)
    add_key(settings)
    for version in (2, 3):
        with pytest.raises(KeysUnusable):
            retire_key(settings, version)
    kept = retire_key(settings, 1)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert keyring(settings).versions == (2,)
    assert backup_keyring(settings).fingerprint(1) == old.fingerprint(1)
    extra = tmp_path / "extra"
    extra.write_text(write_entries({1: new_key(), 9: new_key()}))
    # A file of older keys never decides which key is the newest.
    assert backup_keyring(settings, extra).newest == 2


def test_a_fingerprint_tells_keys_apart_and_nothing_else() -> None:
    key = new_key()
    assert Keyring({1: key}).fingerprint(1) == Keyring({5: key}).fingerprint(5)
    assert Keyring({1: key}).fingerprint(1) != Keyring({1: new_key()}).fingerprint(1)
    assert Keyring({1: key}).fingerprint(1) not in key


def test_an_entry_to_configure_is_one_that_can_be_read(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path)
    assert set(parse_keys(new_entry(settings, 4))) == {4}
    assert base64.b64encode(parse_keys(new_entry(settings, 4))[4]).decode() not in new_entry(settings, 4)
