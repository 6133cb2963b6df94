"""The rules of a file property, for files that were not uploaded for it. Uploads are checked as they arrive."""

from aqtra.catalogs.sqltext import literal
from aqtra.kernel.file_types import parse_types
from aqtra.metadata.documents import FileProperty


def kept_by(prop: FileProperty) -> str:
    """The condition under which the row `file` may be kept by the property. A list that cannot be read takes none."""
    conditions = [] if prop.max_file_size is None else [f"file.size <= {prop.max_file_size}"]
    try:
        patterns = parse_types(prop.file_types)
    except ValueError:
        return "false"
    if patterns:
        conditions.append(f"({' OR '.join(map(_fits, patterns))})")
    return " AND ".join(conditions) or "true"


def _fits(pattern: str) -> str:
    if pattern.startswith("."):
        return f"right(lower(file.name), {len(pattern)}) = {literal(pattern)}"
    media = "split_part(file.content_type, ';', 1)"
    family, _, kind = pattern.partition("/")
    return f"starts_with({media}, {literal(family + '/')})" if kind == "*" else f"{media} = {literal(pattern)}"
