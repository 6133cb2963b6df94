"""Names at the root of the item, whose suffix says a type."""

import ast
from collections.abc import Collection, Iterator
from typing import Final

from aqtra.metadata.scripts.checking.models import SourceFinding
from aqtra.metadata.scripts.checking.nearest import nearest, suggestion
from aqtra.metadata.scripts.checking.source import Source

ITEM: Final = "item"


def check_items(source: Source, suffixes: Collection[str]) -> Iterator[SourceFinding]:
    for node in source.nodes:
        match node:
            case ast.Subscript(value=ast.Name(id="item"), slice=ast.Constant(value=str(name)) as named):
                base, mark, suffix = name.rpartition("@")
                if mark and (not base or suffix not in suffixes):
                    hint = nearest(suffix, suffixes) if base else None
                    fix = (source.replaced(named, f'"{base}@{hint}"'),) if hint else None
                    known = suggestion(suffix, suffixes) or f": there are {', '.join(sorted(suffixes))}"
                    message = f"line {node.lineno}: {name} ends with a suffix that names no type{known}"
                    yield source.finding(named, "script_bad_suffix", message, fix=fix, name=name)
            case _:
                pass
