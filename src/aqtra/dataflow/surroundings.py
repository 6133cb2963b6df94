"""What is published besides components, as design time needs it."""

from collections.abc import Callable
from functools import partial

from aqtra.dataflow.integrations.repository import all_published as published_systems
from aqtra.dataflow.step import DesignContext
from aqtra.infra.database import Connection
from aqtra.metadata.modules.repository import documents as saved_modules
from aqtra.templates.repository import all_published as published_templates

Design = Callable[..., DesignContext]


async def surroundings(conn: Connection) -> Design:
    """Makes the contexts of components, which know the published systems and templates, and the saved modules."""
    return partial(
        DesignContext,
        systems=await published_systems(conn),
        templates=await published_templates(conn),
        modules=await saved_modules(conn),
    )
