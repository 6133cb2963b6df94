"""The definition of the API of scripts as values. Types of members are written as Python annotates them."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Side(StrEnum):
    """Where a script runs."""

    BROWSER = "browser"
    SERVER = "server"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(_Frozen):
    """An attribute (`type`) or a method (`call`, its signature without `self`; `overloads` say more exactly how)."""

    means: str
    type: str = ""
    call: str = ""
    overloads: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    side: Side | None = None
    static: bool = False
    lacking: str = ""
    """Why it is refused; empty for what works."""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if bool(self.type) == bool(self.call):
            raise ValueError("a member has either a type or a signature")
        for signature in (self.call, *self.overloads):
            if signature:
                parsed(signature)
        return self

    @cached_property
    def result(self) -> str:
        """The annotation of what reading or calling it gives."""
        if self.type:
            return self.type
        returns = parsed(self.call).returns
        return ast.unparse(returns) if returns is not None else "Any"


class ObjectType(_Frozen):
    """An object that scripts get. `names`: whose names its further attributes are."""

    means: str
    members: dict[str, Member]
    side: Side | None = None
    names: Literal["properties", "controls", "settings", "data"] | None = None
    base: str = ""
    generic: bool = False
    runtime: dict[Side, str] = Field(default_factory=dict)
    """The class, or the module, that it is on each side."""

    def member(self, name: str, side: Side) -> Member | None:
        """By its name or an alias."""
        found = self._by_name.get(name)
        return found if found is not None and (found.side or self.side or side) is side else None

    @cached_property
    def _by_name(self) -> dict[str, Member]:
        return {known: member for name, member in self.members.items() for known in (name, *member.aliases)}

    def on(self, side: Side) -> Iterator[tuple[str, Member]]:
        """Members of one side, each by its name and once more by each alias."""
        for name, member in self.members.items():
            if (member.side or self.side or side) is side:
                yield name, member
                yield from ((alias, member) for alias in member.aliases)


class Name(_Frozen):
    """What every script finds. `is_class`: it is the type itself, not an object of it."""

    type: str
    means: str
    side: Side | None = None
    is_class: bool = Field(default=False, alias="class")


class Module(_Frozen):
    """What can be imported from the platform: types by their names, or the members of an object.

    Of one with neither, nothing is said about its names.
    """

    means: str
    side: Side | None = None
    names: tuple[str, ...] = ()
    of: str = ""


class Definition(_Frozen):
    """All of it."""

    names: dict[str, Name]
    modules: dict[str, Module]
    types: dict[str, ObjectType]
    library: dict[Side | Literal["both"], tuple[str, ...]]
    forbidden: dict[Side, tuple[str, ...]]
    exceptions: tuple[str, ...]

    @model_validator(mode="after")
    def _is_closed(self) -> Self:
        used = {found.type for found in self.names.values()}
        used |= {name for module in self.modules.values() for name in (*module.names, *filter(None, (module.of,)))}
        if missing := used - self.types.keys():
            raise ValueError(f"types are missing: {', '.join(sorted(missing))}")
        return self

    def globals_of(self, side: Side) -> dict[str, Name]:
        return {name: found for name, found in self.names.items() if (found.side or side) is side}

    def modules_of(self, side: Side) -> dict[str, Module]:
        return {name: found for name, found in self.modules.items() if (found.side or side) is side}

    def object_in(self, annotation: str) -> str | None:
        """The object that an annotation names, if any: `Task[Form]` is a Task, `Entry | None` an Entry."""
        first = annotation.partition("|")[0].partition("[")[0].strip()
        return first if first in self.types else None


def parsed(signature: str) -> ast.FunctionDef:
    """Raises ValueError for what is no signature."""
    try:
        (function,) = ast.parse(f"def _{signature}: ...").body
    except SyntaxError as error:
        raise ValueError(f"{signature!r} is no signature") from error
    assert isinstance(function, ast.FunctionDef)
    return function
