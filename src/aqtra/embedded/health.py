"""Whether the parts of the platform that are ours answer, asked the way their users do."""

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import redis

from aqtra.embedded.errors import ChildFailed, NotReady
from aqtra.embedded.waiting import Deadline

READY_SECONDS = 60
ANSWER_SECONDS = 5
# Where every Celery worker writes its name when it begins to listen.
WORKER_MARKS = "_kombu.binding.celery.pidbox"


def wait_for_gateway(url: str, authority: Path | None, is_alive: Callable[[], bool]) -> None:
    """Return when the gateway answers over TLS 1.3 with a certificate of `authority` (None: of any).

    Raises:
        ChildFailed: it has ended.
        NotReady: it runs without answering.
    """
    context = ssl.create_default_context(cafile=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # Asked by number, whatever name people use.
    context.check_hostname = False
    if authority is None:
        context.verify_mode = ssl.CERT_NONE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))

    def answers() -> bool:
        try:
            with opener.open(f"{url}/liveness", timeout=ANSWER_SECONDS) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    _wait("The gateway", answers, is_alive)


def wait_for_worker(redis_url: str, pid: int, is_alive: Callable[[], bool]) -> None:
    """Return when the worker with this process id listens; raises as `wait_for_gateway`."""
    # Those of workers that were killed may still stand there.
    name = f"aqtra-{pid}@".encode()
    with redis.Redis.from_url(redis_url) as client:

        def answers() -> bool:
            try:
                return any(name in mark for mark in client.smembers(WORKER_MARKS))
            except redis.RedisError:
                return False

        _wait("The worker", answers, is_alive)


def _wait(title: str, answers: Callable[[], bool], is_alive: Callable[[], bool]) -> None:
    deadline = Deadline(READY_SECONDS)
    while not answers():
        if not is_alive():
            raise ChildFailed(f"{title} ended while starting.")
        if deadline.passed():
            raise NotReady(f"{title} did not answer within {READY_SECONDS} s.")
        deadline.pause()
