"""A Component Script on the invoice form, in a real browser: what a builder writes is what people meet.

The tests of this file are the steps of one story and run in order.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect

from tests.e2e import scripted_tasks
from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.scripted_invoices import LIST, MODULE, SCRIPT, STATES, pages, price_flow, save_flow
from tests.e2e.scripted_tasks import BOARD, EDGES, TABLE
from tests.e2e.studio import Studio
from tests.e2e.workplace import STORED
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component

TITLE = "Scripted invoices"
LOADING_MS = 90_000
"""How long a busy machine may take to compile Python."""


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def console(page: Page) -> list[str]:
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        found.append(f"{message.type}: {message.text}")

    page.on("console", listen)
    return found


@pytest.fixture(scope="module")
def component(page: Page, running: Running) -> str:
    """Published with its script."""
    Studio(page).first_sign_in(running.one_time_password, PASSWORD)
    with Client(base_url=running.base_url, verify=False, timeout=60) as builder:
        assert builder.sign_in("admin", PASSWORD).is_success
        properties = [
            property_("InvoiceName"),
            property_("InvoiceNumber", primary_key=True),
            property_("InvoiceState", "integer", enum=STATES),
            property_("InvoiceTotal", "number"),
            property_("InvoiceRemark"),
        ]
        stored = create_component(builder, TITLE, properties)
        key = str(stored["document"]["key"])
        script = SCRIPT.replace("COMPONENT", json.dumps(key))
        shared = {"title": "Pricing", "name": "pricing", "type": "both", "source": MODULE}
        assert builder.post("/api/v1/studio/modules", json=shared).is_success
        flows = [save_flow(key), price_flow()]
        document = {**stored["document"], "pages": pages(key), "flows": flows, "script": script}
        stored = save_component(builder, stored, document)
        hints = {"script_unnecessary", "script_legacy"}
        assert {found["code"] for found in stored["findings"]} <= hints, stored["findings"]
        assert publish(builder, stored)["state"] == "completed"
    return key


@pytest.fixture(scope="module")
def tasks(page: Page, running: Running, component: str) -> str:
    """Published with its script, its stages, and entries of both."""
    with Client(base_url=running.base_url, verify=False, timeout=60) as builder:
        assert builder.sign_in("admin", PASSWORD).is_success
        stages = create_component(builder, "Scripted stages", [property_("Label")])
        stages_key = str(stages["document"]["key"])
        properties = [
            property_("Title"),
            property_("Stage", "catalog", component=stages_key),
            property_("Amount", "number"),
            property_("Note"),
        ]
        stored = create_component(builder, "Scripted tasks", properties)
        key = str(stored["document"]["key"])
        changes = scripted_tasks.documents(stages_key, key, component, LIST)
        stored = save_component(builder, stored, {**stored["document"], **changes})
        assert stored["findings"] == []
        assert publish(builder, stages, stored)["state"] == "completed"

        def create(of: str, data: dict[str, Any]) -> int:
            answer = builder.post(f"/api/v1/entries/{of}", json={"data": data}).raise_for_status()
            return int(answer.json()["id"])

        scripted_tasks.store(create, stages_key, key)
    return key


def open_new(page: Page, component: str) -> None:
    page.goto(f"/c/{component}/{LIST}")
    page.get_by_role("button", name="Add").click()


def log(page: Page) -> Locator:
    return page.locator("[data-element=UI_Log]")


def undo_all(editor: Locator) -> None:
    """More than was typed; before that there is nothing to undo."""
    for _ in range(6):
        editor.press("Control+z")


def said(page: Page, where: str) -> Locator:
    return page.locator(f"[data-element=UI_{where}_Log]")


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has_text=title)


def cell(of: Locator, value: str) -> Locator:
    return of.get_by_role("gridcell", name=value, exact=True)


def stage(page: Page, name: str) -> Locator:
    """The list of one stage's tasks, as the card of the stage holds it."""
    return page.locator("[data-element=Stages] > * .list-card[data-column]").filter(
        has=page.get_by_text(name, exact=True)
    )


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-element=Cards]").get_by_role("listitem", name=title)


