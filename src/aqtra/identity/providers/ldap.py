"""LDAP: the person is searched by the platform's own account, then proved by a bind with their password."""

import asyncio
import secrets
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from ldap3 import AUTO_BIND_NONE, NONE, SIMPLE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPInvalidFilterError
from ldap3.utils.conv import escape_filter_chars

from aqtra.identity.errors import WrongCredentials
from aqtra.identity.providers.errors import ProviderFailed, ProviderUnavailable
from aqtra.identity.providers.models import MAX_GROUPS, LdapSettings
from aqtra.identity.refusals import REFUSED

CONNECT_SECONDS: Final = 5
RECEIVE_SECONDS: Final = 10
INVALID_CREDENTIALS: Final = 49
NO_SUCH_OBJECT: Final = 32
SIZE_LIMIT_EXCEEDED: Final = 4
MAX_NESTING: Final = 10

Attributes = dict[str, list[Any]]
"""Values by name in lower case: directories do not tell cases apart."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person of the directory. `subject` is empty where the attribute that holds it is missing."""

    dn: str
    subject: str
    attributes: Attributes


async def find(settings: LdapSettings, secret: str | None, user_name: str, wanted: tuple[str, ...]) -> Found | None:
    """The one person of this name, seen by the platform's own account. Raises ProviderUnavailable, ProviderFailed."""
    return await asyncio.to_thread(_find, settings, secret, user_name, wanted)


async def bind(settings: LdapSettings, dn: str | None, password: str) -> bool:
    """Whether the password is that of the person; None: of somebody there is not. Raises as `find`."""
    return await asyncio.to_thread(_bind, settings, dn, password)


async def groups_of(settings: LdapSettings, secret: str | None, dn: str) -> frozenset[str]:
    """Names of the person's groups. Raises as `find`."""
    return await asyncio.to_thread(_groups, settings, secret, dn) if settings.group_base_dn else frozenset()


async def count_people(settings: LdapSettings, secret: str | None) -> int:
    """How many people the filter finds with any user name, at most a few. Raises as `find`."""
    return await asyncio.to_thread(_count, settings, secret)


def _find(settings: LdapSettings, secret: str | None, user_name: str, wanted: tuple[str, ...]) -> Found | None:
    with _failures(settings), _Directory(settings, settings.bind_dn, secret or "") as directory:
        found = directory.person(user_name, wanted)
    if found is None:
        return None
    dn, attributes = found
    subject = next(iter(_texts(attributes.get(settings.subject_attribute.lower(), []))), "")
    return Found(dn, subject, attributes)


def _bind(settings: LdapSettings, dn: str | None, password: str) -> bool:
    dn = dn or f"cn={secrets.token_hex(8)},{settings.base_dn}"
    try:
        with _failures(settings), _Directory(settings, dn, password, wrong=WrongCredentials(REFUSED)):
            return True
    except WrongCredentials:
        return False


def _groups(settings: LdapSettings, secret: str | None, dn: str) -> frozenset[str]:
    with _failures(settings), _Directory(settings, settings.bind_dn, secret or "") as directory:
        return frozenset(directory.groups(dn))


def _count(settings: LdapSettings, secret: str | None) -> int:
    with _failures(settings), _Directory(settings, settings.bind_dn, secret or "") as directory:
        return directory.count(settings.user_filter.replace("{user_name}", "*"))


@contextmanager
def _failures(settings: LdapSettings) -> Iterator[None]:
    """What the library raises, in our words."""
    try:
        yield
    except LDAPInvalidFilterError as error:
        raise ProviderFailed("a filter cannot be read", reason="filter") from error
    except LDAPException as error:
        raise _unavailable(settings, error) from error


