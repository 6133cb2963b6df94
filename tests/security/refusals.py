"""What every refusal must look like, whatever was refused."""

import re

import httpx

# Words of statements, drivers, stacks and addresses that no answer may contain.
LEAKS = re.compile(
    r"Traceback|File \"|site-packages|psycopg|sqlalchemy|asyncio|postgresql://|unix://|aqtra_app|aqtra_owner"
    r"|\bSELECT\b|\bINSERT INTO\b|\bUPDATE \w+\.|password_hash"
)
# Refusals of the whole request; all others are about a part of it, which they name.
OF_THE_WHOLE = {401, 403, 404, 405, 409}


def assert_refused(response: httpx.Response) -> None:
    """A client error as a problem document that names the place and gives nothing away."""
    assert 400 <= response.status_code < 500, response.text
    if response.headers["content-type"] == "application/scim+json":
        # One path speaks SCIM, whose errors are of another shape (RFC 7644, 3.12).
        assert response.request.url.path.startswith("/api/scim/v2/")
        assert response.json()["status"] == str(response.status_code)
        assert response.json()["detail"]
        assert not LEAKS.search(response.text), response.text
        return
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["code"]
    assert body["trace_id"] == response.headers["x-trace-id"]
    assert body["fields"] or response.status_code in OF_THE_WHOLE, body
    assert not LEAKS.search(response.text), response.text
