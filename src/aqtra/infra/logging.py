"""Structured logs: one JSON object a line, with time, level, service and trace id; secrets are masked."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from aqtra.infra.settings import LogLevel

MASK = "***"
SECRET_WORDS = (
    "password",
    "passphrase",
    "secret",
    "token",
    "cookie",
    "authorization",
    "api_key",
    "credential",
    "private_key",
    "access_key",
    "signing_key",
    "encryption_key",
    "wrapped_key",
)

_LEVELS = {
    LogLevel.TRACE: logging.DEBUG,
    LogLevel.DEBUG: logging.DEBUG,
    LogLevel.INFORMATION: logging.INFO,
    LogLevel.WARNING: logging.WARNING,
    LogLevel.ERROR: logging.ERROR,
    LogLevel.CRITICAL: logging.CRITICAL,
    LogLevel.NONE: logging.CRITICAL + 10,
}


def _mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if is_secret(key):
            event[key] = MASK
        elif isinstance(value, Mapping):
            # What libraries hand over is nested.
            event[key] = _mask(_logger, _method, dict(value))
    return event


def is_secret(name: str) -> bool:
    """Whether what has this name must never be shown."""
    return any(word in name.lower() for word in SECRET_WORDS)


def configure_logging(service: str, level: LogLevel = LogLevel.INFORMATION) -> None:
    """Sends this process's logs, those of libraries included, to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _mask,
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_LEVELS[level])
    logging.captureWarnings(True)
    structlog.contextvars.bind_contextvars(service=service)
