"""OpenLDAP's slapd for tests, with people and groups in groups, over TLS."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ldap3 import Connection, Server, Tls
from ldap3.core.exceptions import LDAPException

from aqtra.embedded.tls import ensure_certificates
from tests.support.installation import free_port, process

BASE = "dc=example,dc=org"
READER = f"cn=reader,{BASE}"
READER_PASSWORD = "reader-of-the-directory"
READY_SECONDS = 30
MISSING = "the tests of directories need slapd: tools/identity-servers sees to it"

CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile {folder}/slapd.pid
TLSCACertificateFile {authority}
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
TLSProtocolMin 3.3
database mdb
maxsize 10485760
suffix "{base}"
rootdn "cn=root,{base}"
directory {folder}/data
overlay ppolicy
ppolicy_default cn=policy,{base}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by * none
"""
ROOT = """
dn: {base}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,{base}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{base}
objectClass: organizationalUnit
ou: groups

dn: {reader}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: {password}

dn: cn=policy,{base}
objectClass: organizationalRole
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 12
"""


@dataclass(frozen=True)
class Directory:
    """A running directory. `authority` is the PEM text that its certificate is signed by."""

    port: int
    tls_port: int
    authority: str

    def settings(self, **changes: Any) -> dict[str, Any]:
        return {
            "kind": "ldap",
            "address": f"ldaps://127.0.0.1:{self.tls_port}",
            "certificates": self.authority,
            "bind_dn": READER,
            "base_dn": f"ou=people,{BASE}",
            "group_base_dn": f"ou=groups,{BASE}",
            **changes,
        }

    def knows(self, uid: str, password: str) -> bool:
        """Whether the directory itself takes the password now. After twelve wrong ones in a row it takes none."""
        return bool(Connection(_server(self), f"uid={uid},ou=people,{BASE}", password).bind())


def person(uid: str, password: str, **attributes: str) -> str:
    """An entry as LDIF."""
    lines = [
        f"dn: uid={uid},ou=people,{BASE}",
        "objectClass: inetOrgPerson",
        f"uid: {uid}",
        f"cn: {attributes.get('cn', uid)}",
        f"sn: {attributes.get('sn', uid)}",
        f"userPassword: {password}",
    ]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in attributes.items() if name not in ("cn", "sn"))])


def group(name: str, *members: str) -> str:
    """A group of DNs as LDIF."""
    lines = [f"dn: cn={name},ou=groups,{BASE}", "objectClass: groupOfNames", f"cn: {name}"]
    return "\n".join([*lines, *(f"member: {member}" for member in members)])


@contextmanager
def start_directory(folder: Path, *entries: str) -> Iterator[Directory]:
    # Debian keeps it where only root's path leads.
    search = f"{os.environ.get('PATH', '')}:/usr/sbin"
    slapd = shutil.which("slapd", path=search)
    slapadd = shutil.which("slapadd", path=search)
    assert slapd, MISSING
    assert slapadd, MISSING
    certificates = ensure_certificates(folder / "directory-tls")
    (folder / "data").mkdir()
    config = folder / "slapd.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            base=BASE,
            reader=READER,
            authority=certificates.authority,
            certificate=certificates.certificate,
            key=certificates.key,
        )
    )
    ldif = "\n\n".join([ROOT.format(base=BASE, reader=READER, password=READER_PASSWORD).strip(), *entries])
    subprocess.run([slapadd, "-f", config], input=ldif + "\n", text=True, check=True, capture_output=True)
    running = Directory(free_port(), free_port(), certificates.authority.read_text())
    addresses = f"ldap://127.0.0.1:{running.port} ldaps://127.0.0.1:{running.tls_port}"
    with process([slapd, "-f", str(config), "-h", addresses, "-d", "0"], dict(os.environ), folder / "slapd.log"):
        _wait(running)
        yield running


def _server(running: Directory) -> Server:
    return Server(
        "127.0.0.1",
        running.tls_port,
        use_ssl=True,
        connect_timeout=2,
        tls=Tls(validate=ssl.CERT_NONE),
        get_info="NO_INFO",
    )


def _wait(running: Directory) -> None:
    server = _server(running)
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with suppress(LDAPException):
            Connection(server, READER, READER_PASSWORD, auto_bind=True).unbind()
            return
        time.sleep(0.05)
    raise AssertionError("slapd is not ready")
