"""The second wall: what the database refused, said in the words of the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from psycopg.errors import (
    CheckViolation,
    DataError,
    ForeignKeyViolation,
    InsufficientPrivilege,
    ProgramLimitExceeded,
    UniqueViolation,
)

from aqtra.catalogs import names
from aqtra.catalogs.columns import FILE
from aqtra.catalogs.conversion import Refused
from aqtra.catalogs.errors import DuplicateKey, EntryForbidden, InvalidEntry
from aqtra.catalogs.limits import INDEXED_LENGTH
from aqtra.catalogs.model import Field, Model
from aqtra.kernel.errors import AqtraError, FieldError

# Rules of the database that have another name outside.
NO_FILE_HERE: Final = "there is no such file, or its type or size is not accepted here"
_RULES = {"digits": "type"}


@contextmanager
def refusals_named(model: Model) -> Iterator[None]:
    """Raises DuplicateKey, EntryForbidden or InvalidEntry instead of the errors of the driver."""
    try:
        yield
    except InsufficientPrivilege as error:
        # A row policy: what would come of it is none of the entries that the writer may write.
        raise EntryForbidden("no role of yours allows an entry like this") from error
    except UniqueViolation as error:
        if not names.is_key_index(model.key, error.diag.constraint_name or ""):
            raise
        raise duplicate_key(model) from error
    except (CheckViolation, ForeignKeyViolation) as error:
        raise _broken(model, error.diag.constraint_name or "") from error
    except ProgramLimitExceeded as error:
        # The limits of indexed texts keep this away; a key of very many parts could still get here.
        raise InvalidEntry.of_field(
            "data", "max_length", "an indexed value is too long", max_length=INDEXED_LENGTH
        ) from error
    except DataError as error:
        raise InvalidEntry.of_field("data", "type", "a value cannot be stored") from error


def duplicate_key(model: Model) -> DuplicateKey:
    """The key properties, each named."""
    key = [field.name for field in model.key_fields()]
    return DuplicateKey(
        # Without key properties the key is that of the version before, which is about to be removed.
        f"another entry has the same {', '.join(key) or 'key'}",
        fields=[
            FieldError(field=f"data.{name}", rule="unique", message="another entry has the same key") for name in key
        ],
    )


def _broken(model: Model, constraint: str) -> AqtraError:
    broken = names.read_constraint(constraint)
    field = model.by_property.get(broken.property_id) if broken else None
    if broken is None or field is None:
        # A rule of a version that is just being published, on a property this one does not know.
        return InvalidEntry.of_field("data", "type", "a rule of a newer version refuses it; load the page again")
    refused = _refusal(field, broken.rule)
    return InvalidEntry(
        f"{field.name}: {refused.message}",
        fields=[
            FieldError(field=f"data.{field.name}", rule=refused.rule, message=refused.message, params=refused.params)
        ],
    )


def _refusal(field: Field, rule: str) -> Refused:
    if rule == "reference":
        if field.kind == FILE:
            return Refused("file", NO_FILE_HERE)
        return Refused("reference", "there is no such entry")
    return Refused(_RULES.get(rule, rule), f"the value breaks the rule {rule}")
