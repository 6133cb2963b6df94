"""What an earlier version of the platform left in the schema is found again under its new names."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from aqtra.infra import migrations
from aqtra.infra.settings import required
from aqtra.metadata.layout import TableLayout
from tests.integration.catalogs.platform import Platform, document, start_platform
from tests.integration.catalogs.schema import schema
from tests.support.components import property_


def downgrade(platform: Platform, revision: str) -> None:
    engine = migrations._engine(required(platform.services.settings.database_owner_url, "database_owner_url"))
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


def layouts(platform: Platform) -> list[tuple[Any, ...]]:
    return platform.sql("SELECT component_key, version, layout FROM metadata.release ORDER BY 1, 2")


def test_names_of_retired_places_and_keys_follow_an_upgrade(tmp_path: Path) -> None:
    with start_platform(tmp_path) as platform:
        made = document("Earlier")
        text, code = property_("text"), property_("code", primary_key=True)
        many = property_("many", "array", component=str(made.key)) | {"id": "x" * 40}
        number = property_("number", "integer", primary_key=True)
        old = document("Earlier", code, text, many, number, key=made.key)
        platform.publish(old)
        platform.create(old, {})
        entry = platform.create(old, {"code": "c", "text": "kept", "number": 1, "many": [1]})["id"]
        platform.publish(document("Earlier", code, number, key=made.key))
        before, places = schema(platform), layouts(platform)

        downgrade(platform, "0008")
        retired = [row[2]["retired"] for row in layouts(platform) if row[2]["retired"]]
        assert retired == [{text["id"]: "string", many["id"]: "array"}]
        keys = {str(row[2]) for row in schema(platform) if row[0] == "index" and f"{made.key.hex}__key" in str(row[2])}
        assert keys == {f"catalogs.c_{made.key.hex}__key"}

        migrations.upgrade(required(platform.services.settings.database_owner_url, "database_owner_url"))
        assert schema(platform) == before
        assert [TableLayout.model_validate(row[2]) for row in layouts(platform)] == [
            # Before, the target of a reference was not remembered.
            _without_targets(TableLayout.model_validate(row[2]))
            for row in places
        ]
        platform.publish(old)
        assert platform.get(old, entry)["data"]["text"] == "kept"
        assert platform.get(old, entry)["data"]["many"] == [1]


def _without_targets(layout: TableLayout) -> TableLayout:
    retired = {name: place.model_copy(update={"target": None}) for name, place in layout.retired.items()}
    return layout.model_copy(update={"retired": retired})
