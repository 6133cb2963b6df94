"""What may go wrong with imports and exports.

NotFound
└── JobNotFound            no such job, or somebody else's
Conflict
├── NothingToFetch         the job has no such file (yet)
├── JobOver                the job has ended, there is nothing to cancel
└── WorkersLost            the job was lost with its worker too often
TooManyRequests
└── TooManyJobs            the caller has too many open jobs
ValidationFailed
├── BadColumns             the columns of the file do not fit the component; each is named
├── UnreadableFile         the file is not what its format says; the place is named
├── CellTooLong            a value does not fit into a cell of a workbook
└── RowsRefused            all or nothing, and some rows break rules
"""

from typing import Self

from aqtra.kernel.errors import Conflict, NotFound, TooManyRequests, ValidationFailed


class JobNotFound(NotFound):
    """There is no such job, or it belongs to somebody else."""

    code = "job_not_found"


class NothingToFetch(Conflict):
    """The job has no such file, or not yet."""

    code = "nothing_to_fetch"


class JobOver(Conflict):
    """The job has ended."""

    code = "job_over"


class WorkersLost(Conflict):
    """Every worker that took the job was lost."""

    code = "worker_lost"


class TooManyJobs(TooManyRequests):
    """The caller has too many open jobs."""

    code = "too_many_jobs"


class BadColumns(ValidationFailed):
    """The columns of the file do not fit the component. Each field names a column or a property."""

    code = "bad_columns"


class UnreadableFile(ValidationFailed):
    """The file cannot be read on. Params: line, where it is known."""

    code = "unreadable_file"

    @classmethod
    def at(cls, line: int | None, rule: str, message: str) -> Self:
        """`line` counts from 1, the header included; None: the file as a whole."""
        where = "file" if line is None else f"line {line}"
        return cls.of_field(where, rule, message if line is None else f"line {line}: {message}", line=line)


class RowsRefused(ValidationFailed):
    """All or nothing was asked for, and some rows break rules. Nothing was stored."""

    code = "rows_refused"


class CellTooLong(ValidationFailed):
    """A value does not fit into a cell of a workbook. Params: row, column, maximum."""

    code = "cell_too_long"
