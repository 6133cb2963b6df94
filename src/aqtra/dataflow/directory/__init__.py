"""Users, roles and sign-ins for flows: the port `Directory` on top of identity.

Owns who of a run may do what to whom. Refuses to know how accounts, roles and sessions are kept.
"""

from aqtra.dataflow.directory.access import Access
from aqtra.dataflow.directory.entrance import Entrance
from aqtra.dataflow.directory.letters import Letters
from aqtra.dataflow.directory.people import People

__all__ = ["FlowDirectory"]


class FlowDirectory(People, Access, Entrance, Letters):
    """Implements `ports.Directory`."""
