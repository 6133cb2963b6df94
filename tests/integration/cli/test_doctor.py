"""`aqtra doctor` finds what stands in the way, says what to do, and ends with a code that scripts can rely on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from aqtra.embedded.databases import start_databases
from aqtra.embedded.tls import AUTHORITY_DAYS, SERVER_DAYS, ensure_certificates
from tests.support.installation import Installation, free_port


def doctor(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "doctor", *words], env=environment, capture_output=True, text=True
    )


def examined(environment: dict[str, str]) -> tuple[int, dict[str, Any]]:
    done = doctor(environment, "--json")
    assert done.stdout, done.stderr
    return done.returncode, {check["name"]: check for check in json.loads(done.stdout)["checks"]}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A front end, as far as the doctor looks at it."""
    for name in ("studio", "workplace", "help"):
        (tmp_path / "web" / name).mkdir(parents=True)
        (tmp_path / "web" / name / "index.html").touch()
    return tmp_path / "web"


@pytest.fixture
def healthy(installation: Installation, built: Path) -> dict[str, str]:
    installation.data_dir.chmod(0o700)
    return installation.environment | {"AQTRA_WEB_ROOT": str(built)}


@pytest.fixture
def new(tmp_path: Path, built: Path, installation: Installation) -> dict[str, str]:
    """The environment of an embedded installation that has never been started."""
    kept = {name: value for name, value in installation.environment.items() if not name.startswith("AQTRA_")}
    return kept | {
        "AQTRA_DATA_DIR": str(tmp_path / "data"),
        "AQTRA_PORT": str(free_port()),
        "AQTRA_WEB_ROOT": str(built),
    }


class Clock:
    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@contextmanager
def revision(installation: Installation, name: str) -> Iterator[None]:
    """The database says that it is at another revision, for the block."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        row = conn.execute("SELECT version_num FROM infra.revision").fetchone()
        assert row is not None
        conn.execute("UPDATE infra.revision SET version_num = %s", [name])
        try:
            yield
        finally:
            conn.execute("UPDATE infra.revision SET version_num = %s", row)


def test_a_healthy_installation_has_nothing_bad(healthy: dict[str, str]) -> None:
    code, checks = examined(healthy)
    assert code == 0, checks
    needed = {"data folder", "disk", "certificate", "PostgreSQL", "migrations", "clock", "Redis", "worker", "front end"}
    needed |= {"order of texts", "retired data"}
    assert needed <= checks.keys()
    assert {name for name in needed if checks[name]["verdict"] != "good"} <= {"disk"}


def test_people_read_a_line_for_each_check(healthy: dict[str, str]) -> None:
    done = doctor(healthy)
    assert done.returncode == 0
    assert "✓ worker: answers" in done.stdout.splitlines()


def test_what_never_ran_is_well_as_long_as_it_could_start(new: dict[str, str]) -> None:
    code, checks = examined(new)
    assert code == 0, checks
    assert "first start" in checks["certificate"]["detail"]
    assert "PostgreSQL" not in checks
    assert not Path(new["AQTRA_DATA_DIR"]).exists()


def test_a_wrong_setting_has_a_code_of_its_own(new: dict[str, str]) -> None:
    done = doctor(new | {"AQTRA_PORT": "no number"}, "--json")
    assert done.returncode == 3
    assert "AQTRA_PORT" in done.stderr


def test_a_library_that_scripts_cannot_have_is_bad(new: dict[str, str]) -> None:
    code, checks = examined(new | {"AQTRA_SCRIPT_PACKAGES": '["openpyxl", "left-pad"]'})
    assert code == 1
    assert "left-pad" in checks["jail of scripts"]["detail"]
    assert "AQTRA_SCRIPT_PACKAGES" in checks["jail of scripts"]["advice"]


def test_a_port_in_use_is_named_with_a_way_out(new: dict[str, str], installation: Installation) -> None:
    code, checks = examined(new | {"AQTRA_PORT": installation.environment["AQTRA_PORT"]})
    assert code == 1
    assert checks["port"]["verdict"] == "bad"
    assert "AQTRA_PORT" in checks["port"]["advice"]


def test_a_front_end_that_is_not_built_is_bad(healthy: dict[str, str], built: Path) -> None:
    (built / "studio" / "index.html").unlink()
    code, checks = examined(healthy)
    assert code == 1
    assert checks["front end"]["detail"] == "not built: studio"
    assert "make build" in checks["front end"]["advice"]


def test_a_folder_that_others_can_read_is_bad(new: dict[str, str]) -> None:
    folder = Path(new["AQTRA_DATA_DIR"])
    folder.mkdir()
    folder.chmod(0o755)
    code, checks = examined(new)
    assert code == 1
    assert "chmod 700" in checks["data folder"]["advice"]


@pytest.mark.parametrize(
    ("age", "verdict", "words"),
    [
        (timedelta(days=10), "good", "386 days left"),
        (timedelta(days=SERVER_DAYS - 5), "warning", "4 days left"),
        (timedelta(days=AUTHORITY_DAYS), "bad", "ended on"),
        (-timedelta(days=2), "bad", "valid from"),
    ],
)
def test_a_certificate_is_judged_by_its_days(
    healthy: dict[str, str], tmp_path: Path, age: timedelta, verdict: str, words: str
) -> None:
    made = ensure_certificates(tmp_path / "tls", clock=Clock(datetime.now(UTC) - age))
    code, checks = examined(healthy | {"AQTRA_TLS_CERT": str(made.certificate)})
    assert checks["certificate"]["verdict"] == verdict
    assert words in checks["certificate"]["detail"]
    assert code == (1 if verdict == "bad" else 0)


def test_a_database_of_an_older_version_wants_to_be_migrated(
    healthy: dict[str, str], installation: Installation
) -> None:
    with revision(installation, "0001"):
        code, checks = examined(healthy)
    assert code == 1
    assert "0001" in checks["migrations"]["detail"]
    assert checks["migrations"]["advice"] == "Run: aqtra migrate"


def test_a_database_of_a_newer_version_is_known_and_left_alone(
    healthy: dict[str, str], installation: Installation
) -> None:
    with revision(installation, "9999"):
        code, checks = examined(healthy)
        migrated = subprocess.run(
            [sys.executable, "-m", "aqtra.cli.main", "migrate"], env=healthy, capture_output=True, text=True
        )
    assert code == 1
    assert "newer Aqtra" in checks["migrations"]["advice"]
    assert migrated.returncode == 7, migrated.stderr
    assert "9999" in migrated.stderr


def test_servers_that_are_away_are_named_one_by_one(healthy: dict[str, str], tmp_path: Path) -> None:
    away = healthy | {
        "AQTRA_DATABASE_URL": f"postgresql:///aqtra?host={tmp_path}",
        "AQTRA_REDIS_URL": f"unix://{tmp_path}/none.sock",
    }
    code, checks = examined(away)
    assert code == 1
    assert [name for name, check in checks.items() if check["verdict"] == "bad"] == ["PostgreSQL", "Redis"]
    assert "AQTRA_REDIS_URL" in checks["Redis"]["advice"]


def test_a_redis_without_a_worker_is_noticed(healthy: dict[str, str], tmp_path: Path) -> None:
    databases = start_databases(tmp_path / "quiet", durable=False)
    try:
        code, checks = examined(healthy | {"AQTRA_REDIS_URL": databases.redis_url})
    finally:
        databases.stop()
    assert code == 1
    assert checks["Redis"]["verdict"] == "good"
    assert checks["worker"]["verdict"] == "bad"
    assert "aqtra worker" in checks["worker"]["advice"]
