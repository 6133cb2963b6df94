"""Starts that cannot work are refused with words and a code, and do no damage."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.integration.embedded.instance import environment, run_up

MOUNTS = ("unshare", "--mount")


def allowed(*words: str) -> bool:
    """Whether the system lets us do something that containers often forbid."""
    return shutil.which(words[0]) is not None and subprocess.run([*words, "true"], capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(not allowed(*MOUNTS), reason="this system allows no mounts of our own")


@pytest.mark.parametrize("port", ["abc", "0", "70000", ""])
def test_a_wrong_port_is_named(tmp_path: Path, port: str) -> None:
    refused = run_up(environment(tmp_path / "data") | {"AQTRA_PORT": port})
    assert refused.returncode == 3
    assert "AQTRA_PORT" in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_host_that_is_not_ours_is_named(tmp_path: Path) -> None:
    refused = run_up(environment(tmp_path / "data") | {"AQTRA_HOST": "192.0.2.1"})
    assert refused.returncode == 3
    assert "192.0.2.1" in refused.stderr


def test_a_low_port_without_the_right_is_explained(tmp_path: Path) -> None:
    without_right = ("setpriv", "--bounding-set=-net_bind_service") if os.geteuid() == 0 else ()
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) < 1024:
        pytest.skip("this system lets everybody open low ports")
    if without_right and not allowed(*without_right):
        pytest.skip("the right cannot be given up here")
    refused = run_up(environment(tmp_path / "data", 443), *without_right)
    assert refused.returncode == 5
    assert "443" in refused.stderr
    assert "AQTRA_PORT" in refused.stderr


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_in_the_place_of_the_data_folder(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("precious")
    refused = run_up(environment(tmp_path / "file" / below))
    assert refused.returncode == 6
    assert "file" in refused.stderr
    assert "AQTRA_DATA_DIR" in refused.stderr
    assert (tmp_path / "file").read_text() == "precious"


@needs_mounts
def test_a_read_only_file_system_is_explained(tmp_path: Path) -> None:
    mounted = f'mount -t tmpfs -o ro none {tmp_path} && exec "$@"'
    refused = run_up(environment(tmp_path / "data"), *MOUNTS, "sh", "-c", mounted, "sh")
    assert refused.returncode == 6
    assert "read-only" in refused.stderr


@needs_mounts
def test_a_full_disk_is_explained_before_anything_is_made(tmp_path: Path) -> None:
    mounted = f'mount -t tmpfs -o size=20m none {tmp_path} && exec "$@"'
    refused = run_up(environment(tmp_path / "data"), *MOUNTS, "sh", "-c", mounted, "sh")
    assert refused.returncode == 6
    assert "full" in refused.stderr


@needs_mounts
def test_a_disk_that_fills_up_during_the_first_start_does_no_damage(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import subprocess, sys
        from pathlib import Path
        from aqtra.embedded.account import choose
        from aqtra.embedded.databases import start_databases
        from aqtra.embedded.errors import FolderUnusable
        from aqtra.embedded.folder import DataFolder
        from aqtra.embedded.postgres import Postgres, program, program_folders

        disk = Path(sys.argv[1])
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], check=True)
        folder = DataFolder.open(disk / "data")
        account = choose([folder.cluster], program_folders(), program("postgres"))
        try:
            Postgres(folder, folder.run, account).prepare()
        except FolderUnusable as error:
            print(error.message)
        print(sorted(path.name for path in folder.root.glob("pg*")))
        subprocess.run(["mount", "-o", "remount,size=600m", disk], check=True)
        start_databases(disk / "data").stop()
        print(sorted(path.name for path in folder.root.glob("pg*")))
    """)
    done = subprocess.run(
        [*MOUNTS, sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    message, after_failure, after_success = done.stdout.splitlines() or [done.stderr, "", ""]
    assert "full" in message
    assert (after_failure, after_success) == ("[]", "['pg']")
