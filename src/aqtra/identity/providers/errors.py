"""What may go wrong when people sign in through another system."""

from aqtra.kernel.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    NotSignedIn,
    Unavailable,
    Upstream,
    ValidationFailed,
)


class ProviderNotFound(NotFound):
    """There is no such provider, or it is not enabled: both look the same to visitors."""

    code = "provider_not_found"


class ProviderChanged(Conflict):
    """Somebody else changed the provider meanwhile."""

    code = "provider_changed"


class InvalidProvider(ValidationFailed):
    """Settings that cannot work."""

    code = "invalid_provider"


class SignInNotBegun(BadRequest):
    """The answer of the provider belongs to no sign-in that this browser has begun, or to one long past."""

    code = "sign_in_not_begun"


class SignInRefused(NotSignedIn):
    """What the provider sent proves nobody. `reason` names what does not fit."""

    code = "sign_in_refused"


class NoAccount(Forbidden):
    """The provider has proved a person who has no account here."""

    code = "no_account"


class AccountExists(Conflict):
    """An account of this name exists and is not linked: sign in to it, then link."""

    code = "account_exists"


class AlreadyLinked(Conflict):
    """The identity belongs to another account, or the account has another identity of this provider."""

    code = "identity_linked"


class SamlKeyNotFound(NotFound):
    """There is no such SAML key."""

    code = "saml_key_not_found"


class SamlKeyInUse(Conflict):
    """Requests are signed with the key."""

    code = "saml_key_in_use"


class TooManySamlKeys(Conflict):
    """The key that signs and one beside it are as many as there may be."""

    code = "too_many_saml_keys"


class ProviderUnavailable(Unavailable):
    """The provider does not answer."""

    code = "provider_unavailable"


class ProviderFailed(Upstream):
    """The provider answers, but not what its protocol says."""

    code = "provider_failed"
