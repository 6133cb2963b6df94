"""Writes `examples/gallery` from the pages, the data and the catalogue. Running it again changes nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

from tools.gallery import events, model, parts, people
from tools.gallery.pages import PAGES, SETTINGS

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.domains.models import DomainSettings, MenuItem
from aqtra.metadata.transfer.folder import write_folder
from aqtra.metadata.transfer.models import Application, DomainContent
from aqtra.metadata.transfer.writing import files_of

FOLDER = Path(__file__).parents[2] / "examples" / "gallery"
DOMAIN = "digital-workplace"


def application() -> Application:
    pages = [parts.page(name, *content(), **SETTINGS.get(name, {})) for name, _, content in PAGES]
    gallery = {
        "key": model.PROJECTS,
        "settings": {"title": model.TITLE, "domains": [DOMAIN]},
        "properties": model.PROJECT_PROPERTIES,
        "pages": pages,
        "flows": model.flows(),
    }
    components = tuple(
        ComponentDocument.model_validate(each) for each in (gallery, people.component(), events.component())
    )
    domain = DomainContent(DOMAIN, DomainSettings(title="Digital workplace"), (menu(),))
    return Application(components=components, domains=(domain,))


def menu() -> MenuItem:
    """One group with an item for each page; that of a single project is opened from others."""
    items = [_item(model.PROJECTS, name, icon) for name, icon, _ in PAGES if name != "Project"]
    items.append(_item(events.COMPONENT, events.NAME, events.ICON))
    return MenuItem.model_validate(
        {"id": parts.key("menu"), "label": {"translation_value": model.TITLE}, "icon": "grid", "children": items}
    )


def _item(component: str, name: str, icon: str) -> dict[str, Any]:
    return {
        "id": parts.key("menu", name),
        "component": component,
        "page": parts.page_id(name),
        "icon": icon,
        "label": {"translation_value": name},
    }


def write(folder: Path) -> None:
    write_folder(folder, files_of(application()))
    files = folder / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir()
    for source in sorted(parts.FILES.iterdir()):
        name = parts.key("file", source.name)
        header = json.dumps({"name": source.name}, indent=2) + "\n"
        (files / f"{name}.json").write_text(header)
        shutil.copyfile(source, files / f"{name}.content{source.suffix}")


if __name__ == "__main__":
    write(FOLDER)
