"""A browser's view of the API: cookie, anti-forgery token, problem documents."""

from typing import Any

import httpx

TOKEN_HEADER = "X-Aqtra-Token"


class Client(httpx.Client):
    """An HTTP client that keeps a session as a page does."""

    def token(self) -> str:
        """Asks for the session and remembers its anti-forgery token for all later changes."""
        token = str(self.get("/api/v1/session").raise_for_status().json()["csrf_token"])
        self.headers[TOKEN_HEADER] = token
        return token

    def sign_in(self, user_name: str, password: str) -> httpx.Response:
        self.token()
        return self._entered(self.post("/api/v1/session", json={"user_name": user_name, "password": password}))

    def answer(self, factor: str, code: str) -> httpx.Response:
        """The second step of signing in."""
        return self._entered(self.post("/api/v1/session/factor", json={"factor": factor, "code": code}))

    def _entered(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            self.headers[TOKEN_HEADER] = response.json()["csrf_token"]
        return response

    def choose_password(self, current: str, new: str) -> httpx.Response:
        return self.put("/api/v1/session/password", json={"current_password": current, "new_password": new})


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of a refusal, after checking that it is one."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == code, body
    assert body["status"] == status
    assert len(body["trace_id"]) == 32
    assert body["translation_key"] == f"errors.{code}"
    assert isinstance(body, dict)
    return body


def fields(response: httpx.Response) -> dict[str, str]:
    """Field → broken rule of a refusal."""
    return {field["field"]: field["rule"] for field in response.json()["fields"]}
