"""Random grants and queries: what is listed, counted, expanded or told by chance is what the definition allows."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs import names
from aqtra.catalogs.errors import EntryNotFound, NoSuchCatalog
from aqtra.catalogs.users import mirror_user
from aqtra.identity.principals import load_principal
from aqtra.infra.database import Connection
from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.oracle.conftest import many
from tests.oracle.rights import ENTRIES, KINDS, TOKEN, Grant, Rows, keys, properties

ACCOUNT = 4711
SET, ROLE = 4712, 4713
FAR_AWAY = 10**9


class Guarded:
    """The world as it is stored, and an account whose grants change with every example."""

    def __init__(self, platform: Platform, seed: int, *, walled: bool, scattered: bool) -> None:
        self.platform = platform
        self._scattered = scattered
        self.rows = Rows.random(seed)
        known = keys()
        self.documents: dict[str, ComponentDocument] = {
            letter: document(
                f"Guarded {letter}", *properties(letter, known), key=known[letter], restrict_access=kind.restricted
            )
            for letter, kind in KINDS.items()
        }
        platform.publish(*self.documents.values())
        self._fill()
        if not walled:
            for found in self.documents.values():
                table = names.text_of(names.qualified(names.table_name(found.key)))
                platform.sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        platform.sql(
            "INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (%s, 'guarded') "
            "ON CONFLICT DO NOTHING",
            ACCOUNT,
        )
        platform.sql(
            "INSERT INTO identity.permission_set (id, domain, name) OVERRIDING SYSTEM VALUE "
            "VALUES (%s, 'd', 'guarded') ON CONFLICT DO NOTHING",
            SET,
        )
        platform.with_connection(lambda conn: mirror_user(conn, ACCOUNT, "Guarded"))

    def _fill(self) -> None:
        for letter, rows in self.rows.values.items():
            for number in rows:
                data = {"text": f"secret-{letter}-{number}", "group": number % 3}
                made = self.platform.create(
                    self.documents[letter], data, by=PLATFORM, name=f"n secret-{letter}-{number}"
                )
                assert made["id"] == number
        for letter, rows in self.rows.values.items():
            for number, values in rows.items():
                if values:
                    self.platform.update(self.documents[letter], number, values, by=PLATFORM)
        for letter, number in sorted(self.rows.marked):
            self.platform.mark(self.documents[letter], number, by=PLATFORM)

    def as_granted(self, grants: list[Grant]) -> Principal:
        """The account with exactly these grants; a role for each context, since a pair has one."""

        async def write(conn: Connection) -> Principal:
            async with conn.transaction():
                await conn.execute("DELETE FROM identity.account_role WHERE account_id = %s", (ACCOUNT,))
                await conn.execute("DELETE FROM identity.role WHERE id >= %s", (ROLE,))
                await conn.execute("DELETE FROM identity.permission_set WHERE id > %s", (SET,))
                for number, grant in enumerate(grants, 1):
                    await self._write(conn, number, grant)
                return await load_principal(conn, ACCOUNT, "guarded", "Guarded")

        return self.platform.with_connection(write, owner=True)

    async def _write(self, conn: Connection, number: int, grant: Grant) -> None:
        component, entry = None, None
        if grant.context is not None:
            component, entry = self.documents[grant.context[0]].key, grant.context[1]
        await conn.execute(
            "INSERT INTO identity.permission_set (id, domain, name) OVERRIDING SYSTEM VALUE VALUES (%s, 'd', %s)",
            (SET + number, f"set {number}"),
        )
        await conn.execute(
            "INSERT INTO identity.permission (permission_set_id, kind, component, verb) "
            "VALUES (%s, 'component', %s, %s)",
            (SET + number, self.documents[grant.letter].key, grant.verb),
        )
        await conn.execute(
            "INSERT INTO identity.role (id, domain, name) OVERRIDING SYSTEM VALUE VALUES (%s, 'd', %s)",
            (ROLE + number, f"role {number}"),
        )
        # The context stands at the pair or at the assignment, whichever: both hold.
        at_pair = number % 2 == 0
        await conn.execute(
            "INSERT INTO identity.role_permission VALUES (%s, %s, %s, %s)",
            (ROLE + number, SET + number, component if at_pair else None, entry if at_pair else None),
        )
        contexts_ = [(None, None) if at_pair else (component, entry)]
        if self._scattered and entry is not None and not at_pair:
            contexts_.append((component, FAR_AWAY))
        for where, which in contexts_:
            await conn.execute(
                "INSERT INTO identity.account_role (account_id, role_id, context_component, context_entry) "
                "VALUES (%s, %s, %s, %s)",
                (ACCOUNT, ROLE + number, where, which),
            )

    def behind_the_first_wall(self, letter: str, subject: str) -> set[int]:
        """What the table shows to a bare SELECT of this subject."""
        table = names.text_of(names.qualified(names.table_name(self.documents[letter].key)))

        async def read(conn: Connection) -> set[int]:
            async with conn.transaction():
                await conn.execute("SELECT set_config('aqtra.subject', %s, true)", (subject,))
                cursor = await conn.execute(f"SELECT id FROM {table} WHERE marked_at IS NULL".encode())
                return {row[0] for row in await cursor.fetchall()}

        return self.platform.with_connection(read)


KEPT = {
    "walled": {"seed": 1, "walled": True, "scattered": False},
    "scattered": {"seed": 2, "walled": True, "scattered": True},
    "by statements alone": {"seed": 3, "walled": False, "scattered": False},
}
WALLED = pytest.mark.parametrize("guarded", ["walled", "scattered"], indirect=True)


@pytest.fixture(scope="module", params=KEPT)
def guarded(platform: Platform, request: pytest.FixtureRequest) -> Guarded:
    """With policies, statements leave reading to them where they can. Far-away grants keep contexts from being bits."""
    return Guarded(platform, **KEPT[request.param])


letters = st.sampled_from(sorted(KINDS))
contexts = st.one_of(
    st.none(),
    st.tuples(st.sampled_from("ABEF"), st.none()),
    st.tuples(st.sampled_from("ABEF"), st.integers(1, ENTRIES)),
)
grants = st.lists(
    st.builds(Grant, st.sampled_from("ABEF"), st.sampled_from(["read", "read", "read", "update"]), contexts),
    min_size=6,
    max_size=18,
)


@st.composite
def queries(draw: st.DrawFn, letter: str) -> dict[str, str]:
    """Options that look at the component from many sides."""
    kind, options = KINDS[letter], {"orderby": draw(st.sampled_from(["id", "group desc,id desc", "text", "name"]))}
    conditions = ["group lt 3", "contains(text,'secret')", "id gt 0", "not (group eq 7)"]
    conditions += [f"{name}/id ge 1 or {name}/id eq null" for name in kind.references]
    conditions += [f"{name}/any() or not {name}/any(x: x/id lt 0)" for name in kind.lists]
    options["filter"] = " and ".join(
        f"({one})" for one in draw(st.lists(st.sampled_from(conditions), min_size=1, unique=True))
    )
    if expanded := draw(st.lists(st.sampled_from([*kind.references, *kind.lists, ""]), unique=True)):
        options["expand"] = ",".join(f"{name}($select=*)" for name in expanded if name)
    return {name: value for name, value in options.items() if value}


@many
@given(st.data())
def test_lists_show_what_the_definition_allows(
    guarded: Guarded, asked: Callable[[], None], data: st.DataObject
) -> None:
    given_, letter = data.draw(grants), data.draw(letters)
    principal = guarded.as_granted(given_)
    allowed = {number for number in range(1, ENTRIES + 1) if guarded.rows.sees(given_, letter, number)}
    options = data.draw(queries(letter))
    try:
        answer = guarded.platform.list(guarded.documents[letter], by=principal, count="true", **options)
    except (Forbidden, NoSuchCatalog):
        # Closed as a whole, or a named reference leads to what is.
        assert _closed(given_, letter, options)
        return
    asked()
    assert {entry["id"] for entry in answer["value"]} == allowed
    assert answer["@odata.count"] == len(allowed)
    for other, number in TOKEN.findall(json.dumps(answer)):
        assert guarded.rows.sees(given_, other, int(number)), (other, number, options)
    for entry in answer["value"]:
        for name, target in KINDS[letter].lists.items():
            shown = [one if isinstance(one, int) else one["id"] for one in entry["data"][name]]
            held = guarded.rows.values[letter][entry["id"]][name]
            assert isinstance(held, list)
            visible = [one for one in held if guarded.rows.allows(given_, target, one, "read")]
            assert set(shown) <= set(visible)


@many
@given(st.data())
def test_sums_single_entries_and_changes(guarded: Guarded, asked: Callable[[], None], data: st.DataObject) -> None:
    given_, letter = data.draw(grants), data.draw(letters)
    principal, component = guarded.as_granted(given_), guarded.documents[letter]
    if _closed(given_, letter, {}):
        with pytest.raises((Forbidden, NoSuchCatalog)):
            guarded.platform.list(component, by=principal)
        return
    asked()
    allowed = {number for number in range(1, ENTRIES + 1) if guarded.rows.sees(given_, letter, number)}
    summed = guarded.platform.list(component, by=principal, apply="groupby((group),aggregate($count as n))")
    assert sum(group["n"] for group in summed["value"]) == len(allowed)
    found = guarded.platform.list(component, by=principal, search="secret")
    assert {entry["id"] for entry in found["value"]} == allowed
    number = data.draw(st.integers(1, ENTRIES))
    if number in allowed:
        assert guarded.platform.get(component, number, by=principal)["id"] == number
    else:
        with pytest.raises(EntryNotFound):
            guarded.platform.get(component, number, by=principal)
    may_change = number in allowed and guarded.rows.allows(given_, letter, number, "update")
    if may_change:
        guarded.platform.update(component, number, {"group": number % 3}, by=principal)
    else:
        with pytest.raises((EntryNotFound, Forbidden)):
            guarded.platform.update(component, number, {"group": number % 3}, by=principal)


@many
@given(st.data())
def test_lists_keep_what_their_writer_does_not_see(
    guarded: Guarded, asked: Callable[[], None], data: st.DataObject
) -> None:
    given_, letter = data.draw(grants), data.draw(st.sampled_from("CD"))
    ((name, target),) = KINDS[letter].lists.items()
    numbers = range(1, ENTRIES + 1)
    principal, component = guarded.as_granted(given_), guarded.documents[letter]
    usable = [one for one in numbers if guarded.rows.sees(given_, target, one)]
    changeable = [
        number
        for number in numbers
        if guarded.rows.sees(given_, letter, number) and guarded.rows.allows(given_, letter, number, "update")
    ]
    if not usable or not changeable or _closed(given_, target, {}):
        return
    asked()
    number = data.draw(st.sampled_from(changeable))
    chosen = data.draw(st.lists(st.sampled_from(usable), unique=True, max_size=5))
    becomes = guarded.rows.merged(given_, letter, number, name, chosen)
    answer = guarded.platform.update(component, number, {name: chosen}, by=principal)
    assert answer["data"][name] == chosen
    guarded.rows.values[letter][number][name] = becomes
    assert guarded.platform.get(component, number, by=PLATFORM)["data"][name] == becomes


@WALLED
@many
@given(st.data())
def test_the_database_shows_no_row_too_few_and_none_to_nobody(guarded: Guarded, data: st.DataObject) -> None:
    given_, letter = data.draw(grants), data.draw(letters)
    guarded.as_granted(given_)
    allowed = {number for number in range(1, ENTRIES + 1) if guarded.rows.sees(given_, letter, number)}
    seen = guarded.behind_the_first_wall(letter, str(ACCOUNT))
    assert allowed <= seen
    # Between tables in a circle the statements decide alone what references take over.
    if letter not in "EFG":
        assert seen == allowed
    assert guarded.behind_the_first_wall(letter, "") == set()
    assert guarded.behind_the_first_wall(letter, "999999") <= seen


@WALLED
def test_a_connection_used_ten_thousand_times_carries_nothing_over(guarded: Guarded) -> None:
    """Readers take turns on the connections of one pool; so does somebody who says nothing."""
    platform, component = guarded.platform, guarded.documents["A"]
    one = guarded.as_granted([Grant("A", "read", ("A", 1)), Grant("A", "read", ("A", 2))])
    nobody = replace(one, user_id=999_999)
    expected = {1, 2} - {number for letter, number in guarded.rows.marked if letter == "A"}
    reader, other = platform.entries.readable_by(one), platform.entries.readable_by(nobody)
    table = names.text_of(names.qualified(names.table_name(component.key)))

    async def turns() -> None:
        for turn in range(3_334):
            async with platform.services.db.connection() as conn:
                answer = json.loads(await reader.list(conn, component.key))
                assert {entry["id"] for entry in answer["value"]} == expected
            async with platform.services.db.connection() as conn:
                cursor = await conn.execute(f"SELECT count(*) FROM {table}".encode())
                assert await cursor.fetchone() == (0,)
            async with platform.services.db.connection() as conn:
                assert json.loads(await other.list(conn, component.key)) == {"value": []}
            assert turn >= 0

    platform.run(turns())


def _closed(given_: list[Grant], letter: str, options: dict[str, str]) -> bool:
    """Whether something that is asked for is closed to the reader as a whole."""
    named = {letter}
    for name, target in (KINDS[letter].references | KINDS[letter].lists).items():
        if any(name in option for option in options.values()):
            named.add(target)
    opened = {grant.letter for grant in given_ if grant.verb == "read" and _possible(grant)}
    return any(KINDS[one].restricted and one not in opened for one in named)


def _possible(grant: Grant) -> bool:
    """A grant in another component as a whole covers nothing."""
    return grant.context is None or grant.context[1] is not None or grant.context[0] == grant.letter
