"""`aqtra user`: accounts, for the person who runs the installation."""

import asyncio
from typing import Annotated

import typer

from aqtra.cli.output import fail, report, say
from aqtra.cli.target import target_settings
from aqtra.embedded.errors import NoSuchThing
from aqtra.identity.models import Account
from aqtra.infra.settings import Settings

app = typer.Typer(help="List accounts, reset passwords, remove second factors.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]


@app.command("list")
def list_accounts(as_json: Json = False) -> None:
    """List the accounts."""
    with target_settings() as settings:
        accounts = asyncio.run(_accounts(settings))
    if as_json:
        report(
            [
                {
                    "id": account.id,
                    "user_name": account.user_name,
                    "display_name": account.display_name,
                    "active": account.active,
                    "locked_until": account.locked_until,
                }
                for account in accounts
            ]
        )
        return
    width = max((len(account.user_name) for account in accounts), default=0)
    for account in accounts:
        say(f"{account.user_name:<{width}}  {account.display_name}{'' if account.active else '  (inactive)'}")


@app.command()
def reset_password(
    user_name: Annotated[str, typer.Argument(help="Name the person signs in with.")], as_json: Json = False
) -> None:
    """Give an account a one-time password and end its sessions. A locked account is unlocked."""
    with target_settings() as settings:
        password = asyncio.run(_reset(settings, user_name))
    if password is None:
        fail(NoSuchThing(f"There is no account {user_name}."))
    if as_json:
        report({"user_name": user_name, "one_time_password": password})
    else:
        say(f"One-time password of {user_name}: {password}")


@app.command()
def forget_factors(
    user_name: Annotated[str, typer.Argument(help="Name the person signs in with.")], as_json: Json = False
) -> None:
    """Remove every second factor of somebody who lost them, and end their sessions. The password stays."""
    with target_settings() as settings:
        found = asyncio.run(_forget(settings, user_name))
    if not found:
        fail(NoSuchThing(f"There is no account {user_name}."))
    if as_json:
        report({"user_name": user_name})
    else:
        say(f"{user_name} signs in with the password alone, and can set up second factors anew.")


async def _accounts(settings: Settings) -> list[Account]:
    from aqtra.composition import open_platform

    async with open_platform(settings) as platform:
        return await platform.identity.accounts()


async def _reset(settings: Settings, user_name: str) -> str | None:
    from aqtra.composition import open_platform

    async with open_platform(settings) as platform:
        return await platform.identity.reset_password(user_name)


async def _forget(settings: Settings, user_name: str) -> bool:
    from aqtra.composition import open_platform

    async with open_platform(settings) as platform:
        return await platform.identity.forget_factors(user_name)
