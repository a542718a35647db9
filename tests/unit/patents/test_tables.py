"""Spreadsheets and delimited text: heads, row numbers, separators, charsets, formulas."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from portal.core.errors import InputError
from portal.patents.importers.base import FORMULA
from tests.unit.patents.files import HEADS, csv_text, number, patent, raw_rows, read, xlsx


def test_a_workbook_row_by_row_with_the_numbers_it_shows() -> None:
    rows = raw_rows(xlsx([HEADS, list(patent(1).values()), list(patent(2).values())]))
    assert [row.number for row in rows] == [2, 3]
    assert rows[1].values["申请号"] == number(2)


def test_title_rows_and_empty_rows_above_the_head_are_passed_over() -> None:
    content = xlsx([[], ["青岚理工大学专利清单"], [], HEADS, [], list(patent(1).values())])
    rows = raw_rows(content)
    assert [row.number for row in rows] == [6]
    assert rows[0].values["专利名称"].startswith("一种")


def test_cells_that_excel_knows_as_dates() -> None:
    cells = [*patent(1).values()]
    cells[3] = datetime(2019, 3, 4)
    records, errors = read(xlsx([HEADS, cells]))
    assert not errors
    assert records[0].filing_date == date(2019, 3, 4)


def test_the_sheet_with_patents_is_found_among_others() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明", "本表由系统导出"])
    second = book.create_sheet("清单")
    second.append(HEADS)
    second.append(list(patent(7).values()))
    out = io.BytesIO()
    book.save(out)
    assert [row.values["申请号"] for row in raw_rows(out.getvalue())] == [number(7)]


def test_a_formula_is_never_taken_for_its_result() -> None:
    cells = [*patent(1).values()]
    cells[0] = '=HYPERLINK("http://127.0.0.1/","x")'
    rows = raw_rows(xlsx([HEADS, cells, list(patent(2).values())]))
    assert rows[0].values["专利名称"] is FORMULA
    records, errors = read(xlsx([HEADS, cells, list(patent(2).values())]))
    assert [(row, error.field, error.code) for row, error in errors] == [(2, "title", "row.formula")]
    assert len(records) == 1


def test_a_formula_in_a_column_that_is_not_used_does_no_harm() -> None:
    records, errors = read(xlsx([[*HEADS, "备注"], [*patent(1).values(), "=1+1"]]))
    assert (len(records), errors) == (1, [])


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，", "；", "^", "~", "\x01"])
def test_any_separator(separator: str) -> None:
    row = patent(1, 摘要="一种支架。")
    records, errors = read(csv_text([row], separator).encode())
    assert not errors
    assert records[0].application_no == number(1).removeprefix("CN")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_charsets(charset: str) -> None:
    records, errors = read(csv_text([patent(1)]).encode(charset))
    assert not errors
    assert records[0].title_zh == "一种可折叠的演示支架1"


def test_quoted_cells_over_several_lines_count_as_one_row() -> None:
    text = '名称,申请号\r\n"一种\r\n支架","' + number(1) + '"\r\n第二,' + number(2) + "\r\n"
    rows = raw_rows(text.encode())
    assert [row.number for row in rows] == [2, 3]


def test_an_unclosed_quote_is_a_clear_refusal() -> None:
    text = "名称,申请号\r\n" + '"没有结束,' + "x" * 200_000
    with pytest.raises(InputError) as refused:
        raw_rows(text.encode())
    assert refused.value.code == "import.quote"


def test_formulas_in_delimited_text() -> None:
    text = f'名称,申请号\r\n=1+1,{number(1)}\r\n支架,"=""{number(2)}"""\r\n'
    records, errors = read(text.encode())
    assert [(row, error.code) for row, error in errors] == [(2, "row.formula")]
    assert [record.application_no for record in records] == [number(2).removeprefix("CN")]


def test_one_row_of_broken_text_does_not_lose_the_others() -> None:
    good = csv_text([patent(serial) for serial in range(1, 101)]).encode()
    broken = good.replace("支架50".encode(), b"\xff\xfe\xff")
    records, errors = read(broken)
    assert [(row, error.code) for row, error in errors] == [(51, "row.encoding")]
    assert len(records) == 99


def test_a_second_column_with_the_same_head_is_kept_apart() -> None:
    rows = raw_rows(f"名称,申请号,申请人,申请人\n支架,{number(1)},甲大学,乙大学\n".encode())
    assert rows[0].values["申请人 (2)"] == "乙大学"


def test_one_column_of_numbers_alone_is_a_table() -> None:
    rows = raw_rows(f"申请号\n{number(1)}\n{number(2)}\n".encode())
    assert [row.values["申请号"] for row in rows] == [number(1), number(2)]


def test_text_that_is_no_table_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        raw_rows("这只是一段话。\n没有表头。\n".encode())
    assert refused.value.code == "import.no_separator"
