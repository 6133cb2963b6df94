"""Links to files of the platform under the rights of a run's principal."""

from uuid import UUID

from aqtra.files.links import FileLink, make_link, readable_file
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal


class AddressedLinks:
    """Implements `ports.FileLinks`."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self._services = services
        self._principal = principal

    def act_as(self, principal: Principal) -> None:
        """From now on in the name of somebody else."""
        self._principal = principal

    async def link(self, file_id: UUID, *, shown: bool) -> FileLink:
        file = await readable_file(self._services, self._principal, file_id)
        return make_link(self._services, self._principal, file, shown=shown)
