"""Uploads in parts: begun, continued after any interruption, completed once.

Every part is sealed and stored as it arrives. Completing reads all of it again, so what is registered is what can be
read, and its type is told from its content.
"""

import hashlib
from contextlib import suppress
from typing import Literal
from uuid import UUID

from aqtra.catalogs.files import RegisteredFile, register_file, registered_file
from aqtra.files import folders_repository, repository, uploads_repository
from aqtra.files.errors import (
    FileTooLarge,
    TooManyUploads,
    UploadChanged,
    UploadIncomplete,
    UploadNotFound,
    WrongFileType,
)
from aqtra.files.limits import MAX_OPEN_UPLOADS, MAX_PARTS, PART_SIZE, UPLOAD_LIFE
from aqtra.files.models import File, NewUpload, Upload
from aqtra.files.rules import check
from aqtra.files.sniffing import HEAD, content_type_of
from aqtra.files.storage import Sealed, storage_of
from aqtra.files.targets import purpose_of, rules_of
from aqtra.files.uploads_repository import UploadRow
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError, ValidationFailed
from aqtra.kernel.principal import Principal

SHOWN_MISSING = 20


class Uploads:
    """The uploads of one person."""

    def __init__(self, services: Services, principal: Principal) -> None:
        assert principal.user_id is not None, "uploads belong to a person"
        self._services = services
        self._principal = principal
        self._user = principal.user_id
        self._storage = storage_of(services)

    async def start(self, new: NewUpload) -> Upload:
        """Raises FileTooLarge, WrongFileType, TooManyUploads, FolderNotFound and as the target's component."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            # A folder that is found stays until the upload is stored.
            await folders_repository.hold(conn)
            purpose = await purpose_of(self._services, conn, self._principal, new.target)
            if new.size > MAX_PARTS * PART_SIZE:
                limit = MAX_PARTS * PART_SIZE
                raise FileTooLarge.of_field("size", "max_file_size", f"the file is above {limit} bytes", limit=limit)
            rules = await rules_of(self._services, conn, self._principal, purpose)
            check(rules, new.name, new.size, None)
            await uploads_repository.one_at_a_time(conn, self._user)
            if await uploads_repository.count_open(conn, self._user, now) >= MAX_OPEN_UPLOADS:
                raise TooManyUploads.of_field(
                    "name", "too_many", "complete or cancel other uploads first", limit=MAX_OPEN_UPLOADS
                )
            file_id = self._services.ids.uuid()
            row = UploadRow(
                id=file_id,
                name=new.name,
                size=new.size,
                part_size=PART_SIZE,
                purpose=purpose,
                key=self._storage.new_key(file_id),
                created_by=self._user,
                created_at=now,
                expires_at=now + UPLOAD_LIFE,
                charset=new.charset,
            )
            await uploads_repository.insert(conn, row)
        return _shown(row, ())

    async def get(self, upload_id: UUID) -> Upload:
        """Raises UploadNotFound."""
        async with self._services.db.transaction() as conn:
            row = await self._row(conn, upload_id, lock="FOR SHARE")
            return _shown(row, tuple(await uploads_repository.parts(conn, upload_id)))

    async def expect(self, upload_id: UUID, number: int) -> UploadRow:
        """The upload, if it has a part of this number. Raises UploadNotFound, ValidationFailed."""
        async with self._services.db.connection() as conn:
            row = await self._row(conn, upload_id)
        if not 0 <= number < row.parts:
            raise ValidationFailed.of_field("number", "range", f"there are {row.parts} parts, from 0", parts=row.parts)
        return row

    async def write_part(self, row: UploadRow, number: int, content: bytes) -> None:
        """Stores a part, in place of an earlier one of the same number.

        Raises ValidationFailed, UploadNotFound, BlobStoreUnavailable.
        """
        expected = row.length(number)
        if len(content) != expected:
            raise ValidationFailed.of_field(
                "body", "size", f"this part has {expected} bytes, {len(content)} came", expected=expected
            )
        salt = await self._storage.write(row.id, row.key, number, content, last=number == row.parts - 1)
        replaced: bytes | None = salt
        try:
            async with self._services.db.transaction() as conn:
                # Whoever completes the upload at this moment waits, and then sees this part; so does who sends the
                # same part, and then replaces this one.
                await self._row(conn, row.id, lock="FOR UPDATE")
                replaced = await uploads_repository.set_part(conn, row.id, number, salt)
        finally:
            # The one that was replaced or, if this failed, the new one.
            if replaced is not None:
                await self._storage.delete(row.id, [replaced])

    async def complete(self, upload_id: UUID) -> File:
        """Checks the content and registers the file; repeatable.

        Raises UploadNotFound, UploadIncomplete, UploadChanged, WrongFileType, FileTooLarge, FileDamaged and, when the
        principal may no longer upload it, as `start`. A file that breaks a rule is deleted at once.
        """
        async with self._services.db.transaction() as conn:
            # Whoever completes it at this moment is waited for: upload and parts are seen together, or neither.
            row = await uploads_repository.upload(conn, upload_id, self._user, self._services.clock.now(), "FOR SHARE")
            if row is None:
                return await self._completed(conn, upload_id)
            salts = await uploads_repository.parts(conn, upload_id)
            rules = await rules_of(self._services, conn, self._principal, row.purpose)
        _require_all(row, salts)
        sealed = Sealed(row.id, row.size, row.part_size, b"".join(salts.values()), row.key)
        digest, head = await self._read(sealed)
        try:
            content_type = content_type_of(row.name, head)
            check(rules, row.name, row.size, content_type)
        except (WrongFileType, FileTooLarge):
            # Who completes it at the same time is told the same, whichever of them deletes it.
            with suppress(UploadNotFound):
                await self.cancel(upload_id)
            raise
        return await self._register(row, sealed, digest, content_type)

    async def cancel(self, upload_id: UUID) -> None:
        """Raises UploadNotFound."""
        async with self._services.db.transaction() as conn:
            await self._row(conn, upload_id, lock="FOR UPDATE")
            salts = await uploads_repository.parts(conn, upload_id)
            await uploads_repository.delete(conn, upload_id)
        await self._storage.delete(upload_id, list(salts.values()))

    async def _read(self, sealed: Sealed) -> tuple[bytes, bytes]:
        digest, head = hashlib.sha256(), b""
        async for chunk in self._storage.read(sealed):
            digest.update(chunk)
            if len(head) < HEAD:
                head += chunk
        return digest.digest(), head[:HEAD]

    async def _register(self, row: UploadRow, sealed: Sealed, digest: bytes, content_type: str) -> File:
        file = RegisteredFile(
            id=row.id,
            name=row.name,
            size=row.size,
            content_type=_with_charset(content_type, row.charset),
            created_at=self._services.clock.now(),
            created_by=row.created_by,
            kind=row.purpose.kind,
            component=row.purpose.component,
            property_id=row.purpose.property_id,
        )
        async with self._services.db.transaction() as conn:
            # Held before the upload, as those who delete a folder do.
            await folders_repository.hold(conn)
            present = await uploads_repository.upload(
                conn, row.id, self._user, self._services.clock.now(), lock="FOR UPDATE"
            )
            if present is None:
                return await self._completed(conn, row.id)
            if b"".join((await uploads_repository.parts(conn, row.id)).values()) != sealed.salts:
                raise UploadChanged("a part was replaced meanwhile; complete it again")
            await register_file(conn, file)
            await repository.insert(conn, sealed, digest, present.purpose.folder)
            await uploads_repository.delete(conn, row.id)
        return _file(file)

    async def _completed(self, conn: Connection, upload_id: UUID) -> File:
        """What the upload has become; whoever asks twice is told twice."""
        file = await registered_file(conn, upload_id)
        if file is None or file.created_by != self._user:
            raise UploadNotFound("there is no such upload")
        return _file(file)

    async def _row(
        self, conn: Connection, upload_id: UUID, lock: Literal["", "FOR SHARE", "FOR UPDATE"] = ""
    ) -> UploadRow:
        row = await uploads_repository.upload(conn, upload_id, self._user, self._services.clock.now(), lock)
        if row is None:
            raise UploadNotFound("there is no such upload")
        return row


def _require_all(row: UploadRow, salts: dict[int, bytes]) -> None:
    missing = [number for number in range(row.parts) if number not in salts]
    if missing:
        raise UploadIncomplete(
            "parts are missing",
            fields=[
                FieldError(field=f"parts.{number}", rule="required", message="this part has not come")
                for number in missing[:SHOWN_MISSING]
            ],
            missing=len(missing),
        )


def _with_charset(content_type: str, charset: str | None) -> str:
    """Only texts have one (RFC 2046, 4.1.2)."""
    return f"{content_type}; charset={charset}" if charset and content_type.startswith("text/") else content_type


def _shown(row: UploadRow, received: tuple[int, ...]) -> Upload:
    return Upload(id=row.id, part_size=row.part_size, parts=row.parts, received=received, expires_at=row.expires_at)


def _file(file: RegisteredFile) -> File:
    return File(id=file.id, name=file.name, size=file.size, content_type=file.content_type, created_at=file.created_at)
