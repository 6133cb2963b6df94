"""Every door names the right it needs, and the generated documents are those in the repository."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from aqtra.gateway.app import LIVE, OPENAPI, api
from aqtra.infra.http import GuardedRoute, Router, RouteWithoutRight
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import Right

REPOSITORY = Path(__file__).parents[2]
# Routes that are not ours to declare: the OpenAPI document itself, and the WebSocket, which carries no entry.
WITHOUT_RIGHT = {OPENAPI, LIVE}


def doors(routes: Iterable[Any]) -> Iterator[Any]:
    """All routes, those of included routers too."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from doors(included.routes)
        else:
            yield route


def test_every_route_names_the_right_it_needs() -> None:
    routes = [route for route in doors(api(Settings()).routes) if getattr(route, "path", None) not in WITHOUT_RIGHT]
    assert len(routes) > 20
    for route in routes:
        assert isinstance(route, GuardedRoute), f"{getattr(route, 'path', route)} is not guarded"
        assert isinstance(route.right, Right)


def test_a_route_without_a_right_cannot_be_declared() -> None:
    router = Router(prefix="/planted")
    with pytest.raises((RouteWithoutRight, TypeError)):
        router.add_api_route("/door", lambda: None)
    assert not [route for route in router.routes if isinstance(route, APIRoute)]


def test_openapi_in_the_repository_is_the_generated_one() -> None:
    generated = subprocess.run(
        [sys.executable, "-m", "aqtra.gateway.openapi"], capture_output=True, text=True, check=True, cwd=REPOSITORY
    ).stdout
    assert generated == (REPOSITORY / "schema" / "openapi.json").read_text()
