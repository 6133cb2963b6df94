"""Values of the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

Detail = str | int | bool | None


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class AuditRecord(BaseModel):
    """Who did what to which thing, when, from where, and how it ended."""

    id: int
    at: datetime
    action: str
    outcome: Outcome
    actor_id: int | None
    actor_name: str | None
    target: str | None
    address: str | None
    trace_id: str | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the chain. `content_mac` vouches for the record, `chain_mac` for its place and all before it."""

    position: int
    record_id: int
    key_version: int
    content_mac: bytes
    chain_mac: bytes


class Damage(StrEnum):
    """What may have been done to the trail."""

    EDITED = "edited"
    """A record does not say any more what it said."""
    DELETED = "deleted"
    """A record, or its place in the chain, is gone."""
    REORDERED = "reordered"
    """Places were exchanged, or something was put between."""
    TRUNCATED = "truncated"
    """The end is missing: an exported checkpoint knows a later one."""
    REWRITTEN = "rewritten"
    """The chain is whole, but not the one that the checkpoint saw."""
    KEY_MISSING = "key_missing"
    """The key that sealed a place is not in the keyring."""


class ChainFinding(BaseModel):
    """Where, and what."""

    damage: Damage
    position: int
    record_id: int | None = None


class Checkpoint(BaseModel):
    """The end of the chain at a time. `signature` is keyed too, so that nobody makes one up."""

    position: int
    mac: str
    key_version: int
    at: datetime
    signature: str
