"""Which buckets a request pays from: by what it asks for, by address, by account, by the rights of the account."""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from aqtra.gateway.middleware.limit import API, CHANGES, UPLOAD_PART
from aqtra.gateway.rates.buckets import Charge
from aqtra.infra.networks import Rate
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import Principal

SESSION: Final = "/api/v1/session"
PASSWORD: Final = "/api/v1/session/password"
_DIRECTORY: Final = re.compile(r"/api/v1/session/providers/[0-9a-fA-F-]{36}/password")
HEALTH: Final = "/hc"
"""It asks database, Redis and workers, so it is no free lunch for strangers."""


class Kind(Enum):
    """How a charge is counted."""

    STRICT = auto()
    """Shared; without Redis by a local bucket that is smaller, never without one."""
    SHARED = auto()
    """Shared; without Redis by a local bucket of the same size."""
    LOCAL = auto()
    """In this process, told to the others once a second."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a request costs."""

    kind: Kind
    charges: tuple[Charge, ...]


FREE: Final = Bill(Kind.LOCAL, ())


def takes_password(path: str) -> bool:
    """Whether a name and a password are sent there: ours, or that of a directory."""
    return path == SESSION or _DIRECTORY.fullmatch(path) is not None


def bill(
    settings: Settings, method: str, path: str, address: str, principal: Principal, user_name: str | None = None
) -> Bill:
    """`user_name` is the one that a sign-in names."""
    if not settings.rate_limits or not (path.startswith(API) or path == HEALTH):
        return FREE
    stranger = principal.user_id is None
    if method in ("POST", "PUT") and (takes_password(path) if not stranger else path.startswith(SESSION)):
        # Also what lies below: further steps of a sign-in are there to be guessed at too.
        return Bill(Kind.STRICT, _sign_in(settings, address, user_name))
    if stranger:
        kind = Kind.SHARED if method in CHANGES else Kind.LOCAL
        return Bill(kind, (Charge("anonymous", address, settings.rate_anonymous),))
    account = f"account-{principal.user_id}"
    if path == PASSWORD and method == "PUT":
        # Whoever found an open session could guess the password here.
        return Bill(Kind.STRICT, (Charge("sign-in-account", account, settings.rate_sign_in_account),))
    factor = max((settings.rate_factors.get(right, 1.0) for right in principal.rights), default=1.0)
    if method not in CHANGES:
        return Bill(Kind.LOCAL, (Charge("reads", account, _scaled(settings.rate_reads, factor)),))
    is_upload = method == "PUT" and UPLOAD_PART.fullmatch(path) is not None
    name, rate = ("uploads", settings.rate_uploads) if is_upload else ("changes", settings.rate_changes)
    together = Charge("address", address, settings.rate_address)
    return Bill(Kind.SHARED, (Charge(name, account, _scaled(rate, factor)), together))


def _sign_in(settings: Settings, address: str, user_name: str | None) -> tuple[Charge, ...]:
    charges = [Charge("sign-in", address, settings.rate_sign_in)]
    if user_name:
        # Hashed: now and then it is a password in the wrong field.
        name = hashlib.sha256(user_name.lower().encode(errors="replace")).hexdigest()[:32]
        charges.append(Charge("sign-in-account", name, settings.rate_sign_in_account))
    return tuple(charges)


def _scaled(rate: Rate, factor: float) -> Rate:
    return rate.scaled(factor) if factor != 1.0 else rate
