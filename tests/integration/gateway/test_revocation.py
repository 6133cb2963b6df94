"""Access that is lost at one process is lost at every other one, on open connections too. How fast: `benchmarks`."""

import json
from collections.abc import Iterator

import pytest

from tests.support.client import Client
from tests.support.gateways import another_gateway
from tests.support.installation import Installation
from tests.support.revocation import WAYS, TwoProcesses, cookie_of, ended, listening
from tests.support.socket import Socket

SECONDS = 10
ATTEMPTS = 100


@pytest.fixture(scope="module")
def two(installation: Installation, builder: Client) -> Iterator[TwoProcesses]:
    with another_gateway(installation) as second:
        yield TwoProcesses(builder, second)


@pytest.mark.parametrize("way", WAYS)
def test_the_other_process_refuses_and_its_live_connection_follows(two: TwoProcesses, way: str) -> None:
    with WAYS[way](two) as loss:
        assert not loss.gone(loss.client.get(loss.place))
        with listening(two, loss) as socket:
            sees = way != "view-as ended"
            assert hears(two, socket, within(sees)) is sees
            loss.take()
            if loss.told:
                assert ended(socket, SECONDS) is loss.ends
            assert any(loss.gone(loss.client.get(loss.place)) for _ in range(ATTEMPTS * 10))
            if not loss.ends:
                drain(socket)
                assert hears(two, socket, within(not sees)) is not sees


def within(expected: bool) -> int:
    """How often to try: news may take long on a busy machine, silence is silence."""
    return ATTEMPTS if expected else 2


def hears(two: TwoProcesses, socket: Socket, attempts: int) -> bool:
    """Whether a change of the component is told; made again for as long as a watch may take to begin."""
    for _ in range(attempts):
        two.change()
        try:
            while json.loads(socket.recv(0.6))["type"] != "entries":
                pass
        except TimeoutError:
            continue
        return True
    return False


def drain(socket: Socket) -> None:
    """News of changes from before may be on their way still."""
    try:
        while True:
            socket.recv(0.6)
    except TimeoutError:
        return


def test_another_session_of_the_same_person_is_not_closed(two: TwoProcesses) -> None:
    person = two.reader()
    with two.at_second(person) as staying, two.at_second(person) as leaving:
        with Socket.open(two.second.base_url, "/api/v1/live", **cookie_of(staying)) as socket:
            leaving.delete("/api/v1/session").raise_for_status()
            assert ended(socket, SECONDS) is False
        assert staying.get(two.place).status_code == 200
