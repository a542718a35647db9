"""Letters of the inventory: in the institution's language with a line in the other, a digest for whoever approves next."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from portal.core import clock
from portal.extensions import db
from portal.inventory import bulk, waiting
from portal.inventory.lifecycle import ITEM
from portal.workflow.engine import take
from tests.cast import Cast
from tests.inventories import answered, asked, department, items_of, opened, sleeper
from tests.letters import Letter, letters

ADDRESS = "yi@haiyu.example"
Work = Callable[[], int]


def to(cast: Cast, who: str) -> list[Letter]:
    return [letter for letter in letters() if letter.to == cast.person(who).email]


def at(days: int, hours: int = 9) -> datetime:
    """Return an instant some days from today, at an hour of the legal day."""
    return clock.start_of(clock.today()) + timedelta(days=days, hours=hours)


@pytest.mark.parametrize(
    ("language", "subject", "other_line"),
    [("zh", "三分钟", "To read and answer in English:"), ("en", "three minutes each", "用中文查看并填报：")],
)
def test_an_inventor_reads_the_institutions_language_and_a_line_in_the_other(
    cast: Cast, work: Work, language: str, subject: str, other_line: str
) -> None:
    cast.person("lin").language = language
    asked(cast, opened(cast))
    db.session.commit()
    work()
    (letter,) = [one for one in letters() if one.to == ADDRESS]
    other = "en" if language == "zh" else "zh"
    assert subject in letter.subject
    assert letter.link.endswith(f"?lang={language}")
    lines = letter.text.strip().splitlines()
    assert lines[-1].startswith(other_line) and lines[-1].endswith(f"?lang={other}")
    page = cast.browser("visitor").get("/answer/" + lines[-1].partition("/answer/")[2])
    assert f'<html lang="{other}' in page.text


def test_a_returned_answer_says_why_in_the_letter(cast: Cast, work: Work) -> None:
    inventor = asked(cast, opened(cast))
    item = answered(cast, inventor.items[0])
    take(ITEM, item, "return_to_inventor", cast.person("lin"), data={"note": "请补充样机照片"})
    db.session.commit()
    work()
    last = [one for one in letters() if one.to == ADDRESS][-1]
    assert "请补充样机照片" in last.text and "?lang=en" in last.text


def test_a_reviewer_gets_one_letter_for_all_new_answers(cast: Cast, work: Work) -> None:
    cast.person("zhao").language = "en"
    round_ = opened(cast, *(sleeper(cast, inventor=f"人{number}") for number in range(3)))
    bulk.set_department(items_of(round_), department(cast), cast.person("lin"))
    with clock.pretend(at(0, 20)):
        for item in items_of(round_)[:2]:
            answered(cast, item)
        db.session.commit()
        work()
        assert to(cast, "zhao") == []
    with clock.pretend(at(1)):
        work()
    (letter,) = to(cast, "zhao")
    assert "approval: 2" in letter.subject and letter.text.count("·") == 2
    assert letter.link.startswith("/inventory/") and letter.link.endswith("?state=answered")
    assert to(cast, "lin") == []
    with clock.pretend(at(2)):
        work()
    assert len(to(cast, "zhao")) == 1


def test_the_institution_is_told_when_the_department_has_approved(cast: Cast, work: Work) -> None:
    round_ = opened(cast)
    (item,) = items_of(round_)
    bulk.set_department([item], department(cast), cast.person("lin"))
    answered(cast, item)
    take(ITEM, item, "approve_department", cast.person("zhao"))
    db.session.commit()
    with clock.pretend(at(1)):
        work()
    assert len(to(cast, "lin")) == 1 and len(to(cast, "shen")) == 1 and to(cast, "zhao") == []


def test_nobody_is_told_of_what_was_approved_meanwhile(cast: Cast, work: Work) -> None:
    round_ = opened(cast)
    (item,) = items_of(round_)
    answered(cast, item)
    assert [one.count for one in waiting.for_person(cast.person("lin").id)] == [1]
    take(ITEM, item, "approve", cast.person("lin"))
    db.session.commit()
    with clock.pretend(at(1)):
        work()
    assert to(cast, "lin") == []


def test_the_department_is_told_why_the_institution_sent_it_back(cast: Cast, work: Work) -> None:
    round_ = opened(cast)
    (item,) = items_of(round_)
    bulk.set_department([item], department(cast), cast.person("lin"))
    answered(cast, item)
    take(ITEM, item, "approve_department", cast.person("zhao"))
    take(ITEM, item, "return_to_department", cast.person("lin"), data={"note": "等级与理由不符"})
    public_id = item.public_id
    db.session.commit()
    work()
    (letter,) = to(cast, "zhao")
    assert "等级与理由不符" in letter.text and letter.link == f"/inventory/items/{public_id}"


def test_waiting_is_nobodys_where_there_is_nobody(cast: Cast) -> None:
    opened(cast)
    assert waiting.for_person(4711) == [] and waiting.for_person(cast.person("chen").id) == []
