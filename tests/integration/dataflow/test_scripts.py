"""Scripts in flows: the platform as they see it, with the rights of whoever runs them. Scenarios 18 to 20 and 22."""

import asyncio
import signal
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.models import Limits, Outcome, RunState
from aqtra.dataflow.script_calls import ScriptCalls
from aqtra.dataflow.service import Call, Runs
from aqtra.metadata.documents import ComponentDocument, ModuleType, ScriptModule
from aqtra.scripting.service import scripts_of_process
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import INVOICE, answer, call, flow, get, invoice, item
from tests.integration.dataflow.stock import step
from tests.support.upstream import Server

HIDDEN = UUID("00000000-0000-4000-8000-00000000e0f1")
SCRIPTED = UUID("00000000-0000-4000-8000-00000000e0f0")
RESULT = {"result_store_field": "_Result"}
TOTAL = [{"id": "p1", "name": "Total", "type": "number"}]


class Scripted:
    """A component whose only flow runs a script, published anew for each."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def outcome(self, source: str, modules: tuple[ScriptModule, ...] = (), **given: Any) -> Outcome:
        runs, asked = self.published(source, modules=modules, **given)
        found = self.platform.run(runs.run_flow(asked))
        assert isinstance(found, Outcome)
        return found

    def published(
        self,
        source: str,
        limits: Limits | None = None,
        *,
        called: str = "",
        atomic: bool = False,
        modules: tuple[ScriptModule, ...] = (),
        **data: Any,
    ) -> tuple[Runs, Call]:
        """The flow, and a call of it. `called`: the script of a flow that it calls before."""
        key, inner = uuid4(), uuid4()
        calls = [step("call", "execute_dataflow", "get", component=str(SCRIPTED), dataflow=str(inner), **RESULT)]
        before = calls if called else []
        steps = (get(), *before, step("script", "execute_script", "call" if called else "get", script=source))
        flows = [flow(key, "Scripted", *steps, answer("script"), atomic=atomic)]
        if called:
            answered = step("script", "execute_script", "raw", script=called)
            flows.append(
                flow(
                    inner,
                    "Called",
                    step("raw", "get_raw_model", model_schema={"type": "object"}),
                    answered,
                    answer("script"),
                )
            )
        self.platform.publish(
            ComponentDocument.model_validate(
                {
                    "key": SCRIPTED,
                    "settings": {"title": "Scripted"},
                    "properties": TOTAL,
                    "flows": flows,
                    "modules": modules,
                }
            )
        )
        runs = Runs(self.platform.services, self.platform.definitions, limits or Limits())
        return runs, call(key, {"id": 0, "data": data}, component=SCRIPTED)

    def item(self, source: str, **given: Any) -> dict[str, Any]:
        return item(self.outcome(source, **given))

    def invoices(self) -> list[str]:
        return [entry["data"]["InvoiceNumber"] for entry in self.platform.list(invoice())["value"]]


@pytest.fixture
def scripted(fresh: Platform) -> Scripted:
    return Scripted(fresh)


def failed(outcome: Outcome, code: str) -> dict[str, Any]:
    assert outcome.state is RunState.FAILED
    assert outcome.error is not None
    assert outcome.error.code == code, outcome.error
    return outcome.error.model_dump()


def test_18_what_a_script_adds_goes_on_and_what_breaks_its_type_is_named(scripted: Scripted) -> None:
    left = scripted.item("item['_large@boolean'] = item['data']['Total'] > 100\nitem['_n@integer'] = 3", Total="250")
    assert (left["_large@boolean"], left["_n@integer"]) == (True, 3)
    error = failed(scripted.outcome("item['_n@integer'] = 'many'"), "type_mismatch")
    assert (error["step_id"], error["item_index"]) == ("script", 0)
    assert [detail["field"] for detail in error["details"]] == ["_n@integer"]
    assert (error["params"]["line"], error["message"][:8]) == (1, "line 1: ")


def test_19_entries_are_created_changed_read_and_marked(scripted: Scripted) -> None:
    source = f"""
