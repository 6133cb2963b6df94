"""How the gateway is started."""

import gc
from unittest.mock import patch

from aqtra.cli.serve import settled_application
from aqtra.gateway import app


class Loaded:
    """Something that the garbage collector would look through."""

    def __init__(self) -> None:
        self.self = self


def test_what_was_loaded_is_not_looked_through_again() -> None:
    made = Loaded()
    try:
        with patch.object(app, "create_app", lambda: made):
            assert settled_application() is made
        assert gc.get_freeze_count() > 0
        assert not any(found is made for found in gc.get_objects())
    finally:
        gc.unfreeze()
