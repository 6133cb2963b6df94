"""The applications in `examples/` can be imported, published and exported again without a byte of difference."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installation import Installation, start_installation

EXAMPLES = Path(__file__).parents[2] / "examples"
GALLERY = ("Component gallery", "Gallery events", "Gallery people")
DEALERSHIP = ("Transaction Specialists", "Car fleet", "Managers grid")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation of its own: an import into a used domain would mix the menus."""
    with start_installation(tmp_path_factory.mktemp("examples")) as running:
        yield running


def aqtra(installation: Installation, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "app", *arguments],
        env=installation.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_invoice_inventory_survives_import_and_export(fresh: Installation, tmp_path: Path) -> None:
    example = EXAMPLES / "invoice-inventory"
    aqtra(fresh, "import", str(example))
    once = tmp_path / "once"
    aqtra(fresh, "export", str(once), "--domain", "digital-workplace")
    assert files(once) == files(example)
    aqtra(fresh, "import", str(once))
    twice = tmp_path / "twice"
    aqtra(fresh, "export", str(twice), "--domain", "digital-workplace")
    assert files(twice) == files(example)


def test_the_imported_application_can_be_published_and_used(fresh: Installation) -> None:
    aqtra(fresh, "publish")
    with fresh.signed_in() as client:
        menu = client.get("/api/v1/workplace").raise_for_status().json()["menu"]
        assert [item["label"]["translation_value"] for item in menu] == ["Invoice Inventory"]
        component = menu[0]["component"]
        created = client.post(f"/api/v1/entries/{component}", json={"data": {"InvoiceNumber": "N-1"}})
        assert created.status_code == 201, created.text
        assert client.get(f"/api/v1/entries/{component}?$count=true").json()["@odata.count"] == 1


def test_the_dealership_survives_import_and_export(fresh: Installation, tmp_path: Path) -> None:
    example = EXAMPLES / "dealership"
    aqtra(fresh, "import", str(example))
    chosen = [part for title in DEALERSHIP for part in ("--component", title)]
    aqtra(fresh, "export", str(tmp_path / "once"), *chosen)
    exported = files(tmp_path / "once")
    assert exported == {name: content for name, content in files(example).items() if name in exported}
    assert len(exported) == 1 + sum(name.startswith("components/") for name in files(example))


def test_the_gallery_survives_import_and_export(fresh: Installation, tmp_path: Path) -> None:
    example = EXAMPLES / "gallery"
    aqtra(fresh, "import", str(example))
    aqtra(fresh, "publish")
    chosen = [part for title in GALLERY for part in ("--component", title)]
    aqtra(fresh, "export", str(tmp_path / "once"), *chosen)
    exported = files(tmp_path / "once")
    assert exported == {name: content for name, content in files(example).items() if name in exported}
    travelling = ("components/", "files/")
    assert len(exported) == 1 + sum(name.startswith(travelling) for name in files(example))
