"""What may go wrong in a dataflow.

AqtraError
├── StepError                 any status; a step's own named failure, with the item and field if known
│   ├── TypeMismatch          422  a value cannot be converted without loss
│   ├── EntryNotFound         404  the entry of a step is absent or not readable
│   ├── FileMissing           404  a file action has no file, or one the principal may not have
│   ├── BatchFailed           409  a batch of recorded operations was rolled back
│   ├── PrimaryKeyMissing     422  an entry of a restricted component needs the values of its key
│   ├── BusUnavailable        503  what is to be stored later cannot be queued
│   ├── UnknownReference      409  a component or property a step names is not published
│   ├── NoPrimaryKey          422  a component has no primary key to name its entries by
│   ├── PermissionDenied      403  the run's principal may not call the flow
│   ├── NestedFailed          500  a called flow failed; its error is the only detail
│   ├── RecursionLimit        508  flows call one another too deep
│   ├── TooManyItems          413  a run has more items than it may
│   ├── MemoryLimit           413  the items of a step that needs all of them at once are too large
│   ├── DiskLimit             413  the items of a run take more disk than they may
│   └── ResponseTooLarge      413  the answer is over the limit
├── FlowNotFound              404  no such published flow
├── ActionNotFound            404  no published element of this id runs the flow
├── ActionForbidden           403  the action is restricted, or only restricted ones run the flow
├── NoEntryStep               409  no entry step fits the trigger
├── RunNotFound               404  no such run, or somebody else's
├── RunGivenUp                409  its worker was thought lost, and it was begun again or ended
├── RunDamaged                409  what it was given or has answered does not open
└── RunFailed                 the status of its cause; carries the common error object of flows.md
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from aqtra.kernel.errors import AqtraError, BadRequest, Conflict, FieldError, Forbidden, NotFound

if TYPE_CHECKING:
    from aqtra.dataflow.items.codec import Misfit
    from aqtra.dataflow.models import ErrorReport

# More would drown the reader; the first ones show what is wrong.
NAMED_MISFITS = 20
UNEXPECTED = "something went wrong; the trace id finds it in the logs"
"""All that a caller learns of what nobody has foreseen."""


class FlowNotFound(NotFound):
    """No published component has this flow."""

    code = "flow_not_found"


class FlowBroken(Conflict):
    """The flow cannot be planned; publication refuses such flows, so the installation has lost a step type."""

    code = "flow_broken"


class FlowForbidden(Forbidden):
    """The flow restricts access, and the principal has no right to it."""

    code = "flow_forbidden"


class ActionNotFound(NotFound):
    """No published element of this id runs the flow."""

    code = "action_not_found"


class ActionForbidden(Forbidden):
    """The action restricts access and the principal has no right to it, or only such actions run the flow."""

    code = "action_forbidden"


class NoEntryStep(Conflict):
    """The flow has no entry step for the trigger that called it."""

    code = "wrong_trigger"


class RunNotFound(NotFound):
    """No such run, or it belongs to somebody else."""

    code = "run_not_found"


class RunDamaged(Conflict):
    """What the run was given, or has answered, is damaged, or sealed with a key that is not there."""

    code = "run_damaged"


class RunGivenUp(Conflict):
    """The worker of a run was thought lost, and the run was ended or begun again elsewhere."""

    code = "worker_lost"


class BadModel(BadRequest):
    """The posted model is not a JSON object."""

    code = "bad_json"


class StepError(AqtraError):
    """A failure of a step. `item_index` counts from 0 in the step's source stream."""

    status = 422
    code = "step_failed"

    def __init__(
        self, message: str, *, item_index: int | None = None, fields: Sequence[FieldError] = (), **params: Any
    ) -> None:
        super().__init__(message, fields=fields, **params)
        self.item_index = item_index


class TypeMismatch(StepError):
    """A value cannot be converted without loss to the declared or target type."""

    code = "type_mismatch"

    @classmethod
    def of(cls, misfits: "Iterable[Misfit]") -> Self:
        """One error for all values of the first item that does not fit."""
        found = list(misfits)
        first = min(misfit.item for misfit in found)
        fields = [
            FieldError(field=misfit.path, rule="type", message=misfit.reason, params={"type": misfit.type})
            for misfit in found
            if misfit.item == first
        ][:NAMED_MISFITS]
        message = f"{fields[0].field}: {fields[0].message}"
        return cls(message, item_index=first, fields=fields, type=fields[0].params["type"])


