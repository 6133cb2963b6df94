"""Conditions of elements: what a builder is told of them before they are published."""

import pytest

from tests.unit.metadata.documents import check, component, element, prop

SUPPLIERS = component(prop("City"), title="Suppliers")
PROPERTIES = (
    prop("Note"),
    prop("Total", "number"),
    prop("Paid", "boolean"),
    prop("Due", "date"),
    prop("Supplier", "catalog", component=SUPPLIERS.key),
    prop("Marks", "array", items="integer"),
    prop("entry_", "string"),
)


def told(condition: str, setting: str = "visible_when") -> list[tuple[str, str, str | None]]:
    found = check(component(*PROPERTIES, page=[element("text_field", **{setting: condition})]), SUPPLIERS)
    return [(finding.code, finding.message.partition(": ")[2], finding.place.setting) for finding in found]


@pytest.mark.parametrize(
    "condition",
    [
        "Total > 100 and not Paid",
        "is_empty(Note) or Due < today()",
        "Supplier.name == 'Acme' or Supplier.id in [1, 2]",
        "Supplier == None",
        "entry.is_new",
        "entry.id > 0 and entry.createdDate < now() and entry.creatorSubject.name != entry_",
        "3 in Marks and len(Marks) > 1",
        "",
        "  ",
    ],
)
def test_what_can_be_calculated_is_sound(condition: str) -> None:
    assert told(condition) == []


@pytest.mark.parametrize("setting", ["visible_when", "disabled_when", "required_when"])
def test_each_condition_is_looked_at_and_its_place_told(setting: str) -> None:
    assert told("Total >", setting) == [("expression_syntax", f"{setting}: line 1, column 8: invalid syntax", setting)]


@pytest.mark.parametrize(
    ("condition", "code", "reason"),
    [
        ("Total > Note", "expression_type", "a number is not compared with text"),
        ("Missing", "expression_type", "there is no property Missing"),
        ("Supplier.City == 'Bonn'", "expression_type", "of Supplier, a form knows id and name only"),
        ("Total.cents", "expression_type", "Total has no members"),
        ("entry.colour", "expression_type", "of the entry there are is_new, id, name"),
        ("Total + 1", "expression_no_condition", "this does not say yes or no"),
        ("Note", "expression_no_condition", "this does not say yes or no"),
        ("delete()", "expression_syntax", "there is no function delete"),
    ],
)
def test_what_cannot_be_told_is_refused(condition: str, code: str, reason: str) -> None:
    ((found, message, _),) = told(condition)
    assert found == code
    assert reason in message


def test_in_a_card_names_are_those_of_its_entry() -> None:
    inside = element("text_field", visible_when="City == 'Bonn'")
    other = element("text_field", visible_when="Total > 1")
    cards = element("list_view", inside, other, component=str(SUPPLIERS.key))
    found = check(component(*PROPERTIES, page=[cards]), SUPPLIERS)
    assert [(finding.code, finding.params["reason"]) for finding in found] == [
        ("expression_type", "there is no property Total")
    ]
