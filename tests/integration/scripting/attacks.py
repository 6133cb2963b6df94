"""What hostile scripts try, by the numbers of the security design. Each sets `won` when it got what it must not have.

`outside`: whether the attack works in an ordinary process of this machine, which shows that it is one. Those that would
harm the machine, or whoever runs the tests, have no such control; their test sees to their end.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    number: int
    name: str
    source: str
    outside: bool = True


def _call(name: str, *arguments: str) -> str:
    """A system call, made past everything that Python would say about it."""
    return (
        "import sys\n"
        "held = [m for m in map(vars, sys.modules.values()) if 'CDLL' in m]\n"
        "if held: libc = held[0]['CDLL'](None, use_errno=True)\n"
        "else:\n"
        "    import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        f"won = libc.{name}({', '.join(arguments)}) >= 0\n"
    )


ATTACKS = [
    Attack(1, "passwords", "won = 'root:' in open('/etc/passwd').read()"),
    Attack(3, "settings", "import os\nwon = bool(os.listdir('/work') or os.listdir('/home'))"),
    Attack(4, "tmp of others", "import os\nwon = len(os.listdir('/tmp')) > 0"),
    Attack(5, "symlink out", "import os\nos.symlink('/etc', '/tmp/out-%d' % os.getpid())\nwon = True"),
    Attack(
        6,
        "hard link",
        "import os\nopen('/tmp/l%d' % os.getpid(), 'w')\nos.link('/tmp/l%d' % os.getpid(), '/tmp/m%d' % os.getpid())\nwon = True",
    ),
    Attack(7, "devices", "import os\nwon = os.path.exists('/dev/null')"),
    Attack(
        8,
        "site-packages",
        "import json, os\nplace = os.path.dirname(json.__file__) + '/planted'\nopen(place, 'w')\nos.remove(place)\nwon = True",
    ),
    Attack(9, "resolver", "import os\nwon = os.access('/etc/hosts', os.W_OK)"),
    Attack(10, "container socket", "import os\nwon = os.path.exists('/run')"),
    Attack(11, "environment", "import os\nwon = len(set(os.environ) - {'PWD', 'LC_CTYPE'}) > 0"),
    Attack(12, "own process files", "won = len(open('/proc/self/environ').read()) > 0"),
    Attack(13, "first process", "won = len(open('/proc/1/cmdline').read()) > 0"),
    Attack(14, "descriptors", "import os\nos.fstat(0)\nwon = True"),
    Attack(15, "keyring", _call("syscall", "250", "1", "0", "0", "0", "0"), outside=False),
    Attack(17, "fork", "import os\nif os.fork() == 0: os._exit(0)\nwon = True"),
    Attack(18, "threads", "import _thread\n_thread.start_new_thread(print, ())\nwon = True"),
    Attack(31, "daemon", "import os\nos.setsid()\nwon = True", outside=False),
    Attack(32, "loopback", "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_STREAM)\nwon = True"),
    Attack(33, "metadata", "import socket\nsocket.socket(socket.AF_INET6, socket.SOCK_STREAM)\nwon = True"),
    Attack(
        37,
        "abstract socket",
        "import socket\nsocket.socket(socket.AF_UNIX, socket.SOCK_STREAM).bind('\\0x%d' % id(socket))\nwon = True",
    ),
    Attack(38, "names", "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nwon = True"),
    Attack(
        39, "raw socket", "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)\nwon = True", outside=False
    ),
    Attack(40, "ptrace", _call("ptrace", "0", "0", "None", "None")),
    Attack(41, "user namespace", _call("unshare", "0x10000000")),
    Attack(42, "mount", _call("mount", "None", "b'/tmp'", "b'tmpfs'", "0", "None"), outside=False),
    Attack(43, "bpf", _call("syscall", "321", "0", "None", "0"), outside=False),
    Attack(43, "io_uring", _call("syscall", "425", "1", "None"), outside=False),
    Attack(43, "userfaultfd", _call("syscall", "323", "1"), outside=False),
    Attack(43, "perf", _call("syscall", "298", "None", "0", "-1", "-1", "0"), outside=False),
    Attack(44, "terminal", "import fcntl\nfcntl.ioctl(3, 0x5412, b'x')\nwon = True", outside=False),
    Attack(45, "another program", "import os\nos.posix_spawn('/usr/bin/env', ['env', 'true'], {})\nwon = True"),
    Attack(46, "ctypes", "import ctypes\nwon = ctypes.CDLL(None).getpid() > 0"),
    Attack(46, "subprocess", "import subprocess\nwon = subprocess.run(['true']).returncode == 0"),
    Attack(
        47,
        "pickle",
        "import pickle\nclass Bad:\n    def __reduce__(self): import os; return os.system, ('true',)\n"
        "won = pickle.loads(pickle.dumps(Bad())) == 0",
    ),
    Attack(
        48,
        "subclasses",
        "import os\nfound = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close']\n"
        "won = found[0].__init__.__globals__['system']('true') == 0",
    ),
    Attack(49, "format walk", "import os\nwon = 'PATH' in '{0.__init__.__globals__[environ]}'.format(os._wrap_close)"),
    Attack(
        50,
        "frames",
        "import sys\nframe = sys._getframe()\nwhile frame.f_back: frame = frame.f_back\nimport os\nwon = os.system('true') == 0",
    ),
    Attack(51, "builtins", "import builtins, os\nbuiltins.open = None\nwon = os.system('true') == 0"),
]
