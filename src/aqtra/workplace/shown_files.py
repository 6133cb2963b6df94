"""Files of the library as pages show them: for whoever may open a page that names them, and nobody else.

Logo and icon of a domain, and what stands for missing pictures in it, are seen by all its visitors.
"""

from uuid import UUID

from aqtra.catalogs.access import may
from aqtra.dataflow.actions import hidden_actions
from aqtra.files import repository
from aqtra.files.errors import FileNotFound
from aqtra.files.repository import Stored
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError, NotSignedIn
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.domains import repository as domains
from aqtra.metadata.releases.models import PublishedComponent


async def shown_file(services: Services, visitor: Principal, file_id: UUID) -> Stored:
    """A file that a published page, or the domain, shows to this visitor. Raises FileNotFound, NotSignedIn.

    What is not shown looks like what does not exist.
    """
    async with services.db.connection() as conn:
        shown = _is_shown(definitions_of(services), visitor, file_id)
        if not shown and not await domains.shows(conn, visitor.domain, file_id):
            raise _absent(visitor)
        stored = await repository.stored(conn, file_id)
    # A file of an entry that somebody wrote into a page stays what it is: readable with its entry only.
    if stored is None or stored.kind != "library":
        raise _absent(visitor)
    return stored


def _is_shown(definitions: Definitions, visitor: Principal, file_id: UUID) -> bool:
    return any(_shows(published, visitor, file_id) for published in definitions if file_id in published.files)


def _shows(published: PublishedComponent, visitor: Principal, file_id: UUID) -> bool:
    """Whether an element that the visitor is given names the file."""
    if not may(visitor, published.document, Verb.OPEN):
        return False
    return bool(published.files[file_id] - hidden_actions(visitor, published))


def _absent(visitor: Principal) -> AqtraError:
    if visitor.is_signed_in:
        return FileNotFound("there is no such file")
    return NotSignedIn("sign in first")
