"""Which addresses a sign-in may lead to. Pure but for the question whether a host name is known."""

import re
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from aqtra.kernel.errors import BadRequest

KnownHost = Callable[[str], Awaitable[bool]]
"""Whether a Host header names a host of an application domain."""

_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?")
MAX_PATH: Final = 1000


class ForeignAddress(BadRequest):
    """The address is none of this platform's."""

    code = "foreign_address"


async def base_of(host: str, base_url: str, known: KnownHost) -> str:
    """The address the browser came to, without a path: the settings' own, or that of a domain. Raises ForeignAddress.

    Never what a header says alone: what a provider sends back must not go to a stranger.
    """
    host = host.lower()
    if host == urlsplit(base_url).netloc.lower():
        return base_url
    if _HOST.fullmatch(host) and await known(host):
        return f"https://{host}"
    raise ForeignAddress.of_field("host", "known", "signing in is not possible at this address")


def signed_out_path(provider: UUID) -> str:
    """Where any provider sends the browser back to after it has ended its own session."""
    return f"/api/v1/session/providers/{provider}/signed-out"


def local_path(path: str) -> str:
    """A path of this site. Raises ForeignAddress for anything that could lead elsewhere."""
    elsewhere = not path.startswith("/") or path.startswith(("//", "/api/")) or "\\" in path
    if elsewhere or len(path) > MAX_PATH or not path.isprintable() or not path.isascii():
        raise ForeignAddress.of_field("return_to", "local", "a path of this site is needed")
    return path
