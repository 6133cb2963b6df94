"""Libraries that an administrator may let scripts on the server import besides the standard library."""

from typing import Final

VETTED: Final[dict[str, tuple[str, ...]]] = {
    "lxml": ("lxml.etree",),
    "numpy": ("numpy",),
    "openpyxl": ("openpyxl",),
    "pandas": ("pandas",),
    "pillow": ("PIL.Image",),
    "python-dateutil": ("dateutil.parser", "dateutil.relativedelta", "dateutil.rrule"),
    "python-docx": ("docx",),
    "pyyaml": ("yaml",),
    "tzdata": (),
    "xlsxwriter": ("xlsxwriter",),
}
"""By distribution, the modules that the jail has in memory before the first script asks for them."""

IMPORTABLE: Final = frozenset(
    module.partition(".")[0] for name, modules in VETTED.items() for module in modules or (name,)
)
"""Names that imports may find on the server, whichever of them an installation has chosen."""
