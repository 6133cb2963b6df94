"""1 to 10: files that are not the script's."""

from tests.integration.scripting.corpus.model import Attack

ROOT = "a root of its own: the interpreter and its library"
READ_ONLY = "a read-only root; Landlock"
LINKS = "the filter of system calls; Landlock"
# A storage that believes what it is told.
CREDULOUS = """
class file_storage:
    def download_file(name): return open('/tmp/' + name, 'rb').read()
"""
# Wherever imports look.
PLANT = """
import os, sys
for folder in sys.path:
    place = os.path.join(folder, 'planted.py')
    try: open(place, 'w').close()
    except OSError as error: refused = error
    else:
        os.remove(place)
        won = True
if not won: raise refused
"""

ATTACKS = [
    Attack(1, "passwords", ROOT, "won = 'root:' in open('/etc/passwd').read()", "FileNotFoundError"),
    Attack(1, "shadow", ROOT, "import os\nwon = os.path.exists('/etc/shadow')", "left"),
    Attack(
        2,
        "a way up in an argument",
        "the broker: ids are ids",
        "won = b'root:' in file_storage.download_file('../etc/passwd')",
        "FileError",
        against="a storage that believes what it is told",
        outside=f"{CREDULOUS}won = b'root:' in file_storage.download_file('../etc/passwd')",
    ),
    Attack(3, "settings", ROOT, "import os\nwon = bool(os.listdir(item['home']))", "FileNotFoundError"),
    Attack(
        4, "scratch space of others", "scratch space of its own", "import os\nwon = len(os.listdir('/tmp')) > 0", "left"
    ),
    Attack(5, "symlink out", LINKS, "import os\nos.symlink('/etc', '/tmp/out')\nwon = True", "PermissionError"),
    Attack(
        6,
        "hard link",
        LINKS,
        "import os\nopen('/tmp/one', 'w').close()\nos.link('/tmp/one', '/tmp/two')\nwon = True",
        "PermissionError",
    ),
    Attack(7, "devices", ROOT, "won = len(open('/dev/zero', 'rb').read(1)) == 1", "FileNotFoundError"),
    Attack(
        7,
        "making a device",
        "the filter of system calls; no rights",
        "import os, stat\nos.mknod('/tmp/made', stat.S_IFIFO)\nwon = True",
        "PermissionError",
    ),
    Attack(
        8,
        "planting a module",
        READ_ONLY,
        PLANT,
        "OSError",
    ),
    Attack(
        9,
        "names of hosts",
        f"{ROOT}, read-only",
        "with open('/etc/hosts', 'a') as hosts: hosts.write('127.0.0.1 bank.example')\nwon = True",
        "FileNotFoundError",
    ),
    Attack(10, "container socket", ROOT, "import os\nwon = os.path.exists('/run')", "left"),
]
