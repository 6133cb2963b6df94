"""Component Scripts over a page that answers: the same Python that browsers run."""

import asyncio
import textwrap
from typing import Any

import pytest

from tests.unit.scripting.page import Answer, Page


def told(script: str, *calls: Any, answer: Answer | None = None, **values: Any) -> Page:
    """The page after the script was loaded and functions were called, each a name or a tuple with arguments."""

    async def tell() -> Page:
        page = Page(answer, **values)
        assert await page.open(textwrap.dedent(script)) is None
        for call in calls:
            name, *arguments = call if isinstance(call, tuple) else (call,)
            assert await page.call(name, *arguments) is None
        await asyncio.sleep(0.01)
        return page

    return asyncio.run(tell())


class TestModel:
    def test_a_new_entry_gets_what_the_top_level_sets_as_one_update(self) -> None:
        page = told(
            """
            import clr
            if context.Model.Id == 0:
                context.DataModel.Model.InvoiceNumber = 11111
                context.DataModel.Model.InvoiceName = "PLEASE_SET_A_UNIQUE_NAME"
                context.Model.Status = 0
            """
        )
        assert page.values["InvoiceNumber"] == "11111"
        assert page.values["InvoiceName"] == "PLEASE_SET_A_UNIQUE_NAME"
        assert page.values["Status"] == 0
        assert page.batches == [["value"] * 3]

    def test_what_was_written_is_read_at_once_and_after_an_answer(self) -> None:
        page = told(
            """
            async def go():
                context.DataModel.Model.Total = 3
                context.Logger.Info(context.Model.Total)
                await context.PlatformServices.Confirm("?")
                context.Logger.Info(context.DataModel.Total)
            """,
            "go",
            answer=lambda *_: True,
        )
        assert page.logged == ["3", "3"]

    def test_values_come_as_python_has_them(self) -> None:
        page = told(
            """
            model = context.Model
            supplier = model.Supplier
            context.Logger.Info([type(model.Total).__name__, supplier.Id, supplier.Name, model.DueDate.year])
            context.Logger.Info(model.InvoiceName)
            """,
            Total="12.50",
            Supplier={"id": 5, "name": "Acme"},
            DueDate="2026-03-01T10:00:00Z",
        )
        assert page.logged == ["['float', 5, 'Acme', 2026]", "None"]

    @pytest.mark.parametrize(("name", "value"), [("Status", "'many'"), ("DueDate", "5"), ("Supplier", "'Acme'")])
    def test_what_does_not_fit_a_property_is_refused(self, name: str, value: str) -> None:
        async def failing() -> dict[str, Any] | None:
            page = Page()
            await page.open(f"def go():\n    context.Model.{name} = {value}")
            return await page.call("go")

        error = asyncio.run(failing())
        assert error is not None
        assert error["line"] == 2

    def test_subscribers_hear_of_changes_until_they_are_disposed_of(self) -> None:
        page = told(
            """
            handle = context.DataModel.Model.Subscribe(lambda: context.Logger.Info("changed"))
            def stop(): handle.Dispose()
            """,
            None,
            "stop",
            None,
        )
        assert page.logged == ["changed"]


class TestCalling:
    @pytest.mark.parametrize("parameters", ["", "sender", "sender, value", "sender, *rest", "sender, value, more=None"])
    def test_a_function_gets_as_many_arguments_as_it_accepts(self, parameters: str) -> None:
        page = told(f"def go({parameters}):\n    context.Logger.Info('called')", ("go", {"$control": "c1"}, "x"))
        assert page.logged == ["called"]

    def test_globals_live_as_long_as_the_form(self) -> None:
        page = told(
            """
            def keep(sender):
                global grid
                grid = sender
            def use():
                context.Logger.Info(grid.Name)
            """,
            ("keep", {"$control": "c2"}),
            "use",
        )
        assert page.logged == ["Grid_1"]

    def test_an_exception_names_its_line_and_the_next_event_works(self) -> None:
        async def tell() -> tuple[Any, Any]:
            page = Page()
            await page.open("def fail():\n    x = 1\n    return x / 0\ndef fine(): pass")
            return await page.call("fail"), await page.call("fine")

        failed, fine = asyncio.run(tell())
        assert (failed["type"], failed["line"], fine) == ("ZeroDivisionError", 3, None)

    def test_rows_are_entries(self) -> None:
        rows = {"$entries": [{"id": 7, "name": "A", "data": {"Total": "2.5"}}], "types": {"Total": "number"}}
        page = told(
            "def go(sender, rows):\n  context.Logger.Info([rows[0].Id, rows[0].Data.Total])",
            ("go", {"$control": "c2"}, rows),
        )
        assert page.logged == ["[7, 2.5]"]


