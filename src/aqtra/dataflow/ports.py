"""What a step asks of the platform, as protocols. A step gets only what its capabilities name."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol
from uuid import UUID

from aqtra.catalogs.files import RegisteredFile
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.service import Kept
from aqtra.dataflow.batches import Applied
from aqtra.dataflow.bus.models import Letter
from aqtra.dataflow.deferred import Operation
from aqtra.dataflow.models import Outcome
from aqtra.dataflow.users import CodeAnswer, Grant, Profile, ProfileChange, SignedIn, UserKey, UserRef
from aqtra.files.links import FileLink
from aqtra.notifications.models import Notice, Reach
from aqtra.templates.models import DocumentFormat, Rendered

if TYPE_CHECKING:
    from aqtra.dataflow.integrations.caller import Received, Target
    from aqtra.dataflow.integrations.models import Method
    from aqtra.dataflow.items.table import Table
    from aqtra.templates.content import TemplateContent


@dataclass(frozen=True, slots=True)
class Page:
    """Entries that were found, `{"value": [entry, …]}` as the API writes it, and whether more match.

    `found`: how many they were before the database left out what nobody goes on with.
    """

    content: bytes
    has_more: bool = False
    found: int | None = None


class Entries(Protocol):
    """Entries as the run's principal may see and change them. An entry is the JSON shape of the API, decoded.

    All raise what the catalogs raise: NotFound, DuplicateKey, ValidationFailed, Conflict, BadQuery.
    """

    async def get(self, component: UUID, entry_id: int) -> Mapping[str, Any]: ...

    async def query(
        self, component: UUID, options: QueryOptions, filters: Sequence[Condition | None]
    ) -> Sequence[Page]:
        """What each filter finds, in their order; `options` says the same for all: order, how many, which fields."""
        ...

    async def files(self, files: Sequence[UUID]) -> Mapping[UUID, RegisteredFile]:
        """Those of the files that exist and may be read. Content is not touched."""
        ...

    async def create(self, component: UUID, data: Mapping[str, Any], name: str | None) -> Mapping[str, Any]: ...

    async def update(
        self, component: UUID, entry_id: int, data: Mapping[str, Any], name: str | Kept | None, *, tracked: bool = True
    ) -> Mapping[str, Any]:
        """Only the given properties change, and the system name unless it is kept.

        Not `tracked`: the change history says nothing of it.
        """
        ...

    async def mark(self, component: UUID, entry_id: int, *, tracked: bool = True) -> None: ...


class Directory(Protocol):
    """Users, their roles and their sign-ins, as the run's principal may see and change them.

    What manages users raises Forbidden unless the principal administers. `client` is an application domain.
    """

    async def profiles(self, users: Collection[UserRef]) -> Mapping[UserRef, Profile]:
        """Those that there are, and that the principal may read."""
        ...

    async def save_user(self, change: ProfileChange) -> int:
        """The user's id. Raises UserNotFound, PasswordRequired, PasswordWeak, LoginTaken, UserLimitReached."""
        ...

    async def register_external(self, provider: UUID, key: str, user_name: str) -> UUID:
        """The user's handle. Raises LoginTaken, UserLimitReached, UnknownReference."""
        ...

    async def register_context(self, component: UUID, keys: Mapping[str, Any], name: str | None) -> UUID:
        """The context's id. Raises EntryNotFound."""
        ...

    async def give_roles(self, user: UserKey | None, context: int | UUID | None, grants: Sequence[Grant]) -> None:
        """Raises EscalationDenied, UserNotFound, ContextNotFound, RoleNotFound."""
        ...

    async def take_roles(self, user: UserKey | None) -> None:
        """Raises UserNotFound, LastAdministrator."""
        ...

    async def issue_code(self, user_name: str | None, client: str, lifetime: timedelta) -> str | None:
        """None for whom no code is made. Raises TooManyTries."""
        ...

    async def confirm_code(self, user_name: str | None, client: str | None, typed: str) -> CodeAnswer:
        """Raises TooManyTries."""
        ...

    async def sign_in(self, user_name: str | None, password: str | None, client: str) -> SignedIn:
        """Raises InvalidCredentials, LockedOut, MethodNotOffered."""
        ...

    async def reset_link(self, user: UserRef | None, client: str) -> str | None:
        """None for whom no link is made. Raises PublicUriMissing, TooManyTries."""
        ...

    async def confirmation_link(self, user: UserRef | None, client: str) -> str | None:
        """None for who needs none. Raises PublicUriMissing, UserNotFound, EmailMissing, TooManyTries."""
        ...


class Flows(Protocol):
    """Flows as the run's principal may call them."""

    async def call(self, component: UUID, flow: UUID, payload: Any) -> Outcome:
        """Runs a published flow to its end, with a log of its own; what went wrong inside is in the outcome.

        Raises RecursionLimit, PermissionDenied, UnknownReference, NoEntryStep, FlowBroken.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """An endpoint as the settings of a step name it."""

    system: UUID
    connector: UUID
    endpoint: UUID


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a step has made."""

    id: UUID
    name: str
    size: int
    content_type: str


