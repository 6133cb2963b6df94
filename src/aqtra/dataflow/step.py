"""What a step type is: settings, ports, capabilities, replay class, an example, and the functions behind them."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import PayloadKind, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.ports import NONE, Capabilities
from aqtra.kernel.findings import Severity
from aqtra.metadata.checks.context import Site
from aqtra.metadata.documents import ComponentDocument, FlowKind, ScriptModule

if TYPE_CHECKING:
    from aqtra.dataflow.integrations.models import SystemContent
    from aqtra.dataflow.streams import Stream
    from aqtra.templates.content import TemplateContent

S = TypeVar("S", bound=StepSettings)


class Group(StrEnum):
    """Where the palette shows the step."""

    INPUT = "input"
    MODEL_TRANSFORMATION = "model_transformation"
    USER_CONTEXTS = "user_contexts"
    OUTPUT = "output"


class InputMode(StrEnum):
    """How a step takes its source (flows.md 6)."""

    ENTRY = "entry"
    ITEM = "item"
    BARRIER = "barrier"
    JOIN = "join"


class Replay(StrEnum):
    """What repeating the step means: nothing, one effect per key, or possibly the effect again."""

    PURE = "pure"
    KEYED = "keyed"
    AT_LEAST_ONCE = "at_least_once"


@dataclass(frozen=True, slots=True)
class Ports:
    """How items get in. A join names the two settings that hold its source steps."""

    mode: InputMode
    triggers: frozenset[Trigger] = frozenset()
    payload: PayloadKind | None = None
    join: tuple[str, str] | None = None

    @property
    def sources(self) -> int:
        match self.mode:
            case InputMode.ENTRY:
                return 0
            case InputMode.JOIN:
                return 2
            case _:
                return 1


@dataclass(frozen=True, slots=True)
class StepFailureKind:
    """An error the step may end a run with."""

    code: str
    status: int


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case for people and for the conformance test. Ids in `output` are those an empty table gives.

    `stored`: data of the invoices that were there before.
    `right` is the second stream of a join.
    """

    settings: Mapping[str, Any]
    output: tuple[Mapping[str, Any], ...]
    input: tuple[Mapping[str, Any], ...] = ()
    payload: Any = None
    stored: tuple[Mapping[str, Any], ...] = ()
    right: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A design-time remark of a step about its own settings."""

    code: str
    message: str
    setting: str | None = None
    severity: Severity = Severity.ERROR
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DesignContext:
    """What design-time functions may know: the owning component and the others of its version.

    `site`: names of domains, roles and providers; None where nothing is known of them.
    `following`: XX
    """

    owner: ComponentDocument
    component: Callable[[UUID], ComponentDocument | None]
    site: Site | None = None
    systems: "Mapping[UUID, SystemContent]" = field(default_factory=dict)
    """Published systems that flows may call."""
    following: frozenset[str] | None = None
    kind: FlowKind | None = None
    """Of the flow around the step; None when it is not known."""
    templates: "Mapping[UUID, TemplateContent]" = field(default_factory=dict)
    """Published templates that flows may render."""
    modules: tuple[ScriptModule, ...] = ()
    """Saved modules, which scripts of drafts import."""


Run = Callable[[Table, S, StepContext], Awaitable[Table]]
Streamed = Callable[["Stream", S, StepContext], AsyncGenerator[Table, None]]
Apart = Callable[["Stream", S, StepContext], bool]
"""Raises what would end the step before it acts on the first item."""
Model = Callable[[S, tuple[ItemModel, ...], DesignContext], ItemModel]
Check = Callable[[S, tuple[ItemModel, ...], DesignContext], Iterable[Problem]]
CallsOut = Callable[[S], bool]


def same_model(_settings: StepSettings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    """The model of a step that leaves items as they are."""
    return inputs[0]


def no_problems(_settings: StepSettings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    """The check of a step that the general checks cover."""
    return ()


def calls_nobody(_settings: StepSettings) -> bool:
    """Of a step that calls other systems with none of its settings, or that declares the network anyway."""
    return False


@dataclass(frozen=True)
class Step(Generic[S]):
    """One step type. `run` gets the items of its source; a join finds the second stream in its context.

    `stream`: the same for streams of any length, which it reads and gives piece by piece; at least one, of the same
    model. Then `run` is `at_once(stream)`.
    `sliced`: `run` may be given any slice of a stream and gives that slice of the result, of the same model. So only
    what looks at each item alone can be.
    """

    id: str
    group: Group
    settings: type[S]
    ports: Ports
    replay: Replay
    example: Example
    run: Run[S]
    model: Model[S] = same_model
    check: Check[S] = no_problems
    calls_out: CallsOut[S] = calls_nobody
    """Of a step without the network among its capabilities: whether it calls other systems with these settings."""
    capabilities: Capabilities = NONE
    retypes: bool = False
    """Puts entries, or their keys, where references were, so a suffix may promise something else."""
    errors: tuple[StepFailureKind, ...] = ()
    stream: Streamed[S] | None = None
    sliced: bool = False
    ranged: bool = False
    """`stream` may be given any range of a stream that says where it begins, and does with it what it would do."""
    apart: Apart[S] | None = None
    """Of a step that acts: whether it may act on ranges of this stream at once, so that nobody sees a difference."""

    def leaves(self, settings: S) -> bool:
        """Whether it may do something in another system, which nobody can take back."""
        return self.capabilities.network or self.calls_out(settings)


def at_once(stream: Streamed[S]) -> Run[S]:
    """What a step that streams makes of a whole table."""

    async def run(table: Table, settings: S, ctx: StepContext) -> Table:
        from aqtra.dataflow.streams import Stream

        return concatenate([part async for part in stream(Stream.of(table), settings, ctx)])

    return run


AnyStep = Step[Any]