invoices = catalogs.entity_set("{INVOICE}")
made = invoices.create().set_name("First")
made.data["InvoiceNumber"], made.data["InvoiceTotalValue"] = "S-1", 12.5
number = made.apply()
change = invoices.update(number)
change.data["InvoiceState"] = 4
change.apply()
gone = invoices.create()
gone.data["InvoiceNumber"] = "S-2"
invoices.delete(gone.apply()).apply()
sql = 'SELECT "Id", "Name", "Data_InvoiceTotalValue" AS total FROM "{INVOICE}" WHERE "Data_InvoiceNumber" = @number'
item["_rows@array"] = catalogs.query(sql).add_parameter("@number", "S-1").execute()
item["_none@array"] = catalogs.query(sql).add_parameter("@number", "' OR 1=1 --").execute()
item["_double@number"] = item["_rows@array"][0]["total"] * 2
item["_gone@array"] = catalogs.query(sql).add_parameter("@number", "S-2").execute()
"""
    left = scripted.item(source)
    ((row,), none, gone) = left["_rows@array"], left["_none@array"], left["_gone@array"]
    assert (row["Id"], row["Name"], float(row["total"])) == (1, "First", 12.5)
    assert (none, gone, float(left["_double@number"])) == ([], [], 25)
    (entry,) = scripted.platform.list(invoice())["value"]
    assert entry["data"]["InvoiceState"] == 4


@pytest.mark.parametrize(
    ("change", "number", "code"),
    [
        (f'catalogs.entity_set("{INVOICE}").create()', "x", "validation_failed"),
        (f'catalogs.entity_set("{INVOICE}").update(99)', "xx", "entry_not_found"),
        (f'catalogs.entity_set("{HIDDEN}").create()', "xx", "component_not_found"),
        ('catalogs.entity_set("no id").create()', "xx", "bad_call"),
    ],
)
def test_what_is_refused_has_the_code_of_the_api(scripted: Scripted, change: str, number: str, code: str) -> None:
    source = f"change = {change}\nchange.data['InvoiceNumber'] = {number!r}\ntry: change.apply()\nexcept CatalogError as e: item['_code@string'] = e.code"
    assert scripted.item(source)["_code@string"] == code


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM identity.account", "DELETE FROM x", "SELECT pg_sleep(9)", f'SELECT 1 FROM "{HIDDEN}"']
)
def test_no_other_statement_passes(scripted: Scripted, sql: str) -> None:
    source = f"try: catalogs.query({sql!r}).execute()\nexcept CatalogError as e: item['_refused@boolean'] = e.status in (400, 404)"
    assert scripted.item(source)["_refused@boolean"] is True


def test_20_a_file_from_elsewhere_is_stored_and_read_back(scripted: Scripted, upstream: Server) -> None:
    source = f"""
import http.client, urllib.parse
address = urllib.parse.urlsplit({upstream.url!r})
connection = http.client.HTTPConnection(address.hostname, address.port)
connection.request("GET", "/people")
answer = connection.getresponse()
content = answer.read()
item["_status@integer"] = answer.status
item["uploaded_file@uuid"] = file_storage.upload_file(content, "people.json")
item["_same@boolean"] = file_storage.download_file(item["uploaded_file@uuid"]) == content
"""
    left = scripted.item(source)
    assert (left["_status@integer"], left["_same@boolean"]) == (200, True)
    assert UUID(left["uploaded_file@uuid"])


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "http://127.0.0.1:5432/", "http://2130706433:6379/", "file:///etc/passwd"]
)
def test_other_places_cannot_be_called(scripted: Scripted, url: str) -> None:
    source = f"import httpx\ntry: httpx.get({url!r})\nexcept httpx.HTTPError: item['_refused@boolean'] = True"
    assert scripted.item(source)["_refused@boolean"] is True


def test_what_a_called_flow_answers_is_plain_data(scripted: Scripted) -> None:
    left = scripted.item(
        'found = item["_Result"][0]\n'
        'item["_text@string"] = found["_x@string"] + "!"\n'
        'item["_sum@number"] = found["data"]["P"] + found["_n@integer"]\n'
        'item["_kinds@string"] = " ".join(type(each).__name__ for each in (found["data"]["P"], found["_n@integer"]))\n'
        'del item["_Result"]',
        called='item["_x@string"] = "yes"\nitem["_n@integer"] = 7\nitem["data"] = {"P": 12.5}',
    )
    assert (left["_text@string"], float(left["_sum@number"]), left["_kinds@string"]) == ("yes!", 19.5, "float int")
    # Other items may have the field still: what is deleted is empty.
    assert left["_Result"] is None


def test_values_of_every_type_are_written_as_an_entry_has_them(scripted: Scripted) -> None:
    source = f"""
