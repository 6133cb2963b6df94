"""What the page looks like to a script: the last state it told, with the changes it has not answered for yet."""

from typing import Any

Effect = dict[str, Any]
State = dict[str, Any]


class Mirror:
    """State of one form. Reading never waits; the page is told of writes later."""

    def __init__(self, state: State) -> None:
        self._sent: list[tuple[int, list[Effect]]] = []
        self.replace(state)

    def replace(self, state: State) -> None:
        """Takes over what the page says, and does again what it did not know of then."""
        self._state = state
        self._sent = [(number, effects) for number, effects in self._sent if number > state.get("applied", 0)]
        for _, effects in self._sent:
            for effect in effects:
                self.apply(effect)

    def sent(self, number: int, effects: list[Effect]) -> None:
        self._sent.append((number, effects))

    def apply(self, effect: Effect) -> None:
        match effect:
            case {"card": _}:
                # Cards have values and settings of their own.
                pass
            case {"do": "value", "name": name, "value": value}:
                self._state["values"][name] = value
            case {"do": "control", "id": key, "setting": setting, "value": value}:
                self._state["controls"].setdefault(key, {})[setting] = value
            case {"do": "error", "name": name, "text": text}:
                self._state["errors"][name] = text
            case _:
                pass

    @property
    def head(self) -> dict[str, Any]:
        found: dict[str, Any] = self._state["head"]
        return found

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = self._state["values"]
        return found

    @property
    def device(self) -> dict[str, Any]:
        found: dict[str, Any] = self._state["device"]
        return found

    def control(self, key: str) -> dict[str, Any]:
        """Settings of a control that scripts have changed."""
        found: dict[str, Any] = self._state["controls"].get(key, {})
        return found
