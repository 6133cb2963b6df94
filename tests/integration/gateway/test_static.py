"""Files of the front end and the help: what is cached how, what is compressed, and what is never found."""

import gzip
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from aqtra.gateway.app import build
from aqtra.infra.settings import Settings
from tests.support.client import Client

SCRIPT = "export const text = 'the same words again and again';\n" * 100
PAGES = {"studio": "<title>Studio</title>", "workplace": "<title>Workplace</title>", "help": "<title>Help</title>"}
SECRET = "nobody may read this"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def web_root(tmp_path: Path) -> Path:
    """A front end as a build leaves it: compressed by the tool that the build uses."""
    root = tmp_path / "web"
    for name, page in PAGES.items():
        assets = root / name / "assets"
        assets.mkdir(parents=True)
        (root / name / "index.html").write_text(page)
        (assets / "index-C4A7DgAg.js").write_text(SCRIPT)
        (assets / "inter-Dx4kXJAl.woff2").write_bytes(b"wOF2" + bytes(2000))
    (root / "studio" / "icon.svg").write_text("<svg/>")
    (root / "help" / "guide").mkdir()
    (root / "help" / "guide" / "index.html").write_text("<title>Guide</title>")
    (tmp_path / "secret.txt").write_text(SECRET)
    subprocess.run([sys.executable, "-m", "servestatic.compress", "--quiet", str(root)], check=True)
    return root


@pytest.fixture
async def browser(web_root: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The gateway of a front end of its own. Files need no database."""
    transport = httpx.ASGITransport(build(Settings(web_root=web_root)))
    async with httpx.AsyncClient(transport=transport, base_url="https://aqtra.test") as client:
        yield client


@pytest.mark.anyio
@pytest.mark.parametrize("folder", ["/studio/assets", "/assets"])
async def test_hashed_files_never_change_and_are_kept_for_good(browser: httpx.AsyncClient, folder: str) -> None:
    answer = await browser.get(f"{folder}/index-C4A7DgAg.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert "public" in answer.headers["cache-control"]
    assert int(re.search(r"max-age=(\d+)", answer.headers["cache-control"])[1]) >= 365 * 24 * 3600  # type: ignore[index]


@pytest.mark.anyio
async def test_a_browser_that_can_gets_the_compressed_file(browser: httpx.AsyncClient, web_root: Path) -> None:
    address = "/studio/assets/index-C4A7DgAg.js"
    async with browser.stream("GET", address, headers={"accept-encoding": "gzip, br"}) as answer:
        sent = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert int(answer.headers["content-length"]) == len(sent) < len(SCRIPT)
    assert gzip.decompress(sent).decode() == SCRIPT

    plain = await browser.get(address, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"].lower() == "accept-encoding"
    assert plain.text == SCRIPT


@pytest.mark.anyio
async def test_what_is_compressed_by_nature_goes_out_as_it_is(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/assets/inter-Dx4kXJAl.woff2", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers


@pytest.mark.anyio
async def test_compressed_files_have_no_address_of_their_own(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/assets/index-C4A7DgAg.js.gz")
    assert answer.status_code == 404


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "workplace"),
        ("/c/0b1c/pages/all", "workplace"),
        ("/apiary", "workplace"),
        ("/studio/", "studio"),
        ("/studio/components/0b1c", "studio"),
        ("/studio/domains/sales/menu", "studio"),
    ],
)
async def test_every_address_of_an_app_answers_its_page_and_asks_again_each_time(
    browser: httpx.AsyncClient, path: str, page: str
) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert answer.text == PAGES[page]
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.anyio
async def test_a_page_that_is_still_the_same_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/studio/")
    again = await browser.get("/studio/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.anyio
@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v2/session",
        "/assets/index-00000000.js",
        "/studio/assets/index-00000000.js",
        "/help/nothing",
        "/help/guide/nothing/",
    ],
)
async def test_unknown_addresses_of_data_files_and_help_are_problems(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("path", "target"), [("/studio", "/studio/"), ("/help", "/help/"), ("/help/guide", "/help/guide/")]
)
async def test_folders_lead_to_their_page(browser: httpx.AsyncClient, path: str, target: str) -> None:
    answer = await browser.get(path)
    assert answer.is_redirect
    assert answer.next_request is not None
    assert answer.next_request.url.path == target


@pytest.mark.anyio
async def test_files_beside_the_page_are_files(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/studio/icon.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text == "<svg/>"


@pytest.mark.anyio
@pytest.mark.parametrize("prefix", ["", "/studio", "/studio/assets", "/assets", "/help"])
@pytest.mark.parametrize("up", ["..", "%2e%2e", "..%2f..", "%252e%252e", "..\\..", "....//..", "%00/.."])
async def test_no_way_leads_out_of_the_folders(
    browser: httpx.AsyncClient, web_root: Path, prefix: str, up: str
) -> None:
    for target in (
        f"{prefix}/{up}/secret.txt",
        f"{prefix}/{up}/{up}/secret.txt",
        f"{prefix}/{web_root.parent}/secret.txt",
    ):
        # Sent as it stands: a client would resolve the dots itself.
        request = httpx.Request("GET", "https://aqtra.test/")
        request.url = request.url.copy_with(raw_path=target.encode())
        answer = await browser.send(request)
        assert SECRET not in answer.text, target


@pytest.mark.anyio
async def test_a_link_out_of_the_folder_is_not_followed(web_root: Path) -> None:
    (web_root / "help" / "link.txt").symlink_to(web_root.parent / "secret.txt")
    transport = httpx.ASGITransport(build(Settings(web_root=web_root)))
    async with httpx.AsyncClient(transport=transport, base_url="https://aqtra.test") as client:
        assert (await client.get("/help/link.txt")).status_code == 404


@pytest.mark.anyio
async def test_files_are_not_written_to(browser: httpx.AsyncClient) -> None:
    answer = await browser.put("/assets/index-C4A7DgAg.js", content=b"x")
    assert answer.status_code == 405


@pytest.mark.anyio
async def test_a_front_end_that_was_not_built_is_said_so(tmp_path: Path) -> None:
    transport = httpx.ASGITransport(build(Settings(web_root=tmp_path / "nothing")))
    async with httpx.AsyncClient(transport=transport, base_url="https://aqtra.test") as client:
        answer = await client.get("/studio/")
    assert answer.status_code == 503
    assert answer.json()["code"] == "front_end_missing"


@pytest.mark.parametrize("page", ["/", "/studio/", "/help/"])
def test_all_that_a_built_page_names_is_there(visitor: Client, page: str) -> None:
    html = visitor.get(page).raise_for_status().text
    named = re.findall(r'(?:src|href)="([^"#]+\.\w+)"', html)
    assert named
    for address in named:
        answer = visitor.get(str(httpx.URL(str(visitor.base_url)).join(page).join(address)))
        assert answer.status_code == 200, address
        assert not answer.headers["content-type"].startswith("text/html"), address
