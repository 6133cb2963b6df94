"""`python -m aqtra.metadata.scripts.api.schema > schema/scripting.json`: what Studio completes in scripts."""

import builtins
import json
import keyword
import sys
from typing import Any, Final

from aqtra.metadata.scripts.api.models import Definition, Member, ObjectType, Side
from aqtra.metadata.scripts.api.reading import script_api

VERSION: Final = 1
_NOT_OF_SCRIPTS: Final = frozenset({"breakpoint", "copyright", "credits", "exit", "help", "input", "license", "quit"})


def scripting_document() -> dict[str, Any]:
    """The whole definition, with what Python itself offers. Same input, same text: it is committed and compared."""
    api = script_api()
    return {
        "version": VERSION,
        "keywords": sorted(keyword.kwlist),
        "builtins": sorted([*_builtins(), *api.exceptions]),
        **{side.value: _side(api, side) for side in Side},
    }


def _builtins() -> list[str]:
    """Functions and types; exceptions differ from one version of Python to the next."""
    return [name for name in dir(builtins) if name.islower() and name[0] != "_" and name not in _NOT_OF_SCRIPTS]


def _side(api: Definition, side: Side) -> dict[str, Any]:
    used = {name: found for name, found in api.types.items() if (found.side or side) is side}
    modules = {name: found.means for name, found in api.modules_of(side).items()}
    return {
        "names": {
            name: {"type": None if found.is_class else found.type, "means": found.means}
            for name, found in api.globals_of(side).items()
        },
        "modules": {**dict.fromkeys(sorted({*api.library["both"], *api.library[side]}), ""), **modules},
        "types": {name: _type(api, found, side) for name, found in used.items()},
    }


def _type(api: Definition, found: ObjectType, side: Side) -> dict[str, Any]:
    members = {name: member for name, member in found.members.items() if (member.side or side) is side}
    return {
        "means": found.means,
        "names": found.names,
        "members": {name: _member(api, member) for name, member in members.items() if not member.lacking},
    }


def _member(api: Definition, member: Member) -> dict[str, Any]:
    return {
        "call": bool(member.call),
        "signature": member.call or f": {member.type}",
        "type": api.object_in(member.result),
        "means": member.means,
        "aliases": list(member.aliases),
    }


if __name__ == "__main__":
    json.dump(scripting_document(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
