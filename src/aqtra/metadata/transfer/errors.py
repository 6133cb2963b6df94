"""What can go wrong with a folder.

ValidationFailed
└── FolderRefused         files that cannot be imported; each field names a file and a place in it
Conflict
├── NotAnExport           the target folder holds something else
├── NotExportable         two objects have the same id, so files cannot tell them apart
└── NothingSelected       no component and no domain matches
"""

from aqtra.kernel.errors import Conflict, ValidationFailed


class FolderRefused(ValidationFailed):
    """The folder cannot be imported; nothing was stored. Each field is `<file>: <place>`."""

    code = "folder_refused"


class NotAnExport(Conflict):
    """The target folder holds something that is no export: it is not touched."""

    code = "not_an_export"


class NothingSelected(Conflict):
    """Nothing matches the selection."""

    code = "nothing_selected"


class NotExportable(Conflict):
    """Two objects of a component have the same id: files cannot tell them apart. Its error list names them."""

    code = "not_exportable"
