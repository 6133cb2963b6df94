"""The Python half of Component Scripts runs in browsers; here it is found where it is written."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT / "web/packages/scripting/src/python"), str(ROOT / "src/aqtra/scripting/shared")]
# There `aqtra` is a package of its own; here it is the platform.
sys.modules["aqtra.ui"] = importlib.import_module("aqtra.scripting.shared.aqtra.ui")
