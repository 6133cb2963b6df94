"""Password hashing (Argon2id, 64 MiB, t=3, p=1) and rules, off the event loop and with bounded parallelism."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from aqtra.identity.errors import WeakPassword

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 256
ONE_TIME_BYTES = 12
# The weakest of five classes that is accepted: "safely unguessable" begins at 10^8 guesses.
WEAKEST_SCORE = 3
# What is estimated; the time grows with the square of the length, and what is strong here stays strong.
ESTIMATED_LENGTH = 64
# A hash takes 64 MiB; more at once would let sign-ins starve everything else.
PARALLEL_HASHES = 2

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# Checked when the account is unknown, so that the answer takes as long as for a known one.
_DECOY = _hasher.hash(secrets.token_urlsafe(16))


class Passwords:
    """Hashes and verifies with at most PARALLEL_HASHES at once."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(PARALLEL_HASHES)

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(_hasher.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password fits. Takes the same time when there is no hash."""
        async with self._slots:
            fits = await asyncio.to_thread(_verify, password_hash or _DECOY, password)
        return fits and password_hash is not None

    @staticmethod
    def outdated(password_hash: str) -> bool:
        """Whether the hash was made with other costs than today's."""
        return _hasher.check_needs_rehash(password_hash)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def one_time_password() -> str:
    """A random password for first use."""
    return secrets.token_urlsafe(ONE_TIME_BYTES)


def check_strength(password: str, *personal: str | None) -> None:
    """Raises WeakPassword when the password is too short, too long, common, easily guessed or about its owner.

    `personal`: user name, then what else is known of the owner.
    """
    if len(password) < MINIMUM_LENGTH:
        raise WeakPassword.of_field(
            "new_password", "min_length", f"at least {MINIMUM_LENGTH} characters", minimum=MINIMUM_LENGTH
        )
    if len(password) > MAXIMUM_LENGTH:
        raise WeakPassword.of_field(
            "new_password", "max_length", f"at most {MAXIMUM_LENGTH} characters", maximum=MAXIMUM_LENGTH
        )
    known = [word for word in personal if word]
    if personal and personal[0] and personal[0].lower() in password.lower():
        raise WeakPassword.of_field("new_password", "contains_user_name", "must not contain the user name")
    # Imported here: its dictionaries take 12 MB of every process, most of which see no new password.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    if zxcvbn(password[:ESTIMATED_LENGTH], user_inputs=known)["score"] < WEAKEST_SCORE:
        raise WeakPassword.of_field("new_password", "guessable", "is common or easily guessed")
