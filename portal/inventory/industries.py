"""The divisions of the national classification of industries (GB/T 4754-2017), for choosing and for export."""

import json
from functools import cache
from importlib.resources import files

from portal.core.i18n import current_language


@cache
def _read() -> list[dict[str, str]]:
    text = files("portal.inventory").joinpath("data/industries.json").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = json.loads(text)
    return rows


@cache
def _by_code() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in _read()}


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return the divisions under their sections, in the reader's language, with an empty choice first."""
    language = current_language()
    grouped: dict[str, list[tuple[str, str]]] = {"—": [("", "—")]}
    section = ""
    for row in _read():
        if len(row["code"]) == 1:
            section = f"{row['code']} {row[language]}"
            grouped[section] = []
        else:
            grouped[section].append((row["code"], f"{row['code']} {row[language]}"))
    return grouped


def name(code: str, language: str | None = None) -> str:
    """Return the code with its words, or the code alone where it is not known."""
    row = _by_code().get(code)
    return f"{code} {row[language or current_language()]}" if row else code
