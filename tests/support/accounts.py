"""Accounts for tests, made the way an administrator's command makes them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aqtra.catalogs.users import mirror_user
from aqtra.composition import open_platform
from aqtra.infra.settings import Settings, load_settings
from tests.support.client import Client
from tests.support.installation import Installation

PASSWORD = "Tr0ubadour-and-3"


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in."""

    id: int
    user_name: str
    password: str


def settings_of(installation: Installation, **changes: Any) -> Settings:
    """The settings its processes run with, but for changes."""
    values = installation.environment
    return load_settings(
        data_dir=installation.data_dir,
        database_url=values["AQTRA_DATABASE_URL"],
        database_owner_url=values["AQTRA_DATABASE_OWNER_URL"],
        redis_url=values["AQTRA_REDIS_URL"],
        **changes,
    )


def create_account(installation: Installation, user_name: str, *, role: str = "Members") -> Person:
    """An account that need not change its password."""

    async def create() -> int:
        async with open_platform(settings_of(installation)) as platform:
            account_id, _ = await platform.identity.create_account(
                user_name, password=PASSWORD, role=role, mirror=mirror_user
            )
            return account_id

    return Person(asyncio.run(create()), user_name, PASSWORD)


@contextmanager
def signed_in(installation: Installation, person: Person) -> Iterator[Client]:
    """A browser in which the person is signed in."""
    with installation.client() as client:
        client.sign_in(person.user_name, person.password).raise_for_status()
        yield client
