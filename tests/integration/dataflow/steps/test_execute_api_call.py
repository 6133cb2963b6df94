"""Execute API call in runs of published flows, against a real server."""

import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.errors import ItemFailed, TypeMismatch, UnknownReference
from aqtra.dataflow.integrations.errors import UpstreamError
from aqtra.dataflow.integrations.models import Method, SystemContent
from aqtra.dataflow.integrations.repository import all_published
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.step import DesignContext
from aqtra.files.errors import FileTooLarge
from aqtra.files.service import read_stream
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.integrations.calling import parameter
from tests.integration.dataflow.test_steps import context, design, example_model
from tests.support.upstream import Server

[STEP] = [step for step in catalogue() if step.id == "execute_api_call"]
CONNECTOR = UUID(int=501)
ECHO, TOGETHER, FILE, STATUS, TYPED, ANY_RATE, MISSING = (UUID(int=number) for number in range(510, 517))
ALL = [method.value for method in Method]


@pytest.fixture(scope="module")
def system(platform: Platform, upstream: Server) -> UUID:
    n = parameter("n", "path", type="any")
    typed = [parameter(name, "query") for name in ("type", "content")]
    endpoints = [
        systems.endpoint("/echo", ECHO, methods=ALL, parameters=[parameter("v", "body", type="any")]),
        systems.endpoint("/together/{n}", TOGETHER, parameters=[n]),
        systems.endpoint("/file", FILE, parameters=[parameter("size", "query"), parameter("name", "query")]),
        systems.endpoint("/status/{n}", STATUS, parameters=[n]),
        systems.endpoint("/typed", TYPED, parameters=typed),
        systems.endpoint("/rates/{n}", ANY_RATE, parameters=[n]),
    ]
    connector = {"id": str(CONNECTOR), "name": "Server", "base_url": upstream.url, "endpoints": endpoints}
    return systems.publish(platform, SystemContent.model_validate({"name": "Calls", "connectors": [connector]}))


@pytest.fixture
def server(upstream: Server) -> Server:
    upstream.state.forget()
    return upstream


Items = list[dict[str, Any]]


def settings(system: UUID, endpoint: UUID, mapping: dict[str, str] | None = None, **more: Any) -> Any:
    rows = [{"target": target, "source": source} for target, source in (mapping or {}).items()]
    return STEP.settings.model_validate(
        {
            "result_store_field": "_answer",
            "system": system,
            "connector": CONNECTOR,
            "query_path": endpoint,
            "method_name": "get",
            "parameters_mapping": rows,
            **more,
        }
    )


def run(platform: Platform, items: Items, chosen: Any) -> Items:
    table = Table.from_items(items, example_model(tuple(items)))
    done = platform.run(STEP.run(table, chosen, context(platform, STEP, table)))
    found: Items = json.loads(done.to_json())
    return found


def test_eight_calls_are_under_way_at_once_and_answers_come_in_the_order_of_items(
    platform: Platform, system: UUID, server: Server
) -> None:
    items = [{"n@integer": n} for n in range(16)]
    done = run(platform, items, settings(system, TOGETHER, {"n": "n@integer"}))
    assert [item["_answer"]["n"] for item in done] == list(range(16))
    assert server.state.most_at_once == 8


def test_numbers_are_sent_as_numbers_with_all_their_digits(platform: Platform, system: UUID, server: Server) -> None:
    items = [{"v@number": "12345678901234567890.10"}]
    [done] = run(platform, items, settings(system, ECHO, {"v": "v@number"}, method_name="post"))
    assert done["_answer"]["body"] == '{"v":12345678901234567890.10}'


def test_an_empty_row_is_not_sent_and_a_mapped_null_is(platform: Platform, system: UUID, server: Server) -> None:
    chosen = settings(system, ECHO, {"v": "v@number"}, method_name="post")
    [done] = run(platform, [{"v@number": None}], chosen)
    assert done["_answer"]["body"] == '{"v":null}'
    [done] = run(platform, [{"v@number": 1}], settings(system, ECHO, {"v": ""}, method_name="post"))
    assert done["_answer"]["body"] == ""


