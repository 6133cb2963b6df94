"""Celery as the doorbell: a message is a task name and an id. PostgreSQL holds the truth.

A message may be lost or doubled without harm: tasks claim their row, and a sweeper rings again.
"""

import asyncio
import logging
from enum import StrEnum
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from aqtra.infra.transport import redis_options

QUEUE = "aqtra"
BULK_QUEUE = "aqtra.bulk"
_BULK_TASKS = "bulk."
_WORKERS = ("publication", "maintenance", "dataflow", "bulk", "files", "mail", "identity", "custody")
TASK_MODULES = tuple(f"aqtra.workers.{name}" for name in _WORKERS)


class Lane(StrEnum):
    """Kinds of work that do not wait for one another. A worker serves one of them or all."""

    MAIN = "main"
    BULK = "bulk"


def queues(lane: Lane | None) -> tuple[str, ...]:
    """The queues of a lane; None: of all."""
    named = {Lane.MAIN: QUEUE, Lane.BULK: BULK_QUEUE}
    return tuple(named.values()) if lane is None else (named[lane],)


def _broker_url(redis_url: str | None) -> str:
    from aqtra.infra.settings import get_settings, required

    url = redis_url or required(get_settings().redis_url, "redis_url")
    # redis-py says unix://, kombu redis+socket://.
    return url.replace("unix://", "redis+socket://", 1)


def make_celery() -> Celery:
    """The Celery application; its broker address is read when first needed."""
    app = Celery("aqtra", include=TASK_MODULES)  # type: ignore[no-untyped-call]
    app.conf.update(
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"socket_keepalive": True, "visibility_timeout": 3600},
        task_publish_retry=True,
        task_publish_retry_policy={"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2},
        timezone="UTC",
    )
    return app


celery_app = make_celery()


def configure_broker(redis_url: str | None = None) -> None:
    """Binds the application to a Redis, by default that of the settings. Only the first call counts."""
    if not celery_app.conf.broker_url:
        address = _broker_url(redis_url)
        if options := redis_options(address):
            celery_app.conf.broker_use_ssl = options
            # kombu would take the words of the address for options of its own.
            address = address.split("?", 1)[0]
        celery_app.conf.broker_url = address


async def ring(task: str, task_id: str) -> None:
    """Sends one doorbell message. Raises OSError or kombu's OperationalError when Redis is down."""
    configure_broker()
    queue = BULK_QUEUE if task.startswith(_BULK_TASKS) else QUEUE
    await asyncio.to_thread(celery_app.send_task, task, args=(task_id,), queue=queue)


def unserved(timeout: float = 1.0) -> tuple[Lane, ...]:
    """The lanes for which no worker answers. Blocks until every lane has one, at most `timeout` seconds."""
    configure_broker()
    waiting = {queue: lane for lane in Lane for queue in queues(lane)}

    def strike_out(answer: dict[str, list[dict[str, Any]]]) -> None:
        for served in answer.values():
            for queue in served:
                waiting.pop(queue["name"], None)
        if not waiting:
            raise _AllServed

    try:
        celery_app.control.broadcast("active_queues", reply=True, timeout=timeout, callback=strike_out)
    except _AllServed:
        return ()
    return tuple(waiting.values())


def workers_alive(timeout: float = 1.0) -> bool:
    """Whether every lane has a worker that answers. Blocks up to `timeout` seconds."""
    return not unserved(timeout)


class _AllServed(Exception):
    """Nobody need be waited for any more."""


@setup_logging.connect  # type: ignore[untyped-decorator]
def _leave_logging_alone(**_: Any) -> None:
    """Celery sets up no logs of its own where there is a receiver. Of its own lines only warnings are of use."""
    for name in ("celery", "kombu"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
