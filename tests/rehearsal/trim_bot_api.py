"""Makes bot/rehearsal/bot_api.json: of the Bot API as data, the methods the rehearsal serves and every type they reach.

Run it by hand after adding a method:  .venv/bin/python tests/rehearsal/trim_bot_api.py PATH/TO/bot-api.json
Never edit its output by hand: a method or type that Telegram does not have would pass every check.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.rehearsal.methods import SERVED

TARGET = Path(__file__).parents[2] / "bot" / "rehearsal" / "bot_api.json"


def trim(api: dict[str, Any]) -> dict[str, Any]:
    methods = {name: api["methods"][name] for name in sorted(SERVED)}
    named = [kind for method in methods.values() for kind in _types_of(method)]
    reached = _reached(api["types"], [*named, "Update"])
    types = {name: {key: value for key, value in api["types"][name].items() if key != "subtype_of"} for name in reached}
    return {"version": api["version"], "methods": methods, "types": types}


def show(trimmed: dict[str, Any]) -> str:
    """One method or type a line, so that a change reads well."""
    lines = [f'{{\n"version": {json.dumps(trimmed["version"])}']
    for part in ("methods", "types"):
        rows = (f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in trimmed[part].items())
        lines.append(f'"{part}": {{\n' + ",\n".join(rows) + "\n}")
    return ",\n".join(lines) + "\n}\n"


def _types_of(method: dict[str, Any]) -> Iterable[str]:
    yield from method["returns"]
    for parameter in method["params"].values():
        yield from parameter["types"]


def _reached(types: dict[str, Any], start: Iterable[str]) -> list[str]:
    reached: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop().replace("Array of ", "")
        if name in types and name not in reached:
            reached.add(name)
            todo.extend(types[name].get("subtypes", []))
            todo.extend(kind for field in types[name].get("fields", {}).values() for kind in field["types"])
    return sorted(reached)


if __name__ == "__main__":
    TARGET.write_text(show(trim(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))), encoding="utf-8")
