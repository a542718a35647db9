"""Words for IPC symbols, and the WIPO field of technology that a symbol belongs to."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_SUBCLASS = 4


def title(symbol: str, language: str) -> str:
    """Return the title of a section, class or subclass in `zh` or `en`; empty where none is known."""
    words = _titles().get(symbol)
    return words["zh" if language == "zh" else "en"] if words else ""


def wipo_field(symbol: str) -> str | None:
    """Return the code (`1` to `35`) of the WIPO field of technology of a canonical symbol, or None."""
    groups, subclasses = _symbols()
    main_group = symbol.split("/")[0]
    return groups.get(main_group) or subclasses.get(symbol[:_SUBCLASS])


def field_name(code: str, language: str) -> str:
    """Return the name of a WIPO field in `zh` or `en`, or the code where there is no such field."""
    field = _fields().get(code)
    return field["zh" if language == "zh" else "en"] if field else code


def _read(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files("portal.search.data").joinpath(name).read_text("utf-8"))
    return data


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    return _read("ipc_titles.json")


@cache
def _fields() -> Mapping[str, Mapping[str, Any]]:
    return _read("wipo_fields.json")


@cache
def _symbols() -> tuple[dict[str, str], dict[str, str]]:
    groups, subclasses = {}, {}
    for code, field in _fields().items():
        for symbol in field["symbols"]:
            if symbol.endswith("/"):
                groups[symbol[:-1]] = code
            else:
                subclasses[symbol] = code
    return groups, subclasses
