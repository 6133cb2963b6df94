"""`aqtra serve`: the gateway, one process, TLS 1.3 only."""

import asyncio
import gc
import signal
import sys
from pathlib import Path
from typing import Any

import typer

from aqtra.cli.output import fail, keys_or_fail, load_or_fail, packages_or_fail
from aqtra.embedded import ports
from aqtra.embedded.errors import EmbeddedError, WrongSetting
from aqtra.infra.settings import Settings

app = typer.Typer()

BACKLOG = 1024
DRAIN_SECONDS = 7
"""For requests under way; less than the ten seconds after which whoever stopped us kills."""

SERVER_LOGGING = {"loggers": {"_granian": {"propagate": True}}}
"""The server's own words go where all others go, as one JSON object a line."""


@app.command()
def serve() -> None:
    """Serve Studio, Workplace and the API over TLS 1.3, with the databases that the settings name."""
    settings = load_or_fail()
    packages_or_fail(settings)
    try:
        address = ports.address_of(settings.host)
        ports.require_free(address, settings.port)
        certificate, key = _certificate(settings)
    except EmbeddedError as error:
        fail(error)
    keys_or_fail(settings)
    sys.exit(asyncio.run(_serve(address, settings.port, certificate, key)))


def _certificate(settings: Settings) -> tuple[Path, Path]:
    if settings.tls_cert is None or settings.tls_key is None:
        raise WrongSetting("AQTRA_TLS_CERT and AQTRA_TLS_KEY must name the certificate and its key.")
    for path in (settings.tls_cert, settings.tls_key):
        if not path.is_file():
            raise WrongSetting(f"{path} is not a file.")
    return settings.tls_cert, settings.tls_key


def settled_application() -> Any:
    """The application, with all that was loaded for it out of the garbage collector's sight.

    It stays for good. To look through it again and again would stop all requests for some tenths of a second each time.
    """
    from aqtra.gateway.app import create_app

    application = create_app()
    gc.collect()
    gc.freeze()
    return application


async def _serve(address: str, port: int, certificate: Path, key: Path) -> int:
    """Serve until a signal; requests under way are answered first. The exit code."""
    from granian.constants import HTTPModes, Interfaces, SSLProtocols
    from granian.log import LogLevels
    from granian.server.embed import Server

    # In this process and on this loop: a second process would cost memory and could outlive the first.
    # Typed as anything: the library annotates only half of it.
    server: Any = Server(
        settled_application,
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        http=HTTPModes.auto,
        websockets=True,
        backlog=BACKLOG,
        ssl_cert=certificate,
        ssl_key=key,
        ssl_protocol_min=SSLProtocols.tls13,
        log_level=LogLevels.error,
        log_dictconfig=SERVER_LOGGING,
    )
    serving = asyncio.create_task(server.serve())
    asked_to_stop = asyncio.Event()

    def stop() -> None:
        if not asked_to_stop.is_set():
            asked_to_stop.set()
            server.stop()
            loop.call_later(DRAIN_SECONDS, serving.cancel)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await asyncio.wait([serving])
    if not asked_to_stop.is_set() and not serving.cancelled():
        serving.result()
    return 0 if asked_to_stop.is_set() else 1
