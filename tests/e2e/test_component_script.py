"""A Component Script on the invoice form, in a real browser: what a builder writes is what people meet.

The tests of this file are the steps of one story and run in order.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.studio import Studio
from tests.e2e.workplace import STORED
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component

TITLE = "Scripted invoices"
LOADING_MS = 90_000
"""How long a busy machine may take to compile Python."""
SAVE, PRICE = str(uuid4()), str(uuid4())
LIST, FORM = str(uuid4()), str(uuid4())
STATES = [{"value": 0, "title": "Under Review"}, {"value": 1, "title": "Paid"}]

MODULE = """RATE = 2

def gross(net):
    return net * RATE
"""
PRICING = """import pricing

item["_gross@number"] = pricing.gross(item["net"])
"""

SCRIPT = f"""import clr
import System
import pricing

PLACEHOLDER = "PLEASE_SET_A_UNIQUE_NAME"
model = context.DataModel.Model
is_new = context.Model.Id == 0

if is_new:
    model.InvoiceNumber = 11111
    model.InvoiceName = PLACEHOLDER
    model.InvoiceState = 0

context.Properties.UI_State.Disabled = True
context.Properties.UI_Remark.Visible = not is_new
context.Properties.UI_Total.Required = True
context.Form.Get("InvoiceName").AddError("Choose a name of its own")

changes = 0

def name_changed(sender, value):
    global changes
    changes += 1
    if value != PLACEHOLDER:
        context.Form.Get("InvoiceName").ClearError()
    context.Properties.UI_Log.SetText(f"{{changes}}: {{sender.Name}} = {{value}}")

def total_changed():
    context.Properties.UI_Log.SetText(f"total {{context.Model.InvoiceTotal + 1}}")

def told():
    context.Properties.UI_Heard.SetText(f"heard {{context.Model.InvoiceName}}")

handle = model.Subscribe(told)

def stop_listening():
    handle.Dispose()

async def ask():
    context.Properties.UI_Log.SetText(f"awaited {{await context.PlatformServices.Confirm('Really?', 'Sure')}}")

def ask_as_before():
    def then(task):
        context.Properties.UI_Log.SetText(f"continued {{task.Result}}")
    action = System.Action[System.Threading.Tasks.Task[System.Boolean]](then)
    context.PlatformServices.Confirm("Really?", "Sure").ContinueWith(action)

def add(first, second):
    context.Commands.ExecuteScript("show_sum", [first + second])

def show_sum(total):
    context.Properties.UI_Log.SetText(f"sum {{total}}")

def navigate_back():
    context.Commands.NavigationBack()

def to_list():
    context.Commands.ChangePageAsync("{LIST}")

def to_list_by_name():
    context.Commands.ChangePageByName("All invoices")

async def save_by_flow():
    items = await context.Commands.ExecuteDataflow("{SAVE}", "form")
    context.Properties.UI_Log.SetText(f"stored {{len(items)}} {{context.Model.Id > 0}}")

async def price():
    (answer,) = await context.ExecuteDataflow("{PRICE}", {{"net": 21}})
    context.Properties.UI_Log.SetText(f"browser {{pricing.gross(21)}} server {{answer['_gross@number']}}")

def fail_in_module():
    pricing.gross(None)

def fail():
    numbers = []
    return numbers[5]

def endless():
    while True:
        pass

def open_dialog():
    (context.PlatformServices.DialogBuilder(COMPONENT).WithPageId("{FORM}").WithTitle("Another one")
        .WithHSize("520px").WithParameter("InvoiceRemark", "from the script")
        .OnComplete(lambda entry: context.Properties.UI_Log.SetText(f"dialog {{entry.Data.InvoiceRemark}}"))
        .OnCancel(lambda: context.Properties.UI_Log.SetText("dialog cancelled")).OpenDialog())

def loaded(sender, rows):
    context.Logger.Info(f"rows {{[row.Data.InvoiceNumber for row in rows]}}")
