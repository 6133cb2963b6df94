"""The separator of columns in CSV, as a setting."""

from typing import Annotated

from pydantic import AfterValidator

from aqtra.dataflow.parameters import Parameter, ParameterType

_TAB = "\\t"


def _separator(text: str) -> str:
    text = "\t" if text == _TAB else text
    if len(text) != 1 or not text.isascii() or text in '"\r\n\0':
        raise ValueError(r"a separator is one ASCII character and no quote; \t is the tabulator")
    return text


Separator = Annotated[str, AfterValidator(_separator), Parameter(ParameterType.STRING)]
