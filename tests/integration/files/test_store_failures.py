"""A store that fails in the middle and comes back: nothing half is registered, nothing is lost, and each is named."""

from uuid import UUID

import pytest

from aqtra.files import orphans
from aqtra.files.errors import BlobStoreUnavailable, EncryptionKeyMissing, FileDamaged, FileNotFound, UploadNotFound
from aqtra.files.inspection import inspect
from aqtra.files.limits import PART_SIZE
from aqtra.files.models import LibraryTarget, NewUpload
from aqtra.files.orphans import collect
from aqtra.files.service import delete_files
from aqtra.files.storage import storage_of
from aqtra.files.uploads import Uploads
from aqtra.infra.crypto import Keyring
from aqtra.infra.keys import encryption_keys_path
from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import Principal
from tests.integration.files.platform import FilePlatform, noise
from tests.integration.files.unsteady import UnsteadyPlatform

BUILDER = Principal(user_id=1, user_name="builder", rights=frozenset({"studio"}))


def begin(platform: FilePlatform, size: int, name: str = "a.bin") -> UUID:
    new = NewUpload(name=name, size=size, target=LibraryTarget(folder=None))
    return platform.run(Uploads(platform.services, BUILDER).start(new)).id


def send(platform: FilePlatform, upload_id: UUID, number: int, content: bytes) -> None:
    async def work() -> None:
        uploads = Uploads(platform.services, BUILDER)
        await uploads.write_part(await uploads.expect(upload_id, number), number, content)

    platform.run(work())


def received(platform: FilePlatform, upload_id: UUID) -> tuple[int, ...]:
    return platform.run(Uploads(platform.services, BUILDER).get(upload_id)).received


class TestServerThatIsOff:
    def test_an_upload_goes_on_when_it_is_back(self, unsteady: UnsteadyPlatform) -> None:
        platform, content = unsteady.platform, noise(PART_SIZE + 10)
        upload_id = begin(platform, len(content))
        send(platform, upload_id, 0, content[:PART_SIZE])
        unsteady.server.stop()
        with pytest.raises(BlobStoreUnavailable):
            send(platform, upload_id, 1, content[PART_SIZE:])
        assert received(platform, upload_id) == (0,)
        unsteady.server.start()
        send(platform, upload_id, 1, content[PART_SIZE:])
        unsteady.server.stop()
        with pytest.raises(BlobStoreUnavailable):
            platform.run(Uploads(platform.services, BUILDER).complete(upload_id))
        unsteady.server.start()
        assert platform.run(Uploads(platform.services, BUILDER).complete(upload_id)).id == upload_id
        assert platform.read(upload_id) == content

    def test_what_is_deleted_is_gone_and_its_content_goes_later(self, unsteady: UnsteadyPlatform) -> None:
        platform = unsteady.platform
        kept, gone, begun = platform.store(b"kept"), platform.store(b"gone"), begin(platform, 5)
        send(platform, begun, 0, b"begun")
        unsteady.server.stop()
        assert platform.run(delete_files(platform.services, [gone])) == 1
        platform.run(Uploads(platform.services, BUILDER).cancel(begun))
        unsteady.server.start()
        with pytest.raises(FileNotFound):
            platform.read(gone)
        assert len(platform.objects()) == 3
        assert platform.run(collect(platform.after(hours=25))).objects == 2
        assert platform.read(kept) == b"kept"

    def test_a_round_of_the_sweeper_does_what_needs_no_store(self, unsteady: UnsteadyPlatform) -> None:
        platform = unsteady.platform
        platform.storage.keys = Keyring({1: b"a" * 32})
        file_id, begun = platform.store(b"content"), begin(platform, 5)
        send(platform, begun, 0, b"begun")
        platform.storage.keys = Keyring({1: b"a" * 32, 2: b"b" * 32})
        unsteady.server.stop()
        with pytest.raises(BlobStoreUnavailable):
            platform.run(collect(platform.after(hours=25)))
        unsteady.server.start()
        with pytest.raises(UploadNotFound):
            received(platform, begun)
        platform.storage.keys = Keyring({2: b"b" * 32})
        assert platform.read(file_id) == b"content"


