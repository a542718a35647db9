"""From whatever number a person types to the identities it may stand for."""

import re

from portal.core.numbers.application import parse_application_number
from portal.core.numbers.base import NumberRefused, tidy
from portal.core.numbers.foreign import parse_foreign_number
from portal.core.numbers.publication import parse_publication_number

_CASE = re.compile(r"[A-Z]{2,5}\d?-(?:[A-Z]{2,6}-)?\d{1,6}")
_PARSERS = (parse_application_number, parse_publication_number, parse_foreign_number)


def keys_of(text: str) -> list[str]:
    """Return the identity keys that `text` may mean, likeliest first; none where it is no number.

    A nine-digit Chinese publication number without its kind code is understood, because people leave it out.
    """
    number = tidy(text)
    keys = [key for parser in _PARSERS if (key := _key(parser, number))]
    if not keys and re.fullmatch(r"(CN)?[123]\d{8}", number):
        keys.append(f"CNPUB:CN{number.removeprefix('CN')}")
    if not keys and _CASE.fullmatch(number):
        keys.append(f"CASE:{number}")
    return keys


def _key(parser: object, number: str) -> str | None:
    assert callable(parser)
    try:
        return str(parser(number).key)
    except NumberRefused:
        return None
