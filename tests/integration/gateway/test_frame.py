"""The frame of authored markup: what it may do stands in its headers."""

import re
from base64 import b64encode
from hashlib import sha256

from tests.support.client import Client

FRAME = "/api/v1/frame"


def policy_of(visitor: Client) -> dict[str, str]:
    text = visitor.get(FRAME).raise_for_status().headers["content-security-policy"]
    return {name: words for name, _, words in (part.partition(" ") for part in text.split("; "))}


def test_nothing_is_allowed_but_what_shows_markup(visitor: Client) -> None:
    policy = policy_of(visitor)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["sandbox"] == "allow-scripts"
    assert policy["img-src"] == policy["media-src"] == "data: blob:"
    assert "unsafe" not in policy["script-src"]


def test_the_only_script_that_runs_is_its_own(visitor: Client) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", visitor.get(FRAME).text, re.DOTALL)
    assert [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts] == [
        policy_of(visitor)["script-src"]
    ]


def test_only_our_own_pages_may_show_it(visitor: Client) -> None:
    headers = visitor.get(FRAME).headers
    assert policy_of(visitor)["frame-ancestors"] == "'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"


def test_it_is_fetched_again_only_when_it_has_changed(visitor: Client) -> None:
    first = visitor.get(FRAME)
    again = visitor.get(FRAME, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
