"""A session that looks at Workplace as somebody else."""

from dataclasses import dataclass, replace
from datetime import datetime

from aqtra.kernel.principal import Principal


@dataclass(frozen=True, slots=True)
class Viewing:
    """Who views as whom, and until when. `principal` is None once it is over: then nothing is read as anybody, until
    the viewer has said that they know. What the page still shows is not theirs, so nothing may be done with it.
    """

    viewer_id: int
    user_id: int
    user_name: str
    display_name: str
    until: datetime
    principal: Principal | None

    @property
    def is_over(self) -> bool:
        return self.principal is None

    def through(self, domain: str | None) -> "Viewing":
        """The same, bound to a domain."""
        return self if self.principal is None else replace(self, principal=replace(self.principal, domain=domain))
