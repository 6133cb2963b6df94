"""What may go wrong when the platform calls out. Messages name the host as it was written, never what it led to."""

from aqtra.kernel.errors import TimedOut, Upstream, ValidationFailed


class EgressRefused(ValidationFailed):
    """The address may not be called from here: ask an administrator to allow the host."""

    code = "egress_refused"


class EgressFailed(Upstream):
    """The other system cannot be reached, or its answer is no proper HTTP."""

    code = "egress_failed"


class EgressTooLarge(Upstream):
    """The other system's answer is larger than it may be."""

    code = "egress_too_large"


class EgressTimedOut(TimedOut):
    """The other system took too long."""

    code = "egress_timed_out"
