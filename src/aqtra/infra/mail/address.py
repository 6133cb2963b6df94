"""What counts as one address of one person."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Final

_SEPARATORS: Final = ' ",;<>'


def plain_address(text: str) -> str:
    """The text, if it is one plain address in ASCII. Raises ValueError."""
    if not text.isascii():
        raise ValueError("not an e-mail address")
    parsed(text)
    return text


def parsed(text: str) -> Address:
    """One address without a name, a comment, or anything that could begin another one. Raises ValueError."""
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise ValueError("not an e-mail address") from error
    if not address.domain or not text.isprintable() or any(char in text for char in _SEPARATORS):
        raise ValueError("not an e-mail address")
    return address
