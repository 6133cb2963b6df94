"""What can go wrong with modules. Two savings at once are `ConcurrentEdit`, a module in use is `InUse`.

ScriptModuleNotFound   404  there is no such module
InvalidModule          422  a name that cannot be imported, or is taken
"""

from aqtra.kernel.errors import NotFound, ValidationFailed


class ScriptModuleNotFound(NotFound):
    """There is no such module."""

    code = "script_module_not_found"


class InvalidModule(ValidationFailed):
    """A module that cannot be stored."""

    code = "invalid_module"
