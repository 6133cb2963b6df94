"""How people are named in histories."""

from aqtra.kernel.principal import Principal


def shown_name(principal: Principal) -> str | None:
    """The name shown for a change; None for the platform itself."""
    if principal.is_platform:
        return None
    return principal.display_name or principal.user_name
