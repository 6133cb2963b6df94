"""Which way a text runs."""

import unicodedata


def is_right_to_left(text: str) -> bool:
    """By its first letter that has a direction (UAX 9, P2)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return True
            case "L":
                return False
    return False
