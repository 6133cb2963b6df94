"""The registered steps. Refuses, when first asked, what does not keep the rules of the catalogue."""

from functools import lru_cache
from types import ModuleType

from pydantic.fields import FieldInfo

from aqtra.dataflow import steps
from aqtra.dataflow.parameters import parameter_of, rows_of
from aqtra.dataflow.step import AnyStep, InputMode, Step
from aqtra.dataflow.strings import strings
from aqtra.kernel.registry import Registry


class BadStep(Exception):
    """A step breaks a rule of the catalogue. The message names both."""


@lru_cache(maxsize=1)
def catalogue() -> Registry[AnyStep]:
    """All steps by id. Raises BadStep or DuplicateId."""
    registry: Registry[AnyStep] = Registry(steps, _offered, lambda step: step.id)
    for step in registry:
        verify(step)
    return registry


def verify(step: AnyStep) -> None:
    """Raises BadStep unless the step is complete."""
    for broken in _broken_rules(step):
        raise BadStep(f"step {step.id}: {broken}")


def _offered(module: ModuleType) -> AnyStep | None:
    step = getattr(module, "STEP", None)
    if step is None and not module.__name__.rpartition(".")[2].startswith("_"):
        raise BadStep(f"{module.__name__} offers no STEP")
    if step is not None and (not isinstance(step, Step) or module.__name__.rpartition(".")[2] != step.id):
        raise BadStep(f"{module.__name__} offers a STEP of another name")
    return step


def _broken_rules(step: AnyStep) -> list[str]:
    broken = []
    if (step.ports.mode is InputMode.ENTRY) != bool(step.ports.triggers):
        broken.append("entry steps, and only they, name their triggers")
    if (step.ports.mode is InputMode.JOIN) != (step.ports.join is not None):
        broken.append("joins, and only they, name the settings of their two sources")
    texts = strings()["steps"].get(step.id)
    if texts is None or not texts.get("title") or not texts.get("purpose"):
        broken.append("title or purpose is missing in the strings")
    for name, field in step.settings.model_fields.items():
        try:
            parameter_of(field)
        except TypeError as error:
            broken.append(f"setting {name}: {error}")
        if texts is not None and not texts.get("settings", {}).get(name, {}).get("title"):
            broken.append(f"setting {name} has no title in the strings")
        broken += _broken_columns(step.id, name, field)
    try:
        step.settings.model_validate(step.example.settings)
    except ValueError as error:
        broken.append(f"the example does not fit the settings: {error}")
    return broken


def _broken_columns(step: str, setting: str, field: FieldInfo) -> list[str]:
    rows = rows_of(field)
    texts = strings()["steps"].get(step, {}).get("settings", {}).get(setting, {}).get("columns", {})
    missing = [column for column in rows.model_fields if not texts.get(column, {}).get("title")] if rows else []
    return [f"column {column} of setting {setting} has no title in the strings" for column in missing]
