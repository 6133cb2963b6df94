"""Values of export and import."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from aqtra.kernel.findings import Finding
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.domains.models import DomainSettings, MenuItem

Files = dict[str, str]
"""Text by path; the separator is `/`."""


@dataclass(frozen=True)
class DomainContent:
    """What belongs to a domain and travels with it."""

    name: str
    settings: DomainSettings
    menu: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class Application:
    """What a folder holds, in no particular order."""

    components: tuple[ComponentDocument, ...] = ()
    domains: tuple[DomainContent, ...] = ()
    modules: tuple[ScriptModule, ...] = ()


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Imported:
    """What became of one component. It is not ready to publish while `findings` has errors."""

    key: UUID
    title: str
    outcome: Outcome
    ready: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ImportedModule:
    """What became of one module."""

    key: UUID
    title: str
    outcome: Outcome


@dataclass(frozen=True)
class ImportReport:
    """What an import stored."""

    components: tuple[Imported, ...] = ()
    modules: tuple[ImportedModule, ...] = ()
    domains: tuple[str, ...] = field(default=())
