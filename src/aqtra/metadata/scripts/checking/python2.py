"""What Python 2 wrote in another way, each place with its modern form, also where the source does not parse."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding
from aqtra.metadata.scripts.checking.source import Source

CODE: Final = "script_python2"
_NAMES: Final = {
    "unicode": "str", "basestring": "str", "xrange": "range", "raw_input": "input", "long": "int", "unichr": "chr",
}  # fmt: skip
_METHODS: Final = {"iteritems": "items", "iterkeys": "keys", "itervalues": "values"}
_MODULES: Final = {
    "urllib2": "urllib.request", "httplib": "http.client", "StringIO": "io", "ConfigParser": "configparser",
    "Queue": "queue", "cPickle": "pickle", "urlparse": "urllib.parse",
}  # fmt: skip
_TEXT: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<prefix>(?:(?<!\w)[uUrRbBfF]{1,2})?)
        (?P<quote>'''|\"\"\"|'|")(?P<inside>(?:\\.|(?!(?P=quote)).)*?)(?P=quote)""",
    re.VERBOSE | re.DOTALL,
)
_Form = tuple[re.Pattern[str], str, Callable[[re.Match[str], str], str]]


def _print(found: re.Match[str], original: str) -> str:
    """`print a, b`, `print >>file, a`, `print a,`."""
    written = original[found.start("what") : found.end("what")].rstrip()
    options = []
    if written.startswith(">>"):
        file, _, written = written.removeprefix(">>").partition(",")
        options.append(f"file={file.strip()}")
        written = written.strip()
    if written.endswith(","):
        written = written.removesuffix(",")
        options.append('end=" "')
    return f"print({', '.join(filter(None, (written, *options)))})"


def _written(form: str) -> Callable[[re.Match[str], str], str]:
    """The form with the named parts of what was found, as they stand in the text."""
    return lambda found, original: form.format(
        **{name: original[slice(*found.span(name))].strip() for name in found.groupdict()}
    )


_PRINT: Final = "print(…)"
FORMS: Final[tuple[_Form, ...]] = (
    (re.compile(r"(?<![\w.])print[ \t]+(?![ \t]*[=(.,)\n#])(?P<what>[^\n;#]*[^\n;#\s])"), _PRINT, _print),
    (re.compile(r"(?<![\w.])print(?=[\"'])(?P<what>[^\n;#]*[^\n;#\s])"), _PRINT, _print),
    (re.compile(r"<>"), "!=", _written("!=")),
    (re.compile(r"`(?P<what>[^`\n]+)`"), "repr(…)", _written("repr({what})")),
    (
        re.compile(r"\bexcept[ \t]+(?P<kind>[\w.]+|\([^)\n]*\))[ \t]*,[ \t]*(?P<name>\w+)[ \t]*(?=:)"),
        "except … as …",
        _written("except {kind} as {name}"),
    ),
    (
        re.compile(r"\braise[ \t]+(?P<kind>[\w.]+)[ \t]*,[ \t]*(?P<what>[^\n;,#]*[^\n;,#\s])"),
        "raise …(…)",
        _written("raise {kind}({what})"),
    ),
    (
        re.compile(r"(?<![\w.])exec[ \t]+(?![ \t]*[=(.,)\n#])(?P<what>[^\n;#]*[^\n;#\s])"),
        "exec(…)",
        _written("exec({what})"),
    ),
    (re.compile(r"(?<![\w.])0(?P<digits>[0-7]+)(?![\w.])"), "0o…", _written("0o{digits}")),
    (re.compile(r"(?<![\w.])(?P<digits>\d+)[lL](?!\w)"), "a plain number", _written("{digits}")),
)
"""What does not parse any more: how it is found, its modern form in words and in the text."""


def unparsed(text: str) -> Iterator[SourceFinding]:
    """Places of a source that does not parse."""
    masked = _masked(text)
    for pattern, words, modern in FORMS:
        for found in pattern.finditer(masked):
            edit = _edit(text, found.start(), found.end(), modern(found, text))
            yield _finding(edit, text[found.start() : found.end()].strip(), words)


def parsed(source: Source) -> Iterator[SourceFinding]:
    """Places of one that does."""
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr="has_key"), args=[key], keywords=[]):
                text = f"{source.text_of(key)} in {source.text_of(value)}"
                parent = source.parents[node]
                # Alone as the test of a statement it needs no brackets.
                text = text if isinstance(parent, ast.If | ast.While | ast.Assign | ast.Expr) else f"({text})"
                yield _finding(source.replaced(node, text), "has_key", "in")
            case ast.Attribute(attr=name) if name in _METHODS and isinstance(source.parents[node], ast.Call):
                yield _finding(source.renamed(node, _METHODS[name]), name, _METHODS[name])
            case ast.Name(id=name, ctx=ast.Load()) if name in _NAMES and name not in source.bound:
                yield _finding(source.replaced(node, _NAMES[name]), name, _NAMES[name])
            case _:
                pass


def modern_module(name: str) -> str | None:
    """Where a module of Python 2 is found now."""
    return _MODULES.get(name)


def is_name(name: str) -> bool:
    return name in _NAMES


def _finding(edit: Edit, old: str, modern: str) -> SourceFinding:
    message = f"line {edit.line}: {old} is Python 2; write {modern}"
    return SourceFinding(
        line=edit.line,
        column=edit.column,
        severity=Severity.ERROR,
        code=CODE,
        message=message,
        fix=(edit,),
        params={"old": old, "modern": modern},
    )


def _masked(text: str) -> str:
    """The text with the inside of comments and strings replaced, every character in its place."""

    def blank(found: re.Match[str]) -> str:
        if found["comment"] is not None:
            return "#" * len(found[0])
        inside = "".join(each if each == "\n" else "_" for each in found["inside"])
        return f"{found['prefix']}{found['quote']}{inside}{found['quote']}"

    return _TEXT.sub(blank, text)


def _edit(text: str, start: int, end: int, replacement: str) -> Edit:
    line, column = _place(text, start)
    end_line, end_column = _place(text, end)
    return Edit(line=line, column=column, end_line=end_line, end_column=end_column, text=replacement)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
