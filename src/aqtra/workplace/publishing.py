"""The nine stages of a publication, put together from the packages whose work they do."""

from aqtra.catalogs.stages.migrate import Migrate
from aqtra.catalogs.stages.register import Register
from aqtra.catalogs.stages.validate import Validate
from aqtra.dataflow.proxy.checks import proxy_errors
from aqtra.dataflow.publication import Dataflows
from aqtra.infra.container import Services
from aqtra.metadata import builtin
from aqtra.metadata.catalogue import ComponentCatalogue
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.publication.runner import Runner
from aqtra.metadata.publication.stage import Stage
from aqtra.metadata.publication.stages.registration import Registration
from aqtra.metadata.publication.stages.switch import Switch
from aqtra.metadata.publication.stages.version import NewVersion
from aqtra.metadata.publication.stages.workflows import Workflows
from aqtra.scheduler.check import check_schedule
from aqtra.scheduler.publication import Scheduled
from aqtra.workplace.packing import Pack


def publication_stages(checker: Checker | None = None) -> tuple[Stage, ...]:
    """In the order of their numbers. Steps of flows are not the first stage's business: the third compiles them."""
    return (
        Registration(checker or Checker([check_schedule])),
        NewVersion(),
        Scheduled(Dataflows()),
        Workflows(),
        Validate(proxy_errors),
        Migrate(),
        Register(),
        Pack(),
        Switch(),
    )


def publication_runner(services: Services) -> Runner:
    """Runs publications of this installation."""
    return Runner(services, publication_stages())


async def ensure_builtin_components(services: Services) -> None:
    """Creates and publishes the components delivered with the platform. Raises BuiltInNotPublished.

    They are the platform's own, and a service that only migrates has no catalogue of UI components at hand: the
    catalogue is empty here, which makes the kinds on their pages unknown, not wrong.
    """
    checker = Checker(catalogue=ComponentCatalogue)
    await builtin.ensure_builtin_components(services, Runner(services, publication_stages(checker)))
