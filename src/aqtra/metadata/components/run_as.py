"""Who may let a component run as whom."""

from aqtra.identity import audit
from aqtra.infra.database import Connection
from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.documents import ComponentDocument


class RunAsForbidden(Forbidden):
    """Only administrators let a component run as somebody else."""

    code = "run_as_forbidden"


async def set_run_as(conn: Connection, by: Principal, before: ComponentDocument, after: ComponentDocument) -> None:
    """Checks and records a change of the Run-as user: oneself, nobody, or for administrators anybody.

    Raises RunAsForbidden.
    """
    user = after.settings.run_as_user
    if user == before.settings.run_as_user:
        return
    if user is not None and user != by.user_id and not by.has(Right.ADMINISTER):
        raise RunAsForbidden("only administrators let a component run as somebody else", user=user)
    target, title = f"component:{after.key}", after.settings.title
    await audit.record(conn, "component.run_as_set", by, target, name=title, run_as_user=user)
