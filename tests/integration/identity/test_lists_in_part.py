"""Lists of references of which somebody sees a part: what he does not see stays, and nothing tells him of it."""

import psycopg
import pytest

from tests.integration.bulk.jobs import Bulk
from tests.integration.identity.access import Access, browser, component, until
from tests.support.accounts import Person
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation

HIDDEN = {"hidden": True}
WALLED = """
SELECT relname, relrowsecurity FROM pg_class
WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r' AND (relname = ANY (%s) OR relname ~ ANY (%s))
"""


class Articles:
    """Tags, restricted; articles, restricted too, with a list of tags, a main tag and a price that is restricted."""

    def __init__(self, client: Client, installation: Installation) -> None:
        self.client = client
        self.installation = installation
        settings = {"domains": ["digital-workplace"], "restrict_access": True}
        tags = create_component(client, "Tags in part", [property_("Word")], settings=settings)
        self.tags = tags["document"]["key"]
        self.price = property_("Price", "number", restrict_access=True)
        articles = create_component(
            client,
            "Articles in part",
            [
                property_("Code", primary_key=True),
                property_("Tags", "array", component=self.tags),
                property_("Words", "array", items="string"),
                self.price,
            ],
            settings=settings,
        )
        self.key = articles["document"]["key"]
        # Not restricted, but what it refers to is.
        covers = create_component(
            client,
            "Covers in part",
            [property_("Main", "catalog", component=self.tags), property_("Others", "array", component=self.tags)],
            settings={"domains": ["digital-workplace"]},
        )
        self.covers = covers["document"]["key"]
        assert publish(client, tags, articles, covers)["state"] == "completed"
        self.stored = {"tags": tags, "articles": articles, "covers": covers}
        for number in range(1, 7):
            made = client.post(f"/api/v1/entries/{self.tags}", json={"data": {"Word": f"word {number}"}})
            assert made.json()["id"] == number

    def create(self, code: str, *tags: int) -> int:
        body = {"data": {"Code": code, "Tags": list(tags), "Words": ["x", "y"], "Price": "5"}}
        made = self.client.post(f"/api/v1/entries/{self.key}", json=body)
        assert made.status_code == 201, made.text
        return int(made.json()["id"])

    def of(self, client: Client, entry: int) -> list[int]:
        return list(client.get(f"/api/v1/entries/{self.key}/{entry}").raise_for_status().json()["data"]["Tags"])

    def write(self, client: Client, entry: int, *tags: int) -> dict[str, object]:
        answer = client.patch(f"/api/v1/entries/{self.key}/{entry}", json={"data": {"Tags": list(tags)}})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def editor(self, access: Access, *seen: int) -> Person:
        """May do anything with articles, and see these tags."""
        reading = access.role((access.permission_set(*component(self.tags, "read")), {}))
        articles = access.role((access.permission_set(*component(self.key)), {}))
        return access.user((articles, {}), *((reading, {"component": self.tags, "entry": tag}) for tag in seen))


@pytest.fixture(scope="module")
def articles(builder: Client, installation: Installation) -> Articles:
    return Articles(builder, installation)


@pytest.fixture(scope="module")
def access(builder: Client) -> Access:
    return Access(builder)


@pytest.mark.parametrize(
    ("held", "given", "becomes"),
    [
        ([1, 2, 3, 4], [3, 1], [3, 2, 1, 4]),
        ([1, 2, 3, 4], [], [2, 4]),
        ([2, 4, 1], [1, 3, 5], [2, 4, 1, 3, 5]),
        ([1, 3, 5, 2], [5], [5, 2]),
        ([2], [1], [1, 2][::-1]),
        ([1, 3], [3], [3]),
        ([], [1], [1]),
    ],
)
def test_an_edit_keeps_what_its_writer_does_not_see(
    articles: Articles, access: Access, held: list[int], given: list[int], becomes: list[int]
) -> None:
    entry = articles.create(f"edit {held} {given}", *held)
    with browser(articles.installation, articles.editor(access, 1, 3, 5)) as client:
        assert articles.of(client, entry) == [tag for tag in held if tag % 2]
        answer = articles.write(client, entry, *given)
        assert answer["data"]["Tags"] == given  # type: ignore[index]
        assert articles.of(client, entry) == given
    assert articles.of(articles.client, entry) == becomes


