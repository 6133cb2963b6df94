"""`python -m aqtra.dataflow.schema > schema/steps.json`: the step catalogue as Studio reads it."""

import json
import sys
from dataclasses import fields
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_jsonable_python

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.items.types import SUFFIXES
from aqtra.dataflow.parameters import ParameterType, allowed_values, is_undrawn, parameter_of, rows_of, shown_when
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import AnyStep, Group, InputMode
from aqtra.dataflow.strings import strings

VERSION = 1


def steps_document() -> dict[str, Any]:
    """The whole catalogue. Same input, same text: it is committed and compared."""
    texts = strings()
    return {
        "version": VERSION,
        "groups": [{"id": group.value, "title": texts["groups"][group.value]} for group in Group],
        "types": [kind.value for kind in ParameterType],
        "suffixes": sorted(SUFFIXES),
        "dataflow_steps": [_step(step, texts) for step in _in_palette_order()],
    }


def _in_palette_order() -> list[AnyStep]:
    groups = list(Group)
    return sorted(catalogue(), key=lambda step: (groups.index(step.group), step.id))


def _step(step: AnyStep, texts: dict[str, Any]) -> dict[str, Any]:
    own = texts["steps"][step.id]
    return {
        "id": step.id,
        "title": own["title"],
        "group": step.group.value,
        "purpose": own["purpose"],
        "input": {
            "sources": step.ports.sources,
            "mode": step.ports.mode.value,
            "triggers": sorted(trigger.value for trigger in step.ports.triggers),
            "payload": step.ports.payload and step.ports.payload.value,
        },
        "output": own.get("output", ""),
        "capabilities": [found.name for found in fields(Capabilities) if getattr(step.capabilities, found.name)],
        "replay": step.replay.value,
        "errors": [{"code": error.code, "status": error.status} for error in step.errors],
        "parameters": _wiring(step, texts) + _settings(step, own["settings"]),
        "example": {
            "settings": dict(step.example.settings),
            "stored": list(step.example.stored),
            "input": list(step.example.input),
            **({"right": list(step.example.right)} if step.ports.join else {}),
            "payload": step.example.payload,
            "output": list(step.example.output),
        },
    }


def _wiring(step: AnyStep, texts: dict[str, Any]) -> list[dict[str, Any]]:
    """Caption and source stand beside the settings in the document, but in the same panel."""
    common = texts["common"]
    parameters = [_parameter("step_name", "string", common["step_name"], required=True, stored="name")]
    parameters[0]["default"] = texts["steps"][step.id]["title"]
    if step.ports.mode in (InputMode.ITEM, InputMode.BARRIER):
        parameters.append(_parameter("source_step", "step_ref", common["source_step"], required=True, stored="source"))
    return parameters


def _settings(step: AnyStep, texts: dict[str, Any]) -> list[dict[str, Any]]:
    return [_setting(name, field, texts[name]) for name, field in step.settings.model_fields.items()]


def _setting(name: str, field: FieldInfo, text: dict[str, Any]) -> dict[str, Any]:
    kind = parameter_of(field)
    described = _parameter(name, kind.type.value, text, required=field.is_required(), stored="params")
    if not field.is_required() and field.default is not PydanticUndefined:
        described["default"] = to_jsonable_python(field.default)
    described |= {
        key: value for key in ("of", "port", "within", "sources", "broker") if (value := getattr(kind, key)) is not None
    }
    if (rows := rows_of(field)) is not None:
        described["columns"] = [
            _setting(column, inner, text["columns"][column]) for column, inner in rows.model_fields.items()
        ]
    if (allowed := allowed_values(field)) is not None:
        described["allowed"] = list(allowed)
    if (condition := shown_when(field)) is not None:
        described["shown_when"] = {"setting": condition.setting, "equals": condition.equals}
    if is_undrawn(field):
        described["hidden"] = True
    return described


def _parameter(name: str, kind: str, text: dict[str, Any], *, required: bool, stored: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "title": text["title"],
        "help": text.get("help", ""),
        "required": required,
        "stored": stored,
    }


def as_text() -> str:
    """The document as it is committed."""
    return json.dumps(steps_document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