"""


def text(value: str) -> dict[str, str]:
    return {"translation_key": "", "translation_value": value}


def element(kind: str, name: str, *children: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "name": name, "settings": settings, "children": list(children)}


def button(label: str, method: str, **settings: Any) -> dict[str, Any]:
    name = f"Button_{method}"
    return element("button", name, label=text(label), command_type="execute_script", method_name=method, **settings)


def pages(component: str) -> list[dict[str, Any]]:
    form = element(
        "page",
        "Form",
        element("text_field", "UI_Name", binding="data.InvoiceName", on_value_changed="name_changed"),
        element("text_field", "UI_Number", binding="data.InvoiceNumber"),
        element("select", "UI_State", binding="data.InvoiceState"),
        element("number", "UI_Total", binding="data.InvoiceTotal", on_value_changed="total_changed"),
        element("text_field", "UI_Remark", binding="data.InvoiceRemark"),
        element("label", "UI_Log", value=text("nothing yet")),
        element("label", "UI_Heard", value=text("nothing heard")),
        element(
            "panel",
            "Buttons",
            element("button", "Save", label=text("Save"), command_type="execute_dataflow", linked_dataflow=SAVE),
            button("Ask", "ask"),
            button("Ask as before", "ask_as_before"),
            button("Add", "add", call_parameters="40, 2"),
            button("Be deaf", "stop_listening"),
            button("Another", "open_dialog"),
            orientation="horizontal",
        ),
        element(
            "panel",
            "More",
            button("Back", "navigate_back"),
            button("List", "to_list"),
            button("List by name", "to_list_by_name"),
            button("Save by flow", "save_by_flow"),
            button("Price", "price"),
            button("Break the module", "fail_in_module"),
            button("Fail", "fail"),
            button("Endless", "endless"),
            orientation="horizontal",
        ),
        orientation="vertical",
        title=text("Invoice"),
    )
    columns = [{"header_value": name, "fields": [f"data.{name}"]} for name in ("InvoiceName", "InvoiceNumber")]
    grid = element(
        "data_grid",
        "Grid",
        component=component,
        columns=columns,
        show_add_button=True,
        component_page=FORM,
        command_type="edit_record",
        on_datasource_loaded="loaded",
    )
    shown = element("page", "All invoices", grid, orientation="vertical", title=text("All invoices"))
    return [{**shown, "id": LIST}, {**form, "id": FORM}]


def save_flow(component: str) -> dict[str, Any]:
    names = ("InvoiceName", "InvoiceNumber", "InvoiceState", "InvoiceTotal", "InvoiceRemark")
    mapping = [{"source": f"data.{name}", "target": name} for name in names]
    params = {
        "component": component,
        "field_component_key": "id",
        "fields_mapping": mapping,
        "result_store_field": "_new",
    }
    steps = [
        {"id": "a1", "name": "Get", "type": "get_action_model"},
        {"id": "a2", "name": "Update", "type": "update_entry", "source": ["a1"], "params": params},
        {"id": "a3", "name": "Answer", "type": "write_response", "source": ["a2"]},
    ]
    return {"key": SAVE, "kind": "dataflow", "name": "Save", "stages": [{"id": "a0", "name": "Stage", "steps": steps}]}


def price_flow() -> dict[str, Any]:
    schema = {"type": "object", "properties": {"net": {"type": "number"}}}
    script = {"id": "p2", "name": "Price", "type": "execute_script", "source": ["p1"], "params": {"script": PRICING}}
    steps = [
        {"id": "p1", "name": "Get", "type": "get_raw_model", "params": {"model_schema": schema}},
        script,
        {"id": "p3", "name": "Answer", "type": "write_response", "source": ["p2"]},
    ]
    stages = [{"id": "p0", "name": "Stage", "steps": steps}]
    return {"key": PRICE, "kind": "dataflow", "name": "Price", "stages": stages}


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


def open_new(page: Page, component: str) -> None:
    page.goto(f"/c/{component}/{LIST}")
    page.get_by_role("button", name="Add").click()


def log(page: Page) -> Locator:
    return page.locator("[data-element=UI_Log]")


def undo_all(editor: Locator) -> None:
    """More than was typed; before that there is nothing to undo."""
    for _ in range(6):
        editor.press("Control+z")


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
        expect(problems.get_by_role("button")).to_contain_text("1:9")
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


class TestPagesWithoutScript:
    def test_python_is_loaded_only_where_it_is_needed(self, browser: Browser, running: Running) -> None:
        with open_context(browser, running) as context:
            stranger = context.new_page()
            asked: list[str] = []
            stranger.on("request", lambda request: asked.append(request.url))
            stranger.goto("/")
            expect(stranger.get_by_role("button", name="Sign in")).to_be_visible()
            assert not any("pyodide" in url or "script-worker" in url for url in asked)