from datetime import datetime, timezone
from decimal import Decimal
change = catalogs.entity_set("{INVOICE}").create()
change.data["InvoiceNumber"] = "T-1"
change.data["InvoiceTotalValue"] = Decimal("12345678901234567890.12")
change.data["InvoiceState"] = 3
change.data["InvoiceDueDate"] = datetime(2026, 2, 3, 4, 5, tzinfo=timezone.utc)
item["_id@integer"] = change.apply()
sql = 'SELECT "Data_InvoiceTotalValue" AS total, "Data_InvoiceDueDate" AS due, "CreatedDate" AS made FROM "{INVOICE}" WHERE "Data_InvoiceDueDate" = @due AND "Data_InvoiceState" = @state'
query = catalogs.query(sql).add_parameter("@due", change.data["InvoiceDueDate"]).add_parameter("state", 3)
(row,) = query.execute()
item["_total@string"], item["_due@string"] = str(row["total"]), row["due"]
"""
    left = scripted.item(source)
    assert (left["_total@string"], left["_due@string"][:16]) == ("12345678901234567890.12", "2026-02-03T04:05")


def test_a_change_without_tracking_leaves_no_history(scripted: Scripted) -> None:
    source = f"""
invoices = catalogs.entity_set("{INVOICE}")
made = invoices.create()
made.data["InvoiceNumber"] = "N-1"
number = made.apply()
for state, tracked in ((1, True), (2, False)):
    change = invoices.update(number)
    change.data["InvoiceState"] = state
    change.apply() if tracked else change.no_tracking().apply()
"""
    before = scripted.platform.sql("SELECT count(*) FROM catalogs.change")[0][0]
    scripted.item(source)
    assert scripted.platform.sql("SELECT count(*) FROM catalogs.change")[0][0] == before + 1


def shared(name: str, source: str, type_: ModuleType = ModuleType.BOTH) -> ScriptModule:
    return ScriptModule(key=uuid4(), title=name, name=name, type=type_, source=source)


def test_21_a_script_imports_the_modules_of_its_release_on_their_side(scripted: Scripted) -> None:
    rates = shared("rates", "TAX = 2", ModuleType.BACKEND)
    totals = shared("totals", "from rates import TAX\ndef gross(item): return item['data']['Total'] * TAX")
    source = "import totals\nitem['_gross@number'] = totals.gross(item)"
    outcome = scripted.outcome(source, (rates, totals), Total="21")
    assert item(outcome)["_gross@number"] == "42"
    browser = rates.model_copy(update={"type": ModuleType.FRONTEND})
    error = failed(scripted.outcome(source, (browser, totals), Total="21"), "script_error")
    assert error["message"].startswith("module totals, line 1: ModuleNotFoundError")


def test_22_an_endless_loop_ends_and_others_go_on(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    from aqtra.dataflow import run_scripts
    from aqtra.scripting.models import ScriptLimits

    monkeypatch.setattr(run_scripts, "LIMITS", ScriptLimits(cpu=0.5))
    error = failed(scripted.outcome("while True: pass"), "script_limit")
    assert (error["status"], error["step_id"], error["item_index"]) == (504, "script", 0)
    assert scripted.item("item['_well@boolean'] = True")["_well@boolean"] is True


def test_an_exception_names_type_line_and_way(scripted: Scripted) -> None:
    error = failed(scripted.outcome("def check():\n    raise ValueError('no')\n\ncheck()"), "script_error")
    assert error["message"] == "line 2: ValueError: no"
    assert (error["params"]["type"], error["params"]["line"]) == ("ValueError", 2)
    assert [frame["line"] for frame in error["params"]["traceback"]] == [4, 2]


def test_what_a_script_says_stands_in_the_log_of_its_run_only(scripted: Scripted) -> None:
    outcome = scripted.outcome("print('seen')\ncontext.Logger.Error('bad')")
    assert [(each.code, each.message, each.hidden) for each in outcome.warnings] == [
        ("script_print", "seen", True),
        ("script_error", "bad", True),
    ]


ADDS = f"""
def add(number):
    made = catalogs.entity_set("{INVOICE}").create()
    made.data["InvoiceNumber"] = number
    return made.apply()

