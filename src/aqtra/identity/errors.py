"""What may go wrong when people sign in."""

from aqtra.kernel.errors import Conflict, Forbidden, NotFound, NotSignedIn, TooManyRequests, ValidationFailed


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


class UserLimitReached(Conflict):
    """As many people have an account as may have one. Params: limit."""

    code = "user_limit_reached"


class WrongFactor(NotSignedIn):
    """Wrong, used or expired code, unknown passkey, locked account: all look the same."""

    code = "wrong_factor"


class NoPendingSignIn(NotSignedIn):
    """There is no password waiting for a second factor: it took too long, or was answered."""

    code = "no_pending_sign_in"


class ProofRequired(Forbidden):
    """Who changes how an account is entered has proved lately who they are."""

    code = "proof_required"


class FactorNotAvailable(Conflict):
    """The installation or the account lacks what this factor needs."""

    code = "factor_not_available"


class FactorExists(Conflict):
    """The account has this factor already."""

    code = "factor_exists"


class LastFactor(Conflict):
    """The installation demands a second factor, and this is the last one."""

    code = "last_factor"


class WrongCode(ValidationFailed):
    """The code that should confirm a new authenticator does not fit."""

    code = "wrong_code"


class PasskeyRefused(ValidationFailed):
    """What the authenticator sent does not answer the question, or is known already."""

    code = "passkey_refused"


class LinkExpired(NotFound):
    """The link was used, is too old, or never was one."""

    code = "link_expired"


class NoSuchSession(NotFound):
    """Ended, or somebody else's."""

    code = "session_not_found"


class NoSuchPasskey(NotFound):
    """Removed, or somebody else's."""

    code = "passkey_not_found"


class NoSuchUser(NotFound):
    """There is no such account."""

    code = "user_not_found"


class CannotViewAs(Conflict):
    """Nobody views as themselves, or as somebody who may not sign in."""

    code = "cannot_view_as"


class CodeSentLately(TooManyRequests):
    """A code is on its way; another one may be asked for in a moment."""

    code = "code_sent_lately"


class MailNotAvailable(Conflict):
    """The installation has no mail server."""

    code = "mail_not_available"


class MethodNotOffered(Forbidden):
    """The application domain does not offer this way of signing in."""

    code = "method_not_offered"
