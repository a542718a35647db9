"""Calendars hold to RFC 5545 whatever the texts are: folding, escaping, line ends, alarms."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.annuities.icalendar import Event, calendar, fold
from tests.unit.annuities.calendars import content_lines, read_calendar

AT = datetime(2026, 7, 21, 4, 5, 6, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=300)


def event(**facts: object) -> Event:
    values: dict[str, object] = {
        "uid": "p-11-due@awaken",
        "day": date(2026, 12, 31),
        "summary": "Fee",
        "description": "",
        "url": "https://example.org/x",
    }
    return Event(**(values | facts))  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_every_text_comes_back_as_it_was(summary: str, description: str) -> None:
    data = calendar("年费", [event(summary=summary, description=description)], AT)
    found = read_calendar(data)
    assert (found[0]["SUMMARY"], found[0]["DESCRIPTION"]) == (summary, description)


def test_an_all_day_event_ends_on_the_next_day() -> None:
    found = read_calendar(calendar("Fees", [event()], AT))[0]
    assert (found["DTSTART"], found["DTEND"], found["DTSTAMP"]) == (
        "20261231",
        "20270101",
        "20260721T040506Z",
    )


def test_alarms_stand_inside_their_event() -> None:
    lines = content_lines(calendar("Fees", [event(alarms=(30, 7))], AT))
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P30D", "TRIGGER:-P7D"]
    assert lines.index("END:VALARM") < lines.index("END:VEVENT")


def test_control_characters_are_left_out() -> None:
    found = read_calendar(calendar("Fees", [event(summary="a\x00b\rc")], AT))
    assert found[0]["SUMMARY"] == "abc"


def test_a_line_of_seventy_five_octets_is_not_folded() -> None:
    assert fold("x" * 75) == b"x" * 75 + b"\r\n"
    assert fold("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    assert fold("x" * 74 + "专") == b"x" * 74 + b"\r\n " + "专".encode() + b"\r\n"
