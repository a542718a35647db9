"""Money is an integer count of minor units (fen, cents) beside its currency code; no share and no display loses a unit."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel import Locale
from babel.numbers import format_currency, format_decimal, is_currency
from flask_babel import get_locale

from portal.core.errors import InputError

# ISO 4217 minor units where they are not two; CLDR's own digits differ from ISO and are not used.
_CODES_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS = {code: digits for digits, codes in _CODES_BY_EXPONENT.items() for code in codes.split()}
_WAN = Decimal(10_000)
MAX_MINOR = 10**15  # ten trillion yuan: more is a slip of the keyboard, and still fits a 64-bit column


def exponent(currency: str) -> int:
    """Return the number of decimal digits of `currency` by ISO 4217; unknown codes raise `ValueError`."""
    if not is_currency(currency):
        raise ValueError(f"unknown currency code {currency!r}")
    return _EXPONENTS.get(currency, 2)


def to_major(minor: int, currency: str) -> Decimal:
    """Return `minor` units as an exact decimal of the currency's main unit (12345 fen → 123.45 yuan)."""
    return Decimal(minor).scaleb(-exponent(currency))


def to_minor(major: Decimal | int, currency: str) -> int:
    """Return `major` units as minor units; a fraction of a minor unit raises `ValueError`, it is never rounded."""
    minor = Decimal(major).scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise ValueError(f"{major} {currency} is not a whole number of minor units")
    return int(minor)


def parse_amount(text: str, currency: str) -> int:
    """Read what a person typed ("12,345.60", "１２０元", "3.5万") as minor units.

    Raises `InputError` for anything that is not a positive amount of whole minor units.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s,¥]|人民币|CNY|RMB", "", plain, flags=re.IGNORECASE)
    number = re.fullmatch(r"(\d{1,16}(?:\.\d{1,8})?)(万)?元?", plain, flags=re.ASCII)
    if number is None:
        raise InputError("money.not_an_amount")
    try:
        minor = to_minor(Decimal(number[1]) * (_WAN if number[2] else 1), currency)
    except (ValueError, InvalidOperation) as error:
        raise InputError("money.too_fine", digits=exponent(currency)) from error
    if not 0 < minor <= MAX_MINOR:
        raise InputError("money.out_of_range")
    return minor


def parse_rate(text: str) -> int:
    """Read per cent ("2.5", "3％") as basis points; InputError unless above 0, at most 100, with two decimals at most."""
    plain = unicodedata.normalize("NFKC", text).replace("%", "").strip()
    number = re.fullmatch(r"\d{1,3}(?:\.\d{1,8})?", plain, flags=re.ASCII)
    points = Decimal(plain) * 100 if number else Decimal(0)
    if points != int(points) or not 0 < points <= 10_000:
        raise InputError("money.bad_rate")
    return int(points)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` minor units by `weights` so that the shares sum to it exactly (largest remainder).

    Equal remainders go to the earlier share; a negative total (a refund) mirrors the positive one.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and not all zero")
    if total < 0:
        return [-share for share in split(-total, weights)]
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def format_money(minor: int, currency: str, locale: Locale | str | None = None) -> str:
    """Return the exact amount as the reader's language writes it: ¥12,345.60 or CN¥12,345.60."""
    return _exact(minor, currency, _locale(locale))


def format_short(minor: int, currency: str, locale: Locale | str | None = None) -> str:
    """Return a length that fits a table: 12.35万元 for Chinese readers from ten thousand yuan up, else exact.

    A rounded figure says so (约); the exact one must stand beside it or in the title.
    """
    reader = _locale(locale)
    if reader.language != "zh" or currency != "CNY" or abs(to_major(minor, currency)) < _WAN:
        return _exact(minor, currency, reader)
    wan = to_major(minor, currency) / _WAN
    rounded = wan.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    figure = format_decimal(rounded.normalize() + 0, format="#,##0.##", locale=reader)
    return f"{figure}万元" if rounded == wan else f"约{figure}万元"


def _exact(minor: int, currency: str, locale: Locale) -> str:
    pattern = "¤#,##0" + ("." + "0" * exponent(currency) if exponent(currency) else "")
    return format_currency(
        to_major(minor, currency),
        currency,
        format=f"{pattern};-{pattern}",
        locale=locale,
        currency_digits=False,
    )


def _locale(locale: Locale | str | None) -> Locale:
    if isinstance(locale, Locale):
        return locale
    return Locale.parse(locale or get_locale() or "zh")
