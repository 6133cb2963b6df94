"""An OpenID provider: authlib's server side over HTTPS, a process of its own.

Whoever comes is signed in as the person that `POST /control` named. `twist` there makes its ID tokens wrong.
"""

import argparse
import base64
import hmac
import json
import ssl
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from authlib.common.encoding import to_unicode
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.core.util import create_half_hash
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey
from werkzeug.serving import make_server

KINDS = {
    "RS256": lambda kid: RSAKey.generate_key(2048, {"kid": kid}),
    "ES256": lambda kid: ECKey.generate_key("P-256", {"kid": kid}),
    "EdDSA": lambda kid: OKPKey.generate_key("Ed25519", {"kid": kid}),
}


@dataclass
class State:
    """What the control settles."""

    issuer: str
    person: dict[str, Any] = field(default_factory=dict)
    twist: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_form: dict[str, str] = field(default_factory=dict)


class Client(ClientMixin):
    """The one client: any redirect address, so that a test sees what is asked for."""

    client_id = "aqtra"
    secret = "client-secret-of-the-test"

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return True

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(SimpleNamespace):
    """An authorization code."""

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str:
        return str(self.nonce)

    def get_auth_time(self) -> int:
        return int(self.auth_time)


def grants(state: State) -> tuple[type[AuthorizationCodeGrant], OpenIDCode]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]  # noqa: RUF012

        def save_authorization_code(self, code: str, request: Any) -> None:
            asked = request.payload.data
            state.codes[code] = Code(
                code=code,
                redirect_uri=asked.get("redirect_uri"),
                scope=request.payload.scope,
                nonce=asked.get("nonce"),
                auth_time=int(time.time()),
                user=dict(state.person),
                code_challenge=asked.get("code_challenge"),
                code_challenge_method=asked.get("code_challenge_method"),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return state.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del state.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
            return dict(authorization_code.user)

    class OpenId(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(code.nonce == nonce for code in state.codes.values())

        def generate_user_info(self, user: dict[str, Any], scope: str) -> UserInfo:
            return UserInfo(user)

        def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
            now = int(time.time())
            alg = state.twist.get("alg", "RS256")
            claims = {
                "iss": state.issuer,
                "aud": [Client.client_id],
                "iat": now,
                "exp": now + 300,
                "nonce": request.authorization_code.get_nonce(),
                **request.user,
            }
            if at_hash := create_half_hash(token["access_token"], alg):
                claims["at_hash"] = to_unicode(at_hash)
            claims |= state.twist.get("claims", {})
            for name in state.twist.get("drop", ()):
                claims.pop(name, None)
            state.tokens[token["access_token"]] = request.user
            return signed(state, alg, claims)

    return Grant, OpenId(require_nonce=True)


def signed(state: State, alg: str, claims: dict[str, Any]) -> str:
    """A token as the twist wants it."""
    if alg == "none":
        return jwt.encode({"alg": "none"}, claims, OctKey.generate_key(), algorithms=["none"])
    if alg == "HS256":
        # The public key taken for a shared secret: what a verifier must not fall for.
        public = state.keys["RS256"]
        head = b".".join(map(encoded, ({"alg": "HS256", "kid": public.kid}, claims)))
        digest = hmac.digest(public.as_pem(private=False), head, "sha256")
        return b".".join((head, base64.urlsafe_b64encode(digest).rstrip(b"="))).decode()
    key = KINDS[alg](state.keys[alg].kid) if state.twist.get("stranger") else state.keys[alg]
    return jwt.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])


def encoded(part: dict[str, Any]) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")


def application(state: State) -> Flask:
    app = Flask("openid")
    client = Client()
    server = AuthorizationServer(
        app,
        query_client=lambda client_id: client if client_id == client.client_id else None,
        save_token=lambda *_: None,
    )
    grant, openid = grants(state)
    server.register_grant(grant, [openid, CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        end = {} if state.twist.get("no_end") else {"end_session_endpoint": f"{state.issuer}/end"}
        return jsonify(
            {
                **end,
                "issuer": state.twist.get("issuer", state.issuer),
                "authorization_endpoint": f"{state.issuer}/authorize",
                "token_endpoint": f"{state.issuer}/token",
                "userinfo_endpoint": f"{state.issuer}/userinfo",
                "jwks_uri": f"{state.issuer}/jwks",
            }
        )

    @app.get("/jwks")
    def jwks() -> Response:
        return jsonify(KeySet(list(state.keys.values())).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Any:
        return server.create_authorization_response(grant_user=dict(state.person))

    @app.post("/token")
    def token() -> Any:
        state.last_form = dict(request.form)
        return server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Any:
        found = state.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return (jsonify({**found, **state.twist.get("userinfo", {})}), 200) if found else (jsonify({}), 401)

    @app.get("/end")
    def end() -> Any:
        """RP-initiated logout: only for a token of ours, and back only for its own client."""
        asked = request.args
        claims = jwt.decode(asked["id_token_hint"], KeySet(list(state.keys.values()))).claims
        if asked["client_id"] not in claims["aud"]:
            return jsonify({}), 400
        state.last_form = {"signed_out": claims["sub"]}
        return redirect(f"{asked['post_logout_redirect_uri']}?state={asked['state']}")

    @app.post("/control")
    def control() -> Any:
        wanted = request.get_json()
        state.person = wanted.get("person", state.person)
        state.twist = wanted.get("twist", {})
        if generation := wanted.get("rotate"):
            state.keys = {alg: make(f"{alg}-{generation}") for alg, make in KINDS.items()}
        return jsonify(state.last_form)

    return app


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    chosen = parser.parse_args()
    state = State(f"https://127.0.0.1:{chosen.port}")
    state.keys = {alg: make(f"{alg}-1") for alg, make in KINDS.items()}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chosen.certificate, chosen.key)
    make_server("127.0.0.1", chosen.port, application(state), threaded=True, ssl_context=context).serve_forever()


if __name__ == "__main__":
    main()
