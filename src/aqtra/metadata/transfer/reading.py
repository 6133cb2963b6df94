"""From the text of files to an application. Collects everything that is wrong before it refuses."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from aqtra.kernel.errors import AqtraError, FieldError
from aqtra.metadata.documents import (
    ComponentDocument,
    ComponentKind,
    ComponentSettings,
    Element,
    Flow,
    ModuleType,
    Property,
    ScriptModule,
)
from aqtra.metadata.documents.base import Identifier, Title
from aqtra.metadata.documents.component import LONGEST_SCRIPT
from aqtra.metadata.documents.module import LONGEST_MODULE
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.domains.models import DomainName, DomainSettings, MenuItem
from aqtra.metadata.modules.names import is_reserved
from aqtra.metadata.transfer.errors import FolderRefused
from aqtra.metadata.transfer.models import Application, DomainContent, Files
from aqtra.metadata.transfer.writing import (
    APP_FILE,
    COMPONENT_FILE,
    DOMAIN_FILE,
    FORMAT,
    FORMAT_VERSION,
    MENU_FILE,
    SCRIPT_FILE,
)

COMPONENT_PATH = re.compile(r"^components/([^/]+)/(component\.json|script\.py|(pages|flows)/[^/]+\.json)$")
DOMAIN_PATH = re.compile(r"^domains/([^/]+)/(domain|menu)\.json$")
MODULE_PATH = re.compile(r"^modules/([^/]+)\.(json|py)$")
DOMAIN_NAME: TypeAdapter[str] = TypeAdapter(DomainName)

Model = TypeVar("Model", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Header(_Strict):
    format: str
    format_version: int


class _Component(_Strict):
    key: UUID
    kind: ComponentKind = ComponentKind.COMPONENT
    settings: ComponentSettings
    properties: tuple[Property, ...] = ()
    pages: tuple[UUID, ...] = ()
    flows: tuple[UUID, ...] = ()


class _Module(_Strict):
    key: UUID
    title: Title = Field(min_length=1)
    name: Identifier
    type: ModuleType


class _Domain(_Strict):
    settings: DomainSettings = Field(default_factory=DomainSettings)


class _Menu(_Strict):
    items: tuple[MenuItem, ...] = ()


def application_of(files: Files) -> Application:
    """The application that the files describe. Raises FolderRefused naming every file and place that is wrong."""
    reader = _Reader(files)
    application = reader.read()
    if reader.errors:
        raise FolderRefused("the folder cannot be imported", fields=reader.errors)
    return application


class _Reader:
    """Reads one set of files; `errors` grows."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.errors: list[FieldError] = []

    def read(self) -> Application:
        if not self._header():
            return Application()
        for path in sorted(self._files):
            if path != APP_FILE and not any(form.match(path) for form in (COMPONENT_PATH, DOMAIN_PATH, MODULE_PATH)):
                self._refuse(path, "", "unexpected_file", "this file belongs to no object")
        folders = sorted({match[1] for path in self._files if (match := COMPONENT_PATH.match(path))})
        components = [found for folder in folders if (found := self._component(f"components/{folder}"))]
        self._refuse_doubles("components", [document.key for document in components])
        names = sorted({match[1] for path in self._files if (match := DOMAIN_PATH.match(path))})
        domains = [domain for name in names if (domain := self._domain(name))]
        stems = sorted({match[1] for path in self._files if (match := MODULE_PATH.match(path))})
        modules = [module for stem in stems if (module := self._module(f"modules/{stem}"))]
        self._refuse_doubles("modules", [module.key for module in modules])
        return Application(tuple(components), tuple(domains), tuple(modules))

    def _header(self) -> bool:
        if APP_FILE not in self._files:
            self._refuse(APP_FILE, "", "required", "the folder is not an application")
            return False
        header = self._model(APP_FILE, _Header)
        if header is None:
            return False
        if header.format != FORMAT or header.format_version != FORMAT_VERSION:
            known = f"{FORMAT} {FORMAT_VERSION}"
            message = f"{header.format} {header.format_version} is not known here; {known} is"
            self._refuse(APP_FILE, "format_version", "format_version", message)
            return False
        return True

    def _component(self, folder: str) -> ComponentDocument | None:
        path = f"{folder}/{COMPONENT_FILE}"
        if path not in self._files:
            self._refuse(path, "", "required", "the component's own file is missing")
            return None
        head = self._model(path, _Component)
        pages = self._objects(f"{folder}/pages/", Element)
        flows = self._objects(f"{folder}/flows/", Flow)
        script = self._source(f"{folder}/{SCRIPT_FILE}", LONGEST_SCRIPT)
        if head is None:
            return None
        return ComponentDocument(
            key=head.key,
            kind=head.kind,
            settings=head.settings,
            properties=head.properties,
            pages=tuple(self._ordered(path, "pages", head.pages, {page.id: (at, page) for at, page in pages})),
            flows=tuple(self._ordered(path, "flows", head.flows, {flow.key: (at, flow) for at, flow in flows})),
            script=script,
        )

    def _module(self, stem: str) -> ScriptModule | None:
        about, code = f"{stem}.json", f"{stem}.py"
        for path in (about, code):
            if path not in self._files:
                self._refuse(path, "", "required", "a module has a file with its source and one about it")
                return None
        head, source = self._model(about, _Module), self._source(code, LONGEST_MODULE)
        if head is None:
            return None
        if is_reserved(head.name):
            self._refuse(about, "name", "reserved", f"{head.name} is a name of Python or of the platform")
        return ScriptModule(key=head.key, title=head.title, name=head.name, type=head.type, source=source)

    def _source(self, path: str, longest: int) -> str:
        """Empty where there is none, or none that can be kept."""
        script = self._files.get(path, "")
        if len(script) > longest:
            self._refuse(path, "", "too_large", f"a script has at most {longest} characters")
            return ""
        try:
            storable(script)
        except AqtraError as error:
            for field in error.fields:
                self._refuse(path, "", field.rule, field.message)
            return ""
        return script

    def _objects(self, prefix: str, model: type[Model]) -> list[tuple[str, Model]]:
        paths = [path for path in sorted(self._files) if path.startswith(prefix)]
        return [(path, found) for path in paths if (found := self._model(path, model)) is not None]

    def _ordered(
        self, path: str, member: str, order: tuple[UUID, ...], found: dict[UUID, tuple[str, Model]]
    ) -> Iterator[Model]:
        """The objects in the order of their list, which must name each exactly once."""
        for key, count in Counter(order).items():
            if count > 1:
                self._refuse(path, member, "unique", f"{key} stands {count} times")
            elif key not in found:
                self._refuse(path, member, "reference", f"there is no file for {key}")
        for key, (at, _) in found.items():
            if key not in order:
                self._refuse(at, "", "reference", f"{path} does not list it under {member}")
        yield from (found[key][1] for key in order if key in found)

    def _domain(self, name: str) -> DomainContent | None:
        path = f"domains/{name}/{DOMAIN_FILE}"
        try:
            DOMAIN_NAME.validate_python(name)
        except ValidationError:
            self._refuse(path, "", "type", f"{name!r} cannot be the name of a domain")
            return None
        domain = self._model(path, _Domain) if path in self._files else _Domain()
        menu_path = f"domains/{name}/{MENU_FILE}"
        menu = self._model(menu_path, _Menu) if menu_path in self._files else _Menu()
        if domain is None or menu is None:
            return None
        return DomainContent(name=name, settings=domain.settings, menu=menu.items)

    def _refuse_doubles(self, part: str, keys: list[UUID]) -> None:
        for key, count in Counter(keys).items():
            if count > 1:
                self._refuse(part, str(key), "unique", f"{count} objects have the key {key}")

    def _model(self, path: str, model: type[Model]) -> Model | None:
        try:
            content = json.loads(self._files[path], object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
            storable(content)
            return model.model_validate(content)
        except json.JSONDecodeError as error:
            self._refuse(path, f"line {error.lineno}, column {error.colno}", "syntax", error.msg)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                self._refuse(path, ".".join(map(str, detail["loc"])), detail["type"], detail["msg"])
        except AqtraError as error:
            for field in error.fields:
                self._refuse(path, "", field.rule, field.message)
        except (ValueError, RecursionError) as error:
            self._refuse(path, "", "syntax", str(error))
        return None

    def _refuse(self, path: str, place: str, rule: str, message: str) -> None:
        field = f"{path}: {place}" if place else path
        self.errors.append(FieldError(field=field, rule=rule, message=message))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A merge that went wrong leaves a member twice; Python would quietly take the last."""
    content = dict(pairs)
    if len(content) != len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the member {twice!r} stands twice")
    return content


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")
