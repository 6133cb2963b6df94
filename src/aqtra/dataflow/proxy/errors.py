"""What may go wrong with answers for components in proxy mode.

StepError
├── ProxyBadShape          502  an answered item does not fit the component
└── ProxyKeyInvalid        422  a key is missing, or has another type than its property
"""

from typing import Self

from aqtra.dataflow.errors import StepError
from aqtra.kernel.errors import FieldError


class ProxyBadShape(StepError):
    """What the flow answered is not what the component's entries look like. The field names the place."""

    code = "proxy_bad_shape"
    status = 502

    @classmethod
    def at(cls, item: int, path: str, reason: str, rule: str = "type") -> Self:
        place = f"item {item}" + (f", {path}" if path else "")
        return cls(f"{place}: {reason}", item_index=item, fields=[FieldError(field=path, rule=rule, message=reason)])


class ProxyKeyInvalid(StepError):
    """The entry that is asked for is not named, or not by values that its key could have."""

    code = "validation_failed"
