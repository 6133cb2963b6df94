"""Get file info on a real data layer and a real blob store."""

from collections.abc import AsyncIterator
from typing import Any, Literal
from uuid import UUID

import pytest

from aqtra.dataflow.errors import TypeMismatch
from aqtra.files.service import delete_files, store_stream
from aqtra.kernel.principal import ANONYMOUS, Principal, Right
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.steps.reading import ADMINISTRATOR, CAR, Ran, car, run

STRANGER = Principal(user_id=2, user_name="stranger")
BUILDER = Principal(user_id=2, user_name="builder", rights=frozenset({Right.STUDIO.value}))
NOWHERE = "00000000-0000-4000-8000-00000000f11e"


def stored(
    platform: Platform,
    name: str = "Scan 1.PDF",
    kind: Literal["library", "property", "import"] = "property",
    component: UUID = CAR,
    property_id: str = "photo",
) -> str:
    """A file that the member uploaded."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"content"

    at_first: Literal["library", "import"] = "library" if kind == "library" else "import"
    own = None if kind == "library" else component
    work = store_stream(
        platform.services, name, "application/pdf", chunks(), kind=at_first, component=own, created_by=1
    )
    file_id = platform.run(work)
    if kind == "property":
        change = "UPDATE catalogs.file SET kind = 'property', property_id = %s WHERE id = %s"
        platform.sql(change, property_id, file_id)
    return str(file_id)


def info(platform: Platform, *files: Any, by: Principal = MEMBER, name: str = "_file") -> Ran:
    items = [{"file": found} for found in files]
    return run(platform, "get_file_info", items, by=by, src_field="file", dst_field_name=name)


def names(found: Ran) -> list[str | None]:
    return [item["_file"] and item["_file"]["name"] for item in found.items]


def test_everything_that_is_known_but_the_content(stocked: Platform) -> None:
    file_id = stored(stocked)
    stocked.create(car(), {"vin": "A", "year": 1, "photo": file_id})
    shown = info(stocked, file_id).items[0]["_file"]
    created = shown.pop("createdDate")
    assert created == shown.pop("updateDate")
    assert created.startswith("20")
    assert shown == {
        "id": file_id,
        "name": "Scan 1.PDF",
        "extension": "pdf",
        "contentType": "application/pdf",
        "size": 7,
        "creatorSubject": 1,
        "changeAuthor": 1,
    }


@pytest.mark.parametrize(("name", "extension"), [("README", None), (".hidden", None), ("a.tar.GZ", "gz")])
def test_the_extension_follows_the_last_dot(stocked: Platform, name: str, extension: str | None) -> None:
    assert info(stocked, stored(stocked, name)).items[0]["_file"]["extension"] == extension


def test_absent_files_and_empty_ids_are_null(stocked: Platform) -> None:
    file_id = stored(stocked)
    gone = stored(stocked)
    stocked.run(delete_files(stocked.services, [UUID(gone)]))
    assert names(info(stocked, NOWHERE, None, file_id, gone, file_id.upper())) == [
        None,
        None,
        "Scan 1.PDF",
        None,
        "Scan 1.PDF",
    ]


@pytest.mark.parametrize("hostile", ["../../etc/passwd", 7, "{}", "' or 1=1"])
def test_what_is_no_file_id_names_item_and_path(stocked: Platform, hostile: Any) -> None:
    with pytest.raises(TypeMismatch) as mismatch:
        info(stocked, None, hostile)
    assert (mismatch.value.item_index, mismatch.value.fields[0].field) == (1, "file")


def test_who_reads_an_entry_reads_what_is_known_of_its_file(stocked: Platform) -> None:
    shared, alone = stored(stocked, "shared.pdf"), stored(stocked, "alone.pdf")
    stocked.create(car(), {"vin": "A", "year": 1, "photo": shared})
    assert names(info(stocked, shared, alone, by=STRANGER)) == ["shared.pdf", None]
    assert names(info(stocked, shared, alone, by=ANONYMOUS)) == [None, None]
    assert names(info(stocked, shared, alone, by=MEMBER)) == ["shared.pdf", "alone.pdf"]
    stocked.mark(car(), 1)
    assert names(info(stocked, shared, by=STRANGER)) == [None]
    # The entry is still there for those who may bring it back: its file is no longer the uploader's alone.
    assert names(info(stocked, shared, by=MEMBER)) == [None]


def test_files_of_hidden_properties_are_null(stocked: Platform) -> None:
    hidden, open_ = stored(stocked, property_id="secret_scan"), stored(stocked)
    stocked.create(car(), {"vin": "A", "year": 1, "photo": open_})
    cars = stocked.definitions.component(CAR)
    assert cars is not None
    stocked.sql(f"UPDATE catalogs.{cars.table.table} SET {cars.table.columns['secret_scan']} = %s", UUID(hidden))
    assert names(info(stocked, hidden, open_, by=STRANGER)) == [None, "Scan 1.PDF"]
    assert names(info(stocked, hidden, by=ADMINISTRATOR)) == ["Scan 1.PDF"]


def test_files_of_the_library_are_for_builders_and_for_readers_of_entries(stocked: Platform) -> None:
    used, unused = stored(stocked, "used.pdf", "library"), stored(stocked, "unused.pdf", "library")
    stocked.create(car(), {"vin": "A", "year": 1, "photo": used}, by=ADMINISTRATOR)
    assert names(info(stocked, used, unused, by=BUILDER)) == ["used.pdf", "unused.pdf"]
    assert names(info(stocked, used, unused, by=STRANGER)) == ["used.pdf", None]


def test_files_for_imports_are_for_who_uploaded_them(stocked: Platform) -> None:
    file_id = stored(stocked, kind="import")
    assert names(info(stocked, file_id)) == ["Scan 1.PDF"]
    assert names(info(stocked, file_id, by=STRANGER)) == [None]


def test_the_suffix_is_kept(stocked: Platform) -> None:
    file_id = stored(stocked)
    assert info(stocked, file_id, name="_f@object").items[0]["_f@object"]["size"] == 7
    with pytest.raises(TypeMismatch) as mismatch:
        info(stocked, file_id, name="_f@integer")
    assert (mismatch.value.item_index, mismatch.value.fields[0].field) == (0, "_f@integer")
