"""Whose answer a request gets while its session views as somebody else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.infra.viewing import ViewingAsUser, ViewingOver, reader
from aqtra.kernel.principal import Principal, Right
from aqtra.kernel.viewing import Viewing

USER = Principal(user_id=2, user_name="grace")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get")
AS_USER = {Right.ANONYMOUS, Right.SIGNED_IN, Right.COMPONENT}
CLOSED = {Right.SESSION, Right.OWN_ACCOUNT}
# Whoever adds a right says here whose it is.
AS_ONESELF = {
    Right.STUDIO,
    Right.COMPONENTS,
    Right.PUBLICATION,
    Right.DOMAINS,
    Right.FILES,
    Right.INTEGRATIONS,
    Right.TEMPLATES,
    Right.ADMINISTER,
    Right.PROVISION,
    Right.OPERATIONS,
}


def viewing(principal: Principal | None) -> Viewing:
    return Viewing(1, 2, "grace", "Grace", NOW, principal)


def test_every_right_belongs_to_one_of_three() -> None:
    assert set(Right) == AS_USER | CLOSED | AS_ONESELF


@given(st.sampled_from(METHODS), st.sampled_from(Right), st.booleans())
def test_nothing_is_changed_and_nobodys_account_is_opened(method: str, right: Right, over: bool) -> None:
    reads = method in ("GET", "HEAD")
    if reads and right in AS_ONESELF:
        assert reader(viewing(None if over else USER), method, right) is None
    elif reads and right in AS_USER and not over:
        assert reader(viewing(USER), method, right) is USER
    else:
        with pytest.raises(ViewingOver if over else ViewingAsUser):
            reader(viewing(None if over else USER), method, right)
