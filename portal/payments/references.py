"""The reference (附言) that a payer writes on a bank transfer: short, dictated without doubt, with a check letter."""

import secrets

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L; 31 is prime, so any one slip changes the check
_PREFIX = "HZ"
_BODY = 8


def new_transfer_reference() -> str:
    """Return a reference such as HZ7K2M9QXA4, whose last letter checks the eight before it."""
    body = "".join(secrets.choice(_LETTERS) for _ in range(_BODY))
    return f"{_PREFIX}{body}{_check_letter(body)}"


def is_transfer_reference(text: str) -> bool:
    """Tell whether `text` is a reference without a slip of the pen; spaces and small letters are forgiven."""
    plain = "".join(text.split()).upper()
    body, check = plain[len(_PREFIX) : -1], plain[-1:]
    known = len(body) == _BODY and all(letter in _LETTERS for letter in body)
    return known and plain.startswith(_PREFIX) and check == _check_letter(body)


def _check_letter(body: str) -> str:
    """Weighted sum modulo 31: finds every single wrong letter and every swap of two."""
    total = sum((position + 2) * _LETTERS.index(letter) for position, letter in enumerate(body))
    return _LETTERS[total % len(_LETTERS)]
