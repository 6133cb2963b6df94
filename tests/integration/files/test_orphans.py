"""What nobody needs is deleted, after a day of grace; what somebody needs stays."""

from uuid import UUID, uuid4

import pytest

from aqtra.catalogs.files import forget_file
from aqtra.files.errors import FileNotFound, UploadNotFound
from aqtra.files.inspection import inspect
from aqtra.files.limits import PART_SIZE
from aqtra.files.models import LibraryTarget, NewUpload
from aqtra.files.orphans import COLLECT_TASK, Collected, collect, ring_hourly
from aqtra.files.uploads import Uploads
from aqtra.infra import queue
from aqtra.infra.crypto import Keyring
from aqtra.infra.settings import required
from aqtra.kernel.principal import Principal
from tests.integration.files.platform import FilePlatform, noise

BUILDER = Principal(user_id=1, user_name="builder", rights=frozenset({"studio"}))


@pytest.fixture(autouse=True)
def _empty(platform: FilePlatform) -> None:
    platform.sql("DELETE FROM files.upload")
    platform.sql("DELETE FROM catalogs.file")


def collected(platform: FilePlatform, **later: float) -> Collected:
    return platform.run(collect(platform.after(**later)))


def begun_upload(platform: FilePlatform, *, parts: int = 2, sent: int = 1) -> UUID:
    uploads = Uploads(platform.services, BUILDER)
    new = NewUpload(name="a.bin", size=parts * PART_SIZE, target=LibraryTarget(folder=None))
    upload_id = platform.run(uploads.start(new)).id
    for number in range(sent):
        row = platform.run(uploads.expect(upload_id, number))
        platform.run(uploads.write_part(row, number, noise(PART_SIZE)))
    return upload_id


def of_property(platform: FilePlatform, content: bytes = b"x") -> tuple[UUID, UUID]:
    """A file that was uploaded for a property, and the component."""
    component = uuid4()
    file_id = platform.store(content, kind="bulk", component=component)
    platform.sql("UPDATE catalogs.file SET kind = 'property', property_id = 'p1' WHERE id = %s", file_id)
    return file_id, component


def refer(platform: FilePlatform, component: UUID, file_id: UUID) -> str:
    """An entry that refers to the file; its table, as publications make them."""
    table = f'catalogs."c_{component.hex}"'

    async def create() -> None:
        async with platform.services.owner_db.transaction() as conn:
            await conn.execute(
                f"CREATE TABLE {table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, marked_at timestamptz, "
                f"p_p1 uuid REFERENCES catalogs.file)".encode()
            )

    platform.run(create())
    platform.sql(f"INSERT INTO {table} (p_p1) VALUES (%s)", file_id)
    return table


def drop(platform: FilePlatform, table: str) -> None:
    async def work() -> None:
        async with platform.services.owner_db.transaction() as conn:
            await conn.execute(f"DROP TABLE {table}".encode())

    platform.run(work())


class TestUploads:
    def test_an_expired_one_goes_with_its_parts(self, platform: FilePlatform) -> None:
        upload_id = begun_upload(platform)
        assert collected(platform, hours=23) == Collected()
        assert len(platform.objects()) == 1
        assert collected(platform, hours=25).uploads == 1
        assert platform.objects() == {}
        with pytest.raises(UploadNotFound):
            platform.run(Uploads(platform.services, BUILDER).get(upload_id))

    def test_an_expired_one_cannot_be_continued(self, platform: FilePlatform) -> None:
        upload_id = begun_upload(platform)
        with pytest.raises(UploadNotFound):
            platform.run(Uploads(platform.after(hours=25), BUILDER).expect(upload_id, 1))

    def test_a_replaced_part_leaves_nothing_behind(self, platform: FilePlatform) -> None:
        upload_id = begun_upload(platform, sent=1)
        uploads = Uploads(platform.services, BUILDER)
        row = platform.run(uploads.expect(upload_id, 0))
        platform.run(uploads.write_part(row, 0, noise(PART_SIZE)))
        assert len(platform.objects()) == 1

    def test_a_part_that_comes_after_the_end_leaves_nothing_behind(self, platform: FilePlatform) -> None:
        upload_id = begun_upload(platform)
        uploads = Uploads(platform.services, BUILDER)
        row = platform.run(uploads.expect(upload_id, 1))
        platform.run(uploads.cancel(upload_id))
        with pytest.raises(UploadNotFound):
            platform.run(uploads.write_part(row, 1, noise(PART_SIZE)))
        assert platform.objects() == {}


