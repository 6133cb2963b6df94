"""Documents for tests."""

from typing import Any
from uuid import UUID, uuid4

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.checks.context import Site
from aqtra.metadata.documents import ComponentDocument
from tests.unit.metadata.catalogue import catalogue

CHECKER = Checker(catalogue=catalogue)
SITE = Site(domains=frozenset({"digital-workplace"}))


def prop(name: str, type_: str = "string", **members: Any) -> dict[str, Any]:
    return {"id": f"id_{name}", "name": name, "type": type_, **members}


def element(kind: str, *children: dict[str, Any], name: str = "", **settings: Any) -> dict[str, Any]:
    key = uuid4()
    return {
        "id": key,
        "kind": kind,
        "name": name or f"{kind}_{key.hex}",
        "settings": settings,
        "children": list(children),
    }


def component(
    *properties: dict[str, Any], page: list[dict[str, Any]] | None = None, title: str = "Component", **members: Any
) -> ComponentDocument:
    """A component in the default domain with one page that holds `page`."""
    settings = {"title": title, "domains": ["digital-workplace"], **members.pop("settings", {})}
    pages = members.pop("pages", [element("page", *(page or []), name="Main page")])
    content = {"key": uuid4(), "settings": settings, "properties": list(properties), "pages": pages}
    return ComponentDocument.model_validate({**content, **members})


def check(document: ComponentDocument, *others: ComponentDocument, site: Site = SITE) -> tuple[Finding, ...]:
    documents: dict[UUID, ComponentDocument] = {other.key: other for other in others}
    return CHECKER.findings(document, documents, site)


def codes(document: ComponentDocument, *others: ComponentDocument, site: Site = SITE) -> list[str]:
    """Codes of all findings but the reminder that there are no properties."""
    return [finding.code for finding in check(document, *others, site=site) if finding.code != "no_properties"]
