"""Finds words that a statement may not hold, and where they stand: advertising (OL-10), a price left open (OL-13)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.openlicence.models import Statement

TEXTS = (
    "payment_zh",
    "payment_en",
    "plain_zh",
    "plain_en",
    "legal_zh",
    "legal_en",
    "note",
    "base_text",
    "audit_text",
)
PAYMENT = ("payment_zh", "payment_en")
FORMULA = ("base_text", "audit_text")
_AROUND = 8
# What follows makes the word innocent: 第一期 is an instalment, "leading to" no praise.
_INNOCENT: Mapping[str, str] = {"第一": "[期年次个笔款条项季阶步]", "leading": r"\s+to\b"}


# What stands before makes it innocent: 不议价, "not negotiable".
_DENIED = "".join(f"(?<!{no})" for no in ("不", "不得", "不可", "不能", "不再", "not ", "non-", "not be "))


@dataclass(frozen=True, slots=True)
class Praise:
    """A forbidden word, the field it stands in, and the words around it."""

    field: str
    word: str
    around: str


def praise_in(statement: Statement, words: Iterable[str]) -> list[Praise]:
    """Return every forbidden word of the statement's texts, in the order of fields and places."""
    return _found(statement, TEXTS, _pattern(tuple(words)))


def left_open_in(statement: Statement, words: Iterable[str]) -> list[Praise]:
    """Return every word of `words` that leaves open what is paid; a formula is read where the fee has one."""
    royal = statement.fee_way in ("royalty", "entry_royalty")
    fields = (*PAYMENT, *FORMULA) if royal else PAYMENT
    return _found(statement, fields, _pattern(tuple(words), before=_DENIED))


def _found(statement: Statement, fields: Iterable[str], pattern: re.Pattern[str]) -> list[Praise]:
    return [
        Praise(field, match.group(), _around(text, match))
        for field in fields
        if (text := getattr(statement, field) or "")
        for match in pattern.finditer(text)
    ]


def _pattern(words: tuple[str, ...], before: str = "") -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(before + _word(word) for word in longest_first) or r"(?!)", re.IGNORECASE)


def _word(word: str) -> str:
    latin = word.isascii()
    bounded = rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if latin else re.escape(word)
    innocent = _INNOCENT.get(word)
    return f"{bounded}(?!{innocent})" if innocent else bounded


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return " ".join(text[start:end].split())