class TestModules:
    TOTALS = "count = 0\ndef add(page):\n    global count\n    count += 1\n    page.Logger.Info(count)\n"

    def test_a_module_is_imported_once_by_each_form_together_with_what_it_imports(self) -> None:
        async def tell() -> Page:
            page = Page()
            script = "from outer import add\nadd(context)\ndef go():\n    import totals\n    totals.add(context)"
            outer = "import json, totals\nadd = totals.add\n"
            assert await page.open(script, totals=self.TOTALS, outer=outer) is None
            assert await page.call("go") is None
            other = Page()
            assert await other.open("import totals\ntotals.add(context)", totals=self.TOTALS) is None
            page.logged += other.logged
            return page

        assert asyncio.run(tell()).logged == ["1", "2", "1"]

    @pytest.mark.parametrize(
        ("source", "kind", "line"), [("x = 1\n1 / 0", "ZeroDivisionError", 2), ("def f(:", "SyntaxError", 1)]
    )
    def test_a_failure_names_the_module_and_its_line(self, source: str, kind: str, line: int) -> None:
        error = asyncio.run(_opened("import broken", broken=source))
        assert error is not None
        assert (error["type"], error["module"], error["line"]) == (kind, "broken", line)

    def test_a_module_knows_no_page(self) -> None:
        error = asyncio.run(_opened("import asking", asking="context.Model"))
        assert error is not None
        assert (error["type"], error["module"]) == ("NameError", "asking")


async def _opened(script: str, **modules: str) -> dict[str, Any] | None:
    return await Page().open(script, **modules)


CARD = {"$control": "c1", "card": "form-1/list/7", "types": {"InvoiceName": "string", "Total": "number"}}
CARD["entry"] = {"id": 7, "name": "A", "data": {"InvoiceName": "Chairs", "Total": "2.5"}}
COLUMNS = [
    {"index": 0, "name": "Name", "fields": ["data.Name"]},
    {"index": 2, "name": "Total", "fields": ["data.Total"]},
]
ROWS = [{"id": 7, "data": {"Total": "2.5"}}, {"id": 8, "data": {"Total": "-1"}}]


class TestEvents:
    def test_keys_come_with_what_was_held_down(self) -> None:
        keys = {"$keys": {"key": "s", "code": "KeyS", "shift": False, "ctrl": True, "alt": False}}
        page = told(
            """
            def go(sender, keys):
                context.Logger.Info([keys.Key, keys.Code, keys.ShiftKey, keys.CtrlKey, keys.AltKey])
            """,
            ("go", {"$control": "c1"}, keys),
        )
        assert page.logged == ["['s', 'KeyS', False, True, False]"]

    def test_an_element_in_a_card_knows_its_entry_and_is_changed_alone(self) -> None:
        entry = {"$entry": CARD["entry"], "types": CARD["types"]}
        page = told(
            """
            def go(sender, value, entry):
                model = sender.Model
                context.Logger.Info([model.Id, model.Name, model.Model.Data.Total, entry.Data.Total, sender.Value])
                sender.Disabled = True
                sender.Value = "Tables"
                context.Logger.Info([sender.Disabled, sender.Value, context.Properties.UI_Name.Disabled])
            """,
            ("go", CARD, "x", entry),
            InvoiceName="of the page",
        )
        assert page.logged == ["[7, 'A', 2.5, 2.5, 'Chairs']", "[True, 'Tables', False]"]
        assert [(found["do"], found["card"]) for found in page.in_cards] == [
            ("control", "form-1/list/7"),
            ("value", "form-1/list/7"),
        ]
        assert page.values["InvoiceName"] == "of the page"

    def test_lists_of_a_drop_are_told_apart(self) -> None:
        def list_(card: str, handle: int) -> dict[str, Any]:
            return {"$control": "c2", "handle": handle, "filters": {"data.Stage": handle}, "card": card}

        page = told(
            """
            def go(target, source, entry, old, new):
                target.Busy = True
                source.Error(True, "no")
                context.Logger.Info([target.GetDynamicFilterValue("Stage"), entry.Id, old, new])
            """,
            ("go", list_("a", 1), list_("b", 2), {"$entry": {"id": 5}, "types": {}}, 0, 3),
        )
        assert page.logged == ["[1, 5, 0, 3]"]
        assert [(found["do"], found["card"]) for found in page.in_cards] == [("busy", "a"), ("failed", "b")]

    def test_what_was_done_to_a_table(self) -> None:
        table = {"page": 2, "pageSize": 25, "sort": [{"field": "data.Total", "direction": "descending"}]}
        table["filter"] = [{"field": "data.Name", "operator": "contains", "values": ["a"]}]
        page = told(
            """
            def go(sender, state):
                sort, rule = state.Sort[0], state.Filter[0]
                context.Logger.Info([state.Page, state.PageSize, sort.Field, sort.Descending])
                context.Logger.Info([rule.Field, rule.Operator, rule.Values])
            """,
            ("go", {"$control": "c2"}, {"$table": table}),
        )
        assert page.logged == ["[2, 25, 'data.Total', True]", "['data.Name', 'contains', ['a']]"]


