"""The corpus of attacks: in the jail they get nothing, whoever runs it, and where nothing holds them each one works."""

import asyncio
import errno
import os
from collections.abc import Callable, Iterator

import pytest

from aqtra.scripting.service import Scripts
from tests.integration.scripting.corpus import ATTACKS
from tests.integration.scripting.corpus.ground import Ground
from tests.integration.scripting.corpus.model import NUMBERS, Attack, Ending
from tests.integration.scripting.corpus.ordinary import OrdinaryGround
from tests.integration.scripting.corpus.outside import won_outside
from tests.integration.scripting.kernels import CLONE_NEWUSER, Refused, on_such_a_kernel

Tried = Callable[[Attack], Ending]


@pytest.fixture(scope="session")
def ground(runner: asyncio.Runner, scripts: Scripts) -> Iterator[Tried]:
    """As whoever runs the tests."""
    ground = Ground(scripts)
    runner.run(ground.open())
    yield lambda attack: runner.run(ground.tried(attack))
    runner.run(ground.close())


@pytest.fixture(scope="session")
def ordinary(request: pytest.FixtureRequest) -> Iterator[Tried]:
    if os.geteuid() != 0:
        # Whoever runs the tests is one.
        yield request.getfixturevalue("ground")
        return
    ground = OrdinaryGround()
    yield ground.tried
    ground.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_gets_nothing(ground: Tried, attack: Attack) -> None:
    assert ground(attack) == Ending(attack.ends)


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_gets_nothing_as_an_ordinary_user(ordinary: Tried, attack: Attack) -> None:
    assert ordinary(attack) == Ending(attack.ends)


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_same_attack_works_outside(attack: Attack) -> None:
    assert won_outside(attack) == ""


def test_where_an_ordinary_user_may_have_no_jail_the_reason_is_told() -> None:
    """No attack counts as refused because nothing was run."""
    refused = Refused({"clone": CLONE_NEWUSER, "unshare": CLONE_NEWUSER}, errno.EPERM)
    with pytest.raises(AssertionError, match="namespace"):
        on_such_a_kernel(refused, lambda: _tried_first(OrdinaryGround()))


def _tried_first(ground: OrdinaryGround) -> None:
    ground.tried(ATTACKS[0])


def test_no_number_is_left_out() -> None:
    assert {attack.number for attack in ATTACKS} == set(NUMBERS)
    assert len({str(attack) for attack in ATTACKS}) == len(ATTACKS)
