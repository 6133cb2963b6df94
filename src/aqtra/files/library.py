"""The library: folders and the files in them, for builders. Every change applies at once."""

from uuid import UUID

from psycopg.errors import UniqueViolation

from aqtra.files import folders_repository
from aqtra.files.errors import (
    FileInUse,
    FileNotFound,
    FolderInItself,
    FolderNameTaken,
    FolderNotEmpty,
    FolderNotFound,
)
from aqtra.files.limits import MAX_FOLDER_DEPTH
from aqtra.files.models import (
    Folder,
    FolderChange,
    LibraryFile,
    LibraryFileChange,
    LibraryFiles,
    NewFolder,
    Order,
)
from aqtra.files.service import delete_files
from aqtra.files.uses import as_fields, uses_of
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import definitions_of


class Library:
    """The library as one builder changes it."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self._services = services
        self._principal = principal
        self._definitions = definitions_of(services)

    async def folders(self) -> list[Folder]:
        async with self._services.db.connection() as conn:
            return await folders_repository.folders(conn)

    async def create_folder(self, new: NewFolder) -> Folder:
        """Raises FolderNotFound, FolderNameTaken, FolderInItself (too deep)."""
        folder_id, now = self._services.ids.uuid(), self._services.clock.now()
        try:
            async with self._services.db.transaction() as conn:
                await folders_repository.lock(conn)
                await self._require_place(conn, new.parent, height=1)
                await folders_repository.insert(conn, folder_id, new.name, new.parent, now, self._principal.user_id)
                return await self._folder(conn, folder_id)
        except UniqueViolation as error:
            raise _taken(new.name) from error

    async def change_folder(self, folder_id: UUID, change: FolderChange) -> Folder:
        """Renames or moves. Raises FolderNotFound, FolderNameTaken, FolderInItself."""
        name = change.name or ""
        try:
            async with self._services.db.transaction() as conn:
                await folders_repository.lock(conn)
                present = await self._folder(conn, folder_id)
                name = change.name or present.name
                parent = change.parent if "parent" in change.model_fields_set else present.parent
                if parent != present.parent:
                    await self._require_movable(conn, folder_id, parent)
                await folders_repository.update(conn, folder_id, name, parent)
                return await self._folder(conn, folder_id)
        except UniqueViolation as error:
            raise _taken(name) from error

    async def delete_folder(self, folder_id: UUID, *, confirmed: bool) -> None:
        """With everything in it when confirmed. Raises FolderNotFound, FolderNotEmpty."""
        async with self._services.db.transaction() as conn:
            await folders_repository.lock(conn)
            await self._folder(conn, folder_id)
            content = await folders_repository.content(conn, folder_id)
            inner = len(content.folders) - 1
            if not confirmed and (inner or content.files):
                used = len(await uses_of(conn, self._definitions, content.files))
                raise FolderNotEmpty(
                    "the folder is not empty; confirm to delete all of it",
                    folders=inner,
                    files=len(content.files),
                    used=used,
                )
        await delete_files(self._services, content.files)
        async with self._services.db.transaction() as conn:
            await folders_repository.lock(conn)
            left = await folders_repository.content(conn, folder_id)
            if left.files or set(left.folders) - set(content.folders):
                raise FolderNotEmpty(
                    "something was put into the folder meanwhile",
                    folders=len(left.folders) - 1,
                    files=len(left.files),
                    used=0,
                )
            await folders_repository.delete(conn, left.folders)

    async def files(self, folder_id: UUID | None, order: Order, top: int, skip: int) -> LibraryFiles:
        """One page of a folder, null being the root. Raises FolderNotFound."""
        async with self._services.db.connection() as conn:
            if folder_id is not None:
                await self._folder(conn, folder_id)
            count, found = await folders_repository.files(conn, folder_id, order, top, skip)
            return LibraryFiles(count=count, value=tuple(await self._with_uses(conn, found)))

    async def file(self, file_id: UUID) -> LibraryFile:
        """Raises FileNotFound."""
        async with self._services.db.connection() as conn:
            return await self._file(conn, file_id)

    async def require(self, file_id: UUID) -> None:
        """Raises FileNotFound unless the library has this file."""
        async with self._services.db.connection() as conn:
            if await folders_repository.file(conn, file_id) is None:
                raise FileNotFound("there is no such file")

    async def change_file(self, file_id: UUID, change: LibraryFileChange) -> LibraryFile:
        """Renames or moves. Raises FileNotFound, FolderNotFound."""
        async with self._services.db.transaction() as conn:
            await folders_repository.hold(conn)
            present = await self._file(conn, file_id)
            folder = change.folder if "folder" in change.model_fields_set else present.folder
            if folder is not None:
                await self._folder(conn, folder)
            await folders_repository.update_file(conn, file_id, change.name or present.name, folder)
            return await self._file(conn, file_id)

    async def delete_file(self, file_id: UUID, *, confirmed: bool) -> None:
        """Raises FileNotFound, FileInUse. Entries keep the name of a file that was deleted all the same."""
        await self.require(file_id)
        async with self._services.db.connection() as conn:
            if not confirmed:
                uses = (await uses_of(conn, self._definitions, [file_id])).get(file_id)
                if uses:
                    raise FileInUse("the file is in use; confirm to delete it", fields=as_fields(uses))
        await delete_files(self._services, [file_id])

    async def _folder(self, conn: Connection, folder_id: UUID) -> Folder:
        found = await folders_repository.folder(conn, folder_id)
        if found is None:
            raise FolderNotFound("there is no such folder")
        return found

    async def _file(self, conn: Connection, file_id: UUID) -> LibraryFile:
        found = await folders_repository.file(conn, file_id)
        if found is None:
            raise FileNotFound("there is no such file")
        return (await self._with_uses(conn, [found]))[0]

    async def _with_uses(self, conn: Connection, files: list[LibraryFile]) -> list[LibraryFile]:
        uses = await uses_of(conn, self._definitions, [file.id for file in files])
        return [file.model_copy(update={"uses": sum(use.count for use in uses.get(file.id, ()))}) for file in files]

    async def _require_movable(self, conn: Connection, folder_id: UUID, parent: UUID | None) -> None:
        height = await folders_repository.height_of(conn, folder_id)
        below = await folders_repository.content(conn, folder_id)
        if parent in below.folders:
            raise FolderInItself.of_field("parent", "cycle", "a folder cannot be moved below itself")
        await self._require_place(conn, parent, height=height)

    async def _require_place(self, conn: Connection, parent: UUID | None, *, height: int) -> None:
        if parent is not None:
            await self._folder(conn, parent)
        if await folders_repository.depth_of(conn, parent) + height > MAX_FOLDER_DEPTH:
            raise FolderInItself.of_field(
                "parent", "depth", f"folders are at most {MAX_FOLDER_DEPTH} deep", maximum=MAX_FOLDER_DEPTH
            )


def _taken(name: str) -> FolderNameTaken:
    return FolderNameTaken.of_field("name", "unique", "another folder beside it has this name", name=name)
