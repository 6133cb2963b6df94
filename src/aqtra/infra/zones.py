"""The time zone of the platform: schedules go by it, and so do `$today` and times without an offset in flows."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator


def _known(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("this system knows no such time zone") from error


ZoneName = Annotated[str, AfterValidator(_known)]
"""Such as `Europe/Berlin`."""
