"""An application as files: the same bytes every time, whatever things are called, and nothing taken on trust."""

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.metadata.documents import ComponentDocument, ModuleType, ScriptModule
from aqtra.metadata.domains.models import DomainSettings, MenuItem
from aqtra.metadata.transfer.errors import FolderRefused, NotAnExport, NotExportable
from aqtra.metadata.transfer.folder import MAX_FILE_BYTES, read_folder, write_folder
from aqtra.metadata.transfer.models import Application, DomainContent, Files
from aqtra.metadata.transfer.names import LONGEST_SLUG, RESERVED, slug, slugs
from aqtra.metadata.transfer.reading import application_of
from aqtra.metadata.transfer.writing import files_of
from tests.unit.metadata.documents import component, element, prop

TITLES = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), min_size=1, max_size=60
).filter(lambda text: text.strip())
HOSTILE = ["../../etc/passwd", "CON", "nul.json", "Счёт-фактура", "発票", "a" * 200, "...", "C:\\temp", "№7", " x "]


def application(titles: list[str]) -> Application:
    """Components of these titles, whose pages and flows are called the same."""
    components = []
    for title in titles:
        panel = element("panel", zeta=1, alpha={"b": 1, "a": 2})
        pages = [element("page", panel, name=title), element("page", name=title)]
        flow = {"key": str(uuid4()), "kind": "dataflow", "name": title}
        properties = [
            prop("Total", "number", minimum="0.10"),
            prop("State", "integer", enum=[{"value": 0, "title": title.strip()[:50]}]),
        ]
        components.append(component(*properties, title=title, pages=pages, flows=[flow], script=f"# {title}\n"))
    menu = (MenuItem(id=uuid4(), component=components[0].key if components else None),)
    modules = [
        ScriptModule(key=uuid4(), title=title.strip(), name="totals", type=ModuleType(side), source=f"# {title}\r\n")
        for title, side in zip(titles, ("frontend", "backend"), strict=False)
    ]
    domain = DomainContent("digital-workplace", DomainSettings(title="X"), menu)
    return Application(tuple(components), (domain,), tuple(modules))


def small() -> Files:
    return files_of(application(["Invoices"]))


def refusal(files: Files) -> list[str]:
    with pytest.raises(FolderRefused) as caught:
        application_of(files)
    return [field.field for field in caught.value.fields]


class TestRoundTrip:
    @given(st.lists(TITLES, min_size=1, max_size=4))
    def test_reading_what_was_written_gives_the_same_application_and_the_same_bytes(self, titles: list[str]) -> None:
        before = application(titles)
        files = files_of(before)
        after = application_of(files)
        assert sorted(after.components, key=lambda found: found.key) == sorted(
            before.components, key=lambda found: found.key
        )
        assert after.domains == before.domains
        assert sorted(after.modules, key=lambda found: found.key) == sorted(before.modules, key=lambda found: found.key)
        assert files_of(after) == files

    def test_hostile_names_make_safe_different_paths(self, tmp_path: Path) -> None:
        files = files_of(application([*HOSTILE, *HOSTILE]))
        assert len({path.lower() for path in files}) == len(files)
        for path in files:
            for part in path.split("/"):
                assert part.isascii()
                assert part not in ("", ".", "..")
                assert part.removesuffix(".json") not in RESERVED
                assert len(part) < 100
        write_folder(tmp_path / "out", files)
        assert read_folder(tmp_path / "out") == files

    def test_files_are_readable_and_say_nothing_of_the_installation(self) -> None:
        document = component(prop("A"), title="Invoices", settings={"maker": 7})
        [path] = [path for path in files_of(Application((document,))) if path.endswith("component.json")]
        assert path == "components/invoices/component.json"
        text = files_of(Application((document,)))[path]
        assert text.endswith("}\n")
        assert '\n  "key": ' in text
        content = json.loads(text)
        assert "maker" not in content["settings"]
        assert content["properties"] == [{"id": "id_A", "name": "A", "type": "string"}]

    def test_the_order_of_pages_is_one_list(self) -> None:
        first, second = element("page", name="One"), element("page", name="Two")
        document = component(pages=[first, second])
        swapped = ComponentDocument.model_validate({**document.model_dump(), "pages": [second, first]})
        files, other = files_of(Application((document,))), files_of(Application((swapped,)))
        changed = [path for path in files if files[path] != other[path]]
        assert changed == ["components/component/component.json"]

    def test_two_pages_with_one_id_cannot_be_told_apart(self) -> None:
        page = element("page", name="One")
        with pytest.raises(NotExportable):
            files_of(Application((component(pages=[page, page]),)))


class TestNames:
    @given(TITLES)
    def test_a_slug_is_short_plain_and_never_empty(self, text: str) -> None:
        made = slug(text, "page")
        assert made.isascii()
        assert made.replace("-", "a").isalnum()
        assert len(made) <= LONGEST_SLUG + len("page-")

    @given(st.dictionaries(st.uuids(), TITLES, max_size=8))
    def test_slugs_are_different_and_do_not_depend_on_the_order(self, names: dict[UUID, str]) -> None:
        made = slugs(names, "page")
        assert len(set(made.values())) == len(names)
        assert slugs(dict(reversed(names.items())), "page") == made