STANDS_AT = """([panel, edge]) => {
  const { left, top, right, bottom } = panel.getBoundingClientRect();
  const gaps = { Left: left, Top: top, Right: innerWidth - right, Bottom: innerHeight - bottom };
  const opposite = { Left: "Right", Right: "Left", Top: "Bottom", Bottom: "Top" }[edge];
  return Math.abs(gaps[edge]) < 1 && gaps[opposite] > 1;
}"""


RUNS = "**/api/v1/workplace/components/*/flows/*/run"


@contextmanager
def held(page: Page) -> Iterator[Callable[[], None]]:
    """Dataflows wait for their answer until it is let go."""
    routes: list[Route] = []
    page.route(RUNS, lambda route: routes.append(route))

    def let_go() -> None:
        for route in routes:
            route.continue_()
        page.unroute(RUNS)

    yield let_go


class TestStudio:
    def test_a_script_is_written_checked_and_its_functions_offered(self, page: Page, component: str) -> None:
        studio = Studio(page)
        studio.open_definition(TITLE)
        studio.tab("Script")
        expect(page.get_by_role("button", name="name_changed", exact=True)).to_be_visible()
        editor = page.get_by_role("textbox", name="Component script")
        editor.press("Control+Home")
        editor.type("if x\n")
        page.get_by_role("region", name="Error list").get_by_role("button").first.click()
        expect(page.get_by_text("line 1, column 5", exact=False).first).to_be_visible()
        shots(page, "script-studio")
        undo_all(editor)
        page.locator(".cm-lint-marker-info").first.hover()
        fix = page.locator(".cm-tooltip-lint").get_by_role("button", name="Fix").first
        expect(fix).to_be_visible()
        shot(page, "script-remark")
        fix.click()
        expect(editor).not_to_contain_text("import clr")
        undo_all(editor)
        editor.press("Control+End")
        editor.type("\ncontext.Form.")
        editor.press("Control+Space")
        expect(page.get_by_role("option").filter(has_text="(name: str) -> Field")).to_be_visible()
        shot(page, "script-completion")
        editor.press("Enter")
        expect(editor).to_contain_text("context.Form.Get")
        undo_all(editor)
        studio.tab("Definition")
        studio.open_page("Form")
        studio.canvas.locator("[data-element=Button_ask]").click()
        studio.choose(studio.panel, "Method name", "fail")
        shot(page, "script-picker")
        page.keyboard.press("Control+z")

    def test_a_module_is_found_compiled_and_told_where_it_is_wrong(self, page: Page, component: str) -> None:
        page.goto("/studio/modules")
        expect(page.get_by_role("row", name="Pricing")).to_contain_text("Published")
        shots(page, "modules-list")
        page.get_by_role("row", name="Pricing").click()
        editor = page.get_by_role("textbox", name="Python source of the module")
        editor.press("Control+Home")
        editor.type("VALUE = context.Model; ")
        page.get_by_role("button", name="Compile").click()
        problems = page.get_by_role("region", name="Problems")
        expect(problems.get_by_role("button").first).to_contain_text("1:9")
        shots(page, "modules-editor")
        editor.press("Control+z")
        page.get_by_role("button", name="Compile").click()
        expect(problems).to_contain_text("It can be imported")


class TestOpening:
    def test_a_new_entry_shows_what_the_script_sets(self, page: Page, component: str, console: list[str]) -> None:
        open_new(page, component)
        expect(page.get_by_label("InvoiceNumber")).to_have_value("11111", timeout=LOADING_MS)
        expect(page.get_by_label("InvoiceName")).to_have_value("PLEASE_SET_A_UNIQUE_NAME")
        expect(page.get_by_role("combobox", name="InvoiceState")).to_contain_text("Under Review")
        expect(page.get_by_role("combobox", name="InvoiceState")).to_be_disabled()
        expect(page.get_by_label("InvoiceRemark")).to_have_count(0)
        expect(page.get_by_text("Choose a name of its own")).to_be_visible()
        shots(page, "script-new")

    def test_what_is_required_by_the_script_blocks_saving(self, page: Page) -> None:
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Fill in this field.").first).to_be_visible()

    def test_a_change_is_told_once_the_control_is_left(self, page: Page) -> None:
        name = page.get_by_label("InvoiceName")
        name.fill("Chairs")
        expect(log(page)).to_have_text("nothing yet")
        name.press("Tab")
        expect(log(page)).to_have_text("1: UI_Name = Chairs")
        expect(page.get_by_text("Choose a name of its own")).to_have_count(0)
        expect(page.locator("[data-element=UI_Heard]")).to_have_text("heard Chairs")
        name.focus()
        name.press("Tab")
        expect(log(page)).to_have_text("1: UI_Name = Chairs")

    def test_who_was_disposed_of_hears_nothing(self, page: Page) -> None:
        page.get_by_role("button", name="Be deaf").click()
        total = page.get_by_role("spinbutton", name="InvoiceTotal")
        total.fill("12.5")
        total.press("Tab")
        expect(log(page)).to_have_text("total 13.5")
        expect(page.locator("[data-element=UI_Heard]")).to_have_text("heard Chairs")


