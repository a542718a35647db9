"""Chinese publication numbers and what their kind code means in its time: PUB-01 to PUB-06."""

import re
from dataclasses import dataclass
from datetime import date

from portal.core.numbers.base import NumberRefused, tidy

MODERN_KINDS_FROM = date(2010, 4, 7)
_MODERN = re.compile(r"CN([123])(\d{8})([A-Z]\d?)?")
_SEVEN = re.compile(r"CN([123])(\d{6})([A-Z]\d?)?")
_AS_APPLICATION = re.compile(r"CN(8[5-9])([1238])(\d{5})([A-Z]\d?)?")
_KIND = re.compile(r"[ABUSCYD]|C[1-7]|Y[1-7]|S[1-7]|[ABUSCY][89]")
# PUB-05: an A belongs to inventions alone
_CLASS_OF_KIND = {"A": "1", "B": "1", "C": "1", "U": "2", "Y": "2", "S": "3", "D": "3"}
_PATENT_KIND = {"1": "I", "2": "U", "3": "D"}


@dataclass(frozen=True, slots=True)
class PublicationNumber:
    """`CN` + `digits` + `kind_code`; `class_digit` is 1 invention, 2 utility model, 3 design."""

    digits: str
    kind_code: str
    class_digit: str

    def __str__(self) -> str:
        return f"CN{self.digits}{self.kind_code}"

    @property
    def kind(self) -> str:
        """Return I (invention), U (utility model) or D (design)."""
        return _PATENT_KIND[self.class_digit]

    @property
    def key(self) -> str:
        """Return an identity for a patent whose application number is unknown.

        Nine digits are given once per patent, so its A and its B share a key; the older series repeat
        between kinds and keep the letter.
        """
        return f"CNPUB:CN{self.digits}" + ("" if len(self.digits) == 9 else self.kind_code)

    def meaning(self, published: date | None) -> str:
        """Return application, examined, grant, partly_invalid, correction or unknown (the era trap, PUB-03)."""
        letter, suffix = self.kind_code[:1], self.kind_code[1:]
        if suffix in {"8", "9"}:
            return "correction"
        if suffix:
            modern = published is not None and published >= MODERN_KINDS_FROM
            return "partly_invalid" if modern else "unknown"
        if len(self.digits) == 8 and letter != "A":
            return "examined"
        return "application" if letter == "A" else "grant"


def parse_publication_number(text: str) -> PublicationNumber:
    """Read a publication number with its kind code; raise NumberRefused where a rule is broken."""
    number = tidy(text).replace(".", "")
    for pattern, group in ((_MODERN, 1), (_SEVEN, 1), (_AS_APPLICATION, 2)):
        match = pattern.fullmatch(number)
        if match is not None:
            return _checked(number, match.group(match.lastindex or 0), match.group(group))
    raise NumberRefused("number.not_publication", "PUB-01", value=text.strip()[:60])


def _checked(number: str, kind_code: str, class_digit: str) -> PublicationNumber:
    if kind_code[:1].isdigit():
        raise NumberRefused("number.kind_missing", "PUB-01", value=number)
    if not _KIND.fullmatch(kind_code):
        raise NumberRefused("number.kind_unknown", "PUB-02", value=number, kind=kind_code)
    class_digit = "1" if class_digit == "8" else class_digit
    if _CLASS_OF_KIND[kind_code[0]] != class_digit:
        raise NumberRefused("number.kind_mismatch", "PUB-04", value=number, kind=kind_code, digit=class_digit)
    return PublicationNumber(number[2 : -len(kind_code)], kind_code, class_digit)
