"""`aqtra up`: the whole platform on this machine, with embedded servers."""

import asyncio
import sys
from typing import Annotated

import typer

from aqtra import __version__
from aqtra.cli.output import fail, load_or_fail, packages_or_fail, report, say
from aqtra.embedded.errors import EmbeddedError
from aqtra.embedded.supervisor import Ready, Supervisor

app = typer.Typer()


@app.command()
def up(
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one line of JSON when ready; steps go to standard error.")
    ] = False,
) -> None:
    """Start PostgreSQL, Valkey, the gateway and two workers, and keep them running until Ctrl-C.

    Everything is kept in the folder AQTRA_DATA_DIR (default .aqtra); the address is https://127.0.0.1:AQTRA_PORT
    (default 8443). Exit codes: 3 wrong setting, 4 already running, 5 port not available, 6 folder not usable,
    7 data of another PostgreSQL, 8 a server failed, 9 no answer in time.
    """
    settings = load_or_fail()
    packages_or_fail(settings)
    say(f"Aqtra {__version__}", error=as_json)
    supervisor = Supervisor(
        settings,
        say=lambda line: say(f"  {line}", error=as_json),
        ready=_report_ready if as_json else _say_ready,
    )
    try:
        asyncio.run(supervisor.run())
    except EmbeddedError as error:
        fail(error)
    sys.exit(0)


def _say_ready(ready: Ready) -> None:
    say(f"\n  Ready: {ready.url}/studio/\n")
    if ready.authority is not None:
        say(f"  Certificate authority   {ready.authority}")
    say(f"  Data folder             {ready.folder}")
    if ready.first_password:
        say(f"  Administrator           {ready.user_name}")
        say(f"  One-time password       {ready.first_password}   (you choose your own when you sign in)")
    say("\n  Ctrl-C stops everything.\n")


def _report_ready(ready: Ready) -> None:
    report(
        {
            "url": ready.url,
            "authority": ready.authority,
            "data_dir": ready.folder,
            "user_name": ready.user_name,
            "first_password": ready.first_password,
        }
    )
