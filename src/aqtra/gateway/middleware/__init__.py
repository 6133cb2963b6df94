"""Pure ASGI middleware, outermost first: drain, observe, address, (files,) limit body, identify, limits, audited."""

from aqtra.gateway.middleware.address import Address
from aqtra.gateway.middleware.audited import Audited
from aqtra.gateway.middleware.drain import Drain
from aqtra.gateway.middleware.identify import Identify
from aqtra.gateway.middleware.limit import LimitBody
from aqtra.gateway.middleware.limits import Limits
from aqtra.gateway.middleware.observe import Observe
from aqtra.gateway.middleware.scim import ScimErrors

__all__ = ["Address", "Audited", "Drain", "Identify", "LimitBody", "Limits", "Observe", "ScimErrors"]
