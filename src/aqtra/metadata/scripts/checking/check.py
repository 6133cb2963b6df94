"""The compile check of one script, all its parts put together."""

from collections.abc import Collection, Iterator
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.api import Side, script_api
from aqtra.metadata.scripts.checking import python2
from aqtra.metadata.scripts.checking.idioms import check_idioms
from aqtra.metadata.scripts.checking.imports import check_imports
from aqtra.metadata.scripts.checking.inference import Types
from aqtra.metadata.scripts.checking.items import check_items
from aqtra.metadata.scripts.checking.members import Members
from aqtra.metadata.scripts.checking.models import SourceFinding, fixed
from aqtra.metadata.scripts.checking.source import Source
from aqtra.metadata.scripts.checking.surroundings import UNKNOWN, Surroundings
from aqtra.metadata.scripts.checking.tasks import check_tasks
from aqtra.metadata.scripts.checking.undefined import check_undefined

MOST_ROUNDS: Final = 4
TOO_DEEP: Final = "the source is nested too deeply"


def check_source(
    text: str,
    side: Side,
    around: Surroundings = UNKNOWN,
    *,
    modules: Collection[str] = (),
    suffixes: Collection[str] = (),
) -> list[SourceFinding]:
    """All remarks, in the order of the text. Nothing is executed.

    `modules` are shared modules that the side can import; `suffixes` the types that names of the item may say, which
    are not looked at without them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        source = Source(text, side)
    except SyntaxError as error:
        found = _unparsed(text, side, error)
    except (RecursionError, MemoryError):
        found = [_syntax(TOO_DEEP, 1, 1)]
    except ValueError as error:
        found = [_syntax(str(error), 1, 1)]
    else:
        found = list(_parsed(source, around, modules, suffixes))
    return sorted(found, key=lambda each: (each.line, each.column))


def _parsed(
    source: Source, around: Surroundings, modules: Collection[str], suffixes: Collection[str]
) -> Iterator[SourceFinding]:
    types = Types(source)
    yield from check_imports(source, modules)
    yield from Members(types, around).findings()
    yield from check_tasks(types)
    yield from check_idioms(types)
    yield from python2.parsed(source)
    if suffixes:
        yield from check_items(source, suffixes)
    given = script_api().globals_of(source.side)
    yield from (each for each in check_undefined(source, given) if not python2.is_name(each.params["name"]))


def _unparsed(text: str, side: Side, error: SyntaxError) -> list[SourceFinding]:
    """Leftovers of Python 2 by their modern form; where those are not all that is wrong, the error as well."""
    old = found = list(python2.unparsed(text))
    for _ in range(MOST_ROUNDS):
        # One may stand within another.
        text = fixed(text, found)
        found = list(python2.unparsed(text))
    try:
        Source(text, side)
    except SyntaxError as rest:
        # What is replaced stays on its line.
        remaining = _syntax(rest.msg, rest.lineno or 1, rest.offset or 1)
        if remaining.line in {each.line for each in old} or not old:
            remaining = _syntax(error.msg, error.lineno or 1, error.offset or 1)
        return [*old, remaining]
    except (ValueError, RecursionError, MemoryError):
        return [*old, _syntax(error.msg, error.lineno or 1, error.offset or 1)]
    return old


def _syntax(reason: str, line: int, column: int) -> SourceFinding:
    return SourceFinding(
        line=line,
        column=column,
        severity=Severity.ERROR,
        code="script_syntax",
        message=f"line {line}, column {column}: {reason}",
        params={"reason": reason},
    )
