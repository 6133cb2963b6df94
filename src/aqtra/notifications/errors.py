"""What may go wrong with messages to people.

AqtraError
├── ChannelNotConfigured  409  mail is to be sent, and there is no mail server
├── MessageNotFound       404  no such message, or somebody else's
└── SmtpPasswordNeeded    422  the mail server changed, so its password has to be typed again
"""

from aqtra.kernel.errors import Conflict, NotFound, ValidationFailed


class ChannelNotConfigured(Conflict):
    """The installation has no mail server."""

    code = "channel_not_configured"


class MessageNotFound(NotFound):
    """There is no such message, or it is somebody else's."""

    code = "message_not_found"


class SmtpPasswordNeeded(ValidationFailed):
    """A password goes where it was given for: another server, port, way or user needs it typed again."""

    code = "smtp_password_needed"
