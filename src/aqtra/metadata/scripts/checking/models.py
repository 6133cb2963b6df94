"""What is said of a source, and how it may be mended. Lines and columns count from 1, columns in characters."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from aqtra.kernel.findings import Severity


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Edit(_Frozen):
    """The text from a place up to another is replaced."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class SourceFinding(_Frozen):
    """One remark about a script. `fix` mends it, all edits together; None where only the author knows how."""

    line: int
    column: int
    severity: Severity
    code: str
    message: str
    fix: tuple[Edit, ...] | None = None
    params: dict[str, str] = Field(default_factory=dict)


def placed(finding: SourceFinding) -> dict[str, str]:
    """Its parameters with its place, as error lists keep them."""
    return {"line": str(finding.line), "column": str(finding.column), **finding.params}


def fixed(source: str, findings: Iterable[SourceFinding]) -> str:
    """The source with all fixes that do not get in each other's way, the first of those that do."""
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(line: int, column: int) -> int:
        return min(starts[min(line, len(lines)) - 1] + column - 1, len(source))

    made: set[tuple[int, int, str]] = set()
    for finding in findings:
        edits = {
            (offset(edit.line, edit.column), offset(edit.end_line, edit.end_column), edit.text)
            for edit in finding.fix or ()
        }
        if not any(_meet(edit, other) for edit in edits for other in made - edits):
            made |= edits
    for start, end, text in sorted(made, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
