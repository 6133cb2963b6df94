"""Recovery codes: for the day the phone is lost. Each works once."""

import base64
import hashlib
import re
import secrets

COUNT = 10
# 120 bits: too many to guess even with the hashes in hand, so these need no slow hash.
BYTES = 15
_SEPARATORS = re.compile(r"[\s-]+")


def new_codes() -> list[str]:
    """Codes as people copy them: `ABCD-EFGH-IJKL-MNOP-QRST-UVWX`."""
    return [_grouped(base64.b32encode(secrets.token_bytes(BYTES)).decode()) for _ in range(COUNT)]


def hash_code(code: str) -> bytes:
    """Case and separators do not matter."""
    return hashlib.sha256(_SEPARATORS.sub("", code).upper().encode()).digest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
