"""The frame in which markup that people wrote is shown: a document without origin, network or scripts of theirs.

Knows nothing of what is shown in it: the page around hands that over through a channel.
"""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from fastapi import Request, Response

from aqtra.infra.http import Router
from aqtra.kernel.principal import Right

ADDRESS = "/api/v1/frame"

router = Router(include_in_schema=False)


def _part(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


_SCRIPT = _part("frame.js")
_DOCUMENT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Content</title>'
    f'<style>{_part("frame.css")}</style></head><body><div id="content"></div><script>{_SCRIPT}</script></body></html>'
).encode()
_POLICY = "; ".join(
    [
        "default-src 'none'",
        # This one script, known by its text: no other runs, nor does an attribute.
        f"script-src 'sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "media-src data: blob:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        # Also for those who open the address by itself.
        "sandbox allow-scripts",
    ]
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-frame-options": "SAMEORIGIN",
    # Asked about each time: it belongs to the pages of the same release.
    "cache-control": "no-cache",
    "etag": f'"{sha256(_DOCUMENT).hexdigest()[:32]}"',
}


@router.get(ADDRESS, right=Right.ANONYMOUS)
async def frame(request: Request) -> Response:
    """An empty frame; holds nothing of anybody."""
    if request.headers.get("if-none-match") == _HEADERS["etag"]:
        return Response(status_code=304, headers=_HEADERS)
    return Response(_DOCUMENT, headers=_HEADERS, media_type="text/html")
