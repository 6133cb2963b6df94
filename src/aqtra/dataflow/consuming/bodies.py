"""What a flow is given of a message, and what becomes of it: one item. Pure."""

import base64
import codecs
from collections.abc import Mapping
from typing import Any, Final
from xml.parsers import expat

from aqtra.dataflow.consuming.errors import MessageUndecodable
from aqtra.dataflow.consuming.models import Received
from aqtra.dataflow.integrations.brokers import BodyFormat, BrokerEndpoint
from aqtra.dataflow.integrations.response_model import item_of
from aqtra.infra.bodies import read_json
from aqtra.kernel.errors import AqtraError

MESSAGE: Final = "_message"
_MEMBERS: Final = frozenset({"content", "format", "schema", "step", "message"})


def payload_of(received: Received, endpoint: BrokerEndpoint, step_id: str) -> dict[str, Any]:
    """As a dead letter keeps it and a run takes it: plain JSON."""
    return {
        "content": base64.b64encode(received.body).decode(),
        "format": endpoint.body_format,
        "schema": endpoint.response,
        "step": step_id,
        "message": {
            "id": received.id,
            "key": received.key,
            "headers": received.headers,
            "timestamp": received.timestamp and received.timestamp.isoformat(),
            "redelivered": received.redelivered,
        },
    }


def is_message(payload: Any) -> bool:
    """Whether a consumer made it; anything else is a sample that somebody typed."""
    return isinstance(payload, Mapping) and payload.keys() == _MEMBERS


def item_of_message(payload: Any) -> dict[str, Any]:
    """The decoded body and the facts of the message. Raises MessageUndecodable."""
    if not is_message(payload):
        return {**item_of(payload), MESSAGE: None}
    decoded = decode(base64.b64decode(payload["content"]), payload["format"])
    return {**item_of(decoded), MESSAGE: payload["message"]}


def decode(content: bytes, body_format: BodyFormat) -> Any:
    """JSON with exact numbers, texts as text, bytes in base64. Raises MessageUndecodable."""
    match body_format:
        case "bytes":
            return base64.b64encode(content).decode()
        case "json":
            return _json(content)
        case "xml":
            return _xml(content)
        case "text":
            return _text(content)


def _json(content: bytes) -> Any:
    try:
        return read_json(content.removeprefix(codecs.BOM_UTF8), exact=True)
    except AqtraError as error:
        # The message of the parser may quote what only the flow should know.
        raise MessageUndecodable("the body of the message is no JSON") from error


def _text(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise MessageUndecodable("the body of the message is no text in UTF-8") from error
    if "\0" in text:
        raise MessageUndecodable("the body of the message is no text")
    return text.removeprefix("\ufeff")


def _xml(content: bytes) -> str:
    """The text of a well-formed document. Declarations of types are refused: they can blow up what reads it next."""
    text = _text(content)

    def refuse(*_: Any) -> None:
        raise MessageUndecodable("the body of the message declares a document type")

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise MessageUndecodable("the body of the message is no XML") from error
    return text
