"""Calls of endpoints against a real server: what is sent, what is read, what is tried again, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.errors import (
    CallFailed,
    ConnectorAuthFailed,
    UpstreamError,
    UpstreamTimedOut,
    UpstreamTooLarge,
    UpstreamUndecodable,
)
from aqtra.infra.egress import EgressRefused
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.integrations.calling import Calling, oauth, parameter
from tests.support.upstream import CLIENT_SECRET, KEY, PAGED, PASSWORD, USER, Server

CURSOR = {"kind": "cursor", "parameter": "start", "cursor_path": "next", "items_path": "data.items"}
BASIC = {"kind": "basic", "user_name": USER}


class TestWhatIsSent:
    def test_values_go_to_their_places(self, calling: Calling) -> None:
        places = [
            parameter("a", "path"),
            parameter("q", "query", type="array"),
            parameter("H", "header", sent_as="X-Thing"),
            parameter("n", "body", type="number"),
            parameter("gone", "body"),
        ]
        values = {"a": "x/y z?", "q": ["1", "ü&"], "H": "Größe", "n": Decimal("0.10"), "gone": None}
        said = calling.call("/echo/{a}/end", values, "post", parameters=places)
        assert said["path"] == "/echo/x%2Fy%20z%3F/end?q=1&q=%C3%BC%26"
        assert said["headers"]["x-thing"].encode("latin-1").decode() == "Größe"
        assert said["headers"]["content-type"] == "application/json"
        assert said["body"] == '{"n":0.10,"gone":null}'

    @pytest.mark.parametrize(
        ("body_format", "values", "sent", "kind"),
        [
            ("form", {"a": "x y", "b": ["1", "2"]}, "a=x+y&b=1&b=2", "application/x-www-form-urlencoded"),
            ("json", {"whole": [1, {"a": None}]}, '[1,{"a":null}]', "application/json"),
            ("text", {"whole": "Grüße"}, "Grüße", "text/plain; charset=utf-8"),
            ("xml", {"whole": "<a/>"}, "<a/>", "application/xml; charset=utf-8"),
        ],
    )
    def test_a_body_has_the_format_of_the_endpoint(
        self, calling: Calling, body_format: str, values: dict[str, Any], sent: str, kind: str
    ) -> None:
        place = "content" if "whole" in values else "body"
        places = [parameter(name, place, type="any") for name in values]
        said = calling.call("/echo", values, "put", parameters=places, body_format=body_format)
        assert (said["body"], said["headers"]["content-type"]) == (sent, kind)

    def test_the_headers_of_the_connector_go_with_it(self, calling: Calling) -> None:
        said = calling.call("/echo", headers=[{"name": "X-Team", "value": "blue"}])
        assert said["headers"]["x-team"] == "blue"

    @pytest.mark.parametrize("value", [None, "", ".", ".."])
    def test_a_value_of_the_path_must_not_lead_elsewhere(self, calling: Calling, value: str | None) -> None:
        with pytest.raises(TypeMismatch):
            calling.call("/echo/{a}", {"a": value}, parameters=[parameter("a", "path")])
        assert calling.heard() == []

    @pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
    def test_a_header_stays_one_line(self, calling: Calling, value: str) -> None:
        with pytest.raises(TypeMismatch, match="one line"):
            calling.call("/echo", {"h": value}, parameters=[parameter("h", "header")])
        assert calling.heard() == []

    def test_what_is_required_must_be_there(self, calling: Calling) -> None:
        with pytest.raises(TypeMismatch, match="required"):
            calling.call("/echo", {"q": None}, parameters=[parameter("q", "query", required=True)])


class TestWhatIsRead:
    def test_numbers_keep_their_digits(self, calling: Calling) -> None:
        assert calling.call("/rates/BIG")["rate"] == Decimal("12345678901234567890.123456789")

    @pytest.mark.parametrize(
        ("kind", "content", "value"),
        [
            ("application/vnd.api+json", '{"a":1}', {"a": 1}),
            ("application/x-www-form-urlencoded", "a=1&b=2&b=3", {"a": "1", "b": ["2", "3"]}),
            ("application/xml", "<a>1</a>", "<a>1</a>"),
            ("text/plain; charset=iso-8859-1", "ü", "ü"),
            ("application/json", " ", None),
        ],
    )
    def test_an_answer_is_read_by_its_type(self, calling: Calling, kind: str, content: str, value: Any) -> None:
        assert self.typed(calling, kind, content) == value

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("application/json", "<html>"),
            ("application/json", '{"a": NaN}'),
            ("application/json", "[" * 3000),
            ("application/json", '"\\ud800"'),
            ("text/plain; charset=utf-8", "ü"),
            ("text/plain; charset=zlib", "x"),
            ("text/plain; charset=no-such", "x"),
            ("text/plain", "\0"),
            ("image/png", "x"),
        ],
    )
    def test_what_is_not_as_its_type_says_is_refused(self, calling: Calling, kind: str, content: str) -> None:
        with pytest.raises(UpstreamUndecodable):
            self.typed(calling, kind, content)

    @staticmethod
    def typed(calling: Calling, kind: str, content: str) -> Any:
        values = {"type": kind, "content": content}
        # As Latin-1 the server says it again, byte for byte.
        return calling.call("/typed", values, parameters=[parameter(name, "query") for name in values])


class TestErrors:
    def test_a_refusal_carries_status_and_the_head_of_the_body(self, calling: Calling) -> None:
        with pytest.raises(UpstreamError) as raised:
            calling.call("/status/418")
        [detail] = raised.value.fields
        assert (raised.value.upstream_status, detail.params["status"]) == (418, 418)
        assert detail.params["body"].startswith('{"sorry": true')
        assert len(detail.params["body"]) == limits.BODY_HEAD

    @pytest.mark.parametrize(
        ("auth", "secret"), [(BASIC, PASSWORD), ({"kind": "header"}, KEY)], ids=["basic", "header"]
    )
    def test_a_refusal_does_not_say_our_secrets_again(
        self, calling: Calling, auth: dict[str, Any], secret: str
    ) -> None:
        with pytest.raises(UpstreamError) as raised:
            calling.call("/status/400", auth=auth, secret=secret)
        said = repr(raised.value.fields) + raised.value.message + repr(raised.value.params)
        assert "***" in said
        assert secret not in said
        heard = calling.server.state.requests[-1]["headers"]
        assert not any(value in said for name, value in heard.items() if name.lower() == "x-api-key")

    def test_a_server_that_is_silent_times_out(self, calling: Calling) -> None:
        with pytest.raises(UpstreamTimedOut):
            calling.call("/slow", timeout=1)
        calling.server.state.released.set()

    def test_a_body_without_end_stops_at_the_limit(self, calling: Calling) -> None:
        with pytest.raises(UpstreamTooLarge):
            calling.call("/endless")
        calling.server.state.released.set()

    def test_a_body_that_is_shorter_than_it_said_is_an_error(self, calling: Calling) -> None:
        with pytest.raises(UpstreamError):
            calling.call("/short", method="post")

    def test_a_packed_answer_is_not_unpacked(self, calling: Calling) -> None:
        with pytest.raises(UpstreamError, match="packed"):
            calling.call("/packed", method="post")

    @pytest.mark.parametrize(
        "place", ["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://[::1]/"]
    )
    def test_a_redirect_inside_is_not_followed(self, calling: Calling, place: str) -> None:
        with pytest.raises((EgressRefused, UpstreamError)):
            calling.call("/redirect", {"to": place}, parameters=[parameter("to", "query")])

    def test_a_redirect_to_another_origin_takes_no_secrets_along(
        self, calling: Calling, secure_upstream: Server
    ) -> None:
        secure_upstream.state.forget()
        values = {"to": f"{secure_upstream.url}/echo"}
        with pytest.raises(CallFailed):
            # Its certificate is not trusted, so nothing at all arrives; the next test trusts it.
            calling.call(
                "/redirect", values, parameters=[parameter("to", "query")], auth={"kind": "header"}, secret=KEY
            )
        assert secure_upstream.state.requests == []

    def test_a_redirect_to_another_origin_is_called_without_the_key(
        self, calling: Calling, secure_upstream: Server, authority: str
    ) -> None:
        secure_upstream.state.forget()
        values = {"to": f"{secure_upstream.url}/echo"}
        more = {"auth": {"kind": "header"}, "secret": KEY, "certificates": authority}
        said = calling.call("/redirect", values, parameters=[parameter("to", "query")], **more)
        assert "x-api-key" not in said["headers"]

    @pytest.mark.parametrize("host", ["127.0.0.2", "10.0.0.1", "169.254.169.254"])
    def test_what_no_administrator_allowed_is_not_called(self, calling: Calling, host: str) -> None:
        with pytest.raises(EgressRefused):
            calling.call("/echo", base_url=f"http://{host}:{calling.server.server_port}")

    def test_a_port_that_is_not_allowed_is_not_called(self, calling: Calling) -> None:
        with pytest.raises(EgressRefused):
            calling.call("/echo", base_url="http://127.0.0.1:22")


class TestTls:
    def test_a_certificate_that_nobody_vouches_for_is_refused(self, calling: Calling, secure_upstream: Server) -> None:
        with pytest.raises(UpstreamError):
            calling.call("/echo", method="post", base_url=secure_upstream.url)

    def test_the_authority_of_the_connector_is_trusted(
        self, calling: Calling, secure_upstream: Server, authority: str
    ) -> None:
        assert calling.call("/rates/EUR", base_url=secure_upstream.url, certificates=authority)["currency"] == "EUR"


class TestTryingAgain:
    @pytest.mark.parametrize("status", [429, 502, 503, 504, 0])
    @pytest.mark.parametrize("method", ["get", "put", "delete"])
    def test_what_passes_is_tried_again(self, calling: Calling, status: int, method: str) -> None:
        assert calling.call(f"/flaky/{status}/2/x", method=method) == {"attempts": 3}
        assert len(calling.heard()) == 3

    def test_three_times_at_most(self, calling: Calling) -> None:
        with pytest.raises(UpstreamError) as raised:
            calling.call("/flaky/503/9/x")
        assert raised.value.upstream_status == 503
        assert len(calling.heard()) == 1 + limits.RETRIES
        assert len(calling.pauses) == limits.RETRIES
        longest = [limits.FIRST_PAUSE * 2**n for n in range(limits.RETRIES)]
        assert all(most / 2 <= pause <= most for pause, most in zip(calling.pauses, longest, strict=True))

    @pytest.mark.parametrize("status", [429, 503, 0])
    def test_a_post_is_never_repeated(self, calling: Calling, status: int) -> None:
        with pytest.raises(UpstreamError):
            calling.call(f"/flaky/{status}/1/x", method="post")
        assert len(calling.heard()) == 1

    @pytest.mark.parametrize("status", [400, 404, 500])
    def test_what_does_not_pass_is_not_repeated(self, calling: Calling, status: int) -> None:
        with pytest.raises(UpstreamError):
            calling.call(f"/status/{status}")
        assert len(calling.heard()) == 1

    def test_the_server_says_how_long_to_wait(self, calling: Calling) -> None:
        calling.call("/flaky/429/1/3")
        assert calling.pauses == [3.0]

    def test_a_wait_beyond_the_timeout_is_not_begun(self, calling: Calling) -> None:
        with pytest.raises(UpstreamError) as raised:
            calling.call("/flaky/429/1/3600")
        assert (raised.value.upstream_status, calling.pauses, len(calling.heard())) == (429, [], 1)


class TestCredentials:
    def test_basic(self, calling: Calling) -> None:
        assert calling.call("/basic", auth=BASIC, secret=PASSWORD) == {"in": True}

    def test_a_key_in_a_header(self, calling: Calling) -> None:
        assert calling.call("/key", auth={"kind": "header"}, secret=KEY) == {"in": True}

    def test_a_parameter_does_not_replace_the_credentials(self, calling: Calling) -> None:
        places = [parameter("x-api-key", "header")]
        assert calling.call("/key", {"x-api-key": "mine"}, auth={"kind": "header"}, secret=KEY, parameters=places)

    def test_none(self, calling: Calling) -> None:
        assert "authorization" not in calling.call("/echo", secret="unused")["headers"]

    def test_refused_credentials_are_named_so(self, calling: Calling) -> None:
        with pytest.raises(ConnectorAuthFailed) as raised:
            calling.call("/basic", auth=BASIC, secret="wrong")
        assert "wrong" not in raised.value.message + repr(raised.value.params)

    @pytest.mark.parametrize("way", ["client_secret_basic", "client_secret_post"])
    def test_a_token_is_fetched_once_and_kept(self, calling: Calling, way: str) -> None:
        auth = oauth(calling.server, client_auth=way, scopes=["a", "b"])
        assert [calling.call("/bearer", auth=auth, secret=CLIENT_SECRET) for _ in "ab"] == [{"token": "token-1"}] * 2
        assert calling.heard() == ["POST /token", "GET /bearer", "GET /bearer"]

    def test_a_kept_token_is_sealed(self, calling: Calling, platform: Platform) -> None:
        calling.call("/bearer", auth=oauth(calling.server), secret=CLIENT_SECRET)
        [key] = platform.run(platform.services.redis.keys("*token*"))
        assert b"token-1" not in platform.run(platform.services.redis.get(key))
        assert 3000 < platform.run(platform.services.redis.ttl(key)) <= 3600

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_token_that_ended_early_is_renewed_once(self, calling: Calling, method: str) -> None:
        auth = oauth(calling.server)
        calling.call("/bearer", auth=auth, secret=CLIENT_SECRET)
        calling.server.state.tokens.clear()
        assert calling.call("/bearer", method=method, auth=auth, secret=CLIENT_SECRET) == {"token": "token-2"}

    def test_a_token_that_is_never_taken_is_given_up(self, calling: Calling) -> None:
        with pytest.raises(ConnectorAuthFailed):
            calling.call("/basic", auth=oauth(calling.server), secret=CLIENT_SECRET)
        assert calling.heard() == ["POST /token", "GET /basic", "POST /token", "GET /basic"]

    @pytest.mark.parametrize("life", [0, "soon", None, -5])
    def test_a_server_that_says_no_time_gets_no_eternal_token(self, calling: Calling, life: Any) -> None:
        calling.server.state.expires_in = life
        assert calling.call("/bearer", auth=oauth(calling.server), secret=CLIENT_SECRET)

    def test_a_refused_client_is_named_so_without_its_secret(self, calling: Calling) -> None:
        calling.server.state.refuse_clients = True
        with pytest.raises(ConnectorAuthFailed, match="401") as raised:
            calling.call("/bearer", auth=oauth(calling.server), secret=CLIENT_SECRET)
        assert CLIENT_SECRET not in repr(vars(raised.value))

    @pytest.mark.parametrize("path", ["/echo", "/slow", "/redirect?to=/token", "/endless"])
    def test_a_strange_server_of_tokens(self, calling: Calling, path: str) -> None:
        calling.server.state.released.set()
        auth = oauth(calling.server) | {"token_url": f"{calling.server.url}{path.partition('?')[0]}"}
        with pytest.raises(CallFailed):
            calling.call("/bearer", auth=auth, secret=CLIENT_SECRET, timeout=2)


class TestPages:
    @pytest.mark.parametrize(
        ("path", "paging"),
        [
            ("/pages/number", {"kind": "page", "size_parameter": "limit", "size": 10}),
            ("/pages/number", {"kind": "page"}),
            ("/pages/offset", {"kind": "offset", "parameter": "start", "size": 10}),
            (
                "/pages/cursor",
                {"kind": "cursor", "parameter": "start", "cursor_path": "next", "items_path": "data.items"},
            ),
            ("/pages/link", {"kind": "link"}),
        ],
    )
    def test_the_items_of_all_pages_are_put_together(self, calling: Calling, path: str, paging: dict[str, Any]) -> None:
        received = calling.received(path, paging=paging)
        assert received.value == list(range(PAGED))
        assert not received.is_partial

    def test_the_limit_of_pages_is_kept(self, calling: Calling) -> None:
        received = calling.received("/pages/number", paging={"kind": "page", "page_limit": 2})
        assert (received.value, received.is_partial) == (list(range(20)), True)

    def test_a_cursor_that_does_not_move_ends(self, calling: Calling) -> None:
        paging = {"kind": "cursor", "parameter": "c", "cursor_path": "next", "items_path": "data.items"}
        assert calling.call("/pages/stuck", paging=paging) == [1, 1]

    def test_pages_without_end_stop_at_the_limit(self, calling: Calling) -> None:
        received = calling.received("/pages/forever", paging=CURSOR | {"page_limit": 5})
        assert (len(received.value), received.is_partial) == (5, True)

    def test_the_next_page_of_another_origin_is_not_asked_for(self, calling: Calling) -> None:
        with pytest.raises(UpstreamUndecodable, match="another origin"):
            calling.call("/pages/astray", paging={"kind": "link"}, auth={"kind": "header"}, secret=KEY)

    def test_pages_that_hold_no_list_are_refused(self, calling: Calling) -> None:
        with pytest.raises(UpstreamUndecodable, match="no list"):
            calling.call("/rates/EUR", paging={"kind": "page"})
