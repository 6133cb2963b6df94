"""Profiles of users: read by whoever may, written by administrators."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pydantic import ValidationError

from aqtra.catalogs.users import mirror_user
from aqtra.dataflow.directory.acting import Acting, is_name
from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.user_errors import InvalidProfile, LoginTaken, PasswordRequired, PasswordWeak, UserNotFound
from aqtra.dataflow.users import Profile, ProfileChange, UserRef
from aqtra.identity import audit, repository_people
from aqtra.identity import repository as accounts
from aqtra.identity.errors import UserNameTaken, WeakPassword
from aqtra.identity.providers.errors import ProviderNotFound
from aqtra.identity.providers.persons import MAX_SUBJECT
from aqtra.identity.providers.registering import register
from aqtra.identity.repository_people import Person
from aqtra.identity.rights import repository_users
from aqtra.identity.rights.models import User, UserChange
from aqtra.identity.rights.service import Rights
from aqtra.identity.scim.repository import email_taken
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError

_COLUMNS = {
    "userName": "user_name",
    "email": "email",
    "firstName": "first_name",
    "middleName": "middle_name",
    "lastName": "last_name",
}
FIELDS = ("name", *_COLUMNS)
"""What of a profile may be written."""
_CAN_BE_EMPTY = frozenset({"first_name", "middle_name", "last_name"})


class People(Acting):
    """Profiles."""

    async def profiles(self, users: Collection[UserRef]) -> Mapping[UserRef, Profile]:
        """Those that there are, and that the principal may read."""
        ids = [user.key for user in users if isinstance(user.key, int)]
        handles = [user.key for user in users if isinstance(user.key, UUID)]
        names = [user.name for user in users if user.key is None and user.name is not None and is_name(user.name)]
        async with self.services.db.connection() as conn:
            found = await repository_people.people(conn, ids, handles, names)
            seen = [person for person in found if await self.may_read(conn, person)]
        by_key = {key: person for person in seen for key in (person.id, person.handle, person.user_name.lower())}
        matched = {user: by_key.get(_key(user)) for user in users}
        return {user: _profile(person) for user, person in matched.items() if person is not None}

    async def save_user(self, change: ProfileChange) -> int:
        """Creates or changes a user; its id."""
        self.require_manager()
        async with self.services.db.connection() as conn:
            person = await self.person(conn, change.user, change.user_name)
        if person is None and change.user is not None:
            raise UserNotFound("there is no such user")
        try:
            return await (self._create(change) if person is None else self._change(person, change))
        except WeakPassword as error:
            raise PasswordWeak(error.message or error.fields[0].message, fields=_renamed(error.fields)) from error
        except UserNameTaken as error:
            raise LoginTaken("this user name is taken", fields=error.fields) from error

    async def register_external(self, provider: UUID, key: str, user_name: str) -> UUID:
        """The user's handle."""
        self.require_manager()
        if not is_name(user_name) or not user_name.isprintable():
            raise InvalidProfile.of_field("user_name", "printable", "this cannot be a user name")
        if not key or len(key) > MAX_SUBJECT or not key.isprintable():
            raise InvalidProfile.of_field("key_field", "printable", "this cannot be a key of a directory")
        try:
            account = await register(
                self.services, self.identity, mirror_user, self.principal, provider, key, user_name
            )
        except ProviderNotFound as error:
            raise UnknownReference("the identity provider of this step is not there any more") from error
        except UserNameTaken as error:
            raise LoginTaken("this user name belongs to somebody with another key", fields=error.fields) from error
        return account.handle

    async def _create(self, change: ProfileChange) -> int:
        if not change.password:
            raise PasswordRequired("a new user needs a password")
        fields = {"userName": change.user_name, **change.fields}
        profile = _checked({"user_name": fields.get("userName"), "active": not change.disabled, **_columns(fields)})

        async def complete(conn: Connection, user_id: int) -> None:
            created = await Rights(conn, self.services.clock.now()).user(user_id)
            assigned = profile.model_copy(update={"assignments": created.assignments, "version": None})
            await self._write(conn, user_id, assigned, change)

        user_id, _ = await self.identity.create_account(
            profile.user_name,
            password=change.password,
            display_name=change.fields.get("name") or profile.display_name,
            mirror=mirror_user,
            complete=complete,
        )
        return user_id

    async def _change(self, person: Person, change: ProfileChange) -> int:
        if change.password:
            async with self.services.db.connection() as conn:
                account = await accounts.account_by_id(conn, person.id)
            assert account is not None
            await self.identity.set_password(account, change.password, self.principal)
        if not change.fields and change.disabled is None:
            return person.id
        async with self.services.db.transaction() as conn:
            user = await Rights(conn, self.services.clock.now()).user(person.id)
            values = user.model_dump(exclude={"id", "locked"}) | _columns(change.fields)
            if change.disabled is not None:
                values["active"] = not change.disabled
            await self._write(conn, person.id, _checked(values), change, before=user, shown=person.display_name)
        return person.id

    async def _write(
        self,
        conn: Connection,
        user_id: int,
        profile: UserChange,
        change: ProfileChange,
        *,
        before: User | None = None,
        shown: str | None = None,
    ) -> None:
        if profile.email is not None and await email_taken(conn, profile.email, user_id):
            raise LoginTaken.of_field("email", "unique", "another user has this e-mail address")
        await Rights(conn, self.services.clock.now()).save_user(user_id, profile)
        name = change.fields.get("name")
        if name is None and before is not None and before.display_name == profile.display_name:
            # Nothing the name is put together from has changed: one that was given stays.
            name = shown
        if name is not None:
            await repository_users.set_display_name(conn, user_id, name)
        await mirror_user(conn, user_id, name or profile.display_name)
        fields = ", ".join(sorted([*change.fields, *(["disabled"] if change.disabled is not None else [])]))
        await audit.record(
            conn, "account.changed", self.principal, f"account:{user_id}", user_name=profile.user_name, fields=fields
        )


def _key(user: UserRef) -> int | UUID | str:
    return user.key if user.key is not None else (user.name or "").lower()


def _profile(person: Person) -> Profile:
    return Profile(
        id=person.id,
        user_name=person.user_name,
        name=person.display_name,
        email=person.email,
        first_name=person.first_name,
        middle_name=person.middle_name,
        last_name=person.last_name,
        disabled=not person.active,
    )


def _columns(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    columns = {_COLUMNS[name]: value or None for name, value in fields.items() if name in _COLUMNS}
    return {name: "" if value is None and name in _CAN_BE_EMPTY else value for name, value in columns.items()}


def _checked(values: Mapping[str, object]) -> UserChange:
    """Raises InvalidProfile naming what breaks a rule."""
    for name, value in values.items():
        if isinstance(value, str) and value and not value.isprintable():
            raise InvalidProfile.of_field(name, "printable", "characters that cannot be shown")
    try:
        return UserChange.model_validate(dict(values))
    except ValidationError as error:
        raise InvalidProfile(
            "what should be written of the user breaks a rule",
            fields=[
                FieldError(field=".".join(map(str, detail["loc"])), rule=detail["type"], message=detail["msg"])
                for detail in error.errors(include_input=False)
            ],
        ) from None


def _renamed(fields: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
    return tuple(field.model_copy(update={"field": "user_password"}) for field in fields)
