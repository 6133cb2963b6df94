"""Values of identity providers, in the shape the API shows them. Secrets are no part of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.x509 import load_pem_x509_certificates
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MAX_GROUPS = 500
MAX_MAPPED = 200
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _https(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.fragment:
        raise ValueError("an address that begins with https:// is needed")
    return address


def _directory(address: str) -> str:
    parts = urlsplit(address)
    _ = parts.port
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname or parts.path.strip("/") or parts.username:
        raise ValueError("an address such as ldaps://directory.example.org is needed")
    return address


def _certificates(text: str) -> str:
    if text and not load_pem_x509_certificates(text.encode()):
        raise ValueError("no certificate in PEM format")
    return text


def _email_domain(domain: str) -> str:
    return domain.strip().lower().removeprefix("@")


Https = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True), AfterValidator(_https)]
NoAddress = Literal[""]
Directory = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True), AfterValidator(_directory)]
Certificates = Annotated[
    str, StringConstraints(max_length=50_000, strip_whitespace=True), AfterValidator(_certificates)
]
EmailDomain = Annotated[str, StringConstraints(max_length=253, min_length=1), AfterValidator(_email_domain)]
Name = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Filled = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OidcSettings(_Strict):
    """`issuer` leads to the discovery document. `certificates`: trusted besides those of the system.

    `sign_out_there`: who signs out here is sent to the provider to sign out there too.
    """

    kind: Literal["oidc"] = "oidc"
    issuer: Https
    client_id: Filled
    scopes: tuple[Filled, ...] = Field(("openid", "profile", "email"), max_length=20)
    token_auth: Literal["client_secret_basic", "client_secret_post", "none"] = "client_secret_basic"
    certificates: Certificates = ""
    sign_out_there: bool = False


class SamlSettings(_Strict):
    """`certificates` verify the provider's signatures. `subject_attribute` empty: the NameID is the subject.

    `encrypted_only`: an assertion that is not encrypted is refused; one that is can be read in any case.
    `sign_out_address` empty: who signs out here stays signed in there.
    """

    kind: Literal["saml"] = "saml"
    entity_id: Filled
    sign_in_address: Https
    certificates: Annotated[Certificates, StringConstraints(min_length=1)]
    subject_attribute: Name = ""
    started_by_provider: bool = False
    sign_requests: bool = True
    encrypted_only: bool = False
    sign_out_address: Https | NoAddress = ""


class LdapSettings(_Strict):
    """`{user_name}` in the filter is what was typed, `{dn}` in the filter of groups the person found."""

    kind: Literal["ldap"] = "ldap"
    address: Directory
    start_tls: bool = False
    certificates: Certificates = ""
    bind_dn: Name = ""
    base_dn: Filled
    user_filter: Filled = "(uid={user_name})"
    subject_attribute: Filled = "entryUUID"
    group_base_dn: Name = ""
    group_filter: Filled = "(member={dn})"
    group_name_attribute: Filled = "cn"
    nested_groups: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def uses_tls(self) -> bool:
        return self.start_tls or self.address.startswith("ldaps://")


ProviderSettings = Annotated[OidcSettings | SamlSettings | LdapSettings, Field(discriminator="kind")]


class Mapping(_Strict):
    """Names of the claims or attributes that hold what an account needs. Empty: the protocol's usual ones."""

    user_name: Name = ""
    email: Name = ""
    display_name: Name = ""
    groups: Name = ""


class GroupRole(_Strict):
    """Members of the group have the role; who is none loses it."""

    group: Filled
    role: Filled


class ProviderContent(_Strict):
    """All that an administrator settles, but for the secret."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    enabled: bool = False
    settings: ProviderSettings
    mapping: Mapping = Mapping()
    group_roles: tuple[GroupRole, ...] = Field((), max_length=MAX_MAPPED)
    creates_accounts: bool = False
    new_account_role: Name = "Members"
    email_domains: tuple[EmailDomain, ...] = Field((), max_length=100)
    trusted_for_email: bool = False


class Provider(ProviderContent):
    """A provider as stored. Of its secret only that there is one."""

    id: UUID
    version: int
    secret_is_set: bool


class CheckLine(_Strict):
    """One thing that was tried, in words."""

    passed: bool
    text: str


class CheckResult(_Strict):
    """What contacting a provider found."""

    passed: bool
    lines: tuple[CheckLine, ...]


class ExternalIdentity(_Strict):
    """Who an account is elsewhere."""

    subject: str
    account_id: int
    user_name: str


class Kind(StrEnum):
    OIDC = "oidc"
    SAML = "saml"
    LDAP = "ldap"


class OfferedProvider(_Strict):
    """A button of the sign-in form."""

    id: UUID
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a provider has proved. `email_verified`: the provider says that the address is the person's."""

    subject: str
    user_name: str
    email: str | None
    email_verified: bool
    display_name: str
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class SamlKey:
    """A key of this installation, both halves as PEM."""

    certificate: str
    private_key: str = field(repr=False)


class ShownSamlKey(_Strict):
    """A key of this installation as administrators see it. `signs`: requests are signed with this one."""

    id: UUID
    certificate: str
    signs: bool
    created_at: datetime
    expires_at: datetime


class Attempt(_Strict):
    """What is kept, sealed, between leaving for a provider and coming back."""

    provider: UUID
    return_to: str
    base: str
    nonce: str = ""
    verifier: str = ""
    request_id: str = ""
    link_to: int | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and the cookie's value that it must come back with."""

    address: str
    browser: str
