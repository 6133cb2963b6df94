"""What may go wrong when rights are managed."""

from aqtra.kernel.errors import Conflict, NotFound, ValidationFailed


class NoSuchPermissionSet(NotFound):
    """There is no such permission set."""

    code = "permission_set_not_found"


class NoSuchRole(NotFound):
    """There is no such role."""

    code = "role_not_found"


class RightsChanged(Conflict):
    """Somebody else saved it meanwhile. Params: version."""

    code = "concurrent_update"


class StillUsed(Conflict):
    """It is used by what `used_by` lists."""

    code = "in_use"


class BuiltInRole(Conflict):
    """A built-in role cannot be changed."""

    code = "built_in"


class LastAdministrator(Conflict):
    """Nobody could manage the installation any more."""

    code = "last_administrator"


class InvalidGrant(ValidationFailed):
    """A permission, pair or assignment does not fit together; the fields name which."""

    code = "rights_mismatch"


class NameTaken(Conflict):
    """Another one of the domain has this name."""

    code = "name_taken"
