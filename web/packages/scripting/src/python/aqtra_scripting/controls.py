"""Controls of the pages: `context.Properties.<name>`, and what events hand over as their sender."""

import re
from typing import Any

from aqtra_scripting.page import Page
from aqtra_scripting.tasks import Task
from aqtra_scripting.values import Entry, plain, to_page, to_python

LOCALIZED = "localized_text"
BOUND = (LOCALIZED, "file_ref", "css_color")
"""Types of settings that scripts reach by `.Value`."""
ALIASES = {"FontColor": "color", "BorderColor": "border_brush"}
TEXTS = ("value", "label", "title", "text", "caption")
"""Settings that hold the text of a control, the first that its kind has."""
WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Bound:
    """A setting whose content is its `Value`."""

    def __init__(self, control: "Control", setting: str) -> None:
        object.__setattr__(self, "_control", control)
        object.__setattr__(self, "_setting", setting)

    @property
    def Value(self) -> Any:
        value = _read(self._control, self._setting)  # type: ignore[attr-defined]
        return value.get("translation_value", "") if isinstance(value, dict) else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "Value":
            raise AttributeError(f"only Value can be set, not {name}")
        _write(self._control, self._setting, value)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return "" if self.Value is None else str(self.Value)


class Card:
    """The entry that a control stands for: that of its card, or the one that was chosen in a tree."""

    def __init__(self, content: dict[str, Any], types: dict[str, str], form: str | None) -> None:
        self.entry = Entry(content, types)
        self.types = types
        self.form = form
        """Name of the card's own values; None where there are none."""
        self.values: dict[str, Any] = dict(content.get("data") or {})
        self.settings: dict[str, Any] = {}

    def apply(self, effect: dict[str, Any]) -> None:
        """What is written is read at once, as on the page."""
        match effect:
            case {"do": "value", "name": name, "value": value}:
                self.values[name] = value
            case {"do": "control", "setting": setting, "value": value}:
                self.settings[setting] = value
            case _:
                pass


class Control:
    """Every setting of the property panel by its name in PascalCase."""

    def __init__(
        self,
        page: Page,
        key: str,
        handle: int | None = None,
        filters: dict[str, Any] | None = None,
        card: Card | None = None,
    ) -> None:
        self.__dict__.update(_page=page, _key=key, _handle=handle, _filters=filters or {}, _card=card)

    def __getattr__(self, name: str) -> Any:
        if name == "Value" and _bound_property(self) is not None:
            return _value(self)
        if name == "Model" and _card(self) is not None:
            return _card(self).entry
        setting = _setting(self, name)
        return Bound(self, setting) if _type(self, setting) in BOUND else _read(self, setting)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Value" and (prop := _bound_property(self)) is not None:
            tell(self, {"do": "value", "name": prop, "value": to_page(value, _types(self).get(prop, ""), prop)})
        elif name in ("Busy", "Error"):
            getattr(self, name)(value)
        else:
            _write(self, _setting(self, name), value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Control) and self.__dict__["_key"] == other.__dict__["_key"]

    def __hash__(self) -> int:
        return hash(self.__dict__["_key"])

    @property
    def Name(self) -> str:
        return str(_about(self)["name"])

    @property
    def Id(self) -> str:
        return str(self.__dict__["_key"])

    def SetText(self, text: Any) -> None:
        known = _page(self).kinds.get(_about(self)["kind"], {})
        setting = next((name for name in TEXTS if known.get(name, {}).get("type") == LOCALIZED), None)
        if setting is None:
            raise AttributeError(f"{self.Name} shows no text that could be set")
        _write(self, setting, text)

    def Busy(self, busy: bool = True) -> None:
        tell(self, {"do": "busy", "id": self.Id, "busy": bool(busy)})

    def Error(self, error: bool = True, text: str = "") -> None:
        tell(self, {"do": "failed", "id": self.Id, "failed": bool(error), "text": str(text)})

    def Refresh(self) -> None:
        _page(self).tell({"do": "refresh", "id": self.Id, "handle": self.__dict__["_handle"]})

    def GetDynamicFilterValue(self, path: str) -> Any:
        """Right side of the first dynamic filter on a field; None when there is none."""
        field = path.removeprefix("data.")
        known = {name.removeprefix("data."): value for name, value in self.__dict__["_filters"].items()}
        if field in known:
            return to_python(known[field], "")
        rules = _read(self, "dynamic_filters") or []
        rule = next((rule for rule in rules if str(rule.get("field")).removeprefix("data.") == field), None)
        page = _page(self)
        name = str(rule.get("source", "")).removeprefix("data.") if rule else ""
        return to_python(page.mirror.values.get(name), page.types.get(name, ""))

    def AddItem(self) -> Task:
        return _page(self).ask("add_item", control=self.Id)

    def EditItem(self, entry: Any) -> Task:
        return _page(self).ask("edit_item", control=self.Id, entry=plain(entry))

    def RaisePropertyChanged(self, name: str = "") -> None:
        """No longer needed: what is set is shown."""