class TestGridStyles:
    def painted(self, script: str, part: str, **painting: Any) -> tuple[Page, dict[str, Any] | None]:
        async def paint() -> tuple[Page, dict[str, Any] | None]:
            page = Page()
            assert await page.open(textwrap.dedent(script)) is None
            return page, await page.paint("paint", part, **painting)

        return asyncio.run(paint())

    def test_cells_are_styled_in_one_message(self) -> None:
        page, error = self.painted(
            """
            from aqtra.ui import Color, SolidColorBrush
            def paint(sender, row, column, style):
                if column.Name == "Total" and row.Data.Total < 0:
                    style.FontColor = Color("#f00")
                    style.Background.Value = SolidColorBrush(Color.FromArgb(255, 1, 2, 3))
            """,
            "cell",
            rows=ROWS,
            columns=COLUMNS,
            types={"Total": "number"},
        )
        assert error is None
        assert page.styles["cell"] == {"8/2": {"color": "#f00", "background": "rgba(1, 2, 3, 1.0)"}}
        assert page.batches == [["styles"]]

    def test_rows_and_headers(self) -> None:
        page, _ = self.painted(
            "async def paint(sender, row, style): style.Css = 'color: red; font-weight: bold'", "row", rows=ROWS
        )
        assert page.styles["row"] == {key: {"color": "red", "font_weight": "bold"} for key in ("7", "8")}
        page, _ = self.painted("def paint(sender, column, style): style.FontColor = 'navy'", "header", columns=COLUMNS)
        assert page.styles["header"] == {key: {"color": "navy"} for key in ("0", "2")}

    def test_what_a_part_has_not_is_told(self) -> None:
        _, error = self.painted("def paint(sender, row, style): style.Css = 'position: fixed'", "row", rows=ROWS)
        assert error is not None
        assert "position" in error["message"]

    def test_a_newer_painting_replaces_one_that_waits(self) -> None:
        script = """
            async def paint(sender, row, style):
                await context.PlatformServices.Confirm("?")
                style.FontColor = "red"
            """

        async def paint() -> Page:
            page = Page(lambda *_: True)
            await page.open(textwrap.dedent(script))
            await asyncio.gather(page.paint("paint", "row", rows=ROWS), page.paint("paint", "row", rows=ROWS[:1]))
            return page

        page = asyncio.run(paint())
        assert page.styles["row"] == {"7": {"color": "red"}}
        assert sum(batch.count("styles") for batch in page.batches) == 1


class TestSessions:
    def test_people_are_signed_out(self) -> None:
        assert told("def go(): context.SessionManager.LogOut()", "go").requests == ["sign_out"]


