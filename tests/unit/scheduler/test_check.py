"""What the error list says of schedules and Run-as users."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.metadata.catalogue import ComponentCatalogue
from aqtra.metadata.checks.context import CheckContext, Site
from aqtra.metadata.documents import ComponentDocument
from aqtra.scheduler.check import check_schedule

ENTRY = {"id": "get", "type": "get_empty_model", "name": "Get empty model"}
CALLED = {"id": "get", "type": "get_action_model", "name": "Get action model"}


def document(*steps: dict[str, Any], kind: str = "input_dataflow", **settings: Any) -> ComponentDocument:
    flow = {"key": UUID(int=2), "kind": kind, "name": "Input", "stages": [{"id": "s", "name": "S", "steps": steps}]}
    return ComponentDocument.model_validate(
        {"key": UUID(int=1), "settings": {"title": "Scheduled", **settings}, "flows": [flow] if steps else []}
    )


def found(checked: ComponentDocument, *inactive: int) -> list[tuple[str, str, str | None]]:
    site = Site(inactive=frozenset(inactive))
    context = CheckContext(checked, {}, ComponentCatalogue(), site)
    return [(one.code, one.severity.value, one.place.setting) for one in check_schedule(context)]


def test_without_a_schedule_there_is_nothing_to_say() -> None:
    assert found(document()) == []
    assert found(document(cron="  ")) == []


def test_a_sound_schedule_has_no_findings() -> None:
    assert found(document(ENTRY, cron="0 6 * * *")) == []
    assert found(document(ENTRY, cron="0 6 * * *", restrict_access=True, run_as_user=1)) == []


@pytest.mark.parametrize("cron", ["daily", "* * * *", "0 0 0 0 0 0 0 0", "99 * * * *"])
def test_one_that_cannot_be_read_is_an_error(cron: str) -> None:
    assert found(document(ENTRY, cron=cron)) == [("cron_invalid", "error", "cron")]


def test_one_that_is_never_due_is_an_error() -> None:
    assert found(document(ENTRY, cron="0 0 30 2 *")) == [("cron_never", "error", "cron")]


@pytest.mark.parametrize("checked", [document(cron="0 6 * * *"), document(CALLED, cron="0 6 * * *"),
                                     document(ENTRY, kind="dataflow", cron="0 6 * * *")])  # fmt: skip
def test_one_that_starts_nothing_is_an_error(checked: ComponentDocument) -> None:
    assert found(checked) == [("cron_starts_nothing", "error", "cron")]


def test_a_restricted_component_that_runs_by_itself_is_warned_of() -> None:
    checked = document(ENTRY, cron="0 6 * * *", restrict_access=True)
    assert found(checked) == [("run_as_missing", "warning", "run_as_user")]
    assert found(document(ENTRY, restrict_access=True)) == []


def test_a_run_as_user_that_is_not_active_is_an_error() -> None:
    assert found(document(run_as_user=7), 7) == [("run_as_inactive", "error", "run_as_user")]
    assert found(document(run_as_user=7), 8) == []
