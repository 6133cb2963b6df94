"""Token buckets grant what they promise, never more, and bills are written to the right people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.gateway.rates.buckets import MOST, Charge, LocalBuckets
from aqtra.gateway.rates.rules import FREE, Kind, bill
from aqtra.infra.networks import Rate, networks
from aqtra.infra.settings import SettingsError, load_settings
from aqtra.kernel.principal import ANONYMOUS, Principal

ADA = Principal(user_id=7, user_name="ada")
BUILDER = Principal(user_id=8, user_name="bob", rights=frozenset({"studio"}))
SETTINGS = load_settings()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.integers(1, 20), st.integers(1, 60), st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=200))
def test_a_bucket_grants_its_size_and_what_refilled(times: int, seconds: int, waits: list[float]) -> None:
    clock = Clock()
    buckets, charge = LocalBuckets(clock), Charge("reads", "a", Rate(times, seconds))
    granted = 0
    for wait in waits:
        clock.now += wait
        granted += buckets.take([charge]) is None
    assert granted <= times + clock.now * times / seconds + 1e-6


@given(st.integers(1, 20), st.integers(1, 60))
def test_who_waits_as_long_as_told_is_let_in(times: int, seconds: int) -> None:
    clock = Clock()
    buckets, charge = LocalBuckets(clock), Charge("reads", "a", Rate(times, seconds))
    while (refusal := buckets.take([charge])) is None:
        pass
    clock.now += refusal.seconds + 1e-9
    assert buckets.take([charge]) is None


def test_all_charges_are_paid_or_none() -> None:
    buckets = LocalBuckets(Clock())
    small, large = Charge("a", "x", Rate(1, 60)), Charge("b", "x", Rate(3, 60))
    assert buckets.take([small, large]) is None
    for _ in range(10):
        refusal = buckets.take([small, large])
        assert refusal is not None
        assert refusal.charge == small
    assert buckets.take([large]) is None
    assert buckets.take([large]) is None
    assert buckets.take([large]) is not None


def test_one_key_does_not_pay_for_another() -> None:
    buckets = LocalBuckets(Clock())
    for key in ("a", "b", "c"):
        assert buckets.take([Charge("reads", key, Rate(1, 60))]) is None


def test_buckets_do_not_grow_without_end() -> None:
    buckets = LocalBuckets(Clock())
    for number in range(MOST + 100):
        buckets.take([Charge("reads", str(number), Rate(1, 60))])
    assert len(buckets._buckets) == MOST


def test_what_others_granted_counts_here_too() -> None:
    buckets, charge = LocalBuckets(Clock()), Charge("reads", "a", Rate(5, 60))
    buckets.learn(charge, -3.0)
    assert buckets.take([charge]) is not None


def test_a_sign_in_is_billed_to_address_and_name_and_never_open() -> None:
    found = bill(SETTINGS, "POST", "/api/v1/session", "192.0.2.1", ANONYMOUS, "Ada")
    assert found.kind is Kind.STRICT
    assert {charge.name for charge in found.charges} == {"sign-in", "sign-in-account"}
    assert found == bill(SETTINGS, "POST", "/api/v1/session", "192.0.2.1", ANONYMOUS, "aDA")
    assert "ada" not in str(found.charges).lower().replace("sign-in", "")


def test_further_steps_of_a_sign_in_are_billed_like_it() -> None:
    found = bill(SETTINGS, "POST", "/api/v1/session/second-factor", "192.0.2.1", ANONYMOUS)
    assert found == bill(SETTINGS, "POST", "/api/v1/session", "192.0.2.1", ANONYMOUS)
    assert found.kind is Kind.STRICT
    assert bill(SETTINGS, "DELETE", "/api/v1/session", "192.0.2.1", ANONYMOUS).kind is Kind.SHARED


def test_guessing_the_present_password_is_billed_like_a_sign_in() -> None:
    assert bill(SETTINGS, "PUT", "/api/v1/session/password", "192.0.2.1", ADA).kind is Kind.STRICT


@pytest.mark.parametrize("who", [ANONYMOUS, ADA])
def test_a_password_of_a_directory_costs_what_one_of_ours_costs(who: Principal) -> None:
    """Also for who is signed in: passwords of others can be guessed from anywhere."""
    place = "/api/v1/session/providers/00000000-0000-4000-8000-000000000001/password"
    found = bill(SETTINGS, "POST", place, "192.0.2.1", who, "Bob")
    assert found == bill(SETTINGS, "POST", "/api/v1/session", "192.0.2.1", who, "bob")
    assert found.kind is Kind.STRICT
    assert [charge.name for charge in found.charges] == ["sign-in", "sign-in-account"]


@pytest.mark.parametrize(
    ("method", "path", "principal", "name", "kind"),
    [
        ("GET", "/api/v1/entries/x", ADA, "reads", Kind.LOCAL),
        ("POST", "/api/v1/entries/x", ADA, "changes", Kind.SHARED),
        ("PUT", f"/api/v1/uploads/{'0' * 36}/parts/3", ADA, "uploads", Kind.SHARED),
        ("GET", "/api/v1/session", ANONYMOUS, "anonymous", Kind.LOCAL),
        ("POST", "/api/v1/entries/x", ANONYMOUS, "anonymous", Kind.SHARED),
        ("GET", "/hc", ANONYMOUS, "anonymous", Kind.LOCAL),
    ],
)
def test_each_kind_of_request_has_its_bucket(
    method: str, path: str, principal: Principal, name: str, kind: Kind
) -> None:
    found = bill(SETTINGS, method, path, "192.0.2.1", principal)
    assert found.kind is kind
    assert found.charges[0].name == name


def test_rights_widen_the_limits() -> None:
    plain = bill(SETTINGS, "GET", "/api/v1/x", "a", ADA).charges[0].rate
    wide = bill(SETTINGS, "GET", "/api/v1/x", "a", BUILDER).charges[0].rate
    assert wide.times == plain.times * SETTINGS.rate_factors["studio"]


@pytest.mark.parametrize("path", ["/", "/studio/", "/assets/x.js", "/liveness", "/metrics"])
def test_files_and_probes_are_free(path: str) -> None:
    assert bill(SETTINGS, "GET", path, "a", ANONYMOUS) == FREE


@pytest.mark.parametrize("text", ["", "10", "10/0", "0/10", "-1/5", "1.5/2", "a/b", "1/2/3", "٣/٣"])
def test_a_rate_is_written_as_times_per_seconds(text: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings(rate_reads=text)
    assert "AQTRA_RATE_READS" in str(refusal.value)


def test_a_rate_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQTRA_RATE_SIGN_IN", "5/300")
    monkeypatch.setenv("AQTRA_RATE_FACTORS", '{"administer": 3}')
    monkeypatch.setenv("AQTRA_TRUSTED_PROXIES", '["10.0.0.0/8"]')
    settings = load_settings()
    assert settings.rate_sign_in == Rate(5, 300)
    assert settings.rate_factors == {"administer": 3}
    assert settings.trusted_proxies == ("10.0.0.0/8",)


@pytest.mark.parametrize("value", [{"trusted_proxies": ("10.0.0.0/33",)}, {"rate_factors": {"studio": 0}}])
def test_what_would_open_or_close_everything_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        load_settings(**value)


def test_networks_may_be_single_addresses() -> None:
    assert [str(network) for network in networks(["192.0.2.1", " ::1 "])] == ["192.0.2.1/32", "::1/128"]
