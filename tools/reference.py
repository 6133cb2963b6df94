"""Writes the reference pages of the help from the code: `python tools/reference.py`. Running it again changes nothing."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import aqtra
from aqtra.infra.settings import PREFIX, Settings
from aqtra.kernel.errors import AqtraError

REPOSITORY = Path(__file__).parents[1]
REFERENCE = REPOSITORY / "docs" / "reference"
SCHEMA = REPOSITORY / "schema"


def main() -> None:
    for module in pkgutil.walk_packages(aqtra.__path__, "aqtra."):
        if module.name.rpartition(".")[2] in ("errors", "http", "live", "static", "database", "values"):
            importlib.import_module(module.name)
    write("errors", errors())
    write("settings", settings())
    write("http-api", http_api(json.loads((SCHEMA / "openapi.json").read_text())))
    write("steps", steps(json.loads((SCHEMA / "steps.json").read_text())))
    write("components", components(json.loads((SCHEMA / "components.json").read_text())))


def write(name: str, lines: Iterable[str]) -> None:
    (REFERENCE / f"{name}.md").write_text("\n".join(lines).rstrip() + "\n")


def table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |"
    yield ""


def errors() -> Iterator[str]:
    yield "# Errors\n"
    yield "A refusal is a document of type `application/problem+json` with `code`, `status`, `detail`, `trace_id`,"
    yield "`translation_key`, `params` and `fields`; each field names its place, the broken rule and a message.\n"
    found: dict[str, type[AqtraError]] = {}
    waiting: list[type[AqtraError]] = [AqtraError]
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        if error.__dict__.get("code"):
            found.setdefault(error.code, error)
    for code, error in sorted(found.items()):
        yield f"## {code}\n"
        yield f"Status {error.status}. {(inspect.getdoc(error) or '').splitlines()[0] if error.__doc__ else ''}\n"


def settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "Read from the environment, from a file named by the same variable with `_FILE` at its end, or from a TOML file"
    yield "named by `AQTRA_CONFIG`; the first wins.\n"
    rows = []
    for name, field in sorted(Settings.model_fields.items()):
        default = "" if field.default is None else str(getattr(field.default, "value", field.default))
        kind = str(getattr(field.annotation, "__name__", field.annotation)).replace("pydantic.types.", "")
        kind = kind.replace("pathlib.", "").replace("SecretStr", "secret")
        rows.append([f"`{PREFIX}{name.upper()}`", kind, f"`{default}`" if default not in ("", "()") else ""])
    yield from table(["Setting", "Type", "Default"], rows)


def http_api(document: dict[str, Any]) -> Iterator[str]:
    yield "# HTTP API\n"
    yield "The machine-readable description is served at `/api/v1/openapi.json`. Every change needs the header"
    yield "`X-Aqtra-Token` with the anti-forgery token that `GET /api/v1/session` answers.\n"
    rows = []
    for path, operations in sorted(document["paths"].items()):
        for method, operation in sorted(operations.items()):
            about = (operation.get("description") or operation.get("summary") or "").split("\n")[0]
            rows.append([method.upper(), f"`{path}`", operation.get("x-aqtra-right", ""), about])
    yield from table(["Method", "Address", "Right", "What it does"], rows)


def steps(document: Any) -> Iterator[str]:
    yield "# Flow steps\n"
    for step in document["steps"]:
        yield f"## {step['title']}\n"
        yield f"{step.get('purpose') or step.get('help') or ''}\n"
        parameters = step.get("params") or step.get("parameters") or []
        yield from table(
            ["Parameter", "Type", "Required", "Meaning"],
            [
                [
                    str(parameter.get("title", parameter.get("name"))),
                    f"`{parameter.get('type')}`",
                    "yes" if parameter.get("required") else "",
                    str(parameter.get("help") or parameter.get("meaning") or ""),
                ]
                for parameter in parameters
            ],
        )


def components(document: Any) -> Iterator[str]:
    yield "# UI components\n"
    for component in document["components"]:
        yield f"## {component['title']}\n"
        yield f"Kind `{component['kind']}`, group {component['group']}.\n"
        rows = []
        for name, setting in component["settings"].items():
            default = setting.get("default")
            rows.append(
                [
                    str(setting.get("title", name)),
                    str(setting.get("panel", "")),
                    f"`{setting['type']}`",
                    "" if default is None else f"`{json.dumps(default, ensure_ascii=False)}`",
                    str(setting.get("about", "")),
                ]
            )
        yield from table(["Setting", "Panel", "Type", "Default", "Meaning"], rows)


if __name__ == "__main__":
    main()
