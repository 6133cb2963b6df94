"""Puts the checks together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from aqtra.kernel.findings import Finding, Severity
from aqtra.metadata.catalogue import ComponentCatalogue, component_catalogue
from aqtra.metadata.checks.bindings import check_bindings
from aqtra.metadata.checks.charts import check_charts
from aqtra.metadata.checks.collections import check_collections
from aqtra.metadata.checks.commands import check_commands
from aqtra.metadata.checks.component_settings import check_component_settings
from aqtra.metadata.checks.context import CheckContext, Site
from aqtra.metadata.checks.element_settings import check_element_settings
from aqtra.metadata.checks.expressions import check_expressions
from aqtra.metadata.checks.files import check_files
from aqtra.metadata.checks.flows import check_flow_headers
from aqtra.metadata.checks.inputs import check_inputs
from aqtra.metadata.checks.menus import check_menus
from aqtra.metadata.checks.pages import check_pages
from aqtra.metadata.checks.properties import check_properties
from aqtra.metadata.checks.scripts import check_script
from aqtra.metadata.documents import ComponentDocument

ContextCheck = Callable[[CheckContext], Iterable[Finding]]
FlowCheck = ContextCheck
"""Checks the steps of a document's flows; given by the package that runs them."""

CHECKS: tuple[ContextCheck, ...] = (
    check_component_settings,
    check_properties,
    check_pages,
    check_element_settings,
    check_files,
    check_bindings,
    check_expressions,
    check_inputs,
    check_commands,
    check_collections,
    check_charts,
    check_flow_headers,
    check_script,
    check_menus,
)
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


class Checker:
    """All checks of an installation. `catalogue` is asked for when first needed."""

    def __init__(
        self,
        flow_checks: Sequence[FlowCheck] = (),
        catalogue: Callable[[], ComponentCatalogue] = component_catalogue,
    ) -> None:
        self._checks = (*CHECKS, *flow_checks)
        self._catalogue = catalogue

    def findings(
        self, document: ComponentDocument, documents: Mapping[UUID, ComponentDocument], site: Site
    ) -> tuple[Finding, ...]:
        """The error list of one document: errors first, otherwise in the order of the editor's tabs."""
        context = CheckContext(
            document=document,
            documents={**documents, document.key: document},
            catalogue=self._catalogue(),
            site=site,
        )
        found = [finding for check in self._checks for finding in check(context)]
        return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))
