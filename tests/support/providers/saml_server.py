"""A SAML identity provider: pysaml2 over HTTPS, a process of its own.

Whoever comes is signed in as the person that `POST /control` named; `twist` there makes its assertions wrong.
"""

import argparse
import base64
import html
import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xmlsec
from flask import Flask, Response, jsonify, redirect, request
from lxml import etree
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, saml
from saml2.config import IdPConfig
from saml2.server import Server
from saml2.sigver import get_xmlsec_binary
from werkzeug.serving import make_server

SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"
# By name: the algorithm, and the kind and size of the key made for it.
ENCRYPTION = {
    "aes256-cbc": (xmlsec.Transform.AES256, xmlsec.KeyData.AES, 256),
    "aes256-gcm": (xmlsec.Transform.AES256_GCM, xmlsec.KeyData.AES, 256),
    "aes128-gcm": (xmlsec.Transform.AES128_GCM, xmlsec.KeyData.AES, 128),
    "3des": (xmlsec.Transform.DES3, xmlsec.KeyData.DES, 192),
}
ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}Assertion"


@dataclass
class State:
    base: str
    certificate: str
    key: str
    stranger: tuple[str, str]
    metadata: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    twist: dict[str, Any] = field(default_factory=dict)
    signed_out: list[dict[str, Any]] = field(default_factory=list)

    def server(self) -> Server:
        certificate, key = self.stranger if self.twist.get("stranger") else (self.certificate, self.key)
        with tempfile.NamedTemporaryFile("w", suffix=".xml", delete=False) as file:
            file.write(self.metadata)
        lifetime = {"minutes": int(self.twist.get("minutes", 15))}
        return Server(
            config=IdPConfig().load(
                {
                    "entityid": self.twist.get("entity_id", f"{self.base}/metadata"),
                    "xmlsec_binary": get_xmlsec_binary(["/usr/bin", "/usr/local/bin"]),
                    "key_file": key,
                    "cert_file": certificate,
                    "metadata": {"local": [file.name]},
                    "service": {
                        "idp": {
                            "endpoints": {
                                "single_sign_on_service": [(f"{self.base}/sso", BINDING_HTTP_REDIRECT)],
                                "single_logout_service": [(f"{self.base}/slo", BINDING_HTTP_REDIRECT)],
                            },
                            "want_authn_requests_signed": bool(self.twist.get("signed_only")),
                            "policy": {
                                "default": {
                                    "lifetime": lifetime,
                                    "attribute_restrictions": None,
                                    "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
                                }
                            },
                            "sign_assertion": True,
                        }
                    },
                }
            )
        )


def answer(state: State, asked: dict[str, str]) -> str:
    """The form that posts a response for the person."""
    server = state.server()
    parsed = server.parse_authn_request(asked["SAMLRequest"], BINDING_HTTP_REDIRECT, **signature(asked))
    arguments = server.response_args(parsed.message, [BINDING_HTTP_POST])
    name_id = saml.NameID(text=state.person["subject"], format=state.twist.get("format", saml.NAMEID_FORMAT_PERSISTENT))
    destination = state.twist.get("destination", arguments["destination"])
    response = server.create_authn_response(
        {name: value for name, value in state.person.items() if name != "subject"},
        state.twist.get("in_response_to", arguments["in_response_to"]),
        destination,
        state.twist.get("audience", arguments["sp_entity_id"]),
        name_id=name_id,
        authn={"class_ref": saml.AUTHN_PASSWORD_PROTECTED, "authn_auth": state.base},
        sign_assertion=not state.twist.get("unsigned"),
        sign_response=bool(state.twist.get("sign_response")),
        sign_alg=SHA256,
        digest_alg=DIGEST,
    )
    text = str(response)
    if method := state.twist.get("encrypt"):
        (_, certificate), *_ = server.metadata.certs(arguments["sp_entity_id"], "any", "encryption")
        text = encrypted(text, method, bare(state.stranger[0]) if state.twist.get("for_stranger") else certificate)
    encoded = base64.b64encode(text.encode()).decode()
    fields = {"SAMLResponse": encoded, "RelayState": asked.get("RelayState", "")}
    inputs = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(text)}">' for name, text in fields.items()
    )
    acs = html.escape(arguments["destination"])
    return f'<form method="post" action="{acs}">{inputs}</form><script>document.forms[0].submit()</script>'


