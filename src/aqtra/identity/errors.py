"""What may go wrong when people sign in."""

from aqtra.kernel.errors import Conflict, Forbidden, NotSignedIn, ValidationFailed


class WrongCredentials(NotSignedIn):
    """Unknown user, wrong password, locked or inactive account: all look the same."""

    code = "wrong_credentials"


class AntiForgeryFailed(Forbidden):
    """A change without a valid anti-forgery token."""

    code = "anti_forgery_failed"


class ForeignOrigin(Forbidden):
    """A change asked for by a page of another origin."""

    code = "foreign_origin"


class WeakPassword(ValidationFailed):
    """The new password breaks a rule."""

    code = "weak_password"


class UserNameTaken(Conflict):
    """Another account has this user name."""

    code = "user_name_taken"


class MethodNotOffered(Forbidden):
    """The application domain does not offer this way of signing in."""

    code = "method_not_offered"
