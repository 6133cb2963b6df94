"""Which databases a command works on: those that the settings name, else those of the data folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from aqtra.cli.output import KEYS_ADVICE, fail, keys_or_fail, load_or_fail
from aqtra.embedded.errors import EmbeddedError, WrongSetting
from aqtra.embedded.running import connection
from aqtra.infra.settings import Settings, load_settings


@contextmanager
def target_settings() -> Iterator[Settings]:
    """Complete settings. Embedded databases that do not run are started, and brought up to date, for the block."""
    settings = load_or_fail()
    if settings.database_url is not None:
        keys_or_fail(settings)
        yield settings
        return
    try:
        with connection(settings.data_dir) as found:
            complete = load_settings(**found.as_settings())
            if not found.running:
                from aqtra.composition import bootstrap
                from aqtra.infra.key_check import KeysRefused

                try:
                    bootstrap(complete)
                except KeysRefused as error:
                    fail(WrongSetting(f"{error.message}.", KEYS_ADVICE))
            keys_or_fail(complete)
            yield complete
    except EmbeddedError as error:
        fail(error)
