"""The command line from the outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aqtra.cli.main import verbs
from tests.support.installation import Installation


def aqtra(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", *words], env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_explains_itself(verb: str) -> None:
    helped = aqtra(verb, "--help")
    assert helped.returncode == 0
    assert f"aqtra {verb}" in helped.stdout.replace("aqtra.cli.main", "aqtra").replace("python -m ", "")


def test_the_general_help_lists_every_verb() -> None:
    helped = aqtra("--help")
    assert helped.returncode == 0
    assert [verb for verb in verbs() if f" {verb} " not in helped.stdout] == []


def test_an_unknown_verb_is_wrong_usage() -> None:
    assert aqtra("dance").returncode == 2


def test_doctor_reports_on_a_running_installation(installation: Installation) -> None:
    done = aqtra("doctor", "--json", env=installation.environment)
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["PostgreSQL"]["verdict"] == "good"
    assert checks["Redis"]["verdict"] == "good"


def test_doctor_fails_when_the_database_is_away(installation: Installation, tmp_path: Path) -> None:
    away = installation.environment | {"AQTRA_DATABASE_URL": f"postgresql:///aqtra?host={tmp_path}"}
    done = aqtra("doctor", "--json", env=away)
    assert done.returncode == 1
    bad = [check["name"] for check in json.loads(done.stdout)["checks"] if check["verdict"] == "bad"]
    assert "PostgreSQL" in bad


def test_users_are_listed(installation: Installation) -> None:
    done = aqtra("user", "list", "--json", env=installation.environment)
    assert installation.administrator[0] in {user["user_name"] for user in json.loads(done.stdout)}


def test_an_unknown_user_is_named(installation: Installation) -> None:
    done = aqtra("user", "reset-password", "nobody-of-that-name", env=installation.environment)
    assert done.returncode == 10
    assert "nobody-of-that-name" in done.stderr


def test_migrating_again_changes_nothing(installation: Installation) -> None:
    done = aqtra("migrate", "--json", env=installation.environment)
    assert done.returncode == 0
    assert json.loads(done.stdout)["first_password"] is None


def test_serving_without_a_certificate_is_refused(installation: Installation, tmp_path: Path) -> None:
    missing = installation.environment | {"AQTRA_TLS_CERT": str(tmp_path / "none.pem"), "AQTRA_PORT": "0"}
    assert aqtra("serve", env=missing).returncode == 3


@pytest.mark.parametrize("verb", ["serve", "up", "worker", "consume"])
def test_nothing_starts_with_a_library_that_scripts_cannot_have(installation: Installation, verb: str) -> None:
    done = aqtra(verb, env=installation.environment | {"AQTRA_SCRIPT_PACKAGES": '["polars"]'})
    assert done.returncode == 3
    assert "AQTRA_SCRIPT_PACKAGES: scripts cannot have polars: it needs threads" in done.stderr
