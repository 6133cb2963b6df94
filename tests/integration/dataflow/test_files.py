"""Files of runs on the real storage: who may read which, whose an export is, and what becomes of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.catalogs.errors import InvalidEntry
from aqtra.catalogs.files import registered_file
from aqtra.dataflow.models import Outcome
from aqtra.dataflow.run_files import RunFiles
from aqtra.files.errors import FileNotFound
from aqtra.files.orphans import collect
from aqtra.files.service import read_stream, store_stream
from aqtra.kernel.principal import ANONYMOUS, PLATFORM, Principal, Right
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow import flows

COLLEAGUE = Principal(user_id=2, user_name="colleague")
CARS = UUID("00000000-0000-4000-8000-00000000e0c1")
IMPORT, EXPORT = UUID(int=0xF1), UUID(int=0xF2)
CONTENT = "Номер;Цена\r\nA-1;10.50\r\nA-2;\r\n"


def cars() -> ComponentDocument:
    columns = [{"target": "Plate", "source": "Номер"}, {"target": "Price", "source": "Цена"}]
    reading = {"file_info_field": "data.List", "input_file_type": "csv", "fields_mapping": columns}
    writing = {
        "output_file_type": "csv",
        "file_name": "Cars of {$today}",
        "fields_mapping": [{"target": "Plate", "source": "data.Plate"}, {"target": "Line", "source": "_row@integer"}],
        "result_store_field": "_file@uuid",
    }
    read = {"id": "read", "type": "import_file", "name": "Read", "source": ["get"], "params": reading}
    write = {"id": "write", "type": "export_to_file", "name": "Write", "source": ["read"], "params": writing}
    return ComponentDocument.model_validate(
        {
            "key": CARS,
            "settings": {"title": "Cars"},
            "properties": [
                {"id": "c1", "name": "Plate", "type": "string"},
                {"id": "c2", "name": "Price", "type": "number"},
                {"id": "c3", "name": "List", "type": "file"},
                {
                    "id": "c4",
                    "name": "Scan",
                    "type": "file",
                    "file_types": ".pdf, image/*, text/csv",
                    "max_file_size": 40,
                },
            ],
            "flows": [
                flows.flow(IMPORT, "Import", flows.get(), read, flows.answer("read")),
                flows.flow(EXPORT, "Export", flows.get(), read, write, flows.answer("write")),
            ],
        }
    )


@pytest.fixture(scope="module")
def garage(platform: Platform) -> Platform:
    platform.publish(cars())
    return platform


def store(platform: Platform, content: bytes = CONTENT.encode(), by: Principal = MEMBER, **options: Any) -> UUID:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    kind = options.pop("content_type", "text/csv")
    where = {"kind": "library", **options}
    return platform.run(store_stream(platform.services, "cars.csv", kind, chunks(), created_by=by.user_id, **where))


def of_property(platform: Platform, file_id: UUID) -> None:
    change = "UPDATE catalogs.file SET kind = 'property', component = %s, property_id = 'c3' WHERE id = %s"
    platform.sql(change, CARS, file_id)


def files(platform: Platform, principal: Principal) -> RunFiles:
    def document(key: UUID) -> ComponentDocument | None:
        published = platform.definitions.component(key)
        return published.document if published else None

    return RunFiles(platform.services, principal, CARS)


def reads(platform: Platform, principal: Principal, file_id: UUID) -> bool:
    try:
        platform.run(files(platform, principal).open(file_id))
    except FileNotFound:
        return False
    return True


def run(platform: Platform, flow: UUID, file_id: UUID | str | None, by: Principal = MEMBER) -> Outcome:
    from aqtra.dataflow.models import Limits
    from aqtra.dataflow.service import Runs

    call = flows.call(flow, {"id": 0, "data": {"List": file_id and str(file_id)}}, by, CARS)
    outcome = platform.run(Runs(platform.services, platform.definitions, Limits()).run_flow(call))
    assert isinstance(outcome, Outcome)
    return outcome


def content_of(platform: Platform, file_id: UUID) -> bytes:
    async def read() -> bytes:
        return b"".join([chunk async for chunk in read_stream(platform.services, file_id)])

    return platform.run(read())


class TestReading:
    def test_a_file_of_the_library_is_its_owners_and_builders(self, garage: Platform) -> None:
        file_id = store(garage)
        assert reads(garage, MEMBER, file_id)
        assert reads(garage, PLATFORM, file_id)
        assert not reads(garage, COLLEAGUE, file_id)
        assert not reads(garage, ANONYMOUS, file_id)
        assert not reads(garage, MEMBER, uuid4())

    def test_a_file_of_an_entry_is_for_whoever_may_read_the_entry(self, garage: Platform) -> None:
        file_id = store(garage)
        of_property(garage, file_id)
        assert not reads(garage, COLLEAGUE, file_id)
        garage.create(cars(), {"Plate": "X-1", "List": str(file_id)})
        assert reads(garage, COLLEAGUE, file_id)

    def test_files_of_imports_by_others_are_nobodys_business(self, garage: Platform) -> None:
        file_id = store(garage, kind="import", component=CARS)
        assert reads(garage, MEMBER, file_id)
        assert not reads(garage, COLLEAGUE, file_id)
        nobodys = store(garage, by=ANONYMOUS, kind="flow", component=CARS)
        assert not reads(garage, ANONYMOUS, nobodys)


class TestFlows:
    def test_a_file_becomes_items(self, garage: Platform) -> None:
        outcome = run(garage, IMPORT, store(garage))
        assert outcome.error is None, outcome.error
        assert b'"Plate":"A-1","Price":"10.50"' in outcome.items
        assert b'"_row@integer":3' in outcome.items

    def test_the_charset_declared_at_upload_is_that_of_the_file(self, garage: Platform) -> None:
        content = CONTENT.encode("windows-1251")
        declared = store(garage, content, content_type="text/csv; charset=windows-1251")
        assert run(garage, IMPORT, declared).error is None
        undeclared = run(garage, IMPORT, store(garage, content))
        assert undeclared.error is not None
        assert undeclared.error.code == "column_not_found"

    @pytest.mark.parametrize("value", [None, "00000000-0000-4000-8000-000000000000"])
    def test_no_file_or_one_that_is_gone_is_missing(self, garage: Platform, value: str | None) -> None:
        outcome = run(garage, IMPORT, value)
        assert outcome.error is not None
        assert (outcome.error.code, outcome.error.status, outcome.error.step_id, outcome.error.item_index) == (
            "file_missing", 422, "read", 0
        )  # fmt: skip

    def test_a_file_of_somebody_else_is_missing_too(self, garage: Platform) -> None:
        outcome = run(garage, IMPORT, store(garage), COLLEAGUE)
        assert outcome.error is not None
        assert outcome.error.code == "file_missing"

    def test_an_export_is_a_file_of_the_principal(self, garage: Platform) -> None:
        found = flows.item(run(garage, EXPORT, store(garage)))
        file_id = UUID(found["_file@uuid"])
        assert found["fileName"].startswith("Cars of 20")
        assert found["rows"] == 2
        assert content_of(garage, file_id) == b"\xef\xbb\xbfPlate;Line\r\nA-1;2\r\nA-2;3\r\n"
        row = garage.with_connection(lambda conn: registered_file(conn, file_id))
        assert row is not None
        assert (row.kind, row.created_by, row.component, row.content_type) == (
            "flow", MEMBER.user_id, CARS, "text/csv; charset=utf-8"
        )  # fmt: skip
        assert reads(garage, MEMBER, file_id)
        assert not reads(garage, COLLEAGUE, file_id)

    def test_an_export_may_be_kept_in_an_entry_by_its_owner(self, garage: Platform) -> None:
        file_id = flows.item(run(garage, EXPORT, store(garage)))["_file@uuid"]
        assert garage.create(cars(), {"Plate": "X-2", "List": file_id})["data"]["List"] == file_id

    @pytest.mark.parametrize(
        ("content_type", "size", "accepted"),
        [
            ("text/csv; charset=utf-8", 40, True),
            ("image/png", 40, True),
            ("text/csv", 41, False),
            ("text/plain", 40, False),
            ("imagepng", 40, False),
        ],
    )
    @pytest.mark.parametrize("kind", ["flow", "library"])
    def test_a_property_keeps_only_what_its_rules_accept(
        self, garage: Platform, kind: str, content_type: str, size: int, accepted: bool
    ) -> None:
        builder = replace(MEMBER, rights=MEMBER.rights | {Right.STUDIO})
        file_id = store(
            garage, b"x" * size, content_type=content_type, kind=kind, component=CARS if kind == "flow" else None
        )
        entry = {"Plate": str(file_id), "Scan": str(file_id)}
        if accepted:
            assert garage.create(cars(), entry, by=builder)["data"]["Scan"] == str(file_id)
        else:
            with pytest.raises(InvalidEntry) as refused:
                garage.create(cars(), entry, by=builder)
            assert [(found.field, found.rule) for found in refused.value.fields] == [("data.Scan", "file")]

    def test_an_export_that_no_entry_keeps_is_deleted_after_a_day(self, garage: Platform) -> None:
        from tests.integration.files.platform import FilePlatform

        lost = UUID(flows.item(run(garage, EXPORT, store(garage)))["_file@uuid"])
        kept = UUID(flows.item(run(garage, EXPORT, store(garage)))["_file@uuid"])
        garage.create(cars(), {"Plate": "X-3", "List": str(kept)})
        later = FilePlatform(garage.services, None)  # type: ignore[arg-type]
        garage.run(collect(later.after(hours=1)))
        garage.run(collect(later.after(hours=26)))
        found = [garage.with_connection(lambda conn, key=key: registered_file(conn, key)) for key in (lost, kept)]
        assert [file is not None for file in found] == [False, True]
