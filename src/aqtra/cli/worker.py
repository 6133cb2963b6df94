"""`aqtra worker`: one Celery worker. More of them are more processes of this command."""

import os
import socket
from typing import Annotated, Any, Literal

import typer

from aqtra.cli.output import fail, keys_or_fail, load_or_fail, packages_or_fail
from aqtra.embedded.errors import WrongSetting

app = typer.Typer()


@app.command()
def worker(
    lane: Annotated[
        Literal["main", "bulk"] | None,
        typer.Option(help="Only publications, dataflows and housekeeping, or only imports and exports. Default: all."),
    ] = None,
) -> None:
    """Run background work, one thing at a time: publications, dataflows, imports and exports.

    With a worker for each lane a long import holds nothing else up.
    """
    settings = load_or_fail()
    if lane != "bulk" and settings.database_owner_url is None:
        fail(WrongSetting("AQTRA_DATABASE_OWNER_URL must be set: this worker changes tables."))
    packages_or_fail(settings)
    keys_or_fail(settings)
    from aqtra.infra.logging import configure_logging
    from aqtra.infra.queue import Lane, celery_app, configure_broker, queues

    configure_logging("worker", settings.log_level)
    configure_broker()
    application: Any = celery_app
    application.worker_main(
        [
            # No banner: every line of a log is one record.
            "--quiet",
            "worker",
            "--pool=prefork",
            "--concurrency=1",
            "--prefetch-multiplier=1",
            f"--queues={','.join(queues(lane and Lane(lane)))}",
            f"--hostname=aqtra-{os.getpid()}@{socket.gethostname()}",
            # One worker has nobody to gossip with; a message costs a wake-up.
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )
