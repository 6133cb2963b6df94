"""Scripts in flows: the platform as they see it, with the rights of whoever runs them. Scenarios 18 to 20 and 22."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.models import Limits, Outcome, RunState
from aqtra.dataflow.service import Runs
from aqtra.metadata.documents import ComponentDocument, ModuleType, ScriptModule
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import INVOICE, answer, call, flow, get, invoice, item
from tests.support.upstream import Server

HIDDEN = UUID("00000000-0000-4000-8000-00000000e0f1")
SCRIPTED = UUID("00000000-0000-4000-8000-00000000e0f0")
TOTAL = [{"id": "p1", "name": "Total", "type": "number"}]


class Scripted:
    """A component whose only flow runs a script, published anew for each."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def outcome(self, source: str, modules: tuple[ScriptModule, ...] = (), **data: Any) -> Outcome:
        key = uuid4()
        step = {
            "id": "script",
            "type": "execute_script",
            "name": "Script",
            "source": ["get"],
            "params": {"script": source},
        }
        flows = [flow(key, "Scripted", get(), step, answer("script"))]
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
        runs = Runs(self.platform.services, self.platform.definitions, Limits())
        found = self.platform.run(runs.run_flow(call(key, {"id": 0, "data": data}, component=SCRIPTED)))
        assert isinstance(found, Outcome)
        return found

    def item(self, source: str, **data: Any) -> dict[str, Any]:
        return item(self.outcome(source, **data))


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
item["_gone@array"] = catalogs.query(sql).add_parameter("@number", "S-2").execute()
"""
    left = scripted.item(source)
    ((row,), none, gone) = left["_rows@array"], left["_none@array"], left["_gone@array"]
    assert (row["Id"], row["Name"], float(row["total"])) == (1, "First", 12.5)
    assert (none, gone) == ([], [])
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
