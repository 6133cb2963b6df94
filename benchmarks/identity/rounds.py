"""One round: somebody asks the second process without a pause and listens to it; access is taken at the first."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.revocation import Loss, TwoProcesses, ended, listening
from tests.support.socket import Socket

SECONDS = 30


@dataclass(frozen=True)
class Times:
    """Seconds from the moment in which the taking was asked for: they hold its own request, so none is too short.

    `http`: to the end of the first answer that shows it. `live`: until the open connection was closed or told; None
    where nobody in particular is told.
    """

    http: float
    live: float | None


def once(two: TwoProcesses, way: Callable[[TwoProcesses], Any]) -> Times:
    with way(two) as loss, listening(two, loss) as socket:
        assert not loss.gone(loss.client.get(loss.place))
        asked = _Watch(lambda: _ask(loss))
        heard = _Watch(lambda: _listen(socket)) if loss.told else None
        begun = time.perf_counter()
        loss.take()
        http = asked.seen() - begun
        live = heard.seen() - begun if heard else None
    return Times(http, live)


class _Watch:
    """Waits in a thread of its own."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self._at = 0.0
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(wait,), daemon=True)
        self._thread.start()

    def _run(self, wait: Callable[[], None]) -> None:
        try:
            wait()
            self._at = time.perf_counter()
        except BaseException as failure:
            self._failure = failure

    def seen(self) -> float:
        self._thread.join(SECONDS)
        if self._failure is not None:
            raise self._failure
        assert self._at, "nothing was seen"
        return self._at


def _ask(loss: Loss) -> None:
    while not loss.gone(loss.client.get(loss.place)):
        pass


def _listen(socket: Socket) -> None:
    ended(socket, SECONDS)
