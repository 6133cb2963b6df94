"""One attempt to run a flow for a message, and what is noted of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog

from aqtra.dataflow.bus.models import Rejection
from aqtra.dataflow.consuming import letters_repository, repository
from aqtra.dataflow.consuming.bodies import payload_of
from aqtra.dataflow.consuming.metrics import MESSAGES
from aqtra.dataflow.consuming.models import (
    MessageState,
    Received,
    Standing,
    Subscription,
    Timing,
    WaitingLetter,
    stored_id,
)
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.models import RunState, Trigger
from aqtra.dataflow.run_as import background_principal
from aqtra.dataflow.service import Call, Runs
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.sealed import MESSAGE_PAYLOAD
from aqtra.kernel.errors import AqtraError
from aqtra.metadata.definitions import Definitions

log = structlog.get_logger("aqtra.dataflow.broker")
_LOST = Rejection(code="worker_lost", message="the process was lost in the last attempt, and in those before")


class LeaseLost(Exception):
    """Another process receives this subscription now: whatever this one still does has no consequence."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run did not succeed. `is_final`: another attempt would end the same, or nobody wants one."""

    rejection: Rejection
    is_final: bool = False
    run_id: UUID | None = None


class Attempts:
    """Of one subscription, under one lease. All raise Unavailable while the database does not answer."""

    def __init__(
        self, services: Services, definitions: Definitions, subscription: Subscription, token: int, timing: Timing
    ) -> None:
        self._services = services
        self._definitions = definitions
        self._subscription = subscription
        self._token = token
        self._timing = timing

    async def attempt(self, message: Received, *, first: bool) -> datetime | None:
        """Runs the flow unless the message has ended or waits. When to come again; None once it has ended.

        `first`: it was not tried since it arrived. Raises LeaseLost.
        """
        key, now = stored_id(message.id), self._services.clock.now()
        async with self._services.db.connection() as conn:
            known = await repository.standing(conn, self._subscription.key, key)
        if known is not None and self._is_other(message, known, first=first):
            known = None
        anew = known is None
        if known is not None:
            if known.state is not MessageState.OPEN:
                self._count("duplicate")
                return None
            if known.due_at > now:
                return known.due_at
            if known.attempts >= self._timing.attempts:
                await self._bury(message, key, known.attempts, Failure(known.error or _LOST))
                return None
        attempts = await self._begin(key, anew=anew)
        failure = await self._run(payload_of(message, self._subscription.source.endpoint, self._subscription.step_id))
        return await self._ended(message, key, attempts, failure)

    async def attempt_letter(self, letter: WaitingLetter) -> None:
        """Runs the flow for a dead letter that is to be tried again."""
        failure = await self._run_letter(letter)
        now, attempts = self._services.clock.now(), letter.attempts + 1
        dead = failure is not None and (failure.is_final or attempts >= self._timing.attempts)
        due_at = None if failure is None or dead else now + timedelta(seconds=self._timing.wait_after(attempts))
        async with self._services.db.transaction() as conn:
            if failure is None:
                await letters_repository.delivered(conn, letter.id)
            else:
                await letters_repository.postpone(conn, letter.id, now, failure.rejection, due_at, failure.run_id)
        self._count("done" if failure is None else "dead" if dead else "failed")

    def _is_other(self, message: Received, known: Standing, *, first: bool) -> bool:
        """Whether what is known is of another message that says the same: only a sender's id tells them apart."""
        return not message.is_named and (known.state is not MessageState.OPEN or (first and not message.redelivered))

    async def _begin(self, key: str, *, anew: bool) -> int:
        async with self._services.db.transaction() as conn:
            now = self._services.clock.now()
            attempts = await repository.begin(conn, self._subscription.key, self._token, key, now, anew=anew)
        if attempts is None:
            raise LeaseLost
        return attempts

    async def _ended(self, message: Received, key: str, attempts: int, failure: Failure | None) -> datetime | None:
        if failure is None:
            await self._settle(key, MessageState.DONE)
            self._count("done")
            return None
        if failure.is_final or attempts >= self._timing.attempts:
            await self._bury(message, key, attempts, failure)
            return None
        due_at = self._services.clock.now() + timedelta(seconds=self._timing.wait_after(attempts))
        await self._settle(key, MessageState.OPEN, due_at, failure.rejection)
        self._count("failed")
        log.warning("a message was not processed", attempts=attempts, **self._told(message.id, failure))
        return due_at

    async def _settle(
        self, key: str, state: MessageState, due_at: datetime | None = None, error: Rejection | None = None
    ) -> None:
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            held = await repository.settle(
                conn, self._subscription.key, self._token, key, state, now, due_at=due_at, error=error
            )
        if not held:
            raise LeaseLost

    async def _bury(self, message: Received, key: str, attempts: int, failure: Failure) -> None:
        """The letter and the end of its message are one commit; only then the broker may forget it."""
        subscription, now, letter = self._subscription, self._services.clock.now(), self._services.ids.uuid()
        payload = orjson.dumps(payload_of(message, subscription.source.endpoint, subscription.step_id))
        values = {
            "id": letter,
            "subscription": subscription.key,
            "component": subscription.component,
            "flow_name": subscription.flow_name,
            "step_id": subscription.step_id,
            "message_id": key,
            "sealed": self._services.sealer.seal(payload, MESSAGE_PAYLOAD.place(letter)),
            "attempts": attempts,
            "run_id": failure.run_id,
            "now": now,
            "error": failure.rejection.model_dump_json(),
        }
        async with self._services.db.transaction() as conn:
            held = await repository.settle(
                conn, subscription.key, self._token, key, MessageState.DEAD, now, error=failure.rejection
            )
            if not held:
                raise LeaseLost
            await letters_repository.bury(conn, values)
        self._count("dead")
        log.error("a message is a dead letter", attempts=attempts, **self._told(message.id, failure))

    async def _run(self, payload: dict[str, Any]) -> Failure | None:
        subscription = self._subscription
        try:
            published = self._definitions.component(subscription.component)
            if published is None:
                raise AqtraError("the component is no longer published")
            principal = await background_principal(self._services.db, published.document.settings)
            call = Call(
                subscription.component,
                subscription.flow,
                principal,
                self._services.ids.uuid().hex,
                trigger=Trigger.MESSAGE,
                payload=payload,
                payload_kind=None,
            )
            outcome = await Runs(self._services, self._definitions).run_to_end(call)
        except AqtraError as error:
            return Failure(Rejection.of(error))
        if outcome.error is None:
            return None
        report = outcome.error
        rejection = Rejection(code=report.code, message=report.message, fields=report.details)
        is_final = report.code == "message_undecodable" or outcome.state is RunState.CANCELLED
        return Failure(rejection, is_final, outcome.run.id)

    async def _run_letter(self, letter: WaitingLetter) -> Failure | None:
        try:
            payload = read_json(self._services.sealer.open(letter.sealed, MESSAGE_PAYLOAD.place(letter.id)))
        except (NotAuthentic, UnknownKey):
            return Failure(Rejection(code="message_damaged", message="what arrived does not open"), is_final=True)
        payload["message"]["redelivered"] = True
        return await self._run(payload)

    def _count(self, outcome: str) -> None:
        MESSAGES.labels(str(self._subscription.flow), outcome).inc()

    def _told(self, message_id: str, failure: Failure) -> dict[str, str]:
        told = {"message_id": stored_id(message_id), "flow": str(self._subscription.flow)}
        told |= {"step": self._subscription.step_id, "run_id": str(failure.run_id or "")}
        return told | {"error": failure.rejection.code, "reason": failure.rejection.message}
