"""From claims, attributes or a directory's entry to a person. Pure: no network, no clock."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from typing import Any, Final

from aqtra.identity.providers.errors import SignInRefused
from aqtra.identity.providers.models import MAX_GROUPS, Mapping, Person

MAX_NAME: Final = 200
MAX_SUBJECT: Final = 1000

# The usual names, the likeliest first.
OIDC: Final = {
    "user_name": ("preferred_username", "email"),
    "email": ("email",),
    "display_name": ("name",),
    "groups": ("groups",),
}
SAML: Final = {
    "user_name": ("uid", "urn:oid:0.9.2342.19200300.100.1.1", "username"),
    "email": ("email", "mail", "urn:oid:0.9.2342.19200300.100.1.3"),
    "display_name": ("displayName", "urn:oid:2.16.840.1.113730.3.1.241", "cn"),
    "groups": ("groups", "memberOf"),
}
LDAP: Final = {
    "user_name": ("uid", "samaccountname"),
    "email": ("mail",),
    "display_name": ("displayname", "cn"),
    "groups": (),
}


def of_claims(claims: Values[str, Any], mapping: Mapping) -> Person:
    """Of an ID token and user info. Raises SignInRefused."""
    return _person(str(claims["sub"]), claims, mapping, OIDC, verified=claims.get("email_verified") is True)


def of_assertion(subject: str, attributes: Values[str, Any], mapping: Mapping) -> Person:
    """Of a SAML assertion, whose issuer answers for the addresses in it. Raises SignInRefused."""
    return _person(subject, attributes, mapping, SAML, verified=True)


def of_entry(subject: str, attributes: Values[str, Any], groups: Iterable[str], mapping: Mapping) -> Person:
    """Of a directory's entry, whose names of attributes are in lower case. Raises SignInRefused."""
    lower = Mapping(**{field: name.lower() for field, name in mapping.model_dump().items()})
    person = _person(subject, attributes, lower, LDAP, verified=True)
    return Person(
        person.subject,
        person.user_name,
        person.email,
        person.email_verified,
        person.display_name,
        person.groups | frozenset(groups),
    )


def _person(
    subject: str, values: Values[str, Any], mapping: Mapping, usual: Values[str, tuple[str, ...]], *, verified: bool
) -> Person:
    user_name = _first(values, mapping.user_name, usual["user_name"]) or subject
    email = _first(values, mapping.email, usual["email"]) or None
    display_name = _first(values, mapping.display_name, usual["display_name"]) or user_name
    for field, text, longest in (
        ("subject", subject, MAX_SUBJECT),
        ("user_name", user_name, MAX_NAME),
        ("email", email or "", MAX_NAME),
        ("display_name", display_name, MAX_NAME),
    ):
        if len(text) > longest or not text.isprintable():
            raise SignInRefused(f"what the provider says cannot be kept: {field}", reason=field)
    groups = frozenset(list(_texts(_named(values, mapping.groups, usual["groups"])))[:MAX_GROUPS])
    return Person(subject, user_name, email if email and "@" in email else None, verified, display_name, groups)


def _named(values: Values[str, Any], chosen: str, usual: tuple[str, ...]) -> Any:
    """The value of the name that was chosen, else of the first usual one that is there."""
    names = (chosen,) if chosen else usual
    return next((values[name] for name in names if values.get(name)), None)


def _first(values: Values[str, Any], chosen: str, usual: tuple[str, ...]) -> str:
    return next(_texts(_named(values, chosen, usual)), "")


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, str) and one.strip():
            yield one.strip()
