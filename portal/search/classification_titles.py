"""IPC symbols and WIPO's technology fields in words: short titles of our own, and which symbol lies in which field."""

from functools import cache

from portal.search.data import data
from portal.search.numbers import symbol as normal


def title(symbol: str, language: str) -> str:
    """Return the short title of the subclass, class or section that a symbol lies in, the closest known; else ''."""
    known = normal(symbol) or ""
    for table, length in (("ipc_subclasses", 4), ("ipc_classes", 3), ("ipc_sections", 1)):
        if len(known) >= length and known[:length] in data(table):
            return _word(data(table)[known[:length]], language)
    return ""


def wipo_field(symbol: str) -> str | None:
    """Return the code (`1` to `35`) of the WIPO technology field of a symbol, None if it lies in none."""
    known = normal(symbol)
    if not known:
        return None
    starts = _starts()
    return next((starts[known[:end]] for end in range(len(known), 2, -1) if known[:end] in starts), None)


def wipo_field_name(code: str, language: str) -> str:
    """Return the name of a technology field."""
    field = data("wipo_fields").get(code)
    return _word([field["zh"], field["en"]], language) if field else code


def wipo_fields() -> tuple[str, ...]:
    """Return the codes of all 35 fields in their order."""
    return tuple(data("wipo_fields"))


def wipo_sector(code: str) -> str:
    """Return the sector of a field: electrical, instruments, chemistry, mechanical or other."""
    return str(data("wipo_fields")[code]["sector"])


def section(symbol: str) -> str | None:
    """Return the section letter of a symbol."""
    known = normal(symbol)
    return known[0] if known else None


def subclass(symbol: str) -> str | None:
    """Return the subclass of a symbol, None if it is not as deep."""
    known = normal(symbol)
    return known[:4] if known and len(known) >= 4 else None


@cache
def _starts() -> dict[str, str]:
    return {start: code for code, field in data("wipo_fields").items() for start in field["ipc"].split()}


def _word(pair: list[str], language: str) -> str:
    return pair[1] if language.startswith("en") else pair[0]
