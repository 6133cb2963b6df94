"""`aqtra token`: API tokens of accounts, for the person who runs the installation."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

import typer

from aqtra.cli.output import fail, report, say, say_refusal
from aqtra.cli.target import target_settings
from aqtra.embedded.errors import NoSuchThing
from aqtra.identity.tokens.models import ApiToken, Order, Owner
from aqtra.identity.tokens.schemas import Token
from aqtra.identity.tokens.service import DEFAULT_DAYS, ApiTokens
from aqtra.infra.settings import Settings
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import PLATFORM
from aqtra.kernel.scopes import Scope, Scopes

app = typer.Typer(help="Make, list and revoke API tokens. Exit code 1: refused, with the reason.", no_args_is_help=True)

Result = TypeVar("Result")
REFUSED = 1

Account = Annotated[str, typer.Argument(help="User name of a person or a service account.")]
Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]


@app.command()
def create(
    account: Account,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    scope: Annotated[list[Scope], typer.Option(help="read, write, studio or administer; may be repeated.")],
    component: Annotated[
        list[UUID] | None, typer.Option(help="Key of a component to which the token is bound; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option(help="Days until it expires.")] = DEFAULT_DAYS,
    no_expiry: Annotated[bool, typer.Option("--no-expiry", help="It never expires; for service accounts.")] = False,
    as_json: Json = False,
) -> None:
    """Make an API token and print its secret, which is not stored and never shown again."""
    scopes = Scopes(frozenset(scope), frozenset(component) if component else None)
    order = Order(name.strip(), scopes, None if no_expiry else days)
    made = _with_account(account, lambda tokens, owner: tokens.create(owner, order, PLATFORM))
    if as_json:
        report({"secret": made.secret, "token": Token.of(made.token).model_dump(mode="json")})
    else:
        say(made.secret)


@app.command("list")
def list_tokens(account: Account, as_json: Json = False) -> None:
    """List the tokens of an account that were not revoked."""
    tokens = _with_account(account, lambda tokens, owner: tokens.listed(owner.account_id))
    if as_json:
        report([Token.of(token).model_dump(mode="json") for token in tokens])
        return
    for token in tokens:
        say(_line(token))


@app.command()
def revoke(
    account: Account, token_id: Annotated[int, typer.Argument(help="Number of the token, as `list` shows it.")]
) -> None:
    """Revoke a token, at once and on every process."""
    _with_account(account, lambda tokens, owner: tokens.revoke(owner.account_id, token_id, PLATFORM))
    say(f"Token {token_id} of {account} is revoked.")


def _line(token: ApiToken) -> str:
    expires = f"expires {token.expires_at:%Y-%m-%d}" if token.expires_at else "does not expire"
    used = f"used {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
    bound = f", {len(token.scopes.components)} components" if token.scopes.components is not None else ""
    return f"{token.id:>6}  {token.hint}…  {token.scopes.text}{bound}  {expires}  {used}  {token.name}"


def _with_account(account: str, work: Callable[[ApiTokens, Owner], Awaitable[Result]]) -> Result:
    with target_settings() as settings:
        try:
            return asyncio.run(_run(settings, account, work))
        except NoSuchThing as error:
            fail(error)
        except AqtraError as error:
            say_refusal(error)
            raise typer.Exit(REFUSED) from None


async def _run(settings: Settings, account: str, work: Callable[[ApiTokens, Owner], Awaitable[Result]]) -> Result:
    from aqtra.composition import open_platform

    async with open_platform(settings) as platform:
        owner = await platform.tokens.api.owner_named(account)
        if owner is None:
            raise NoSuchThing(f"There is no account {account}.")
        return await work(platform.tokens.api, owner)
