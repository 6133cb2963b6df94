"""The built front end and the help. Hashed files are immutable; pages of the single-page apps are never cached."""

from pathlib import Path
from typing import cast
from wsgiref.headers import Headers

from fastapi import Response
from servestatic import ServeStaticASGI
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from aqtra.infra.http import Router
from aqtra.infra.settings import Settings
from aqtra.kernel.errors import NotFound, Unavailable
from aqtra.kernel.principal import Right

REPOSITORY = Path(__file__).parents[3]
PACKAGED = Path(__file__).parents[1] / "web"
PAGE_HEADERS = {"cache-control": "no-cache"}
PAGES = frozenset({"/", "/studio/"})
SCRIPT_WORKER = "/assets/script-worker-"
"""The worker of Component Scripts, as the build names it."""
SCRIPT_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""A worker has the policy of its own answer: compiling WebAssembly is allowed there, and nowhere else."""
# Below these every address is a file or a route; what is neither must not look like a page.
NO_PAGES = frozenset({"api", "assets", "help"})


class FrontEndMissing(Unavailable):
    """The front end has not been built."""

    code = "front_end_missing"


def front_end(settings: Settings) -> dict[str, Path]:
    """Folder of each part of the front end: as configured, as packaged, or as built in a checkout."""
    root = settings.web_root or (PACKAGED if PACKAGED.is_dir() else None)
    if root is not None:
        return {name: root / name for name in ("studio", "workplace", "help")}
    built = REPOSITORY / "web" / "dist"
    return {"studio": built / "studio", "workplace": built / "workplace", "help": REPOSITORY / "site"}


class StaticFiles:
    """Answers requests for files that exist; everything else goes on to the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        folders = front_end(settings)
        files = ServeStaticASGI(
            app,
            max_age=60,
            index_file=True,
            allow_all_origins=False,
            immutable_file_test=_is_immutable,
            add_headers_function=_headers_of,
        )
        for name, prefix in (("workplace", "/"), ("studio", "/studio/"), ("help", "/help/")):
            if folders[name].is_dir():
                files.add_files(str(folders[name]), prefix=prefix)
        self._files: ASGIApp = cast(ASGIApp, files)
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            await self._files(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_immutable(_path: str, url: str) -> bool:
    """Vite puts a content hash into the name of everything below `assets/`."""
    return "/assets/" in url and not url.startswith("/help/")


def _headers_of(headers: Headers, _path: str, url: str) -> None:
    """The page of a single-page app names the hashed files of its build: an old page would ask for what is gone."""
    if url in PAGES:
        headers["Cache-Control"] = PAGE_HEADERS["cache-control"]
    elif url.startswith(SCRIPT_WORKER):
        headers["Content-Security-Policy"] = SCRIPT_WORKER_POLICY


def pages(settings: Settings) -> Router:
    """Routes that answer every further address of the two single-page apps with their page."""
    router = Router(include_in_schema=False)
    folders = front_end(settings)

    def page(name: str, path: str) -> Response:
        if path.split("/", 1)[0] in NO_PAGES:
            raise NotFound("there is nothing at this address")
        index = folders[name] / "index.html"
        if not index.is_file():
            raise FrontEndMissing("the front end is not built; run `make build`")
        return FileResponse(index, headers=PAGE_HEADERS)

    @router.get("/studio/{path:path}", right=Right.ANONYMOUS)
    async def studio_page(path: str) -> Response:
        if path.startswith("assets/"):
            raise NotFound("there is nothing at this address")
        return page("studio", path)

    @router.get("/{path:path}", right=Right.ANONYMOUS)
    async def workplace_page(path: str) -> Response:
        return page("workplace", path)

    return router
