"""Verbs of API tokens: make, list, revoke."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from aqtra.identity import audit
from aqtra.identity.principals import principal_by_id
from aqtra.identity.sessions import hash_token
from aqtra.identity.tokens import repository
from aqtra.identity.tokens.errors import BadToken, NeedsSession, TokenNotFound, TooManyTokens
from aqtra.identity.tokens.models import ApiToken, NewApiToken, Order, Owner
from aqtra.identity.tokens.opaque import Kind, hint_of, new_token
from aqtra.infra.container import Services
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal
from aqtra.kernel.scopes import Scope, Scopes

DEFAULT_DAYS: Final = 90
MOST_DAYS: Final = 365
LIVE_TOKENS: Final = 50
NAME_LENGTH: Final = 100
COMPONENTS: Final = 100


class ApiTokens:
    """The tokens of accounts. Who may ask is checked by who calls, but that it is nobody with a token."""

    def __init__(self, services: Services, forget: Callable[[], None]) -> None:
        self._services = services
        self._forget = forget

    async def create(self, owner: Owner, order: Order, by: Principal) -> NewApiToken:
        """A new token, narrowed to rights that its account has.

        Raises NeedsSession, BadToken, TooManyTokens.
        """
        in_person(by)
        check(order, may_last=owner.kind is Kind.SERVICE)
        await self._check_rights(owner.account_id, order.scopes)
        secret, now = new_token(owner.kind), self._services.clock.now()
        async with self._services.db.transaction() as conn:
            if await repository.count_live(conn, owner.account_id, now) >= LIVE_TOKENS:
                raise TooManyTokens("revoke tokens that are not used any more", limit=LIVE_TOKENS)
            token = await repository.insert(
                conn,
                owner.account_id,
                order,
                hint=hint_of(secret, owner.kind),
                token_hash=hash_token(secret),
                created_by=by.user_id,
                now=now,
                expires_at=None if order.days is None else now + timedelta(days=order.days),
            )
            await audit.record(conn, "token.created", by, f"account:{owner.account_id}", key=str(token.id))
        return NewApiToken(secret, token)

    async def owner_named(self, user_name: str) -> Owner | None:
        """The account of this name, a person's or a program's; None when there is none."""
        async with self._services.db.connection() as conn:
            return await repository.owner_named(conn, user_name)

    async def listed(self, account_id: int) -> list[ApiToken]:
        """Tokens that were not revoked, expired ones too; the newest first."""
        async with self._services.db.connection() as conn:
            return await repository.listed(conn, account_id)

    async def revoke(self, account_id: int, token_id: int, by: Principal) -> None:
        """Ends a token and what was exchanged for it, on every process. Raises TokenNotFound."""
        async with self._services.db.transaction() as conn:
            if not await repository.revoke(conn, account_id, token_id, self._services.clock.now()):
                raise TokenNotFound("there is no such token")
            await audit.record(conn, "token.revoked", by, f"account:{account_id}", key=str(token_id))
            await notify(conn, "session", {"user_id": account_id})
        self._forget()

    async def _check_rights(self, account_id: int, scopes: Scopes) -> None:
        account = await principal_by_id(self._services.db, account_id)
        rights = account.rights if account else frozenset[str]()
        for scope in (Scope.STUDIO, Scope.ADMINISTER):
            if scope in scopes.names and scope.value not in rights:
                raise BadToken.of_field("scopes", "beyond_rights", f"the account has no right {scope.value}")


def in_person(caller: Principal) -> None:
    """Raises NeedsSession for who came with a token: one that leaked must not make others."""
    if caller.scopes is not None:
        raise NeedsSession("sign in to do this: a token may not")


def check(order: Order, *, may_last: bool) -> None:
    """Whether such a token may be. Raises BadToken naming what stands against it."""
    if not order.name.strip() or not order.name.isprintable():
        raise BadToken.of_field("name", "required", "a name of printable characters is needed")
    if not order.scopes.names & {Scope.READ, Scope.WRITE}:
        raise BadToken.of_field("scopes", "required", "read or write is needed")
    if not order.scopes.is_sound:
        raise BadToken.of_field("components", "beyond_rights", "studio and administer are about the whole platform")
    if order.days is None and not may_last:
        raise BadToken.of_field("days", "required", "tokens of people expire", maximum=MOST_DAYS)
    if order.days is not None and not 1 <= order.days <= MOST_DAYS:
        raise BadToken.of_field("days", "maximum", f"between 1 and {MOST_DAYS} days", maximum=MOST_DAYS)
