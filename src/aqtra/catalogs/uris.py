"""What counts as an address: one pattern for the input boundary and for the database."""

import re
from typing import Final

# Understood alike by Python and by PostgreSQL. Script schemes, protocol-relative addresses and white space are out.
PATTERN: Final = (
    r"^(https?://[^\s/?#\\@:]+(:[0-9]{1,5})?([/?#][^\s\\]*)?"
    r"|mailto:[^\s\\]+@[^\s\\]+"
    r"|tel:[+0-9().-]+"
    r"|/([^\s/\\][^\s\\]*)?"
    r"|[?#][^\s\\]*)$"
)
_COMPILED: Final = re.compile(PATTERN, re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def is_address(text: str) -> bool:
    """Whether `text` is a web, mail or telephone address, or a path of this application."""
    return _COMPILED.fullmatch(text) is not None and _CONTROL.search(text) is None
