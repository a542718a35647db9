"""Foreign numbers, kept as references: EP-01/02, US-01 to US-03, WO-01/02."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.core.numbers.base import NumberRefused, tidy

_KEY_SERIES = {
    ("US", "publication"): "PUB",
    ("US", "application"): "APP",
    ("EP", "application"): "APP",
    ("WO", "application"): "APP",
}


@dataclass(frozen=True, slots=True)
class ForeignNumber:
    """A number of another office; `series` is grant, publication, application, design, plant or reissue."""

    office: str
    series: str
    text: str
    kind_code: str = ""

    def __str__(self) -> str:
        return self.text + self.kind_code

    @property
    def key(self) -> str:
        """Return the identity without the kind code: `US:10918535`, `USPUB:20010000044`, `EPAPP:25153079.6`."""
        series = _KEY_SERIES.get((self.office, self.series), "")
        return f"{self.office}{series}:{self.text.removeprefix(self.office).removeprefix('PCT/')}"

    @property
    def kind(self) -> str:
        """Return I, D (design) or P (plant)."""
        return {"design": "D", "plant": "P"}.get(self.series, "I")


def _ep_publication(match: re.Match[str]) -> ForeignNumber:
    return ForeignNumber("EP", "publication", f"EP{match[1]}", match[2] or "")


def _ep_application(match: re.Match[str]) -> ForeignNumber:
    body, given = match[1] + match[2], match[3]
    expected = ep_check_digit(body)
    if given != expected:
        raise NumberRefused("number.check_digit", "EP-02", value=match[0], given=given, expected=expected)
    return ForeignNumber("EP", "application", f"EP{body}.{expected}")


def ep_check_digit(body: str) -> str:
    """Return the check digit of an EP application number: weights 1, 2, 1, 2 … and digit sums."""
    products = (int(digit) * (1 + i % 2) for i, digit in enumerate(body))
    return str(-sum(p // 10 + p % 10 for p in products) % 10)


def _us(series: str, prefix: str = "") -> Callable[[re.Match[str]], ForeignNumber]:
    def build(match: re.Match[str]) -> ForeignNumber:
        return ForeignNumber("US", series, f"US{prefix}{match[1].lstrip('0')}", match[2] or "")

    return build


def _us_publication(match: re.Match[str]) -> ForeignNumber:
    return ForeignNumber("US", "publication", f"US{match[1]}{match[2].zfill(7)}", match[3] or "")


def _us_application(match: re.Match[str]) -> ForeignNumber:
    return ForeignNumber("US", "application", f"US{match[1]}/{match[2]}{match[3]}")


def _wo_publication(match: re.Match[str]) -> ForeignNumber:
    return ForeignNumber("WO", "publication", f"WO{match[1]}/{match[2]}", match[3] or "")


def _pct_application(match: re.Match[str]) -> ForeignNumber:
    """WO-02."""
    return ForeignNumber("WO", "application", f"PCT/{match[1]}{match[2]}/{match[3]}")


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], ForeignNumber]], ...] = (
    (r"EP(\d{7})(A[1-489]|B[1-389])?", _ep_publication),
    (r"EP(\d{2})(\d{6})\.?(\d)", _ep_application),
    (r"US((?:19|20)\d{2})/?(\d{6,7})(A[129])?", _us_publication),
    (r"US(0?\d{5,8})([AB][12]?|E\d?|I\d)?", _us("grant")),
    (r"USD(\d{6,7})(S\d?)?", _us("design", "D")),
    (r"USPP(\d{4,6})(P[23]?)?", _us("plant", "PP")),
    (r"USRE(\d{5,6})(E\d?)?", _us("reissue", "RE")),
    (r"(?:US)?(\d{2})/(\d{3}),?(\d{3})", _us_application),
    (r"WO(\d{4})/?(\d{6})(A[123489])?", _wo_publication),
    (r"WO(\d{2})/(\d{5})(A[123489])?", _wo_publication),
    (r"PCT/([A-Z]{2})(\d{4})/(\d{6})", _pct_application),
    (r"PCT/([A-Z]{2})(\d{2})/(\d{5})", _pct_application),
)


def parse_foreign_number(text: str) -> ForeignNumber:
    """Read a European, American or international number; raise NumberRefused for anything else."""
    number = tidy(text).replace(",", "").replace("-", "")
    for pattern, build in _FORMS:
        match = re.fullmatch(pattern, number)
        if match is not None:
            return build(match)
    raise NumberRefused("number.not_foreign", "US-02", value=text.strip()[:60])
