"""What a listener speaks, asked by a client that knows one version of TLS only, the oldest ones too."""

import socket
import ssl
import warnings
from dataclasses import dataclass

OLD = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2)
# The suites of RFC 8446 that authenticate what they encrypt with tags of full length.
SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
# Alerts of RFC 8446, 6.2, as OpenSSL calls them: what the listener said, not what this side would not offer.
ALERTS = {"TLSV1_ALERT_PROTOCOL_VERSION", "SSLV3_ALERT_HANDSHAKE_FAILURE"}


@dataclass(frozen=True)
class Spoken:
    """Version and suite of a handshake that succeeded, or why it did not."""

    version: str | None = None
    suite: str | None = None
    refused: str | None = None


def only(context: ssl.SSLContext, version: ssl.TLSVersion) -> ssl.SSLContext:
    """The context, speaking this version with whatever suites it ever had."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    # Otherwise it is this side that refuses the old ones.
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def spoken(address: tuple[str, int], version: ssl.TLSVersion) -> Spoken:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    only(context, version)
    try:
        with socket.create_connection(address, timeout=10) as plain, context.wrap_socket(plain) as secure:
            suite = secure.cipher()
            return Spoken(secure.version(), suite[0] if suite else None)
    except ssl.SSLError as error:
        return Spoken(refused=error.reason)
    except ConnectionResetError:
        return Spoken(refused="reset")