class Controls:
    """All controls of the component by their internal names."""

    def __init__(self, page: Page) -> None:
        self.__dict__["_page"] = page

    def __getattr__(self, name: str) -> Control:
        page: Page = self.__dict__["_page"]
        key = next((key for key, found in page.controls.items() if found["name"] == name), None)
        if key is None:
            raise AttributeError(f"no page of the component has a control named {name}")
        return Control(page, key)

    def __getitem__(self, name: str) -> Control:
        return getattr(self, name)  # type: ignore[no-any-return]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"controls are not replaced: set a property of {name} instead")


def _page(control: Control) -> Page:
    page: Page = control.__dict__["_page"]
    return page


def _card(control: Control) -> Card | None:
    card: Card | None = control.__dict__["_card"]
    return card


def tell(control: Control, effect: dict[str, Any]) -> None:
    """Of the one card that a control stands in, or of the page."""
    card = _card(control)
    if card is not None and card.form is not None:
        card.apply(effect)
        effect = {**effect, "card": card.form}
    _page(control).tell(effect)


def _types(control: Control) -> dict[str, str]:
    card = _card(control)
    return _page(control).types if card is None else card.types


def _about(control: Control) -> dict[str, Any]:
    return _page(control).controls[control.__dict__["_key"]]


def _setting(control: Control, name: str) -> str:
    setting = ALIASES.get(name, "_".join(WORDS.split(name)).lower())
    if setting not in _page(control).kinds.get(_about(control)["kind"], {}):
        raise AttributeError(f"{control.Name} has no property {name}")
    return setting


def _type(control: Control, setting: str) -> str:
    return str(_page(control).kinds[_about(control)["kind"]][setting]["type"])


def _read(control: Control, setting: str) -> Any:
    page = _page(control)
    card = _card(control)
    changed = page.mirror.control(control.__dict__["_key"]) | ({} if card is None else card.settings)
    if setting in changed:
        return changed[setting]
    stored = _about(control)["settings"]
    return (
        stored[setting]
        if stored.get(setting) is not None
        else page.kinds[_about(control)["kind"]][setting].get("default")
    )


def _write(control: Control, setting: str, value: Any) -> None:
    if _type(control, setting) == LOCALIZED and not isinstance(value, dict):
        value = {"translation_key": "", "translation_value": "" if value is None else str(value)}
    tell(control, {"do": "control", "id": control.__dict__["_key"], "setting": setting, "value": plain(value)})


def _bound_property(control: Control) -> str | None:
    """The property that a control edits, where its value is not a setting of its own."""
    about = _about(control)
    binding = about["settings"].get("binding")
    if not isinstance(binding, str) or "value" in _page(control).kinds.get(about["kind"], {}):
        return None
    name = binding.removeprefix("data.")
    return name if name in _types(control) else None


def _value(control: Control) -> Any:
    card, name = _card(control), _bound_property(control) or ""
    values = _page(control).mirror.values if card is None else card.values
    return to_python(values.get(name), _types(control).get(name, ""))
