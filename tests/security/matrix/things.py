"""One of each thing that a path may name: own, a peer's, foreign, missing. The only place that makes them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg

from tests.integration.dataflow.flows import answer, flow, get
from tests.integration.identity.access import Access, component
from tests.integration.studio.waiting import eventually
from tests.security.matrix.routes import BELONGS, Belongs
from tests.support.accounts import Person
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import LIBRARY, picture, start, upload
from tests.support.installation import Installation
from tests.support.messages import leave_message

API = "/api/v1"
STUDIO = f"{API}/studio"
ENTRIES = f"{API}/entries/{{component}}"
ENTRY = f"{ENTRIES}/{{entry_id}}"
CALLS = f"{API}/run/{{component}}"
COMPONENTS = (f"{API}/workplace/components/{{key}}", f"{API}/workplace/components/{{component}}", ENTRIES, CALLS)
FLOW = f"{API}/workplace/components/{{component}}/flows/{{flow}}"
CALL = f"{CALLS}/{{flow}}"
SHOWN_FILE = f"{API}/workplace/files/{{file_id}}"
PROVIDER = f"{API}/session/providers/{{provider}}"
NAMED = {"name", "urn", "property_name", "path"}
NUMBERED = {
    "session_id", "token_id", "passkey_id", "entry_id", "account", "account_id", "user_id", "version", "set_id",
    "role_id", "publication_id", "number",
}  # fmt: skip
MISSING_NUMBER = "987654321"
LDAP = {"kind": "ldap", "address": "ldaps://directory.example.org", "base_dn": "dc=x"}

# A rotation of keys runs alone and touches everything; one that ended is looked for in tests of its own.
# A link to a file is sealed, addressed and lives five minutes; the tests of form actions try it as others.
NEVER_MADE = {f"{STUDIO}/maintenance/keys/rotations/{{rotation_id}}", f"{API}/file-links/{{token}}"}


@dataclass(frozen=True)
class Published:
    """A published component with an entry, a flow, and a page that shows a picture."""

    key: str
    entry: str
    flow: str
    picture: str


@dataclass
class Things:
    """`owned`: role → place → id. `shared`: place → id. `foreign_part`: place → id of a part of another whole."""

    open: Published
    closed: Published
    elsewhere: Published
    divided: Published
    other_entry: str
    owned: dict[str, dict[str, str]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    foreign_part: dict[str, str] = field(default_factory=dict)

    def own(self, role: str, place: str) -> str:
        """What the role may reach."""
        if place in COMPONENTS:
            return self.divided.key if role == "contexts" else self.open.key
        if place == ENTRY:
            return self.divided.entry if role == "contexts" else self.open.entry
        if place == CALL:
            return self.divided.flow if role == "contexts" else self.open.flow
        if place == SHOWN_FILE:
            return self.divided.picture if role == "contexts" else self.open.picture
        found = self.owned.get(role, {}).get(place) or self.shared.get(place)
        return found if found is not None else missing(place)

    def hidden(self, role: str, place: str) -> list[str]:
        """What exists and must look to the role as if it did not."""
        belongs = BELONGS[place]
        if place in COMPONENTS:
            return [one.key for one in self.hidden_components(role)]
        if place == SHOWN_FILE:
            return [one.picture for one in self.hidden_components(role)]
        if place == ENTRY:
            return [self.other_entry] if role == "contexts" else []
        if place == PROVIDER:
            # It is switched off.
            return [self.shared[place]]
        if belongs in (Belongs.PERSON, Belongs.CLIENT):
            if role == "administrator" and place.rpartition("/")[0].endswith(("/jobs", "/runs")):
                return []
            return [ids[place] for owner, ids in self.owned.items() if owner != role and place in ids]
        return [self.foreign_part[place]] if place in self.foreign_part else []

    def hidden_components(self, role: str) -> list[Published]:
        hidden = {
            "anonymous": [self.open, self.closed, self.elsewhere, self.divided],
            "member": [self.closed, self.elsewhere, self.divided],
            "contexts": [self.closed, self.elsewhere],
            "builder": [self.closed, self.divided],
            "program": [self.closed, self.elsewhere, self.divided],
        }
        return hidden.get(role, [])

    def part(self, whole: str, place: str, default: str) -> str:
        """The part that belongs to a foreign whole."""
        for one in (self.open, self.closed, self.elsewhere, self.divided):
            if one.key == whole:
                return one.entry if place == ENTRY else one.flow if place in (FLOW, CALL) else default
        return default


def missing(place: str) -> str:
    """A well-formed id of nothing."""
    parameter = place.rsplit("{", 1)[1].rstrip("}").partition(":")[0]
    if parameter in NAMED:
        return "no-such-thing"
    return MISSING_NUMBER if parameter in NUMBERED else str(uuid4())


def components(builder: Client) -> tuple[list[Published], str]:
    """Open, closed, elsewhere, divided; and a second entry of the last."""
    domain = f"m-{uuid4().hex[:8]}"
    builder.post(f"{STUDIO}/domains", json={"name": domain}).raise_for_status()
    made = []
    for title, settings in (
        ("Open", {}),
        ("Closed", {"restrict_access": True}),
        ("Elsewhere", {"domains": [domain]}),
        ("Divided", {"restrict_access": True}),
    ):
        key = uuid4()
        flows = [{**flow(key, "Answer", get(), answer("get"), generate_api_definition=True), "key": str(key)}]
        settings = {"title": f"Matrix {title}", "domains": ["digital-workplace"], **settings}
        properties = [property_("Code", primary_key=True), property_("Paper", "file")]
        shown = {"background_image": upload(builder, "shown.png", picture())["id"]}
        page = {"id": str(uuid4()), "kind": "page", "name": "Main", "settings": shown, "children": []}
        made.append(create_component(builder, title, properties, flows=flows, pages=[page], settings=settings))
    assert publish(builder, *made)["state"] == "completed"
    found = []
    for stored in made:
        key = stored["document"]["key"]
        found.append(Published(key, _entry(builder, key), stored["document"]["flows"][0]["key"], _shown(stored)))
    return found, _entry(builder, found[3].key)


def _shown(stored: dict[str, Any]) -> str:
    return str(stored["document"]["pages"][0]["settings"]["background_image"])


def _entry(builder: Client, key: str) -> str:
    response = builder.post(f"{API}/entries/{key}", json={"data": {"Code": uuid4().hex}})
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


def personal(installation: Installation, client: Client, person: Person, key: str) -> dict[str, str]:
    """What only its owner reaches, made by its owner in an open component."""
    order = {"name": "matrix", "scopes": ["read"], "days": 1}
    token = client.post(f"{API}/account/tokens", json=order).raise_for_status().json()["token"]["id"]
    job = client.post(f"{API}/bulk/exports", json={"component": key, "format": "csv"}).raise_for_status().json()["id"]
    eventually(lambda: client.get(f"{API}/bulk/jobs/{job}").json()["state"] == "completed")
    sent = start(client, "matrix.csv", 10, {"import": key})
    assert sent.status_code == 201, sent.text
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        row = conn.execute(
            "INSERT INTO identity.passkey (account_id, credential_id, public_key, sign_count, name, created_at)"
            " VALUES (%s, %s, 'x', 0, 'matrix', now()) RETURNING id",
            (person.id, uuid4().bytes),
        ).fetchone()
    assert row is not None
    return {
        f"{API}/account/tokens/{{token_id}}": str(token),
        f"{API}/account/sessions/{{session_id}}": str(client.get(f"{API}/account/sessions").json()[0]["id"]),
        f"{API}/account/passkeys/{{passkey_id}}": str(row[0]),
        f"{API}/bulk/jobs/{{job_id}}": str(job),
        f"{API}/messages/{{message}}": leave_message(installation, person.id),
        f"{API}/uploads/{{upload_id}}": str(sent.json()["id"]),
        f"{API}/uploads/{{upload_id}}/parts/{{number}}": "0",
    }


def run_of(client: Client, at: Published) -> str:
    """A run in the background; its id."""
    place = f"{API}/workplace/components/{at.key}/flows/{at.flow}/run"
    response = client.post(place, params={"mode": "async"}, json={"model": {}})
    assert response.status_code == 202, response.text
    run = str(response.json()["runId"])
    eventually(lambda: client.get(f"{API}/workplace/runs/{run}").json()["status"] != "queued")
    return run


def shared(builder: Client, things: Things, person: Person) -> None:
    """What all who have the right of the route reach, and its parts."""
    access = Access(builder)
    role = access.role((access.permission_set(*component(things.open.key, "read")), {}))
    programs = f"{API}/access/service-accounts"
    accounts = [builder.post(programs, json={"user_name": f"m-{uuid4().hex[:8]}", "roles": []}).json() for _ in "ab"]
    order = {"name": "matrix", "scopes": ["read"], "days": 1}
    tokens = [builder.post(f"{programs}/{one['id']}/tokens", json=order).json()["token"]["id"] for one in accounts]
    provider = builder.post(f"{API}/identity-providers", json={"title": "Matrix", "settings": LDAP}).json()["id"]
    folder = builder.post(f"{LIBRARY}/folders", json={"name": f"m-{uuid4().hex[:8]}"}).json()["id"]
    system = builder.post(f"{STUDIO}/integrations", json={"name": f"m-{uuid4().hex[:8]}"}).json()["id"]
    template = builder.post(f"{STUDIO}/templates", json={"name": f"m-{uuid4().hex[:8]}"}).json()["id"]
    named = {"title": "Matrix", "name": f"m_{uuid4().hex[:8]}", "type": "both"}
    module = builder.post(f"{STUDIO}/modules", json=named).json()["key"]
    job = builder.post(f"{STUDIO}/maintenance/rebuild-references").raise_for_status().json()["id"]
    eventually(lambda: builder.get(f"{STUDIO}/maintenance/jobs/{job}").json()["state"] not in ("queued", "running"))
    hooks = f"{STUDIO}/components/{things.open.key}/flows/{things.open.flow}/webhooks"
    hook = builder.post(hooks, json={"name": "Matrix", "preset": "github"}).raise_for_status().json()["id"]
    token_place = f"{programs}/{{account_id}}/tokens/{{token_id}}"
    things.foreign_part[token_place] = str(tokens[1])
    keys = builder.get(f"{API}/saml-keys").json() or [builder.post(f"{API}/saml-keys").raise_for_status().json()]
    things.shared |= {
        f"{programs}/{{account_id}}": str(accounts[0]["id"]),
        token_place: str(tokens[0]),
        f"{API}/identity-providers/{{provider}}": provider,
        f"{API}/identity-providers/{{provider}}/identities/{{account}}": str(person.id),
        f"{API}/provisioning-clients/{{client}}": "",
        PROVIDER: provider,
        f"{API}/saml-keys/{{key}}": keys[0]["id"],
        f"{API}/users/{{user_id}}": str(person.id),
        f"{STUDIO}/access/permission-sets/{{set_id}}": str(access.permission_set()["id"]),
        f"{STUDIO}/access/roles/{{role_id}}": str(role["id"]),
        f"{STUDIO}/access/users/{{user_id}}": str(person.id),
        f"{STUDIO}/components/{{key}}": things.open.key,
        f"{STUDIO}/components/{{key}}/flows/{{flow}}": things.open.flow,
        f"{STUDIO}/components/{{key}}/versions/{{version}}": "1",
        f"{STUDIO}/webhooks/{{webhook_id}}": hook,
        f"{API}/hooks/{{hook}}": hook,
        f"{STUDIO}/domains/{{name}}": "digital-workplace",
        f"{STUDIO}/files/{{file_id}}": upload(builder, "matrix.png", picture())["id"],
        f"{STUDIO}/files/folders/{{folder_id}}": folder,
        f"{STUDIO}/integrations/{{system_id}}": system,
        f"{STUDIO}/modules/{{key}}": module,
        f"{STUDIO}/templates/{{template_id}}": template,
        f"{STUDIO}/maintenance/jobs/{{job_id}}": str(job),
        f"{STUDIO}/publications/{{publication_id}}": str(builder.get(f"{STUDIO}/publications/current").json()["id"]),
        f"{STUDIO}/publications/versions/{{version}}": "1",
        f"{ENTRY}/files/{{property_name}}": "Paper",
        FLOW: things.open.flow,
        CALL: things.open.flow,
        f"{STUDIO}/flows/{{flow}}": things.open.flow,
        f"{STUDIO}/runs/{{run_id}}": run_of(builder, things.open),
        "/api/scim/v2/ResourceTypes/{name}": "User",
        "/api/scim/v2/Schemas/{urn}": "urn:ietf:params:scim:schemas:core:2.0:User",
        "/studio/{path:path}": "",
        "/{path:path}": "",
    }
