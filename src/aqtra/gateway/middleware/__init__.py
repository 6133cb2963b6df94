"""Pure ASGI middleware, outermost first: observe, protect, limit, identify."""

from aqtra.gateway.middleware.identify import Identify
from aqtra.gateway.middleware.limit import LimitBody
from aqtra.gateway.middleware.observe import Observe

__all__ = ["Identify", "LimitBody", "Observe"]
