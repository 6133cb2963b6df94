"""What can go wrong with files.

BadRequest
└── RangeNotSatisfiable (416)  no byte of the file lies in the range
NotFound
├── FileNotFound               absent, or not visible to the principal
├── UploadNotFound             absent, expired, or somebody else's
├── FolderNotFound
└── NoThumbnail                the file has no picture that could be shown small
Conflict
├── UploadIncomplete           parts are missing; each is named
├── UploadChanged              a part was replaced while the upload was completed
├── FileDamaged                the stored content is not what was written
├── FileInUse                  something names the file; each use is listed
├── FolderNotEmpty             params: folders, files, used
├── FolderNameTaken
└── FolderInItself             a folder cannot be moved below itself
TooLarge
└── FileTooLarge               above the smallest limit that applies
UnsupportedMediaType
└── WrongFileType              the type is not accepted, or the content is not what the name says
TooManyRequests
└── TooManyUploads             params: limit
Unavailable
├── BlobStoreUnavailable       the volume or bucket does not answer
└── EncryptionKeyMissing       the keyring lacks the key that the file was written with
"""

from collections.abc import Mapping

from aqtra.kernel.errors import (
    BadRequest,
    Conflict,
    FieldError,
    NotFound,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnsupportedMediaType,
)


class RangeNotSatisfiable(BadRequest):
    """No byte of the file lies in the range. Params: size."""

    code = "range_not_satisfiable"
    status = 416

    def __init__(self, size: int) -> None:
        message = f"the file has {size} bytes"
        asked = FieldError(field="Range", rule="range", message=message, params={"size": size})
        super().__init__(message, fields=[asked], size=size)

    @property
    def headers(self) -> Mapping[str, str]:
        """How much there is to ask for (RFC 9110, 15.5.17)."""
        return {"content-range": f"bytes */{self.params['size']}"}


class FileNotFound(NotFound):
    """There is no such file, or it is not visible to the principal."""

    code = "file_not_found"


class UploadNotFound(NotFound):
    """There is no such upload: it was completed, has expired, or belongs to somebody else."""

    code = "upload_not_found"


class FolderNotFound(NotFound):
    """There is no such folder."""

    code = "folder_not_found"


class NoThumbnail(NotFound):
    """The file has no picture that could be shown small."""

    code = "no_thumbnail"


class NoIcon(NotFound):
    """There is no picture that an icon could be drawn from."""

    code = "no_icon"


class UploadIncomplete(Conflict):
    """Parts are missing; the fields name the first of them. Params: missing."""

    code = "upload_incomplete"


class UploadChanged(Conflict):
    """A part was replaced while the upload was being completed."""

    code = "upload_changed"


class FileDamaged(Conflict):
    """The stored content is not what was written: damaged, cut off, exchanged or gone."""

    code = "file_damaged"


class FileInUse(Conflict):
    """Something names the file. The fields list the uses."""

    code = "file_in_use"


class FolderNotEmpty(Conflict):
    """The folder holds something. Params: folders, files, used (files that something names)."""

    code = "folder_not_empty"


class FolderNameTaken(Conflict):
    """Another folder beside it has the same name."""

    code = "folder_name_taken"


class FolderInItself(Conflict):
    """A folder cannot be moved below itself, nor deeper than the tree may be."""

    code = "folder_in_itself"


class FileTooLarge(TooLarge):
    """The file is above the smallest limit that applies. Params: limit."""

    code = "file_too_large"


class WrongFileType(UnsupportedMediaType):
    """The type is not accepted, or the content is not what the name says."""

    code = "file_type"


class TooManyUploads(TooManyRequests):
    """One person has too many unfinished uploads. Params: limit."""

    code = "too_many_uploads"


class BlobStoreUnavailable(Unavailable):
    """The volume or bucket that keeps the content does not answer."""

    code = "blob_store_unavailable"


class EncryptionKeyMissing(Unavailable):
    """The keyring lacks the key that the file was written with, or cannot be read at all. Params: version."""

    code = "encryption_key_missing"
