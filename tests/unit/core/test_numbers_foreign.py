"""European, American and international numbers, and finding out what a typed number may be."""

import pytest

from portal.core.numbers import NumberRefused, keys_of, parse_foreign_number
from portal.core.numbers.foreign import ep_check_digit


@pytest.mark.parametrize(
    ("text", "canonical", "key", "series"),
    [
        ("EP 3868660 B1", "EP3868660B1", "EP:3868660", "publication"),
        ("EP25153079.6", "EP25153079.6", "EPAPP:25153079.6", "application"),
        ("US 10,918,535 B2", "US10918535B2", "US:10918535", "grant"),
        ("US06859910B2", "US6859910B2", "US:6859910", "grant"),
        ("US 03932709", "US3932709", "US:3932709", "grant"),
        ("USPP31769", "USPP31769", "US:PP31769", "plant"),
        ("USD0435854S1", "USD435854S1", "US:D435854", "design"),
        ("USRE45678E", "USRE45678E", "US:RE45678", "reissue"),
        ("US2005/0001234", "US20050001234", "USPUB:20050001234", "publication"),
        ("US2005001234", "US20050001234", "USPUB:20050001234", "publication"),
        ("US20250224279A1", "US20250224279A1", "USPUB:20250224279", "publication"),
        ("13/962,724", "US13/962724", "USAPP:13/962724", "application"),
        ("WO2012/123456A1", "WO2012/123456A1", "WO:2012/123456", "publication"),
        ("WO80/00272", "WO80/00272", "WO:80/00272", "publication"),
        ("PCT/CN2012/123456", "PCT/CN2012/123456", "WOAPP:CN2012/123456", "application"),
        ("PCT/JP79/00178", "PCT/JP79/00178", "WOAPP:JP79/00178", "application"),
    ],
)
def test_forms(text: str, canonical: str, key: str, series: str) -> None:
    number = parse_foreign_number(text)
    assert (str(number), number.key, number.series) == (canonical, key, series)


def test_kind_of_a_foreign_right() -> None:
    assert [parse_foreign_number(text).kind for text in ("US10918535", "USD435854", "USPP31769")] == [
        "I",
        "D",
        "P",
    ]


def test_european_check_digit() -> None:
    assert ep_check_digit("25153079") == "6"
    with pytest.raises(NumberRefused) as refused:
        parse_foreign_number("EP25153079.5")
    assert (refused.value.rule_id, refused.value.params["expected"]) == ("EP-02", "6")


@pytest.mark.parametrize("text", ["", "JP2010123456A", "US", "US123", "WO12/12", "PCT/CN12/123456"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_foreign_number(text)
    assert refused.value.code == "number.not_foreign"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("zl 2017 1 0601862.3", ["CN:201710601862.3"]),
        ("cn102025678a", ["CNPUB:CN102025678"]),
        ("102025678", ["CNPUB:CN102025678"]),
        ("US10918535", ["US:10918535"]),
        ("drc-tops-0", ["CASE:DRC-TOPS-0"]),
        ("ksc-12723", ["CASE:KSC-12723"]),
        ("lithium battery", []),
        ("201710601862.4", []),
        ("5G", []),
    ],
)
def test_keys_of_what_is_typed(typed: str, keys: list[str]) -> None:
    assert keys_of(typed) == keys
