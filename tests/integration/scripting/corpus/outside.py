"""Attacks where nothing holds them: the control without which their tests could not fail.

What could harm the machine cannot leave, either: the script is root of namespaces of its own, and sees all files.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from aqtra.scripting.launching import bubblewrap
from tests.integration.scripting.corpus.model import Attack

REPOSITORY: Final = Path(__file__).parents[4]
_PLACE: Final = (
    *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"),
    *("--uid", "0", "--gid", "0", "--cap-add", "ALL", "--dev-bind", "/", "/"),
    # A scratch folder that others use too, and a file of names that may be spoilt.
    *("--tmpfs", "/tmp", "--dir", "/tmp/of-others", "--bind-data", "0", "/etc/hosts", "--chdir", "/tmp"),
)
_NETWORKED: Final = range(32, 40)
_CPU_SECONDS: Final = 1
_RUN: Final = """
import json, resource, sys
source, runs, cpu = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if cpu: resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
item = {"home": sys.argv[4]}
if sys.argv[5]: exec(compile(open(sys.argv[5]).read(), sys.argv[5], "exec"))
for _ in range(runs):
    won = False
    exec(compile(source, "<script>", "exec"))
sys.exit(0 if won else 1)
"""


def won_outside(attack: Attack) -> str:
    """Nothing when the attack worked, else what became of it."""
    servers = str(Path(__file__).parent / "servers.py") if attack.number in _NETWORKED else ""
    source = attack.outside or attack.source
    arguments = (source, str(attack.runs), str(_CPU_SECONDS if attack.cpu else 0), str(REPOSITORY), servers)
    done = subprocess.run(
        [str(bubblewrap()), *_PLACE, "--", sys.executable, "-B", "-c", _RUN, *arguments],
        input="127.0.0.1 localhost\n",
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    expected = 0
    if attack.cpu:
        expected = 128 + signal.SIGKILL
    if attack.crashes:
        expected = 128 + signal.SIGSEGV
    return "" if done.returncode == expected else json.dumps([done.returncode, done.stderr[-2_000:]])
