"""Stage 1: the whole set that would be live is checked once more."""

from collections.abc import Mapping
from uuid import UUID

from aqtra.kernel.errors import FieldError
from aqtra.kernel.findings import Finding, Severity
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.checks.context import Site
from aqtra.metadata.checks.places import spelled
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.domains import repository as domains
from aqtra.metadata.publication.errors import StageRefused
from aqtra.metadata.publication.stage import PublicationContext

Documents = Mapping[UUID, ComponentDocument]


class Registration:
    """Refuses a set in which anything would break at run time, with the place named.

    Drafts were checked against the drafts of others; here only what is live or becomes live counts. So removing a
    property that another live component uses is found here. What was broken before already (a later version of the
    platform may look closer) does not block others.
    """

    number = 1
    name = "registration"

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    async def run(self, ctx: PublicationContext) -> None:
        async with ctx.services.db.transaction() as conn:
            site = await domains.site(conn, ctx.documents_after().values())
        before = {key: published.document for key, published in ctx.live.items()}
        after = ctx.documents_after()
        chosen = {candidate.new.key for candidate in ctx.candidates}
        broken = [
            _error(after[key], finding)
            for key in sorted(after, key=lambda key: (key not in chosen, str(key)))
            for finding in self._new_errors(key, {} if key in chosen else before, after, site)
        ]
        if broken:
            raise StageRefused("published applications would break", fields=broken)

    async def undo(self, ctx: PublicationContext) -> None:
        """Only looked: nothing to remove. The lock is given up with the end of the publication."""

    def _new_errors(self, key: UUID, before: Documents, after: Documents, site: Site) -> list[Finding]:
        found = [
            finding for finding in self._checker.findings(after[key], after, site) if finding.severity is Severity.ERROR
        ]
        if not found or key not in before:
            return found
        known = self._checker.findings(before[key], before, site)
        return [finding for finding in found if finding not in known]


def _error(document: ComponentDocument, finding: Finding) -> FieldError:
    return FieldError(
        field=spelled(finding.place, document),
        rule=finding.code,
        message=finding.message,
        params={**finding.params, "component": str(document.key)},
    )
