"""Nothing gets into the trail that was not meant to: names are listed, values are small and plain."""

import asyncio
from typing import Any, cast
from uuid import uuid4

import pytest
from pydantic import SecretStr

from aqtra.identity import audit
from aqtra.identity.audit.http import cells
from aqtra.identity.audit.models import AuditRecord
from aqtra.identity.audit.recording import LONGEST, NotRecordable
from aqtra.infra.database import Connection
from aqtra.infra.origin import Origin, set_origin
from aqtra.kernel.principal import Principal


class Written:
    """Stands for a connection and keeps what was to be inserted."""

    def __init__(self) -> None:
        self.values: tuple[Any, ...] = ()

    async def execute(self, _: str, values: tuple[Any, ...]) -> None:
        self.values = values


class Sly(str):
    """Text that masks itself when printed may be a secret."""


def write(action: str = "role.changed", target: str | None = "role:1", **details: Any) -> tuple[Any, ...]:
    conn = Written()

    async def within() -> None:
        set_origin(Origin("192.0.2.7", "t" * 32))
        await audit.record(cast(Connection, conn), action, Principal(user_id=7, user_name="ada"), target, **details)

    asyncio.run(within())
    return conn.values


def test_address_and_trace_are_those_of_the_request() -> None:
    assert write()[3:8] == (7, "ada", "role:1", "192.0.2.7", "t" * 32)


@pytest.mark.parametrize(
    "value", [SecretStr("x"), b"x", 1.5, uuid4(), {"a": 1}, ["a"], Sly("x"), object(), 2**63, -(2**64)]
)
def test_only_plain_small_values_are_details(value: Any) -> None:
    with pytest.raises(NotRecordable) as refusal:
        write(name=value)
    assert "x" not in str(refusal.value).removeprefix("name is a").replace("text", "")


@pytest.mark.parametrize("name", ["password", "token", "secret", "new_password", "code", "body", "cookie"])
def test_only_listed_names_are_details(name: str) -> None:
    with pytest.raises(NotRecordable):
        write(**{name: "x"})


@pytest.mark.parametrize("action", ["", "role", "Role.changed", "role changed", "role.", ".changed", "role.changed\n"])
def test_an_action_is_a_thing_and_a_verb(action: str) -> None:
    with pytest.raises(NotRecordable):
        write(action)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 5000])
def test_text_that_the_database_cannot_keep_is_made_so(text: str) -> None:
    values = write(target=text, name=text)
    kept = values[5]
    assert "\0" not in kept
    kept.encode()
    assert len(kept) <= LONGEST * 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_nothing(start: str) -> None:
    record = AuditRecord.model_validate(
        {
            "id": 1,
            "at": "2026-01-01T00:00:00Z",
            "action": "role.changed",
            "outcome": "done",
            "actor_id": 1,
            "actor_name": f"{start}cmd()",
            "target": f"{start}1+1",
            "address": None,
            "trace_id": None,
            "details": {},
        }
    )
    assert not [cell for cell in cells(record) if cell[:1] == start]
