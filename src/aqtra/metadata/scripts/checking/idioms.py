"""Idioms of older scripts, with what Python writes instead. What still works is a hint; what corrupts is an error."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.checking.inference import VALUE, Types
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding
from aqtra.metadata.scripts.checking.source import Source

HINT: Final = Severity.INFORMATION
_LETTERS: Final = {
    "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "dddd": "%A", "ddd": "%a", "dd": "%d",
    "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "tt": "%p",
}  # fmt: skip
_PATTERN: Final = re.compile(r"y+|M+|d+|H+|h+|m+|s+|f+|t+|z+|K+|g+|'[^']*'")
_MATH: Final = {"Abs": "abs", "Max": "max", "Min": "min", "Round": "round"}
_MATH_MODULE: Final = {"Ceiling": "ceil", "Floor": "floor", "Pow": "pow", "Sqrt": "sqrt"}
_PLAIN_TYPES: Final = {"Int32": "int", "Int64": "int", "Boolean": "bool", "Double": "float", "Decimal": "float"}
_CONVERSIONS: Final = {"ToString": "str", "ToDouble": "float", "ToDecimal": "float", "ToInt32": "int", "ToInt64": "int"}
_LISTS: Final = {"Add": "append", "Remove": "remove"}


def check_idioms(types: Types) -> Iterator[SourceFinding]:
    source = types.source
    old = _Old(types)
    for node in source.nodes:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=inner, attr=attr))) if does_nothing(inner, attr):
                message = f"line {node.lineno}: {attr} is not needed"
                fix = (source.removed(node),)
                yield source.finding(node, "script_unnecessary", message, HINT, fix, name=attr)
            case ast.Call():
                yield from old.call(node)
            case ast.Attribute(value=inner, attr=("Now" | "UtcNow" | "Today") as attr) if old.is_old(inner, "DateTime"):
                yield from old.moment(node, attr)
            case ast.Attribute(attr="Count") if not isinstance(source.parents[node], ast.Call):
                if old.is_value(node.value):
                    text = f"len({source.text_of(node.value)})"
                    yield old.hint(node, ".Count", text, (source.replaced(node, text),))
            case _:
                pass


def does_nothing(inner: ast.expr, attr: str) -> bool:
    """Calls that older scripts had to make."""
    if attr == "RaisePropertyChanged":
        return True
    return attr.startswith("AddReference") and isinstance(inner, ast.Name) and inner.id == "clr"


class _Old:
    """Idioms of one source."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._source = types.source
        self._imported = dict(_system_names(types.source))

    def call(self, node: ast.Call) -> Iterator[SourceFinding]:
        source = self._source
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Attribute(value=text, attr="encode")), attr="decode"),
                args=[ast.Constant(value=str(codec)), *_],
            ) if codec.replace("-", "_").lower() == "unicode_escape":
                plain = source.text_of(text.args[0] if _is_str(text) else text)  # type: ignore[attr-defined]
                message = f"line {node.lineno}: this destroys letters that are not ASCII; leave it out"
                fix = (source.replaced(node, plain),)
                yield source.finding(node, "script_corrupts", message, fix=fix, name="unicode_escape")
            case ast.Call(func=ast.Name(id="eval"), args=[inner, *_]) if _replaces_null(inner):
                message = (
                    f"line {node.lineno}: what a form action hands over is a Python object already; "
                    "text is read by json.loads"
                )
                yield source.finding(node, "script_legacy", message, HINT, name="eval")
            case ast.Call(func=func, args=[function]) if self._is_delegate(func):
                plain = source.text_of(function)
                yield self.hint(node, f"{source.text_of(func)}(…)", plain, (source.replaced(node, plain),))
            case ast.Call(func=ast.Attribute(value=inner, attr=attr)):
                yield from self._method(node, inner, attr)
            case ast.Call(func=ast.Name(id=name), args=[_]) if self._imported.get(name) in _PLAIN_TYPES:
                plain = _PLAIN_TYPES[self._imported[name]]
                yield self.hint(node, name, plain, (source.replaced(node.func, plain),))
            case _:
                pass

    def moment(self, node: ast.Attribute, attr: str) -> Iterator[SourceFinding]:
        source, imports = self._source, self._source.imported("from datetime import datetime")
        text = "datetime.now()"
        if attr == "UtcNow":
            text, imports = "datetime.now(UTC)", source.imported("from datetime import UTC, datetime")
        elif attr == "Today":
            text = "datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)"
        yield self.hint(node, f"DateTime.{attr}", text, (*imports, source.replaced(node, text)))

    def _method(self, node: ast.Call, inner: ast.expr, attr: str) -> Iterator[SourceFinding]:
        if self.is_old(inner, "DateTime"):
            yield from self._date(node, attr)
        elif self.is_old(inner, "Guid"):
            yield from self._guid(node, attr)
        elif self.is_old(inner, "Math"):
            yield from self._math(node, attr)
        elif self.is_old(inner, "Convert") and attr in _CONVERSIONS:
            plain = _CONVERSIONS[attr]
            yield self.hint(node, f"Convert.{attr}", plain, (self._source.replaced(node.func, plain),))
        elif attr == "ToString" and self._is_date(inner):
            yield from self._formatted(node, inner)
        elif self.is_value(inner):
            yield from self._of_value(node, inner, attr)

    def _date(self, node: ast.Call, attr: str) -> Iterator[SourceFinding]:
        source, imports = self._source, self._source.imported("from datetime import datetime")
        match attr, node.args:
            case "Parse", [text]:
                modern = f"datetime.fromisoformat({source.text_of(text)})"
            case "ParseExact", [text, ast.Constant(value=str(pattern)), *_] if (code := _codes(pattern)) is not None:
                modern = f'datetime.strptime({source.text_of(text)}, "{code}")'
            case _:
                return
        # A format that follows needs a `datetime` too: both change together.
        around = source.parents[node]
        call = source.parents.get(around)
        if isinstance(around, ast.Attribute) and around.attr == "ToString" and isinstance(call, ast.Call):
            return
        yield self.hint(node, f"DateTime.{attr}", modern, (*imports, source.replaced(node, modern)))

    def _formatted(self, node: ast.Call, inner: ast.expr) -> Iterator[SourceFinding]:
        """`DateTime.Parse(…).ToString("dd.MM.yyyy")`, or a moment of one."""
        source, imports = self._source, self._source.imported("from datetime import datetime")
        base = source.text_of(inner)
        match inner:
            case ast.Call(func=ast.Attribute(attr="Parse"), args=[text]):
                base = f"datetime.fromisoformat({source.text_of(text)})"
            case ast.Attribute(attr="Now"):
                base = "datetime.now()"
            case _:
                pass
        match node.args:
            case []:
                modern = f"{base}.isoformat()"
            case [ast.Constant(value=str(pattern))] if (code := _codes(pattern)) is not None:
                modern = f'{base}.strftime("{code}")'
            case _:
                yield self.hint(node, "ToString", "strftime", None)
                return
        yield self.hint(node, "ToString", modern, (*imports, source.replaced(node, modern)))

    def _guid(self, node: ast.Call, attr: str) -> Iterator[SourceFinding]:
        source = self._source
        match attr, node.args:
            case "NewGuid", []:
                fix = (*source.imported("import uuid"), source.replaced(node, "uuid.uuid4()"))
                yield self.hint(node, "Guid.NewGuid", "uuid.uuid4()", fix)
            case "Parse", [text]:
                plain = source.text_of(text)
                yield self.hint(node, "Guid.Parse", f"{plain}, ids are text", (source.replaced(node, plain),))
            case _:
                pass

    def _math(self, node: ast.Call, attr: str) -> Iterator[SourceFinding]:
        source = self._source
        if attr in _MATH:
            yield self.hint(node, f"Math.{attr}", _MATH[attr], (source.replaced(node.func, _MATH[attr]),))
        elif attr in _MATH_MODULE:
            modern = f"math.{_MATH_MODULE[attr]}"
            fix = (*source.imported("import math"), source.replaced(node.func, modern))
            yield self.hint(node, f"Math.{attr}", modern, fix)

    def _of_value(self, node: ast.Call, inner: ast.expr, attr: str) -> Iterator[SourceFinding]:
        """Methods of lists and values of the item."""
        source, base = self._source, self._source.text_of(inner)
        assert isinstance(node.func, ast.Attribute)
        match attr, node.args:
            case (("Add" | "Remove"), [_]):
                yield self.hint(node, f".{attr}", _LISTS[attr], (source.renamed(node.func, _LISTS[attr]),))
            case "Contains", [value]:
                yield self.hint(
                    node, ".Contains", "in", (source.replaced(node, f"({source.text_of(value)} in {base})"),)
                )
            case "ToString", []:
                yield self.hint(node, ".ToString()", "str(…)", (source.replaced(node, f"str({base})"),))
            case "Count", []:
                yield self.hint(node, ".Count()", "len(…)", (source.replaced(node, f"len({base})"),))
            case _:
                pass

    def hint(self, node: ast.expr, old: str, modern: str, fix: tuple[Edit, ...] | None) -> SourceFinding:
        message = f"line {node.lineno}: Python writes {modern} for {old}"
        return self._source.finding(node, "script_legacy", message, HINT, fix, old=old, modern=modern)

    def is_old(self, node: ast.expr, name: str) -> bool:
        """Whether it is a type of `System`, by any name that the script has for it."""
        match node:
            case ast.Name(id=given):
                return self._imported.get(given) == name
            case ast.Attribute(value=ast.Name(id=given), attr=attr):
                return attr == name and self._imported.get(given) == "System"
            case _:
                return False

    def is_value(self, node: ast.expr) -> bool:
        held = self._types.of(node)
        return held is not None and held.type == VALUE

    def _is_date(self, node: ast.expr) -> bool:
        match node:
            case ast.Call(func=ast.Attribute(value=inner, attr="Parse" | "ParseExact")):
                return self.is_old(inner, "DateTime")
            case ast.Attribute(value=inner, attr="Now" | "UtcNow" | "Today"):
                return self.is_old(inner, "DateTime")
            case _:
                return False

    def _is_delegate(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Subscript) and any(self.is_old(node.value, name) for name in ("Action", "Func"))


def _system_names(source: Source) -> Iterator[tuple[str, str]]:
    """What the script calls `System`, and each of its types."""
    for node in source.nodes:
        match node:
            case ast.Import(names=names):
                yield from (
                    (each.asname or "System", "System") for each in names if each.name.split(".")[0] == "System"
                )
            case ast.ImportFrom(module="System", names=names):
                yield from ((each.asname or each.name, each.name) for each in names)
            case _:
                pass


def _codes(pattern: str) -> str | None:
    """The pattern as `strftime` writes it; None where it has letters that this does not know."""
    unknown = []

    def code(found: re.Match[str]) -> str:
        if found[0].startswith("'"):
            return found[0].strip("'")
        if found[0] not in _LETTERS:
            unknown.append(found[0])
        return _LETTERS.get(found[0], "")

    written = _PATTERN.sub(code, pattern)
    return None if unknown else written


def _is_str(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and bool(node.args)


def _replaces_null(node: ast.expr) -> bool:
    """`text.replace("null", "None")`, with other replacements after it."""
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == "replace"
        and [getattr(argument, "value", None) for argument in each.args[:1]] == ["null"]
        for each in ast.walk(node)
    )
