"""17 to 31: taking more than there is for one."""

from tests.integration.scripting.corpus.model import Attack

NO_PROCESSES = "the filter of system calls; a limit of processes"
CPU = "the host looks at the clock of the process"
MEMORY = "a limit of memory"
SCRATCH = "scratch space of 16 MiB and 1024 files"
BRIEF = {"cpu": 0.5}
SMALL = {"memory": 64 << 20}
# In a chunk that says how much it is, as pictures do.
_PICTURE = """
import io, struct, zlib
def chunk(kind, content): return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
side = 10_000
pixels = zlib.compress((b'\\0' + bytes(side // 8)) * side, 9)
head = struct.pack('>IIBBBBB', side, side, 1, 0, 0, 0, 0)
picture = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', head) + chunk(b'IDAT', pixels) + chunk(b'IEND', b'')
assert len(picture) < 100_000
"""


def _endless(number: int, name: str, source: str) -> Attack:
    return Attack(number, name, CPU, source, "cpu", cpu=True, limits=BRIEF)


def _greedy(number: int, name: str, source: str) -> Attack:
    return Attack(number, name, MEMORY, f"{source}\nwon = True", "memory", limits=SMALL)


ATTACKS = [
    Attack(
        17,
        "fork bomb",
        NO_PROCESSES,
        "import os, signal\nfor _ in range(100):\n    if os.fork() == 0: signal.pause()\nwon = True",
        "PermissionError",
    ),
    Attack(
        18,
        "thread bomb",
        NO_PROCESSES,
        "import _thread, time\nfor _ in range(100): _thread.start_new_thread(time.sleep, (60,))\nwon = True",
        "RuntimeError",
    ),
    _greedy(19, "memory bomb", "held = [bytearray(1 << 20) for _ in range(128)]"),
    _endless(20, "endless loop", "while True: pass"),
    _endless(
        21,
        "a loop that swallows",
        "import signal\nfor n in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU): signal.signal(n, signal.SIG_IGN)\n"
        "while True:\n    try: raise KeyboardInterrupt\n    except BaseException: pass",
    ),
    Attack(
        22,
        "filling the scratch space",
        SCRATCH,
        "for n in range(4):\n    with open(f'/tmp/{n}', 'wb') as held:\n        for _ in range(8): held.write(bytes(1 << 20))\nwon = True",
        "OSError",
    ),
    Attack(
        23,
        "a host of files",
        SCRATCH,
        "for n in range(2_000): open(f'/tmp/file-{n}', 'w').close()\nwon = True",
        "OSError",
    ),
    Attack(
        24,
        "a host of descriptors",
        "a limit of open files",
        "held = [open('/tmp/held', 'w') for _ in range(200)]\nwon = True",
        "OSError",
    ),
    Attack(
        25,
        "output flood",
        "the host counts what is printed",
        "for _ in range(4_000): print('x' * 1_000)\nwon = True",
        "output",
    ),
    _endless(26, "catastrophic expression", "import re\nre.match(r'(a+)+$', 'a' * 64 + 'b')"),
    _endless(27, "a number without end", "10 ** 10 ** 9"),
    _greedy(
        28,
        "deep recursion",
        "import sys\nsys.setrecursionlimit(1 << 30)\ndef f(n):\n    held = bytes(1 << 16)\n    return f(n - 1) if n else 0\nf(5_000)",
    ),
    Attack(
        28,
        "deep source",
        "a process for each run",
        "import sys\nsys.setrecursionlimit(1 << 30)\neval('+'.join('1' for _ in range(200_000)))",
        "SystemError",
        crashes=True,
    ),
    _greedy(
        29,
        "zip bomb",
        "import io, zipfile\nmade = io.BytesIO()\n"
        "with zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as z:\n"
        "    with z.open('x', 'w') as part:\n"
        "        for _ in range(96): part.write(bytes(1 << 20))\n"
        "held = zipfile.ZipFile(made).read('x')",
    ),
    _greedy(
        29,
        "gzip bomb",
        "import gzip, io\nmade = io.BytesIO()\n"
        "with gzip.open(made, 'wb') as z:\n"
        "    for _ in range(96): z.write(bytes(1 << 20))\n"
        "held = gzip.decompress(made.getvalue())",
    ),
    _greedy(
        29,
        "XML bomb",
        # Less than a hundredfold, which is where the parser itself would stop.
        "import xml.etree.ElementTree as tree\n"
        "text = '<!DOCTYPE a [<!ENTITY b \"' + 'x' * (1 << 20) + '\">]><a>' + '&b;' * 90 + '</a>'\n"
        "held = [tree.fromstring(text) for _ in range(2)]",
    ),
    _greedy(
        29,
        "picture bomb",
        f"{_PICTURE}"
        "try:\n    from PIL import Image\n"
        # No library of pictures is offered; what one would do can be done by hand.
        "except ImportError:\n    held = [zlib.decompress(picture[picture.index(b'IDAT') + 4:-16]) for _ in range(8)]\n"
        "else:\n    held = Image.open(io.BytesIO(picture)).convert('L').tobytes()\n",
    ),
    Attack(
        30,
        "sleeping past the deadline",
        "the host looks at its own clock",
        "import time\ntime.sleep(1)\nwon = True",
        "wall",
        limits={"wall": 0.5},
    ),
    Attack(
        31,
        "a grandchild that stays",
        f"{NO_PROCESSES}; a namespace of processes that ends with the run",
        "import os, signal\n"
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: signal.pause()\n    os._exit(0)\n"
        "won = True",
        "PermissionError",
    ),
    Attack(
        31,
        "a session of its own",
        "the filter of system calls",
        "import os\nos.setsid()\nwon = True",
        "PermissionError",
    ),
]
