"""Members of the platform's objects, and what scripts name of their component by constant text."""

import ast
from collections.abc import Collection, Iterator, Mapping

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.checking.inference import Types
from aqtra.metadata.scripts.checking.models import SourceFinding
from aqtra.metadata.scripts.checking.nearest import nearest, suggestion
from aqtra.metadata.scripts.checking.source import OTHER_SIDE
from aqtra.metadata.scripts.checking.surroundings import Surroundings


class Members:
    """The check of one source within its component."""

    def __init__(self, types: Types, around: Surroundings) -> None:
        self._types = types
        self._source = types.source
        self._around = around

    def findings(self) -> Iterator[SourceFinding]:
        for node in self._source.nodes:
            match node:
                case ast.Attribute(attr=attr) if not attr.startswith("_"):
                    yield from self._attribute(node)
                case ast.Subscript(value=inner, slice=ast.Constant(value=str(name)) as named):
                    if self._is(inner, "Controls"):
                        yield from self._known(named, name, self._around.controls, "script_unknown_control", "control")
                    elif self._is(inner, "Model") or self._is(inner, "Properties"):
                        yield from self._property(named, name)
                case ast.Call(
                    func=ast.Attribute(value=inner, attr=attr), args=[ast.Constant(value=str(name)) as named, *_]
                ):
                    yield from self._named(inner, attr, named, name)
                case _:
                    pass

    def _attribute(self, node: ast.Attribute) -> Iterator[SourceFinding]:
        found = self._types.object(node.value)
        if found is None:
            return
        type_name, kind = found
        member = kind.member(node.attr, self._source.side)
        if member is not None:
            if member.lacking:
                message = f"{self._at(node)}{node.attr} is refused: {member.lacking}"
                yield self._source.finding(node, "script_lacking", message, Severity.WARNING, name=node.attr)
            return
        if kind.base or kind.names == "data":
            return
        if node.attr in kind.members:
            message = f"{self._at(node)}{node.attr} {OTHER_SIDE[self._source.side]}"
            yield self._source.finding(node, "script_other_side", message, name=node.attr)
        elif kind.names == "properties":
            yield from self._of_entry(node, [name for name, _ in kind.on(self._source.side)])
        elif kind.names == "controls":
            yield from self._known(node, node.attr, self._around.controls, "script_unknown_control", "control")
        elif kind.names == "settings":
            yield from self._setting(node, [name for name, _ in kind.on(self._source.side)])
        else:
            yield from self._unknown(node, type_name, [name for name, _ in kind.on(self._source.side)])

    def _unknown(self, node: ast.Attribute, owner: str, known: Collection[str]) -> Iterator[SourceFinding]:
        hint = nearest(node.attr, known)
        message = f"{self._at(node)}{owner} has no {node.attr}{suggestion(node.attr, known)}"
        fix = (self._source.renamed(node, hint),) if hint else None
        yield self._source.finding(node, "script_unknown_member", message, fix=fix, name=node.attr)

    def _of_entry(self, node: ast.Attribute, own: Collection[str]) -> Iterator[SourceFinding]:
        properties = self._around.properties
        if properties is not None:
            yield from self._known(node, node.attr, {*properties, *own}, "script_unknown_property", "property")

    def _setting(self, node: ast.Attribute, own: Collection[str]) -> Iterator[SourceFinding]:
        held = self._types.of(node.value)
        settings = (self._around.controls or {}).get(held.control or "") if held else None
        pascal = "".join(part[:1].upper() + part[1:] for part in node.attr.split("_"))
        if settings is not None and pascal not in settings and held is not None and held.control:
            yield from self._unknown(node, held.control, {*settings, *own})

    def _named(self, inner: ast.expr, method: str, node: ast.expr, name: str) -> Iterator[SourceFinding]:
        """Constants that a call gives as its first argument."""
        around = self._around
        if self._is(inner, "Form") and method == "Get":
            yield from self._property(node, name)
        elif method == "ExecuteDataflow" and (self._is(inner, "Commands") or self._is(inner, "Context")):
            yield from self._id(node, name, around.flows, "script_unknown_flow", "dataflow")
        elif not self._is(inner, "Commands"):
            return
        elif method == "ChangePageByName" and around.pages is not None:
            yield from self._known(node, name, around.pages.values(), "script_unknown_page", "page")
        elif method == "ChangePageAsync":
            yield from self._id(node, name, around.pages, "script_unknown_page", "page")
        elif method in ("AddItem", "EditItem") and around.elements is not None:
            if name in around.elements or name in (around.controls or ()):
                return
            message = f"{self._at(node)}no page of the component has a control with the id {name}"
            yield self._source.finding(node, "script_unknown_control", message, name=name)
        elif method == "ExecuteScript":
            functions = {each.name for each in self._source.tree.body if isinstance(each, _FUNCTIONS)}
            if name not in self._source.bound:
                yield from self._known(node, name, functions, "function_missing", "function")

    def _property(self, node: ast.expr, name: str) -> Iterator[SourceFinding]:
        yield from self._known(node, name, self._around.properties, "script_unknown_property", "property")

    def _id(
        self, node: ast.expr, name: str, known: Mapping[str, str] | None, code: str, kind: str
    ) -> Iterator[SourceFinding]:
        """An id of the component; where its name stands instead, that is what the fix puts right."""
        if known is None or name.casefold() in known or (kind == "dataflow" and name in known.values()):
            return
        by_title = {title: key for key, title in known.items()}
        hint = nearest(name, by_title)
        meant = f"; {kind} {hint} has the id {by_title[hint]}" if hint else ""
        fix = (self._source.replaced(node, f'"{by_title[hint]}"'),) if hint else None
        message = f"{self._at(node)}the component has no {kind} with the id {name}{meant}"
        yield self._source.finding(node, code, message, fix=fix, name=name)

    def _known(
        self, node: ast.expr, name: str, known: Collection[str] | None, code: str, kind: str
    ) -> Iterator[SourceFinding]:
        if known is None or name in known:
            return
        hint, fix = nearest(name, known), None
        if hint and isinstance(node, ast.Attribute):
            fix = (self._source.renamed(node, hint),) if hint.isidentifier() else None
        elif hint:
            fix = (self._source.replaced(node, f'"{hint}"'),)
        message = f"{self._at(node)}the component has no {kind} {name}{suggestion(name, known)}"
        yield self._source.finding(node, code, message, fix=fix, name=name)

    def _is(self, node: ast.expr, name: str) -> bool:
        found = self._types.object(node)
        return found is not None and found[0] == name

    @staticmethod
    def _at(node: ast.expr) -> str:
        return f"line {node.lineno}: "


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
