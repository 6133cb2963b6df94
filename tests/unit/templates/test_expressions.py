"""Expressions: what may stand in a template, what it gives, and that nothing else can be reached."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.templates.checks import problems_of
from aqtra.templates.expressions import BadExpression, check_expression, check_text
from aqtra.templates.rendering.evaluating import EvaluationFailed, Evaluator
from aqtra.templates.rendering.formats import Formats
from tests.support.templates import band, detail, element, lines_table, template, text

INJECTIONS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ config.items() }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ request|attr('application')|attr('\\x5f\\x5fglobals\\x5f\\x5f') }}",
    "{{ number|attr('__class__') }}",
    "{{ (number.format)('x') }}",
    "{{ number.format_map(customer) }}",
    "{{ [].append(1) }}",
    "{{ range(10**9) }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% for x in lines %}{% for y in lines %}x{% endfor %}{% endfor %}",
    "{% set x = 1 %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% call number() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ lines|map(attribute='title')|list }}",
    "{{ lines|sort }}",
    "{{ lines|tojson }}",
    "{{ number|safe }}",
    "{{ number|pprint }}",
    "{{ lines|sum(*lines) }}",
    "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
]


@pytest.mark.parametrize("injection", INJECTIONS, ids=range(len(INJECTIONS)))
def test_what_reaches_beyond_the_model_is_refused_before_it_runs(injection: str) -> None:
    try:
        check_text(injection)
    except BadExpression:
        return
    # What can be read as a path has no value: there are no attributes but those of the data.
    evaluator = Evaluator(Formats("en"))
    with pytest.raises(EvaluationFailed):
        evaluator.text(injection, {"number": "R-1", "customer": {"name": "x"}, "lines": []})


@pytest.mark.parametrize("name", ["__class__", "__globals__", "format", "items", "keys", "mro", "__init__"])
@pytest.mark.parametrize("value", ["text", Decimal(1), {"a": 1}, [1], True])
def test_values_have_no_attributes(name: str, value: Any) -> None:
    evaluator = Evaluator(Formats("en"))
    for expression in (f"value.{name}", f"value['{name}']"):
        with pytest.raises(EvaluationFailed):
            evaluator.value(expression, {"value": value})


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        check_text(text)
    except BadExpression:
        return
    try:
        Evaluator(Formats("en")).text(text, {})
    except EvaluationFailed:
        return


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-10**12, max_value=10**12),
       st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-10**12, max_value=10**12))  # fmt: skip
def test_reckoning_is_exact(one: Decimal, other: Decimal) -> None:
    evaluator = Evaluator(Formats("en"))
    scope = {"a": one, "b": other, "rows": [{"x": one}, {"x": None}, {"x": other}]}
    assert evaluator.value("a + b", scope) == one + other
    assert evaluator.value("a * b", scope) == one * other
    assert evaluator.value("rows|sum('x')", scope) == one + other


class TestValues:
    def value(self, expression: str, **scope: Any) -> Any:
        return Evaluator(Formats("en")).value(expression, scope)

    def test_numbers_in_a_text_are_decimals(self) -> None:
        assert self.value("0.1 + 0.2") == Decimal("0.3")

    def test_null_passes_through(self) -> None:
        assert self.value("a * 2", a=None) is None
        assert self.value("a.b.c", a=None) is None

    def test_a_division_by_zero_is_told(self) -> None:
        with pytest.raises(EvaluationFailed, match="division"):
            self.value("1 / a", a=Decimal(0))

    def test_texts_cannot_be_multiplied(self) -> None:
        with pytest.raises(EvaluationFailed, match="takes numbers"):
            self.value("a * 1000000000", a="x")

    def test_a_missing_member_is_named(self) -> None:
        with pytest.raises(EvaluationFailed, match="nme"):
            self.value("a.nme", a={"name": 1})

    def test_what_is_missing_is_told_in_plain_words(self) -> None:
        with pytest.raises(EvaluationFailed, match="'customer' is undefined"):
            self.value("customer.name.first")
        with pytest.raises(EvaluationFailed, match="the data have no first here"):
            self.value("customer.name.first", customer={"name": {}})

    def test_aggregates_of_nothing(self) -> None:
        assert self.value("a|sum", a=[]) == 0
        assert self.value("a|max", a=[]) is None
        assert self.value("a|average('x')", a=[{"x": Decimal(1)}, {"x": Decimal(2)}]) == Decimal("1.5")

    def test_conditions(self) -> None:
        evaluator = Evaluator(Formats("en"))
        assert evaluator.text("{% if a > 1 %}many{% else %}one{% endif %}", {"a": Decimal(2)}) == "many"


class TestFormats:
    def text(self, written: str, locale: str = "de", **scope: Any) -> str:
        return Evaluator(Formats(locale)).text(written, scope)

    def test_numbers_and_money_in_a_language(self) -> None:
        assert self.text("{{ a }}", a=Decimal("1234.50")) == "1.234,5"
        assert self.text("{{ a|number(2) }}", a=Decimal("1234.5")) == "1.234,50"
        assert self.text("{{ a|money('EUR') }}", a=Decimal("1234.5")) == "1.234,50\xa0€"
        assert self.text("{{ a|money('USD') }}", "en_US", a=Decimal("1234.5")) == "$1,234.50"
        assert self.text("{{ a|percent(1) }}", "en", a=Decimal("0.125")) == "12.5%"

    def test_what_has_no_such_format_is_told(self) -> None:
        for written in ("{{ a|number }}", "{{ a|date }}", "{{ a|money('EUR') }}"):
            with pytest.raises(EvaluationFailed):
                self.text(written, a="x")

    def test_a_text_of_an_object_is_told(self) -> None:
        with pytest.raises(EvaluationFailed, match="no text"):
            self.text("{{ a }}", a={"x": 1})


class TestNames:
    def names(self, *elements: dict[str, Any], **settings: Any) -> set[str]:
        return {found.params["name"] for found in problems_of(template(band("detail", *elements, **settings)))}

    def test_what_the_model_has_not_is_named(self) -> None:
        assert self.names(text("{{ number }} {{ customer.nme }} {{ total }}")) == {"customer.nme", "total"}

    def test_rows_are_known_inside_bands_and_tables_only(self) -> None:
        assert self.names(text("{{ row.title }}"), array="lines") == set()
        assert self.names(text("{{ row.nothing }}"), array="lines") == {"row.nothing"}
        assert self.names(text("{{ row.title }}")) == {"row"}
        assert self.names(lines_table()) == set()

    def test_panels_and_pieces_are_looked_into(self) -> None:
        inner = text("{{ gone }}")
        panel = element("panel", cells=[{"id": inner["id"].replace("0", "1"), "elements": [inner]}])
        rich = element("rich_text", paragraphs=[{"pieces": [{"text": "{{ lost }}"}]}])
        assert self.names(panel, rich) == {"gone", "lost"}

    def test_braces_do_not_belong_into_an_expression(self) -> None:
        with pytest.raises(BadExpression):
            check_expression("{{ number }}")


def test_a_model_cannot_name_a_property_like_a_variable() -> None:
    with pytest.raises(ValueError, match="meaning of its own"):
        detail(properties=[{"name": "row"}])
