"""Tasks on a board, in a table and in a form, all with one Component Script: what scripts hear and what they do."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.e2e.scripted_invoices import button, element, text

BOARD, TABLE, FORM, GRID, MOVE, SAVE = (str(uuid4()) for _ in range(6))
EDGES = ("Top", "Left", "Right", "Bottom")

SCRIPT = """from aqtra.ui import Color, SolidColorBrush

model = context.DataModel.Model
controls = context.Properties
services = context.PlatformServices
known = []


def board_says(text):
    controls.UI_Board_Log.SetText(text)


def table_says(text):
    controls.UI_Table_Log.SetText(text)


async def dropped(target, source, entry, old_index, new_index):
    for cards in (target, source):
        cards.Error(False)
        cards.Busy(True)
    # The server knows no such stage.
    stage = 4711 if entry.Data.Title == "Stuck" else target.GetDynamicFilterValue("data.Stage")
    try:
        await context.ExecuteDataflow("MOVE", {"id": entry.Id, "data": {"Stage": stage, "Amount": entry.Data.Amount}})
        board_says(f"{entry.Data.Title} from {source.GetDynamicFilterValue('Stage')} to {stage}")
    except Exception as error:
        target.Error(True, "It could not be moved")
        source.Error = True
        board_says(type(error).__name__)
    for cards in (target, source):
        cards.Busy = False
        cards.Refresh()


def note_changed(sender, value, entry):
    sender.Disabled = True
    board_says(f"{sender.Model.Data.Title}, {entry.Model.Id == sender.Model.Id}: {value}")


def mark(task):
    board_says(f"marked {task.Model.Data.Title}")


def all_notes():
    controls.UI_Note.Label.Value = "Remark"


def loaded(sender, rows):
    known[:] = rows


def header_drawn(sender, column, style):
    style.FontColor = "#0b57d0"


def row_drawn(sender, row, style):
    if row.Data.Title == "Stuck":
        style.Background = SolidColorBrush(Color.FromArgb(255, 253, 231, 233))


def cell_drawn(sender, row, column, style):
    if column.Name == "Amount" and (row.Data.Amount or 0) < 0:
        style.Css = "color: rgb(200, 0, 0); font-weight: bold"


def table_changed(sender, state):
    sort = [(rule.Field, rule.Descending) for rule in state.Sort]
    controls.UI_Table_State.SetText(f"page {state.Page}, {state.PageSize} rows, {sort}")


def rows_selected(sender, rows):
    table_says(f"chosen {[row.Data.Title for row in rows]}")


def key_pressed(sender, keys):
    if keys.Key != "Shift":
        table_says(f"{keys.Code} {keys.Key} {keys.ShiftKey} {keys.CtrlKey} {keys.AltKey}")


async def focus_second():
    await context.Commands.EditItem("GRID", known[1].Id)


async def focus_nothing():
    try:
        await context.Commands.EditItem("GRID", 4711)
    except Exception as error:
        table_says(error.code)


def add_one():
    context.Commands.AddItem("GRID")


def to_invoices():
    context.Commands.OpenComponent("INVOICES", "INVOICE_LIST")


def open_text():
    services.OpenFromBase64Url("data:text/plain;base64,aGVsbG8=")


def where():
    services.GeolocationPosition.Subscribe(
        lambda place: table_says(f"at {place.Latitude} {place.Longitude}"),
        lambda error: table_says(f"no place: {type(error).__name__}"),
    )


async def sidebar(edge):
    ended = lambda task: table_says(f"{edge}: {task.Data.Note}")
    builder = services.SidebarBuilder("TASKS").WithPageId("FORM").WithPosition(edge).WithTitle(f"At the {edge}")
    builder.WithParameter("Note", edge).OnComplete(ended).OnCancel(lambda: table_says(f"{edge}: closed"))
    await builder.OpenDialog()


def sign_out():
    context.SessionManager.LogOut()


