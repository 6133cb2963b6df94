"""Jobs: who may ask for them, see and cancel them, and what becomes of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from aqtra.bulk.maintenance import sweep_jobs
from aqtra.composition import open_platform
from aqtra.files.orphans import collect
from aqtra.infra.container import Services
from tests.integration.bulk.jobs import JOBS, Bulk, counts
from tests.support.accounts import create_account, settings_of, signed_in
from tests.support.client import Client, problem
from tests.support.components import property_
from tests.support.files import upload
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def notes(builder: Client, publish_once: Publish) -> Bulk:
    return Bulk(builder, publish_once("Notes", [property_("Text"), property_("Number", "integer")]))


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, "bulk-member")) as client:
        yield client


@pytest.fixture(scope="module")
def other(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, "bulk-other")) as client:
        yield client


def of(client: Client, bulk: Bulk) -> Bulk:
    return Bulk(client, {"document": {"key": bulk.key}})


def rows(count: int) -> bytes:
    return b"Text,Number\n" + b"".join(b"row %d,%d\n" % (number, number) for number in range(count))


class TestMembers:
    def test_a_member_imports_and_exports(self, notes: Bulk, member: Client) -> None:
        mine = of(member, notes)
        job = mine.load("Text\nfrom a member\n")
        assert counts(job) == ("completed", 1, 0, 0)
        (entry,) = mine.entries(filter="Text eq 'from a member'")
        assert entry["creatorSubject"] == job["requested_by"]
        assert mine.dump("csv", {"$filter": "Text eq 'from a member'", "$select": "Text"}) == b"Text\nfrom a member\n"

    def test_a_job_is_its_owners_and_the_administrators(self, notes: Bulk, member: Client, other: Client) -> None:
        job = of(member, notes).load("Text\nx\n,\n")
        for path in ("", "/result", "/report"):
            problem(other.get(f"{JOBS}/{job['id']}{path}"), 404, "job_not_found")
        problem(other.post(f"{JOBS}/{job['id']}/cancel"), 404, "job_not_found")
        assert of(notes.client, notes).job(job["id"])["requested_by"] == job["requested_by"]
        listed = {found["id"] for found in other.get(JOBS).raise_for_status().json()}
        assert job["id"] not in listed
        for client in (member, notes.client):
            listed = {found["id"] for found in client.get(JOBS, params={"component": notes.key}).json()}
            assert job["id"] in listed
        assert member.get(JOBS, params={"component": str(uuid4())}).json() == []

    def test_visitors_may_nothing(self, notes: Bulk, visitor: Client) -> None:
        body = {"component": notes.key, "file": str(uuid4()), "format": "csv"}
        problem(visitor.post("/api/v1/bulk/imports", json=body), 401, "not_signed_in")
        problem(visitor.post("/api/v1/bulk/preview", json=body), 401, "not_signed_in")
        problem(
            visitor.post("/api/v1/bulk/exports", json={"component": notes.key, "format": "csv"}), 401, "not_signed_in"
        )
        problem(visitor.get(JOBS), 401, "not_signed_in")

    def test_files_are_those_of_the_caller_for_this_component(
        self, notes: Bulk, member: Client, other: Client, builder: Client
    ) -> None:
        def ask(client: Client, file: str) -> Any:
            return client.post("/api/v1/bulk/imports", json={"component": notes.key, "file": file, "format": "csv"})

        own = of(member, notes).upload(rows(1))
        problem(ask(other, own), 404, "file_not_found")
        problem(ask(member, str(uuid4())), 404, "file_not_found")
        library = str(upload(builder, "rows.csv", rows(1))["id"])
        problem(ask(member, library), 404, "file_not_found")
        assert ask(builder, library).status_code == 202
        assert ask(member, own).status_code == 202

    def test_users_are_not_imported(self, builder: Client) -> None:
        users = Bulk(builder, {"document": {"key": "00000000-0000-4000-8000-000000000001"}})
        library = upload(builder, "rows.csv", b"name\nx\n")["id"]
        body = {"component": users.key, "file": library, "format": "csv"}
        problem(builder.post("/api/v1/bulk/imports", json=body), 409, "built_in")
        assert b"bulk-member" in users.dump("csv") or users.dump("csv").count(b"\n") >= 2

    def test_unknown_components(self, builder: Client) -> None:
        body = {"component": str(uuid4()), "format": "csv"}
        problem(builder.post("/api/v1/bulk/exports", json=body), 404, "component_not_found")


class TestCancel:
    def test_between_two_batches_and_what_was_committed_stays(self, notes: Bulk, installation: Installation) -> None:
        with held(installation, notes) as table:
            response = notes.ask(rows(30_000), on_error="skip")
            job_id = response.json()["id"]
            table.wait_for_writer()
            assert notes.client.post(f"{JOBS}/{job_id}/cancel").json()["state"] == "cancelling"
        job = notes.ended(job_id)
        assert counts(job) == ("cancelled", 10_000, 0, 0)
        assert table.count() - table.before == 10_000

    def test_all_or_nothing_leaves_nothing(self, notes: Bulk, installation: Installation) -> None:
        with held(installation, notes) as table:
            job_id = notes.ask(rows(30_000)).json()["id"]
            table.wait_for_writer()
            notes.client.post(f"{JOBS}/{job_id}/cancel").raise_for_status()
        assert counts(notes.ended(job_id)) == ("cancelled", 0, 0, 0)
        assert table.count() == table.before
        problem(notes.client.post(f"{JOBS}/{job_id}/cancel"), 409, "job_over")

    def test_a_waiting_job_ends_at_once(self, notes: Bulk, installation: Installation) -> None:
        with held(installation, notes) as table:
            first = notes.ask(rows(1)).json()["id"]
            table.wait_for_writer()
            second = notes.ask_export().json()["id"]
            assert notes.client.post(f"{JOBS}/{second}/cancel").json()["state"] == "cancelled"
        assert notes.ended(first)["state"] == "completed"
        assert notes.job(second)["started_at"] is None

    def test_nobody_queues_without_end(self, notes: Bulk, installation: Installation, other: Client) -> None:
        theirs = of(other, notes)
        with held(installation, notes) as table:
            jobs = [notes.ask(rows(1)).json()["id"]]
            table.wait_for_writer()
            jobs += [theirs.ask_export().json()["id"] for _ in range(10)]
            problem(theirs.ask_export(), 429, "too_many_jobs")
        assert {notes.ended(job)["state"] for job in jobs} == {"completed"}


class TestLongTransactions:
    def test_all_or_nothing_keeps_autovacuum_from_taking_the_table_for_empty(
        self, notes: Bulk, installation: Installation
    ) -> None:
        with held(installation, notes) as table:
            job_id = notes.ask(rows(1)).json()["id"]
            table.wait_for_writer()
            assert table.waiting_mode() == "ShareUpdateExclusiveLock"
        assert counts(notes.ended(job_id)) == ("completed", 1, 0, 0)


class TestProgress:
    def test_an_import_counts_while_it_runs(self, notes: Bulk, installation: Installation) -> None:
        seen = set()
        job_id = notes.ask(rows(40_000), on_error="skip").json()["id"]
        while (job := notes.job(job_id))["state"] in ("queued", "running"):
            seen.add(job["rows_done"])
            assert job["rows_done"] == job["created"] + job["refused"]
        assert job["rows_done"] == 40_000
        assert seen <= {0, 10_000, 20_000, 30_000, 40_000}

    def test_an_export_knows_how_much_there_is(self, notes: Bulk) -> None:
        job = notes.ended(notes.ask_export(query={"$select": "Text"}).json()["id"])
        assert job["rows_done"] == job["rows_total"] > 0


class TestEnd:
    def test_jobs_and_their_files_are_kept_for_a_week(self, notes: Bulk, installation: Installation) -> None:
        file = notes.upload(b"Text,Number\nx,y\n")
        body = {"component": notes.key, "file": file, "format": "csv", "options": {}}
        failed = notes.ended(notes.client.post("/api/v1/bulk/imports", json=body).json()["id"])
        exported = notes.ended(notes.ask_export().json()["id"])
        recent = notes.ended(notes.ask_export().json()["id"])
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            found = conn.execute(
                "UPDATE bulk.job SET ended_at = ended_at - %s WHERE id = ANY(%s::uuid[]) "
                "RETURNING coalesce(result_file, report_file)",
                (timedelta(days=7, seconds=1), [failed["id"], exported["id"]]),
            ).fetchall()
        files = [file, *(str(row[0]) for row in found)]

        sweep(installation)
        for job in (failed, exported):
            problem(notes.client.get(f"{JOBS}/{job['id']}"), 404, "job_not_found")
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            left = conn.execute("SELECT count(*) FROM catalogs.file WHERE id = ANY(%s::uuid[])", (files,)).fetchone()
            refusals = conn.execute("SELECT count(*) FROM bulk.refusal WHERE job_id = %s", (failed["id"],)).fetchone()
        assert left == refusals == (0,)
        notes.client.get(f"{JOBS}/{recent['id']}/result").raise_for_status()

    @pytest.mark.parametrize(
        ("state", "leases", "ends"),
        [("running", 3, "failed"), ("running", 1, "completed"), ("cancelling", 1, "cancelled")],
    )
    def test_a_job_whose_worker_was_lost_ends_all_the_same(
        self, notes: Bulk, installation: Installation, state: str, leases: int, ends: str
    ) -> None:
        job = notes.ended(notes.ask_export().json()["id"])
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            conn.execute(
                "UPDATE bulk.job SET state = %s, lease = %s, lease_until = now() - interval '1s', ended_at = NULL, "
                "result_file = NULL WHERE id = %s",
                (state, leases, job["id"]),
            )
        ended = notes.ended(job["id"])
        assert ended["state"] == ends
        assert (ended["error"] or {}).get("code") == ("worker_lost" if ends == "failed" else None)

    @pytest.mark.parametrize(("state", "leases", "ends"), [("running", 3, "failed"), ("cancelling", 1, "cancelled")])
    def test_a_lost_import_of_all_or_nothing_says_that_nothing_was_stored(
        self, notes: Bulk, installation: Installation, state: str, leases: int, ends: str
    ) -> None:
        job = notes.load(rows(1))
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            conn.execute(
                "UPDATE bulk.job SET state = %s, lease = %s, lease_until = now() - interval '1s', ended_at = NULL, "
                "created = 20000, updated = 3 WHERE id = %s",
                (state, leases, job["id"]),
            )
        sweep(installation)
        assert counts(notes.ended(job["id"])) == (ends, 0, 0, 0)

    def test_a_worker_that_lost_its_job_reports_nothing_more(self, notes: Bulk, installation: Installation) -> None:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            with held(installation, notes) as table:
                job_id = notes.ask(b"Text,Number\nx,y\nx,1\n").json()["id"]
                table.wait_for_writer()
                conn.execute(
                    "UPDATE bulk.job SET lease = lease + 1, lease_until = now() + interval '1h' WHERE id = %s",
                    (job_id,),
                )
            # The worker is free again when it has ended another job.
            notes.load(rows(1))
            kept = conn.execute("SELECT count(*) FROM bulk.refusal WHERE job_id = %s", (job_id,)).fetchone()
            assert kept == (0,)
            conn.execute("UPDATE bulk.job SET lease_until = now() - interval '1s' WHERE id = %s", (job_id,))
        job = notes.ended(job_id)
        assert counts(job) == ("failed", 0, 0, 1)
        assert len(notes.report(job)) == 1

    def test_a_result_whose_job_was_lost_before_it_knew_is_deleted_by_age(
        self, notes: Bulk, installation: Installation
    ) -> None:
        job = notes.ended(notes.ask_export().json()["id"])
        with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
            file = conn.execute("SELECT result_file FROM bulk.job WHERE id = %s", (job["id"],)).fetchone()
            assert file is not None
            conn.execute("UPDATE bulk.job SET result_file = NULL WHERE id = %s", (job["id"],))
            conn.execute("UPDATE catalogs.file SET created_at = created_at - interval '9d' WHERE id = %s", file)
            conn.commit()
            within(installation, collect)
            assert conn.execute("SELECT count(*) FROM catalogs.file WHERE id = %s", file).fetchone() == (0,)

    def test_an_account_that_was_closed_ends_its_jobs(self, notes: Bulk, installation: Installation) -> None:
        person = create_account(installation, "bulk-leaving")
        with signed_in(installation, person) as client, held(installation, notes) as table:
            first = notes.ask(rows(1)).json()["id"]
            table.wait_for_writer()
            job = of(client, notes).ask_export().json()["id"]
            with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
                conn.execute("UPDATE identity.account SET active = false WHERE id = %s", (person.id,))
        assert notes.ended(first)["state"] == "completed"
        ended = notes.ended(job)
        assert (ended["state"], ended["error"]["code"]) == ("failed", "permission_denied")


def sweep(installation: Installation) -> None:
    """As every gateway does every few seconds."""
    within(installation, sweep_jobs)


def within(installation: Installation, work: Callable[[Services], Awaitable[object]]) -> None:
    async def run() -> None:
        async with open_platform(settings_of(installation)) as platform:
            await work(platform.services)

    asyncio.run(run())


class held:  # noqa: N801 - it reads as a verb
    """A component whose table nobody else can write to, within."""

    def __init__(self, installation: Installation, bulk: Bulk) -> None:
        self._url = installation.environment["AQTRA_DATABASE_OWNER_URL"]
        self._table = f"catalogs.c_{bulk.key.replace('-', '')}"

    def __enter__(self) -> "held":
        self._conn = psycopg.connect(self._url)
        self._conn.execute(f"LOCK TABLE {self._table} IN SHARE MODE".encode())
        self.before = self.count()
        return self

    def __exit__(self, *_: object) -> None:
        self._conn.rollback()
        self._conn.close()

    def wait_for_writer(self) -> None:
        waiting = f"SELECT FROM pg_locks WHERE NOT granted AND relation = '{self._table}'::regclass".encode()
        while self._conn.execute(waiting).fetchone() is None:
            pass

    def waiting_mode(self) -> str:
        waiting = f"SELECT mode FROM pg_locks WHERE NOT granted AND relation = '{self._table}'::regclass".encode()
        found = self._conn.execute(waiting).fetchone()
        assert found is not None
        return str(found[0])

    def count(self) -> int:
        with psycopg.connect(self._url) as conn:
            found = conn.execute(f"SELECT count(*) FROM {self._table}".encode()).fetchone()
        assert found is not None
        return int(found[0])
