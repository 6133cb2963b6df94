"""Components delivered with the platform. They are published like any other, and may be extended by builders."""

from uuid import UUID

from aqtra.infra.container import Services
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.components import repository as components
from aqtra.metadata.documents import (
    ComponentDocument,
    ComponentSettings,
    Element,
    LocalizedText,
    StringProperty,
)
from aqtra.metadata.domains.models import DEFAULT_DOMAIN
from aqtra.metadata.layout import USER_INFO_KEY
from aqtra.metadata.publication.inline import run_to_end
from aqtra.metadata.publication.models import PublicationState
from aqtra.metadata.publication.runner import Runner
from aqtra.metadata.publication.service import Publications

# The title, and the names of the properties, are what the mirror of identity's users writes to.
USER_INFO_TITLE = "User info"


class BuiltInNotPublished(Exception):
    """The platform cannot start: its own components could not be published."""


def user_info() -> ComponentDocument:
    """The profile of a user. All ids are fixed, so that every installation has the same component."""
    properties = (
        StringProperty(id="user_name", name="user_name", title="User name", query=True),
        StringProperty(id="display_name", name="display_name", title="Display name"),
        StringProperty(id="email", name="email", title="E-mail"),
    )
    fields = tuple(
        Element(
            id=_id(number),
            kind="text_field",
            name=f"Text_field_{number:03}",
            settings={
                "binding": f"data.{prop.name}",
                "disabled": True,
                "label": LocalizedText(translation_value=prop.title).model_dump(),
            },
        )
        for number, prop in enumerate(properties, 1)
    )
    page = Element(
        id=_id(0),
        kind="page",
        name="Main page",
        settings={
            "title": LocalizedText(translation_value="Main page").model_dump(),
            "orientation": "vertical",
        },
        children=fields,
    )
    return ComponentDocument(
        key=USER_INFO_KEY,
        settings=ComponentSettings(title=USER_INFO_TITLE, description="Profile of a user", domains=(DEFAULT_DOMAIN,)),
        properties=properties,
        pages=(page,),
    )


async def ensure_builtin_components(services: Services, runner: Runner) -> None:
    """Creates and publishes what is missing. Repeatable; also ends what an interrupted start left.

    Raises BuiltInNotPublished with the reason of the failed stage.
    """
    await runner.recover()
    async with services.db.transaction() as conn:
        stored = await components.component(conn, USER_INFO_KEY, lock=True)
        if stored is None:
            await components.insert(conn, user_info(), PLATFORM, services.clock.now(), built_in=True)
        elif stored.published_version is not None:
            return
        # Its own document needs no checker; what a builder made of it since was checked when it was saved.
        await components.mark_ready(conn, USER_INFO_KEY)
        publication = await Publications(conn, services).start(PLATFORM, [USER_INFO_KEY])
    ended = await run_to_end(services, runner, publication.id)
    if ended.state is not PublicationState.COMPLETED:
        raise BuiltInNotPublished(f"{USER_INFO_TITLE} could not be published: {ended.error}")


def _id(number: int) -> UUID:
    return UUID(f"00000000-0000-4000-8000-0000000001{number:02}")
