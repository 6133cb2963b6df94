"""The checker: what would break at run time is found, with its place, and what would not is left alone."""

from dataclasses import replace
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

    def test_what_arranges_panels_holds_nothing_else(self) -> None:
        assert found(element("tab_control", element("label"), tab_panels=[{}])) == ["not_a_panel"]

    @pytest.mark.parametrize(
        ("kind", "settings", "panels", "expected"),
        [
            ("tab_control", {"tab_panels": [{}, {}]}, 2, []),
            ("tab_control", {"tab_panels": [{}]}, 2, ["panels_differ"]),
            ("tab_control", {}, 1, ["panels_differ"]),
            ("grid", {}, 4, []),
            ("grid", {"column": 3}, 6, []),
            ("grid", {"column": 3, "row": 1}, 4, ["panels_differ"]),
            ("grid", {"column": "3"}, 4, ["setting_invalid"]),
        ],
    )
    def test_there_are_as_many_panels_as_the_settings_say(
        self, kind: str, settings: dict[str, Any], panels: int, expected: list[str]
    ) -> None:
        assert found(element(kind, *(element("panel") for _ in range(panels)), **settings)) == expected

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


class TestFiles:
    PICTURE, DOCUMENT = uuid4(), uuid4()

    def found(self, **settings: Any) -> list[str]:
        site = replace(SITE, files={self.PICTURE: "image/png", self.DOCUMENT: "application/pdf"})
        return codes(component(prop("Number"), page=[element("picture", **settings)]), site=site)

    def test_a_file_of_a_fitting_type_is_left_alone(self) -> None:
        assert self.found(file=str(self.PICTURE), any=str(self.DOCUMENT)) == []
        assert self.found(file="", any=None) == []

    def test_a_file_of_another_type_is_found(self) -> None:
        assert self.found(file=str(self.DOCUMENT)) == ["file_type"]

    def test_a_file_that_the_library_lacks_is_found(self) -> None:
        assert self.found(file=str(uuid4())) == ["file_missing"]

    def test_what_is_no_id_is_found(self) -> None:
        assert self.found(file="picture.png") == ["setting_invalid"]

    def test_an_icon_of_ones_own_is_a_vector_picture(self) -> None:
        assert self.found(icon="check") == []
        assert self.found(icon=str(self.PICTURE)) == ["file_type"]

    def test_an_icon_inside_of_a_list_counts_too(self) -> None:
        assert self.found(columns=[{"icon": str(uuid4())}]) == ["file_missing"]

    def test_the_finding_names_page_element_setting_and_what_fits(self) -> None:
        document = component(prop("Number"), page=[element("picture", file=str(self.DOCUMENT))])
        site = replace(SITE, files={self.DOCUMENT: "application/pdf"})
        (finding,) = check(document, site=site)
        placed = document.pages[0].children[0]
        assert (finding.place.element, finding.place.setting) == (str(placed.id), "file")
        assert finding.params["accepted"] == ".png, .svg"


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

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("data.State", []),
            ("data.Supplier.City", []),
            ("data.Scans", ["group_unfit"]),
            ("data.Note", ["field_virtual"]),
            ("data.Nothing", ["field_broken"]),
        ],
    )
    def test_a_tree_groups_by_what_has_one_value_to_group_by(self, path: str, expected: list[str]) -> None:
        assert found(element("tree_view", data_object=str(INVOICES.key), group_by=[path])) == expected

    def test_a_tree_names_whose_entries_it_shows(self) -> None:
        assert found(element("tree_view")) == ["source_empty"]

    @pytest.mark.parametrize(
        ("column", "expected"),
        [
            ({"field": "data.Supplier", "area": "row"}, []),
            ({"field": "data.Supplier.City", "area": "column"}, []),
            ({"field": "data.Total", "area": "data"}, []),
            ({"field": "Due", "area": "column", "group_interval": "quarter"}, []),
            ({"field": "Due", "area": "data", "summary": "max"}, []),
            ({"field": "createdDate", "group_interval": "month"}, []),
            ({"field": "State", "area": "data", "summary": "count"}, []),
            ({"field": "Number"}, []),
            ({"area": "row"}, ["column_empty"]),
            ({"field": "data.Nothing", "area": "row"}, ["field_broken"]),
            ({"field": "data.Note", "area": "row"}, ["field_virtual"]),
            ({"field": "data.Scans", "area": "none"}, ["group_unfit"]),
            ({"field": "Number", "area": "data"}, ["summary_unfit"]),
            ({"field": "State", "area": "data", "summary": "average"}, ["summary_unfit"]),
            ({"field": "Total", "area": "row", "group_interval": "year"}, ["interval_unfit"]),
            ({"field": "Number", "area": "nowhere"}, ["setting_invalid"]),
        ],
    )
    def test_fields_of_a_pivot_can_be_grouped_and_put_together(
        self, column: dict[str, Any], expected: list[str]
    ) -> None:
        assert found(element("pivot_grid", component=str(INVOICES.key), columns=[column])) == expected

    def test_a_pivot_names_whose_entries_it_shows(self) -> None:
        assert found(element("pivot_grid")) == ["source_empty"]

    def test_the_card_of_a_list_is_bound_to_its_entries(self) -> None:
        def card(path: str) -> dict[str, Any]:
            return element("list_view", element("label", binding=path), component=str(SUPPLIERS.key))

        assert found(card("data.City")) == []
        assert found(card("data.Number")) == ["binding_broken"]

    def test_a_list_inside_of_a_card_follows_its_entry(self) -> None:
        def board(source: str) -> dict[str, Any]:
            rule = {"field": "data.Supplier", "source": source}
            inner = element("list_view", component=str(INVOICES.key), dynamic_filters=[rule])
            return element("list_view", inner, component=str(SUPPLIERS.key))

        assert found(board("id")) == []
        assert found(board("data.Number")) == ["field_broken"]

    def test_a_list_may_show_what_the_entry_around_refers_to(self) -> None:
        label = element("label", binding="data.City")
        assert found(element("list_view", label, data_model_source="data.Scans")) == []
        assert found(element("list_view", data_model_source="data.Number")) == ["source_not_reference"]

    def test_nothing_is_stored_of_slots(self) -> None:
        assert found(element("list_view", component=str(INVOICES.key), item_template=[])) == ["setting_invalid"]

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

    def test_a_component_has_one_input_dataflow(self) -> None:
        first, second = ({"key": str(uuid4()), "kind": "input_dataflow", "name": name} for name in "AB")
        assert codes(component(prop("A"), flows=[first])) == []
        assert codes(component(prop("A"), flows=[first, second])) == ["input_dataflow_twice"]

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
