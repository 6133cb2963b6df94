"""What would leave this machine in the clear is refused, and named without its password."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict

from aqtra.infra.settings import SettingsError, load_settings
from aqtra.infra.transport import database_address, is_local, redis_address, redis_options

IN_THE_CLEAR = {
    "database_url": [
        "postgresql://a:hunter2@db/x",
        "postgresql://a:hunter2@db/x?sslmode=require",
        "postgresql://a:hunter2@db/x?sslmode=verify-ca",
        "postgresql://a:hunter2@127.0.0.1,db/x?sslmode=prefer",
        "postgresql://a:hunter2@localhost/x?hostaddr=10.1.2.3",
        "postgresql://a:hunter2@/x?host=10.0.0.1",
        "host=db password=hunter2 sslmode=prefer",
        "postgresql://a:hunter2@db/x?sslmode=verify-full&ssl_min_protocol_version=TLSv1.2",
        "postgresql://a:hunter2@2130706433/x",
        "service=hunter2",
        "hunter2",
    ],
    "redis_url": [
        "redis://:hunter2@redis:6379/0",
        "rediss://:hunter2@redis/0?ssl_cert_reqs=none",
        "rediss://:hunter2@redis/0?ssl_check_hostname=false",
        "rediss://:hunter2@redis/0?ssl_min_version=769",
        "redis://:hunter2@127.0.0.1.example.org/0",
        "http://:hunter2@redis",
    ],
    "blob_endpoint": ["http://minio.example.org", "ftp://127.0.0.1", "minio"],
    "key_service_url": ["http://vault.example.org/v1/transit"],
}


@pytest.mark.parametrize(("name", "address"), [(name, one) for name, all_ in IN_THE_CLEAR.items() for one in all_])
def test_an_address_that_would_be_overheard_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setenv(f"AQTRA_{name.upper()}", address)
    with pytest.raises(SettingsError, match=f"AQTRA_{name.upper()}") as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)


def test_a_host_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert database_address("postgresql:///x") == "postgresql:///x"
    monkeypatch.setenv("PGHOST", "db")
    with pytest.raises(ValueError, match="db is another machine"):
        database_address("postgresql:///x")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a@/x?host=%2Frun%2Fpostgresql",
        "postgresql://a@127.0.0.1/x",
        "postgresql://a@[::1]:5433/x",
        "postgresql://a@localhost/x?sslmode=disable",
    ],
)
def test_this_machine_needs_no_tls(address: str) -> None:
    assert database_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a@db/x?sslmode=verify-full&sslrootcert=/ca.pem",
        "postgresql://a@localhost/x?sslmode=verify-full",
        "host=db sslmode=verify-full",
    ],
)
def test_tls_is_1_3(address: str) -> None:
    secured = database_address(address)
    assert conninfo_to_dict(secured)["ssl_min_protocol_version"] == "TLSv1.3"
    assert database_address(secured) == secured
    assert conninfo_to_dict(secured).items() >= conninfo_to_dict(address).items()


@pytest.mark.parametrize("address", ["unix:///run/redis.sock", "redis://localhost", "redis://:x@127.0.0.1:1/2"])
def test_a_local_redis_needs_no_tls(address: str) -> None:
    assert redis_address(address) == address
    assert redis_options(address) == {}


@given(st.text(max_size=30))
def test_no_name_but_loopback_is_local(host: str) -> None:
    local = not host or host.startswith(("/", "@", "127.")) or host.strip("[]") in ("localhost", "::1")
    assert not is_local(host) or local or ":" in host
