"""People and family members as a person types them into a form, one on each line, and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.core.errors import InputError

_PARTS = re.compile(r"[;；\t]+")
_TYPED = re.compile(r"(.+?)(\s*[,，:：]\s*|\s*)([-+]?\d+(?:\.\d+)?)(\s*[%％])?")
_LONGEST_NAME = 200
_SERVICE = {"职务": True, "service": True, "非职务": False, "not service": False}
_EMPLOYED = {"在职": True, "employed": True, "离职": False, "left": False}
_MEMBER = re.compile(
    r"(EP|US|WO|JP|KR|DE|GB|FR|TW|HK|MO|[A-Z]{2})[\s/-]*([A-Z]*\d[\dA-Z/., -]*)", re.IGNORECASE
)


def owners(text: str, known: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return owners from lines such as `甲大学；60%`; `known` are names of organisations here. Raises InputError."""
    ids = dict(known)
    rows = []
    for parts in _owner_lines(text, ids):
        if len(parts[0]) > _LONGEST_NAME:
            raise InputError("fact.too_long_name", field="owners", limit=_LONGEST_NAME)
        row: dict[str, Any] = {"name": parts[0], "organisation_id": ids.get(parts[0])}
        if len(parts) > 1:
            row["share"] = _share(parts[1], "；".join(parts))
        rows.append({key: value for key, value in row.items() if value is not None})
    return rows


def _owner_lines(text: str, known: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield name and share; a share is told by its sign or by what stands before it, never by a number alone."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        typed = _TYPED.fullmatch(line)
        if typed is None or _PARTS.search(line) or line in known:
            yield from _lines(line)
        elif typed[4] or typed[2].strip():
            yield [typed[1], typed[3]]
        elif typed[2]:
            raise InputError("fact.share_line", field="owners", line=line[:80])
        else:
            yield [line]


def _share(text: str, line: str) -> int:
    """Read per cent as basis points. Raises InputError for what is no share of a whole."""
    try:
        share = Decimal(text.strip().rstrip("%％ "))
    except InvalidOperation:
        share = Decimal(0)
    if not 0 < share <= 100:
        raise InputError("fact.share_line", field="owners", line=line[:80])
    return int(share * 100)


def inventors(text: str) -> list[dict[str, Any]]:
    """Return inventors from lines such as `林晓澄；职务；在职`. Raises InputError for a word that is not known."""
    rows = []
    for name, *words in _lines(text):
        row: dict[str, Any] = {"name": name}
        for word in (word.lower() for word in words):
            if word in _SERVICE:
                row["service"] = _SERVICE[word]
            elif word in _EMPLOYED:
                row["employed"] = _EMPLOYED[word]
            else:
                raise InputError("fact.inventor_word", field="inventors", word=word[:40])
        rows.append(row)
    return rows


def members(text: str) -> list[dict[str, str]]:
    """Return family members from lines such as `EP3868660B1`. Raises InputError where a line is none."""
    rows = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = _MEMBER.fullmatch(line)
        if found is None:
            raise InputError("fact.members", field="members")
        office = found[1].upper()
        rows.append({"office": office, "number": office + re.sub(r"[\s,]", "", found[2]).upper()})
    return rows


def _lines(text: str) -> list[list[str]]:
    lines = ([part.strip() for part in _PARTS.split(line) if part.strip()] for line in text.splitlines())
    return [parts for parts in lines if parts]


def shown(rows: Iterable[dict[str, Any]]) -> str:
    """Return owners, inventors or members on one line for reading."""
    return "；".join(_shown(row) for row in rows)


def _shown(row: dict[str, Any]) -> str:
    if "number" in row:
        return str(row["number"])
    share = row.get("share")
    return f"{row['name']} {share / 100:g}%" if share is not None else str(row["name"])
