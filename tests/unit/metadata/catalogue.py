"""A small component catalogue for tests of the checker, in the shape of `schema/components.json`."""

from typing import Any

from aqtra.metadata.catalogue import ComponentCatalogue, parse_catalogue

SCALARS = ["string", "integer", "number", "boolean", "datetime", "date", "time", "catalog", "array", "uri", "file"]
OPERATORS = [
    "equal", "not_equal", "greater", "greater_or_equal", "less", "less_or_equal", "contains", "not_contains",
    "starts_with", "ends_with", "in", "not_in",
]  # fmt: skip

COMMANDS = ["open_page", "open_application", "navigation_back", "execute_dataflow", "execute_script"]


def setting(type_: str, **members: Any) -> dict[str, Any]:
    return {"type": type_, "panel": "Common", "title": "Title", "about": "About", **members}


def command_settings(*commands: str) -> dict[str, Any]:
    return {
        "command_type": setting("enum", values=["none", *commands]),
        "page": setting("page_ref"),
        "component_page": setting("page_ref"),
        "action_parameters": setting("param_map"),
        "linked_dataflow": setting("dataflow_ref"),
        "method_name": setting("script_ref"),
        "restrict_access": setting("bool"),
    }


def catalogue() -> ComponentCatalogue:
    return parse_catalogue(
        {
            "version": 1,
            "components": [
                {"kind": "page", "holds": "elements", "settings": {"title": setting("localized_text")}},
                {
                    "kind": "picture",
                    "settings": {
                        "file": setting("file_ref", values=[".png", ".svg"]),
                        "any": setting("file_ref"),
                        "icon": setting("icon_ref"),
                        "columns": setting("list picture_column"),
                    },
                },
                {"kind": "panel", "holds": "elements", "settings": {"opacity": setting("number", values="0..1")}},
                {
                    "kind": "tab_control",
                    "holds": "panels",
                    "panel_count": ["tab_panels"],
                    "settings": {"tab_panels": setting("list tab_panel")},
                },
                {
                    "kind": "list_view",
                    "holds": "template",
                    "binds": ["component_entries"],
                    "settings": {
                        "component": setting("component_ref"),
                        "data_model_source": setting("property_ref"),
                        "item_template": setting("slots"),
                        "static_filters": setting("list filter_rule"),
                        "dynamic_filters": setting("list dynamic_filter_rule"),
                    },
                },
                {
                    "kind": "tree_view",
                    "binds": ["component_entries"],
                    "settings": {
                        "data_object": setting("component_ref"),
                        "data_model_source": setting("property_ref"),
                        "static_filters": setting("list filter_rule"),
                        "group_by": setting("list property_ref"),
                    },
                },
                {
                    "kind": "pivot_grid",
                    "binds": ["component_entries"],
                    "settings": {
                        "component": setting("component_ref"),
                        "columns": setting("list pivot_column"),
                        "static_filters": setting("list filter_rule"),
                    },
                },
                {
                    "kind": "charts",
                    "binds": ["component_entries"],
                    "settings": {
                        "component": setting("component_ref"),
                        "static_filters": setting("list filter_rule"),
                        "order_fields": setting("list order_field"),
                        "chart_type": setting("enum", values=["bar", "horizontal_bar", "pie", "donut", "line"]),
                        "label_field": setting("property_ref"),
                        "data_source": setting("list chart_source"),
                        **{
                            f"{axis}_axes_{end}_value": setting("number")
                            for axis in ("x", "y")
                            for end in ("min", "max")
                        },
                    },
                },
                {
                    "kind": "grid",
                    "holds": "panels",
                    "panel_count": ["column", "row"],
                    "settings": {"column": setting("int", default=2), "row": setting("int", default=2)},
                },
                {
                    "kind": "text_field",
                    "binds": ["string"],
                    "settings": {
                        "visible_when": setting("expression"),
                        "disabled_when": setting("expression"),
                        "required_when": setting("expression"),
                        "binding": setting("binding"),
                        "disabled": setting("bool"),
                        "label": setting("localized_text"),
                        "tab_index": setting("int"),
                        "width": setting("css_size"),
                        "color": setting("css_color"),
                        "margin": setting("thickness"),
                        "on_focus": setting("script_ref"),
                    },
                },
                {"kind": "label", "binds": SCALARS, "settings": {"binding": setting("binding")}},
                {
                    "kind": "select",
                    "binds": ["catalog", "string_enum", "integer_enum"],
                    "settings": {"binding": setting("binding"), "static_filters": setting("list filter_rule")},
                },
                {
                    "kind": "password",
                    "binds": ["string"],
                    "settings": {"binding": setting("binding"), "auto_complete": setting("text")},
                },
                {
                    "kind": "phone_number",
                    "binds": ["string"],
                    "settings": {"binding": setting("binding"), "default_country": setting("text")},
                },
                {"kind": "multiselect", "binds": ["array"], "settings": {"binding": setting("binding")}},
                {
                    "kind": "radio_button",
                    "binds": ["catalog", "string_enum", "integer_enum"],
                    "settings": {"binding": setting("binding")},
                },
                {
                    "kind": "button",
                    "commands": COMMANDS,
                    "settings": {**command_settings(*COMMANDS), "component": setting("component_ref")},
                },
                {
                    "kind": "data_grid",
                    "binds": ["component_entries"],
                    "commands": ["edit_record", "open_application", "execute_dataflow"],
                    "parameter_settings": {"component": "target_component"},
                    "settings": {
                        **command_settings("edit_record", "open_application", "execute_dataflow"),
                        "component": setting("component_ref"),
                        "target_component": setting("component_ref"),
                        "data_model_source": setting("property_ref"),
                        "columns": setting("list grid_column"),
                        "static_filters": setting("list filter_rule"),
                        "dynamic_filters": setting("list dynamic_filter_rule"),
                        "order_fields": setting("list order_field"),
                        "show_add_button": setting("bool"),
                    },
                },
            ],
            "item_types": {
                "picture_column": {"icon": setting("icon_ref")},
                "grid_column": {
                    "header_value": setting("text"),
                    "sortable": setting("bool"),
                    "fields": setting("list property_ref"),
                    "command_type": setting("enum", values=["none", "open_application", "edit_record"]),
                    "component_page": setting("page_ref"),
                },
                "pivot_column": {
                    "field": setting("property_ref"),
                    "area": setting("enum", values=["row", "column", "data", "filter", "none"]),
                    "summary": setting("enum", values=["count", "sum", "average", "min", "max"]),
                    "group_interval": setting("enum", values=["none", "year", "quarter", "month", "week", "day"]),
                },
                "filter_rule": {
                    "field": setting("property_ref"),
                    "operator": setting("enum", values=OPERATORS),
                    "compare_with_null": setting("bool"),
                    "value": setting("text"),
                },
                "dynamic_filter_rule": {
                    "field": setting("property_ref"),
                    "operator": setting("enum", values=OPERATORS),
                    "source": setting("binding"),
                },
                "order_field": {"field": setting("property_ref")},
                "chart_source": {
                    "value": setting("property_ref"),
                    "aggregate": setting("enum", values=["none", "sum", "average", "count", "min", "max"]),
                },
            },
        }
    )
