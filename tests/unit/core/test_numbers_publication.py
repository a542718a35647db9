"""Chinese publication numbers: series, kind codes and what a code meant in its time."""

from datetime import date

import pytest

from portal.core.numbers import NumberRefused, parse_publication_number


@pytest.mark.parametrize(
    ("text", "published", "meaning", "kind"),
    [
        ("CN1234567C", date(2005, 3, 2), "grant", "I"),
        ("CN101234567C1", date(2013, 3, 6), "partly_invalid", "I"),
        ("CN101234567C1", date(2009, 3, 4), "unknown", "I"),
        ("CN101234567C1", None, "unknown", "I"),
        ("CN102025678A", date(2011, 4, 20), "application", "I"),
        ("CN101945314B", date(2019, 8, 2), "grant", "I"),
        ("CN202644312U", date(2013, 1, 2), "grant", "U"),
        ("CN2123456Y", date(1992, 11, 25), "grant", "U"),
        ("CN201234567Y", date(2009, 5, 6), "grant", "U"),
        ("CN201234567Y1", date(2012, 5, 6), "partly_invalid", "U"),
        ("CN3012345D", date(1995, 5, 6), "grant", "D"),
        ("CN301234567S", date(2012, 5, 6), "grant", "D"),
        ("CN301234567S1", date(2015, 5, 6), "partly_invalid", "D"),
        ("CN102025678A8", date(2012, 5, 6), "correction", "I"),
        ("CN85100312A", date(1987, 2, 4), "application", "I"),
        ("CN85100312B", date(1988, 2, 4), "examined", "I"),
    ],
)
def test_meaning_depends_on_kind_and_date(text: str, published: date | None, meaning: str, kind: str) -> None:
    number = parse_publication_number(text)
    assert (number.meaning(published), number.kind, str(number)) == (meaning, kind, text)


@pytest.mark.parametrize("writing", ["cn 102025678 a", "ＣＮ１０２０２５６７８Ａ", "CN102025678 A"])
def test_every_writing_gives_one_number(writing: str) -> None:
    assert str(parse_publication_number(writing)) == "CN102025678A"


def test_publication_and_grant_of_one_patent_share_a_key() -> None:
    assert parse_publication_number("CN102025678A").key == parse_publication_number("CN102025678B").key


def test_the_old_series_do_not_share_a_key() -> None:
    assert parse_publication_number("CN1087369A").key != parse_publication_number("CN1087369C").key


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("CN102025678", "number.kind_missing", "PUB-01"),
        ("CN102025678T", "number.kind_unknown", "PUB-02"),
        ("CN102025678C8A", "number.not_publication", "PUB-01"),
        ("CN202025678A", "number.kind_mismatch", "PUB-04"),
        ("CN102025678U", "number.kind_mismatch", "PUB-04"),
        ("CN302025678Y", "number.kind_mismatch", "PUB-04"),
        ("CN402025678A", "number.not_publication", "PUB-01"),
        ("102025678A", "number.not_publication", "PUB-01"),
        ("CN102025678A3", "number.kind_unknown", "PUB-02"),
    ],
)
def test_refusals_name_their_rule(text: str, code: str, rule: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_publication_number(text)
    assert (refused.value.code, refused.value.rule_id) == (code, rule)
