"""Names of files that steps make."""

from typing import Final

from pydantic import TypeAdapter, ValidationError

from aqtra.dataflow.file_errors import BadFileName
from aqtra.files.models import Name

_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)


def file_name(name: str, extension: str) -> str:
    """With the ending that belongs to the content, such as `.csv`. Raises BadFileName."""
    try:
        checked = _NAME.validate_python(name)
        ends = checked.lower().endswith(extension)
        return checked if ends else _NAME.validate_python(f"{checked}{extension}")
    except ValidationError as error:
        raise BadFileName(f"{name[:100]!r} is no name of a file", name=name[:100]) from error
