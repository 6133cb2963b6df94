"""The data of the gallery: a small design studio with its projects and people, and the flows of its pages."""

from typing import Any

from tools.gallery.parts import key

TITLE = "Component gallery"
PROJECTS = key("component", "gallery")
PEOPLE = key("component", "people")
SAVE = key("flow", "save")
FEATURE = key("flow", "feature")
STAGES = ("Idea", "Design", "Build", "Review", "Live")
PRIORITIES = ("Whenever there is time", "This quarter", "This month", "Now")
DEPARTMENTS = ("Studio", "Workshop", "Office")


def property_(name: str, title: str, kind: str = "string", **settings: Any) -> dict[str, Any]:
    return {"id": key("property", name)[:8], "name": name, "title": title, "type": kind, **settings}


def texts(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "title": value} for value in values]


PROJECT_PROPERTIES = [
    property_("code", "Code", primary_key=True, query=True, min_length=3),
    property_("summary", "Summary"),
    property_("notes", "Notes", max_length=4000),
    property_("story", "Story"),
    property_("snippet", "Embed code"),
    property_("client", "Client"),
    property_("phone", "Phone"),
    property_("email", "E-mail"),
    property_("passphrase", "Passphrase", virtual=True),
    property_("stage", "Stage", query=True, enum=texts(*STAGES)),
    property_(
        "priority",
        "Priority",
        "integer",
        query=True,
        enum=[{"value": value, "title": title} for value, title in enumerate(PRIORITIES)],
    ),
    property_("budget", "Budget", "number", query=True, minimum="0"),
    property_("spent", "Spent", "number", query=True),
    property_("progress", "Progress", "integer", query=True, minimum=0, maximum=100),
    property_("visits", "Visits", "integer", query=True),
    property_("active", "Active", "boolean", query=True),
    property_("featured", "Featured", "boolean", query=True),
    property_("starts_on", "Starts on", "date", query=True),
    property_("kick_off", "Kick-off", "datetime", query=True),
    property_("stand_up", "Daily stand-up", "time"),
    property_("website", "Website", "uri"),
    property_("lead", "Lead", "catalog", component=PEOPLE, query=True),
    property_("team", "Team", "array", component=PEOPLE),
    property_("tags", "Tags", "array", items="string"),
    property_("brief", "Brief", "file", file_types=".pdf"),
    property_("cover", "Cover", "file", file_types="image/*"),
    property_("drawing", "Drawing", "file", file_types=".svg"),
    property_("signature", "Signature"),
]
PEOPLE_PROPERTIES = [
    property_("short", "Short name", primary_key=True, query=True),
    property_("role", "Role", query=True),
    property_("department", "Department", query=True, enum=texts(*DEPARTMENTS)),
    property_("contact", "Contact", "uri"),
    property_("manager", "Manager", "catalog", component=PEOPLE, query=True),
]
NOT_SAVED = {"passphrase"}


def flows() -> list[dict[str, Any]]:
    saved = [prop["name"] for prop in PROJECT_PROPERTIES if prop["name"] not in NOT_SAVED]
    mapping = [{"source": f"data.{name}", "target": name} for name in saved]
    return [
        _flow(SAVE, "Save the project", mapping),
        _flow(FEATURE, "Feature the project", [{"const": True, "target": "featured"}]),
    ]


def _flow(flow: str, name: str, mapping: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form or a row holds is stored, and answered."""
    read, update, answer = (key("step", flow, step)[:8] for step in ("read", "update", "answer"))
    params = {
        "component": PROJECTS,
        "field_component_key": "id",
        "fields_mapping": mapping,
        "result_store_field": "_project",
    }
    steps = [
        {"id": read, "name": "Get action model", "type": "get_action_model"},
        {"id": update, "name": "Update entry", "type": "update_entry", "source": [read], "params": params},
        {"id": answer, "name": "Write response", "type": "write_response", "source": [update]},
    ]
    stage = {"id": key("stage", flow)[:8], "name": "Store", "steps": steps}
    return {"key": flow, "kind": "dataflow", "name": name, "stages": [stage]}
