"""Texts that a spreadsheet would take for a formula."""

from typing import Final

STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where it would be a formula."""
    return f"'{text}" if text.startswith(STARTS) else text