def test_the_first_item_that_fails_is_named_and_nothing_new_starts(
    platform: Platform, system: UUID, server: Server
) -> None:
    items = [{"n@integer": 404} for _ in range(100)]
    with pytest.raises(ItemFailed) as raised:
        run(platform, items, settings(system, STATUS, {"n": "n@integer"}))
    assert raised.value.item_index < 8
    assert isinstance(raised.value.cause, UpstreamError)
    assert raised.value.cause.fields[0].params["status"] == 404
    assert len(server.state.requests) < 100


def test_an_error_can_be_stored_and_the_others_go_on(platform: Platform, system: UUID, server: Server) -> None:
    chosen = settings(system, STATUS, {"n": "n@integer"}, on_error="store")
    done = run(platform, [{"n@integer": 404}, {"n@integer": 200}, {"n@integer": 500}], chosen)
    assert [item["_answer"].get("status") for item in done] == [404, None, 500]
    assert done[0]["_answer"] == {"status": 404, "error": "upstream_error"}
    assert done[1]["_answer"]["sorry"] is True


@pytest.mark.parametrize("value", [None, "..", ""])
def test_a_value_that_cannot_be_sent_names_item_and_parameter(
    platform: Platform, system: UUID, server: Server, value: str | None
) -> None:
    chosen = settings(system, STATUS, {"n": "n@string"}, on_error="store")
    with pytest.raises(ItemFailed) as raised:
        run(platform, [{"n@string": "200"}, {"n@string": value}], chosen)
    assert (raised.value.item_index, raised.value.cause.code) == (1, "type_mismatch")
    assert raised.value.cause.fields[0].field == "n"


def test_a_result_that_does_not_fit_its_suffix_is_a_mismatch(platform: Platform, system: UUID, server: Server) -> None:
    chosen = settings(system, ANY_RATE, {"n": "n@string"}, result_store_field="_rate@integer")
    with pytest.raises(TypeMismatch) as raised:
        run(platform, [{"n@string": "EUR"}], chosen)
    assert (raised.value.item_index, raised.value.fields[0].field) == (0, "_rate@integer")


def test_no_items_call_nothing(platform: Platform, system: UUID, server: Server) -> None:
    assert run(platform, [], settings(system, STATUS)) == []
    assert server.state.requests == []


def test_without_a_result_field_the_answer_is_dropped(platform: Platform, system: UUID, server: Server) -> None:
    chosen = settings(system, ANY_RATE, {"n": "n@string"}, result_store_field=None)
    assert run(platform, [{"n@string": "EUR"}], chosen) == [{"n@string": "EUR"}]


def test_what_is_not_published_is_named(platform: Platform, system: UUID, server: Server) -> None:
    for chosen in (settings(system, MISSING), settings(MISSING, ECHO), settings(system, STATUS, method_name="post")):
        with pytest.raises(UnknownReference):
            run(platform, [{"id": 1}], chosen)
    with pytest.raises(UnknownReference):
        run(platform, [{"id": 1}], settings(system, ECHO, {"strange": "id"}))
    assert server.state.requests == []


class TestFiles:
    def stored(self, platform: Platform, file_id: str) -> bytes:
        async def read() -> bytes:
            return b"".join([chunk async for chunk in read_stream(platform.services, UUID(file_id))])

        return platform.run(read())

    def test_an_answer_becomes_a_file(self, platform: Platform, system: UUID, server: Server) -> None:
        chosen = settings(system, FILE, store_response_as_file=True, result_store_field="_file@uuid")
        [done] = run(platform, [{"id": 1}], chosen)
        assert self.stored(platform, done["_file@uuid"]).startswith(b"code;total\nR-1;12.50\n")
        row = platform.sql("SELECT name, size, content_type FROM catalogs.file WHERE id = %s", UUID(done["_file@uuid"]))
        assert row == [("report.csv", 100000, "text/csv")]

    def test_an_object_holds_what_is_known_of_it(self, platform: Platform, system: UUID, server: Server) -> None:
        chosen = settings(system, FILE, store_response_as_file=True, result_store_field="_file@object")
        [done] = run(platform, [{"id": 1}], chosen)
        assert done["_file@object"] | {"id": None} == {
            "id": None, "name": "report.csv", "size": 100000, "contentType": "text/csv",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "kept"),
        [("../../etc/passwd", "passwd"), ("a\\b.csv", "b.csv"), ("..", "answer"), ("x.png", "x"), ("", "file")],
    )
    def test_a_name_is_no_path_and_does_not_lie(
        self, platform: Platform, system: UUID, server: Server, name: str, kept: str
    ) -> None:
        chosen = settings(
            system, FILE, {"name": "n@string"}, store_response_as_file=True, result_store_field="_file@object"
        )
        [done] = run(platform, [{"n@string": name}], chosen)
        assert done["_file@object"]["name"] == kept

    def test_a_file_above_the_limit_is_refused_and_leaves_nothing(
        self, platform: Platform, system: UUID, server: Server
    ) -> None:
        before = platform.sql("SELECT count(*) FROM catalogs.file")
        [(limit,)] = platform.sql("SELECT max_file_size FROM files.rules")
        platform.sql("UPDATE files.rules SET max_file_size = 1000")
        try:
            with pytest.raises(ItemFailed) as raised:
                run(platform, [{"id": 1}], settings(system, FILE, store_response_as_file=True))
        finally:
            platform.sql("UPDATE files.rules SET max_file_size = %s", limit)
        assert isinstance(raised.value.cause, FileTooLarge)
        assert platform.sql("SELECT count(*) FROM catalogs.file") == before


