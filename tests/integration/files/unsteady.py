"""An S3 server that fails when a test wants it to."""

from dataclasses import dataclass

import httpx
from moto.server import ThreadedMotoServer

from tests.integration.files.platform import FilePlatform


class UnsteadyServer:
    """Keeps what it stores while it is switched off."""

    def __init__(self, port: int, bucket: str) -> None:
        self._port = port
        self.bucket = bucket
        self._running: ThreadedMotoServer | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._running = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None

    def make_bucket(self) -> None:
        httpx.put(f"{self.endpoint}/{self.bucket}").raise_for_status()

    def take_bucket_away(self) -> None:
        httpx.delete(f"{self.endpoint}/{self.bucket}").raise_for_status()


@dataclass
class UnsteadyPlatform:
    """A platform and the server that keeps its content."""

    platform: FilePlatform
    server: UnsteadyServer
