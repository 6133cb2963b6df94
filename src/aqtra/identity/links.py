"""Verbs of links by mail: a new password, a confirmed address. Each works once, for half an hour."""

from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import orjson

from aqtra.identity import audit, passwords, repository, repository_links, repository_sessions
from aqtra.identity.errors import CodeSentLately, LinkExpired, MailNotAvailable
from aqtra.identity.letters import Kind, letter
from aqtra.identity.models import Account
from aqtra.identity.passwords import Passwords
from aqtra.identity.sessions import Sessions, hash_token, new_token
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.mail.service import Mailer
from aqtra.infra.outbox import notify, ring_after_commit
from aqtra.infra.queue import ring
from aqtra.kernel.principal import Principal

RESET_TASK: Final = "aqtra.answer_reset_request"
VALID_FOR: Final = timedelta(minutes=30)
RESET_VALID_FOR: Final = timedelta(hours=1)
CONFIRMATION_VALID_FOR: Final = timedelta(hours=24)
"""Links that flows send: their letters wait in queues of their own."""
NOBODY: Final = 0
"""No account has this id."""
LINK_EVERY: Final = timedelta(minutes=1)
FORGOTTEN_AFTER: Final = timedelta(minutes=1)
MOST_ACCOUNTS: Final = 10
"""Accounts of one address that are written to."""
SWEPT_AT_ONCE: Final = 100


class App(StrEnum):
    """Where a link leads to."""

    WORKPLACE = "workplace"
    STUDIO = "studio"


