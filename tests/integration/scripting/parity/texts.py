"""Text of all scripts."""

import base64
import hashlib
import re
import textwrap
import unicodedata
import uuid


def case_cyrillic():
    text = "Счёт-фактура № 7"
    return [text.upper(), len(text), text[::-1], text.encode().hex(), text.encode("cp1251").hex(), text.split("-")]


def case_emoji():
    text = "Да 👍🏽 👨‍👩‍👧"
    return [text, len(text), [hex(ord(letter)) for letter in text[3:5]], text.encode("utf-16-le").hex()]


def case_case_of_letters():
    return ["ǅ".lower(), "STRASSE".casefold() == "straße".casefold(), "İ".lower(), "ß".upper(), "ïstanbul".title()]


def case_composed():
    return [unicodedata.normalize("NFC", "é") == "é", unicodedata.name("Ж"), "é" == "é"]


def case_patterns():
    return [
        re.findall(r"\w+", "Ёлка, ель! snow_1"),
        re.sub(r"(\d+)", lambda found: str(int(found[1]) * 2), "a1b22"),
        re.split(r"[;,]\s*", "a, b;c"),
    ]


def case_digests():
    return [
        hashlib.sha256("Ёлка".encode()).hexdigest(),
        hashlib.md5(b"", usedforsecurity=False).hexdigest(),
        base64.b64encode("№".encode()),
    ]


def case_ids():
    return [uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.UUID("{12345678-1234-5678-1234-567812345678}")]


def case_shaped():
    return [
        textwrap.shorten("one two three four", 12),
        "x".join("абв"),
        "{:>6}|{:<4}|{:^5}".format("a", "b", "c"),
        repr("a'b\n\t\\ж"),
    ]


def case_no_letter_of_that_code_page():
    return "日本".encode("cp1251")
