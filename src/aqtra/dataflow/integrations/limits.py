"""Bounds of calls. Times in seconds, sizes in bytes."""

from typing import Final

TIMEOUT: Final = 30.0
LONGEST_TIMEOUT: Final = 300.0
RESPONSE_SIZE: Final = 10 * 1024 * 1024
"""Of one answer that is decoded; files have the limit of the installation."""
PAGES_SIZE: Final = 50 * 1024 * 1024
"""Of all pages of one call together."""
TOKEN_SIZE: Final = 64 * 1024
BODY_HEAD: Final = 2048
"""Of a refusal, shown to whoever looks for the cause."""
RETRIES: Final = 3
FIRST_PAUSE: Final = 0.5
"""Doubled before each further attempt."""
PARALLEL: Final = 8
"""Calls of one step at once."""
EARLY: Final = 30.0
"""A token is renewed so long before it ends: a call may take a while to arrive."""
TOKEN_LIFE: Final = 300.0
"""Of a token whose server does not say."""
LONGEST_TOKEN_LIFE: Final = 24 * 3600.0

CONNECTORS: Final = 50
ENDPOINTS: Final = 500
PARAMETERS: Final = 100
HEADERS: Final = 50
PAGES: Final = 1000
SCHEMA_SIZE: Final = 200_000
IMPORT_SIZE: Final = 1_500_000
"""It travels as one text in a request, whose size is limited too."""
SHOWN_ANSWER: Final = 64 * 1024
"""Of the answer to a test call."""
