"""The live definitions in memory: every process sees a new version, none sees an abandoned one."""

import asyncio
import uuid

from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.layout import USER_INFO_KEY
from aqtra.metadata.publication.runner import Runner
from aqtra.workplace.publishing import ensure_builtin_components, publication_stages
from tests.integration.metadata.platform import Bench, Session


def prop(name: str) -> dict[str, str]:
    return {"id": uuid.uuid4().hex[:8], "name": name, "type": "string"}


def test_another_process_sees_a_new_version_without_being_told(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Seen elsewhere", prop("Note"))
        async with Definitions(session.services.db).kept_fresh() as elsewhere:
            before = elsewhere.current_version
            kept = elsewhere.snapshot()
            await Runner(session.services, publication_stages()).run(await session.start(key))
            async with asyncio.timeout(20):
                while elsewhere.component(key) is None:
                    await asyncio.sleep(0.05)
            assert elsewhere.current_version > before
            # A snapshot taken earlier does not change under its reader.
            assert key not in kept

    bench.run(work)


def test_the_built_in_component_is_live_with_a_table_and_a_second_start_changes_nothing(bench: Bench) -> None:
    async def work(session: Session) -> None:
        definitions = definitions_of(session.services)
        await definitions.refresh()
        user_info = definitions.component(USER_INFO_KEY)
        assert user_info is not None
        assert {prop.name for prop in user_info.document.properties} >= {"user_name", "email"}
        assert await session.sql(f"SELECT count(*) FROM catalogs.{user_info.table.table}")
        version = definitions.current_version
        await ensure_builtin_components(session.services)
        await definitions.refresh()
        assert definitions.current_version == version

    bench.run(work)
