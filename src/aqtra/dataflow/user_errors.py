"""What may go wrong when a flow works with users, roles and sign-ins.

StepError
├── UserNotFound         404  the id or name leads to nobody
├── InvalidProfile       422  what should be written of a user breaks a rule
├── PasswordRequired     422  a new user needs a password
├── PasswordWeak         422  the password breaks a rule
├── LoginTaken           409  the user name or e-mail address is somebody else's
├── RoleNotFound         404  a role was removed since the flow was published, or its name is not clear
├── ContextNotFound      404  the context is unknown, or of another kind
├── EscalationDenied     403  the principal may not grant roles
├── KeyMissing           422  a key of an entry is null
├── InvalidCredentials   401  the same for every cause
├── LockedOut            429  too many wrong passwords
├── PublicUriMissing     409  the application domain has no address of its own
└── EmailMissing         422  the user has no e-mail address
"""

from aqtra.dataflow.errors import StepError


class UserNotFound(StepError):
    """There is no such user."""

    code = "user_not_found"
    status = 404


class InvalidProfile(StepError):
    """What should be written of a user breaks a rule; the fields name which."""

    code = "validation_failed"


class PasswordRequired(StepError):
    """A new user needs a password."""

    code = "password_required"


class PasswordWeak(StepError):
    """The password breaks a rule; the fields name which."""

    code = "password_weak"


class LoginTaken(StepError):
    """Another user has this name or e-mail address."""

    code = "user_name_taken"
    status = 409


class RoleNotFound(StepError):
    """No role has this name, or several domains have one: write `domain/name` then."""

    code = "role_not_found"
    status = 404


class ContextNotFound(StepError):
    """The context is unknown, or of another kind than the rows of the step."""

    code = "context_not_found"
    status = 404


class EscalationDenied(StepError):
    """The run's principal may not grant roles."""

    code = "escalation_denied"
    status = 403


class KeyMissing(StepError):
    """A value of an entry's key is null."""

    code = "key_missing"


class InvalidCredentials(StepError):
    """Unknown user, wrong password, locked or disabled account: all look the same."""

    code = "invalid_credentials"
    status = 401


class LockedOut(StepError):
    """Too many wrong passwords for this name or from this address. Params: seconds until it is over."""

    code = "locked_out"
    status = 429


class PublicUriMissing(StepError):
    """The application domain has no address that a link could lead to."""

    code = "public_uri_missing"
    status = 409


class EmailMissing(StepError):
    """The user has no e-mail address."""

    code = "email_missing"
