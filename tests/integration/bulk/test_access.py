"""What a principal may not read is not there for its imports and exports either."""

from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from aqtra.bulk.errors import RowsRefused
from aqtra.bulk.exporting import Export, Exporter
from aqtra.bulk.importing import Import, Importer
from aqtra.bulk.models import ExportOptions, ImportOptions, RowError
from aqtra.bulk.streams import PathSource
from aqtra.bulk.terminal import TerminalJournal
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, start_platform
from tests.support.components import property_

ELSEWHERE = Principal(user_id=1, user_name="member", domain="elsewhere")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with start_platform(tmp_path_factory.mktemp("bulk-access")) as running:
        yield running


@pytest.fixture(scope="module")
def secrets(platform: Platform) -> ComponentDocument:
    made = document("Secrets", property_("Text"), restrict_access=True)
    platform.publish(made)
    platform.create(made, {"Text": "x"}, name="Hidden", by=PLATFORM)
    return made


@pytest.fixture(scope="module")
def pointing(platform: Platform, secrets: ComponentDocument) -> ComponentDocument:
    made = document("Pointing", property_("To", "catalog", component=str(secrets.key)))
    platform.publish(made)
    return made


def refused(
    platform: Platform, component: ComponentDocument, path: Path, by: Principal, **options: Any
) -> list[RowError]:
    journal = TerminalJournal(lambda _: None)
    order = Import(component.key, "csv", ImportOptions(**options), by)
    with pytest.raises(RowsRefused):
        platform.run(Importer(platform.services).run(order, PathSource(path), journal))
    return journal.errors


def export(platform: Platform, component: ComponentDocument, by: Principal, **options: Any) -> bytes:
    async def read() -> bytes:
        order = Export(component.key, "csv", (), ExportOptions(**options), by)
        async with aclosing(Exporter(platform.services).run(order, TerminalJournal(lambda _: None))) as chunks:
            return b"".join([chunk async for chunk in chunks])

    return platform.run(read())


@pytest.mark.parametrize(("cell", "by"), [("1", "id"), ("Hidden", "name")])
def test_a_reference_to_it_is_refused_like_a_missing_one(
    platform: Platform, pointing: ComponentDocument, tmp_path: Path, cell: str, by: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"To\n{cell}\n")
    (error,) = refused(platform, pointing, path, MEMBER, match_references_by=by)
    assert (error.line, error.property, error.rule, error.value) == (2, "To", "reference", cell)


def test_its_names_are_not_exported(platform: Platform, pointing: ComponentDocument) -> None:
    with pytest.raises(NoSuchCatalog):
        export(platform, pointing, MEMBER, references="name")
    assert export(platform, pointing, MEMBER) == b"id,name,To\n"


def test_it_is_neither_imported_nor_exported(
    platform: Platform, secrets: ComponentDocument, pointing: ComponentDocument, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Text\nx\n")
    for component, by, refusal in [(secrets, MEMBER, NoSuchCatalog), (pointing, ELSEWHERE, NoSuchCatalog)]:
        order = Import(component.key, "csv", ImportOptions(), by)
        with pytest.raises(refusal):
            platform.run(Importer(platform.services).run(order, PathSource(path), TerminalJournal(lambda _: None)))
        with pytest.raises(refusal):
            export(platform, component, by)
