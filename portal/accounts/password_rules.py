"""What a password must be: long, and not one that everybody tries first. No rules about kinds of characters."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SHORTEST, LONGEST = 12, 128
FEWEST_DIFFERENT = 5
_LEAST_OF_ONES_OWN = 5
_CONTEXT = ("awaken", "huanzhuan", "patent", "zhuanli", "唤专", "专利")
_LOOKALIKES = str.maketrans("013457@$!|", "oleastasil")
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1q2w3e4r5t6y7u8i9o0p",
)


def fault_in(password: str, about: Iterable[str] = ()) -> str | None:
    """Return the code of what is wrong with `password`, or None; `about` are the person's name and address."""
    if len(password) < SHORTEST:
        return "password.short"
    if len(password) > LONGEST:
        return "password.long"
    if _is_pattern(password.lower()) or _is_common(password.lower()):
        return "password.common"
    if _is_about(password.lower(), about):
        return "password.about"
    return None


def _is_pattern(password: str) -> bool:
    """Tell whether it is few characters, a short piece repeated, or a run along the alphabet or the keyboard."""
    if len(set(password)) < FEWEST_DIFFERENT:
        return True
    if re.fullmatch(r"(.{1,6}?)\1+.{0,3}", password):
        return True
    return any(password in run or password[::-1] in run for run in _RUNS)


def _is_common(password: str) -> bool:
    """Tell whether it is common words with figures or signs around them: `Password2026!!`."""
    plain = (re.sub(r"[\W\d_]+", "", password), re.sub(r"[\W\d_]+", "", password.translate(_LOOKALIKES)))
    return any(_left_after(text, common_words()) == "" for text in plain)


def _is_about(password: str, about: Iterable[str]) -> bool:
    words = [*_CONTEXT]
    for text in about:
        words += [word for word in re.split(r"[\W_]+", text.lower()) if len(word) >= 3 or not word.isascii()]
    rest = _left_after(password, words)
    return rest != password and len(re.sub(r"[\W\d_]", "", rest)) < _LEAST_OF_ONES_OWN


def _left_after(text: str, words: Iterable[str]) -> str:
    """Return `text` with every one of `words` cut out, the longest first."""
    for word in sorted(filter(None, words), key=len, reverse=True):
        text = text.replace(word, "")
    return text


@cache
def common_words() -> frozenset[str]:
    """Return the words that most guessed passwords are made of."""
    lines = files("portal.accounts").joinpath("data/common_words.txt").read_text("utf-8").split()
    return frozenset(lines)
