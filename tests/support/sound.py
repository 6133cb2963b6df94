"""Whether an installation is as sound as before, whatever was done to it."""

import json
import subprocess
import sys
from typing import Final

import psycopg

from tests.support.installation import Installation

# Those of a test have no front end, and a folder that pytest made.
_NOT_OF_DATA: Final = {"front end", "data folder"}
_CUT_OFF: Final = (
    "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relnamespace = 'catalogs'::regnamespace AND NOT indisvalid"
)


def assert_sound(installation: Installation) -> None:
    """The doctor finds nothing, no publication left a way back, and no index is cut off."""
    done = subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "doctor", "--json"],
        env=installation.environment,
        capture_output=True,
        text=True,
    )
    checks = json.loads(done.stdout)["checks"]
    assert [check for check in checks if check["verdict"] == "bad" and check["name"] not in _NOT_OF_DATA] == []
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        active = "SELECT 1 FROM metadata.publication WHERE state IN ('running', 'rolling_back')"
        assert conn.execute(active).fetchall() == []
        assert conn.execute(_CUT_OFF).fetchall() == []
