"""Long passwords of any kind pass; what everybody tries first does not."""

import pytest

from portal.accounts.password_rules import LONGEST, SHORTEST, common_words, fault_in

ABOUT = ("林晓澄", "lin.xiaocheng@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "a quiet river at noon",
        "seven small boats at dawn",
        "zxQ!7kPw92Lm",
        "wake-the-patents-2026",
        "春江潮水连海平海上明月共潮",
        "            leading spaces",
        "the quick brown fox jumps",
        "lin lives by the quiet lake",
        "x7" * 3 + "completely other" * 4,
        "q" * 60 + "other parts",
    ],
)
def test_long_and_own(password: str) -> None:
    assert fault_in(password, ABOUT) is None


@pytest.mark.parametrize("password", ["", "elevenchars", "春江潮水连海平"])
def test_too_short(password: str) -> None:
    assert fault_in(password) == "password.short"


def test_the_bounds_are_exact() -> None:
    text = "zxQ!7kPw92Lmvbr" * 10
    assert fault_in(text[:SHORTEST]) is None
    assert fault_in(text[: SHORTEST - 1]) == "password.short"
    assert fault_in(text[:LONGEST]) is None
    assert fault_in(text[: LONGEST + 1]) == "password.long"
    assert LONGEST >= 64


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!!",
        "P@ssw0rd!P@ssw0rd!",
        "passwordpassword",
        "iloveyou123456",
        "woaini5201314!",
        "letmein-letmein",
        "welcome-to-china-2026",
        "123456789012",
        "210987654321",
        "qwertyuiopas",
        "QWERTYUIOPASDF",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababababab",
        "xyzxyzxyzxyz1",
        "1111222233334444",
    ],
)
def test_common(password: str) -> None:
    assert fault_in(password) == "password.common"


@pytest.mark.parametrize(
    "password",
    [
        "lin.xiaocheng",
        "XiaoCheng-2026",
        "林晓澄林晓澄2026年11月",
        "awaken-patent-2026",
        "huanzhuan123456",
        "唤专平台2026！唤专平台",
    ],
)
def test_made_of_what_is_known(password: str) -> None:
    assert fault_in(password, ABOUT) == "password.about"


def test_the_list_is_lower_case_and_without_doubles() -> None:
    assert all(word == word.lower() for word in common_words())
    assert len(common_words()) > 100