class TestDesign:
    @pytest.fixture
    def ctx(self, platform: Platform, system: UUID) -> DesignContext:
        return design(platform)

    def problems(self, chosen: Any, ctx: DesignContext) -> set[tuple[str, str | None]]:
        found = STEP.check(chosen, (example_model(({"id": 1},)),), ctx)
        return {(problem.code, problem.setting) for problem in found}

    def test_nothing_is_wrong_with_what_fits(self, system: UUID, ctx: DesignContext) -> None:
        assert self.problems(settings(system, ANY_RATE, {"n": "id"}), ctx) == {("response_unknown", "query_path")}

    @pytest.mark.parametrize(
        ("endpoint", "mapping", "more", "wanted"),
        [
            (ANY_RATE, {}, {}, ("parameter_missing", "parameters_mapping")),
            (ANY_RATE, {"n": ""}, {}, ("parameter_missing", "parameters_mapping")),
            (ECHO, {"strange": "id"}, {}, ("unknown_reference", "parameters_mapping")),
            (ANY_RATE, {"n": "id"}, {"method_name": "delete"}, ("unknown_reference", "method_name")),
            (ECHO, {}, {"on_error": "store", "result_store_field": None}, ("required_setting", "result_store_field")),
            (
                ECHO,
                {},
                {"on_error": "store", "result_store_field": "_a@uuid"},
                ("error_does_not_fit", "result_store_field"),
            ),
        ],
    )
    def test_remarks(
        self,
        system: UUID,
        ctx: DesignContext,
        endpoint: UUID,
        mapping: dict[str, str],
        more: dict[str, Any],
        wanted: tuple[str, str],
    ) -> None:
        assert wanted in self.problems(settings(system, endpoint, mapping, **more), ctx)

    def test_a_target_that_is_written_twice(self, system: UUID, ctx: DesignContext) -> None:
        chosen = settings(system, ANY_RATE, parameters_mapping=[{"target": "n", "source": "id"}] * 2)
        assert ("duplicate_target", "parameters_mapping") in self.problems(chosen, ctx)

    def test_the_result_has_the_type_that_the_suffix_or_the_schema_says(self, system: UUID, ctx: DesignContext) -> None:
        def kind(name: str, **more: Any) -> Kind:
            chosen = settings(system, ECHO, result_store_field=name, **more)
            field = STEP.model(chosen, (example_model(({"id": 1},)),), ctx).field(name)
            assert field is not None
            return field.type.kind

        assert kind("_a") is Kind.ANY
        assert kind("_a@string") is Kind.STRING
        assert kind("_a", store_response_as_file=True) is Kind.UUID
        assert kind("_a", store_response_as_file=True, on_error="store") is Kind.ANY
        rate = STEP.settings.model_validate(STEP.example.settings)
        field = STEP.model(rate, (example_model(({"id": 1},)),), ctx).field("_rate")
        assert field is not None
        assert [member.name for member in field.type.fields or ()] == ["currency", "rate"]


def test_published_systems_are_read_as_they_were_published(platform: Platform, system: UUID) -> None:
    assert system in platform.with_connection(all_published)
