"""The file picker offers what the checks of the server accept: both know the same types."""

import re
from pathlib import Path

from aqtra.kernel.file_types import is_one_of

PICKER = Path(__file__).parents[2] / "web/apps/studio/src/shared/file-picker/fitting.ts"


def test_the_picker_and_the_checks_know_the_same_types() -> None:
    offered = dict(re.findall(r'"(\.\w+)": "([\w/+-]+)"', PICKER.read_text()))
    assert {".png", ".svg", ".pdf"} <= offered.keys()
    for extension, content_type in offered.items():
        assert is_one_of(content_type, [extension]), extension
