"""Published flows: who may call them, and their plans."""

from uuid import UUID
from weakref import WeakKeyDictionary

from aqtra.catalogs.access import absent, check
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.dataflow.errors import FlowBroken, FlowForbidden, FlowNotFound
from aqtra.dataflow.plan import Plan, is_dataflow, plan_flow
from aqtra.dataflow.pushdown.planning import Component, pushed_down
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.findings import Severity
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.releases.models import PublishedComponent


class Plans:
    """Plans of live flows. A release never changes, so its plans are made once per platform version."""

    def __init__(self) -> None:
        self._version = -1
        self._plans: dict[UUID, Plan] = {}
        self._narrowed: dict[UUID, Plan] = {}

    def of(self, flow: Flow, version: int) -> Plan:
        """Raises FlowBroken."""
        if version != self._version:
            self._plans, self._narrowed, self._version = {}, {}, version
        if flow.key not in self._plans:
            self._plans[flow.key] = _plan(flow)
        return self._plans[flow.key]

    def narrowed(self, flow: Flow, version: int, component: Component) -> Plan:
        """The same with what goes into the database. Raises FlowBroken."""
        plan = self.of(flow, version)
        if flow.key not in self._narrowed:
            self._narrowed[flow.key] = pushed_down(plan, component).plan
        return self._narrowed[flow.key]


_PLANS: WeakKeyDictionary[Definitions, Plans] = WeakKeyDictionary()


def plan_of(definitions: Definitions, flow: Flow) -> Plan:
    """The plan of a live flow. Raises FlowBroken."""
    return _PLANS.setdefault(definitions, Plans()).of(flow, definitions.current_version)


def narrowed_plan_of(definitions: Definitions, flow: Flow) -> Plan:
    """The plan whose queries hand over only what later steps go on with. Raises FlowBroken."""

    def component(key: UUID) -> ComponentDocument | None:
        published = definitions.component(key)
        return published.document if published else None

    return _PLANS.setdefault(definitions, Plans()).narrowed(flow, definitions.current_version, component)


def open_component(definitions: Definitions, principal: Principal, component: UUID) -> PublishedComponent:
    """A live component that the principal may open. Raises FlowNotFound, NotSignedIn, ComponentForbidden."""
    published = definitions.component(component)
    try:
        if published is None:
            raise absent(principal)
        check(principal, published.document, Verb.OPEN)
    except NoSuchCatalog:
        raise FlowNotFound("no published component has this flow") from None
    return published


def callable_flow(
    definitions: Definitions, principal: Principal, component: UUID, key: UUID
) -> tuple[PublishedComponent, Flow]:
    """A live dataflow that the principal may call.

    Raises FlowNotFound, NotSignedIn, ComponentForbidden, FlowForbidden.
    """
    published = open_component(definitions, principal, component)
    flow = published.document.flow(key)
    if flow is None or not is_dataflow(flow):
        raise FlowNotFound("no published component has this flow")
    if flow.restrict_access:
        _check_restricted(principal, component, flow)
    return published, flow


def _check_restricted(principal: Principal, component: UUID, flow: Flow) -> None:
    if principal.policy.may_execute(component, str(flow.key)):
        return
    if not principal.is_signed_in and not principal.is_background:
        raise NotSignedIn("sign in first")
    raise FlowForbidden("you have no right to this flow")


def _plan(flow: Flow) -> Plan:
    planned = plan_flow(flow)
    errors = [found.problem for found in planned.problems if found.problem.severity is Severity.ERROR]
    if errors:
        raise FlowBroken(f"the flow {flow.name} cannot run: {errors[0].message}")
    return planned.plan
