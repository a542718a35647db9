"""Exports of the inventory: columns chosen and kept, written by the worker, and never a formula."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from portal.core import names
from portal.core.errors import InputError
from portal.core.i18n import in_language
from portal.extensions import db
from portal.inventory import exporting
from portal.inventory.columns import COLUMNS, NATIONAL, SHIPPED
from portal.inventory.models import Round
from portal.inventory.tables import Export, Preset
from portal.jobs.handlers import Held
from tests.cast import Cast
from tests.inventories import answered, asked, items_of, opened, sleeper

HEADS = [
    "专利号",
    "专利名称",
    "专利类型",
    "申请日",
    "授权公告日",
    "专利权人",
    "第一发明人",
    "法律状态",
    "是否财政资助项目",
    "项目编号",
    "实施状态",
    "转化意愿",
    "转化方式",
    "技术成熟度",
    "专利价值自评等级",
    "行业代码",
    "应用场景",
    "沉睡原因",
    "联系人",
]


def numbered(columns: Any) -> dict[str, str]:
    return {f"place-{code}": str(place) for place, code in enumerate(columns, 1)}


def rows_of(export: Export) -> list[list[Any]]:
    assert export.blob is not None
    with exporting.store().open(export.blob) as stream:
        book = load_workbook(io.BytesIO(stream.read()))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]


def filled(cast: Cast, **facts: Any) -> Round:
    round_ = opened(cast, sleeper(cast))
    asked(cast, round_)
    answered(cast, items_of(round_)[0], **facts)
    return round_


def test_the_national_template_has_its_heads_and_words_in_chinese(
    cast: Cast, work: Callable[[], int]
) -> None:
    round_ = filled(cast)
    round_place = f"/inventory/{round_.public_id}/export"
    lin = cast.browser("lin", "en")
    assert lin.get(round_place).status_code == 200
    answer = lin.post(round_place, data=numbered(NATIONAL))
    place = answer.headers["Location"]
    assert "being written" in lin.get(place).text
    assert lin.get(f"{place}/inventory.xlsx").status_code == 404
    db.session.commit()
    work()
    assert "is ready" in lin.get(place).text
    assert lin.get(f"{place}/inventory.xlsx").data.startswith(b"PK")
    heads, row = rows_of(db.session.scalars(select(Export)).one())
    assert heads == HEADS
    assert row[2] == "发明" and row[10] == "未实施" and row[12] == "普通许可、开放许可"
    assert row[17] == "未找到合作方" and row[18] == "林一 yi@haiyu.example"


def test_columns_come_in_the_order_of_their_numbers(cast: Cast, work: Callable[[], int]) -> None:
    round_ = filled(cast)
    data = {"place-title": "20", "place-number": "3", "place-trl": "", "place-grade": "7", "place-due": "x"}
    cast.browser("lin").post(f"/inventory/{round_.public_id}/export?preset=meeting", data=data)
    db.session.commit()
    work()
    export = db.session.scalars(select(Export)).one()
    assert export.columns == ["number", "grade", "title"]
    heads, row = rows_of(export)
    assert heads == ["Patent number", "Grade", "Patent title"]
    assert row[1] == "B"


@pytest.mark.parametrize(
    "text", ["=1+1", "#N/A", "#REF!", "=", "+86 22", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")']
)
def test_no_text_becomes_a_formula(cast: Cast, text: str) -> None:
    round_ = filled(cast, products=text, comment=text)
    export = exporting.ask_for(round_, ["products", "comment"], "zh", cast.person("lin"))
    for _ in exporting.write(export):
        pass
    assert export.blob is not None
    with exporting.store().open(export.blob) as stream:
        table = load_workbook(io.BytesIO(stream.read())).active
    cells = list(table.iter_rows())[1]  # type: ignore[union-attr]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert all(cell.value.strip() == text.strip() for cell in cells)


def test_every_column_has_a_head_and_a_value_in_both_languages(cast: Cast) -> None:
    round_ = filled(cast)
    for language in ("zh", "en"):
        export = exporting.ask_for(round_, list(COLUMNS), language, cast.person("lin"))
        for _ in exporting.write(export):
            pass
        heads, row = rows_of(export)
        assert len(set(heads)) == len(COLUMNS) and len(row) == len(COLUMNS)
        assert not set(heads) & set(COLUMNS)
        with in_language(language):
            assert heads == [names.name("inventory.column", code) for code in COLUMNS]
    assert all(set(columns) <= set(COLUMNS) for columns in SHIPPED.values())


def test_a_choice_is_kept_for_the_organisation_and_overwritten_by_name(cast: Cast) -> None:
    round_ = filled(cast)
    lin, place = cast.browser("lin"), f"/inventory/{round_.public_id}/export"
    lin.post(place, data={**numbered(["title", "number"]), "keep_as": "科研处用"})
    lin.post(place, data={**numbered(["number", "grade"]), "keep_as": "科研处用"})
    preset = db.session.scalars(select(Preset)).one()
    assert preset.columns == ["number", "grade"]
    page = lin.get(f"{place}?preset={preset.public_id}")
    assert "科研处用" in page.text
    other = opened(cast, sleeper(cast, "bolan"), owner="bolan", officer="okoro")
    assert "科研处用" not in cast.browser("okoro").get(f"/inventory/{other.public_id}/export").text


def test_nothing_chosen_is_said(cast: Cast) -> None:
    round_ = filled(cast)
    with pytest.raises(InputError):
        exporting.ask_for(round_, ["unknown"], "zh", cast.person("lin"))
    answer = cast.browser("lin").post(f"/inventory/{round_.public_id}/export", data={}, follow_redirects=True)
    assert "Number at least one column." in answer.text


def test_an_export_that_is_done_again_begins_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.inventory.jobs import export as handler

    monkeypatch.setattr(exporting, "CHUNK", 1)
    monkeypatch.setattr(Held, "checkpoint", lambda self: None)
    sleeper(cast, inventor="王二")
    round_ = filled(cast)
    export = exporting.ask_for(round_, ["number"], "zh", cast.person("lin"))
    next(exporting.write(export))  # a worker that is killed after the first chunk
    assert (export.status, export.done) == ("running", 1)
    for attempt in (2, 3):
        handler({"export_id": export.id}, Held(1, attempt, 60))
    assert (export.status, export.done) == ("done", 2)
    assert len(rows_of(export)) == 3


def test_strangers_fetch_nothing(cast: Cast) -> None:
    round_ = filled(cast)
    export = exporting.ask_for(round_, ["number"], "zh", cast.person("lin"))
    for _ in exporting.write(export):
        pass
    for who in ("okoro", "zhao", "gao"):
        browser = cast.browser(who)
        assert browser.get(f"/inventory/exports/{export.public_id}").status_code == 404
        assert browser.get(f"/inventory/exports/{export.public_id}/inventory.xlsx").status_code == 404
