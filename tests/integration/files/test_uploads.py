"""Uploads under hostile timing: what is registered is always one whole content, checked."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import pytest

from aqtra.files import folders_repository
from aqtra.files.blobs import BlobStore
from aqtra.files.errors import (
    BlobStoreUnavailable,
    FileDamaged,
    FileNotFound,
    FolderNotEmpty,
    FolderNotFound,
    TooManyUploads,
    UploadChanged,
    UploadNotFound,
)
from aqtra.files.library import Library
from aqtra.files.limits import MAX_OPEN_UPLOADS, PART_SIZE
from aqtra.files.models import LibraryFileChange, LibraryTarget, NewFolder, NewUpload
from aqtra.files.service import delete_files
from aqtra.files.uploads import Uploads
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal
from tests.integration.files.platform import FilePlatform

BUILDER = Principal(user_id=1, user_name="builder", rights=frozenset({"studio"}))


class Interrupted(BlobStore):
    """A store in whose first reading something else happens."""

    def __init__(self, store: BlobStore, meanwhile: Callable[[], Awaitable[Any]]) -> None:
        super().__init__(store._store)
        self._meanwhile: Callable[[], Awaitable[Any]] | None = meanwhile

    async def get(self, key: str, start: int, end: int) -> bytes:
        found = await super().get(key, start, end)
        if self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            await meanwhile()
        return found


def begun(platform: FilePlatform, name: str, *parts: bytes) -> UUID:
    uploads = Uploads(platform.services, BUILDER)
    new = NewUpload(name=name, size=sum(map(len, parts)), target=LibraryTarget(folder=None))
    upload_id = platform.run(uploads.start(new)).id
    for number, content in enumerate(parts):
        platform.run(send(platform, upload_id, number, content))
    return upload_id


async def send(platform: FilePlatform, upload_id: UUID, number: int, content: bytes) -> None:
    uploads = Uploads(platform.services, BUILDER)
    await uploads.write_part(await uploads.expect(upload_id, number), number, content)


async def together(*work: Awaitable[Any]) -> Sequence[Any]:
    return await asyncio.gather(*work, return_exceptions=True)


def test_a_part_replaced_while_it_is_checked_is_not_registered(platform: FilePlatform) -> None:
    first, evil = b"words" + b" " * (PART_SIZE - 5), b"<html>" + b" " * (PART_SIZE - 6)
    upload_id = begun(platform, "a.txt", first, b"end")
    platform.storage.blobs = Interrupted(platform.storage.blobs, lambda: send(platform, upload_id, 0, evil))
    with pytest.raises((UploadChanged, FileDamaged)):
        platform.run(Uploads(platform.services, BUILDER).complete(upload_id))
    with pytest.raises(FileNotFound):
        platform.read(upload_id)


def test_an_upload_cancelled_while_it_is_checked_is_not_registered(platform: FilePlatform) -> None:
    upload_id = begun(platform, "a.txt", b"words")
    uploads = Uploads(platform.services, BUILDER)
    platform.storage.blobs = Interrupted(platform.storage.blobs, lambda: uploads.cancel(upload_id))
    with pytest.raises(UploadNotFound):
        platform.run(uploads.complete(upload_id))
    assert platform.objects() == {}


def test_it_is_completed_once_however_often_it_is_asked(platform: FilePlatform) -> None:
    upload_id = begun(platform, "a.txt", b"x" * PART_SIZE, b"end")
    uploads = Uploads(platform.services, BUILDER)
    answers = platform.run(together(*(uploads.complete(upload_id) for _ in range(6))))
    assert len({answer.id for answer in answers}) == 1
    assert answers == [answers[0]] * 6
    assert platform.read(upload_id) == b"x" * PART_SIZE + b"end"
    assert len(platform.objects()) == 2


def test_one_of_several_writings_of_a_part_stays(platform: FilePlatform) -> None:
    upload_id = begun(platform, "a.txt", b"0" * 1000)
    contents = [bytes([48 + number]) * 1000 for number in range(8)]
    answers = platform.run(together(*(send(platform, upload_id, 0, content) for content in contents)))
    assert answers == [None] * 8
    assert len(platform.objects()) == 1
    platform.run(Uploads(platform.services, BUILDER).complete(upload_id))
    assert platform.read(upload_id) in contents


def test_one_of_several_first_writings_of_a_part_stays(folder: FilePlatform) -> None:
    uploads = Uploads(folder.services, BUILDER)
    for _ in range(5):
        upload_id = folder.run(uploads.start(NewUpload(name="a.txt", size=5, target=LibraryTarget(folder=None)))).id
        assert folder.run(together(*(send(folder, upload_id, 0, b"words") for _ in range(12)))) == [None] * 12
    assert len(folder.objects()) == 5


def test_the_limit_of_open_uploads_holds_for_those_begun_at_once(folder: FilePlatform) -> None:
    hasty = Principal(user_id=77, user_name="hasty", rights=frozenset({"studio"}))
    new = NewUpload(name="a.txt", size=5, target=LibraryTarget(folder=None))
    answers = folder.run(together(*(Uploads(folder.services, hasty).start(new) for _ in range(150))))
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(answer) for answer in refused} == {TooManyUploads}
    assert len(answers) - len(refused) == MAX_OPEN_UPLOADS


def test_a_folder_deleted_while_files_come_into_it_is_named_or_empty(folder: FilePlatform) -> None:
    library, uploads = Library(folder.services, BUILDER), Uploads(folder.services, BUILDER)
    moved = folder.store(b"moved")
    for number in range(15):
        inner = folder.run(library.create_folder(NewFolder(name=f"race {number}"))).id
        new = NewUpload(name="a.txt", size=0, target=LibraryTarget(folder=inner))
        begun = [folder.run(uploads.start(new)).id for _ in range(4)]
        answers = folder.run(
            together(
                *(uploads.complete(upload_id) for upload_id in begun),
                library.delete_folder(inner, confirmed=True),
                library.change_file(moved, LibraryFileChange(folder=inner)),
                *(uploads.start(new) for _ in range(4)),
            )
        )
        failed = {type(answer) for answer in answers if isinstance(answer, Exception)}
        assert failed <= {FolderNotFound, FolderNotEmpty, FileNotFound}
        if FileNotFound in failed or folder.sql("SELECT FROM files.blob WHERE file_id = %s", moved) == []:
            moved = folder.store(b"moved")
    folder.sql("DELETE FROM files.upload")


def test_what_comes_into_a_folder_waits_for_its_deletion(folder: FilePlatform) -> None:
    library, uploads = Library(folder.services, BUILDER), Uploads(folder.services, BUILDER)
    inner = folder.run(library.create_folder(NewFolder(name="gone soon"))).id
    new = NewUpload(name="a.txt", size=0, target=LibraryTarget(folder=inner))
    begun, moved = folder.run(uploads.start(new)).id, folder.store(b"moved")

    async def delete() -> Sequence[Any]:
        async with folder.services.db.transaction() as conn:
            await folders_repository.lock(conn)
            await folders_repository.delete(conn, [inner])
            work: list[Awaitable[Any]] = [
                uploads.start(new),
                library.change_file(moved, LibraryFileChange(folder=inner)),
                uploads.complete(begun),
            ]
            waiting = [asyncio.ensure_future(each) for each in work]
            # Time to come to where they meet the deletion, which is not committed yet.
            await asyncio.wait(waiting, timeout=0.5)
        return await together(*waiting)

    started, changed, completed = folder.run(delete())
    assert isinstance(started, FolderNotFound)
    assert isinstance(changed, FolderNotFound)
    assert completed.id == begun
    assert folder.sql("SELECT folder FROM files.blob WHERE file_id = %s", begun) == [(None,)]


def test_files_deleted_while_they_are_renamed_and_swept_tie_no_knot(folder: FilePlatform) -> None:
    library = Library(folder.services, BUILDER)
    for _ in range(10):
        files = [folder.store(b"content") for _ in range(8)]
        change = LibraryFileChange(name="renamed.bin")
        answers = folder.run(
            together(
                delete_files(folder.services, files),
                delete_files(folder.services, files[::-1]),
                *(library.change_file(file_id, change) for file_id in files),
                *(library.delete_file(file_id, confirmed=False) for file_id in files),
            )
        )
        assert {type(answer) for answer in answers if isinstance(answer, Exception)} <= {FileNotFound}
    assert folder.objects() == {}


def test_parts_of_two_uploads_never_share_a_key(platform: FilePlatform) -> None:
    first, second = begun(platform, "a.txt", b"same" * 100), begun(platform, "a.txt", b"same" * 100)
    sealed = [platform.object(key) for key in platform.objects()]
    assert sealed[0] != sealed[1]
    uploads = Uploads(platform.services, BUILDER)
    for upload_id in (first, second):
        platform.run(uploads.complete(upload_id))
        assert platform.read(upload_id) == b"same" * 100


def test_a_store_that_fails_is_named_and_nothing_is_kept(folder: FilePlatform) -> None:
    upload_id = begun(folder, "a.bin", b"first")
    blobs = folder.services.settings.data_dir / "blobs"
    shutil.rmtree(blobs)
    blobs.write_text("not a folder")
    for work in (send(folder, upload_id, 0, b"again"), Uploads(folder.services, BUILDER).complete(upload_id)):
        with pytest.raises(AqtraError) as refused:
            folder.run(work)
        assert isinstance(refused.value, BlobStoreUnavailable | FileDamaged)
    with pytest.raises(FileNotFound):
        folder.read(upload_id)
