"""What an answer says, by its content type. Pure."""

import codecs
from email.message import Message
from typing import Any, Final
from urllib.parse import parse_qsl

from aqtra.dataflow.integrations.errors import UpstreamUndecodable
from aqtra.infra.bodies import read_json
from aqtra.kernel.errors import AqtraError

FORM: Final = "application/x-www-form-urlencoded"
_TEXTS: Final = frozenset({"application/xml", "application/javascript", "application/yaml", "application/sql"})
_MOST_FIELDS: Final = 10_000
# Codecs of Python are more than encodings of text; some of them take quadratic time.
_ENCODINGS: Final = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-", "cp125"),
    *("koi8-", "gb18030", "big5", "shift_jis", "euc_"),
)


def decode(content: bytes, content_type: str) -> Any:
    """JSON with exact numbers, a form as an object, texts as text, nothing as null. Raises UpstreamUndecodable."""
    kind, charset = _declared(content_type)
    if not content.strip():
        return None
    if _is_json(kind):
        return _json(content)
    if kind == FORM:
        return _form(content, charset)
    if not kind or kind.startswith("text/") or kind in _TEXTS or kind.endswith("+xml"):
        return _text(content, charset)
    raise UpstreamUndecodable(f"an answer of type {kind[:100]} is no text: it can be stored as a file", type=kind[:100])


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind == "text/json" or kind.endswith("+json")


def _declared(content_type: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = content_type or "text/plain"
    kind = message.get_content_type() if content_type else ""
    charset = message.get_param("charset", "utf-8")
    return kind, charset if isinstance(charset, str) else "utf-8"


def _json(content: bytes) -> Any:
    try:
        return read_json(content.removeprefix(codecs.BOM_UTF8), exact=True)
    except AqtraError as error:
        # The message of the parser may quote what only the other system should know.
        raise UpstreamUndecodable("the answer says that it is JSON, and is not") from error


def _form(content: bytes, charset: str) -> dict[str, Any]:
    try:
        pairs = parse_qsl(_text(content, charset), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise UpstreamUndecodable("the answer says that it is a form, and cannot be read as one") from error
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _text(content: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
        if not name.startswith(_ENCODINGS):
            raise LookupError(name)
        text = content.decode(name)
    except LookupError as error:
        raise UpstreamUndecodable("the answer names an encoding that cannot be read") from error
    except UnicodeError as error:
        raise UpstreamUndecodable("the answer is not in the encoding that it names") from error
    if "\0" in text:
        raise UpstreamUndecodable("the answer says that it is text, and is not")
    return text.removeprefix("\ufeff")