def test_an_element_out_of_sight_is_refused_like_a_missing_one(articles: Articles, access: Access) -> None:
    entry = articles.create("refused", 1, 2)
    place = f"/api/v1/entries/{articles.key}/{entry}"
    with browser(articles.installation, articles.editor(access, 1)) as client:
        for tag in (2, 4, 99999):
            refused = client.patch(place, json={"data": {"Tags": [1, tag]}})
            assert fields(refused) == {"data.Tags": "reference"}
    assert articles.of(articles.client, entry) == [1, 2]


def test_who_sees_no_tag_at_all_empties_nothing(articles: Articles, access: Access) -> None:
    entry = articles.create("blind", 2, 4)
    with browser(articles.installation, articles.editor(access)) as client:
        assert articles.of(client, entry) == []
        articles.write(client, entry)
    assert articles.of(articles.client, entry) == [2, 4]


@pytest.mark.parametrize("key", ["id", "upsert"])
def test_an_import_keeps_it_too(articles: Articles, access: Access, key: str) -> None:
    codes = [f"import {key} {number}" for number in range(3)]
    entries = [articles.create(code, 1, 2, 3, 4) for code in codes]
    with browser(articles.installation, articles.editor(access, 1, 3, 5)) as client:
        bulk = Bulk(client, articles.stored["articles"])
        first, rows = ("id", entries) if key == "id" else ("Code", codes)
        lists = ["[3, 1]", "[]", "[5]"]
        content = f"{first},Tags\n" + "".join(f'{row},"{listed}"\n' for row, listed in zip(rows, lists, strict=True))
        # The second row of one entry finds what the first one left.
        content += f'{rows[0]},"[5, 3]"\n'
        job = bulk.load(content, key=key)
        assert (job["state"], job["updated"]) == ("completed", 4), job
    assert [articles.of(articles.client, entry) for entry in entries] == [[5, 2, 3, 4], [2, 4], [5, 2, 4]]


def test_a_history_does_not_name_it(articles: Articles, access: Access) -> None:
    entry = articles.create("noted", 1, 2)
    articles.write(articles.client, entry, 2, 3, 4)
    place = f"/api/v1/entries/{articles.key}/{entry}/history"
    with browser(articles.installation, articles.editor(access, 1, 3)) as client:
        (change,) = client.get(place).raise_for_status().json()["value"][0]["changes"]
        assert (change["before"], change["after"]) == ([1, HIDDEN], [HIDDEN, 3, HIDDEN])
    (change,) = articles.client.get(place).json()["value"][0]["changes"]
    assert (change["before"], change["after"]) == ([1, 2], [2, 3, 4])


def test_a_history_does_not_name_a_former_reference(articles: Articles, access: Access) -> None:
    place = f"/api/v1/entries/{articles.covers}"
    entry = articles.client.post(place, json={"data": {"Main": 2}}).json()["id"]
    articles.client.patch(f"{place}/{entry}", json={"data": {"Main": 1}}).raise_for_status()
    with browser(articles.installation, articles.editor(access, 1)) as client:
        (change,) = client.get(f"{place}/{entry}/history").raise_for_status().json()["value"][0]["changes"]
        assert (change["before"], change["after"]) == (HIDDEN, 1)


class TestReadOnlyColumns:
    def test_they_are_refused_by_name_before_a_row_is_read(self, articles: Articles, access: Access) -> None:
        reads = {"kind": "property", "component": articles.key, "object": articles.price["id"], "verb": "read"}
        with browser(articles.installation, access.granted([*component(articles.key), reads])) as client:
            bulk = Bulk(client, articles.stored["articles"])
            job = bulk.load("Code,Price\nA,1\n")
            assert job["state"] == "failed"
            assert (job["error"]["code"], job["rows_done"]) == ("bad_columns", 0)
            assert [(one["field"], one["rule"]) for one in job["error"]["fields"]] == [("columns.Price", "read_only")]
            preview = bulk.preview("Code,Price\nA,1\n").raise_for_status().json()
            assert (preview["columns"]["Price"], preview["rows"]) == ("Price", [])
            assert [(one["field"], one["rule"]) for one in preview["errors"]] == [("columns.Price", "read_only")]
            left_out = bulk.preview("Code,Price\nA,1\n", columns={"Code": "Code", "Price": None})
            assert left_out.raise_for_status().json()["errors"] == []

    def test_hidden_ones_look_like_none(self, articles: Articles, access: Access) -> None:
        with browser(articles.installation, access.granted(component(articles.key))) as client:
            preview = Bulk(client, articles.stored["articles"]).preview("Code,Price\nA,1\n").raise_for_status().json()
            assert preview["columns"]["Price"] is None
            assert [(one["field"], one["rule"]) for one in preview["errors"]] == [("columns.Price", "unknown_field")]


