"""Work on one connection that is rolled back at its end."""

import asyncio

import pytest
from psycopg.errors import UniqueViolation

from aqtra.infra.database import Database
from aqtra.infra.one_transaction import rolled_back
from tests.integration.catalogs.platform import Platform

_INSERT = "INSERT INTO dataflow.recording (flow, component, until) VALUES (%s, gen_random_uuid(), now())"
_FLOWS = [f"00000000-0000-0000-0000-{number:012}" for number in range(20)]


async def insert(db: Database, flow: str) -> None:
    async with db.transaction() as conn:
        await conn.execute(_INSERT, (flow,))


async def count(db: Database) -> int:
    async with db.connection() as conn:
        row = await (await conn.execute("SELECT count(*) FROM dataflow.recording")).fetchone()
    assert row is not None
    return int(row[0])


def test_what_is_written_is_seen_inside_and_gone_afterwards(fresh: Platform) -> None:
    async def work() -> tuple[int, int]:
        async with rolled_back(fresh.services.db) as db:
            await insert(db, _FLOWS[0])
            return await count(db), await count(fresh.services.db)

    assert fresh.run(work()) == (1, 0)
    assert fresh.run(count(fresh.services.db)) == 0


def test_tasks_take_turns_and_one_that_holds_the_connection_gets_it_again(fresh: Platform) -> None:
    async def twice(db: Database, flow: str, other: str) -> None:
        async with db.transaction():
            await insert(db, flow)
            await asyncio.sleep(0)
            await insert(db, other)

    async def work() -> int:
        async with rolled_back(fresh.services.db) as db:
            await asyncio.gather(*(twice(db, *_FLOWS[at : at + 2]) for at in range(0, 20, 2)))
            return await count(db)

    assert fresh.run(work()) == 20


def test_a_failure_inside_takes_back_its_own_work_only(fresh: Platform) -> None:
    async def work() -> int:
        async with rolled_back(fresh.services.db) as db:
            await insert(db, _FLOWS[0])
            with pytest.raises(UniqueViolation):
                await insert(db, _FLOWS[0])
            return await count(db)

    assert fresh.run(work()) == 1
