"""What may go wrong with messages.

BrokerUnavailable         503  the broker cannot be reached, refuses us, or has left
MessageUndecodable        422  the body of a message is not what its endpoint says
MessageLetterNotFound     404  there is no such dead letter
"""

from aqtra.dataflow.errors import StepError
from aqtra.kernel.errors import NotFound, Unavailable


class BrokerUnavailable(Unavailable):
    """The broker cannot be reached, refuses the connection, or has left. It is tried again by itself."""

    code = "broker_unavailable"


class MessageUndecodable(StepError):
    """The body of a message is not what its endpoint says; trying again would change nothing."""

    code = "message_undecodable"


class MessageLetterNotFound(NotFound):
    """There is no such dead letter: it was delivered anew or discarded meanwhile."""

    code = "message_letter_not_found"
