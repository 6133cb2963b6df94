"""The Python half of Component Scripts runs in browsers; here it is found where it is written."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "web" / "packages" / "scripting" / "src" / "python"))
# There `aqtra` is a package of its own; here it is the platform.
sys.modules["aqtra.ui"] = importlib.import_module("aqtra_scripting.ui")
