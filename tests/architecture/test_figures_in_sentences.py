"""A sentence that states a figure of the law follows the operator's new value, and none states one in plain text."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from portal.core import clock, i18n, names, rulebook
from portal.core.translations import catalogue_files
from portal.extensions import db
from portal.parameters import figures, law
from portal.parameters.models import RuleParameter
from portal.parameters.said import NAMED, Stated, fill, keys_in, said
from tests.architecture.sources import python_files, templates
from tests.cast import person

_ASKED = re.compile(r"""\b(?:figure|said)\(\s*["']([a-z]+(?:\.[A-Za-z_]+)+)["']""")
_WORDS = {
    1: "one|within a|for a|than a|after a|满一|一个", 2: "two|两|二", 3: "three|三", 4: "four|四", 5: "five|五", 6: "six|六", 7: "seven|七", 8: "eight|八",
    9: "nine|九", 10: "ten|十", 12: "twelve|十二", 14: "fourteen|十四", 15: "fifteen|十五", 18: "eighteen|十八",
    20: "twenty|二十", 30: "thirty|三十", 45: "forty-five|四十五", 50: "fifty|half|五十|一半", 70: "seventy|七十",
    85: "eighty-five|八十五",
}  # fmt: skip
_UNITS = {
    "months": r"(?:full )?months?|个月|月",
    "days": r"(?:full )?days?|天|日",
    "working_days": r"working days?|个工作日",
    "years": r"years?|年",
    "characters": r"characters|字",
    "basis_points": r"%%?|per cent",
}
_OF_A_LIST = {"days_list": "days", "years_list": "years", "basis_points_by_month": "basis_points"}
# Sentences with a like number that is none of the portal's figures: what a statute or a standard says once and for all,
# limits of the software, and examples in forms.
_NO_FIGURE = (
    "one sent by post 15 days",
    "goes back to the payer within three years",
    "The late period ends six months",
    "six months of late payment",
    "The six months after the due date",
    "usually within three working days",
    "accept it within 14 days",
    "valid for 14 days",
    "Provinces set higher floors",
    "one month on each line",
    "one year on each line",
    "Write one tier on each line",
    "Up to 3 years",
    "3 to 5 years",
    "5 to 10 years",
    "More than 10 years",
)


def _stated() -> Iterator[Stated]:
    yield from (rule.text for rule in rulebook.everything() if isinstance(rule.text, Stated))
    for words in names.groups().values():
        yield from (word for word in words.values() if isinstance(word, Stated))
    yield from (text for text in names.sentences() if isinstance(text, Stated))


def _named() -> list[str]:
    return sorted({key for sentence in _stated() for key in keys_in(str(sentence.raw))})


def _asked() -> set[str]:
    files = [*python_files(), *templates()]
    return {key for path in files for key in _ASKED.findall(path.read_text(encoding="utf-8"))}


def _other(value: Any) -> Any:
    """Return another value of the same shape."""
    if isinstance(value, list):
        return [_other(item) for item in value]
    return value + 1 if isinstance(value, int) else value


@pytest.fixture
def every_figure_changed(app: Flask) -> Iterator[dict[str, tuple[list[str], str]]]:
    """Give every figure another value from today on; yield what it was in words, by language."""
    today, made_by = clock.today(), person("gao").id
    before = {
        (key, language): _in(language, lambda key=key: said(key))
        for key in law.shipped()
        for language in i18n.LANGUAGES
    }
    for key in law.shipped():
        row = law.shipped().row(key, today)
        db.session.add(
            RuleParameter(
                key=key,
                value=_other(row.value),
                unit=row.unit,
                valid_from=today - timedelta(days=0),
                source="test",
                mark="P",
                made_by_id=made_by,
            )
        )
    db.session.flush()
    figures.forget()
    yield before
    figures.forget()


def _in(language: str, ask: Any) -> str:
    with i18n.in_language(language):
        return str(ask())


def test_every_sentence_follows_the_law(app: Flask, client: FlaskClient) -> None:
    """One figure after the other: only the sentences that name it change, in both languages."""
    today, made_by = clock.today(), person("gao").id
    sentences, named = list(_stated()), _named()
    assert len(sentences) > 30
    assert len(named) > 25
    for key in named:
        row = law.shipped().row(key, today)
        before = [(_in("zh", one.__str__), _in("en", one.__str__)) for one in sentences]
        added = RuleParameter(
            key=key,
            value=_other(row.value),
            unit=row.unit,
            valid_from=today,
            source="test",
            mark="P",
            made_by_id=made_by,
        )
        db.session.add(added)
        db.session.flush()
        figures.forget()
        after = [(_in("zh", one.__str__), _in("en", one.__str__)) for one in sentences]
        for sentence, old, new in zip(sentences, before, after, strict=True):
            raw = str(sentence.raw)
            today_named = any(found[1] == key and not found[3] for found in NAMED.finditer(raw))
            assert (old[0] != new[0], old[1] != new[1]) == (today_named, today_named), (key, raw)
        db.session.delete(added)
        db.session.flush()
        figures.forget()


def test_every_figure_that_a_page_writes_is_one_and_changes(
    every_figure_changed: dict[tuple[str, str], str],
) -> None:
    asked = _asked()
    assert len(asked) > 12
    assert asked <= set(law.shipped())
    for (key, language), before in every_figure_changed.items():
        if law.shipped().row(key, clock.today()).unit != "words":
            assert _in(language, lambda key=key: said(key)) != before, key


def test_the_page_of_rules_says_the_new_value(app: Flask, client: FlaskClient) -> None:
    old = {language: client.get(f"/rules?lang={language}").text for language in i18n.LANGUAGES}
    assert "for 15 days; the first day" in old["en"]
    assert "公示期 15 天；" in old["zh"]
    db.session.add(
        RuleParameter(
            key="openlicence.publicity_days",
            value=16,
            unit="days",
            valid_from=clock.today(),
            source="test",
            mark="P",
            made_by_id=person("gao").id,
        )
    )
    db.session.commit()
    assert "for 16 days; the first day" in client.get("/rules?lang=en").text
    assert "公示期 16 天；" in client.get("/rules?lang=zh").text


def test_nothing_is_left_to_fill_in(app: Flask) -> None:
    for sentence in _stated():
        for language in i18n.LANGUAGES:
            assert not NAMED.search(_in(language, sentence.__str__))


def test_a_sentence_with_further_placeholders_stays_fit_for_them(app: Flask) -> None:
    with app.test_request_context(), i18n.in_language("en"):
        text = fill("%(annuity.reduction.single)s for %(who)s, %(openlicence.publicity_days)s.")
        assert text % {"who": "one"} == "85% for one, 15 days."
        assert fill("%(annuity.late_rates[-1])s, %(term.D@2021-05-31)s") == "25%, 10 years"


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return, for each figure of a unit that sentences use, how its value of today would be written out."""
    found = []
    for key in law.shipped():
        row = law.shipped().row(key, clock.today())
        unit = _OF_A_LIST.get(row.unit, row.unit)
        if unit not in _UNITS:
            continue
        for value in row.value if isinstance(row.value, list) else [row.value]:
            number = value // 100 if unit == "basis_points" else value
            if not number:
                continue
            written = {f"{number}", f"{number:,}", *_WORDS.get(number, "").split("|")} - {""}
            numbers = "|".join(sorted(map(re.escape, written)))
            found.append(
                (key, re.compile(rf"(?<![\w.,])(?:{numbers})[ -]?(?:{_UNITS[unit]})(?![a-z])", re.IGNORECASE))
            )
    return found


def _all_sentences() -> Iterator[tuple[str, str]]:
    for path in catalogue_files("zh"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                if message.id and not isinstance(message.id, tuple):
                    yield message.id, str(message.string)


def test_no_rule_states_its_own_figure_in_plain_text(app: Flask) -> None:
    patterns = _patterns()
    wrong = [
        (rule.id, key)
        for rule in rulebook.everything()
        for key, pattern in patterns
        for language in i18n.LANGUAGES
        if key in rule.parameters
        and pattern.search(NAMED.sub("", _in(language, getattr(rule.text, "raw", rule.text).__str__)))
        and not any(known in str(rule.text) for known in _NO_FIGURE)
    ]
    assert not wrong


def test_no_sentence_at_all_states_a_figure_in_plain_text(app: Flask) -> None:
    patterns = _patterns()
    wrong = sorted(
        {
            f"{key}: {english} | {chinese}"
            for english, chinese in _all_sentences()
            for key, pattern in patterns
            if pattern.search(NAMED.sub("", english)) and not any(known in english for known in _NO_FIGURE)
        }
    )
    assert not wrong, "\n".join(wrong)


def test_no_exception_is_kept_for_nothing() -> None:
    patterns, sentences = _patterns(), list(_all_sentences())
    hits = [both for both in sentences if any(one.search(text) for _, one in patterns for text in both)]
    idle = [known for known in _NO_FIGURE if not any(known in english for english, _chinese in hits)]
    assert not idle
