"""The unified social credit code (统一社会信用代码) of a Chinese organisation: KYC-02, GB 32100-2015."""

import re

from portal.core.numbers.base import NumberRefused, tidy

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_FORM = re.compile(rf"[{_CHARACTERS}]{{2}}\d{{6}}[{_CHARACTERS}]{{10}}")


def uscc_check_character(body: str) -> str:
    """Return the eighteenth character of the first seventeen; the weights are the powers of 3 modulo 31."""
    total = sum(_CHARACTERS.index(character) * pow(3, i, 31) for i, character in enumerate(body))
    return _CHARACTERS[-total % 31]


def parse_uscc(text: str) -> str:
    """Return the code in its one writing, or raise NumberRefused with the character expected."""
    code = tidy(text).replace("-", "")
    if not _FORM.fullmatch(code):
        raise NumberRefused("uscc.form", "KYC-02", value=text.strip()[:40])
    expected = uscc_check_character(code[:17])
    if code[17] != expected:
        raise NumberRefused("uscc.check", "KYC-02", value=code, given=code[17], expected=expected)
    return code


def is_valid_uscc(text: str) -> bool:
    """Return whether `text` is a code with the right check character."""
    try:
        parse_uscc(text)
    except NumberRefused:
        return False
    return True
