"""What a file may be uploaded for, by whom, and which rules hold for it there."""

from typing import Any
from uuid import UUID

from aqtra.catalogs.service import entries_of
from aqtra.files import folders_repository, repository
from aqtra.files.errors import FolderNotFound
from aqtra.files.models import GlobalRules, ImportTarget, LibraryTarget, PropertyTarget, Target
from aqtra.files.rules import Rule
from aqtra.files.uploads_repository import Purpose
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import Forbidden, ValidationFailed
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.documents import ComponentDocument, Element, FileProperty

CONTROL_KIND = "file"


async def purpose_of(services: Services, conn: Connection, principal: Principal, target: Target) -> Purpose:
    """Raises NotSignedIn, Forbidden, NoSuchCatalog, BuiltInEntries, FolderNotFound, ValidationFailed."""
    match target:
        case PropertyTarget():
            prop = _property(_document(services, principal, target.component), target.property)
            return Purpose("property", target.component, prop.id, target.control)
        case ImportTarget():
            _document(services, principal, target.import_)
            return Purpose("import", target.import_)
        case LibraryTarget():
            _require_builder(principal)
            if target.folder is not None and not await folders_repository.exists(conn, target.folder):
                raise FolderNotFound("there is no such folder")
            return Purpose("library", folder=target.folder)


async def rules_of(services: Services, conn: Connection, principal: Principal, purpose: Purpose) -> list[Rule]:
    """The rules of all levels, for whoever may still upload it.

    Raises NotSignedIn, Forbidden, ComponentForbidden, NoSuchCatalog, ValidationFailed.
    """
    rules = [global_rule(await repository.rules(conn))]
    if purpose.component is None:
        _require_builder(principal)
        return rules
    document = _document(services, principal, purpose.component)
    if purpose.property_id is not None:
        prop = _property(document, purpose.property_id)
        rules.append(Rule.of(prop.file_types, prop.max_file_size))
    if purpose.control is not None:
        rules.append(_rule_of_control(document, purpose.control))
    return rules


def global_rule(rules: GlobalRules) -> Rule:
    return Rule.of(rules.file_types, rules.max_file_size)


def _require_builder(principal: Principal) -> None:
    if not principal.has(Right.STUDIO):
        raise Forbidden(f"this needs the right {Right.STUDIO.value}", right=Right.STUDIO.value)


def _document(services: Services, principal: Principal, component: UUID) -> ComponentDocument:
    """Of a component whose entries the principal may change, as the principal sees it."""
    return entries_of(services).writable_by(principal).model(component).document


def _property(document: ComponentDocument, name_or_id: str) -> FileProperty:
    for prop in document.properties:
        if name_or_id in (prop.name, prop.id) and isinstance(prop, FileProperty) and not prop.virtual:
            return prop
    raise ValidationFailed.of_field("target.property", "unknown_field", "the component has no such file property")


def _rule_of_control(document: ComponentDocument, control: UUID) -> Rule:
    for element in (found for page in document.pages for found in page.walk()):
        if element.id == control and element.kind == CONTROL_KIND:
            return Rule.of(_text(element, "accept_files"), _size(element))
    raise ValidationFailed.of_field("target.control", "unknown", "no page has such a file control")


def _text(element: Element, setting: str) -> str:
    value: Any = element.settings.get(setting)
    return value if isinstance(value, str) else ""


def _size(element: Element) -> int | None:
    value: Any = element.settings.get("max_file_size_in_bytes")
    return value if isinstance(value, int) and value > 0 else None
