"""Chinese application numbers: every vector of the rule book, every way of writing, every refusal."""

import pytest

from portal.core.numbers import NumberRefused, check_digit, parse_application_number

VECTORS = {
    "201710601862": "3",
    "95115608": "X",
    "97101765": "4",
    "201310699744": "2",
    "201080063196": "9",
    "202010000001": "1",
    "202320123456": "1",
    "202130000010": "6",
    "202190000123": "9",
    "202311432805": "9",
    "202410100945": "4",
    "201921898050": "0",
    "201921897980": "4",
    "201921897855": "3",
}


@pytest.mark.parametrize(("body", "digit"), VECTORS.items())
def test_check_digit_vectors(body: str, digit: str) -> None:
    assert check_digit(body) == digit
    assert str(parse_application_number(f"ZL{body}.{digit}")) == f"{body}.{digit}"


@pytest.mark.parametrize(
    "writing",
    [
        "201710601862.3",
        "ZL201710601862.3",
        "zl 2017 1 0601862.3",
        "CN201710601862.3",
        "2017106018623",
        "ＺＬ２０１７１０６０１８６２．３",
        "201710601862。3",
        "201710601862·3",
        " CN201710601862．3\n",
        "CNZL201710601862.3",
    ],
)
def test_every_writing_gives_one_number(writing: str) -> None:
    number = parse_application_number(writing)
    assert (str(number), number.key, number.kind, number.year) == (
        "201710601862.3",
        "CN:201710601862.3",
        "I",
        2017,
    )


def test_old_numbers_and_their_year() -> None:
    assert parse_application_number("95115608.x").year == 1995
    assert str(parse_application_number("CN951156 08.X")) == "95115608.X"
    assert parse_application_number("02123456").year == 2002


def test_missing_check_digit_is_computed_and_said_so() -> None:
    number = parse_application_number("CN85102475")
    assert number.check_supplied
    assert str(number) == f"85102475.{check_digit('85102475')}"
    assert not parse_application_number("95115608.X").check_supplied


@pytest.mark.parametrize(("type_digit", "kind"), [("1", "I"), ("8", "I"), ("2", "U"), ("9", "U"), ("3", "D")])
def test_type_digit_tells_the_kind(type_digit: str, kind: str) -> None:
    assert parse_application_number(f"2020{type_digit}0000001").kind == kind
    assert parse_application_number(f"99{type_digit}00001").kind == kind


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("", "number.empty", "NUM-01"),
        ("ZL", "number.empty", "NUM-01"),
        ("202040000001", "number.type_digit", "NUM-04"),
        ("99400001", "number.type_digit", "NUM-04"),
        ("201710601862.4", "number.check_digit", "NUM-05"),
        ("200210601862.3", "number.year", "NUM-02"),
        ("209910000001", "number.year", "NUM-02"),
        ("50115608", "number.year", "NUM-03"),
        ("04115608", "number.year", "NUM-03"),
        ("951156081", "number.ambiguous", "NUM-08"),
        ("CN102025678A", "number.not_application", "NUM-02"),
        ("US10918535", "number.not_application", "NUM-02"),
        ("20171060186.3", "number.not_application", "NUM-02"),
        ("201710601862.33", "number.not_application", "NUM-02"),
    ],
)
def test_refusals_name_their_rule(text: str, code: str, rule: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_application_number(text)
    assert (refused.value.code, refused.value.rule_id) == (code, rule)


def test_wrong_check_digit_names_the_expected_one() -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_application_number("ZL201710601862.4")
    assert refused.value.params["expected"] == "3"
    assert refused.value.params["given"] == "4"


def test_nine_digits_with_the_right_check_digit_are_an_application() -> None:
    assert str(parse_application_number("971017654")) == "97101765.4"


def test_zl_is_shown_only_after_grant() -> None:
    number = parse_application_number("201710601862.3")
    assert number.display(granted=True) == "ZL201710601862.3"
    assert number.display(granted=False) == "CN201710601862.3"
