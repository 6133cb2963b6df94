"""Scripts of a run in their jail, and the platform as they see it: with the rights of the run's principal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from aqtra.dataflow.calling_errors import ScriptError, ScriptLimit, ScriptsUnavailable
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, Kind
from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.script_calls import ScriptCalls
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument, Side
from aqtra.metadata.modules.repository import documents as saved_modules
from aqtra.metadata.modules.resolving import Modules, sources
from aqtra.metadata.modules.source import imports_of
from aqtra.scripting.errors import JailUnavailable, ScriptFailed, ScriptOverLimit
from aqtra.scripting.models import Order, ScriptLimits, Told
from aqtra.scripting.service import scripts_of_process

LIMITS = ScriptLimits()
_NUMBERS = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.CATALOG})
"""What may travel as text because JavaScript would round it."""


class JailedScripts:
    """Implements `ports.Scripts`."""

    def __init__(
        self,
        services: Services,
        run: RunInfo,
        owner: ComponentDocument,
        calls: ScriptCalls,
        cancellation: Cancellation,
    ) -> None:
        self._services = services
        self._owner = owner
        self._component = run.component
        self._calls = calls
        self._cancellation = cancellation

    def act_as(self, principal: Principal) -> None:
        """From now on scripts do what they do as somebody else."""
        self._calls.act_as(principal)

    async def run(self, source: str, items: Table, tell: Callable[[str, str], None]) -> Sequence[Mapping[str, Any]]:
        shape = {field.name: found for field in items.model.fields if (found := shape_of(field.type))}
        modules = sources(source, Side.BACKEND, await self._modules()) if imports_of(source) else {}
        order, told = Order(source, items.json_items(), shape, LIMITS, modules), Told()
        try:
            scripts = scripts_of_process(self._services.settings.script_packages)
            running = scripts.run(order, self._calls, told, self._component)
            return await self._cancellation.stops(running)
        except ScriptFailed as error:
            raise ItemFailed(_script_error(error), error.index) from error
        except ScriptOverLimit as error:
            limit = ScriptLimit(_at(error.place, error.message), limit=error.limit, line=error.line)
            raise ItemFailed(limit, error.index) from error
        except JailUnavailable as error:
            raise ScriptsUnavailable(error.message) from error
        finally:
            for line in told.lines:
                tell(line.level, line.text)

    async def _modules(self) -> Modules:
        """Those of the release; a draft imports what is saved."""
        if self._owner.modules is not None:
            return self._owner.modules
        async with self._services.db.connection() as conn:
            return await saved_modules(conn)


def shape_of(of: FieldType) -> Any:
    """Where numbers stand in a value of the type; None where there are none."""
    if of.kind in _NUMBERS:
        return "number"
    if of.kind is Kind.ARRAY and of.element is not None:
        inner = shape_of(of.element)
        return [inner] if inner else None
    if of.kind is Kind.OBJECT:
        return {member.name: found for member in of.fields or () if (found := shape_of(member.type))} or None
    return None


def _at(place: str | None, message: str) -> str:
    return f"{place}: {message}" if place else message


def _script_error(error: ScriptFailed) -> ScriptError:
    way = [asdict(frame) for frame in error.way]
    return ScriptError(_at(error.place, error.message), type=error.kind, line=error.line, traceback=way)