class Links:
    """Links of all accounts. The token stands behind `#`, where no server's log sees it."""

    def __init__(self, services: Services, sessions: Sessions, hashing: Passwords) -> None:
        self._services = services
        self._sessions = sessions
        self._passwords = hashing
        self._mailer = Mailer(services)

    async def available(self, conn: Connection | None = None) -> bool:
        """Whether mail can be sent."""
        return await self._mailer.available(conn)

    async def forgot(self, name: str, app: App, locale: str) -> None:
        """Takes the request, the same way for every name. Raises MailNotAvailable."""
        await self._need_mail()
        request_id = self._services.ids.uuid()
        sealed = self._services.sealer.seal(orjson.dumps([name, app.value, locale]), _place(request_id))
        async with self._services.db.transaction() as conn:
            await repository_links.insert_request(conn, request_id, sealed, self._services.clock.now())
            await ring_after_commit(conn, RESET_TASK, str(request_id))

    async def answer_request(self, request_id: UUID) -> None:
        """Sends links to the accounts that a request means. Does nothing for one that was answered."""
        async with self._services.db.transaction() as conn:
            sealed = await repository_links.take_request(conn, request_id)
            if sealed is None:
                return
            name, app, locale = orjson.loads(self._services.sealer.open(sealed, _place(request_id)))
            for account in await repository_links.accounts_to_reset(conn, name, MOST_ACCOUNTS):
                await self._send_password_link(conn, account, App(app), locale)

    async def reset_password(self, token: str, new: str, locale: str) -> None:
        """Sets a password and ends every session. Raises LinkExpired, WeakPassword."""
        now = self._services.clock.now()
        async with self._services.db.connection() as conn:
            row = await repository_links.link(conn, hash_token(token), "password", now)
            account = await repository.account_by_id(conn, row["account_id"]) if row else None
        if account is None:
            raise LinkExpired("this link was used or is too old")
        passwords.check_strength(new, account.user_name, account.email, account.display_name)
        password_hash = await self._passwords.hash(new)
        async with self._services.db.transaction() as conn:
            if not await repository_links.use_link(conn, hash_token(token)):
                raise LinkExpired("this link was used or is too old")
            await repository_links.delete_links(conn, account.id, "password")
            await repository.set_password(conn, account.id, password_hash, change_required=False)
            await repository_sessions.delete_sessions(conn, account.id)
            await self.tell(conn, account, "password_changed", locale)
            await notify(conn, "session", {"user_id": account.id})
        self._sessions.forget_all()

    async def ask_email(self, account: Account, email: str, app: App, locale: str) -> None:
        """Writes to a new address, which is used only once confirmed. Raises MailNotAvailable, CodeSentLately."""
        await self._need_mail()
        async with self._services.db.transaction() as conn:
            await repository.account_by_id(conn, account.id, hold=True)
            await self._not_lately(conn, account, "email")
            await repository_links.delete_links(conn, account.id, "email")
            link = await self._new_link(conn, account, "email", app, email=email)
            mail = letter("email_link", locale, email, useful_for=VALID_FOR, name=account.user_name, link=link)
            await self._mailer.enqueue(conn, mail)

    async def confirm_email(self, token: str, locale: str) -> None:
        """Uses the address from now on, and tells the one before. Raises LinkExpired."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            row = await repository_links.link(conn, hash_token(token), "email", now)
            account = await repository.account_by_id(conn, row["account_id"]) if row else None
            if row is None or account is None or not await repository_links.use_link(conn, hash_token(token)):
                raise LinkExpired("this link was used or is too old")
            await repository_links.set_email(conn, account.id, row["email"])
            if row["enables"]:
                await self._enable(conn, account)
            # A link to a new password that lies in the old mailbox opens nothing any more.
            await repository_links.delete_links(conn, account.id, "password")
            if account.email != row["email"]:
                await self.tell(conn, account, "email_changed", locale)

    async def password_address(self, conn: Connection, account: Account | None, base: str) -> str:
        """A link to a new password for somebody else to send. With None the same work is done, and it opens nothing."""
        token, now = new_token(), self._services.clock.now()
        await repository_links.insert_link(
            conn,
            hash_token(token),
            account.id if account else NOBODY,
            "password",
            email=None,
            now=now,
            expires_at=now + RESET_VALID_FOR,
        )
        return f"{base}/account/password#{token}"

    async def confirmation_address(self, conn: Connection, account: Account, base: str) -> str:
        """A link that proves the account's own address, and enables the account. Those made before are void."""
        token, now = new_token(), self._services.clock.now()
        await repository_links.delete_links(conn, account.id, "email")
        await repository_links.insert_link(
            conn,
            hash_token(token),
            account.id,
            "email",
            email=account.email,
            now=now,
            expires_at=now + CONFIRMATION_VALID_FOR,
            enables=not account.active,
        )
        return f"{base}/account/email#{token}"

    async def tell(self, conn: Connection, account: Account, kind: Kind, locale: str) -> None:
        """Notes that how the account is entered was changed, and tells the owner where mail can reach them."""
        owner = Principal(user_id=account.id, user_name=account.user_name, display_name=account.display_name)
        await audit.record(conn, kind.replace("_", ".", 1), owner, f"account:{account.id}", user_name=account.user_name)
        if account.email is not None and await self._mailer.available(conn):
            await self._mailer.enqueue(conn, letter(kind, locale, account.email, name=account.user_name))

    async def sweep(self) -> None:
        """Rings for requests whose doorbell was lost."""
        before = self._services.clock.now() - FORGOTTEN_AFTER
        async with self._services.db.connection() as conn:
            waiting = await repository_links.forgotten_requests(conn, before, SWEPT_AT_ONCE)
        for request_id in waiting:
            await ring(RESET_TASK, str(request_id))

    async def _enable(self, conn: Connection, account: Account) -> None:
        await repository_links.enable(conn, account.id)
        owner = Principal(user_id=account.id, user_name=account.user_name, display_name=account.display_name)
        await audit.record(conn, "account.enabled", owner, f"account:{account.id}", user_name=account.user_name)
        await notify(conn, "session", {"user_id": account.id})

    async def _send_password_link(self, conn: Connection, account: Account, app: App, locale: str) -> None:
        since = self._services.clock.now() - LINK_EVERY
        if account.email is None or await repository_links.link_made_since(conn, account.id, "password", since):
            return
        link = await self._new_link(conn, account, "password", app)
        mail = letter("password_link", locale, account.email, useful_for=VALID_FOR, name=account.user_name, link=link)
        await self._mailer.enqueue(conn, mail)

    async def _new_link(
        self,
        conn: Connection,
        account: Account,
        purpose: repository_links.Purpose,
        app: App,
        *,
        email: str | None = None,
    ) -> str:
        token, now = new_token(), self._services.clock.now()
        await repository_links.insert_link(
            conn, hash_token(token), account.id, purpose, email=email, now=now, expires_at=now + VALID_FOR
        )
        root = "/studio" if app is App.STUDIO else ""
        return f"{self._services.settings.base_url}{root}/account/{purpose}#{token}"

    async def _not_lately(self, conn: Connection, account: Account, purpose: repository_links.Purpose) -> None:
        since = self._services.clock.now() - LINK_EVERY / 2
        if await repository_links.link_made_since(conn, account.id, purpose, since):
            raise CodeSentLately("a link was sent a moment ago")

    async def _need_mail(self) -> None:
        if not await self._mailer.available():
            raise MailNotAvailable("this installation sends no mail: no mail server is set")


def _place(request_id: UUID) -> str:
    return f"identity.reset_request.sealed:{request_id}"