class TestCommands:
    def test_configured_parameters_and_other_functions(self, page: Page) -> None:
        page.get_by_role("button", name="Add", exact=True).click()
        expect(log(page)).to_have_text("sum 42")

    @pytest.mark.parametrize(("ask", "told"), [("Ask", "awaited"), ("Ask as before", "continued")])
    @pytest.mark.parametrize(("answer", "result"), [("Yes", "True"), ("No", "False")])
    def test_questions(self, page: Page, ask: str, told: str, answer: str, result: str) -> None:
        page.get_by_role("button", name=ask, exact=True).click()
        dialog = page.get_by_role("dialog", name="Sure")
        expect(dialog).to_contain_text("Really?")
        if (ask, answer) == ("Ask", "Yes"):
            shots(page, "script-question")
        dialog.get_by_role("button", name=answer).click()
        expect(log(page)).to_have_text(f"{told} {result}")

    def test_a_dialog_hands_its_entry_over(self, page: Page) -> None:
        page.get_by_role("button", name="Another", exact=True).click()
        dialog = page.get_by_role("dialog", name="Another one")
        expect(dialog.get_by_label("InvoiceNumber")).to_have_value("11111")
        shot(page, "script-dialog")
        dialog.get_by_role("button", name="OK").click()
        expect(log(page)).to_have_text("dialog from the script")
        page.get_by_role("button", name="Another", exact=True).click()
        dialog.get_by_role("button", name="Cancel").click()
        expect(log(page)).to_have_text("dialog cancelled")

    def test_a_dataflow_gets_the_form_and_the_form_its_answer(self, page: Page) -> None:
        page.get_by_role("button", name="Save by flow").click()
        expect(log(page)).to_have_text("stored 1 True")
        expect(page).to_have_url(STORED)

    def test_21_one_module_serves_the_form_and_its_flow(self, page: Page) -> None:
        page.get_by_role("button", name="Price", exact=True).click()
        expect(log(page)).to_have_text("browser 42 server 42")

    def test_a_failure_names_the_module_and_its_line(self, page: Page) -> None:
        page.get_by_role("button", name="Break the module", exact=True).click()
        expect(page.get_by_text("The module pricing, which this page uses, failed in line 4")).to_be_visible()

    def test_pages_and_the_way_back(self, page: Page, console: list[str]) -> None:
        for name in ("List", "List by name"):
            page.get_by_role("button", name=name, exact=True).click()
            expect(page.get_by_role("row").filter(has_text="11111")).to_be_visible()
            page.go_back()
            expect(log(page)).to_be_visible()
        assert any("rows ['11111']" in line for line in console)


class TestSavedEntries:
    def test_guarded_defaults_leave_it_alone(self, page: Page) -> None:
        page.reload()
        expect(page.get_by_label("InvoiceRemark")).to_be_visible(timeout=LOADING_MS)
        expect(page.get_by_text("Choose a name of its own")).to_be_visible(timeout=LOADING_MS)
        expect(page.get_by_label("InvoiceName")).to_have_value("Chairs")
        expect(page.get_by_role("combobox", name="InvoiceState")).to_contain_text("Under Review")