# What a page shows depends on how it was opened.
controls.UI_Details.Visible = model.Note not in ("Top", "Left")
controls.UI_Reason.Hidden = model.Note == "Bottom"
"""


def documents(stages: str, tasks: str, invoices: str, invoice_list: str) -> dict[str, Any]:
    """Pages, flows and script of the tasks; `stages` is the component that they refer to."""
    known = {"MOVE": MOVE, "GRID": GRID, "FORM": FORM, "INVOICES": invoices, "INVOICE_LIST": invoice_list}
    script = SCRIPT.replace('"TASKS"', f'"{tasks}"')
    for name, key in known.items():
        script = script.replace(f'"{name}"', f'"{key}"')
    return {
        "pages": [_board(stages, tasks), _table(tasks), _form()],
        "flows": [_flow(MOVE, "Move", tasks, "Stage", "Amount"), _flow(SAVE, "Save", tasks, *PROPERTIES)],
        "script": script,
    }


PROPERTIES = ("Title", "Stage", "Amount", "Note")


def _page(key: str, name: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {**element("page", name, *children, orientation="vertical", title=text(name)), "id": key}


def _board(stages: str, tasks: str) -> dict[str, Any]:
    cards = element(
        "list_view",
        "Cards",
        element("label", "UI_Title", binding="data.Title"),
        element("label", "UI_Shown_Amount", binding="data.Amount"),
        element("text_field", "UI_Note", binding="data.Note", label=text("Note"), on_value_changed="note_changed"),
        button("Mark", "mark"),
        component=tasks,
        dynamic_filters=[{"field": "data.Stage", "source": "id"}],
        enable_drag_and_drop=True,
        drag_and_drop_group="stages",
        on_drop="dropped",
    )
    columns = element(
        "list_view",
        "Stages",
        element("label", "UI_Stage", binding="data.Label"),
        cards,
        component=stages,
        orientation="vertical",
        number_of_columns=2,
    )
    log = element("label", "UI_Board_Log", value=text("nothing yet"))
    return _page(BOARD, "Board", log, button("Call notes remarks", "all_notes"), columns)


def _table(tasks: str) -> dict[str, Any]:
    columns = [
        {"header_value": name, "fields": [f"data.{name}"], "sortable": True} for name in ("Title", "Amount", "Stage")
    ]
    grid = element(
        "data_grid",
        "Grid",
        component=tasks,
        columns=columns,
        component_page=FORM,
        selection_mode="checkbox",
        order_fields=[{"field": "id", "direction": "ascending"}],
        on_datasource_loaded="loaded",
        on_header_changed="header_drawn",
        on_row_changed="row_drawn",
        on_cell_changed="cell_drawn",
        on_table_changed="table_changed",
        on_rows_selected="rows_selected",
    )
    first = [
        button("Second", "focus_second"),
        button("Nothing", "focus_nothing"),
        button("New task", "add_one"),
        button("Invoices", "to_invoices"),
        button("Text", "open_text"),
        button("Where", "where"),
        button("Sign me out", "sign_out"),
    ]
    edges = [{**button(edge, "sidebar", call_parameters=f'"{edge}"'), "name": f"Button_{edge}"} for edge in EDGES]
    return _page(
        TABLE,
        "Table",
        element("text_field", "UI_Keys", label=text("Keys"), on_key_down="key_pressed"),
        element("label", "UI_Table_Log", value=text("nothing yet")),
        element("label", "UI_Table_State", value=text("nothing yet")),
        element("panel", "Commands", *first, orientation="horizontal"),
        element("panel", "Edges", *edges, orientation="horizontal"),
        {**grid, "id": GRID},
    )


def _form() -> dict[str, Any]:
    return _page(
        FORM,
        "Task",
        element("text_field", "UI_Task", binding="data.Title", label=text("Title")),
        element("text_field", "UI_Task_Note", binding="data.Note", label=text("Note")),
        element("text_field", "UI_Reason", label=text("Reason")),
        element(
            "panel",
            "UI_Details",
            element("number", "UI_Amount", binding="data.Amount", label=text("Amount"), required=True),
            orientation="vertical",
        ),
        element("button", "Save", label=text("Save"), command_type="execute_dataflow", linked_dataflow=SAVE),
    )


def _flow(key: str, name: str, component: str, *names: str) -> dict[str, Any]:
    params = {
        "component": component,
        "field_component_key": "id",
        "fields_mapping": [{"source": f"data.{name}", "target": name} for name in names],
        "result_store_field": "_new",
    }
    steps = [
        {"id": "a1", "name": "Get", "type": "get_action_model"},
        {"id": "a2", "name": "Update", "type": "update_entry", "source": ["a1"], "params": params},
        {"id": "a3", "name": "Answer", "type": "write_response", "source": ["a2"]},
    ]
    return {"key": key, "kind": "dataflow", "name": name, "stages": [{"id": "a0", "name": "Stage", "steps": steps}]}


def store(create: Callable[[str, dict[str, Any]], int], stages: str, tasks: str) -> None:
    """Two stages, and three tasks that are to be done."""
    todo, _ = (create(stages, {"Label": label}) for label in ("To do", "Done"))
    for title, amount in (("Write", "5"), ("Stuck", "-1"), ("Read", "7")):
        create(tasks, {"Title": title, "Amount": amount, "Stage": todo, "Note": ""})
