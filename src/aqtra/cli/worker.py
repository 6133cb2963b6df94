"""`aqtra worker`: one Celery worker. More of them are more processes of this command."""

import os
import socket
from typing import Any

import typer

from aqtra.cli.output import load_or_fail

app = typer.Typer()


@app.command()
def worker() -> None:
    """Run background work: publications, dataflows, everything that waits in the queue."""
    settings = load_or_fail()
    from aqtra.infra.logging import configure_logging
    from aqtra.infra.queue import QUEUE, celery_app, configure_broker

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
            f"--queues={QUEUE}",
            f"--hostname=aqtra-{os.getpid()}@{socket.gethostname()}",
            # One worker has nobody to gossip with; a message costs a wake-up.
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--loglevel=WARNING",
        ]
    )