class TestFailures:
    def test_an_exception_names_its_line_everywhere_and_the_next_event_works(
        self, page: Page, running: Running, console: list[str]
    ) -> None:
        line = SCRIPT.splitlines().index("    return numbers[5]") + 1
        with page.expect_response(lambda response: "script-reports" in response.url) as reported:
            page.get_by_role("button", name="Fail").click()
        assert reported.value.status == 204
        expect(page.get_by_text(f"failed in line {line}: IndexError")).to_be_visible()
        shots(page, "script-failed")
        assert any(f"(line {line})" in text for text in console)
        assert "component script failed" in (running.data_dir / "logs" / "serve.log").read_text()
        page.get_by_role("button", name="Add", exact=True).click()
        expect(log(page)).to_have_text("sum 42")

    def test_an_endless_loop_is_ended_while_the_page_goes_on(self, page: Page) -> None:
        page.get_by_role("button", name="Endless").click()
        page.get_by_label("InvoiceRemark").fill("typed meanwhile")
        expect(page.get_by_label("InvoiceRemark")).to_have_value("typed meanwhile")
        expect(page.get_by_text("ran for too long and was stopped")).to_be_visible(timeout=LOADING_MS)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(log(page)).to_have_text("sum 42", timeout=LOADING_MS)

    def test_the_policy_refused_nothing(self, console: list[str]) -> None:
        assert [line for line in console if "Content Security Policy" in line] == []


class TestTable:
    def test_parts_of_a_grid_look_as_functions_say(self, page: Page, tasks: str) -> None:
        page.goto(f"/c/{tasks}/{TABLE}")
        stuck = row(page, "Stuck")
        expect(cell(stuck, "Stuck")).to_have_css("background-image", re.compile("253, 231, 233"), timeout=LOADING_MS)
        expect(cell(stuck, "-1")).to_have_css("color", "rgb(200, 0, 0)")
        expect(cell(stuck, "-1")).to_have_css("font-weight", "600")
        expect(cell(row(page, "Write"), "Write")).to_have_css("background-image", "none")
        expect(page.get_by_role("columnheader", name="Title")).to_have_css("color", "rgb(11, 87, 208)")
        shots(page, "script-grid")

    def test_what_was_done_to_it_is_told(self, page: Page) -> None:
        state = page.locator("[data-element=UI_Table_State]")
        page.get_by_role("columnheader", name="Amount").get_by_role("button").first.click()
        expect(state).to_have_text("page 1, 10 rows, [('data.Amount', False)]")
        row(page, "Read").get_by_role("checkbox").check()
        expect(said(page, "Table")).to_have_text("chosen ['Read']")

    def test_keys_are_told_with_what_is_held_down(self, page: Page) -> None:
        page.get_by_label("Keys").press("Shift+A")
        expect(said(page, "Table")).to_have_text("KeyA A True False False")

    def test_a_grid_is_put_on_an_entry(self, page: Page) -> None:
        page.get_by_role("button", name="Second").click()
        second = page.get_by_role("grid").get_by_role("rowgroup").nth(1).get_by_role("row").nth(1)
        expect(second).to_be_focused()
        page.get_by_role("button", name="Nothing").click()
        expect(said(page, "Table")).to_have_text("entry_not_shown")

    def test_content_opens_in_a_tab_of_its_own(self, page: Page) -> None:
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Text", exact=True).click()
        expect(opened.value.locator("body")).to_have_text("hello")
        opened.value.close()

    def test_the_position_is_told_where_it_may_be(self, page: Page) -> None:
        page.get_by_role("button", name="Where").click()
        expect(said(page, "Table")).to_have_text("no place: RequestFailed")
        page.context.set_geolocation({"latitude": 41.01, "longitude": 28.97})
        page.context.grant_permissions(["geolocation"])
        page.get_by_role("button", name="Where").click()
        expect(said(page, "Table")).to_have_text("at 41.01 28.97")

    def test_an_item_is_added_and_another_component_opened(self, page: Page, component: str) -> None:
        page.get_by_role("button", name="New task").click()
        expect(page.get_by_label("Title")).to_have_value("")
        page.go_back()
        page.get_by_role("button", name="Invoices").click()
        expect(page).to_have_url(re.compile(f"{component}/{LIST}"))
        page.go_back()


