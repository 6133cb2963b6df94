"""Second factors of people in tests."""

import time
from dataclasses import dataclass
from typing import Any

import psycopg
import pyotp

from tests.support.client import Client
from tests.support.installation import Installation

ACCOUNT = "/api/v1/account"


@dataclass
class App:
    """An authenticator app that has scanned the picture."""

    secret: str

    def code(self, later: int = 0) -> str:
        """The code of now, or of some steps later or before."""
        return pyotp.TOTP(self.secret).at(int(time.time()), counter_offset=later)


def change(installation: Installation, statement: str, *parameters: Any) -> None:
    """What time or an accident does to the database."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute(statement.encode(), parameters)


def rows(installation: Installation, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        return conn.execute(statement.encode(), parameters).fetchall()


def set_up_app(client: Client) -> tuple[App, list[str]]:
    """Sets an authenticator app up, by the code of the step before: that of now is still to be used."""
    app = App(client.post(f"{ACCOUNT}/totp").raise_for_status().json()["secret"])
    answer = client.post(f"{ACCOUNT}/totp/confirm", json={"code": app.code(-1)}).raise_for_status().json()
    return app, answer["recovery_codes"]


def set_email(installation: Installation, account_id: int, email: str) -> None:
    """An address that was confirmed."""
    change(installation, "UPDATE identity.account SET email = %s WHERE id = %s", email, account_id)


def prove_nothing(installation: Installation, account_id: int) -> None:
    """Eleven minutes pass since the last proof."""
    change(
        installation,
        "UPDATE identity.session SET proved_at = now() - interval '11 min' WHERE account_id = %s",
        account_id,
    )