class Connectors(Protocol):
    """Endpoints of published systems. Calls raise CallFailed, EgressRefused, and TypeMismatch of their values."""

    async def target(self, reference: Reference) -> "Target":
        """Raises UnknownReference."""
        ...

    async def call(self, target: "Target", method: "Method", values: Mapping[str, Any]) -> "Received": ...

    async def store(self, target: "Target", method: "Method", values: Mapping[str, Any]) -> StoredFile:
        """Keeps the answer as a file. Raises FileTooLarge, WrongFileType besides."""
        ...


class OpenedFile(Protocol):
    """A stored file that the run's principal may read."""

    @property
    def name(self) -> str: ...

    @property
    def charset(self) -> str | None:
        """What was declared when it was uploaded."""
        ...

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The content from its beginning. Raises what the file storage raises."""
        ...


class Files(Protocol):
    """Stored files as the run's principal may read them, and new ones of its own."""

    @property
    def export_limit(self) -> int:
        """Bytes a file may have that a flow writes."""
        ...

    async def open(self, file_id: UUID) -> OpenedFile:
        """Raises FileNotFound, for what the principal may not read just the same."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """A private folder for what a library keeps on disk; gone at the end."""
        ...

    async def store(self, name: str, content_type: str, chunks: AsyncIterator[bytes]) -> UUID: ...


class Batches(Protocol):
    """Many recorded operations at once, under the rights of the run's principal."""

    async def check(self, operations: Sequence[Operation]) -> None:
        """What can be told before they are applied. Raises OperationRefused, and what the catalogs raise."""
        ...

    async def apply(self, operations: Sequence[Operation]) -> Applied:
        """All in one transaction, or none. Raises as `check`."""
        ...


class Bus(Protocol):
    """Entries that are created later, as the run's principal."""

    async def put(self, component: UUID, step_id: str, letters: Iterable[Letter]) -> None:
        """Queues all of them or none; what is queued already is left alone. Raises Unavailable."""
        ...


class FileLinks(Protocol):
    """Short-lived links to files, addressed to the run's principal."""

    async def link(self, file_id: UUID, *, shown: bool) -> FileLink:
        """`shown` in the browser where that is safe. Raises FileNotFound, also for what the principal may not have."""
        ...


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a message is for: the union of the users and of those who have a role in the context."""

    users: tuple[UserRef, ...] = ()
    context: int | UUID | None = None
    component: UUID | None = None
    """Of which `context` is an entry, where it is a number."""


class Notifications(Protocol):
    """Messages to people, on behalf of the run's principal. Handed over, not waited for."""

    async def send(self, notice: Notice, to: Recipients) -> Reach:
        """To how many it goes: each once, without who is not active or cannot be reached on the channel.

        Raises ChannelNotConfigured.
        """
        ...


class Templates(Protocol):
    """Published templates."""

    async def model(self, template: UUID) -> "TemplateContent":
        """What it is filled with. Raises UnknownReference."""
        ...

    async def render(self, template: UUID, format: DocumentFormat, name: str, data: Mapping[str, Any]) -> Rendered:
        """`data`: by property of the template's model, as JSON. Raises UnknownReference, RenderFailed."""
        ...


class Scripts(Protocol):
    """Python that builders wrote, run where it can reach nothing but the items."""

    async def run(self, source: str, items: "Table", tell: Callable[[str, str], None]) -> Sequence[Mapping[str, Any]]:
        """Each item as the script left it, in order. `tell` gets what it said: at which level, and the text.

        Raises ItemFailed with ScriptError or ScriptLimit as its cause, and ScriptsUnavailable.
        """
        ...


@dataclass(frozen=True, slots=True)
class Instance:
    """A workflow under way, or over. `error` once it is faulted."""

    id: UUID
    state: Literal["running", "waiting", "completed", "cancelled", "faulted", "draft"]
    error: str | None = None


class Workflows(Protocol):
    """Workflows as the run's principal may start them."""

    async def start(
        self, component: UUID, workflow: UUID, entry_id: int, data: Mapping[str, Any], *, wait: bool
    ) -> Instance:
        """Starts an instance on an entry, whose stored values `data` overlays. `wait`: until it ends or pauses.

        Raises EntryNotFound, WorkflowActive, PermissionDenied.
        """
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a step may touch besides its items."""

    reads: bool = False
    writes: bool = False
    network: bool = False
    secrets: bool = False
    directory: bool = False
    calls: bool = False
    """Other flows, and workflows."""
    files: bool = False
    notifies: bool = False
    """Sends messages to people."""
    templates: bool = False
    scripts: bool = False


NONE = Capabilities()
