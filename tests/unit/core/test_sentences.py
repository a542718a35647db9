"""A refusal carries its days as values; the sentence writes them as the reader does, and repeats what was typed."""

from datetime import date

import pytest
from flask import Flask

from portal.core import names
from portal.core.i18n import in_language


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        ("2026-02-28", "2026年2月28日", "28 Feb 2026"),
        (date(2026, 2, 28), "2026年2月28日", "28 Feb 2026"),
        ("2026-02-31", "2026-02-31", "2026-02-31"),
        ("2026-02-28.", "2026-02-28.", "2026-02-28."),
        (20260228, "20260228", "20260228"),
    ],
)
def test_days_are_written_as_the_reader_writes_them(
    app: Flask, monkeypatch: pytest.MonkeyPatch, day: object, zh: str, en: str
) -> None:
    monkeypatch.setitem(names._sentences, "test.days", "“%(value)s”: %(day)s")
    for language, written in (("zh", zh), ("en", en)):
        with app.test_request_context(), in_language(language):
            assert names.sentence("test.days", value="2026-02-28", day=day) == f"“2026-02-28”: {written}"


@pytest.mark.parametrize(
    ("kept", "zh", "en"), [("INVALID_FULL", "全部无效", "wholly"), ("Gone", "Gone", "Gone")]
)
def test_a_reason_keeps_the_code_of_a_status_and_its_reader_reads_the_word(
    app: Flask, kept: str, zh: str, en: str
) -> None:
    for language, written in (("zh", zh), ("en", en)):
        with app.test_request_context(), in_language(language):
            assert written in names.sentence("may.dead", status=kept)
