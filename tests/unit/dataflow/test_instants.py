"""Columns of instants are read at once, and exactly as they would be one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, FieldType, ItemModel, Kind
from tests.unit.dataflow.items import EARLIEST, LATEST, ZONES

TEXTS = st.one_of(
    st.datetimes(min_value=EARLIEST, max_value=LATEST, timezones=ZONES).map(lambda found: found.isoformat()),
    st.from_regex(r"\A[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,7})?[+-][01][0-9]:[0-6][0-9]\Z"),
    st.sampled_from(
        [
            "2024-02-30T00:00:00+00:00",
            "2024-05-06T24:00:00+00:00",
            "2024-05-06T23:59:60+00:00",
            "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00+14:00",
            "0000-01-01T00:00:00+00:00",
            "2024-05-06T00:00:00.1234567+00:00",
            "2024-05-06T00:00:00+24:00",
            "2024-05-06T00:00:00Z",
            "2024-05-06 00:00",
        ]
    ),
)  # fmt: skip


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_column_of_texts_is_read_as_each_text_is(texts: list[str]) -> None:
    column = Table.from_items([{"x": text} for text in texts], ItemModel((Field("x", STRING),))).frame["x"]
    wanted = FieldType(Kind.DATE_TIME)
    try:
        expected = [convert(text, Kind.DATE_TIME) for text in texts]
    except Unfit:
        with pytest.raises(TypeMismatch):
            Column(column, STRING).converted(wanted)
        return
    assert Column(column, STRING).converted(wanted).series.to_list() == expected
