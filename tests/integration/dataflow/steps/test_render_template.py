"""Render template: documents of items, kept as files."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

import orjson
import pytest

from aqtra.dataflow.errors import ItemFailed, StepError, TypeMismatch, UnknownReference
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.run_templates import PublishedTemplates
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.steps.render_template import STEP, Settings
from aqtra.files.service import store_stream
from aqtra.templates.documents import library_files
from aqtra.templates.errors import RenderFailed
from aqtra.templates.repository import all_published
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import templates
from tests.integration.dataflow.flows import department
from tests.integration.dataflow.steps.writing import Running, running
from tests.support.templates import detail, element, text
from tests.unit.dataflow.held_files import HeldFiles

LINES = [{"title": "Paper", "price": "12.50"}, {"title": "Ink", "price": "0.10"}]


def rendering(platform: Platform, export_limit: int = 1024 * 1024) -> tuple[Running, HeldFiles]:
    run = running(platform)
    files = HeldFiles(export_limit=export_limit)
    run.shared.files, run.shared.templates = files, PublishedTemplates(platform.services, run.shared.run)
    return run, files


def settings(**more: Any) -> dict[str, Any]:
    mapping = [{"target": "number", "source": "n@string"}, {"target": "lines", "source": "lines@array"}]
    common = {"template": str(templates.EXAMPLE), "render_type": "text", "file_name": "Invoice {n@string}"}
    return {**common, "fields_mapping": mapping, **more}


def item(number: str | None, lines: Any = LINES) -> dict[str, Any]:
    return {"n@string": number, "lines@array": lines}


def test_each_item_has_a_document_of_its_own(fresh: Platform) -> None:
    run, files = rendering(fresh)
    made = orjson.loads(run.step(STEP, [item("R-1"), item("R-2", [])], **settings()).to_json())
    stored = [files.stored[UUID(found["fileId"])] for found in made]
    assert [(name, kind) for name, kind, _ in stored] == [
        ("Invoice R-1.txt", "text/plain; charset=utf-8"),
        ("Invoice R-2.txt", "text/plain; charset=utf-8"),
    ]
    first, second = (content.decode() for *_, content in stored)
    assert "Invoice R-1" in first
    assert "12.6" in first
    assert "Paper" not in second


def test_null_and_missing_values_are_empty(fresh: Platform) -> None:
    run, files = rendering(fresh)
    run.step(STEP, [item(None, None)], **settings(file_name="x"))
    ((_, _, content),) = files.stored.values()
    assert content.decode().startswith("Invoice \n")


def test_the_result_goes_where_it_is_told(fresh: Platform) -> None:
    run, _ = rendering(fresh)
    (made,) = orjson.loads(run.step(STEP, [item("1")], **settings(result_store_field="_paper@uuid")).to_json())
    assert UUID(made["_paper@uuid"])


@pytest.mark.parametrize("name", ["a/b", "", "  ", "a\0b", "../x", "x" * 300])
def test_a_name_that_is_none_is_told(fresh: Platform, name: str) -> None:
    run, _ = rendering(fresh)
    with pytest.raises(ItemFailed) as failed:
        run.step(STEP, [item("fine"), item(name)], **settings(file_name="{n@string}"))
    assert (code(failed.value), failed.value.item_index) == ("bad_file_name", 1)


def test_a_document_above_the_limit_is_not_kept(fresh: Platform) -> None:
    run, files = rendering(fresh, export_limit=10)
    with pytest.raises(ItemFailed) as failed:
        run.step(STEP, [item("R-1")], **settings())
    assert code(failed.value) == "file_too_large"
    assert files.stored == {}


def test_values_that_do_not_fit_name_item_and_property(fresh: Platform) -> None:
    run, _ = rendering(fresh)
    with pytest.raises(TypeMismatch) as failed:
        run.step(STEP, [item("1"), item("2", [{"price": "dear"}])], **settings())
    assert failed.value.item_index == 1
    assert failed.value.fields[0].field == "lines"


def test_an_element_that_cannot_be_made_is_named(fresh: Platform) -> None:
    key = templates.publish(fresh, detail(text("{{ number|money }}", name="Sum"), name="Broken"))
    run, _ = rendering(fresh)
    with pytest.raises(ItemFailed) as failed:
        run.step(STEP, [item("x")], **settings(template=str(key)))
    assert isinstance(failed.value.__cause__, RenderFailed)
    assert failed.value.__cause__.params == {"element": "Sum"}
    fresh.sql("DELETE FROM templates.template WHERE id = %s", key)


def test_a_template_that_is_not_published_is_told(fresh: Platform) -> None:
    run, _ = rendering(fresh)
    with pytest.raises(UnknownReference):
        run.step(STEP, [item("x")], **settings(template=str(UUID(int=9))))


def code(error: Exception) -> str:
    cause = error.__cause__
    assert isinstance(cause, StepError)
    return cause.code


class TestDesign:
    def problems(self, platform: Platform, *rows: Mapping[str, Any], **more: Any) -> list[tuple[str, dict[str, str]]]:
        published = platform.with_connection(all_published)
        ctx = DesignContext(department(), {}.get, templates=published)
        read = Settings.model_validate(settings(fields_mapping=list(rows), **more))
        model = ItemModel((Field("n@string", FieldType(Kind.STRING)),))
        return [(found.code, dict(found.params)) for found in STEP.check(read, (model,), ctx)]

    def test_targets_are_those_of_the_model(self, fresh: Platform) -> None:
        rows = {"target": "number", "source": "n@string"}, {"target": "gone", "const": 1}
        assert self.problems(fresh, *rows) == [("unknown_reference", {"reference": "gone"})]

    def test_a_target_is_filled_once(self, fresh: Platform) -> None:
        row = {"target": "number", "source": "n@string"}
        assert self.problems(fresh, row, row) == [("duplicate_target", {"target": "number"})]


def test_several_documents_are_made_side_by_side_and_stay_in_order(fresh: Platform) -> None:
    run, files = rendering(fresh)
    made = orjson.loads(run.step(STEP, [item(str(number)) for number in range(5)], **settings()).to_json())
    names = [files.stored[UUID(found["fileId"])][0] for found in made]
    assert names == [f"Invoice {number}.txt" for number in range(5)]


def test_files_of_entries_and_people_are_no_pictures_of_a_template(fresh: Platform) -> None:
    """A builder reads them neither here nor elsewhere."""
    made = {kind: stored(fresh, kind) for kind in ("library", "flow", "bulk")}
    content = detail(*(element("picture", file=str(file)) for file in made.values()))
    assert fresh.run(library_files(fresh.services, content)) == {made["library"]: b"content"}


def stored(platform: Platform, kind: Any) -> UUID:
    async def content() -> AsyncIterator[bytes]:
        yield b"content"

    return platform.run(store_stream(platform.services, "x.png", "image/png", content(), kind=kind))


def test_what_builders_do_is_in_the_audit_trail(fresh: Platform) -> None:
    key = templates.publish(fresh, detail(text("x"), name="Audited"))
    trail = fresh.sql("SELECT action FROM audit.record WHERE target = %s ORDER BY action", f"template:{key}")
    assert trail == [("template.created",), ("template.published",)]
    fresh.sql("DELETE FROM templates.template WHERE id = %s", key)
