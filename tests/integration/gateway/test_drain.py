"""A refusal is heard by whoever still writes."""

import orjson
import pytest

from tests.support.client import Client, problem
from tests.support.installation import Installation


class TestAnswersBeforeTheEndOfABody:
    """A connection that is closed while the other side writes is reset, and the reset overtakes the answer."""

    @pytest.mark.parametrize("size", [50_000, 300_000, 1_500_000])
    def test_a_refusal_is_heard(self, installation: Installation, size: int) -> None:
        content = orjson.dumps({"title": "x" * size})
        for _ in range(6):
            with installation.client() as visitor:
                visitor.token()
                headers = {"Content-Type": "application/json"}
                answer = visitor.post("/api/v1/identity-providers", content=content, headers=headers)
                problem(answer, 401, "not_signed_in")

    def test_so_is_that_of_a_body_above_the_limit(self, builder: Client) -> None:
        content = orjson.dumps({"title": "x" * 3_000_000})
        for _ in range(6):
            answer = builder.post(
                "/api/v1/identity-providers", content=content, headers={"Content-Type": "application/json"}
            )
            problem(answer, 413, "too_large")