class TestSecondWall:
    def test_lists_and_history_have_policies_and_nobody_sees_nothing(self, articles: Articles) -> None:
        """Walks the schema: every table of what is ruled, that of its lists included."""
        entry = articles.create("walled", 1, 2)
        articles.write(articles.client, entry, 2)
        keys = [key.replace("-", "") for key in (articles.tags, articles.key, articles.covers)]
        tables, lists = ["change", *(f"c_{key}" for key in keys)], [f"^l_{key}" for key in keys]

        def all_walled() -> bool:
            with psycopg.connect(articles.installation.environment["AQTRA_DATABASE_OWNER_URL"]) as owner:
                rows = owner.execute(WALLED, (tables, lists)).fetchall()
            assert len(rows) == len(tables) + 3
            return all(walled for _, walled in rows)

        until(all_walled)
        with psycopg.connect(articles.installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            for name, _ in conn.execute(WALLED, (tables, lists)).fetchall():
                own = "WHERE component = %s" if name == "change" else ""
                count = f"SELECT count(*) FROM catalogs.{name} {own}".encode()
                given = [articles.key] if own else []
                assert conn.execute(count, given).fetchone() == (0,), name
                conn.execute("SELECT set_config('aqtra.subject', 'platform', false)")
                assert conn.execute(count, given).fetchone() != (0,) or name.startswith("l_"), name
                conn.execute("SELECT set_config('aqtra.subject', '', false)")

    def test_the_rows_of_a_list_follow_the_entry(self, articles: Articles, access: Access) -> None:
        mine, other = articles.create("mine", 1, 2), articles.create("other", 1, 2)
        here = {"component": articles.key, "entry": mine}
        reader = access.granted(component(articles.key, "read"), user=here)
        writer = access.granted(component(articles.key), user=here)
        prefix = f"l_{articles.key.replace('-', '')}"
        with psycopg.connect(articles.installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            found = conn.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE %s", (f"{prefix}%",)).fetchall()
            table = next(name for (name,) in found if "target_id" in columns(conn, name))
            until(lambda: walled(conn, table))
            for person, may in ((reader, False), (writer, True)):
                conn.execute("SELECT set_config('aqtra.subject', %s, false)", (str(person.id),))
                owners = conn.execute(f"SELECT DISTINCT owner_id FROM catalogs.{table}".encode()).fetchall()
                assert owners == [(mine,)]
                changed = conn.execute(f"UPDATE catalogs.{table} SET position = position".encode())
                assert changed.rowcount == (2 if may else 0)
                for owner, allowed in ((mine, may), (other, False)):
                    insert = f"INSERT INTO catalogs.{table} VALUES (%s, 9, 3)".encode()
                    if allowed:
                        conn.execute(insert, (owner,))
                    else:
                        with pytest.raises(psycopg.errors.InsufficientPrivilege):
                            conn.execute(insert, (owner,))
                removed = conn.execute(f"DELETE FROM catalogs.{table} WHERE position = 9".encode())
                assert removed.rowcount == (1 if may else 0)
            history = b"SELECT DISTINCT entry_id FROM catalogs.change WHERE component = %s"
            articles.write(articles.client, mine, 1)
            articles.write(articles.client, other, 1)
            assert conn.execute(history, (articles.key,)).fetchall() == [(mine,)]

    def test_who_may_create_but_not_read_creates_lists(self, articles: Articles, access: Access) -> None:
        person = access.granted([*component(articles.key, "create"), *component(articles.tags, "read")])
        with browser(articles.installation, person) as client:
            body = {"data": {"Code": "unread", "Tags": [1, 2], "Words": ["a"]}}
            made = client.post(f"/api/v1/entries/{articles.key}", json=body)
            assert made.status_code == 201, made.text
            problem(client.get(f"/api/v1/entries/{articles.key}/{made.json()['id']}"), 403, "component_forbidden")
            job = Bulk(client, articles.stored["articles"]).load('Code,Tags,Words\nunread 2,"[2]","[""b""]"\n')
            assert job["state"] == "completed", job
        assert articles.of(articles.client, made.json()["id"]) == [1, 2]


def columns(conn: psycopg.Connection[tuple[object, ...]], table: str) -> set[object]:
    rows = conn.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (table,)).fetchall()
    return {row[0] for row in rows}


def walled(conn: psycopg.Connection[tuple[object, ...]], table: str) -> bool:
    return conn.execute("SELECT relrowsecurity FROM pg_class WHERE relname = %s", (table,)).fetchone() == (True,)
