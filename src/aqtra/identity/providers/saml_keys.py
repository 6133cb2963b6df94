"""Keys of this installation for SAML: one signs requests, each opens what a provider has encrypted for it.

    add ──▶ published beside the one that signs ──use──▶ signs ──next is used──▶ published still ──delete──▶ gone

Providers import the metadata between the first two steps, so that nobody is refused in between.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from aqtra.identity import audit
from aqtra.identity.providers import repository_saml_keys as repository
from aqtra.identity.providers.errors import SamlKeyInUse, SamlKeyNotFound, TooManySamlKeys
from aqtra.identity.providers.models import SamlKey, ShownSamlKey
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.sealed import SAML_KEY
from aqtra.kernel.principal import PLATFORM, Principal

BITS: Final = 3072
VALID: Final = timedelta(days=3650)
MOST: Final = 2
"""The one that signs, and the one before or after it: more than two certificates is more than the library writes."""


class SamlKeys:
    """The keys of the installation, the one that signs first."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self) -> tuple[SamlKey, ...]:
        """With their private halves. The first is made when it is first needed."""
        async with self._services.db.connection() as conn:
            found = await repository.keys(conn)
        if not found:
            found = await self._first()
        return tuple(
            SamlKey(key.certificate, self._services.sealer.open(sealed, SAML_KEY.place(key.id)).decode())
            for key, sealed in found
        )

    async def listed(self) -> list[ShownSamlKey]:
        async with self._services.db.connection() as conn:
            return [key for key, _ in await repository.keys(conn)]

    async def add(self, by: Principal) -> ShownSamlKey:
        """Published from now on, but signs nothing yet, unless it is the first. Raises TooManySamlKeys."""
        async with self._services.db.transaction() as conn:
            await repository.lock(conn)
            known = await repository.keys(conn)
            if len(known) >= MOST:
                raise TooManySamlKeys("delete the key that signs no more first", limit=MOST)
            return await self._insert(conn, by, signs=not known)

    async def use(self, key_id: UUID, by: Principal) -> None:
        """Requests are signed with it from now on. Raises SamlKeyNotFound."""
        async with self._services.db.transaction() as conn:
            await repository.lock(conn)
            await self._found(conn, key_id)
            await repository.set_signing(conn, key_id)
            await audit.record(conn, "key.used", by, f"saml_key:{key_id}", clock=self._services.clock, kind="saml")

    async def delete(self, key_id: UUID, by: Principal) -> None:
        """Raises SamlKeyNotFound, SamlKeyInUse."""
        async with self._services.db.transaction() as conn:
            await repository.lock(conn)
            if (await self._found(conn, key_id)).signs:
                raise SamlKeyInUse("requests are signed with this key: use another one first")
            await repository.delete(conn, key_id)
            await audit.record(conn, "key.deleted", by, f"saml_key:{key_id}", clock=self._services.clock, kind="saml")

    async def _first(self) -> list[tuple[ShownSamlKey, bytes]]:
        async with self._services.db.transaction() as conn:
            await repository.lock(conn)
            if not (found := await repository.keys(conn)):
                await self._insert(conn, PLATFORM, signs=True)
                found = await repository.keys(conn)
        return found

    async def _insert(self, conn: Connection, by: Principal, *, signs: bool) -> ShownSamlKey:
        now = self._services.clock.now()
        # A second of work: the loop goes on meanwhile.
        made = await asyncio.to_thread(_new_key, now)
        shown = ShownSamlKey(
            id=self._services.ids.uuid(),
            certificate=made.certificate,
            signs=signs,
            created_at=now,
            expires_at=now + VALID,
        )
        sealed = self._services.sealer.seal(made.private_key.encode(), SAML_KEY.place(shown.id))
        await repository.insert(conn, shown, sealed)
        await audit.record(conn, "key.created", by, f"saml_key:{shown.id}", clock=self._services.clock, kind="saml")
        return shown

    async def _found(self, conn: Connection, key_id: UUID) -> ShownSamlKey:
        for key, _ in await repository.keys(conn):
            if key.id == key_id:
                return key
        raise SamlKeyNotFound("there is no such key")


def _new_key(now: datetime) -> SamlKey:
    key = rsa.generate_private_key(65537, BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Aqtra SAML")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A provider whose clock is behind takes it too.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SamlKey(certificate.public_bytes(serialization.Encoding.PEM).decode(), private.decode())
