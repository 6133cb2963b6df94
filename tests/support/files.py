"""Uploads and files for tests, made through the API as a browser makes them."""

import io
from functools import cache
from typing import Any

import httpx
from PIL import Image

from tests.support.client import Client

UPLOADS = "/api/v1/uploads"
LIBRARY = "/api/v1/studio/files"
PART = 4 * 1024 * 1024
OCTETS = {"Content-Type": "application/octet-stream"}
ROOT: dict[str, Any] = {"folder": None}


def start(client: Client, name: str, size: int, target: Any = None) -> httpx.Response:
    return client.post(UPLOADS, json={"name": name, "size": size, "target": ROOT if target is None else target})


def put(client: Client, upload_id: str, number: Any, content: bytes) -> httpx.Response:
    return client.put(f"{UPLOADS}/{upload_id}/parts/{number}", content=content, headers=OCTETS)


def begin(client: Client, name: str, content: bytes, target: Any = None) -> str:
    """An upload whose parts are all sent; its id."""
    response = start(client, name, len(content), target)
    assert response.status_code == 201, response.text
    upload = response.json()
    for number in range(upload["parts"]):
        sent = put(client, upload["id"], number, content[number * PART : (number + 1) * PART])
        assert sent.status_code == 204, sent.text
    return str(upload["id"])


def complete(client: Client, upload_id: str) -> httpx.Response:
    return client.post(f"{UPLOADS}/{upload_id}/complete")


def upload(client: Client, name: str, content: bytes, target: Any = None) -> dict[str, Any]:
    """A completed upload; the file."""
    response = complete(client, begin(client, name, content, target))
    assert response.status_code == 201, response.text
    return dict(response.json())


@cache
def picture(format_: str = "PNG", size: tuple[int, int] = (640, 480)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, format_)
    return written.getvalue()
