"""Files of the library that an application names, beside its own files: `files/<id>.json` and the content.

They keep their ids, so that pages find them again; what is here already stays as it is, for the content of a file
never changes. What a folder holds is not trusted: no link is followed, and the rules for every file hold.
"""

import asyncio
import json
import os
import re
import stat
from collections.abc import AsyncIterator, Collection, Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from aqtra.files import repository
from aqtra.files.errors import FileTooLarge, WrongFileType
from aqtra.files.models import GlobalRules, Name
from aqtra.files.rules import check
from aqtra.files.service import read_stream, store_stream
from aqtra.files.sniffing import HEAD, content_type_of
from aqtra.files.targets import global_rule
from aqtra.infra.container import Services
from aqtra.kernel.errors import FieldError
from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.named_files import named_files
from aqtra.metadata.transfer.errors import FolderRefused
from aqtra.metadata.transfer.models import Application

FOLDER: Final = "files"
_CHUNK: Final = 1024 * 1024
_LONGEST_HEADER: Final = 4096
_OURS: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(json|content(\.[a-z0-9]{1,8})?)")
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name


def named_by(application: Application) -> set[UUID]:
    """Files that pages and domains of an application name."""
    catalogue = component_catalogue()
    found = {named.file for document in application.components for named in named_files(document, catalogue)}
    return found.union(*(domain.settings.files for domain in application.domains))


async def write_files(services: Services, root: Path, wanted: Collection[UUID]) -> list[str]:
    """Makes `root` hold exactly those of the files that the library has; their paths. Raises FolderRefused."""
    async with services.db.connection() as conn:
        found = await repository.registered(conn, wanted)
    folder, written = root / FOLDER, set[str]()
    if folder.is_symlink():
        raise _refused(FOLDER, "link", "links are not followed")
    for file in (one for one in found if one.kind == "library"):
        folder.mkdir(exist_ok=True)
        header, content = f"{file.id}.json", f"{file.id}.content{_suffix(file.name)}"
        _replace(folder / header, json.dumps({"name": file.name}, indent=2, ensure_ascii=False).encode() + b"\n")
        await _write_content(services, file.id, folder / content)
        written |= {header, content}
    _remove_others(folder, written)
    return sorted(f"{FOLDER}/{name}" for name in written)


async def read_files(services: Services, root: Path, wanted: Collection[UUID]) -> int:
    """Puts those of the files that the library lacks into its root; how many. Raises FolderRefused.

    A file that the folder lacks is none of its business: the page that names it is told.
    """
    async with services.db.connection() as conn:
        here = {file.id for file in await repository.registered(conn, wanted)}
        rules = await repository.rules(conn)
    missing = [file_id for file_id in sorted(set(wanted) - here) if (root / FOLDER / f"{file_id}.json").exists()]
    # All are looked at before the first is stored.
    looked_at = [(file_id, *await asyncio.to_thread(_look_at, root, file_id, rules)) for file_id in missing]
    for file_id, path, name, content_type in looked_at:
        await store_stream(services, name, content_type, _content(path), kind="library", file_id=file_id)
    return len(looked_at)


def _look_at(root: Path, file_id: UUID, rules: GlobalRules) -> tuple[Path, str, str]:
    """Where the content is, and the name and type of the file."""
    folder, header = root / FOLDER, f"{FOLDER}/{file_id}.json"
    if folder.is_symlink():
        raise _refused(FOLDER, "link", "links are not followed")
    try:
        with os.fdopen(_open(folder / f"{file_id}.json", header), "rb") as source:
            name = _Header.model_validate_json(source.read(_LONGEST_HEADER + 1)).name
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        raise _refused(header, detail["type"], detail["msg"]) from error
    path = folder / f"{file_id}.content{_suffix(name)}"
    place = f"{FOLDER}/{path.name}"
    with os.fdopen(_open(path, place), "rb") as source:
        size, head = os.fstat(source.fileno()).st_size, source.read(HEAD)
    try:
        content_type = content_type_of(name, head)
        check([global_rule(rules)], name, size, content_type)
    except (FileTooLarge, WrongFileType) as error:
        told = error.fields[0] if error.fields else None
        raise _refused(place, told.rule if told else error.code, told.message if told else error.message) from error
    return path, name, content_type


def _open(path: Path, place: str) -> int:
    """A plain file, opened without following links."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise _refused(place, "unreadable", error.strerror or "cannot be read") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _refused(place, "unexpected_file", "not a plain file")
    return handle


async def _content(path: Path) -> AsyncIterator[bytes]:
    with os.fdopen(_open(path, f"{FOLDER}/{path.name}"), "rb") as source:
        while chunk := await asyncio.to_thread(source.read, _CHUNK):
            yield chunk


async def _write_content(services: Services, file_id: UUID, path: Path) -> None:
    """Content of an id never changes: what was written in full once stays, with its time stamp."""
    async with services.db.connection() as conn:
        stored = await repository.stored(conn, file_id)
    if stored is None or (path.is_file() and not path.is_symlink() and path.stat().st_size == stored.file.size):
        return
    path.unlink(missing_ok=True)
    with path.open("xb") as target:
        async for chunk in read_stream(services, file_id):
            await asyncio.to_thread(target.write, chunk)


def _replace(path: Path, content: bytes) -> None:
    if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
        path.unlink(missing_ok=True)
        path.write_bytes(content)


def _remove_others(folder: Path, kept: Iterable[str]) -> None:
    """Takes away what an earlier export left; what is not ours stays."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in set(kept):
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _suffix(name: str) -> str:
    """The extension, where it is a plain one: so that people see what a file is."""
    suffix = Path(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _refused(place: str, rule: str, message: str) -> FolderRefused:
    return FolderRefused("the folder cannot be imported", fields=[FieldError(field=place, rule=rule, message=message)])
