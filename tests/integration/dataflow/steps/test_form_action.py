"""Form action: what the form is told, and who gets which file."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from aqtra.catalogs.files import Kind
from aqtra.dataflow.errors import FileMissing, ResponseTooLarge
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.steps.form_action import STEP
from aqtra.files import links
from aqtra.files.errors import FileNotFound
from aqtra.files.links import read_link
from aqtra.files.service import store_stream
from aqtra.kernel.principal import ANONYMOUS, PLATFORM, Principal
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.dataflow.flows import INVOICE
from tests.integration.dataflow.steps.writing import Running, running

PAGE, OTHER_PAGE, PAPERS = (UUID(int=number) for number in (71, 72, 73))
BUILDER = Principal(user_id=2, rights=frozenset({"studio"}))
COLLEAGUE = Principal(user_id=3)


def actions(run: Running) -> list[dict[str, Any]]:
    """As the browser reads them."""
    found: list[dict[str, Any]] = orjson.loads(orjson.dumps(run.shared.response.actions))
    return found


def stored(platform: Platform, by: int | None, kind: Kind = "library") -> UUID:
    async def content() -> AsyncIterator[bytes]:
        yield b"content"

    work = store_stream(platform.services, "Ä.txt", "text/plain", content(), kind=kind, created_by=by)
    return platform.run(work)


def token(run: Running) -> str:
    (action,) = actions(run)
    return str(action["url"]).removeprefix("/api/v1/file-links/")


def test_a_page_of_the_own_component_opens_with_the_mapped_fields(fresh: Platform) -> None:
    run = running(fresh)
    rows = [{"target": "id", "source": "id@integer"}, {"target": "data.Kind", "const": "x"}, {"target": "nothing"}]
    passed = run.step(STEP, [{"id@integer": 7}], form_action="open_page", open_page=str(PAGE), action_parameters=rows)
    assert orjson.loads(passed.to_json()) == [{"id@integer": 7}]
    told = {"component": str(INVOICE), "page": str(PAGE), "parameters": {"id": 7, "data.Kind": "x"}}
    assert actions(run) == [{"kind": "open_page", **told}]


def test_without_parameters_the_page_goes_on_with_the_form(fresh: Platform) -> None:
    run = running(fresh)
    run.step(STEP, [{}], form_action="open_page", open_page=str(PAGE), component=str(PAPERS))
    assert actions(run) == [{"kind": "open_page", "component": str(INVOICE), "page": str(PAGE), "parameters": None}]


def test_dialogs_tell_how_they_look(fresh: Platform) -> None:
    run = running(fresh)
    sidebar = {"title": "Pick", "position": "left", "h_size": 300}
    run.step(STEP, [{}], form_action="open_sidebar", component=str(INVOICE), open_sidebar=sidebar)
    run.step(STEP, [{}], form_action="open_modal", component=str(INVOICE))
    shown = [{key: action[key] for key in ("kind", "title", "h_size", "v_size")} for action in actions(run)]
    assert shown == [
        {"kind": "open_sidebar", "title": "Pick", "h_size": 300, "v_size": None},
        {"kind": "open_modal", "title": None, "h_size": None, "v_size": None},
    ]
    assert actions(run)[0]["position"] == "left"


def test_a_script_gets_each_item_whole_and_in_order(fresh: Platform) -> None:
    run = running(fresh)
    items = [{"n@integer": 1, "o@object": {"a": [None, "x"]}}, {"n@integer": 2, "o@object": None}]
    run.step(STEP, items, form_action="execute_script", method_name="refresh")
    assert actions(run) == [{"kind": "execute_script", "method": "refresh", "item": item} for item in items]


def test_the_last_navigation_of_a_run_wins_with_a_warning(fresh: Platform) -> None:
    run = running(fresh)
    run.step(STEP, [{}], form_action="open_page", open_page=str(PAGE))
    run.step(STEP, [{}], form_action="execute_script", method_name="refresh")
    assert run.warnings == []
    run.step(STEP, [{}, {}], form_action="open_component", component=str(PAPERS))
    assert [action["kind"] for action in actions(run)] == ["execute_script", "open_component"]
    assert run.warnings == ["several_navigations"]


def test_no_items_no_action(fresh: Platform) -> None:
    run = running(fresh)
    run.step(STEP, [], form_action="open_page", open_page=str(PAGE))
    assert (actions(run), run.warnings) == ([], [])


@pytest.mark.parametrize("trigger", [Trigger.API, Trigger.CRON, Trigger.MESSAGE])
def test_runs_that_no_form_has_called_leave_actions_out(fresh: Platform, trigger: Trigger) -> None:
    run = running(fresh, trigger=trigger)
    run.step(STEP, [{"file": None}], form_action="download_file", file_info_field="file")
    assert (actions(run), run.warnings) == ([], ["no_form"])


def test_actions_count_towards_the_size_of_the_response(fresh: Platform) -> None:
    run = running(fresh, response_size=200)
    with pytest.raises(ResponseTooLarge):
        run.step(STEP, [{"text@string": "x" * 200}], form_action="execute_script", method_name="refresh")


@pytest.mark.parametrize("as_info", [False, True])
def test_a_file_travels_as_a_link_that_opens_for_the_caller_only(fresh: Platform, as_info: bool) -> None:
    file, run = stored(fresh, by=MEMBER.user_id), running(fresh)
    value = {"id": str(file), "name": "whatever"} if as_info else str(file)
    run.step(STEP, [{"file": value}], form_action="download_file", file_info_field="file")
    assert (actions(run)[0]["kind"], actions(run)[0]["name"]) == ("download_file", "Ä.txt")
    assert str(file) not in token(run)
    assert read_link(fresh.services, MEMBER, token(run)) == (file, False)
    for stranger in (COLLEAGUE, ANONYMOUS):
        with pytest.raises(FileNotFound):
            read_link(fresh.services, stranger, token(run))


def test_a_link_is_short_lived(fresh: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LIFETIME", timedelta(seconds=-1))
    run = running(fresh)
    file = stored(fresh, by=MEMBER.user_id)
    run.step(STEP, [{"file": str(file)}], form_action="open_file_in_new_tab", file_info_field="file")
    with pytest.raises(FileNotFound):
        read_link(fresh.services, MEMBER, token(run))


@pytest.mark.parametrize("forged", ["", "x", "AAAA", "A" * 200, "ключ", "%00", "a+b/c="])
def test_what_is_no_link_of_ours_opens_nothing(fresh: Platform, forged: str) -> None:
    with pytest.raises(FileNotFound):
        read_link(fresh.services, MEMBER, forged)


@pytest.mark.parametrize("value", [None, "", "no uuid", 7, [], {"name": "x"}, str(UUID(int=9))])
def test_an_empty_or_unknown_file_stops_the_run_and_names_the_item(fresh: Platform, value: Any) -> None:
    good = str(stored(fresh, by=MEMBER.user_id))
    run = running(fresh)
    items = [{"file": good}, {"file": value}]
    with pytest.raises(FileMissing) as caught:
        run.step(STEP, items, form_action="download_file", file_info_field="file")
    assert (caught.value.item_index, caught.value.status, actions(run)) == (1, 404, [])


def test_the_id_of_a_file_of_others_is_no_way_to_it(fresh: Platform) -> None:
    """Ids in items come from the browser too."""
    file = stored(fresh, by=COLLEAGUE.user_id)
    for by, allowed in ((MEMBER, False), (COLLEAGUE, True), (BUILDER, True), (ANONYMOUS, False)):
        run = running(fresh, by=by)
        order = {"form_action": "download_file", "file_info_field": "file"}
        if allowed:
            run.step(STEP, [{"file": str(file)}], **order)
            assert len(actions(run)) == 1
        else:
            with pytest.raises(FileMissing):
                run.step(STEP, [{"file": str(file)}], **order)


def test_a_file_in_an_entry_is_for_all_who_may_read_the_entry(fresh: Platform) -> None:
    paper = {"id": "p1", "name": "Paper", "type": "file"}
    papers, secrets = document("Papers", paper, key=uuid4()), document("Secrets", paper, restrict_access=True)
    fresh.publish(papers, secrets)
    open_, hidden = stored(fresh, by=BUILDER.user_id), stored(fresh, by=BUILDER.user_id)
    fresh.create(papers, {"Paper": str(open_)}, by=PLATFORM)
    fresh.create(secrets, {"Paper": str(hidden)}, by=PLATFORM)
    run = running(fresh)
    run.step(STEP, [{"file": str(open_)}], form_action="open_file_in_new_tab", file_info_field="file")
    assert read_link(fresh.services, MEMBER, token(run)) == (open_, True)
    with pytest.raises(FileMissing):
        run.step(STEP, [{"file": str(hidden)}], form_action="download_file", file_info_field="file")
