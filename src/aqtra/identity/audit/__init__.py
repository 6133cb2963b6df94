"""The audit trail: who did what to which thing, chained so that a change of it shows.

    await audit.record(conn, "role.changed", caller, f"role:{role.id}", name=role.name)

writes in the caller's transaction. Owns the chain and its checkpoints. Refuses to know what the actions mean.
"""

from aqtra.identity.audit.recording import record

__all__ = ["record"]