class _Directory:
    """One bound connection. Never follows referrals: they lead to servers that nobody named."""

    def __init__(
        self, settings: LdapSettings, dn: str, password: str, *, wrong: WrongCredentials | None = None
    ) -> None:
        self._settings = settings
        self._wrong = wrong
        server = Server(
            settings.address, use_ssl=settings.address.startswith("ldaps://"), get_info=NONE,
            connect_timeout=CONNECT_SECONDS, tls=_tls(settings),
        )  # fmt: skip
        self._conn = Connection(
            server,
            user=dn or None,
            password=password or None,
            authentication=SIMPLE if dn else None,
            auto_bind=AUTO_BIND_NONE,
            auto_referrals=False,
            receive_timeout=RECEIVE_SECONDS,
            read_only=True,
            raise_exceptions=False,
        )

    def __enter__(self) -> "_Directory":
        self._conn.open()
        if self._settings.start_tls and not self._conn.start_tls():
            raise ProviderFailed("the directory does not begin TLS", reason="start_tls")
        if not self._conn.bind():
            code = self._conn.result["result"]
            self._conn.unbind()
            if self._wrong is not None and code in (INVALID_CREDENTIALS, NO_SUCH_OBJECT):
                raise self._wrong
            raise ProviderFailed("the directory refuses the platform's own account", reason="bind")
        return self

    def __exit__(self, *_: object) -> None:
        self._conn.unbind()

    def person(self, user_name: str, wanted: tuple[str, ...]) -> tuple[str, Attributes] | None:
        """DN and attributes of the one person of this name; None when there is none, or several."""
        search = self._settings.user_filter.replace("{user_name}", escape_filter_chars(user_name))
        found = self._search(self._settings.base_dn, search, (*wanted, self._settings.subject_attribute), 2)
        return found[0] if len(found) == 1 else None

    def groups(self, dn: str) -> Iterator[str]:
        """Names of the groups of a DN; with nesting those of the groups too, each once."""
        waiting, seen = [dn], {dn}
        for _ in range(MAX_NESTING if self._settings.nested_groups else 1):
            found: list[str] = []
            for member in waiting:
                for group, attributes in self._groups_of(member):
                    if group in seen or len(seen) > MAX_GROUPS:
                        continue
                    seen.add(group)
                    found.append(group)
                    yield from _texts(attributes.get(self._settings.group_name_attribute.lower(), []))
            waiting = found

    def count(self, search: str) -> int:
        return len(self._search(self._settings.base_dn, search, (self._settings.subject_attribute,), 5))

    def _groups_of(self, dn: str) -> list[tuple[str, Attributes]]:
        search = self._settings.group_filter.replace("{dn}", escape_filter_chars(dn))
        return self._search(self._settings.group_base_dn, search, (self._settings.group_name_attribute,), MAX_GROUPS)

    def _search(self, base: str, search: str, wanted: tuple[str, ...], limit: int) -> list[tuple[str, Attributes]]:
        self._conn.search(
            base, search, SUBTREE, attributes=list(dict.fromkeys(wanted)), size_limit=limit, time_limit=RECEIVE_SECONDS
        )
        code = self._conn.result["result"]
        if code not in (0, SIZE_LIMIT_EXCEEDED):
            raise ProviderFailed(f"the directory refuses to search below {base}", reason="search")
        return [
            (entry["dn"], {name.lower(): _listed(value) for name, value in entry["attributes"].items()})
            for entry in self._conn.response or []
            if entry.get("type") == "searchResEntry"
        ]


def _tls(settings: LdapSettings) -> Tls | None:
    if not settings.uses_tls:
        return None
    # None: the context of the system, which offers TLS 1.3 first and nothing below 1.2.
    return Tls(validate=ssl.CERT_REQUIRED, version=None, ca_certs_data=settings.certificates or None)


def _unavailable(settings: LdapSettings, error: LDAPException) -> ProviderUnavailable:
    reason = "its certificate is not trusted" if "certificate" in str(error).lower() else "it cannot be reached"
    return ProviderUnavailable(f"{settings.host}: {reason}", host=settings.host, reason=reason)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, bytes):
            # A directory's binary ids, such as objectGUID, have no text.
            yield value.hex()
        elif value:
            yield str(value)
