"""`aqtra app`: an application leaves as files, comes back as the same application, and leaves as the same files."""

import json
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.components import create_component, invoice_properties, property_, publish, save_component
from tests.support.files import LIBRARY, picture, upload
from tests.support.installation import Installation

COMPONENTS = "/api/v1/studio/components"
MODULES = "/api/v1/studio/modules"


class Aqtra:
    """The command, on the data of the running installation."""

    def __init__(self, installation: Installation) -> None:
        self._environment = installation.environment

    def __call__(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [sys.executable, "-m", "aqtra.cli.main", "app", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == code, result.stdout + result.stderr
        return result

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code).stdout)


@pytest.fixture
def aqtra(installation: Installation) -> Aqtra:
    return Aqtra(installation)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(name: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": "page", "name": name, "settings": {}, "children": list(children)}


@pytest.fixture
def invoices(builder: Client) -> dict[str, Any]:
    """A component with two pages of one slug and a title that cannot be a file name."""
    title = f"../Счёт {uuid.uuid4().hex[:6]}"
    stored = create_component(builder, title, invoice_properties())
    label = {
        "id": str(uuid.uuid4()),
        "kind": "label",
        "name": "Label_001",
        "settings": {"binding": "data.InvoiceName", "opacity": 0.5},
    }
    pages = [page("All invoices", label), page("All (invoices)"), page("CON")]
    flow = {"key": str(uuid.uuid4()), "kind": "dataflow", "name": "Save", "stages": []}
    return save_component(builder, stored, {**stored["document"], "pages": pages, "flows": [flow]})


def test_export_import_export_is_byte_identical_also_after_the_objects_were_deleted(
    builder: Client, aqtra: Aqtra, invoices: dict[str, Any], tmp_path: Path
) -> None:
    key = invoices["document"]["key"]
    aqtra("export", str(tmp_path / "one"), "--component", key)
    first = content(tmp_path / "one")
    assert sorted(path.split("/")[0] for path in first) == ["app.json"] + ["components"] * (len(first) - 1)
    assert len(first) == 6

    builder.delete(f"{COMPONENTS}/{key}").raise_for_status()
    [imported] = aqtra.json("import", str(tmp_path / "one"))["components"]
    assert imported["outcome"] == "new"
    aqtra("export", str(tmp_path / "two"), "--component", key)
    assert content(tmp_path / "two") == first

    back = builder.get(f"{COMPONENTS}/{key}").json()["document"]
    assert back["pages"] == invoices["document"]["pages"]
    assert back["properties"] == invoices["document"]["properties"]


def test_modules_travel_with_what_imports_them(builder: Client, aqtra: Aqtra, tmp_path: Path) -> None:
    names = [f"m_{uuid.uuid4().hex[:8]}" for _ in range(3)]
    sources = ["RATE = 2\n", f"from {names[0]} import RATE\n", ""]
    keys = []
    for name, source in zip(names, sources, strict=True):
        module = {"title": f"Module {name}", "name": name, "type": "both", "source": source}
        keys.append(builder.post(MODULES, json=module).raise_for_status().json()["key"])
    stored = create_component(builder, f"Imports {names[1]}", [property_("Note")], script=f"import {names[1]}\n")
    key = stored["document"]["key"]
    aqtra("export", str(tmp_path / "one"), "--component", key)
    first = content(tmp_path / "one")
    stems = {path.partition(".")[0].removeprefix("modules/") for path in first if path.startswith("modules")}
    assert stems == {name.replace("_", "-") for name in names[:2]}

    builder.delete(f"{COMPONENTS}/{key}").raise_for_status()
    for gone in (keys[1], keys[0]):
        builder.delete(f"{MODULES}/{gone}").raise_for_status()
    report = aqtra.json("import", str(tmp_path / "one"))
    assert [found["outcome"] for found in report["modules"]] == ["new", "new"]
    assert [found["ready"] for found in report["components"]] == [True]
    aqtra("export", str(tmp_path / "two"), "--component", key)
    assert content(tmp_path / "two") == first
    assert builder.get(f"{MODULES}/{keys[1]}").json()["source"] == sources[1]
    assert {found["outcome"] for found in aqtra.json("import", str(tmp_path / "two"))["modules"]} == {"same"}


def test_an_import_arrives_saved_and_ready_but_not_published(builder: Client, aqtra: Aqtra, tmp_path: Path) -> None:
    stored = create_component(builder, "Arriving", [property_("Note")])
    assert publish(builder, stored)["state"] == "completed"
    key = stored["document"]["key"]
    aqtra("export", str(tmp_path), "--component", key)
    assert aqtra.json("import", str(tmp_path))["components"][0]["outcome"] == "same"
    assert builder.get(f"{COMPONENTS}/{key}").json()["state"] == "published"

    path = next(tmp_path.glob("components/*/component.json"))
    path.write_text(path.read_text().replace("Arriving", "Arrived"))
    [imported] = aqtra.json("import", str(tmp_path))["components"]
    assert (imported["outcome"], imported["ready"]) == ("changed", True)
    now = builder.get(f"{COMPONENTS}/{key}").json()
    assert (now["state"], now["document"]["settings"]["title"]) == ("published_ready", "Arrived")
    assert now["document"]["settings"]["maker"] == stored["document"]["settings"]["maker"]

    ended = aqtra.json("publish", "--component", key)
    assert ended["state"] == "completed"
    assert builder.get(f"{COMPONENTS}/{key}").json()["state"] == "published"


def test_what_has_errors_arrives_saved_only_and_check_tells(builder: Client, aqtra: Aqtra, tmp_path: Path) -> None:
    target = create_component(builder, "Left behind", [])
    link = property_("link", "catalog", component=target["document"]["key"])
    stored = create_component(builder, "Travels alone", [link])
    aqtra("export", str(tmp_path), "--component", stored["document"]["key"])
    for component in (stored, target):
        builder.delete(f"{COMPONENTS}/{component['document']['key']}").raise_for_status()

    [imported] = aqtra.json("import", str(tmp_path))["components"]
    assert not imported["ready"]
    assert "target_missing" in [finding["code"] for finding in imported["findings"]]
    report = aqtra.json("check", code=1)
    assert "target_missing" in [finding["code"] for finding in report["findings"]["Travels alone"]]
    assert builder.get(f"{COMPONENTS}/{stored['document']['key']}").json()["state"] == "saved"
    builder.delete(f"{COMPONENTS}/{stored['document']['key']}").raise_for_status()


def test_one_wrong_file_keeps_everything_out(
    builder: Client, aqtra: Aqtra, invoices: dict[str, Any], tmp_path: Path
) -> None:
    aqtra("export", str(tmp_path), "--component", invoices["document"]["key"])
    own = next(tmp_path.glob("components/*/component.json"))
    own.write_text(own.read_text().replace("Under Review", "Changed"))
    other = tmp_path / "components" / "other"
    shutil.copytree(own.parent, other)
    (other / "component.json").write_text("{")
    refused = aqtra("import", str(tmp_path), code=1)
    assert "components/other/component.json: line 1" in refused.stderr
    assert builder.get(f"{COMPONENTS}/{invoices['document']['key']}").json() == invoices


def test_a_domain_travels_with_its_menu_its_look_and_its_components(
    builder: Client, aqtra: Aqtra, tmp_path: Path
) -> None:
    name = f"d-{uuid.uuid4().hex[:8]}"
    path = f"/api/v1/studio/domains/{name}"
    builder.post("/api/v1/studio/domains", json={"name": name, "title": "Sales"}).raise_for_status()
    stored = create_component(builder, "Resident", [property_("Note")], settings={"domains": [name]})
    key = stored["document"]["key"]
    item = {"id": str(uuid.uuid4()), "component": key, "label": {"translation_value": "Residents"}}
    builder.put(f"{path}/menu", json={"version": 0, "items": [item]}).raise_for_status()
    settings = builder.get(f"{path}/settings").json()
    look = {**settings, "primary_color": "#123456", "hosts": ["sales.example.org"]}
    builder.put(f"{path}/settings", json=look).raise_for_status()

    aqtra("export", str(tmp_path / "one"), "--domain", name)
    first = content(tmp_path / "one")
    assert b"sales.example.org" not in b"".join(first.values())
    builder.put(f"{path}/menu", json={"version": 1, "items": []}).raise_for_status()
    builder.delete(f"{COMPONENTS}/{key}").raise_for_status()
    builder.delete(path).raise_for_status()

    aqtra("import", str(tmp_path / "one"))
    assert builder.get(f"{path}/menu").json()["items"][0]["component"] == key
    assert builder.get(f"{path}/settings").json()["primary_color"] == "#123456"
    aqtra("export", str(tmp_path / "two"), "--domain", name)
    assert content(tmp_path / "two") == first
    builder.put(f"{path}/menu", json={"version": 1, "items": []}).raise_for_status()
    builder.delete(f"{COMPONENTS}/{key}").raise_for_status()
    builder.delete(path).raise_for_status()


def test_everything_can_be_exported_and_nothing_must_not(
    aqtra: Aqtra, invoices: dict[str, Any], tmp_path: Path
) -> None:
    files = aqtra.json("export", str(tmp_path), "--all")["files"]
    assert "domains/digital-workplace/menu.json" in files
    assert not any("user-info" in path for path in files)
    aqtra("export", str(tmp_path / "none"), code=2)
    refused = aqtra("export", str(tmp_path / "none"), "--component", "No such thing", code=1)
    assert "there is no component No such thing" in refused.stderr
    assert not (tmp_path / "none").exists()


class TestFiles:
    """Pictures that pages show."""

    @pytest.fixture
    def shown(self, builder: Client) -> tuple[str, str]:
        """A component and the picture on its page."""
        file = upload(builder, "Mavi gökyüzü.png", picture())["id"]
        pages = [{**page("Main"), "settings": {"background_image": file}}]
        stored = create_component(builder, f"Shows {uuid.uuid4().hex[:6]}", [property_("Note")], pages=pages)
        return stored["document"]["key"], file

    def leave(self, builder: Client, key: str, file: str) -> None:
        builder.delete(f"{COMPONENTS}/{key}").raise_for_status()
        builder.delete(f"{LIBRARY}/{file}").raise_for_status()

    def test_they_travel_along_and_keep_their_ids(
        self, builder: Client, aqtra: Aqtra, shown: tuple[str, str], tmp_path: Path
    ) -> None:
        key, file = shown
        aqtra("export", str(tmp_path / "one"), "--component", key)
        first = content(tmp_path / "one")
        assert first[f"files/{file}.content.png"] == picture()
        assert json.loads(first[f"files/{file}.json"]) == {"name": "Mavi gökyüzü.png"}

        self.leave(builder, key, file)
        [imported] = aqtra.json("import", str(tmp_path / "one"))["components"]
        assert imported["ready"]
        assert builder.get(f"{LIBRARY}/{file}/content").content == picture()
        assert builder.get(f"{LIBRARY}/{file}").json()["name"] == "Mavi gökyüzü.png"
        aqtra("export", str(tmp_path / "two"), "--component", key)
        assert content(tmp_path / "two") == first

    def test_a_later_export_takes_away_what_no_page_shows(
        self, builder: Client, aqtra: Aqtra, shown: tuple[str, str], tmp_path: Path
    ) -> None:
        key, _ = shown
        aqtra("export", str(tmp_path), "--component", key)
        (tmp_path / "files" / "README").write_text("ours")
        stored = builder.get(f"{COMPONENTS}/{key}").json()
        save_component(builder, stored, {**stored["document"], "pages": [page("Main")]})
        aqtra("export", str(tmp_path), "--component", key)
        assert [path for path in content(tmp_path) if path.startswith("files/")] == ["files/README"]

    def test_without_its_file_a_page_arrives_with_an_error(
        self, builder: Client, aqtra: Aqtra, shown: tuple[str, str], tmp_path: Path
    ) -> None:
        key, file = shown
        aqtra("export", str(tmp_path), "--component", key)
        shutil.rmtree(tmp_path / "files")
        self.leave(builder, key, file)
        [imported] = aqtra.json("import", str(tmp_path))["components"]
        assert [finding["code"] for finding in imported["findings"]] == ["file_missing"]
        builder.delete(f"{COMPONENTS}/{key}").raise_for_status()

    @pytest.mark.parametrize("damage", ["no picture", "a link", "a path", "no content"])
    def test_what_cannot_be_trusted_keeps_everything_out(
        self, builder: Client, aqtra: Aqtra, shown: tuple[str, str], tmp_path: Path, damage: str
    ) -> None:
        key, file = shown
        aqtra("export", str(tmp_path), "--component", key)
        path = tmp_path / "files" / f"{file}.content.png"
        match damage:
            case "no picture":
                path.write_bytes(b"<html><script>alert(1)</script></html>")
            case "a link":
                path.unlink()
                path.symlink_to("/etc/passwd")
            case "a path":
                (tmp_path / "files" / f"{file}.json").write_text('{"name": "../../passwd"}')
            case "no content":
                path.unlink()
        self.leave(builder, key, file)
        refused = aqtra("import", str(tmp_path), code=1)
        assert file in refused.stdout + refused.stderr
        assert builder.get(f"{COMPONENTS}/{key}").status_code == 404
        assert builder.get(f"{LIBRARY}/{file}").status_code == 404
