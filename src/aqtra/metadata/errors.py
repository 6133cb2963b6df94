"""What can go wrong with components, domains and menus.

Conflict
├── ConcurrentEdit        somebody else saved meanwhile
├── InUse                 other objects refer to it
├── HasErrors             the error list forbids it
├── NotSaved              the version named is not the stored one
├── BuiltInObject         delivered with the platform: not to be deleted or renamed
└── DomainExists          the name is taken
ValidationFailed
└── InvalidDocument       the document cannot be stored
"""

from aqtra.kernel.errors import Conflict, NotFound, ValidationFailed


class ComponentNotFound(NotFound):
    """There is no such component."""

    code = "component_not_found"


class DomainNotFound(NotFound):
    """There is no such application domain."""

    code = "domain_not_found"


class ConcurrentEdit(Conflict):
    """Somebody else saved meanwhile. Params: user, saved_version."""

    code = "concurrent_edit"


class InUse(Conflict):
    """Other objects refer to it. Each field names one reference."""

    code = "in_use"


class HasErrors(Conflict):
    """Errors in the error list forbid it. Each field names one."""

    code = "has_errors"


class NotSaved(Conflict):
    """The version named is not the one stored last."""

    code = "not_saved"


class BuiltInObject(Conflict):
    """Delivered with the platform: it can be neither deleted nor renamed."""

    code = "built_in"


class DomainExists(Conflict):
    """A domain of this name exists."""

    code = "domain_exists"


class InvalidDocument(ValidationFailed):
    """The document cannot be stored."""

    code = "invalid_document"