def test_a_bucket_that_is_gone_is_a_store_that_fails_and_no_damage(unsteady: UnsteadyPlatform) -> None:
    platform = unsteady.platform
    file_id, upload_id = platform.store(b"content"), begin(platform, 5)
    [key] = platform.objects()
    sealed = platform.object(key)
    platform.run(platform.storage.blobs.delete([key]))
    unsteady.server.take_bucket_away()
    with pytest.raises(BlobStoreUnavailable):
        send(platform, upload_id, 0, b"words")
    with pytest.raises(BlobStoreUnavailable):
        platform.read(file_id)
    with pytest.raises(BlobStoreUnavailable):
        platform.run(inspect(platform.services))
    unsteady.server.make_bucket()
    platform.put(key, sealed)
    send(platform, upload_id, 0, b"words")
    assert platform.read(file_id) == b"content"


class TestKeys:
    def test_one_that_cannot_be_renewed_does_not_keep_others_from_it(
        self, folder: FilePlatform, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder.sql("DELETE FROM catalogs.file")
        monkeypatch.setattr(orphans, "_BATCH", 2)
        folder.storage.keys = Keyring({1: b"a" * 32})
        files = [folder.store(b"content") for _ in range(7)]
        lost = sorted(files)[:4]
        folder.sql("UPDATE files.blob SET wrapped_key = '\\x00' WHERE file_id = ANY(%s)", lost)
        folder.storage.keys = Keyring({1: b"a" * 32, 2: b"b" * 32})
        assert folder.run(collect(folder.services)).renewed_keys == 3
        folder.storage.keys = Keyring({2: b"b" * 32})
        assert [folder.read(file_id) for file_id in sorted(files)[4:]] == [b"content"] * 3

    def test_an_upload_outlives_a_new_key_but_not_the_loss_of_its_own(self, folder: FilePlatform) -> None:
        folder.storage.keys = Keyring({1: b"a" * 32})
        upload_id = begin(folder, PART_SIZE + 1)
        send(folder, upload_id, 0, b"x" * PART_SIZE)
        folder.storage.keys = Keyring({2: b"b" * 32})
        with pytest.raises(EncryptionKeyMissing):
            send(folder, upload_id, 1, b"y")
        folder.storage.keys = Keyring({1: b"a" * 32, 2: b"b" * 32})
        send(folder, upload_id, 1, b"y")
        folder.run(Uploads(folder.services, BUILDER).complete(upload_id))
        assert folder.read(upload_id) == b"x" * PART_SIZE + b"y"

    @pytest.mark.parametrize("text", ["", "1:short", "no key", "1:" + "A" * 43 + "=,1:" + "A" * 43 + "="])
    def test_a_damaged_keyring_is_named_and_never_replaced(self, folder: FilePlatform, text: str) -> None:
        path = encryption_keys_path(folder.services.settings)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        with pytest.raises(EncryptionKeyMissing):
            storage_of(folder.services)
        assert path.read_text() == text


@pytest.mark.parametrize("salts", [b"", b"x" * 16, b"x" * 31, b"x" * 48])
def test_fewer_or_more_parts_than_the_size_says_are_damage(folder: FilePlatform, salts: bytes) -> None:
    file_id = folder.store(noise(PART_SIZE + 1))
    folder.sql("UPDATE files.blob SET salts = %s WHERE file_id = %s", salts, file_id)
    with pytest.raises(FileDamaged):
        folder.read(file_id)


def test_a_content_is_not_hidden_by_a_size_of_nothing(folder: FilePlatform) -> None:
    file_id = folder.store(b"content")
    folder.sql("UPDATE catalogs.file SET size = 0 WHERE id = %s", file_id)
    with pytest.raises(FileDamaged):
        folder.read(file_id)


def test_who_is_no_builder_any_more_completes_nothing_for_the_library(folder: FilePlatform) -> None:
    upload_id = begin(folder, 5)
    send(folder, upload_id, 0, b"words")
    member = Principal(user_id=1, user_name="builder")
    with pytest.raises(Forbidden):
        folder.run(Uploads(folder.services, member).complete(upload_id))
    with pytest.raises(FileNotFound):
        folder.read(upload_id)