class EntryNotFound(StepError):
    """The entry does not exist or is not visible to the run's principal."""

    code = "entry_not_found"
    status = 404


class FileMissing(StepError):
    """The field holds no file, or one that does not exist or is not visible to the run's principal."""

    code = "file_missing"
    status = 404


class BatchFailed(StepError):
    """A batch of recorded operations was rolled back; earlier ones stay.

    Params: batch (from 1), operation (from 0, of all that were recorded), cause (a code), created, updated, deleted
    and batches: what had been applied.
    """

    code = "batch_failed"
    status = 409


class PrimaryKeyMissing(StepError):
    """An entry of a restricted component is found by its key when roles are given, so it needs the values."""

    code = "primary_key_missing"


class BusUnavailable(StepError):
    """What is to be stored later cannot be queued."""

    code = "bus_unavailable"
    status = 503


class UnknownReference(StepError):
    """A component or property that the step names is not published."""

    code = "unknown_reference"
    status = 409


class NoPrimaryKey(StepError):
    """A component has no primary key, by which its entries could be named or found."""

    code = "no_primary_key"


class PermissionDenied(StepError):
    """The run's principal lacks the right to the flow that a step calls."""

    code = "permission_denied"
    status = 403


class RecursionLimit(StepError):
    """Flows call one another deeper than they may. Told as such by every caller on the way up."""

    code = "recursion_limit"
    status = 508


class NestedFailed(StepError):
    """A flow that a step calls failed. The only detail carries its whole error."""

    code = "nested_failed"
    status = 500

    @classmethod
    def of(cls, flow: str, report: "ErrorReport") -> Self:
        nested = FieldError(
            field=report.field or "",
            rule=report.code,
            message=report.message,
            params=report.model_dump(mode="json", by_alias=True, exclude={"code", "message", "field"}),
        )
        return cls(f"{flow}: {report.message}", fields=[nested], flow=flow)


class ResponseTooLarge(StepError):
    """The serialised response is over the limit."""

    code = "response_too_large"
    status = 413


class TooManyItems(StepError):
    """A step produced more items than a run may have."""

    code = "too_many_items"
    status = 413


class MemoryLimit(StepError):
    """The items of a step that needs all of them at once take more memory than they may. Params: size, limit."""

    code = "memory_limit"
    status = 413


class DiskLimit(StepError):
    """The items of a run take more disk than they may, or than there is. Params: limit, unless the disk is full."""

    code = "disk_limit"
    status = 413


class ItemFailed(Exception):
    """Carries a named error out of a loop together with the position of the item; the engine unpacks it."""

    def __init__(self, cause: AqtraError, item_index: int) -> None:
        super().__init__(cause.message)
        self.cause = cause
        self.item_index = item_index


@contextmanager
def at_item(index: int) -> Iterator[None]:
    """Errors inside belong to the item at `index`."""
    try:
        yield
    except AqtraError as error:
        raise ItemFailed(error, index) from error


@contextmanager
def shifted(before: int) -> Iterator[None]:
    """Errors inside count items from the beginning of a slice; outside from that of its stream."""
    try:
        yield
    except ItemFailed as failed:
        raise ItemFailed(failed.cause, failed.item_index + before) from failed.cause
    except StepError as error:
        if error.item_index is not None:
            error.item_index += before
        raise


class RunFailed(AqtraError):
    """A run ended without success; looks to the caller as its cause does, and names the step."""

    def __init__(self, report: "ErrorReport", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(report.message, fields=report.details, **report.params)
        self.report = report
        self._headers = headers or {}
        self.extensions = report.model_dump(mode="json", by_alias=True, exclude={"code", "status", "params"})

    @property
    def headers(self) -> Mapping[str, str]:
        """Those of the door, and of a limit when it is over."""
        seconds = self.report.params.get("seconds")
        waits = {"retry-after": str(seconds)} if self.report.status == 429 and seconds else {}
        return {**self._headers, **waits}

    @property
    def code(self) -> str:  # type: ignore[override]
        return self.report.code

    @property
    def status(self) -> int:  # type: ignore[override]
        return self.report.status