class TestFilesOfProperties:
    def test_one_that_no_entry_took_goes_a_day_after_it_was_noticed(self, platform: FilePlatform) -> None:
        file_id, _ = of_property(platform)
        assert collected(platform).files == 0
        assert collected(platform, hours=23).files == 0
        assert platform.read(file_id) == b"x"
        assert collected(platform, hours=25).files == 1
        with pytest.raises(FileNotFound):
            platform.read(file_id)
        assert platform.objects() == {}

    def test_one_that_an_entry_holds_stays(self, platform: FilePlatform) -> None:
        file_id, component = of_property(platform)
        table = refer(platform, component, file_id)
        for hours in (0, 25, 60):
            assert collected(platform, hours=hours).files == 0
        drop(platform, table)

    def test_one_that_a_marked_entry_holds_stays(self, platform: FilePlatform) -> None:
        file_id, component = of_property(platform)
        table = refer(platform, component, file_id)
        platform.sql(f"UPDATE {table} SET marked_at = now()")
        for hours in (0, 25):
            assert collected(platform, hours=hours).files == 0
        drop(platform, table)

    def test_one_that_was_taken_meanwhile_gets_a_new_day(self, platform: FilePlatform) -> None:
        file_id, component = of_property(platform)
        assert collected(platform).files == 0
        table = refer(platform, component, file_id)
        assert collected(platform, hours=25).files == 0
        platform.sql(f"DELETE FROM {table}")
        assert collected(platform, hours=26).files == 0
        assert collected(platform, hours=51).files == 1
        drop(platform, table)

    def test_an_entry_keeps_what_is_to_be_forgotten(self, platform: FilePlatform) -> None:
        file_id, component = of_property(platform)
        table = refer(platform, component, file_id)

        async def forget() -> bool:
            async with platform.services.db.transaction() as conn:
                return await forget_file(conn, file_id)

        assert platform.run(forget()) is False
        assert platform.read(file_id) == b"x"
        drop(platform, table)

    def test_the_library_is_left_alone(self, platform: FilePlatform) -> None:
        file_id = platform.store(b"x")
        for hours in (0, 25, 24 * 30):
            assert collected(platform, hours=hours).files == 0
        assert platform.read(file_id) == b"x"

    def test_a_file_for_an_import_goes_after_eight_days(self, platform: FilePlatform) -> None:
        platform.store(b"x", kind="import", component=uuid4())
        assert collected(platform, days=7).files == 0
        assert collected(platform, days=9).files == 1
        assert platform.objects() == {}


class TestObjects:
    def test_one_without_a_row_goes_once_it_is_old(self, platform: FilePlatform) -> None:
        kept = platform.store(b"kept")
        lost = platform.store(b"lost")
        platform.sql("DELETE FROM files.blob WHERE file_id = %s", lost)
        platform.put(f"{str(kept)[:2]}/{kept}/{'ab' * 16}", b"a part that a crash left")
        assert collected(platform, hours=1).objects == 0
        assert collected(platform, hours=25).objects == 2
        assert platform.read(kept) == b"kept"
        assert len(platform.objects()) == 1

    def test_what_somebody_else_put_there_stays(self, platform: FilePlatform) -> None:
        platform.put("README.txt", b"hands off")
        platform.put("aa/not-a-file/00", b"hands off")
        assert collected(platform, hours=50).objects == 0
        assert len(platform.objects()) == 2

    def test_an_upload_under_way_is_no_orphan(self, platform: FilePlatform) -> None:
        begun_upload(platform)
        platform.sql("UPDATE files.upload SET expires_at = now() + interval '10 days'")
        assert collected(platform, hours=30) == Collected()
        assert len(platform.objects()) == 1


class TestInspection:
    def test_it_counts_what_is_wrong_and_changes_nothing(self, platform: FilePlatform) -> None:
        platform.store(b"whole")
        broken, lost = platform.store(noise(PART_SIZE + 1)), platform.store(b"lost")
        key = next(key for key in platform.objects() if str(broken) in key)
        platform.run(platform.storage.blobs.delete([key]))
        platform.sql("DELETE FROM files.blob WHERE file_id = %s", lost)
        begun_upload(platform)
        before = platform.objects()
        found = platform.run(inspect(platform.after(hours=25)))
        assert (found.files, found.missing, found.orphans, found.expired_uploads) == (2, 1, 1, 1)
        assert found.unknown_keys == ()
        assert platform.objects() == before

    def test_a_missing_key_is_named(self, platform: FilePlatform) -> None:
        platform.store(b"x")
        platform.storage.keys = Keyring({2: b"n" * 32})
        assert platform.run(inspect(platform.services)).unknown_keys == (1,)


def test_keys_are_renewed_and_content_stays_readable(platform: FilePlatform) -> None:
    file_id = platform.store(b"content")
    before = platform.objects()
    old, both = Keyring({1: b"a" * 32}), Keyring({1: b"a" * 32, 2: b"b" * 32})
    platform.storage.keys = old
    mine = platform.store(b"mine")
    platform.storage.keys = both
    # The other one was written with the key of the folder, which neither keyring has.
    assert collected(platform).renewed_keys == 1
    platform.storage.keys = Keyring({2: b"b" * 32})
    assert platform.read(mine) == b"mine"
    assert before.items() <= platform.objects().items()
    assert platform.sql("SELECT key_version FROM files.blob WHERE file_id = %s", file_id) == [(1,)]


def test_a_round_is_asked_for_once_an_hour(folder: FilePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    # A queue that no worker listens to.
    monkeypatch.setattr(queue, "QUEUE", "files-test")
    url = required(folder.services.settings.redis_url, "redis_url").replace("unix://", "redis+socket://")
    monkeypatch.setattr(queue.celery_app.conf, "broker_url", url)

    async def ask_twice() -> list[bytes | str]:
        await ring_hourly(folder.services)
        await ring_hourly(folder.services)
        return list(await folder.services.redis.lrange("files-test", 0, -1))

    messages = folder.run(ask_twice())
    assert len(messages) == 1
    assert COLLECT_TASK in str(messages[0])
