"""What single kinds of inputs need: passwords a purpose, choices a type and a size that can be shown."""

from typing import Any

import pytest

from aqtra.kernel.findings import Finding
from tests.unit.metadata.documents import check, component, element, prop

SUPPLIERS = component(prop("City"), title="Suppliers")


def options(count: int) -> list[dict[str, Any]]:
    return [{"value": value, "title": f"Option {value}"} for value in range(count)]


PROPERTIES = (
    prop("Secret", virtual=True),
    prop("Note"),
    prop("Supplier", "catalog", component=SUPPLIERS.key),
    prop("Suppliers", "array", component=SUPPLIERS.key),
    prop("Tags", "array", items="string"),
    prop("Few", "integer", enum=options(100)),
    prop("Many", "integer", enum=options(101)),
)


def found(kind: str, **settings: Any) -> tuple[Finding, ...]:
    return check(component(*PROPERTIES, page=[element(kind, **settings)]), SUPPLIERS)


def codes(kind: str, **settings: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in found(kind, **settings)]


class TestPasswords:
    @pytest.mark.parametrize("purpose", [{}, {"auto_complete": ""}, {"auto_complete": "  "}, {"auto_complete": None}])
    def test_what_a_password_is_for_has_to_be_said(self, purpose: dict[str, Any]) -> None:
        (finding,) = found("password", binding="data.Secret", **purpose)
        assert (finding.code, finding.severity.value) == ("auto_complete_empty", "error")
        assert finding.place.setting == "auto_complete"

    def test_one_that_is_stored_is_warned_of(self) -> None:
        assert codes("password", binding="data.Note", auto_complete="new-password") == [("password_stored", "warning")]

    def test_one_that_only_travels_is_sound(self) -> None:
        assert codes("password", binding="data.Secret", auto_complete="current-password") == []
        assert codes("password", auto_complete="current-password") == []


class TestPhoneNumbers:
    @pytest.mark.parametrize("country", ["Turkey", "+90", "T", "90"])
    def test_what_is_no_country_is_found(self, country: str) -> None:
        assert codes("phone_number", default_country=country) == [("country_invalid", "error")]

    @pytest.mark.parametrize("country", ["TR", "gb", "", None])
    def test_two_letters_or_none_are_sound(self, country: str | None) -> None:
        assert codes("phone_number", binding="data.Note", default_country=country) == []


class TestChoices:
    def test_a_multiselect_chooses_entries_and_not_values(self) -> None:
        assert codes("multiselect", binding="data.Suppliers") == []
        assert codes("multiselect", binding="data.Tags") == [("binding_type", "error")]

    def test_more_than_a_hundred_options_are_warned_of(self) -> None:
        assert codes("radio_button", binding="data.Few") == []
        assert codes("radio_button", binding="data.Many") == [("too_many_options", "warning")]
        assert codes("radio_button", binding="data.Supplier") == []

    def test_a_broken_binding_is_told_once(self) -> None:
        assert codes("radio_button", binding="data.Gone") == [("binding_broken", "error")]
