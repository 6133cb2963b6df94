"""A publication of fifty changes over many rows while a hundred requests a second run."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from tests.support import components
from tests.support.client import TOKEN_HEADER, Client
from tests.support.components import property_

from benchmarks.data.subject import Orders, fill, publish_customers, publish_orders, running

RATE = 100
# Before and after the publication, to see what is usual.
QUIET_SECONDS = 5
CHANGES = 50


@dataclass
class Load:
    """What the requests met: (moment of the start, seconds it took) of each, and every failure."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def measure(folder: Path, rows: int) -> dict[str, Any]:
    """Errors, the longest answer before, during and after, and how long the publication took."""
    with running(folder / "publication") as (installation, client):
        customers = publish_customers(client, installation)
        orders = publish_orders(client, "Orders", customers, *_before())
        fill(installation, orders, rows)
        changed = components.save_component(client, orders.stored, _changed(orders))
        return asyncio.run(_watched(client, orders, changed, rows))


def _before() -> list[dict[str, Any]]:
    return [property_(f"Count{number}", "integer") for number in range(10)] + [
        property_(f"Note{number}") for number in range(20)
    ]


def _changed(orders: Orders) -> dict[str, Any]:
    """Ten integers become numbers, ten texts get a rule, ten are renamed, ten made Query, ten added."""
    properties = [dict(prop) for prop in orders.document["properties"]]
    for prop in properties:
        name = prop["name"]
        if name.startswith("Count"):
            prop["type"] = "number"
            for setting in ("enum", "minimum", "maximum"):
                prop.pop(setting, None)
        elif name.startswith("Note"):
            number = int(name.removeprefix("Note"))
            prop |= {"max_length": 200} if number < 10 else {"name": f"Remark{number}", "query": True}
    properties += [property_(f"Added{number}", "number") for number in range(CHANGES - 40)]
    return {**orders.document, "properties": properties}


async def _watched(client: Client, orders: Orders, changed: dict[str, Any], rows: int) -> dict[str, Any]:
    load, stop = Load(), asyncio.Event()
    pressing = asyncio.create_task(_press(client, orders.key, rows, load, stop))
    await asyncio.sleep(QUIET_SECONDS)
    started = time.perf_counter()
    publication = await asyncio.to_thread(_publish, client, changed)
    ended = time.perf_counter()
    await asyncio.sleep(QUIET_SECONDS)
    stop.set()
    await pressing
    return {
        "rows": rows,
        "state": publication["state"],
        "seconds": round(ended - started, 2),
        "requests": len(load.answers),
        "errors": len(load.failures),
        "first_errors": load.failures[:5],
        "longest_before_ms": _longest(load, 0, started),
        "longest_during_ms": _longest(load, started, ended),
        "longest_after_ms": _longest(load, ended, float("inf")),
    }


def _publish(client: Client, changed: dict[str, Any]) -> dict[str, Any]:
    components.PUBLICATION_SECONDS = 600
    return components.publish(client, changed, confirm_destructive=True)


def _longest(load: Load, since: float, until: float) -> float:
    return round(max((took for start, took in load.answers if since <= start < until), default=0.0) * 1_000, 1)


async def _press(client: Client, key: str, rows: int, load: Load, stop: asyncio.Event) -> None:
    """Starts a request every 1/RATE seconds, however long the earlier ones take: seven reads to three writes."""
    headers = {TOKEN_HEADER: str(client.headers[TOKEN_HEADER])}
    cookies = {cookie.name: cookie.value or "" for cookie in client.cookies.jar}
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(
        base_url=client.base_url, verify=False, headers=headers, cookies=cookies, timeout=60, limits=limits
    ) as http:
        pending: set[asyncio.Task[None]] = set()
        number, began = 0, time.perf_counter()
        while not stop.is_set():
            task = asyncio.create_task(_request(http, key, rows, number, load))
            pending.add(task)
            task.add_done_callback(pending.discard)
            number += 1
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        await asyncio.gather(*pending)


async def _request(http: httpx.AsyncClient, key: str, rows: int, number: int, load: Load) -> None:
    place = f"/api/v1/entries/{key}"
    started = time.perf_counter()
    try:
        match number % 10:
            case 0:
                response = await http.post(
                    place, json={"data": {"Number": f"L-{number}", "Total": "1.50", "Count1": 7}}
                )
            case 1 | 2:
                response = await http.patch(f"{place}/{number * 7919 % rows + 1}", json={"data": {"Count2": number}})
            case 3 | 4 | 5:
                options = {"$filter": "State eq 3", "$orderby": "Due", "$top": "20", "$expand": "Customer"}
                response = await http.get(place, params=options)
            case _:
                response = await http.get(f"{place}/{number * 104729 % rows + 1}")
    except httpx.HTTPError as error:
        load.failures.append(repr(error))
        return
    load.answers.append((started, time.perf_counter() - started))
    if not response.is_success:
        load.failures.append(f"{response.request.method} {response.status_code} {response.text[:200]}")
