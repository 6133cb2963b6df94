"""What several tests of identity need of the installation they share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.support.installation import Installation

Alone = Callable[[int], Any]


@pytest.fixture
def alone(installation: Installation) -> Iterator[Alone]:
    """For as long as wanted all other administrators have no way in; sessions that are open go on."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:

        @contextmanager
        def only(account: int) -> Iterator[None]:
            others = conn.execute(
                "SELECT account.id, password_hash FROM identity.account JOIN identity.account_role ON account_id = "
                "account.id JOIN identity.role ON role.id = role_id WHERE 'administer' = ANY (rights) "
                "AND password_hash IS NOT NULL AND account.id <> %s",
                [account],
            ).fetchall()
            conn.execute(
                "UPDATE identity.account SET password_hash = NULL WHERE id = ANY (%s)", [[o[0] for o in others]]
            )
            try:
                yield
            finally:
                for other in others:
                    conn.execute("UPDATE identity.account SET password_hash = %s WHERE id = %s", [other[1], other[0]])

        yield only
