"""Days in every style found in real files, and what is refused rather than guessed."""

from datetime import UTC, date, datetime

import pytest

from portal.core.dates import parse_date
from portal.core.errors import InputError


@pytest.mark.parametrize(
    "value",
    [
        "2013.01.02",
        "2013-01-02",
        "2013/1/2",
        "2013. 1. 2",
        "20130102",
        "2013年1月2日",
        "2013年01月02",
        "02.01.2013",
        "January 2, 2013",
        "Jan. 2, 2013",
        "2 January 2013",
        "2nd Jan 2013",
        "02-Jan-2013",
        "2013-01-02T00:00:00",
        "2013-01-02 00:00:00",
        "２０１３．０１．０２",
        "2013。01。02",
        " 2013.01.02 ",
        41276,
        41276.0,
        "41276",
        20130102,
        date(2013, 1, 2),
        datetime(2013, 1, 2, 23, 59, tzinfo=UTC),
    ],
)
def test_one_day_in_every_style(value: object) -> None:
    assert parse_date(value) == date(2013, 1, 2)


def test_styles_named_in_the_data() -> None:
    assert parse_date("1985-04-01") == date(1985, 4, 1)
    assert parse_date("21.08.2009") == date(2009, 8, 21)
    assert parse_date("13/02/2015") == date(2015, 2, 13)
    assert parse_date("02/13/2015") == date(2015, 2, 13)
    assert parse_date("05/05/2015") == date(2015, 5, 5)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("01/02/2013", "date.ambiguous"),
        ("2013.13.02", "date.unreadable"),
        ("2013.02.30", "date.unreadable"),
        ("20050200", "date.unreadable"),
        ("soon", "date.unreadable"),
        ("Foo 2, 2013", "date.unreadable"),
        ("", "date.unreadable"),
        ("1234-01-01", "date.range"),
        (float("nan"), "date.unreadable"),
        (float("inf"), "date.unreadable"),
        (1e300, "date.unreadable"),
        (True, "date.unreadable"),
        (None, "date.unreadable"),
        ([], "date.unreadable"),
    ],
)
def test_what_is_not_a_day_is_refused(value: object, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_date(value)
    assert refused.value.code == code
