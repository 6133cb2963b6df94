"""Writing a record. Details are small values with names that are listed here: a secret has no way in."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from aqtra.identity.audit import repository
from aqtra.identity.audit.models import Detail, Outcome
from aqtra.infra.database import Connection
from aqtra.infra.origin import origin
from aqtra.kernel.clock import Clock, SystemClock
from aqtra.kernel.principal import Principal

LONGEST: Final = 200
_ACTION: Final = re.compile(r"[a-z]+(\.[a-z_0-9]+)+")
_LARGEST: Final = 2**63 - 1
DETAILS: Final = frozenset(
    {
        "added",
        "client",
        "component",
        "components",
        "count",
        "domain",
        "domains",
        "error",
        "fields",
        "files",
        "folder",
        "format",
        "from_version",
        "job",
        "key",
        "kind",
        "method",
        "name",
        "provider",
        "reason",
        "removed",
        "returns_to",
        "role",
        "roles",
        "route",
        "rows",
        "run_as_user",
        "state",
        "status",
        "to_version",
        "user_name",
        "version",
        "viewing_as",
    }
)
"""Names that details may have. A new one is added here, where a reviewer sees it."""


class NotRecordable(TypeError):
    """Code tries to put into the trail what does not belong there. Never the fault of a caller."""


async def record(
    conn: Connection,
    action: str,
    actor: Principal | None,
    target: str | None,
    *,
    outcome: Outcome = Outcome.DONE,
    clock: Clock | None = None,
    **details: Detail,
) -> None:
    """Writes in the caller's transaction: what is rolled back has not happened.

    `action` is `<thing>.<verb>`, `target` the thing as `<kind>:<id>`. Address, trace and
    whom the actor views as are those of the request.
    Raises NotRecordable for details that are not listed, or are anything but text, whole numbers, truth values.
    """
    if not _ACTION.fullmatch(action):
        raise NotRecordable(f"{action!r} is no action: write <thing>.<verb>")
    now: datetime = (clock or SystemClock()).now()
    where = origin()
    if where.viewing_as is not None:
        details = {"viewing_as": where.viewing_as, **details}
    await repository.insert(
        conn,
        at=now.astimezone(UTC),
        action=action,
        outcome=outcome,
        actor_id=actor.user_id if actor else None,
        actor_name=_text(actor.user_name) if actor and actor.user_name else None,
        target=_text(target) if target is not None else None,
        address=_text(where.address) if where.address else None,
        trace_id=where.trace_id,
        details={name: _checked(name, value) for name, value in details.items()},
    )


def _checked(name: str, value: Any) -> Detail:
    if name not in DETAILS:
        raise NotRecordable(f"{name!r} is not among the details that may be recorded")
    # Exact types: a subclass of text might be a secret that masks itself only when printed.
    if type(value) is str:
        return _text(value)
    if value is None or type(value) is bool or (type(value) is int and abs(value) <= _LARGEST):
        return value
    raise NotRecordable(f"{name} is a {type(value).__name__}, not text, a whole number or a truth value")


def _text(value: str) -> str:
    """What PostgreSQL can keep, and nothing that is longer than a name."""
    return value[:LONGEST].replace("\0", "\\0").encode(errors="backslashreplace").decode()