class TestSidebars:
    @pytest.mark.parametrize("edge", EDGES)
    def test_one_opens_at_each_edge_with_its_presets(self, page: Page, edge: str) -> None:
        page.get_by_role("button", name=edge, exact=True).click()
        panel = page.get_by_role("dialog", name=f"At the {edge}")
        expect(panel.get_by_label("Note")).to_have_value(edge)
        page.wait_for_function(STANDS_AT, arg=[panel.element_handle(), edge])
        # The script of the panel is one of its own: it hides by what was preset there.
        details, reason = panel.get_by_role("spinbutton", name="Amount"), panel.get_by_label("Reason")
        expect(details).to_have_count(0 if edge in ("Top", "Left") else 1)
        expect(reason).to_be_visible(visible=edge != "Bottom")
        shots(page, f"script-sidebar-{edge.lower()}")
        panel.get_by_role("button", name="Save", exact=True).click()
        if edge in ("Top", "Left"):
            # What a hidden panel asks for is not asked.
            expect(page.get_by_text("Save: done").first).to_be_visible()
            panel.get_by_role("button", name="OK").click()
            expect(said(page, "Table")).to_have_text(f"{edge}: {edge}")
        else:
            expect(panel.get_by_text("Fill in this field.").first).to_be_visible()
            panel.get_by_role("button", name="Cancel").click()
            expect(said(page, "Table")).to_have_text(f"{edge}: closed")


class TestCards:
    def test_elements_of_cards_bring_their_entry(self, page: Page, tasks: str) -> None:
        page.goto(f"/c/{tasks}/{BOARD}")
        card(page, "Read").get_by_role("button", name="Mark").click()
        expect(said(page, "Board")).to_have_text("marked Read", timeout=LOADING_MS)
        note = card(page, "Read").get_by_role("textbox")
        note.fill("soon")
        note.press("Tab")
        expect(said(page, "Board")).to_have_text("Read, True: soon")
        expect(note).to_be_disabled()
        expect(card(page, "Write").get_by_role("textbox")).to_be_enabled()
        page.get_by_role("button", name="Call notes remarks").click()
        expect(card(page, "Write").get_by_label("Remark")).to_be_visible()
        shots(page, "script-board")

    def test_a_card_is_dragged_to_another_list(self, page: Page) -> None:
        with held(page) as let_go:
            Studio(page).drag(card(page, "Write").get_by_text("Write"), stage(page, "Done").locator("[data-drop-list]"))
            for name in ("To do", "Done"):
                expect(stage(page, name).get_by_role("progressbar", name="Working…")).to_be_visible()
            shots(page, "script-dragged")
            let_go()
        expect(said(page, "Board")).to_have_text("Write from 1 to 2")
        expect(stage(page, "Done").get_by_role("listitem", name="Write")).to_be_visible()
        expect(page.get_by_role("progressbar", name="Working…")).to_have_count(0)

    def test_one_that_the_server_refuses_goes_back_and_both_lists_say_so(self, page: Page) -> None:
        Studio(page).drag(card(page, "Stuck").get_by_text("Stuck"), stage(page, "Done").locator("[data-drop-list]"))
        expect(said(page, "Board")).to_have_text("RequestFailed")
        expect(stage(page, "Done").get_by_text("It could not be moved")).to_be_visible()
        expect(stage(page, "To do").get_by_role("alert")).to_be_visible()
        expect(stage(page, "To do").get_by_role("listitem", name="Stuck")).to_be_visible()
        shots(page, "script-refused")
        stage(page, "Done").get_by_role("button", name="Close").click()
        expect(stage(page, "Done").get_by_text("It could not be moved")).to_have_count(0)


class TestSessions:
    def test_a_script_signs_out(self, page: Page, tasks: str, console: list[str]) -> None:
        assert [line for line in console if "Content Security Policy" in line] == []
        page.goto(f"/c/{tasks}/{TABLE}")
        page.get_by_role("button", name="Sign me out").click()
        expect(page.get_by_role("button", name="Sign in").first).to_be_visible(timeout=LOADING_MS)


class TestPagesWithoutScript:
    def test_python_is_loaded_only_where_it_is_needed(self, browser: Browser, running: Running) -> None:
        with open_context(browser, running) as context:
            stranger = context.new_page()
            asked: list[str] = []
            stranger.on("request", lambda request: asked.append(request.url))
            stranger.goto("/")
            expect(stranger.get_by_role("button", name="Sign in")).to_be_visible()
            assert not any("pyodide" in url or "script-worker" in url for url in asked)
