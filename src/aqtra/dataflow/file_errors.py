"""What may go wrong with files in a dataflow.

StepError
├── FileMissing         422  the field is empty, or the file is gone or not the principal's to read
├── FileTypeMismatch    415  the content is not of the chosen type
├── ColumnNotFound      422  a mapped header, column, sheet or array does not exist
├── RowInvalid          422  a cell cannot be converted
├── FileTooLarge        413  over a limit of files: of the export, of a record, of an unpacked workbook
└── BadFileName         422  a name that is empty or a path
"""

from aqtra.dataflow.errors import StepError


class FileMissing(StepError):
    """The field holds no file, or one that is gone or not visible to the run's principal."""

    code = "file_missing"


class FileTypeMismatch(StepError):
    """The content is not of the chosen type."""

    code = "file_type_mismatch"
    status = 415


class ColumnNotFound(StepError):
    """A mapped header, column, sheet or array does not exist in the file."""

    code = "column_not_found"


class RowInvalid(StepError):
    """A cell cannot be converted. Params: row, column, value, type."""

    code = "row_invalid"


class FileTooLarge(StepError):
    """The file, or a part of it, is over a limit. Params: limit, where it is one number."""

    code = "file_too_large"
    status = 413


class BadFileName(StepError):
    """The name of a file is empty or has characters of a path after substitution."""

    code = "bad_file_name"
