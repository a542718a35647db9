"""Patent numbers and IPC symbols as searchers write them, reduced to the keys by which they are found."""

import re

from portal.search.text import fold

_CN_NEW = re.compile(r"(?:CN|ZL)?((?:19|20)\d{2}[12389]\d{7})[\dX]?")
_CN_OLD = re.compile(r"(?:CN|ZL)?((?:8[5-9]|9\d|0[0-3])[12389]\d{5})[\dX]?")
_CN_PUBLICATION = re.compile(r"CN([123]\d{6,8})[A-Z]?\d?")
_FOREIGN = re.compile(r"([A-Z]{2})0*(\d{5,13})(?:[A-Z]\d?)?")
_SYMBOL = re.compile(r"([A-HY])(\d{2})(?:([A-Z])(?:\s*0*(\d{1,4})(?:\s*[/:]\s*(\d{2,6}))?)?)?")
_COMPACT = re.compile(r"[^0-9A-Z]")


def keys(number: str) -> frozenset[str]:
    """Return the keys of a number in any writing: two writings of one number share at least one key."""
    compact = _COMPACT.sub("", fold(number).upper())
    if match := _CN_NEW.fullmatch(compact) or _CN_OLD.fullmatch(compact):
        return frozenset({match[1]})
    if match := _CN_PUBLICATION.fullmatch(compact):
        return frozenset({match[1]})
    if match := _FOREIGN.fullmatch(compact):
        return frozenset({match[1] + match[2], match[2]})
    return frozenset({compact}) if compact else frozenset()


def symbol(text: str) -> str | None:
    """Return an IPC symbol as `H01M10/052` (or a section, class, subclass, main group), None if it is not one."""
    upper = fold(text).upper().split("(")[0].strip()
    if len(upper) == 1 and upper in "ABCDEFGH":
        return upper
    match = _SYMBOL.match(upper)
    if not match or (match.end() != len(upper) and not match[5]):
        return None
    section, number, letter, group, subgroup = match.groups()
    return f"{section}{number}{letter or ''}{group or ''}" + (f"/{subgroup}" if subgroup else "")


def branch(text: str) -> str:
    """Return the beginning shared by a symbol and its children: `H01M10` and `H01M10/00` give `H01M10/`.

    What is no symbol has no children: the beginning returned for it is one that no symbol has.
    """
    known = symbol(text) or "?"
    if "/" in known:
        group, subgroup = known.split("/")
        return f"{group}/" if subgroup.strip("0") == "" else known
    return f"{known}/" if len(known) > 4 else known
