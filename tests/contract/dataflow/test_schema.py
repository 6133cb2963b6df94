"""The committed step catalogue is the one the steps declare."""

from pathlib import Path

import jsonschema

from aqtra.dataflow.parameters import ParameterType
from aqtra.dataflow.schema import as_text, steps_document

COMMITTED = Path(__file__).parents[3] / "schema" / "steps.json"


def test_regeneration_leaves_no_difference() -> None:
    assert COMMITTED.read_text("utf-8") == as_text()


def test_every_parameter_tells_studio_how_to_draw_it() -> None:
    shape = {
        "type": "object",
        "required": ["name", "type", "title", "help", "required", "stored"],
        "properties": {
            "type": {"enum": [kind.value for kind in ParameterType]},
            "title": {"type": "string", "minLength": 1},
            "help": {"type": "string", "minLength": 1},
            "stored": {"enum": ["name", "source", "params"]},
            "of": {"type": "string"},
            "allowed": {"type": "array", "minItems": 1},
            "shown_when": {"type": "object", "required": ["setting", "equals"]},
        },
    }
    for step in steps_document()["dataflow_steps"]:
        names = {parameter["name"] for parameter in step["parameters"]}
        for parameter in step["parameters"]:
            jsonschema.validate(parameter, shape)
            assert parameter.get("of", "step_name") in names
            assert parameter.get("shown_when", {"setting": "step_name"})["setting"] in names
