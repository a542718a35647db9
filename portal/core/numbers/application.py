"""Chinese application numbers (申请号), which become patent numbers (专利号) at grant: NUM-01 to NUM-08."""

import re
from dataclasses import dataclass
from itertools import cycle

from portal.core import clock
from portal.core.numbers.base import NumberRefused, tidy

_NEW = re.compile(r"(20\d{2})(\d)(\d{7})(?:\.?([0-9X]))?")
_OLD = re.compile(r"(\d{2})(\d)(\d{5})(?:\.?([0-9X]))?")
_AMBIGUOUS = re.compile(r"\d{9}")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)
KINDS = {"1": "I", "8": "I", "2": "U", "9": "U", "3": "D"}
FIRST_NEW_YEAR, FIRST_OLD_YEAR = 2003, 1985


@dataclass(frozen=True, slots=True)
class ApplicationNumber:
    """A number that has passed every rule; `check_supplied`: we computed the missing digit (NUM-06)."""

    body: str
    check: str
    check_supplied: bool = False

    def __str__(self) -> str:
        return f"{self.body}.{self.check}"

    @property
    def key(self) -> str:
        """Return the identity under which a patent is known: `CN:201710601862.3`."""
        return f"CN:{self}"

    @property
    def year(self) -> int:
        """Return the year of filing that the number states."""
        if len(self.body) == 12:
            return int(self.body[:4])
        short = int(self.body[:2])
        return short + (1900 if short >= 85 else 2000)

    @property
    def kind(self) -> str:
        """Return I (invention), U (utility model) or D (design): NUM-04."""
        return KINDS[self.body[4 if len(self.body) == 12 else 2]]

    def display(self, *, granted: bool) -> str:
        """Return the number as it may be shown: `ZL` only once grant is announced (NUM-07)."""
        return f"{'ZL' if granted else 'CN'}{self}"


def check_digit(body: str) -> str:
    """Return the check digit of 8 or 12 digits: weights 2 to 9 repeated, modulo 11, ten is X (NUM-05)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, cycle(_WEIGHTS), strict=False))
    return "0123456789X"[total % 11]


def parse_application_number(text: str) -> ApplicationNumber:
    """Read a number in any writing; raise NumberRefused with the rule broken and the digit expected."""
    number = tidy(text)
    bare = re.sub(r"^(CN|ZL)+", "", number)
    if not bare:
        raise NumberRefused("number.empty", "NUM-01")
    match = _NEW.fullmatch(bare) or _OLD.fullmatch(bare)
    if match is None:
        raise NumberRefused("number.not_application", "NUM-02", value=text.strip()[:60])
    year, type_digit, serial, given = match.groups()
    _require_year(year, text)
    if type_digit not in KINDS:
        raise NumberRefused("number.type_digit", "NUM-04", value=bare, digit=type_digit)
    return _checked(f"{year}{type_digit}{serial}", given, bare)


def _require_year(year: str, text: str) -> None:
    latest = clock.today().year
    if len(year) == 4:
        fits, rule = FIRST_NEW_YEAR <= int(year) <= latest, "NUM-02"
    else:
        fits, rule = int(year) >= FIRST_OLD_YEAR % 100 or int(year) <= FIRST_NEW_YEAR % 100, "NUM-03"
    if not fits:
        raise NumberRefused("number.year", rule, value=text.strip()[:60], year=year)


def _checked(body: str, given: str | None, bare: str) -> ApplicationNumber:
    expected = check_digit(body)
    if given is None:
        return ApplicationNumber(body, expected, check_supplied=True)
    if given == expected:
        return ApplicationNumber(body, expected)
    if _AMBIGUOUS.fullmatch(bare):
        raise NumberRefused("number.ambiguous", "NUM-08", value=bare)
    raise NumberRefused("number.check_digit", "NUM-05", value=bare, given=given, expected=expected)
