"""A day in a form is read as people write days, and one that does not exist is refused with a way to mend it."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, Optional

from portal.accounts.forms import DayField, PortalForm


class _Form(PortalForm):
    day = DayField("Day", validators=[InputRequired("Fill this in.")])
    other = DayField("Other", validators=[Optional()])


def _sent(app: Flask, day: str, other: str = "") -> _Form:
    with app.test_request_context(method="POST", headers={"Accept-Language": "en"}):
        form = _Form(MultiDict({"day": day, "other": other}), meta={"csrf": False})
        form.validate()
        form.shown = [form.day._value(), [str(error) for error in form.day.errors]]
        return form


@pytest.mark.parametrize(
    "text", ["2026-03-31", " 2026-3-31 ", "2026/3/31", "2026.03.31", "20260331", "2026年3月31日"]
)
def test_days_as_people_write_them(app: Flask, text: str) -> None:
    form = _sent(app, text)
    assert (form.day.data, form.other.data, form.errors) == (date(2026, 3, 31), None, {})
    assert form.shown[0] == "2026-03-31"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-02-31", "“2026-02-31” is not a date. Write it as 2024-05-31."),
        ("soon", "“soon” is not a date. Write it as 2024-05-31."),
        ("03/04/2026", "“03/04/2026” may be two different days. Write it as 2024-05-31."),
        ("0026-03-31", "“0026-03-31” lies too far from today."),
        ("", "Fill this in."),
    ],
)
def test_what_is_no_day_is_kept_and_refused(app: Flask, text: str, sentence: str) -> None:
    form = _sent(app, text)
    assert form.day.data is None
    assert form.shown == [text, [sentence]]


def test_an_optional_day_that_is_no_day_is_refused_too(app: Flask) -> None:
    form = _sent(app, "2026-03-31", other="31 Feb")
    assert set(form.errors) == {"other"}
