"""Which runs and steps are cut, and why the others are not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.driving import Segment, segments
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import RunInfo, Trigger
from aqtra.dataflow.spreading.deciding import WhyWhole, whole_run, whole_segment
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.documents import ComponentDocument
from tests.unit.dataflow.test_streams import RAW, node, planned

OWN, OTHER, ELSEWHERE = (UUID(int=number) for number in (1, 2, 3))
RUN = RunInfo(OWN, OWN, OWN, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime.now(UTC), queued=True)
TO: dict[str, Any] = {"component": str(OWN), "fields_mapping": [{"target": "Code", "source": "code"}]}
FOUND: dict[str, Any] = {"component": str(OWN), "field_name": "_id@catalog", "key_mapping": []}
FIND = node("x", "lookup_reference", "raw", **FOUND)


@pytest.mark.parametrize(
    ("run", "threshold", "observed", "reason"),
    [
        (RUN, 10, False, None),
        (RUN, 0, False, WhyWhole.TURNED_OFF),
        (replace(RUN, queued=False), 10, False, WhyWhole.NOT_QUEUED),
        (replace(RUN, atomic=True), 10, False, WhyWhole.ATOMIC),
        (RUN, 10, True, WhyWhole.OBSERVED),
        (replace(RUN, traced=True), 10, False, WhyWhole.OBSERVED),
    ],
)
def test_of_runs(run: RunInfo, threshold: int, observed: bool, reason: WhyWhole | None) -> None:
    assert whole_run(run, threshold, observed=observed) is reason


def document(key: UUID, *, proxy: bool = False, refers_to: UUID | None = None) -> ComponentDocument:
    properties = [{"id": "p1", "name": "Other", "type": "catalog", "component": refers_to}] if refers_to else []
    settings = {"title": "Thing", "proxy_mode": proxy}
    return ComponentDocument.model_validate({"key": key, "settings": settings, "properties": properties})


PLAIN = {OWN: document(OWN), OTHER: document(OTHER)}
FAR = {OWN: document(OWN, refers_to=OTHER), OTHER: document(OTHER, refers_to=ELSEWHERE)}
FAR[ELSEWHERE] = document(ELSEWHERE, proxy=True)


def segment(*nodes: dict[str, Any]) -> Segment:
    steps = planned(RAW, *nodes)
    return next(
        found
        for found in segments(steps, frozenset(step.id for step in steps), together=True)
        if "x" in [step.id for step in found]
    )


@pytest.mark.parametrize(
    ("kind", "settings", "repeatable", "reason"),
    [
        ("lookup_reference", FOUND, False, None),
        ("deferred_update_entry", TO, False, None),
        ("group_by", {"keys": ["code"]}, True, WhyWhole.NEEDS_ALL),
        ("distinct", {}, True, WhyWhole.NEEDS_ALL),
        ("select_many", {"model_path": "lines"}, True, WhyWhole.NEEDS_ALL),
        ("store_entry_over_bus", TO, True, WhyWhole.NEEDS_ALL),
        ("write_response", {}, True, WhyWhole.NEEDS_ALL),
        ("update_entry", TO, False, WhyWhole.NOT_SAFE_TO_REPEAT),
        ("update_entry", TO, True, None),
        ("execute_workflow", {"component": str(OWN), "workflow": str(OWN), "component_entry_field": "id"}, True,
         WhyWhole.IN_ORDER),
    ],
)  # fmt: skip
def test_of_steps(kind: str, settings: dict[str, Any], repeatable: bool, reason: WhyWhole | None) -> None:
    found = segment(node("x", kind, "raw", **settings))
    assert whole_segment(found, PLAIN.get, repeatable=repeatable) is reason


def test_calculations_are_done_sooner_than_handed_over() -> None:
    group = node("group", "group_by", "raw", keys=["code"])
    chain = segment(group, node("x", "filter_source", "group", src_field="code", filter_value="1"))
    assert whole_segment(chain[-1:], PLAIN.get, repeatable=True) is WhyWhole.ONLY_CALCULATES


def test_reads_that_flows_answer_are_not_multiplied() -> None:
    found = segment(FIND)
    assert whole_segment(found, FAR.get, repeatable=False) is WhyWhole.PROXY_MODE
    held = FieldType(Kind.ARRAY, element=FieldType(Kind.CATALOG, component=ELSEWHERE))
    model = ItemModel((Field("others", held),))
    documents = {**PLAIN, ELSEWHERE: FAR[ELSEWHERE]}
    assert whole_segment(found, documents.get, repeatable=False) is None
    assert whole_segment(found, documents.get, repeatable=False, model=model) is WhyWhole.PROXY_MODE
