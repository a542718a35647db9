"""Finds advertising in a statement: words that the statute forbids there, and where they stand (OL-10)."""

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
_AROUND = 8
# What follows makes the word innocent: 第一期 is an instalment, "leading to" no praise.
_INNOCENT: Mapping[str, str] = {"第一": "[期年次个笔款条项季阶步]", "leading": r"\s+to\b"}


@dataclass(frozen=True, slots=True)
class Praise:
    """A forbidden word, the field it stands in, and the words around it."""

    field: str
    word: str
    around: str


def praise_in(statement: Statement, words: Iterable[str]) -> list[Praise]:
    """Return every forbidden word of the statement's texts, in the order of fields and places."""
    pattern = _pattern(tuple(words))
    return [
        Praise(field, match.group(), _around(text, match))
        for field in TEXTS
        if (text := getattr(statement, field) or "")
        for match in pattern.finditer(text)
    ]


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_word(word) for word in longest_first) or r"(?!)", re.IGNORECASE)


def _word(word: str) -> str:
    latin = word.isascii()
    bounded = rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if latin else re.escape(word)
    innocent = _INNOCENT.get(word)
    return f"{bounded}(?!{innocent})" if innocent else bounded


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return " ".join(text[start:end].split())
