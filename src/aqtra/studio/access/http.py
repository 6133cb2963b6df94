"""Routes: permission sets, roles, users. All of it applies at once, on every process. For administrators."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, status
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from aqtra.catalogs.users import mirror_user
from aqtra.identity.errors import NoSuchUser
from aqtra.identity.http.common import IdentityDep
from aqtra.identity.rights.models import (
    PermissionSet,
    PermissionSetChange,
    Role,
    RoleChange,
    User,
    UserChange,
)
from aqtra.identity.rights.service import Rights
from aqtra.infra.database import Connection
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.studio.access.entry_names import ExplainedRight, named
from aqtra.studio.access.explaining import Explanation, explain
from aqtra.studio.access.tree import AccessTree, access_tree

router = Router(prefix="/api/v1/studio/access", tags=["access"])
Search = Annotated[str, Query(max_length=200)]
Top = Annotated[int, Query(ge=1, le=200)]
Skip = Annotated[int, Query(ge=0, le=1_000_000)]


class Users(BaseModel):
    count: int
    value: tuple[User, ...]


class NewUser(BaseModel):
    """A new user. Without a password a one-time one is made."""

    model_config = ConfigDict(extra="forbid")

    user: UserChange
    password: SecretStr | None = Field(None, max_length=1000)


class CreatedUser(BaseModel):
    """`one_time_password` is shown this once."""

    user: User
    one_time_password: str | None


class OneTimePassword(BaseModel):
    one_time_password: str


@router.get("/tree", right=Right.ADMINISTER)
async def get_access_tree(services: ServicesDep) -> AccessTree:
    """What permission sets may name."""
    return access_tree(definitions_of(services))


@router.get("/permission-sets", right=Right.ADMINISTER)
async def list_permission_sets(services: ServicesDep) -> tuple[PermissionSet, ...]:
    async with services.db.transaction() as conn:
        return tuple(await Rights(conn, services.clock.now()).permission_sets())


@router.post("/permission-sets", right=Right.ADMINISTER, status_code=status.HTTP_201_CREATED)
async def create_permission_set(body: PermissionSetChange, services: ServicesDep) -> PermissionSet:
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).save_permission_set(None, body)


@router.get("/permission-sets/{set_id}", right=Right.ADMINISTER)
async def get_permission_set(set_id: int, services: ServicesDep) -> PermissionSet:
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).permission_set(set_id)


@router.put("/permission-sets/{set_id}", right=Right.ADMINISTER)
async def save_permission_set(set_id: int, body: PermissionSetChange, services: ServicesDep) -> PermissionSet:
    """Replaces the set; `version` must be the one it was read at."""
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).save_permission_set(set_id, body)


@router.delete("/permission-sets/{set_id}", right=Right.ADMINISTER, status_code=status.HTTP_204_NO_CONTENT)
async def delete_permission_set(set_id: int, services: ServicesDep) -> None:
    """409 `in_use` lists the roles that use it."""
    async with services.db.transaction() as conn:
        await Rights(conn, services.clock.now()).delete_permission_set(set_id)


@router.get("/roles", right=Right.ADMINISTER)
async def list_roles(services: ServicesDep) -> tuple[Role, ...]:
    async with services.db.transaction() as conn:
        return tuple(await Rights(conn, services.clock.now()).roles())


@router.post("/roles", right=Right.ADMINISTER, status_code=status.HTTP_201_CREATED)
async def create_role(body: RoleChange, services: ServicesDep) -> Role:
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).save_role(None, body)


@router.get("/roles/{role_id}", right=Right.ADMINISTER)
async def get_role(role_id: int, services: ServicesDep) -> Role:
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).role(role_id)


@router.put("/roles/{role_id}", right=Right.ADMINISTER)
async def save_role(role_id: int, body: RoleChange, services: ServicesDep) -> Role:
    """Replaces the role; `version` must be the one it was read at."""
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).save_role(role_id, body)


@router.delete("/roles/{role_id}", right=Right.ADMINISTER, status_code=status.HTTP_204_NO_CONTENT)
async def delete_role(role_id: int, services: ServicesDep) -> None:
    """409 `in_use` lists the users who have it."""
    async with services.db.transaction() as conn:
        await Rights(conn, services.clock.now()).delete_role(role_id)


@router.get("/users", right=Right.ADMINISTER)
async def list_users(services: ServicesDep, search: Search = "", top: Top = 50, skip: Skip = 0) -> Users:
    """Found by user name, name or e-mail address."""
    async with services.db.transaction() as conn:
        count, page = await Rights(conn, services.clock.now()).users(search, top, skip)
    return Users(count=count, value=tuple(page))


@router.post("/users", right=Right.ADMINISTER, status_code=status.HTTP_201_CREATED)
async def create_user(body: NewUser, services: ServicesDep, identity: IdentityDep) -> CreatedUser:
    async def complete(conn: Connection, user_id: int) -> None:
        await Rights(conn, services.clock.now()).save_user(user_id, body.user)

    user_id, password = await identity.create_account(
        body.user.user_name,
        password=None if body.password is None else body.password.get_secret_value(),
        display_name=body.user.display_name,
        mirror=mirror_user,
        complete=complete,
    )
    async with services.db.transaction() as conn:
        user = await Rights(conn, services.clock.now()).user(user_id)
    return CreatedUser(user=user, one_time_password=password)


@router.get("/users/{user_id}", right=Right.ADMINISTER)
async def get_user(user_id: int, services: ServicesDep) -> User:
    async with services.db.transaction() as conn:
        return await Rights(conn, services.clock.now()).user(user_id)


@router.put("/users/{user_id}", right=Right.ADMINISTER)
async def save_user(user_id: int, body: UserChange, services: ServicesDep) -> User:
    """Replaces profile and roles; one who is not active any more is signed out everywhere."""
    async with services.db.transaction() as conn:
        user = await Rights(conn, services.clock.now()).save_user(user_id, body)
        await mirror_user(conn, user_id, body.display_name)
    return user


@router.post("/users/{user_id}/password", right=Right.ADMINISTER)
async def reset_user_password(user_id: int, services: ServicesDep, identity: IdentityDep) -> OneTimePassword:
    """A one-time password in place of the present one; all sessions of the user end."""
    async with services.db.transaction() as conn:
        user = await Rights(conn, services.clock.now()).user(user_id)
    password = await identity.reset_password(user.user_name)
    if password is None:
        raise NoSuchUser("there is no such user")
    return OneTimePassword(one_time_password=password)


@router.get("/users/{user_id}/rights", right=Right.ADMINISTER)
async def list_user_rights(user_id: int, services: ServicesDep, caller: Caller) -> tuple[ExplainedRight, ...]:
    """Every right and the role, permission set and context that it comes from."""
    async with services.db.transaction() as conn:
        rights = await Rights(conn, services.clock.now()).explained(user_id)
    return await named(services, caller.everywhere(), rights)


@router.get("/users/{user_id}/explanation", right=Right.ADMINISTER)
async def explain_user_rights(
    user_id: int,
    component: UUID,
    services: ServicesDep,
    caller: Caller,
    entry: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> Explanation:
    """Why the user may do something with a component, or not, and whether one entry is seen."""
    return await explain(services, caller, user_id, component, entry)
