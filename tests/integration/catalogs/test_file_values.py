"""Which files an entry accepts: the writer's own for this very property, those it has, and the library for builders."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.catalogs.errors import InvalidEntry
from aqtra.catalogs.users import mirror_user
from aqtra.kernel.principal import PLATFORM, Principal, Right
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.catalogs.test_upsert import upsert
from tests.support.components import property_

OTHER = Principal(user_id=2, user_name="other")
BUILDER = Principal(user_id=1, user_name="builder", rights=frozenset({Right.STUDIO.value}))


@pytest.fixture(scope="module")
def filed(platform: Platform) -> ComponentDocument:
    made = document("Filed", property_("code", primary_key=True), property_("scan", "file"), property_("photo", "file"))
    platform.publish(made)
    platform.with_connection(lambda conn: mirror_user(conn, 2, "Other"))
    return made


def register(
    platform: Platform, kind: str, component: UUID | None = None, prop: str | None = None, by: Principal = MEMBER
) -> str:
    file_id = uuid4()
    platform.sql(
        "INSERT INTO catalogs.file (id, name, size, content_type, created_at, created_by, kind, component, "
        "property_id) VALUES (%s, 'a.txt', 3, 'text/plain', now(), %s, %s, %s, %s)",
        file_id,
        by.user_id,
        kind,
        component,
        prop,
    )
    return str(file_id)


def own(platform: Platform, filed: ComponentDocument, name: str = "scan", by: Principal = MEMBER) -> str:
    prop = filed.property_named(name)
    assert prop is not None
    return register(platform, "property", filed.key, prop.id, by)


def write(platform: Platform, filed: ComponentDocument, file_id: str, by: Principal) -> list[Any]:
    """Tries every way to write the file into the property `scan`; what each left there, or the broken rules."""
    entry = platform.create(filed, {"code": uuid4().hex})
    ways = [
        lambda: platform.create(filed, {"code": uuid4().hex, "scan": file_id}, by=by),
        lambda: platform.update(filed, entry["id"], {"scan": file_id}, by=by),
        lambda: upsert(platform, filed, {"code": uuid4().hex, "scan": file_id}, by=by)[0],
        lambda: upsert(platform, filed, {"code": entry["data"]["code"], "scan": file_id}, by=by)[0],
    ]
    found: list[Any] = []
    for way in ways:
        try:
            found.append(way()["data"]["scan"])
        except InvalidEntry as error:
            found.append({field.field: field.rule for field in error.fields})
    return found


REFUSED = [{"data.scan": "file"}] * 4


def test_the_own_upload_for_this_property_is_accepted(platform: Platform, filed: ComponentDocument) -> None:
    file_id = own(platform, filed)
    assert write(platform, filed, file_id, MEMBER) == [file_id] * 4


def test_what_is_not_for_this_place_looks_like_missing(platform: Platform, filed: ComponentDocument) -> None:
    for file_id in (
        str(uuid4()),
        own(platform, filed, by=OTHER),
        own(platform, filed, "photo"),
        register(platform, "property", uuid4(), "x"),
        register(platform, "library"),
        register(platform, "import", filed.key),
        register(platform, "bulk"),
        "00000000-0000-0000-0000-000000000000",
    ):
        assert write(platform, filed, file_id, MEMBER) == REFUSED, file_id


def test_the_library_is_for_builders_and_the_platform(platform: Platform, filed: ComponentDocument) -> None:
    file_id = register(platform, "library")
    assert write(platform, filed, file_id, BUILDER) == [file_id] * 4
    assert write(platform, filed, file_id, PLATFORM) == [file_id] * 4
    assert write(platform, filed, own(platform, filed, by=OTHER), BUILDER) == REFUSED


def test_what_an_entry_has_it_may_keep_whoever_saves_it(platform: Platform, filed: ComponentDocument) -> None:
    file_id = own(platform, filed)
    entry = platform.create(filed, {"code": uuid4().hex, "scan": file_id})
    kept = platform.update(filed, entry["id"], {"scan": file_id}, by=OTHER)
    assert kept["data"]["scan"] == file_id
    kept, created = upsert(platform, filed, {"code": entry["data"]["code"], "scan": file_id}, by=OTHER)
    assert (kept["data"]["scan"], created) == (file_id, False)
    with pytest.raises(InvalidEntry):
        platform.update(filed, entry["id"], {"photo": file_id}, by=OTHER)
    assert platform.update(filed, entry["id"], {"scan": None}, by=OTHER)["data"]["scan"] is None
    with pytest.raises(InvalidEntry):
        platform.update(filed, entry["id"], {"scan": file_id}, by=OTHER)
