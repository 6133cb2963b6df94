"""Nothing that the platform calls for a user reaches what only the platform can reach."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from aqtra.embedded.tls import ensure_certificates
from aqtra.infra.egress import Egress, EgressFailed, EgressRefused, EgressTimedOut, EgressTooLarge
from aqtra.infra.metrics import SECURITY_EVENTS
from aqtra.infra.settings import load_settings
from tests.security.egress import Canary, FakeResolver, canary, redirect

PUBLIC = "93.184.216.34"
LOOPBACK = "127.0.0.0/8"

# Each leads, or is meant to lead, to this machine, its network, its cloud, or to no single place.
HOSTS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "127.127.127.127",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "0x7f.1",
    "127.0.0.1..",
    "00127.0.0.1",
    "127.000.000.001",
    "0.0.0.0",
    "0",
    "0x0",
    "0.0.0.1",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "167772161",
    "3232235521",
    "169.254.169.254",
    "169.254.0.1",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "169.254.169.254.",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "4294967295",
    "256.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "[::127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fd12:3456:789a::1]",
    "[ff02::1]",
    "[ff05::1]",
    "[100::1]",
    "[5f00::1]",
    "[3fff::1]",
    "[::ffff:0:127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "internal",
    "metadata.internal",
    "rebound.test",
    "mixed.test",
    "mapped.test",
    "ulocal.test",
    "xn--nxasmq6b.test",
    "127。0。0。1",
]
SPELLINGS = [
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://user:word@127.0.0.1:{port}/",
    "http://example.test@127.0.0.1:{port}/",
    "http://127.0.0.1%2eexample.test:{port}/",
    "http://127.0.0.1\\@example.test:{port}/",
    "http:127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "ldap://127.0.0.1:{port}/",
    "unix:///tmp/socket",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "http+unix://%2Ftmp%2Fx/",
    "",
    "http://",
    "http://.:{port}/",
    "http://..:{port}/",
    "http://-a.test:{port}/",
    "http://a..test:{port}/",
    "http://" + "a" * 300 + ":{port}/",
    "http://[::1:{port}/",
    "http://[fe80::1%25eth0]:{port}/",
    "http://exa\u200bmple.test:{port}/",
    "http://exa\nmple.test:{port}/",
]
RESOLVED = {
    "localhost": [["127.0.0.1", "::1"]],
    "internal": [["10.0.0.1"]],
    "metadata_internal": [["169.254.169.254"]],
    "rebound_test": [["127.0.0.1"]],
    "mixed_test": [[PUBLIC, "127.0.0.1"]],
    "mapped_test": [["::ffff:127.0.0.1"]],
    "ulocal_test": [["fd00::1"]],
    "xn--nxasmq6b_test": [["127.0.0.1"]],
}


def egress(resolver: FakeResolver | None = None, **settings: Any) -> Egress:
    settings.setdefault("egress_ports", tuple(range(1, 65536)))
    return Egress(load_settings(**settings), resolver=resolver or FakeResolver(**RESOLVED))


def run(work: Callable[[Canary], Awaitable[None]]) -> None:
    async def within() -> None:
        async with canary() as found:
            await work(found)

    asyncio.run(within())


def refused_count() -> float:
    return float(SECURITY_EVENTS.labels("egress_refused")._value.get())


@pytest.mark.parametrize("host", HOSTS)
def test_an_internal_host_is_refused_and_never_connected_to(host: str) -> None:
    async def work(bird: Canary) -> None:
        before = refused_count()
        async with egress().client(timeout=5) as client:
            with pytest.raises(EgressRefused) as refusal:
                await client.get(f"http://{host}:{bird.port}/")
        assert refusal.value.fields[0].field == "url"
        assert refused_count() == before + 1
        assert bird.connections == 0

    run(work)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_is_no_plain_address_of_the_web_is_refused(spelling: str) -> None:
    async def work(bird: Canary) -> None:
        async with egress().client(timeout=5) as client:
            with pytest.raises((EgressRefused, EgressFailed)):
                await client.get(spelling.format(port=bird.port))
        assert bird.connections == 0

    run(work)


def test_the_corpus_is_large_enough() -> None:
    assert len(HOSTS) + len(SPELLINGS) >= 110


def test_a_name_that_changes_its_mind_is_resolved_once() -> None:
    """Rebinding: harmless when it is checked, internal when it is called."""

    async def work(bird: Canary) -> None:
        resolver = FakeResolver(rebound_test=[["127.0.0.1"], ["127.0.0.99"]])
        async with egress(resolver, egress_allow=("127.0.0.1",)).client(timeout=5) as client:
            response = await client.get(f"http://rebound.test:{bird.port}/")
        assert response.text == "hello"
        assert resolver.asked == ["rebound.test"]
        assert f"Host: rebound.test:{bird.port}" in bird.heard[0]

    run(work)


def test_a_name_that_changes_its_mind_between_two_calls_is_judged_again() -> None:
    async def work(bird: Canary) -> None:
        resolver = FakeResolver(rebound_test=[["127.0.0.1"], ["127.0.0.2"]])
        async with egress(resolver, egress_allow=("127.0.0.1",)).client(timeout=5) as client:
            await client.get(f"http://rebound.test:{bird.port}/")
            with pytest.raises(EgressRefused):
                await client.get(f"http://rebound.test:{bird.port}/")
        assert bird.connections == 1

    run(work)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/", "http://localhost:{port}/", "//[::1]:{port}/", "http://2130706434:{port}/"]
)
def test_a_redirect_to_an_internal_host_is_refused(target: str) -> None:
    async def work(bird: Canary) -> None:
        async with canary("127.0.0.2") as secret:
            bird.answer = redirect(target.format(port=secret.port))
            async with egress(egress_allow=("127.0.0.1",)).client(timeout=5) as client:
                with pytest.raises(EgressRefused):
                    await client.get(f"http://127.0.0.1:{bird.port}/")
            assert secret.connections == 0

    run(work)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://[/", "http://u:p@127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    async def work(bird: Canary) -> None:
        bird.answer = redirect(target)
        async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
            with pytest.raises((EgressRefused, EgressFailed)):
                await client.get(f"http://127.0.0.1:{bird.port}/")
        assert bird.connections == 1

    run(work)


def test_redirects_end_after_five() -> None:
    async def work(bird: Canary) -> None:
        bird.answer = redirect("/again")
        async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
            with pytest.raises(EgressRefused) as refusal:
                await client.get(f"http://127.0.0.1:{bird.port}/")
        assert refusal.value.fields[0].rule == "redirects"
        assert bird.connections == 6

    run(work)


def test_secrets_are_not_handed_to_another_origin() -> None:
    async def work(bird: Canary) -> None:
        async with canary() as stranger:
            bird.answer = redirect(f"http://127.0.0.1:{stranger.port}/there")
            async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
                headers = {"Authorization": "Bearer s3cret", "X-Api-Key": "s3cret", "Cookie": "a=s3cret"}
                response = await client.get(f"http://127.0.0.1:{bird.port}/", headers=headers, auth=("me", "s3cret"))
            assert response.text == "hello"
            assert str(response.url).endswith("/there")
            assert "s3cret" in bird.heard[0]
            assert "s3cret" not in stranger.heard[0]
            assert "uthorization" not in stranger.heard[0]

    run(work)


def test_a_body_is_not_handed_to_another_origin() -> None:
    async def work(bird: Canary) -> None:
        async with canary() as stranger:
            bird.answer = redirect(f"http://127.0.0.1:{stranger.port}/", 307)
            async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
                with pytest.raises(EgressRefused):
                    await client.post(f"http://127.0.0.1:{bird.port}/", json={"key": "s3cret"})
            assert stranger.connections == 0

    run(work)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000,
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 5000,
    ],
)
def test_an_answer_that_is_too_large_is_cut(answer: bytes) -> None:
    async def work(bird: Canary) -> None:
        bird.answer = answer
        async with egress(egress_allow=(LOOPBACK,)).client(timeout=5, limit=1000) as client:
            with pytest.raises(EgressTooLarge):
                await client.get(f"http://127.0.0.1:{bird.port}/")

    run(work)


def test_a_packed_answer_is_not_unpacked() -> None:
    async def work(bird: Canary) -> None:
        bird.answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b"
        async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
            with pytest.raises(EgressFailed):
                await client.get(f"http://127.0.0.1:{bird.port}/")
        assert "ccept-encoding: identity" in bird.heard[0].lower()

    run(work)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nslow"])
def test_an_answer_that_does_not_end_is_given_up(start: bytes) -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await reader.read()
        writer.close()

    async def within() -> None:
        server = await asyncio.start_server(never, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            async with egress(egress_allow=(LOOPBACK,)).client(timeout=0.2) as client:
                with pytest.raises(EgressTimedOut):
                    await client.get(f"http://127.0.0.1:{port}/")
                with pytest.raises(EgressTimedOut):
                    async with client.stream("GET", f"http://127.0.0.1:{port}/") as response:
                        await response.aread()

    asyncio.run(within())


def test_a_port_that_is_not_listed_is_refused() -> None:
    async def work(bird: Canary) -> None:
        async with egress(egress_ports=(80, 443), egress_allow=(LOOPBACK,)).client() as client:
            with pytest.raises(EgressRefused) as refusal:
                await client.get(f"http://127.0.0.1:{bird.port}/")
        assert refusal.value.fields[0].rule == "port"
        assert bird.connections == 0

    run(work)


def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(bird: Canary) -> None:
        async with canary() as proxy:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            async with egress(egress_allow=(LOOPBACK,)).client(timeout=5) as client:
                assert (await client.get(f"http://127.0.0.1:{bird.port}/")).text == "hello"
            assert proxy.connections == 0

    run(work)


def test_a_listed_host_may_be_internal_but_never_the_machine_service_of_a_cloud() -> None:
    async def work(bird: Canary) -> None:
        names = FakeResolver(crm_test=[["127.0.0.1"]], evil_test=[["169.254.169.254"]])
        async with egress(names, egress_allow=("CRM.test", "evil.test")).client(timeout=5) as client:
            assert (await client.get(f"http://crm.test:{bird.port}/")).text == "hello"
            assert (await client.get(f"http://CRM.TEST.:{bird.port}/")).text == "hello"
            with pytest.raises(EgressRefused):
                await client.get("http://evil.test/")
            with pytest.raises(EgressRefused):
                await client.get(f"http://127.0.0.1:{bird.port}/")

    run(work)


def test_without_the_public_internet_only_what_is_listed_may_be_called() -> None:
    async def within() -> None:
        names = FakeResolver(example_test=[[PUBLIC]])
        async with egress(names, egress_public=False).client(timeout=5) as client:
            with pytest.raises(EgressRefused):
                await client.get("http://example.test/")

    asyncio.run(within())


def test_the_certificate_must_be_that_of_the_name(tmp_path: Path) -> None:
    """The connection goes to a pinned address; the certificate is checked against the name all the same."""
    certificates = ensure_certificates(tmp_path)
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(certificates.certificate, certificates.key)
    trust = ssl.create_default_context(cafile=str(next(tmp_path.glob("ca*.pem"))))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()

    async def within() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=served)
        async with server:
            port = server.sockets[0].getsockname()[1]
            names = FakeResolver(localhost=[["127.0.0.1"]], other_test=[["127.0.0.1"]])
            async with egress(names, egress_allow=(LOOPBACK,)).client(timeout=5, verify=trust) as client:
                assert (await client.get(f"https://localhost:{port}/")).text == "ok"
                with pytest.raises(EgressFailed):
                    await client.get(f"https://other.test:{port}/")

    asyncio.run(within())


def test_a_refusal_does_not_say_where_the_name_leads() -> None:
    async def within() -> None:
        async with egress().client() as client:
            with pytest.raises(EgressRefused) as refusal:
                await client.get("http://internal/")
        assert "10.0.0.1" not in repr(refusal.value) + refusal.value.message + str(refusal.value.fields)

    asyncio.run(within())


@pytest.mark.parametrize("entry", ["", "10.0.0.0/33", "exa mple", "http://example.test"])
def test_a_list_of_what_is_allowed_is_read_strictly(entry: str) -> None:
    with pytest.raises(EgressRefused):
        egress(egress_allow=(entry,))
