"""xlsxwriter's workbook, whose sheets lie sealed on disk until they go into the file.

The library keeps long sheets in plain temporary files, twice: while rows are added, and as XML. Here both are
`SealedText`, and the XML goes into the zip chunk by chunk. Everything else is short and stays in memory.
"""

from io import StringIO
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from aqtra.bulk.formats.sealed_text import SealedText

_SHEETS: Final = "xl/worksheets/sheet"
_TIMESTAMP: Final = (1980, 1, 1, 0, 0, 0)


class SealedWorkbook(Workbook):
    """One that is written row by row; `folder` holds what does not fit into memory."""

    def __init__(self, output: IO[bytes], options: dict[str, Any], folder: Path) -> None:
        super().__init__(output, {**options, "constant_memory": True, "in_memory": True})
        # The library takes these two for each other's opposite.
        self.constant_memory = self.in_memory = True
        self._folder = folder

    def add_sheet(self, name: str | None = None) -> "_Sheet":
        sheet = self.add_worksheet(name, worksheet_class=lambda: _Sheet(self._folder))
        assert isinstance(sheet, _Sheet)
        return sheet

    def _get_packager(self) -> "_Packager":
        return _Packager(self._folder)

    def _store_workbook(self) -> None:
        """As the library does it for a workbook of plain sheets, but for the copying into the zip."""
        packager = self._get_packager()
        first = self.worksheets_objs[0]
        first.selected = first.active = 1
        self._prepare_sst_string_data()
        self._prepare_defined_names()
        packager._add_workbook(self)
        packager._set_in_memory(True)
        with ZipFile(self.filename, "w", compression=ZIP_DEFLATED) as file:
            for content, name, _ in packager.contents():
                entry = ZipInfo(name, _TIMESTAMP)
                entry.compress_type = ZIP_DEFLATED
                if not isinstance(content, SealedText):
                    file.writestr(entry, content.getvalue().encode())
                    continue
                # How long a sheet will be is not known before.
                with file.open(entry, "w", force_zip64=True) as written:
                    for chunk in content.chunks():
                        written.write(chunk)
                content.close()


class _Sheet(Worksheet):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._rows = SealedText(folder)

    def _initialize(self, init_data: dict[str, Any]) -> None:
        # Told so, it opens no file of its own.
        super()._initialize({**init_data, "constant_memory": False})
        self.constant_memory = True
        self._write_rows()

    def _opt_reopen(self) -> None:
        self._write_rows()

    def _write_rows(self) -> None:
        # The library's own variables, which it gives no type.
        target: Any = self
        target.fh = target.row_data_fh = self._rows

    def _write_optimized_sheet_data(self) -> None:
        if self.dim_rowmin is None:
            self._xml_empty_tag("sheetData")
            return
        self._xml_start_tag("sheetData")
        for text in self._rows.texts():
            self.fh.write(text)
        self._rows.close()
        self.row_data_fh_closed = True
        self._xml_end_tag("sheetData")


class _Packager(Packager):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def contents(self) -> list[tuple[StringIO, str, bool]]:
        """Of each file in the zip: its text and its name."""
        found: list[tuple[StringIO, str, bool]] = self._create_package()  # type: ignore[no-untyped-call]
        return found

    def _filename(self, xml_filename: str) -> StringIO:
        content = SealedText(self._folder) if xml_filename.startswith(_SHEETS) else StringIO()
        self.filenames.append((content, xml_filename, False))
        return content
