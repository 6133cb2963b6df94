"""Pure ASGI middleware, outermost first: observe, protect, limit, identify."""

from aqtra.gateway.middleware.identify import Identify
from aqtra.gateway.middleware.limit import LimitBody
from aqtra.gateway.middleware.observe import Observe
from aqtra.gateway.middleware.scim import ScimErrors

__all__ = ["Identify", "LimitBody", "Observe", "ScimErrors"]
