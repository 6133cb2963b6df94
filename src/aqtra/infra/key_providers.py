"""Where the keys of the keyring are opened when they lie wrapped: a command, or a service over HTTPS.

Unwrapping happens once, when a process starts: the service is not asked again for every file.
"""

import base64
import binascii
import os
import subprocess
from typing import Any, Final, Protocol

import httpx

from aqtra.infra.settings import PREFIX, KeyProviderKind, Settings, required
from aqtra.infra.transport import client_context

SECONDS: Final = 30
LONGEST_ANSWER: Final = 64 * 1024


class KeysUnusable(ValueError):
    """The encryption keys are missing or cannot be opened. The message never repeats one."""


class KeyProvider(Protocol):
    """Encrypts and decrypts keys with one that never leaves it. Both raise KeysUnusable."""

    def wrap(self, key: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes) -> bytes: ...


def provider_of(settings: Settings) -> KeyProvider | None:
    """None: the keyring lies open in its setting or file."""
    match settings.key_provider:
        case KeyProviderKind.COMMAND:
            return CommandProvider(settings.key_command)
        case KeyProviderKind.TRANSIT:
            return TransitProvider(settings)
    return None


class CommandProvider:
    """A program that is given `wrap` or `unwrap`, reads the key from standard input and writes the answer."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command

    def wrap(self, key: bytes) -> bytes:
        return self._run("wrap", key)

    def unwrap(self, wrapped: bytes) -> bytes:
        return self._run("unwrap", wrapped)

    def _run(self, verb: str, content: bytes) -> bytes:
        # Its own credentials it may take from the environment; ours are not its business.
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        try:
            done = subprocess.run(  # noqa: S603  (no shell; the administrator named the program)
                [*self._command, verb], input=content, env=environment, capture_output=True, timeout=SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            reason = getattr(error, "strerror", None) or f"no answer within {SECONDS} s"
            raise KeysUnusable(f"the key command {self._command[0]} failed to {verb}: {reason}") from None
        if done.returncode != 0 or not done.stdout:
            raise KeysUnusable(f"the key command {self._command[0]} failed to {verb}: exit code {done.returncode}")
        return done.stdout


class TransitProvider:
    """A service that speaks as Vault's transit engine does: `POST <url>/encrypt/<name>` and `.../decrypt/<name>`."""

    def __init__(self, settings: Settings) -> None:
        self._url = (settings.key_service_url or "").rstrip("/")
        self._name = settings.key_service_name
        self._token = required(settings.key_service_token, "key_service_token")
        self._context = client_context(settings.key_service_ca)

    def wrap(self, key: bytes) -> bytes:
        answer = self._ask("encrypt", {"plaintext": base64.b64encode(key).decode()}, "ciphertext")
        return answer.encode()

    def unwrap(self, wrapped: bytes) -> bytes:
        answer = self._ask("decrypt", {"ciphertext": wrapped.decode(errors="replace")}, "plaintext")
        try:
            return base64.b64decode(answer, validate=True)
        except binascii.Error:
            raise KeysUnusable("the key service answered something that is not base64") from None

    def _ask(self, verb: str, body: dict[str, str], wanted: str) -> str:
        try:
            with (
                httpx.Client(verify=self._context, timeout=SECONDS, trust_env=False) as client,
                client.stream(
                    "POST", f"{self._url}/{verb}/{self._name}", json=body, headers={"X-Vault-Token": self._token}
                ) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise KeysUnusable(f"the key service refused to {verb}: status {response.status_code}")
                answer = _decoded(response)
        except httpx.HTTPError as error:
            # Its words may repeat an address, never a body.
            raise KeysUnusable(f"the key service cannot be reached: {type(error).__name__}: {error}") from None
        found = answer.get("data", {}).get(wanted) if isinstance(answer.get("data"), dict) else None
        if not isinstance(found, str):
            raise KeysUnusable(f"the key service answered without data.{wanted}")
        return found


def _decoded(response: httpx.Response) -> dict[str, Any]:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LONGEST_ANSWER:
            raise KeysUnusable("the key service answered too much")
    try:
        answer = httpx.Response(200, content=bytes(content)).json()
    except ValueError:
        raise KeysUnusable("the key service answered something that is not JSON") from None
    return answer if isinstance(answer, dict) else {}
