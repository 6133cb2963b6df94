"""Scenarios 1 to 7 of the requirements, on the application in `examples/dealership`, through the API of Workplace."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.identity.access import Access, browser, component
from tests.support.client import Client, problem
from tests.support.components import publish
from tests.support.installation import Installation

EXAMPLE = Path(__file__).parents[3] / "examples" / "dealership"
FOR_SALE, FOR_MANAGERS = "is_manager_exists eq false", "is_manager_exists eq true and is_archived eq false"
_VINS = count(1)


@dataclass(frozen=True)
class Dealership:
    """The published application: its documents by the name of their folder."""

    client: Client
    keys: dict[str, str]

    def flow(self, folder: str, name: str) -> str:
        file = EXAMPLE / "components" / folder / "flows" / f"{name}.json"
        return str(json.loads(file.read_text())["key"])

    def call(self, folder: str, name: str, model: dict[str, Any], by: Client | None = None) -> httpx.Response:
        place = f"/api/v1/workplace/components/{self.keys[folder]}/flows/{self.flow(folder, name)}/run"
        return (by or self.client).post(place, json={"model": model})

    def run(self, folder: str, name: str, model: dict[str, Any]) -> dict[str, Any]:
        response = self.call(folder, name, model)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def entries(self, folder: str, **options: str) -> list[dict[str, Any]]:
        asked = {f"${name}": value for name, value in options.items()}
        page = self.client.get(f"/api/v1/entries/{self.keys[folder]}", params=asked).raise_for_status().json()
        return list(page["value"])

    def manager(self, name: str) -> int:
        envelope = self.run("transaction-specialists", "add-a-manager", {"id": 0, "data": {"manager_name": name}})
        return int(envelope["items"][0]["_newManager"])

    def car(self, **changes: Any) -> dict[str, Any]:
        """A new car as it is stored."""
        model = {"id": 0, "data": {**car_data(), **changes}}
        self.run("car-fleet", "add-a-new-car", model)
        return self.found(model["data"]["car_vin"])

    def found(self, vin: str) -> dict[str, Any]:
        (entry,) = self.entries("car-fleet", filter=f"car_vin eq '{vin}'")
        return entry

    def vins(self, condition: str) -> set[str]:
        return {entry["data"]["car_vin"] for entry in self.entries("car-fleet", filter=condition, top="1000")}


def car_data() -> dict[str, Any]:
    return {
        "car_vin": f"WVW{next(_VINS):04}",
        "car_brand": "Volkswagen",
        "car_model": "Golf",
        "year_of_manufacture": 2020,
        "color": "red",
        "price": "15999.90",
    }


@pytest.fixture(scope="module")
def dealership(installation: Installation, builder: Client, tmp_path_factory: pytest.TempPathFactory) -> Dealership:
    """Imported without its menu, which belongs to the domain of all tests, and published."""
    folder = tmp_path_factory.mktemp("dealership") / "app"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("domains"))
    done = subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "app", "import", str(folder)],
        env=installation.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted((EXAMPLE / "components").glob("*/component.json"))
    keys = {file.parent.name: json.loads(file.read_text())["key"] for file in files}
    stored = [builder.get(f"/api/v1/studio/components/{key}").raise_for_status().json() for key in keys.values()]
    assert publish(builder, *stored)["state"] == "completed"
    return Dealership(builder, keys)


def test_scenario_1_a_manager_is_added_and_offered_by_name(dealership: Dealership) -> None:
    number = dealership.manager("Ada Lovelace")
    offered = dealership.entries("transaction-specialists", select="name", filter="contains(name,'lovelace')")
    assert [(entry["id"], entry["name"]) for entry in offered] == [(number, "Ada Lovelace")]
    refused = dealership.call("transaction-specialists", "add-a-manager", {"id": 0, "data": {"manager_name": ""}})
    found = problem(refused, 422, "validation_failed")
    assert [field["field"] for field in found["fields"]] == ["data.manager_name"]


def test_scenario_2_a_car_gets_its_flags_and_no_manager(dealership: Dealership) -> None:
    data = dealership.car()["data"]
    assert (data["is_manager_exists"], data["is_archived"], data["chosen_manager"]) == (False, False, None)
    assert (data["price"], data["year_of_manufacture"]) == ("15999.90", 2020)


def test_scenario_3_a_second_car_with_the_same_number_is_refused(dealership: Dealership) -> None:
    car = dealership.car()
    again = {"id": 0, "data": {**car_data(), "car_vin": car["data"]["car_vin"], "color": "blue"}}
    found = problem(dealership.call("car-fleet", "add-a-new-car", again), 409, "duplicate_key")
    assert ["car_vin" in field["field"] for field in found["fields"]] == [True]
    assert dealership.found(car["data"]["car_vin"]) == car


def test_scenario_4_appointing_a_manager_leaves_the_rest_untouched(dealership: Dealership) -> None:
    car, manager = dealership.car(color="green"), dealership.manager("Grace Hopper")
    vin = car["data"]["car_vin"]
    assert vin in dealership.vins(FOR_SALE)
    # The form is opened for the car; its own flow finds the car again by its number.
    form = {"id": car["id"], "data": {"car_vin": vin, "chosen_manager": manager, "color": "not mapped"}}
    envelope = dealership.run("car-fleet", "appoint-a-manager", form)
    assert envelope["items"][0]["_neededCar"] == car["id"]
    changed = dealership.found(vin)["data"]
    assert changed == {**car["data"], "chosen_manager": manager, "is_manager_exists": True}
    assert vin not in dealership.vins(FOR_SALE)
    assert vin in dealership.vins(FOR_MANAGERS)


def appointed(dealership: Dealership) -> dict[str, Any]:
    car, manager = dealership.car(), dealership.manager("Edsger Dijkstra")
    form = {"id": car["id"], "data": {"car_vin": car["data"]["car_vin"], "chosen_manager": manager}}
    dealership.run("car-fleet", "appoint-a-manager", form)
    return car


def test_scenario_5_a_deal_that_is_done_leads_to_the_managers_grid(dealership: Dealership) -> None:
    car = appointed(dealership)
    envelope = dealership.run("car-fleet", "deal-is-done", {"id": car["id"], "data": {}})
    (action,) = envelope["actions"]
    assert (action["kind"], action["component"]) == ("open_component", dealership.keys["managers-grid"])
    assert len(envelope["items"]) == 1
    vin = car["data"]["car_vin"]
    assert dealership.found(vin)["data"]["is_archived"] is True
    assert vin not in dealership.vins(FOR_MANAGERS)


def test_scenario_6_a_row_opens_the_form_of_its_entry_and_the_flow_gets_its_id(dealership: Dealership) -> None:
    car = appointed(dealership)
    place = f"/api/v1/workplace/components/{dealership.keys['managers-grid']}"
    definition = dealership.client.get(place).raise_for_status().json()
    (grid,) = elements(definition, lambda element: element.get("kind") == "data_grid")
    assert grid["settings"]["action_parameters"] == [{"target": "id", "source": "id"}]
    assert grid["settings"]["target_component"] == dealership.keys["car-fleet"]
    envelope = dealership.run("car-fleet", "deal-is-done", {"id": car["id"], "data": {}})
    assert (envelope["items"][0]["id"], envelope["items"][0]["_forArchive"]) == (car["id"], car["id"])


def elements(node: Any, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """All elements anywhere in a definition that are wanted."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and wanted(node) else []
    return own + [found for part in inside for found in elements(part, wanted)]


def test_scenario_7_a_restricted_component_is_there_with_the_role_only(
    dealership: Dealership, installation: Installation, builder: Client
) -> None:
    access, place = Access(builder), f"/api/v1/workplace/components/{dealership.keys['managers-grid']}"
    person = access.user()
    with browser(installation, person) as client:
        problem(client.get(place), 404, "component_not_found")
        role = access.role((access.permission_set(*component(dealership.keys["managers-grid"])), {}))
        access.assign(person, (role, {}))
        assert client.get(place).status_code == 200
