"""What databases do with text, character by character.

The embedded PostgreSQL orders text by code point (`--locale=C`, provider `builtin`) and knows upper and lower case of
every Unicode character by its simple mapping: one character becomes one.
"""


def lower(text: str) -> str:
    return "".join(map(_lower, text))


def upper(text: str) -> str:
    return "".join(map(_upper, text))


def same(left: str, right: str) -> bool:
    """Whether two texts differ in case at most."""
    return lower(left) == lower(right)


def trimmed(text: str) -> str:
    return text.strip(" ")


def _lower(character: str) -> str:
    mapped = character.lower()
    # The only character whose full mapping is longer: İ.
    return mapped if len(mapped) == 1 else mapped[0]


def _upper(character: str) -> str:
    mapped = character.upper()
    if len(mapped) == 1:
        return mapped
    title = character.title()
    return title if len(title) == 1 else character
