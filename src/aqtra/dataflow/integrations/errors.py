"""What may go wrong with systems and with calls of them.

IntegrationNotFound       404  there is no such system
IntegrationChanged        409  somebody else saved it meanwhile
IntegrationInUse          409  flows use what would be gone
InvalidIntegration        422  settings that cannot work
BadDescription            422  an imported file is no description that can be read
CallFailed                     a call did not succeed; the step may go on with it
├── UpstreamError         502  the other system refused, or cannot be reached
├── UpstreamTimedOut      504  it did not answer in time
├── UpstreamUndecodable   502  its answer is not what its content type says
├── UpstreamTooLarge      502  its answer is above the limit
└── ConnectorAuthFailed   502  it, or the server of tokens, refused the credentials
"""

from typing import Self

from aqtra.dataflow.errors import StepError
from aqtra.kernel.errors import Conflict, FieldError, NotFound, ValidationFailed


class IntegrationNotFound(NotFound):
    """There is no such system."""

    code = "integration_not_found"


class IntegrationChanged(Conflict):
    """Somebody else saved the system meanwhile."""

    code = "integration_changed"


class IntegrationInUse(Conflict):
    """Flows use what would be gone. Each field names a component, a flow and a step."""

    code = "integration_in_use"


class InvalidIntegration(ValidationFailed):
    """Settings of a system that cannot work."""

    code = "invalid_integration"


class BadDescription(ValidationFailed):
    """The file is no description of an API that can be read."""

    code = "bad_description"


class CallFailed(StepError):
    """A call did not succeed. `upstream_status` is what the other system answered, if it did."""

    status = 502
    upstream_status: int | None = None


class UpstreamError(CallFailed):
    """The other system answered with an error, or cannot be reached."""

    code = "upstream_error"

    @classmethod
    def answered(cls, status: int, head: str, endpoint: str) -> Self:
        """It was reached, and refused. `head`: how its answer begins, with secrets masked."""
        message = f"{endpoint} answered with status {status}"
        detail = FieldError(
            field="query_path", rule="upstream", message=message, params={"status": status, "body": head}
        )
        error = cls(message, fields=[detail], upstream_status=status)
        error.upstream_status = status
        return error


class UpstreamTimedOut(CallFailed):
    """The other system did not answer within the connector's timeout."""

    code = "upstream_timeout"
    status = 504


class UpstreamUndecodable(CallFailed):
    """The answer is not what its content type says."""

    code = "upstream_undecodable"


class UpstreamTooLarge(CallFailed):
    """The answer is above the limit of size."""

    code = "upstream_too_large"


class ConnectorAuthFailed(CallFailed):
    """The credentials of the connector were refused, or no token was given for them."""

    code = "connector_auth_failed"