class TestModules:
    def test_a_module_is_its_source_and_a_small_file_beside_it(self) -> None:
        module = ScriptModule(key=uuid4(), title="Totals", name="Totals_2", type=ModuleType.BOTH, source="x = 1")
        files = files_of(Application(modules=(module,)))
        assert files["modules/totals-2.py"] == "x = 1"
        about = {"key": str(module.key), "title": "Totals", "name": "Totals_2", "type": "both"}
        assert json.loads(files["modules/totals-2.json"]) == about

    def test_one_file_without_the_other_and_names_of_python_are_refused(self) -> None:
        files = small()
        del files["modules/totals.py"]
        assert refusal(files) == ["modules/totals.py"]
        files = {name: text.replace('"totals"', '"json"') for name, text in small().items()}
        assert refusal(files) == ["modules/totals.json: name"]


class TestReading:
    def test_a_folder_without_a_header_is_refused(self) -> None:
        files = small()
        del files["app.json"]
        assert refusal(files) == ["app.json"]

    @pytest.mark.parametrize("header", [{"format_version": 2}, {"format": "other"}, {"extra": 1}])
    def test_an_unknown_format_is_refused(self, header: dict[str, Any]) -> None:
        files = small()
        files["app.json"] = json.dumps({**json.loads(files["app.json"]), **header})
        assert refusal(files)[0].startswith("app.json")

    def test_every_wrong_file_is_named_with_its_place(self) -> None:
        files = small()
        [page, _] = sorted(path for path in files if "/pages/" in path)
        files[page] = files[page].replace('"kind": "page"', '"kind": 3')
        files["components/invoices/component.json"] = files["components/invoices/component.json"].replace(
            '"name": "Total"', '"name": "1 Total"'
        )
        files["domains/digital-workplace/menu.json"] = '{"items": [\n<<<<<<< HEAD'
        assert refusal(files) == [
            "components/invoices/component.json: properties.0.number.name",
            f"{page}: kind",
            "domains/digital-workplace/menu.json: line 2, column 1",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            '{"items": [], "items": []}',
            '{"items": NaN}',
            '{"items": ["\\u0000"]}',
            '{"items": ["\\ud800"]}',
            "[" * 99999,
        ],
    )
    def test_json_that_would_be_read_differently_elsewhere_is_refused(self, text: str) -> None:
        files = {**small(), "domains/digital-workplace/menu.json": text}
        assert [field.split(":")[0] for field in refusal(files)] == ["domains/digital-workplace/menu.json"]

    def test_a_limit_that_no_column_can_hold_is_refused(self) -> None:
        files = small()
        path = "components/invoices/component.json"
        files[path] = files[path].replace('"minimum": "0.10"', '"minimum": "1e999999999"')
        assert refusal(files) == [f"{path}: properties.0.number.minimum"]

    def test_lists_and_files_must_agree(self) -> None:
        files = small()
        [gone, kept] = sorted(path for path in files if "/pages/" in path)
        missing = {path: text for path, text in files.items() if path != gone}
        assert refusal(missing) == ["components/invoices/component.json: pages"]
        doubled = {**files, gone: files[kept]}
        assert refusal(doubled) == ["components/invoices/component.json: pages"]
        more = "components/invoices/pages/more.json"
        extra = {**files, more: files[kept].replace(json.loads(files[kept])["id"], str(uuid4()))}
        assert refusal(extra) == [more]

    @pytest.mark.parametrize("path", ["components/x.json", "components/a/b/c.json", "domains/../x.json", "x.json"])
    def test_a_file_that_belongs_to_no_object_is_refused(self, path: str) -> None:
        assert path in refusal({**small(), path: "{}"})

    def test_one_component_in_two_folders_is_refused(self) -> None:
        files = small()
        copies = {path.replace("/invoices/", "/copy/"): text for path, text in files.items() if "/invoices/" in path}
        assert refusal({**files, **copies})[0].startswith("components: ")


class TestFolder:
    def test_links_are_not_followed(self, tmp_path: Path) -> None:
        write_folder(tmp_path / "app", small())
        secret = tmp_path / "secret.json"
        secret.write_text("{}")
        (tmp_path / "app" / "components" / "invoices" / "pages" / "link.json").symlink_to(secret)
        with pytest.raises(FolderRefused) as caught:
            read_folder(tmp_path / "app")
        assert caught.value.fields[0].rule == "link"

    def test_a_linked_folder_is_neither_read_nor_cleaned(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "precious.json").write_text("{}")
        write_folder(tmp_path / "app", small())
        (tmp_path / "app" / "components" / "linked").symlink_to(outside)
        with pytest.raises(FolderRefused):
            write_folder(tmp_path / "app", small())
        assert (outside / "precious.json").exists()

    def test_oversized_and_special_files_are_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "app"
        write_folder(folder, small())
        big = folder / "components" / "invoices" / "big.json"
        big.write_bytes(b" " * (MAX_FILE_BYTES + 1))
        with pytest.raises(FolderRefused) as caught:
            read_folder(folder)
        assert caught.value.fields[0].rule == "too_large"
        big.unlink()
        os.mkfifo(folder / "components" / "invoices" / "pipe.json")
        with pytest.raises(FolderRefused) as caught:
            read_folder(folder)
        assert caught.value.fields[0].rule == "unexpected_file"

    def test_a_second_export_removes_what_is_gone_and_touches_nothing_else(self, tmp_path: Path) -> None:
        folder = tmp_path / "app"
        write_folder(folder, files_of(application(["Invoices", "Cars"])))
        (folder / "README.md").write_text("ours")
        (folder / ".git").mkdir()
        files = small()
        write_folder(folder, files)
        assert read_folder(folder) == files
        assert not (folder / "components" / "cars").exists()
        assert (folder / "README.md").read_text() == "ours"

    def test_a_folder_with_something_else_is_not_touched(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("mine")
        with pytest.raises(NotAnExport):
            write_folder(tmp_path, small())
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]

    def test_a_missing_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FolderRefused):
            read_folder(tmp_path / "nowhere")
