"""Routes: folders and files of the library, rules for all files. Uploads go to `/api/v1/uploads`."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request, Response, status

from aqtra.files import repository
from aqtra.files.http import CONTENT, AsThumbnail, answer
from aqtra.files.library import Library
from aqtra.files.limits import MAX_LISTED
from aqtra.files.models import (
    Folder,
    FolderChange,
    GlobalRules,
    LibraryFile,
    LibraryFileChange,
    LibraryFiles,
    NewFolder,
    Order,
)
from aqtra.infra.http import Caller, Router, ServicesDep, principal_of, services_of
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/studio/files", tags=["files"])

Confirmed = Annotated[bool, Query(description="Do it all the same")]
MAX_SKIP = 10_000_000


@router.get("/rules", right=Right.ADMINISTER)
async def get_file_rules(services: ServicesDep) -> GlobalRules:
    """What holds for every file; properties and controls may only narrow it."""
    async with services.db.connection() as conn:
        return await repository.rules(conn)


@router.put("/rules", right=Right.ADMINISTER)
async def save_file_rules(body: GlobalRules, services: ServicesDep) -> GlobalRules:
    """Applies to uploads from now on, those under way among them."""
    async with services.db.connection() as conn:
        await repository.set_rules(conn, body)
    return body


@router.get("/folders", right=Right.STUDIO)
async def list_folders(caller: Caller, services: ServicesDep) -> list[Folder]:
    """All folders, by name; `parent` makes the tree."""
    return await Library(services, caller).folders()


@router.post("/folders", right=Right.FILES, status_code=status.HTTP_201_CREATED)
async def create_folder(body: NewFolder, caller: Caller, services: ServicesDep) -> Folder:
    return await Library(services, caller).create_folder(body)


@router.patch("/folders/{folder_id}", right=Right.FILES)
async def change_folder(folder_id: UUID, body: FolderChange, caller: Caller, services: ServicesDep) -> Folder:
    """Renames or moves; `parent: null` moves to the root."""
    return await Library(services, caller).change_folder(folder_id, body)


@router.delete("/folders/{folder_id}", right=Right.FILES, status_code=status.HTTP_204_NO_CONTENT)
async def delete_folder(folder_id: UUID, caller: Caller, services: ServicesDep, confirm: Confirmed = False) -> None:
    """409 `folder_not_empty` counts what is in it; confirmed, all of it is deleted."""
    await Library(services, caller).delete_folder(folder_id, confirmed=confirm)


@router.get("", right=Right.STUDIO)
async def list_library_files(
    caller: Caller,
    services: ServicesDep,
    folder: UUID | Literal["root"] = "root",
    top: Annotated[int, Query(alias="$top", ge=1, le=MAX_LISTED)] = 50,
    skip: Annotated[int, Query(alias="$skip", ge=0, le=MAX_SKIP)] = 0,
    orderby: Annotated[Order, Query(alias="$orderby")] = "name",
) -> LibraryFiles:
    """One page of the files directly in a folder."""
    return await Library(services, caller).files(None if folder == "root" else folder, orderby, top, skip)


@router.get("/{file_id}", right=Right.STUDIO)
async def get_library_file(file_id: UUID, caller: Caller, services: ServicesDep) -> LibraryFile:
    return await Library(services, caller).file(file_id)


@router.patch("/{file_id}", right=Right.FILES)
async def change_library_file(
    file_id: UUID, body: LibraryFileChange, caller: Caller, services: ServicesDep
) -> LibraryFile:
    """Renames or moves; `folder: null` moves to the root."""
    return await Library(services, caller).change_file(file_id, body)


@router.delete("/{file_id}", right=Right.FILES, status_code=status.HTTP_204_NO_CONTENT)
async def delete_library_file(file_id: UUID, caller: Caller, services: ServicesDep, confirm: Confirmed = False) -> None:
    """409 `file_in_use` lists what uses it; confirmed, its content is deleted all the same."""
    await Library(services, caller).delete_file(file_id, confirmed=confirm)


@router.get("/{file_id}/content", right=Right.STUDIO, response_class=Response, responses=CONTENT)
async def download_library_file(file_id: UUID, request: Request, thumbnail: AsThumbnail = False) -> Response:
    """A file of the library. Understands `Range` and `If-None-Match`."""
    services = services_of(request)
    await Library(services, principal_of(request)).require(file_id)
    return await answer(request, services, file_id, as_thumbnail=thumbnail)


router.add_api_route(
    "/{file_id}/content",
    download_library_file,
    right=Right.STUDIO,
    methods=["HEAD"],
    include_in_schema=False,
    response_class=Response,
)
