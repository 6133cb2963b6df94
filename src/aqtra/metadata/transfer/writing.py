"""From an application to the text of its files. Pure and deterministic."""

import json
from typing import Any

from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.documents.base import Document
from aqtra.metadata.domains.models import OF_INSTALLATION
from aqtra.metadata.transfer.errors import NotExportable
from aqtra.metadata.transfer.models import Application, DomainContent, Files
from aqtra.metadata.transfer.names import slugs

FORMAT = "aqtra-application"
FORMAT_VERSION = 1
APP_FILE = "app.json"
COMPONENT_FILE = "component.json"
DOMAIN_FILE = "domain.json"
MENU_FILE = "menu.json"
SCRIPT_FILE = "script.py"
MODULES = "modules"


def files_of(application: Application) -> Files:
    """Every file of an application by its path. Raises NotExportable."""
    files = {APP_FILE: _text({"format": FORMAT, "format_version": FORMAT_VERSION})}
    titles = {document.key: document.settings.title for document in application.components}
    folders = slugs(titles, "component")
    for document in application.components:
        files |= _component_files(f"components/{folders[document.key]}", document)
    for domain in application.domains:
        files |= _domain_files(f"domains/{domain.name}", domain)
    stems = slugs({module.key: module.name for module in application.modules}, "module")
    for module in application.modules:
        files |= _module_files(f"{MODULES}/{stems[module.key]}", module)
    return files


def travelling(document: ComponentDocument) -> ComponentDocument:
    """The document without what belongs to one installation: people are other people elsewhere.

    Modules travel by themselves.
    """
    settings = document.settings.model_copy(update={"maker": None, "run_as_user": None})
    return document.model_copy(update={"settings": settings, "modules": None})


def _component_files(folder: str, document: ComponentDocument) -> Files:
    plain = travelling(document)
    pages = slugs({page.id: page.name for page in plain.pages}, "page")
    flows = slugs({flow.key: flow.name for flow in plain.flows}, "flow")
    if len(pages) < len(plain.pages) or len(flows) < len(plain.flows):
        raise NotExportable(f"{plain.settings.title}: two pages or flows have the same id")
    # Orders that have a meaning are lists of ids in one place, so that moving a page touches one line.
    content = {
        "key": str(plain.key),
        "kind": plain.kind.value,
        "settings": _lean(plain.settings),
        "properties": [_lean(prop, type=prop.type) for prop in plain.properties],
        "pages": [str(page.id) for page in plain.pages],
        "flows": [str(flow.key) for flow in plain.flows],
    }
    files = {f"{folder}/{COMPONENT_FILE}": _text(content)}
    if plain.script:
        files[f"{folder}/{SCRIPT_FILE}"] = plain.script
    files |= {f"{folder}/pages/{pages[page.id]}.json": _text(_lean(page)) for page in plain.pages}
    return files | {f"{folder}/flows/{flows[flow.key]}.json": _text(_lean(flow)) for flow in plain.flows}


def _domain_files(folder: str, domain: DomainContent) -> Files:
    # Host names are the installation's.
    settings = domain.settings.model_dump(mode="json", exclude=set(OF_INSTALLATION), exclude_defaults=True)
    items = [item.model_dump(mode="json", exclude_defaults=True) for item in domain.menu]
    return {f"{folder}/{DOMAIN_FILE}": _text({"settings": settings}), f"{folder}/{MENU_FILE}": _text({"items": items})}


def _module_files(stem: str, module: ScriptModule) -> Files:
    """The source as it is, and beside it what is not in it."""
    about = {"key": str(module.key), "title": module.title, "name": module.name, "type": module.type.value}
    return {f"{stem}.json": _text(about), f"{stem}.py": module.source}


def _lean(document: Document, **kept: Any) -> dict[str, Any]:
    """JSON of a document without what is at its default; `kept` members stay all the same."""
    content = document.model_dump(mode="json", exclude_defaults=True)
    return {name: _sorted(value) for name, value in (content | kept).items()}


def _sorted(value: Any) -> Any:
    """Members by name: neither PostgreSQL nor the front end promises an order of its own."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_sorted(inner) for inner in value]
    return value


def _text(content: dict[str, Any]) -> str:
    return json.dumps(_sorted(content), indent=2, ensure_ascii=False) + "\n"
