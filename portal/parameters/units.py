"""How a figure of each unit is written in words, and how a typed one is read."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from portal.core.errors import InputError
from portal.core.money import format_money, parse_amount, to_major

CNY = "CNY"
WHOLE = 10_000  # basis points
LARGEST = 10_000  # of any count: more is a slip of the keyboard
LONGEST_WORD = 60  # characters
MOST_WORDS = 300


@dataclass(frozen=True)
class Unit:
    """`words` are lines for a reader, `typed` is what the form shows, `read` takes what was typed.

    `read` is given the value that holds now as well, for its length, and raises InputError with a way to mend.
    """

    words: Callable[[Any], list[str]]
    typed: Callable[[Any], str]
    read: Callable[[str, Any], Any]
    many_lines: bool = False


def _pieces(text: str) -> list[str]:
    """Return what stands between line ends, commas, semicolons and spaces."""
    plain = unicodedata.normalize("NFKC", text)
    return [piece for piece in re.split(r"[\s,;、]+", plain) if piece]


def _money(fen: int) -> str:
    return format_money(fen, CNY)


def _yuan(fen: int) -> str:
    return f"{to_major(fen, CNY).normalize():f}"


def _read_fen(text: str, _now: Any = None) -> int:
    if re.fullmatch(r"\s*0(\.0+)?\s*", text):
        return 0
    try:
        return parse_amount(text, CNY)
    except InputError as error:
        raise InputError(error.code, field="value", **error.params) from error


def _percent(points: int) -> str:
    return f"{points / 100:g}%"


def _read_points(text: str, _now: Any = None) -> int:
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip()
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,2}))?", plain, flags=re.ASCII)
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
    if points > WHOLE:
        raise InputError("parameter.percent", field="value")
    return points


def _whole(text: str, least: int) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 7 and least <= int(plain) <= LARGEST):
        raise InputError("parameter.count", field="value", least=least, most=LARGEST)
    return int(plain)


def _count(words: Callable[[int], str], least: int = 1) -> Unit:
    return Unit(lambda value: [words(value)], str, lambda text, _now: _whole(text, least))


def _read_days(text: str, _now: Any) -> list[int]:
    found = {_whole(piece, 0) for piece in _pieces(text)}
    if not found:
        raise InputError("parameter.empty", field="value")
    return sorted(found, reverse=True)


def _read_years(text: str, now: Any) -> list[int]:
    found = sorted({_whole(piece, 1) for piece in _pieces(text)})
    return _as_many(found, len(now))


def _as_many(found: list[Any], wanted: int) -> list[Any]:
    if len(found) != wanted:
        raise InputError("parameter.as_many", field="value", wanted=wanted, given=len(found))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _read_fen_by_year(text: str, now: Any) -> list[int]:
    return _as_many([_read_fen(line) for line in _lines(text)], len(now))


def _read_points_by_month(text: str, now: Any) -> list[int]:
    return _as_many([_read_points(line) for line in _lines(text)], len(now))


def _by_year(value: list[int]) -> list[str]:
    """Put years of one fee together: years 1-3, ¥900."""
    found, year = [], 1
    for fen, group in groupby(value):
        last = year + len(list(group)) - 1
        found.append(_("years %(first)s to %(last)s: %(money)s", first=year, last=last, money=_money(fen)))
        year = last + 1
    return found


def _by_month(value: list[int]) -> list[str]:
    return [
        _("month %(month)s: %(rate)s", month=month, rate=_percent(points))
        for month, points in enumerate(value, start=1)
    ]


def _read_words(text: str, _now: Any) -> list[str]:
    found = list(dict.fromkeys(_lines(text)))
    if not found:
        raise InputError("parameter.empty", field="value")
    if len(found) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in found):
        raise InputError("parameter.words", field="value", most=MOST_WORDS, longest=LONGEST_WORD)
    return found


def _tiers(value: list[list[int | None]]) -> list[str]:
    return [
        _("up to %(money)s: %(rate)s", money=_money(ceiling), rate=_percent(points or 0))
        if ceiling is not None
        else _("above: %(rate)s", rate=_percent(points or 0))
        for ceiling, points in value
    ]


def _typed_tiers(value: list[list[int | None]]) -> str:
    rows = ((_yuan(ceiling) if ceiling is not None else "*", points or 0) for ceiling, points in value)
    return "\n".join(f"{ceiling}: {_percent(points)}" for ceiling, points in rows)


def _read_tiers(text: str, _now: Any) -> list[list[int | None]]:
    found: list[list[int | None]] = []
    for line in _lines(unicodedata.normalize("NFKC", text)):
        ceiling, _colon, rate = line.partition(":")
        found.append([None if ceiling.strip() == "*" else _read_fen(ceiling), _read_points(rate)])
    ceilings = [ceiling for ceiling, _points in found[:-1] if ceiling is not None]
    rising = ceilings == sorted(set(ceilings)) and len(ceilings) == len(found) - 1
    if not found or found[-1][0] is not None or not rising:
        raise InputError("parameter.tiers", field="value")
    return found


def _listed(value: list[int]) -> str:
    return ", ".join(str(number) for number in value)


UNITS: dict[str, Unit] = {
    "fen": Unit(lambda value: [_money(value)], _yuan, _read_fen),
    "fen_by_year": Unit(_by_year, lambda value: "\n".join(map(_yuan, value)), _read_fen_by_year, True),
    "basis_points": Unit(lambda value: [_percent(value)], _percent, _read_points),
    "basis_points_by_month": Unit(
        _by_month, lambda value: "\n".join(map(_percent, value)), _read_points_by_month, True
    ),
    "months": _count(lambda value: ngettext("%(num)s month", "%(num)s months", value)),
    "days": _count(lambda value: ngettext("%(num)s day", "%(num)s days", value), least=0),
    "years": _count(lambda value: ngettext("%(num)s year", "%(num)s years", value)),
    "characters": _count(lambda value: _("%(num)s characters", num=format_decimal(value))),
    "count": _count(str),
    "points": _count(lambda value: ngettext("%(num)s point", "%(num)s points", value), least=0),
    "working_days": _count(lambda value: ngettext("%(num)s working day", "%(num)s working days", value)),
    "days_list": Unit(lambda value: [_("%(list)s days", list=_listed(value))], _listed, _read_days),
    "years_list": Unit(lambda value: [_("%(list)s years", list=_listed(value))], _listed, _read_years),
    "words": Unit(lambda value: ["、".join(value)], "\n".join, _read_words, True),
    "tiers": Unit(_tiers, _typed_tiers, _read_tiers, True),
}


def in_words(unit: str, value: Any) -> list[str]:
    """Return the value as lines in the reader's language."""
    return UNITS[unit].words(value)
