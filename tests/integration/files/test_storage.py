"""Content in a folder and in a bucket: exact in every range, and never given out when it is not what was written."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from aqtra.files.errors import EncryptionKeyMissing, FileDamaged, FileNotFound
from aqtra.files.limits import PART_SIZE
from aqtra.files.service import delete_files, store_stream
from aqtra.infra.crypto import CHUNK, SALT_BYTES, SEALED_CHUNK, Keyring
from tests.integration.files.platform import FilePlatform, noise

SIZES = [0, 1, CHUNK, CHUNK + 1, PART_SIZE - 1, PART_SIZE, PART_SIZE + 1, 2 * PART_SIZE + 3 * CHUNK + 7]


def part_keys(platform: FilePlatform, file_id: object) -> list[str]:
    """Keys of the objects of a file, in the order of its parts."""
    [(salts,)] = platform.sql("SELECT salts FROM files.blob WHERE file_id = %s", file_id)
    starts = range(0, len(salts), SALT_BYTES)
    return [f"{str(file_id)[:2]}/{file_id}/{salts[start : start + SALT_BYTES].hex()}" for start in starts]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_stored_is_read_again(platform: FilePlatform, size: int) -> None:
    content = noise(size)
    file_id = platform.store(content)
    assert platform.read(file_id) == content


def test_every_range_is_exact(platform: FilePlatform) -> None:
    content = noise(2 * PART_SIZE + CHUNK + 5)
    file_id = platform.store(content)
    edges = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, PART_SIZE - 1, PART_SIZE, PART_SIZE + 1, 2 * PART_SIZE, len(content)]
    for start in edges:
        for end in (*(start + length for length in (1, 17, CHUNK, CHUNK + 1, PART_SIZE)), len(content) + 10, None):
            assert platform.read(file_id, start, end) == content[start:end]


def test_a_stream_that_breaks_leaves_nothing(platform: FilePlatform) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield noise(PART_SIZE + 10)
        raise ConnectionError("gone")

    before = platform.sql("SELECT count(*) FROM catalogs.file")
    with pytest.raises(ConnectionError):
        platform.run(store_stream(platform.services, "x", "text/plain", broken(), kind="bulk"))
    assert platform.objects() == {}
    assert platform.sql("SELECT count(*) FROM catalogs.file") == before


def test_deleted_content_is_gone_from_rows_and_store(platform: FilePlatform) -> None:
    kept, gone = platform.store(noise(10)), platform.store(noise(PART_SIZE + 1))
    assert platform.run(delete_files(platform.services, [gone, uuid4()])) == 1
    with pytest.raises(FileNotFound):
        platform.read(gone)
    assert list(platform.objects()) == part_keys(platform, kept)


class TestDamage:
    """Whoever can write to the store cannot make the platform give out something else."""

    @pytest.fixture
    def content(self) -> bytes:
        return noise(PART_SIZE + 3 * CHUNK)

    def assert_damaged(self, platform: FilePlatform, file_id: object) -> None:
        with pytest.raises(FileDamaged):
            platform.read(file_id)  # type: ignore[arg-type]

    def test_a_changed_byte(self, platform: FilePlatform, content: bytes) -> None:
        file_id = platform.store(content)
        key = part_keys(platform, file_id)[1]
        sealed = bytearray(platform.object(key))
        sealed[SEALED_CHUNK + 5] ^= 1
        platform.put(key, bytes(sealed))
        self.assert_damaged(platform, file_id)
        # What is whole can still be saved.
        assert platform.read(file_id, 0, PART_SIZE) == content[:PART_SIZE]

    @pytest.mark.parametrize("left", [0, 10, SEALED_CHUNK, 3 * SEALED_CHUNK - 1])
    def test_a_part_cut_off(self, platform: FilePlatform, content: bytes, left: int) -> None:
        file_id = platform.store(content)
        key = part_keys(platform, file_id)[1]
        platform.put(key, platform.object(key)[:left])
        self.assert_damaged(platform, file_id)

    def test_a_range_behind_what_is_left(self, platform: FilePlatform, content: bytes) -> None:
        file_id = platform.store(content)
        key = part_keys(platform, file_id)[1]
        platform.put(key, platform.object(key)[:SEALED_CHUNK])
        with pytest.raises(FileDamaged):
            platform.read(file_id, PART_SIZE + 2 * CHUNK)

    def test_exchanged_chunks(self, platform: FilePlatform, content: bytes) -> None:
        file_id = platform.store(content)
        key = part_keys(platform, file_id)[1]
        sealed = platform.object(key)
        platform.put(key, sealed[SEALED_CHUNK : 2 * SEALED_CHUNK] + sealed[:SEALED_CHUNK] + sealed[2 * SEALED_CHUNK :])
        self.assert_damaged(platform, file_id)

    def test_exchanged_parts(self, platform: FilePlatform) -> None:
        file_id = platform.store(noise(2 * PART_SIZE + 1))
        first, second, _ = part_keys(platform, file_id)
        one, two = platform.object(first), platform.object(second)
        platform.put(first, two)
        platform.put(second, one)
        self.assert_damaged(platform, file_id)

    def test_the_part_of_another_file(self, platform: FilePlatform, content: bytes) -> None:
        file_id, other = platform.store(content), platform.store(content)
        platform.put(part_keys(platform, file_id)[0], platform.object(part_keys(platform, other)[0]))
        self.assert_damaged(platform, file_id)

    def test_a_missing_part(self, platform: FilePlatform, content: bytes) -> None:
        file_id = platform.store(content)
        platform.run(platform.storage.blobs.delete(part_keys(platform, file_id)[:1]))
        self.assert_damaged(platform, file_id)

    @pytest.mark.parametrize("size", [PART_SIZE, PART_SIZE + CHUNK, PART_SIZE + 3 * CHUNK - 1, PART_SIZE + 4 * CHUNK])
    def test_another_size_in_the_database(self, folder: FilePlatform, content: bytes, size: int) -> None:
        file_id = folder.store(content)
        folder.sql("UPDATE catalogs.file SET size = %s WHERE id = %s", size, file_id)
        self.assert_damaged(folder, file_id)

    def test_the_key_of_another_file(self, folder: FilePlatform, content: bytes) -> None:
        file_id, other = folder.store(content), folder.store(content)
        folder.sql(
            "UPDATE files.blob SET wrapped_key = (SELECT wrapped_key FROM files.blob WHERE file_id = %s) "
            "WHERE file_id = %s",
            other,
            file_id,
        )
        self.assert_damaged(folder, file_id)


def test_a_key_that_is_not_configured_is_named(folder: FilePlatform) -> None:
    file_id = folder.store(b"x")
    folder.storage.keys = Keyring({9: b"n" * 32})
    with pytest.raises(EncryptionKeyMissing) as refused:
        folder.read(file_id)
    assert refused.value.params == {"version": 1}
