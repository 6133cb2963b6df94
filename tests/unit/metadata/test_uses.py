"""Where a component or property is mentioned, wherever its name or key stands."""

from typing import Any
from uuid import uuid4

import pytest

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.uses import Use, uses_of_component, uses_of_property
from tests.unit.metadata.documents import component, element, prop

SHOPS = component(prop("Town"), prop("TownHall"), title="Shops")


def among(*others: ComponentDocument) -> dict[Any, ComponentDocument]:
    return {document.key: document for document in (SHOPS, *others)}


def town(*others: ComponentDocument) -> list[Use]:
    return list(uses_of_property(SHOPS.key, "Town", among(*others)))


def flow(**params: Any) -> dict[str, Any]:
    step = {"id": "s1", "type": "any_step", "name": "Step", "params": params}
    inner = {**step, "id": "s2", "params": {}, "branches": {"true": [step]}}
    return {"key": uuid4(), "kind": "dataflow", "name": "Flow", "stages": [{"id": "a", "name": "A", "steps": [inner]}]}


class TestProperty:
    @pytest.mark.parametrize("field", ["Town", "data.Town", "{Town}", "Town[0]"])
    def test_beside_a_mention_of_its_component(self, field: str) -> None:
        grid = element("data_grid", component=str(SHOPS.key), columns=[{"fields": [field]}])
        other = component(page=[grid])
        assert [use.element for use in town(other)] == [other.pages[0].children[0].id]

    def test_behind_a_reference(self) -> None:
        label = element("label", binding="data.shop.data.Town")
        other = component(prop("shop", "catalog", component=str(SHOPS.key)), page=[label])
        assert [use.component for use in town(other)] == [other.key]

    def test_in_a_branch_of_a_flow(self) -> None:
        other = component(flows=[flow(component=str(SHOPS.key), mapping=[{"target": "Town", "source": "data.x"}])])
        assert [(use.flow, use.step) for use in town(other)] == [(other.flows[0].key, "s1")]

    def test_not_in_longer_names_nor_in_components_that_do_not_know_it(self) -> None:
        longer = component(page=[element("data_grid", component=str(SHOPS.key), columns=[{"fields": ["TownHall"]}])])
        stranger = component(prop("Town"), page=[element("label", binding="data.Town")])
        assert town(longer, stranger) == []


class TestComponent:
    def test_by_reference_by_setting_and_by_parameter(self) -> None:
        by_reference = component(prop("shop", "catalog", component=str(SHOPS.key)))
        by_setting = component(page=[element("unknown_kind", deep={"list": [str(SHOPS.key)]})])
        by_parameter = component(flows=[flow(component=str(SHOPS.key))])
        found = list(uses_of_component(SHOPS.key, among(by_reference, by_setting, by_parameter)))
        assert [use.component for use in found] == [by_reference.key, by_setting.key, by_parameter.key]
        assert (found[0].property, found[2].step) == ("id_shop", "s1")

    def test_its_own_mentions_do_not_count(self) -> None:
        key = uuid4()
        own = component(prop("parent", "catalog", component=str(key)), key=key)
        assert list(uses_of_component(key, {key: own})) == []
