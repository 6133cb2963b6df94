"""Celery as the doorbell: a message is a task name and an id. PostgreSQL holds the truth.

A message may be lost or doubled without harm: tasks claim their row, and a sweeper rings again.
"""

import asyncio
import os

from celery import Celery

QUEUE = "aqtra"
TASK_MODULES = ("aqtra.workers.publication", "aqtra.workers.dataflow", "aqtra.workers.bulk", "aqtra.workers.files")


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
        celery_app.conf.broker_url = os.environ.get("CELERY_BROKER_URL") or _broker_url(redis_url)


async def ring(task: str, task_id: str) -> None:
    """Sends one doorbell message. Raises OSError or kombu's OperationalError when Redis is down."""
    configure_broker()
    await asyncio.to_thread(celery_app.send_task, task, args=(task_id,), queue=QUEUE)


def workers_alive(timeout: float = 1.0) -> bool:
    """Whether at least one worker answers a ping. Blocks up to `timeout` seconds."""
    configure_broker()
    return bool(celery_app.control.ping(timeout=timeout, limit=1))
