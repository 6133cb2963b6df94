"""What may go wrong when another system provisions accounts. `scim_type` is the word of RFC 7644, 3.12."""

from typing import ClassVar

from aqtra.kernel.errors import AqtraError, BadRequest, Conflict, NotFound


class ScimError(BadRequest):
    """A request that SCIM has a word for."""

    code = "scim_invalid_value"
    scim_type: ClassVar[str] = "invalidValue"


class InvalidFilter(ScimError):
    """The filter cannot be read, or asks for an attribute that cannot be asked for."""

    code = "scim_invalid_filter"
    scim_type = "invalidFilter"


class InvalidPath(ScimError):
    """The path of a PATCH operation cannot be read."""

    code = "scim_invalid_path"
    scim_type = "invalidPath"


class NoTarget(ScimError):
    """The path of a PATCH operation leads to nothing."""

    code = "scim_no_target"
    scim_type = "noTarget"


class ReadOnly(ScimError):
    """The attribute is the platform's own."""

    code = "scim_read_only"
    scim_type = "mutability"


class NotUnique(Conflict):
    """Another account or group has this name or address."""

    code = "scim_not_unique"
    scim_type = "uniqueness"


class ResourceNotFound(NotFound):
    """There is no such user or group, or it is another client's: both look the same."""

    code = "scim_not_found"


class VersionDiffers(AqtraError):
    """The resource is not at the version that If-Match names any more."""

    code = "scim_version_differs"
    status = 412


class ClientNotFound(NotFound):
    """There is no such provisioning client."""

    code = "provisioning_client_not_found"
