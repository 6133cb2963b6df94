"""Routes of API tokens: a person's own, and those of service accounts."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request, Response, status

from aqtra.identity.tokens.accounts.models import Change
from aqtra.identity.tokens.doors import Tokens
from aqtra.identity.tokens.models import Owner
from aqtra.identity.tokens.opaque import Kind
from aqtra.identity.tokens.schemas import CreatedToken, NewProgram, Program, ProgramChange, Programs, Token, TokenOrder
from aqtra.infra.http import Caller, Router
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal, Right

own = Router(prefix="/api/v1/account/tokens", tags=["tokens"])
programs = Router(prefix="/api/v1/access/service-accounts", tags=["service accounts"])

TokenId = Annotated[int, Path(ge=1, lt=2**63)]
AccountId = Annotated[int, Path(ge=1, lt=2**63)]
CREATED = status.HTTP_201_CREATED
NO_CONTENT = status.HTTP_204_NO_CONTENT


async def tokens_of(request: Request) -> Tokens:
    return cast(Tokens, request.app.state.tokens)


TokensDep = Annotated[Tokens, Depends(tokens_of)]


@own.get("", right=Right.SESSION)
async def get_tokens(caller: Caller, tokens: TokensDep) -> list[Token]:
    """The caller's API tokens that were not revoked, the newest first."""
    return [Token.of(token) for token in await tokens.api.listed(_id_of(caller))]


@own.post("", right=Right.SESSION, status_code=CREATED)
async def create_token(body: TokenOrder, response: Response, caller: Caller, tokens: TokensDep) -> CreatedToken:
    """Makes an API token for the caller. Its secret is in this answer only."""
    response.headers["cache-control"] = "no-store"
    created = await tokens.api.create(Owner(_id_of(caller), Kind.PERSONAL), body.order(), caller)
    return CreatedToken.of(created)


@own.delete("/{token_id}", right=Right.SESSION, status_code=NO_CONTENT)
async def revoke_token(token_id: TokenId, caller: Caller, tokens: TokensDep) -> None:
    """Ends one of the caller's API tokens, at once and everywhere."""
    await tokens.api.revoke(_id_of(caller), token_id, caller)


@programs.get("", right=Right.ADMINISTER)
async def get_service_accounts(tokens: TokensDep) -> Programs:
    """All service accounts by name, and the names of the roles there are."""
    accounts = await tokens.accounts.listed()
    return Programs(accounts=[Program.of(account) for account in accounts], roles=await tokens.accounts.roles())


@programs.post("", right=Right.ADMINISTER, status_code=CREATED)
async def create_service_account(body: NewProgram, caller: Caller, tokens: TokensDep) -> Program:
    """Adds a service account: it has roles and tokens, and no password."""
    created = await tokens.accounts.create(body.user_name, body.display_name.strip(), tuple(body.roles), caller)
    return Program.of(created)


@programs.patch("/{account_id}", right=Right.ADMINISTER)
async def change_service_account(
    account_id: AccountId, body: ProgramChange, caller: Caller, tokens: TokensDep
) -> Program:
    """Renames a service account, replaces its roles, or (de)activates it: an inactive one's tokens are refused."""
    change = Change(
        display_name=None if body.display_name is None else body.display_name.strip(),
        active=body.active,
        roles=None if body.roles is None else tuple(body.roles),
    )
    return Program.of(await tokens.accounts.change(account_id, change, caller))


@programs.get("/{account_id}/tokens", right=Right.ADMINISTER)
async def get_service_tokens(account_id: AccountId, tokens: TokensDep) -> list[Token]:
    """The tokens of a service account that were not revoked, the newest first."""
    account = await tokens.accounts.get(account_id)
    return [Token.of(token) for token in await tokens.api.listed(account.id)]


@programs.post("/{account_id}/tokens", right=Right.ADMINISTER, status_code=CREATED)
async def create_service_token(
    account_id: AccountId, body: TokenOrder, response: Response, caller: Caller, tokens: TokensDep
) -> CreatedToken:
    """Makes a token for a service account. Its secret is in this answer only."""
    response.headers["cache-control"] = "no-store"
    account = await tokens.accounts.get(account_id)
    return CreatedToken.of(await tokens.api.create(Owner(account.id, Kind.SERVICE), body.order(), caller))


@programs.delete("/{account_id}/tokens/{token_id}", right=Right.ADMINISTER, status_code=NO_CONTENT)
async def revoke_service_token(account_id: AccountId, token_id: TokenId, caller: Caller, tokens: TokensDep) -> None:
    """Ends a token of a service account, at once and everywhere."""
    account = await tokens.accounts.get(account_id)
    await tokens.api.revoke(account.id, token_id, caller)


def _id_of(caller: Principal) -> int:
    if caller.user_id is None:
        raise NotSignedIn("sign in first")
    return caller.user_id


router = APIRouter()
for part in (own, programs):
    router.include_router(part)
