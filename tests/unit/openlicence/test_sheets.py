"""A sheet of announcements as a workbook: every row is recorded or refused by itself, and nothing is half-written."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, select

from portal.core import clock
from portal.core.errors import InputError
from portal.core.names import sentence
from portal.extensions import db
from portal.jobs.models import Job
from portal.openlicence import sheets
from portal.openlicence.models import Statement
from portal.openlicence.sheets import Outcome
from portal.patents.facts.models import PatentEvent as Event
from portal.workflow.models import HistoryEntry
from tests.cast import Cast
from tests.letters import letters
from tests.licences import evidence, filed, granted_patent
from tests.unit.openlicence.test_refusals import record

HEAD = ("专利号", "声明编号", "公告日")
Row = tuple[Any, ...]


def workbook(*rows: Row, head: Row = HEAD) -> io.BytesIO:
    """Return an XLSX sheet of the rows under the head."""
    book, stream = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (head, *rows):
        book.active.append(row)
    book.save(stream)
    stream.seek(0)
    return stream


def take(cast: Cast, *rows: Row, who: str = "chen", **more: Any) -> list[Outcome]:
    """Take the sheet for the person."""
    return sheets.take_sheet(workbook(*rows, **more), "公告.xlsx", cast.person(who), evidence=evidence())


def number_of(statement: Statement) -> str:
    return f"ZL{statement.patent.application_no}"


def today() -> str:
    return clock.today().isoformat()


def said(outcome: Outcome) -> tuple[str, bool]:
    """Return the result and whether a sentence says why."""
    return outcome.result, bool(outcome.sentence)


def stored() -> tuple[int, ...]:
    """Return how many rows there are of everything that recording an announcement writes."""
    db.session.flush()
    tables = (Event, HistoryEntry, Job)
    return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_a_single_good_row(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = filed(cast)
    (outcome,) = take(cast, (number_of(statement), "KF77", clock.today()))
    assert (outcome.row, outcome.patent, *said(outcome)) == (2, number_of(statement), "taken", False)
    assert (statement.state, statement.statement_no) == ("effective", "KF77")
    assert statement.announced_on == clock.today() and statement.evidence_filename == "公告.xlsx"
    db.session.commit()
    work()
    assert cast.person("chen").email in {letter.to for letter in letters()}


@pytest.mark.parametrize(
    "head",
    [
        ("Patent No.", "Statement No.", "Announced on"),
        ("申请号", "开放许可声明编号", "生效日"),
        (" 专利号 ", "声明号", "公告日期"),
    ],
)
def test_heads_in_other_words(app: Flask, cast: Cast, head: Row) -> None:
    statement = filed(cast)
    assert [one.result for one in take(cast, (number_of(statement), "KF1", today()), head=head)] == ["taken"]


Cells = Callable[[Statement], Row]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (lambda one: ("ZL202010000001.1", "KF1", today()), "statement.sheet_not_filed"),
        (lambda one: ("ZL2021", "KF1", today()), "statement.sheet_number"),
        (lambda one: (number_of(one), "", today()), "statement.sheet_incomplete"),
        (lambda one: (number_of(one), "KF1", None), "statement.sheet_incomplete"),
        (lambda one: ("", "KF1", today()), "statement.sheet_incomplete"),
        (lambda one: (number_of(one), "K" * 41, today()), "statement.sheet_too_long"),
        (lambda one: (number_of(one), "KF1", "2026年13月40日"), "date.unreadable"),
        (lambda one: (number_of(one), "KF1", "03/04/2026"), "date.ambiguous"),
        (lambda one: (number_of(one), "KF1", True), "date.unreadable"),
        (lambda one: (number_of(one), "KF1", 0), "date.unreadable"),
        (lambda one: (number_of(one), "KF1", clock.today() + timedelta(1)), "statement.announced_in_future"),
        (
            lambda one: (number_of(one), "KF1", clock.today() - timedelta(1)),
            "statement.announced_before_filing",
        ),
        (lambda one: ('="ZL"&"2021"', "KF1", today()), "row.formula"),
        (lambda one: (number_of(one), '=CONCAT("KF","1")', today()), "row.formula"),
        (lambda one: (number_of(one), "KF1", "=TODAY()"), "row.formula"),
    ],
)
def test_a_row_that_cannot_be_taken_leaves_nothing(app: Flask, cast: Cast, cells: Cells, code: str) -> None:
    statement = filed(cast)
    before = stored()
    (outcome,) = take(cast, cells(statement))
    assert said(outcome) == ("refused", True)
    assert str(sentence(code)).split("%")[0][:12] in str(outcome.sentence)
    assert (statement.state, statement.statement_no, statement.announced_on) == ("filed", None, None)
    assert stored() == before


def test_odd_cells_are_read_as_what_a_reader_sees(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    moment = datetime.combine(clock.today(), datetime.min.time())
    (outcome,) = take(cast, (f"  zl {statement.patent.application_no} ", 20260077.0, moment))
    assert outcome.result == "taken"
    assert statement.statement_no == "20260077"


def test_control_characters_and_markup_are_no_part_of_a_number(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    (outcome,) = take(cast, (number_of(statement), "\u202eKF\u200b9\n", today()))
    assert (outcome.result, statement.statement_no) == ("taken", "KF9")


def test_the_same_row_twice_is_known_already_and_another_number_is_refused(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    row = (number_of(statement), "KF1", today())
    found = take(cast, row, row, (number_of(statement), "KF2", today()))
    assert [one.result for one in found] == ["taken", "same", "refused"]
    assert "KF1" in found[2].sentence
    assert statement.statement_no == "KF1"


def test_one_number_for_two_statements(app: Flask, cast: Cast) -> None:
    first, second = filed(cast), filed(cast)
    found = take(cast, (number_of(first), "KF1", today()), (number_of(second), "KF1", today()))
    assert [one.result for one in found] == ["taken", "refused"]
    assert (first.state, second.state) == ("effective", "filed")
    assert found[1].sentence == sentence("statement.number_taken")
    again = take(cast, (number_of(second), "KF2", today()))
    assert [one.result for one in again] == ["taken"]


def test_the_statement_of_another_organisation_looks_as_if_it_were_not_there(app: Flask, cast: Cast) -> None:
    theirs = granted_patent(cast, owner="boan", application_no="202010000001.1")
    statement, unknown = filed(cast, patent=theirs), "202320123456.1"
    found = take(cast, (number_of(statement), "KF1", today()), (unknown, "KF1", today()), who="lin")
    assert [one.result for one in found] == ["refused", "refused"]
    assert found[0].sentence == found[1].sentence == sentence("statement.sheet_not_filed")
    assert statement.state == "filed"
    (outcome,) = take(cast, (number_of(statement), "KF1", today()), who="shi")
    assert outcome.result == "taken"


def test_a_half_good_sheet_takes_the_good_half(app: Flask, cast: Cast) -> None:
    alone, good, bad, last = filed(cast), filed(cast), filed(cast), filed(cast)
    nothing = stored()
    take(cast, (number_of(alone), "KF0", today()))
    before = stored()
    found = take(
        cast,
        (number_of(good), "KF1", today()),
        (number_of(bad), "KF2", "gestern"),
        (),
        (number_of(last), "KF3", today()),
    )
    assert [(one.row, one.result) for one in found] == [(2, "taken"), (3, "refused"), (5, "taken")]
    assert [one.state for one in (good, bad, last)] == ["effective", "filed", "effective"]
    of_one = [after - earlier for after, earlier in zip(before, nothing, strict=True)]
    of_sheet = [after - earlier for after, earlier in zip(stored(), before, strict=True)]
    assert of_sheet == [2 * rows for rows in of_one], "the refused row wrote something"


def test_a_hindered_one_is_recorded_as_to_be_withdrawn(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    record(cast, statement, "preserved")
    (outcome,) = take(cast, (number_of(statement), "KF1", today()))
    assert (outcome.result, statement.state) == ("taken", "must_withdraw")


@pytest.mark.parametrize(
    "stream",
    [io.BytesIO(b""), io.BytesIO(b"PK\x03\x04 no workbook"), workbook(head=("甲",))],
    ids=["empty", "broken", "no-head"],
)
def test_a_file_that_is_no_sheet_is_refused_whole(app: Flask, cast: Cast, stream: io.BytesIO) -> None:
    with pytest.raises(InputError):
        sheets.take_sheet(stream, "公告.xlsx", cast.person("chen"), evidence=evidence())


def test_too_many_rows_are_refused_whole_even_where_the_first_were_good(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    db.session.commit()
    lines = "\n".join(f"ZL{number},KF,{today()}" for number in range(5_000))
    text = f"专利号,声明编号,公告日\n{number_of(statement)},KF1,{today()}\n{lines}\n"
    number, browser = statement.id, cast.browser("chen")
    answer = browser.post(
        "/open-licences/announcements", data={"sheet": (io.BytesIO(text.encode()), "a.csv")}
    )
    assert answer.status_code == 422
    db.session.expire_all()
    assert db.session.get_one(Statement, number).state == "filed"