def numbers():
    rows = catalogs.query('SELECT "Data_InvoiceNumber" AS number FROM "{INVOICE}" ORDER BY number').execute()
    return [row["number"] for row in rows]
"""


class TestAtomicRuns:
    """What a script reads and changes is a part of the run's transaction."""

    def test_a_script_sees_what_it_wrote_and_goes_on_writing(self, scripted: Scripted) -> None:
        source = f"{ADDS}\nadd('A1')\nitem['_one@array'] = numbers()\nadd('A2')\nitem['_two@array'] = numbers()"
        left = scripted.item(source, atomic=True)
        assert (left["_one@array"], left["_two@array"]) == (["A1"], ["A1", "A2"])
        assert sorted(scripted.invoices()) == ["A1", "A2"]

    def test_nothing_of_it_stays_when_the_run_fails(self, scripted: Scripted) -> None:
        failed(scripted.outcome(f"{ADDS}\nadd('A1')\nnumbers()\nraise ValueError", atomic=True), "script_error")
        assert scripted.invoices() == []

    def test_a_refused_statement_leaves_the_rest_of_the_run_as_it_was(self, scripted: Scripted) -> None:
        source = (
            f"{ADDS}\nadd('A1')\n"
            "for wrong in (lambda: catalogs.query('SELECT 1/0').execute(), lambda: add('A1')):\n"
            "    try: wrong()\n    except CatalogError: pass\n"
            "add('A2')"
        )
        scripted.item(source, atomic=True)
        assert sorted(scripted.invoices()) == ["A1", "A2"]

    def test_calls_and_files_are_no_part_of_it(self, scripted: Scripted, upstream: Server) -> None:
        upstream.state.forget()
        source = f"import httpx\nhttpx.get({upstream.url!r} + '/people')\nfile_storage.upload_file(b'x', 'x.txt')\nraise ValueError"
        failed(scripted.outcome(source, atomic=True), "script_error")
        assert upstream.state.calls["GET /people"] == 1


class TestEndsInTheMiddle:
    """A script at work when its run is to end: its process is gone at once, and others are run as before."""

    def interrupted(
        self, scripted: Scripted, monkeypatch: pytest.MonkeyPatch, limits: Limits | None = None, *, cancelled: bool
    ) -> tuple[RunState, int]:
        """How the run ended, and the process of its script."""
        self.well(scripted)
        runs, asked = scripted.published("catalogs.query('').execute()\nimport time\ntime.sleep(30)", limits)
        cancellation, ended = Cancellation(), []

        async def at_work(*_: Any) -> list[Any]:
            jail = scripts_of_process(())._jail
            assert jail is not None
            ended.extend(waiting.ended for waiting in jail._runs.values())
            if cancelled:
                cancellation.ask()
            return []

        async def work() -> tuple[RunState, int]:
            outcome = await runs._execute(runs._prepare(asked), cancellation)
            (end,) = await asyncio.gather(*ended)
            return outcome.state, end.status

        with monkeypatch.context() as patched:
            patched.setattr(ScriptCalls, "call", at_work)
            return scripted.platform.run(work())

    def test_a_cancelled_run_ends_it(self, scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
        ended = self.interrupted(scripted, monkeypatch, cancelled=True)
        assert ended == (RunState.CANCELLED, -signal.SIGKILL)
        self.well(scripted)

    def test_a_run_out_of_time_ends_it(self, scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
        ended = self.interrupted(scripted, monkeypatch, Limits(run_time=2), cancelled=False)
        assert ended == (RunState.TIMED_OUT, -signal.SIGKILL)
        self.well(scripted)

    def well(self, scripted: Scripted) -> None:
        assert scripted.item("item['_well@boolean'] = True")["_well@boolean"] is True
