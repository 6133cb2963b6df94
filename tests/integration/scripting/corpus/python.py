"""46 to 52: what Python itself lets pass. None of it is a wall: the kernel is what refuses in the end."""

from tests.integration.scripting.corpus.model import Attack

KERNEL = "the kernel, whatever Python can be talked into: the filter of system calls"
MANNERS = "modules that are not there; the filter of system calls"
FRAMES = "the host checks the size and the shape of each frame"
CREDULOUS = "who reads the channel and believes what comes"
PLAIN = "what is left is plain data, written by type"
_RUN = "os.system('true') == 0"


def _ran(before: str) -> str:
    return f"import os\n{before}\nif not won: raise PermissionError('no process was started')"


def _forged(content: str) -> tuple[str, str]:
    """Inside, and where somebody reads that believes what comes."""
    write = f"import os\nos.write(3, {content})\n"
    pipe = "import os\nsource, sink = os.pipe()\nos.dup2(sink, 3)\n"
    return f"{write}import time\ntime.sleep(30)", f"{pipe}{write}won = os.read(source, 100) == {content}"


RESULTS, ERRAND = _forged("b'\\0\\0\\0\\x02R{}'")
SIZE, LARGE = _forged("b'\\xff\\xff\\xff\\xffR'")
FAILURE, BLAME = _forged("b'\\0\\0\\0\\x0cX{\"index\":99}'")
WALLS, ALARM = _forged('b\'\\0\\0\\0\\x0dX{"walls":"x"}\'')
COUNT, MANY = _forged("b'\\0\\0\\0\\x02D99'")

ATTACKS = [
    Attack(46, "ctypes", MANNERS, "import ctypes\nwon = ctypes.CDLL(None).getpid() > 0", "ModuleNotFoundError"),
    Attack(
        46,
        "cffi",
        MANNERS,
        "import cffi\nf = cffi.FFI()\nf.cdef('int getpid(void);')\nwon = f.dlopen(None).getpid() > 0",
        "ModuleNotFoundError",
    ),
    Attack(
        46,
        "subprocess",
        MANNERS,
        "import subprocess\nwon = subprocess.run(['true']).returncode == 0",
        "ModuleNotFoundError",
    ),
    Attack(
        47,
        "pickle",
        KERNEL,
        _ran(
            "import pickle\nclass Bad:\n    def __reduce__(self): return os.system, ('true',)\n"
            "won = pickle.loads(pickle.dumps(Bad())) == 0"
        ),
        "PermissionError",
    ),
    Attack(
        47,
        "marshal",
        KERNEL,
        _ran(
            "import marshal\ncode = marshal.dumps(compile(\"made = os.system('true')\", 'x', 'exec'))\n"
            "found = {'os': os}\nexec(marshal.loads(code), found)\nwon = found['made'] == 0"
        ),
        "PermissionError",
    ),
    Attack(
        47,
        "yaml",
        "packages besides the standard library are not there",
        "import yaml\nwon = yaml.unsafe_load(\"!!python/object/apply:os.system ['true']\") == 0",
        "ModuleNotFoundError",
    ),
    Attack(
        48,
        "subclasses",
        KERNEL,
        _ran(
            "found = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close']\n"
            "won = found[0].__init__.__globals__['system']('true') == 0"
        ),
        "PermissionError",
    ),
    Attack(
        49,
        "format walk",
        "an empty environment",
        "import os\nwon = 'PATH' in '{0.__init__.__globals__[environ]}'.format(os._wrap_close)",
        "left",
    ),
    Attack(
        50,
        "frames of a generator",
        KERNEL,
        _ran(
            "def walk():\n    frame = made.gi_frame.f_back\n    while frame.f_back: frame = frame.f_back\n    yield frame\n"
            "made = walk()\nwon = next(made).f_builtins['__import__']('os').system('true') == 0"
        ),
        "PermissionError",
    ),
    Attack(
        50,
        "frames of a traceback",
        KERNEL,
        _ran(
            "try: raise ValueError\nexcept ValueError as error: frame = error.__traceback__.tb_frame\n"
            "won = frame.f_globals['__builtins__'] is not None and frame.f_builtins['__import__']('os').system('true') == 0"
        ),
        "PermissionError",
    ),
    Attack(
        50,
        "the object of an AttributeError",
        KERNEL,
        _ran("try: '{0.none}'.format(os)\nexcept AttributeError as error: won = error.obj.system('true') == 0"),
        "PermissionError",
    ),
    Attack(
        51,
        "code objects",
        KERNEL,
        _ran(f"def f(): return {_RUN}\ndef g(): return None\ng.__code__ = f.__code__.replace(co_name='g')\nwon = g()"),
        "PermissionError",
    ),
    Attack(
        51,
        "modules and builtins",
        KERNEL,
        _ran(
            "import builtins, sys\nsys.meta_path[:] = sys.meta_path[-1:]\nsys.modules['os'] = os\n"
            f"builtins.open = None\nwon = {_RUN}"
        ),
        "PermissionError",
    ),
    Attack(52, "forged results", FRAMES, RESULTS, "SystemError", outside=ERRAND, against=CREDULOUS),
    Attack(52, "forged size", FRAMES, SIZE, "SystemError", outside=LARGE, against=CREDULOUS),
    Attack(52, "forged failure", FRAMES, FAILURE, "SystemError", outside=BLAME, against=CREDULOUS),
    Attack(52, "forged fault of the jail", FRAMES, WALLS, "SystemError", outside=ALARM, against=CREDULOUS),
    Attack(52, "forged count", FRAMES, COUNT, "SystemError", outside=MANY, against=CREDULOUS),
    Attack(
        52,
        "a value that runs when it is read",
        PLAIN,
        "class Bad:\n    def __reduce__(self): return eval, ('1 + 1',)\nitem['bad'] = Bad()",
        "TypeError",
        against="a host that unpickles",
        outside="import pickle\nclass Bad:\n    def __reduce__(self): return eval, ('1 + 1',)\n"
        "won = pickle.loads(pickle.dumps(Bad())) == 2",
    ),
    Attack(
        52,
        "a value that is equal to all",
        PLAIN,
        "class Bad(dict):\n    def __eq__(self, other): return True\n    def __repr__(self): raise SystemExit\n"
        "    __hash__ = None\nitem = Bad(won=False)",
        "left",
        against="who compares by what a value says",
        outside="class Bad(dict):\n    def __eq__(self, other): return True\nwon = Bad() == {'role': 'administrator'}",
    ),
    Attack(
        52,
        "a value that lies about its class",
        PLAIN,
        "class Bad:\n    __class__ = property(lambda self: dict)\nitem['bad'] = Bad()",
        "TypeError",
        against="who asks a value for its class",
        outside="class Bad:\n    __class__ = property(lambda self: dict)\nwon = isinstance(Bad(), dict)",
    ),
    Attack(
        52,
        "an exception that breaks who tells it",
        PLAIN,
        "class Bad(Exception):\n    def __str__(self): raise SystemExit\nraise Bad",
        "Bad",
        against="who writes down an exception and expects text",
        outside="class Bad(Exception):\n    def __str__(self): raise SystemExit\n"
        "try: str(Bad())\nexcept SystemExit: won = True",
    ),
]
