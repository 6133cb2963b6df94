"""Menus of Studio that are given one by one: they let change what the menu is about, and nothing else."""

from typing import Any

import pytest

from tests.integration.identity.access import Access, browser
from tests.support.client import Client, problem
from tests.support.installation import Installation

CHANGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "components": ("POST", "/api/v1/studio/components", {"kind": "component"}),
    "publication": ("POST", "/api/v1/studio/publications/preview", {"components": []}),
    "domains": ("POST", "/api/v1/studio/domains", {"name": "by-menu"}),
    "files": ("POST", "/api/v1/studio/files/folders", {"name": "By menu"}),
}


@pytest.mark.parametrize("menu", CHANGES)
def test_a_menu_lets_change_what_it_is_about(installation: Installation, builder: Client, menu: str) -> None:
    person = Access(builder).granted([{"kind": "studio", "object": menu, "verb": "open"}])
    with browser(installation, person) as client:
        assert client.get("/api/v1/studio/components").status_code == 200
        for other, (method, path, body) in CHANGES.items():
            answer = client.request(method, path, json=body)
            if other == menu:
                assert answer.status_code not in (401, 403), answer.text
            else:
                problem(answer, 403, "permission_denied")
        problem(client.get("/api/v1/studio/access/users"), 403, "permission_denied")


def test_a_menu_in_a_narrower_context_is_none(installation: Installation, builder: Client) -> None:
    here = {"component": "00000000-0000-4000-8000-000000000001"}
    person = Access(builder).granted([{"kind": "studio", "object": "components", "verb": "open"}], user=here)
    with browser(installation, person) as client:
        problem(client.get("/api/v1/studio/components"), 403, "permission_denied")
