"""The checker: what would break at run time is found, with its place, and what would not is left alone."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.kernel.findings import Severity
from aqtra.metadata.checks.context import MenuTarget, Site
from aqtra.metadata.documents import ComponentDocument
from tests.unit.metadata.catalogue import catalogue
from tests.unit.metadata.documents import SITE, check, codes, component, element, prop

SUPPLIERS = component(prop("City"), prop("Rating", "integer"), title="Suppliers")
INVOICES = component(
    prop("Number"),
    prop("Total", "number"),
    prop("State", "integer", enum=[{"value": 0, "title": "Open"}, {"value": 1, "title": "Paid"}]),
    prop("Due", "datetime"),
    prop("Paid", "boolean"),
    prop("Note", virtual=True),
    prop("Supplier", "catalog", component=SUPPLIERS.key),
    prop("Scans", "array", component=SUPPLIERS.key),
    title="Invoices",
)


def with_page(*elements: dict[str, Any]) -> ComponentDocument:
    """Invoices with these elements on its page."""
    pages = [element("page", *elements, name="Main page")]
    return ComponentDocument.model_validate({**INVOICES.model_dump(), "pages": pages})


def found(*elements: dict[str, Any]) -> list[str]:
    return codes(with_page(*elements), SUPPLIERS)


def grid(**settings: Any) -> dict[str, Any]:
    return element("data_grid", name="Grid", **{"component": str(INVOICES.key), **settings})


def test_a_sound_component_has_no_findings() -> None:
    assert check(INVOICES, SUPPLIERS) == ()


class TestProperties:
    @pytest.mark.parametrize(
        ("properties", "code"),
        [
            ([prop("Same"), prop("same") | {"id": "other"}], "property_name_twice"),
            ([prop("One") | {"id": "x"}, prop("Two") | {"id": "x"}], "property_id_twice"),
            ([prop("createdDate")], "property_name_reserved"),
            ([prop("ID")], "property_name_reserved"),
            ([prop("Link", "catalog")], "target_empty"),
            ([prop("Links", "array", component=str(uuid4()))], "target_missing"),
            ([prop("Key", primary_key=True, virtual=True)], "key_virtual"),
            ([prop("Keys", "array", primary_key=True, component=str(SUPPLIERS.key))], "key_type"),
        ],
    )
    def test_a_model_that_cannot_be_kept_is_found(self, properties: list[dict[str, Any]], code: str) -> None:
        assert set(codes(component(*properties), SUPPLIERS)) == {code}

    def test_a_component_may_refer_to_itself(self) -> None:
        key = uuid4()
        assert codes(component(prop("Parent", "catalog", component=str(key)), key=str(key))) == []

    def test_a_multicomponent_has_neither_properties_nor_entries(self) -> None:
        multi = component(prop("Own"), kind="multicomponent")
        assert "multicomponent_properties" in codes(multi)
        assert codes(component(prop("Link", "catalog", component=str(multi.key))), multi) == ["target_without_entries"]


class TestSettings:
    @pytest.mark.parametrize(
        "settings",
        [{"proxy_mode": True}, {"cron": "0 * * * *"}, {"run_as_user": 1}],
    )
    def test_what_no_engine_serves_is_refused_honestly(self, settings: dict[str, Any]) -> None:
        assert codes(component(settings=settings)) == ["setting_unavailable"]

    def test_an_unknown_domain_is_found(self) -> None:
        assert codes(component(settings={"domains": ["nowhere"]})) == ["domain_missing"]

    def test_no_properties_is_only_a_warning(self) -> None:
        assert [finding.severity for finding in check(component())] == [Severity.WARNING]


class TestPages:
    def test_ids_and_names_are_unique_over_all_pages(self) -> None:
        label = element("label", name="Label")
        pages = [element("page", label, name="One"), element("page", label, name="one")]
        assert set(codes(component(pages=pages))) == {"page_name_twice", "element_id_twice", "element_name_twice"}

    def test_an_unknown_kind_is_kept_with_a_warning(self) -> None:
        finding = next(finding for finding in check(component(prop("A"), page=[element("hologram", depth=3)])))
        assert (finding.code, finding.severity) == ("kind_unknown", Severity.WARNING)

    def test_only_containers_hold_elements(self) -> None:
        assert found(element("panel", element("label"))) == []
        assert found(element("label", element("label"))) == ["not_a_container"]

    def test_a_component_needs_a_page(self) -> None:
        assert codes(component(pages=[])) == ["no_page"]


class TestElementSettings:
    @pytest.mark.parametrize(
        ("kind", "settings"),
        [
            ("text_field", {"disabled": "yes"}),
            ("text_field", {"label": "plain"}),
            ("text_field", {"label": {"translation_value": 3}}),
            ("text_field", {"tab_index": 1.5}),
            ("text_field", {"tab_index": True}),
            ("text_field", {"width": "1px;position:fixed"}),
            ("text_field", {"color": "url(https://example.org)"}),
            ("text_field", {"margin": [1, 2, 3]}),
            ("panel", {"opacity": 1.1}),
            ("panel", {"opacity": "nan"}),
        ],
    )
    def test_a_value_that_does_not_fit_its_type_is_found(self, kind: str, settings: dict[str, Any]) -> None:
        assert found(element(kind, **settings)) == ["setting_invalid"]

    @pytest.mark.parametrize(
        "settings",
        [
            {"width": 120},
            {"width": "50%"},
            {"color": "rgba(0, 0, 0, 0.5)"},
            {"color": "#aabbcc"},
            {"margin": [1, 2, 3, 4]},
            {"label": {"translation_value": "Label"}},
            {"label": None},
        ],
    )
    def test_a_value_that_fits_is_left_alone(self, settings: dict[str, Any]) -> None:
        assert found(element("text_field", **settings)) == []

    def test_an_unknown_setting_is_kept_with_a_warning(self) -> None:
        assert found(element("text_field", glow=1)) == ["setting_unknown"]

    def test_a_handler_without_a_script_is_found(self) -> None:
        assert found(element("text_field", on_focus="focused")) == ["script_missing"]


class TestBindings:
    @pytest.mark.parametrize("path", ["data.Number", "data.Supplier.data.City", "data.Supplier.name", "name"])
    def test_a_path_that_leads_to_text_fits_a_label(self, path: str) -> None:
        assert found(element("label", binding=path)) == []

    @pytest.mark.parametrize(
        "path", ["data.Missing", "Number", "data", "data.", "data.Number.City", "data.Supplier.Missing", "data..Number"]
    )
    def test_a_path_that_leads_nowhere_is_found(self, path: str) -> None:
        assert found(element("label", binding=path)) == ["binding_broken"]

    @pytest.mark.parametrize(("kind", "path"), [("text_field", "data.Total"), ("select", "data.Number")])
    def test_a_control_that_cannot_hold_the_type_is_found(self, kind: str, path: str) -> None:
        assert found(element(kind, binding=path)) == ["binding_type"]

    def test_an_enumeration_fits_a_select(self) -> None:
        assert found(element("select", binding="data.State")) == []

    def test_editing_a_field_of_another_entry_is_remarked(self) -> None:
        assert found(element("text_field", binding="data.Supplier.City")) == ["binding_read_only"]
        assert found(element("text_field", binding="data.Supplier.City", disabled=True)) == []

    def test_the_finding_names_page_element_and_setting(self) -> None:
        document = with_page(element("label", binding="data.Missing"))
        place = next(iter(check(document, SUPPLIERS))).place
        label = document.pages[0].children[0]
        assert (place.page, place.element, place.setting) == (str(document.pages[0].id), str(label.id), "binding")


class TestCommands:
    @pytest.mark.parametrize("command", ["open_application", "execute_dataflow", "execute_script"])
    def test_a_command_without_its_parameter_is_found(self, command: str) -> None:
        assert found(element("button", command_type=command)) == ["command_incomplete"]

    @pytest.mark.parametrize(
        ("settings", "code"),
        [
            ({"command_type": "open_page", "page": str(uuid4())}, "page_missing"),
            ({"command_type": "open_application", "component": str(uuid4())}, "component_missing"),
            ({"command_type": "execute_dataflow", "linked_dataflow": str(uuid4())}, "flow_missing"),
            (
                {
                    "command_type": "open_application",
                    "component": str(SUPPLIERS.key),
                    "action_parameters": [{"target": "Missing", "source": "data.Number"}],
                },
                "parameter_broken",
            ),
        ],
    )
    def test_a_target_that_is_not_there_is_found(self, settings: dict[str, Any], code: str) -> None:
        assert found(element("button", **settings)) == [code]

    def test_no_page_means_the_first_one(self) -> None:
        assert found(element("button", command_type="open_page")) == []

    def test_parameters_left_from_another_command_mean_nothing(self) -> None:
        assert found(element("button", command_type="navigation_back", page=str(uuid4()))) == []

    def test_a_parameter_map_between_two_components(self) -> None:
        pairs = [{"target": "City", "source": "data.Number"}, {"target": "id", "source": "id"}]
        button = element(
            "button", command_type="open_application", component=str(SUPPLIERS.key), action_parameters=pairs
        )
        assert found(button) == []

    def test_a_grid_opens_records_of_what_it_shows(self) -> None:
        page = str(SUPPLIERS.pages[0].id)
        shown = {"columns": [{"fields": ["City"]}], "component": str(SUPPLIERS.key)}
        assert found(grid(command_type="edit_record", component_page=page, **shown)) == []
        assert found(grid(command_type="edit_record", component_page=page, columns=[{"fields": ["Number"]}])) == [
            "page_missing"
        ]

    def test_only_what_runs_something_can_be_restricted(self) -> None:
        for settings in ({}, {"command_type": "none"}, {"command_type": "navigation_back"}):
            assert found(element("button", restrict_access=True, **settings)) == ["nothing_to_restrict"]
        assert found(element("button", restrict_access=False)) == []
        flow = {"key": uuid4(), "kind": "dataflow", "name": "Save"}
        settings = {"command_type": "execute_dataflow", "linked_dataflow": str(flow["key"]), "restrict_access": True}
        assert codes(component(page=[element("button", **settings)], flows=[flow])) == []


class TestCollections:
    def test_a_grid_of_sound_columns_filters_and_order(self) -> None:
        columns = [{"fields": ["Number"]}, {"fields": ["data.Supplier.City", "Total"]}, {"fields": ["createdDate"]}]
        rules = [
            {"field": "Paid", "operator": "equal", "value": "False"},
            {"field": "Total", "operator": "greater", "value": "12.50"},
            {"field": "State", "operator": "in", "value": "0, 1"},
            {"field": "Due", "operator": "equal", "compare_with_null": True},
        ]
        dynamic = [{"field": "Number", "operator": "contains", "source": "data.Number"}]
        order = [{"field": "Due"}]
        assert found(grid(columns=columns, static_filters=rules, dynamic_filters=dynamic, order_fields=order)) == []

    @pytest.mark.parametrize(
        ("settings", "code"),
        [
            ({"component": ""}, "source_empty"),
            ({"component": str(uuid4())}, "component_missing"),
            ({"columns": [{"fields": ["Missing"]}]}, "field_broken"),
            ({"columns": [{"fields": ["Note"]}]}, "field_virtual"),
            ({"columns": [{"header_value": "Empty", "fields": []}]}, "column_empty"),
            ({"order_fields": [{"field": "Missing"}]}, "field_broken"),
            ({"static_filters": [{"field": "Paid", "operator": ["in"]}]}, "setting_invalid"),
            ({"data_model_source": "data.Number"}, "source_not_reference"),
            ({"static_filters": [{"field": "Paid", "operator": "greater", "value": "true"}]}, "operator_unfit"),
            ({"static_filters": [{"field": "Total", "operator": "contains", "value": "1"}]}, "operator_unfit"),
            ({"static_filters": [{"field": "Total", "value": "a lot"}]}, "filter_value"),
            ({"static_filters": [{"field": "Total", "value": "NaN"}]}, "filter_value"),
            ({"static_filters": [{"field": "State", "value": "7"}]}, "filter_value"),
            ({"static_filters": [{"field": "Due", "value": "tomorrow"}]}, "filter_value"),
            (
                {"static_filters": [{"field": "Due", "operator": "less", "compare_with_null": True}]},
                "operator_null",
            ),
            ({"dynamic_filters": [{"field": "Number", "source": ""}]}, "filter_source"),
            ({"dynamic_filters": [{"field": "Number", "source": "data.Missing"}]}, "field_broken"),
        ],
    )
    def test_what_names_no_field_or_fits_none_is_found(self, settings: dict[str, Any], code: str) -> None:
        assert found(grid(**settings)) == [code]

    def test_a_dynamic_filter_may_follow_the_selection_of_another_grid(self) -> None:
        other = element("data_grid", name="Suppliers_grid", component=str(SUPPLIERS.key))
        sound = grid(dynamic_filters=[{"field": "Supplier", "source": "Suppliers_grid.id"}])
        assert found(other, sound) == []
        broken = grid(dynamic_filters=[{"field": "Number", "source": "Suppliers_grid.Missing"}])
        assert found(other, broken) == ["field_broken"]

    def test_a_select_offers_entries_of_its_reference(self) -> None:
        sound = element("select", binding="data.Supplier", static_filters=[{"field": "City", "value": "Ankara"}])
        broken = element("select", binding="data.Supplier", static_filters=[{"field": "Number", "value": "1"}])
        assert found(sound) == []
        assert found(broken) == ["field_broken"]

    def test_removing_a_property_is_found_in_every_component_that_shows_it(self) -> None:
        shown = component(page=[grid(component=str(SUPPLIERS.key), columns=[{"fields": ["City"]}])], title="List")
        reduced = ComponentDocument.model_validate({**SUPPLIERS.model_dump(), "properties": []})
        assert codes(shown, SUPPLIERS) == []
        assert codes(shown, reduced) == ["field_broken"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.just("data.Number"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["field", "operator", "value", "fields", "source", "target"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
SETTINGS = sorted({name for spec in catalogue().components for name in spec.settings})


class TestAnything:
    @given(
        st.sampled_from([spec.kind for spec in catalogue().components]),
        st.dictionaries(st.sampled_from(SETTINGS), JSON | st.sampled_from([str(INVOICES.key), "edit_record"])),
    )
    def test_whatever_stands_in_a_setting_is_answered_with_findings(self, kind: str, settings: dict[str, Any]) -> None:
        for finding in check(with_page(element("panel", element(kind, **settings))), SUPPLIERS):
            assert finding.place.component == str(INVOICES.key)


class TestFlows:
    def test_headers_are_unique_and_promise_nothing_that_does_not_run(self) -> None:
        flow = {"key": str(uuid4()), "kind": "dataflow", "name": "Save"}
        twice = component(prop("A"), flows=[flow, {**flow, "name": "save"}])
        assert set(codes(twice)) == {"flow_key_twice", "flow_name_twice"}
        assert codes(component(prop("A"), flows=[{**flow, "kind": "workflow"}])) == ["workflow_unavailable"]
        assert codes(component(prop("A"), flows=[{**flow, "generate_api_definition": True}])) == []

    def test_a_key_of_another_component_is_found(self) -> None:
        flow = {"key": str(uuid4()), "kind": "dataflow", "name": "Save"}
        other = component(prop("A"), flows=[flow])
        assert codes(component(prop("A"), flows=[flow]), other) == ["flow_key_twice"]


class TestMenus:
    def test_a_menu_that_opens_a_missing_page_is_a_warning(self) -> None:
        document = component(prop("A"))
        here = MenuTarget("digital-workplace", document.key, document.pages[0].id)
        gone = MenuTarget("digital-workplace", document.key, uuid4())
        site = Site(SITE.domains, (here, gone))
        assert [(finding.code, finding.severity) for finding in check(document, site=site)] == [
            ("menu_page_missing", Severity.WARNING)
        ]