class TestTasks:
    @pytest.mark.parametrize("answer", [True, False])
    def test_awaiting_and_continuing_give_the_same_answer(self, answer: bool) -> None:
        page = told(
            """
            import System
            async def awaited():
                context.Logger.Info(await context.PlatformServices.Confirm("Sure?"))
            def continued():
                def then(task):
                    context.Logger.Info(task.Result)
                action = System.Action[System.Threading.Tasks.Task[System.Boolean]](then)
                context.PlatformServices.Confirm("Sure?").ContinueWith(action)
            """,
            "awaited",
            "continued",
            answer=lambda *_: answer,
        )
        assert page.logged == [str(answer)] * 2

    def test_a_task_has_no_truth_value(self) -> None:
        async def tell() -> Any:
            page = Page()
            await page.open("def go():\n  if context.PlatformServices.Confirm('?'): pass")
            return await page.call("go")

        assert "await" in asyncio.run(tell())["message"]

    def test_a_refusal_that_nobody_waits_for_is_reported(self) -> None:
        refusal = {"code": "flow_forbidden", "message": "no", "status": 403}
        page = told("def go(): context.Commands.ExecuteDataflow('f')", "go", answer=lambda *_: refusal)
        assert [failure["message"] for failure in page.failures] == ["no"]

    def test_commands_keep_their_place_among_writes(self) -> None:
        page = told(
            """
            def go():
                context.Model.Status = 1
                context.Commands.NavigationBack()
                context.Model.Status = 2
            """,
            "go",
        )
        assert page.batches == [["value", "request", "value"]]

    def test_a_position_that_is_refused_reaches_the_second_function(self) -> None:
        page = told(
            """
            def go():
                context.PlatformServices.GeolocationPosition.Subscribe(
                    lambda found: context.Logger.Info(found.Latitude), lambda error: context.Logger.Info(error))
            """,
            "go",
            answer=lambda *_: {"code": "position_denied", "message": "denied"},
        )
        assert page.logged == ["denied"]

    def test_dialogs_tell_of_their_end(self) -> None:
        script = """
            def go():
                (context.PlatformServices.DialogBuilder("c").WithTitle("T").WithParameter("A", 1)
                    .OnComplete(lambda model: context.Logger.Info(model.Data.A))
                    .OnCancel(lambda: context.Logger.Info("cancelled")).OpenDialog())
            """
        done = {"entry": {"id": 1, "data": {"A": 4}}, "types": {}}
        assert told(script, "go", answer=lambda *_: done).logged == ["4"]
        assert told(script, "go", answer=lambda *_: None).logged == ["cancelled"]


class TestControls:
    def test_settings_are_properties(self) -> None:
        page = told(
            """
            from aqtra.ui import Color, SolidColorBrush
            field = context.Properties.UI_Name
            field.Disabled = True
            field.Visible = not field.Visible
            field.Label.Value = "New"
            field.FontColor.Value = SolidColorBrush(Color.FromArgb(255, 255, 0, 0))
            context.Logger.Info([field.Disabled, field.Visible, field.Label.Value, field.Required])
            """
        )
        assert page.logged == ["[True, False, 'New', False]"]
        assert page.controls["c1"]["color"] == "rgba(255, 0, 0, 1.0)"

    def test_an_unknown_name_is_an_error(self) -> None:
        async def tell() -> Any:
            return await Page().open("context.Properties.Nothing.Visible = True")

        assert "Nothing" in asyncio.run(tell())["message"]

    def test_a_dynamic_filter_is_read_from_the_model(self) -> None:
        page = told("context.Logger.Info(context.Properties.Grid_1.GetDynamicFilterValue('Stage'))", Status=3)
        assert page.logged == ["3"]


class TestLegacy:
    def test_old_imports_lead_to_ours(self) -> None:
        page = told(
            """
            import clr
            clr.AddReference("System.Core")
            from System import Guid, DateTime, Convert, Math
            from Vendor.Web.RenderEngine.Models import SolidColorBrush, Color
            context.Logger.Info(DateTime.Parse("2026-03-09T08:05:00").ToString("dd.MM.yyyy HH:mm"))
            context.Logger.Info(DateTime.ParseExact("09.03.2026", "dd.MM.yyyy").AddDays(1).ToString("d.M.yy"))
            context.Logger.Info(str(Guid.Parse("00000000-0000-0000-0000-000000000001"))[-1])
            context.Logger.Info(Convert.ToInt32("7") + Math.Max(1, 2))
            context.Logger.Info(Color.FromARgb(255, 1, 2, 3))
            """
        )
        assert page.logged == ["09.03.2026 08:05", "10.3.26", "1", "9", "rgba(1, 2, 3, 1.0)"]


class TestNothingSilent:
    @pytest.mark.parametrize(
        "call", ["PlatformServices.ScanBarcode('qr')", "SessionManager.GetAccessToken()", "Runtime.Invoke('f')"]
    )
    def test_what_is_lacking_is_refused(self, call: str) -> None:
        async def tell() -> Any:
            return await Page().open(f"context.{call}")

        assert asyncio.run(tell())["type"] == "NotSupported"

    def test_what_can_only_be_asked_for_is_answered(self) -> None:
        assert told("context.Logger.Info(await context.PlatformServices.CanOpenApp('maps:'))").logged == ["False"]
