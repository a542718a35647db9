"""Legal-status sheets: words and codes, rows refused one by one, the same sheet twice, and whose patents they may touch."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook

from portal.access.actors import SYSTEM, Actor
from portal.core import clock
from portal.core.numbers import check_digit
from portal.extensions import db
from portal.patents.facts import sheets
from portal.patents.facts.gazette_words import CODES, OLD_CODES, UNCLEAR, kind_of_text, known_words, meanings
from portal.patents.facts.kinds import KINDS
from portal.patents.facts.reading import facts_of, life_of
from portal.patents.facts.service import void
from portal.patents.models import Patent
from tests.cast import Cast
from tests.unit.listings.making import make_patent

HEADS = ("申请号", "法律状态公告日", "法律状态")


def table(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> io.BytesIO:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return io.BytesIO(out.getvalue().encode())


def take(actor: Actor, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> sheets.Report:
    return sheets.take(table(*rows, heads=heads), "status.csv", actor)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("未缴年费专利权终止", "lapsed"),
        ("专利权的终止（未缴年费）", "lapsed"),
        ("GR01", "granted"),
        ("gr01 授权", "granted"),
        ("CF01未缴年费专利权终止", "lapsed"),
        ("PE01", "pledged"),
        ("专利权质押合同登记的生效", "pledged"),
        ("EE01", "licence_granted"),
        ("实质审查的生效", "exam_entered"),
        ("有效期届满", "expired"),
        ("有权", "status_told"),
        ("年费滞纳期", "status_told"),
        ("一切正常", ""),
        ("GR01234", ""),
        ("C06", "published"),
        ("c10 实质审查的生效", "exam_entered"),
        ("C14", "granted"),
        ("C14授权", "granted"),
        ("C02", "deemed_withdrawn"),
        ("C19", "lapsed"),
        ("C41", "assigned"),
        ("C56", "bibliographic_changed"),
        ("RGAV", "abandoned_dup"),
        ("C17", ""),
        ("C17 未缴年费专利权终止", "lapsed"),
        ("EXPY：有效期届满", "expired"),
        ("C99", ""),
        ("C061", ""),
    ],
)
def test_words_and_codes(text: str, kind: str) -> None:
    assert kind_of_text(text)[0] == kind


def test_every_word_that_is_named_is_understood() -> None:
    assert {kind_of_text(word)[0] for word in known_words()} <= set(KINDS)
    assert {
        *CODES.values(),
        *OLD_CODES.values(),
        *(kind for kinds in UNCLEAR.values() for kind in kinds),
    } <= set(KINDS)


@pytest.mark.parametrize("code", sorted(UNCLEAR))
def test_a_code_that_leaves_a_choice_is_decided_by_the_words_beside_it(code: str) -> None:
    assert kind_of_text(code) == ("", "")
    assert [kind_of_text(f"{code} {words}") for words in meanings(code)] == [
        (kind, code) for kind in UNCLEAR[code]
    ]


def test_old_codes_build_the_life_and_unclear_or_unknown_ones_are_refused_by_name(cast: Cast) -> None:
    patent, heads = make_patent(cast), ("申请号", "日期", "代码", "法律状态")
    number = patent.application_no
    report = take(
        cast.person("lin"),
        (number, "2023-09-07", "C06", ""),
        (number, "2023-10-02", "C10", ""),
        (number, "2024-01-08", "C14", ""),
        (number, "2025-01-08", "C17", ""),
        (number, "2025-01-09", "C98", ""),
        (number, "2025-01-10", "C98", "专利权的保全"),
        (number, "2026-01-08", "C17", "未缴年费专利权终止"),
        heads=heads,
    )
    assert report.added == 5
    assert [(refusal.row, refusal.code) for refusal in report.refused] == [
        (5, "status.code_unclear"),
        (6, "status.code_unknown"),
    ]
    assert "C98" in report.refused[1].message
    assert patent.legal_status == "LAPSED_FEE"
    codes = {event.gazette_code for event in life_of(patent)}
    assert {"C06", "C10", "C14", "C17", "C98"} <= codes


def test_rows_add_events_and_the_status_follows(cast: Cast) -> None:
    patent, other = make_patent(cast), make_patent(cast)
    report = take(
        cast.person("lin"),
        (f"ZL{patent.application_no}", "2024.05.07", "GR01"),
        (patent.application_no, "2026-01-06", "未缴年费专利权终止"),
        (other.application_no, "2025年3月4日", "专利权的保全"),
    )
    assert (report.added, report.refused) == (3, [])
    assert patent.legal_status == "LAPSED_FEE"
    assert facts_of(other).preserved
    assert [event.gazette_code for event in life_of(patent)][-2:] == ["GR01", "CF01"]


def test_the_same_sheet_twice_adds_nothing_nor_what_was_taken_back(cast: Cast) -> None:
    patent, lin = make_patent(cast), cast.person("lin")
    rows = [(patent.application_no, "2026-01-06", "CF01"), (patent.application_no, "", "有权")]
    first = take(lin, *rows)
    assert (first.added, first.unchanged) == (1, 1), "what the row says already is no event"
    void(life_of(patent)[-1], lin, "公告另一件")
    again = take(lin, *rows)
    assert (again.added, again.unchanged) == (0, 2)
    assert patent.legal_status == "IN_FORCE"


@pytest.mark.parametrize(
    ("number", "day", "text", "field", "code"),
    [
        ("", "2026-01-06", "CF01", "number", "status.number_needed"),
        ("202110000001.9", "2026-01-06", "CF01", "number", "number.check_digit"),
        ("明天", "2026-01-06", "CF01", "number", "number.not_application"),
        ("OWN", "2026-01-06", "", "text", "status.text_needed"),
        ("OWN", "2026-01-06", "一切正常", "text", "status.not_known"),
        ("OWN", "", "CF01", "day", "status.day_needed"),
        ("OWN", "someday", "CF01", "day", "date.unreadable"),
        ("OWN", "2999-01-06", "CF01", "day", "date.range"),
        ("OWN", "2099-01-06", "CF01", "day", "fact.future"),
        ("OWN", "2019-01-06", "CF01", "day", "fact.before_filing"),
        ("OWN", "2026-01-06", "TR01", "owner", "status.owner_needed"),
        ("OWN", "2026-01-06", "EC01", "licensee", "status.which_licence"),
        ("BOLAN", "2026-01-06", "CF01", "number", "status.unknown_patent"),
        ("201710601862.3", "2026-01-06", "CF01", "number", "status.unknown_patent"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(
    cast: Cast, number: str, day: str, text: str, field: str, code: str
) -> None:
    own, bolan = make_patent(cast), make_patent(cast, owner="bolan")
    known = {"OWN": own.application_no, "BOLAN": bolan.application_no}
    good = (own.application_no, "2026-01-06", "PP01")
    report = take(cast.person("lin"), good, (known.get(number, number), day, text))
    assert [(one.row, one.field, one.code) for one in report.refused] == [(3, field, code)]
    assert report.refused[0].message
    assert report.added == 1, "the good row is taken all the same"


def test_an_unknown_word_is_answered_with_the_known_ones(app: Flask, cast: Cast) -> None:
    patent = make_patent(cast)
    with app.test_request_context("/?lang=zh"):
        report = take(SYSTEM, (patent.application_no, "2026-01-06", "一切正常"))
        assert "CF01" in report.refused[0].message
        assert "未缴年费专利权终止" in report.refused[0].message


def test_more_columns_tell_more(cast: Cast) -> None:
    patent = make_patent(cast)
    heads = ("专利号", "日期", "代码", "质权人", "被许可人", "许可种类", "变更后权利人", "备案号")
    report = take(
        SYSTEM,
        (patent.application_no, "2025-01-06", "PE01", "滨海银行", "", "", "", "Y2025120000001"),
        (patent.application_no, "2025-02-06", "EE01", "", "博安公司", "独占许可", "", "X2025120000001"),
        (patent.application_no, "2025-03-06", "TR01", "", "", "", "甲公司；乙公司", ""),
        heads=heads,
    )
    assert report.refused == []
    facts = facts_of(patent)
    assert facts.pledge is not None
    assert facts.pledge.pledgee == "滨海银行"
    assert [(one.kind, one.licensee, one.recorded) for one in facts.licences] == [
        ("exclusive", "博安公司", True)
    ]
    assert [owner.name for owner in facts.owners] == ["甲公司", "乙公司"]
    ended = take(SYSTEM, (patent.application_no, "2025-09-01", "EC01"))
    again = take(SYSTEM, (patent.application_no, "2025-09-01", "EC01"))
    assert (ended.added, again.unchanged) == (1, 1)
    assert facts_of(patent).licences == ()


def test_a_workbook_is_read_and_a_formula_is_not(cast: Cast) -> None:
    patent = make_patent(cast)
    book = Workbook()
    book.active.append(["申请号", "日期", "法律状态"])
    book.active.append([patent.application_no, date(2026, 1, 6), "PP01"])
    book.active.append([patent.application_no, date(2026, 1, 7), "=A1"])
    out = io.BytesIO()
    book.save(out)
    report = sheets.take(io.BytesIO(out.getvalue()), "status.xlsx", cast.person("lin"))
    assert report.added == 1
    assert [one.code for one in report.refused] == ["row.formula"]


def test_a_file_that_is_none_and_one_that_is_too_long(cast: Cast) -> None:
    assert sheets.take(io.BytesIO(b"\x00\x01\x02"), "x.csv", SYSTEM).refused[0].row == 0
    number = make_patent(cast).application_no
    rows = [(number, "2026-01-06", "PP01")] * 3
    report = sheets.take(table(*rows), "x.csv", SYSTEM, most=2)
    assert [one.code for one in report.refused] == ["import.too_many_rows"]


def test_in_the_browser(cast: Cast) -> None:
    patent: Patent = make_patent(cast)
    db.session.commit()
    for who, status in (("lin", 200), ("shi", 200), ("zhao", 403), ("visitor", 403)):
        assert cast.browser(who).get("/patents/status-sheets").status_code == status, who
    lin = cast.browser("lin")
    file = table((patent.application_no, clock.today().isoformat(), "PP01"), (patent.application_no, "", "?"))
    page = lin.post("/patents/status-sheets", data={"file": (file, "status.csv")}).text
    assert "1 event was added; there already: 0." in page
    assert "1 row was refused" in page
    assert facts_of(patent).preserved
    assert lin.post("/patents/status-sheets", data={}).status_code == 422


def test_on_the_command_line(app: Flask, cast: Cast, tmp_path: Any) -> None:
    patent = make_patent(cast)
    db.session.commit()
    path = tmp_path / "status.csv"
    path.write_bytes(table((patent.application_no, "2026-01-06", "CF01"), ("x", "", "")).getvalue())
    run = app.test_cli_runner().invoke
    dry = run(args=["patents", "import-status", str(path), "--dry-run"])
    assert (dry.exit_code, "added 1" in dry.output) == (0, True)
    assert life_of(patent) == []
    report = tmp_path / "report.json"
    done = run(args=["patents", "import-status", str(path), "--report", str(report)])
    assert (done.exit_code, report.exists()) == (0, True)
    db.session.expire_all()
    assert patent.legal_status == "LAPSED_FEE"


@pytest.mark.usefixtures("app")
def test_a_wrong_check_digit_is_answered_with_the_right_one(cast: Cast) -> None:
    (refused,) = take(cast.person("lin"), ("202110000001.9", "2026-01-06", "CF01")).refused
    right = check_digit("202110000001")
    assert (refused.params["given"], refused.params["expected"]) == ("9", right)
    assert f"应为{right}" in refused.message
