"""Where the sealed content lies: a folder on a volume, or a bucket of any S3 API."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import structlog
from obstore import delete_async, get_async, get_range_async, head_async, put_async
from obstore import list as list_objects
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, S3Store

from aqtra.files.errors import BlobStoreUnavailable
from aqtra.infra.settings import Settings

if TYPE_CHECKING:
    from obstore.store import S3Config

log = structlog.get_logger("aqtra.files")

LISTED_AT_ONCE: Final = 1000
# A request of a person waits behind it.
RETRY_SECONDS: Final = 20
# The code with which S3 says that all of it is gone, and not one object.
_NO_BUCKET: Final = "NoSuchBucket"


class BlobMissing(Exception):
    """The object is not there, or is shorter than it should be."""


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """One object as a listing shows it."""

    key: str
    size: int
    modified_at: datetime


class BlobStore:
    """Objects by key. Writing one is atomic: it is there whole or not at all."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    async def put(self, key: str, content: bytes) -> None:
        """Raises BlobStoreUnavailable."""
        with _nothing_missing(), _failures_named():
            await put_async(self._store, key, content, use_multipart=False)

    async def get(self, key: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`. Raises BlobMissing, BlobStoreUnavailable."""
        try:
            with _failures_named():
                found = bytes(await get_range_async(self._store, key, start=start, end=end))
        except BlobStoreUnavailable:
            # Stores differ in what they say of a range beyond the end.
            if not await self._ends_before(key, end):
                raise
            found = b""
        if len(found) != end - start:
            raise BlobMissing(f"{key} is shorter than {end} bytes")
        return found

    async def whole(self, key: str) -> bytes:
        """A whole object. Raises BlobMissing, BlobStoreUnavailable."""
        with _failures_named():
            return bytes(await (await get_async(self._store, key)).bytes_async())

    async def _ends_before(self, key: str, end: int) -> bool:
        try:
            with _failures_named():
                return (await head_async(self._store, key))["size"] < end
        except BlobMissing:
            # Reading it was refused for another reason: an answer without a body does not say which.
            return False

    async def delete(self, keys: Sequence[str]) -> None:
        """Deletes what is there. Raises BlobStoreUnavailable."""
        if not keys:
            return
        if isinstance(self._store, S3Store):
            with _nothing_missing(), _failures_named():
                await delete_async(self._store, keys)
            return
        for key in keys:
            with suppress(BlobMissing), _failures_named():
                await delete_async(self._store, key)

    async def clear(self) -> None:
        """Deletes every object. Raises BlobStoreUnavailable."""
        async for batch in self.all():
            await self.delete([blob.key for blob in batch])

    async def all(self) -> AsyncIterator[Sequence[StoredBlob]]:
        """Every object, in batches. Raises BlobStoreUnavailable."""
        with _nothing_missing(), _failures_named():
            async for batch in list_objects(self._store, chunk_size=LISTED_AT_ONCE):
                yield [StoredBlob(found["path"], found["size"], found["last_modified"]) for found in batch]


def open_blobs(settings: Settings) -> BlobStore:
    """The store that the settings name. A folder is made when it is missing. Raises BlobStoreUnavailable."""
    return open_store(settings.blob_url or (settings.data_dir.expanduser().absolute() / "blobs").as_uri(), settings)


def open_store(address: str, settings: Settings) -> BlobStore:
    """A folder (`file:///…`) or a bucket (`s3://bucket/prefix`, with the settings of buckets).

    Raises BlobStoreUnavailable.
    """
    with _failures_named():
        url = urlsplit(address)
        if url.scheme == "s3":
            return BlobStore(_bucket(settings, url.netloc, url.path.strip("/")))
        folder = Path(unquote(url.path))
        # Sealed or not, nobody else has business there.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return BlobStore(LocalStore(folder, automatic_cleanup=True))


def _bucket(settings: Settings, bucket: str, prefix: str) -> S3Store:
    config: S3Config = {"region": settings.blob_region}
    if settings.blob_endpoint:
        config["endpoint"] = settings.blob_endpoint
    if settings.blob_access_key and settings.blob_secret_key:
        config["access_key_id"] = settings.blob_access_key.get_secret_value()
        config["secret_access_key"] = settings.blob_secret_key.get_secret_value()
    return S3Store(
        bucket,
        prefix=prefix or None,
        config=config,
        client_options={"allow_http": (settings.blob_endpoint or "").startswith("http://")},
        retry_config={"max_retries": 5, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
    )


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        if _NO_BUCKET in str(error):
            raise _unavailable(error) from error
        raise BlobMissing("the object is not there") from error
    except (BaseError, OSError) as error:
        raise _unavailable(error) from error


@contextmanager
def _nothing_missing() -> Iterator[None]:
    """Where no object is asked for, what is not there is the store itself."""
    try:
        yield
    except BlobMissing as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> BlobStoreUnavailable:
    log.warning("blob store failed", reason=str(error)[:500])
    return BlobStoreUnavailable("the file storage does not answer; try again shortly")
