"""Invoices with a Component Script: a list, and a form whose buttons call its functions."""

from typing import Any
from uuid import uuid4

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
