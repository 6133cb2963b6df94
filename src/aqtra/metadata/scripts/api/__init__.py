"""What scripts may use, defined once: the check of names, completion, the stubs and the reference page read it here."""

from aqtra.metadata.scripts.api.models import Definition, Member, ObjectType, Side
from aqtra.metadata.scripts.api.reading import script_api

__all__ = ["Definition", "Member", "ObjectType", "Side", "script_api"]