def signature(asked: dict[str, str]) -> dict[str, Any]:
    """What the query of a request says of its signature."""
    return {"relay_state": asked.get("RelayState"), "sigalg": asked.get("SigAlg"), "signature": asked.get("Signature")}


def encrypted(response: str, method: str, certificate: str) -> str:
    """The response with its signed assertion encrypted for a certificate; pysaml2's own way breaks the signature."""
    algorithm, kind, bits = ENCRYPTION[method]
    tree = etree.fromstring(response.encode())
    assertion = tree.find(ASSERTION)
    data = xmlsec.template.encrypted_data_create(tree, algorithm, type=xmlsec.EncryptionType.ELEMENT, ns="xenc")
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="ds")
    key = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    manager = xmlsec.KeysManager()
    pem = f"-----BEGIN CERTIFICATE-----\n{certificate}\n-----END CERTIFICATE-----\n"
    manager.add_key(xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(kind, bits, xmlsec.KeyDataType.SESSION)
    data = context.encrypt_xml(data, assertion)
    wrapper = etree.Element(ASSERTION.replace("}", "}Encrypted"), nsmap=tree.nsmap)
    data.getparent().replace(data, wrapper)
    wrapper.append(data)
    return etree.tostring(tree).decode()


def bare(certificate: str) -> str:
    """The base64 of a PEM file."""
    return "".join(Path(certificate).read_text().splitlines()[1:-1])


def signed_out(state: State, asked: dict[str, str]) -> Response:
    """Ends the session that a request names, and sends the browser back."""
    server = state.server()
    parsed = server.parse_logout_request(asked["SAMLRequest"], BINDING_HTTP_REDIRECT, **signature(asked))
    named = parsed.message
    indexes = [one.text for one in named.session_index or ()]
    state.signed_out.append({"subject": named.name_id.text, "indexes": indexes, "signed": "Signature" in asked})
    answer = server.create_logout_response(named, [BINDING_HTTP_REDIRECT])
    binding, destination = server.pick_binding("single_logout_service", [BINDING_HTTP_REDIRECT], "spsso", named)
    sent = server.apply_binding(binding, str(answer), destination, asked.get("RelayState", ""), response=True)
    return redirect(dict(sent["headers"])["Location"])


def application(state: State) -> Flask:
    app = Flask("saml")

    @app.get("/sso")
    def sso() -> str:
        return answer(state, dict(request.args))

    @app.get("/slo")
    def slo() -> Response:
        return signed_out(state, dict(request.args))

    @app.get("/ready")
    def ready() -> Any:
        return jsonify({})

    @app.post("/control")
    def control() -> Any:
        wanted = request.get_json()
        state.person = wanted.get("person", state.person)
        state.metadata = wanted.get("metadata", state.metadata)
        state.twist = wanted.get("twist", {})
        return jsonify(state.signed_out)

    return app


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    for name in ("certificate", "key", "signer", "signer-key", "stranger", "stranger-key"):
        parser.add_argument(f"--{name}", required=True)
    chosen = parser.parse_args()
    for name in (chosen.signer, chosen.stranger):
        assert Path(name).is_file()
    state = State(
        f"https://127.0.0.1:{chosen.port}", chosen.signer, chosen.signer_key, (chosen.stranger, chosen.stranger_key)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chosen.certificate, chosen.key)
    make_server("127.0.0.1", chosen.port, application(state), threaded=False, ssl_context=context).serve_forever()


if __name__ == "__main__":
    main()
