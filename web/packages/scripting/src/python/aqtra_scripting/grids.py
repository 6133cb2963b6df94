"""What events of grids hand over: columns, what the reader did to the table, and styles to be set."""

from typing import Any

from aqtra_scripting.values import plain

NAMES = {
    "background": "background",
    "background-color": "background",
    "color": "color",
    "font-weight": "font_weight",
    "font-style": "font_style",
    "text-decoration": "text_decoration",
}
"""Declarations of style sheets that are understood."""
MEMBERS = {
    "Background": "background",
    "FontColor": "color",
    "Color": "color",
    "FontWeight": "font_weight",
    "FontStyle": "font_style",
    "TextDecoration": "text_decoration",
}


class Column:
    """A column of a grid, with the fields that it shows."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Index: int = content["index"]
        self.Name: str = content["name"]
        self.Fields: list[str] = content["fields"]

    def __str__(self) -> str:
        return self.Name


class Sort:
    """One column by which rows are sorted."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Field: str = content["field"]
        self.Descending: bool = content.get("direction") == "descending"


class Filter:
    """What the reader filters a column by."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Field: str = content["field"]
        self.Operator: str = content["operator"]
        self.Values: list[Any] = list(content["values"])


class TableState:
    """Page (from 1), page size, sorting and filters of a grid."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Page: int = content["page"]
        self.PageSize: int = content["pageSize"]
        self.Sort = [Sort(found) for found in content["sort"]]
        self.Filter = [Filter(found) for found in content["filter"]]


class StyleValue:
    """`style.Background.Value` is the same as `style.Background`."""

    def __init__(self, style: "Style", member: str) -> None:
        self.__dict__.update(_style=style, _member=member)

    def __getattr__(self, name: str) -> Any:
        if name != "Value":
            raise AttributeError(f"a style has a Value, and no {name}")
        return self.__dict__["_style"].content.get(MEMBERS[self.__dict__["_member"]], "")

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "Value":
            raise AttributeError(f"only Value can be set, not {name}")
        setattr(self.__dict__["_style"], self.__dict__["_member"], value)

    def __str__(self) -> str:
        return str(self.Value)


class Style:
    """How a header, row or cell is to look: members, or declarations as style sheets have them in `Css`."""

    content: dict[str, str]

    def __init__(self) -> None:
        self.__dict__["content"] = {}

    def __getattr__(self, name: str) -> Any:
        if name == "Css":
            return "; ".join(f"{name.replace('_', '-')}: {value}" for name, value in self.content.items())
        if name not in MEMBERS:
            raise AttributeError(f"a style has no {name}: there are {', '.join(MEMBERS)} and Css")
        return StyleValue(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Css":
            self._declare(str(value))
        elif name in MEMBERS:
            self.content[MEMBERS[name]] = "" if value is None else str(plain(value))
        else:
            raise AttributeError(f"a style has no {name}: there are {', '.join(MEMBERS)} and Css")

    def _declare(self, text: str) -> None:
        for declaration in filter(str.strip, text.split(";")):
            name, _, value = declaration.partition(":")
            if (member := NAMES.get(name.strip().lower())) is None:
                raise ValueError(f"parts of a grid have no {name.strip()}: there are {', '.join(NAMES)}")
            self.content[member] = value.strip()
