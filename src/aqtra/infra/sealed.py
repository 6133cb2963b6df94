"""Where encrypted values lie in the database: the one list that rotation, retirement and checks walk.

A new sealed column is one line here. What is not listed is not found when keys are rotated, and a test fails. Columns
of encrypted properties come and go with publications: `repository_keys` asks the database for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A `bytea` that a Sealer wrote. `key`: the columns of the primary key."""

    table: str
    column: str
    key: tuple[str, ...] = ("id",)
    blind: bool = False
    """Whether a PropertyCipher wrote it: the value begins with a blind index, and is bound to its column only."""

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"

    def place(self, *key: object) -> str:
        """What the value in a row is bound to."""
        if self.blind:
            return str(self)
        return f"{self}:{'/'.join(_written(part) for part in key)}"


def _written(part: object) -> str:
    return part.hex() if isinstance(part, bytes) else str(part)


@dataclass(frozen=True, slots=True)
class WrappedColumn:
    """A file's key in the columns `key_version` and `wrapped_key`; `key` is the file's id."""

    table: str
    key: str

    def __str__(self) -> str:
        return f"{self.table}.wrapped_key"


RUN_PAYLOAD: Final = SealedColumn("dataflow.run", "sealed_payload")
RUN_ITEMS: Final = SealedColumn("dataflow.run", "sealed_items")
RUN_ACTIONS: Final = SealedColumn("dataflow.run", "sealed_actions")
PART_ITEMS: Final = SealedColumn("dataflow.run_part", "sealed_items", ("run_id", "attempt", "number"))
PART_RESULT: Final = SealedColumn("dataflow.run_part", "sealed_result", ("run_id", "attempt", "number"))
CALL_REQUEST: Final = SealedColumn("dataflow.api_call", "sealed_request")
CALL_ANSWER: Final = SealedColumn("dataflow.api_call", "sealed_answer")
TRACE_ITEMS: Final = SealedColumn("dataflow.trace_step", "sealed_items", ("run_id", "position"))

INTEGRATION_SECRET: Final = SealedColumn("dataflow.integration_secret", "sealed")
WEBHOOK_SECRET: Final = SealedColumn("dataflow.webhook", "sealed_secret")
WEBHOOK_EARLIER: Final = SealedColumn("dataflow.webhook", "sealed_earlier")
BUS_PAYLOAD: Final = SealedColumn("dataflow.bus_message", "sealed_payload")
MESSAGE_PAYLOAD: Final = SealedColumn("dataflow.message_letter", "sealed_payload")

SMTP_PASSWORD: Final = SealedColumn("notification.smtp", "sealed_password")
MESSAGE: Final = SealedColumn("notification.message", "sealed")
PUSH: Final = SealedColumn("notification.push", "sealed")
MAIL_BODY: Final = SealedColumn("identity.mail_body", "sealed")

SAML_KEY: Final = SealedColumn("identity.saml_key", "secret")
SESSION_PROOF: Final = SealedColumn("identity.session", "provider_proof", ("token_hash",))

SEALED: Final[Sequence[SealedColumn]] = (
    RUN_PAYLOAD,
    RUN_ITEMS,
    RUN_ACTIONS,
    PART_ITEMS,
    PART_RESULT,
    CALL_REQUEST,
    CALL_ANSWER,
    TRACE_ITEMS,
    INTEGRATION_SECRET,
    BUS_PAYLOAD,
    WEBHOOK_SECRET,
    WEBHOOK_EARLIER,
    MESSAGE_PAYLOAD,
    SMTP_PASSWORD,
    MESSAGE,
    PUSH,
    MAIL_BODY,
    SealedColumn("identity.totp", "secret", ("account_id",)),
    SealedColumn("identity.provider", "secret"),
    SealedColumn("identity.sign_in_attempt", "secret", ("state_hash",)),
    SAML_KEY,
    SESSION_PROOF,
    SealedColumn("identity.reset_request", "sealed"),
    SealedColumn("identity.mail", "sealed"),
)
WRAPPED: Final[Sequence[WrappedColumn]] = (
    WrappedColumn("files.blob", "file_id"),
    WrappedColumn("files.upload", "id"),
)
