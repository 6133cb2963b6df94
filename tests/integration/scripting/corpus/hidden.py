"""11 to 16: what a process may hold that its script must not see."""

from tests.integration.scripting.corpus.kernel import called
from tests.integration.scripting.corpus.model import Attack

NO_PROC = "a root without /proc"
PLANTED = """
import json, os, sys
won = hasattr(sys, 'left') or hasattr(json, 'left') or os.path.exists('/tmp/left')
sys.left = json.left = 'secret'
open('/tmp/left', 'w').close()
"""

ATTACKS = [
    Attack(
        11,
        "environment",
        "an empty environment",
        "import os\nwon = len(set(os.environ) - {'PWD', 'LC_CTYPE'}) > 0",
        "left",
    ),
    Attack(12, "own environ file", NO_PROC, "won = len(open('/proc/self/environ').read()) > 0", "FileNotFoundError"),
    Attack(13, "first process", NO_PROC, "won = len(open('/proc/1/cmdline').read()) > 0", "FileNotFoundError"),
    Attack(
        13,
        "maps and memory",
        NO_PROC,
        "import os\nwon = all(open(f'/proc/self/{name}', 'rb') for name in ('maps', 'mem'))",
        "FileNotFoundError",
    ),
    Attack(14, "descriptors", "one descriptor: the channel", "import os\nos.fstat(2)\nwon = True", "OSError"),
    Attack(15, "keyring", "the filter of system calls", called("keyctl", "0", "-2", "1", "0", "0"), "PermissionError"),
    Attack(16, "leavings of an earlier run", "a process for each run", PLANTED, "left", runs=2),
]
