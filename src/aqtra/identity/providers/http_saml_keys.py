"""Routes of the keys that this installation has for SAML. Private halves are in no answer."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Request

from aqtra.identity.providers.models import ShownSamlKey
from aqtra.identity.providers.saml_keys import SamlKeys
from aqtra.infra.http import Caller, Router
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/saml-keys", tags=["identity providers"])


async def _keys_of(request: Request) -> SamlKeys:
    return cast(SamlKeys, request.app.state.saml_keys)


KeysDep = Annotated[SamlKeys, Depends(_keys_of)]


@router.get("", right=Right.ADMINISTER)
async def list_saml_keys(keys: KeysDep) -> list[ShownSamlKey]:
    """The one that signs first. None before a SAML provider was asked for its metadata."""
    return await keys.listed()


@router.post("", right=Right.ADMINISTER, status_code=201)
async def add_saml_key(caller: Caller, keys: KeysDep) -> ShownSamlKey:
    """In the metadata of every SAML provider from now on, to be imported there; signs nothing until it is used."""
    return await keys.add(caller)


@router.post("/{key}/use", right=Right.ADMINISTER, status_code=204)
async def sign_with_saml_key(key: UUID, caller: Caller, keys: KeysDep) -> None:
    """Requests are signed with it from now on; the one before stays in the metadata until it is deleted."""
    await keys.use(key, caller)


@router.delete("/{key}", right=Right.ADMINISTER, status_code=204)
async def delete_saml_key(key: UUID, caller: Caller, keys: KeysDep) -> None:
    """Refused for the one that signs. What was encrypted for it cannot be read any more."""
    await keys.delete(key, caller)
