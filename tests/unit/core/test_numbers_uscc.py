"""The unified social credit code: the rule book's vectors, and agreement with an independent library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as peer

from portal.core.numbers import NumberRefused, is_valid_uscc, parse_uscc, uscc_check_character

VECTORS = ["91350100M000100Y43", "12100000400000624D", "91440300708461136T"]
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", VECTORS)
def test_vectors_pass(code: str) -> None:
    assert parse_uscc(f" {code.lower()} ") == code


@pytest.mark.parametrize("code", VECTORS)
def test_a_wrong_character_is_named(code: str) -> None:
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(NumberRefused) as refused:
        parse_uscc(wrong)
    assert (refused.value.code, refused.value.rule_id) == ("uscc.check", "KYC-02")
    assert refused.value.params["expected"] == code[-1]


@pytest.mark.parametrize("text", ["", "9135010", "91350100M000100Y4I", "91350100M000100Y433", "统一代码"])
def test_wrong_form_is_refused(text: str) -> None:
    assert not is_valid_uscc(text)


@given(
    head=st.text("123456789ANY", min_size=2, max_size=2),
    region=st.text("0123456789", min_size=6, max_size=6),
    body=st.text(CHARACTERS, min_size=9, max_size=9),
    last=st.sampled_from(CHARACTERS),
)
def test_agrees_with_an_independent_library(head: str, region: str, body: str, last: str) -> None:
    stem = head + region + body
    assert uscc_check_character(stem) == peer.calc_check_digit(stem)
    if (
        head.isdigit()
    ):  # the library wants digits in front; the standard's organisation types include A, N and Y
        assert is_valid_uscc(stem + last) == peer.is_valid(stem + last)
