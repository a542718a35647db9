"""What a row must hold, what is mended on the way, and every reason for which it is refused."""

from datetime import date
from typing import Any

import pytest

from portal.patents.importers.base import RawRow
from portal.patents.importers.mapping import FIELDS
from portal.patents.importers.record import PatentRecord
from portal.patents.importers.rows import read_row
from tests.unit.patents.files import number

SAME = {field: field for field in FIELDS}


def record_of(**values: Any) -> PatentRecord:
    record, errors = read_row(RawRow(2, {"title": "支架", **values}), SAME)
    assert record is not None, errors
    return record


def codes_of(**values: Any) -> list[tuple[str, str]]:
    record, errors = read_row(RawRow(2, {"title": "支架", **values}), SAME)
    assert record is None
    return [(error.field, error.code) for error in errors]


def test_a_full_row() -> None:
    record = record_of(
        application_no="2019 1 0000001.X".replace(".X", number(1)[-2:]),
        publication_no="CN109876543A；CN109876543B",
        filing_date="2019.03.04",
        applicants="青岚理工大学；海州电子有限公司",
        inventors=["王一", "李二"],
        ipc_main="F16M11/38(2006.01)I",
        ipc="F16M11/38(2006.01)I;F16M11/04(2006.01)I",
        abstract="一种&nbsp;支架H<sub>2</sub>O，a&lt;b。",
        legal_status="有权",
        kind="发明专利",
    )
    assert record.keys == [f"CN:{number(1)[2:]}", "CNPUB:CN109876543"]
    assert [p.number for p in record.publications] == ["CN109876543A", "CN109876543B"]
    assert (record.filing_date, record.kind, record.office) == (date(2019, 3, 4), "I", "CN")
    assert record.applicants == ["青岚理工大学", "海州电子有限公司"]
    assert record.classes == [("ipc", "F16M 11/38"), ("ipc", "F16M 11/04")]
    assert record.abstract_zh == "一种 支架H2O，a<b。"
    assert record.legal_status == "IN_FORCE"


def test_a_missing_check_digit_is_supplied_and_said_so() -> None:
    record = record_of(application_no="CN85102475")
    assert record.check_supplied
    assert record.application_no is not None
    assert record.application_no.startswith("85102475.")


def test_locarno_in_the_ipc_column_is_known_for_what_it_is() -> None:
    record = record_of(application_no=number(1, kind=3), ipc_main="14-03")
    assert (record.kind, record.classes) == ("D", [("locarno", "14-03")])


def test_noise_among_further_symbols_is_dropped_and_the_rest_kept() -> None:
    record = record_of(
        publication_no="US10918535", ipc=["A61F 4/00 (20060101)", "D (7)", "128 ()", "B08B ()"]
    )
    assert record.classes == [("ipc", "A61F 4/00"), ("ipc", "B08B")]


def test_a_number_in_the_wrong_column_is_read_all_the_same() -> None:
    assert record_of(application_no="CN109876543A").keys == ["CNPUB:CN109876543"]
    assert record_of(publication_no=number(1)).keys == [f"CN:{number(1)[2:]}"]


def test_a_us_patent_by_number() -> None:
    record = record_of(publication_no="US10918535", title="Absorbent", assignee="x")
    assert (record.office, record.identity, record.title_en) == ("US", "US:10918535", "Absorbent")


@pytest.mark.parametrize(
    ("case_no", "key"),
    [
        ("DRC-TOPS-0", "CASE:DRC-TOPS-0"),
        ("US10514454B1", "US:10514454"),
        ("US20250224279A1", "USPUB:20250224279"),
    ],
)
def test_a_case_number_is_an_identity_too(case_no: str, key: str) -> None:
    assert record_of(case_no=case_no).identity == key


def test_the_application_number_wins_over_the_others() -> None:
    record = record_of(publication_no="CN109876543A", case_no="LAR-TOPS-1", application_no=number(1))
    assert record.identity == f"CN:{number(1)[2:]}"
    assert len(record.keys) == 3


def test_names_in_the_ways_of_the_databases() -> None:
    record = record_of(
        publication_no="US10918535",
        applicants="KIMBERLY-CLARK WORLDWIDE, INC.",
        inventors="Roldan; Carlos E. (Medellin, CO), Orifici; Andrea (Olavarrea, AR)",
    )
    assert record.applicants == ["KIMBERLY-CLARK WORLDWIDE, INC."]
    assert record.inventors == ["Carlos E. Roldan", "Andrea Orifici"]
    assert record_of(publication_no="US10918535", applicants="* December 3, 1991").applicants == []
    assert record_of(publication_no="US10918535", applicants="Rucci; Hugo").applicants == ["Hugo Rucci"]


def test_the_day_of_a_utility_models_publication_is_its_grant() -> None:
    record = record_of(publication_no="CN202644312U", publication_date="2013.01.02")
    assert record.grant_date == date(2013, 1, 2)
    assert record_of(publication_no="CN109876543A", publication_date="2019-08-02").grant_date is None


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, [("application_no", "row.number_needed")]),
        ({"application_no": "ZL201710601862.4"}, [("application_no", "number.check_digit")]),
        ({"application_no": "202040000001"}, [("application_no", "number.type_digit")]),
        ({"application_no": "951156081"}, [("application_no", "number.ambiguous")]),
        ({"application_no": "待补"}, [("application_no", "number.not_application")]),
        ({"publication_no": "CN202025678A"}, [("publication_no", "number.kind_mismatch")]),
        ({"publication_no": "CN102025678"}, [("publication_no", "number.kind_missing")]),
        (
            {"application_no": number(1), "publication_no": "CN202644312U"},
            [("publication_no", "row.numbers_disagree")],
        ),
        ({"application_no": number(1), "kind": "外观设计"}, [("kind", "row.kind_mismatch")]),
        ({"application_no": number(1), "filing_date": "01/02/2013"}, [("filing_date", "date.ambiguous")]),
        ({"application_no": number(1), "filing_date": "2013.13.01"}, [("filing_date", "date.unreadable")]),
        ({"application_no": number(1), "filing_date": "2199-01-01"}, [("filing_date", "row.date_future")]),
        (
            {"application_no": number(1), "filing_date": "2019-03-04", "grant_date": "2018-03-04"},
            [("grant_date", "row.dates_order")],
        ),
        ({"application_no": number(1), "ipc_main": "见附件"}, [("ipc_main", "class.unreadable")]),
        ({"application_no": number(1), "abstract": "长" * 30_001}, [("abstract", "row.too_long")]),
        (
            {"application_no": "ZL201710601862.4", "publication_no": "CN1"},
            [("application_no", "number.check_digit"), ("publication_no", "number.not_publication")],
        ),
    ],
)
def test_refusals(values: dict[str, Any], errors: list[tuple[str, str]]) -> None:
    assert codes_of(**values) == errors


def test_the_expected_digit_is_told() -> None:
    _, errors = read_row(RawRow(2, {"title": "x", "application_no": "ZL201710601862.4"}), SAME)
    assert errors[0].params["expected"] == "3"
    assert errors[0].params["rule"] == "NUM-05"


def test_markup_becomes_text_and_what_is_left_stays_data() -> None:
    record = record_of(
        application_no=number(1),
        title="<p>支架&amp;底座</p>",
        abstract="压力<b>大</b>于5<x>，<script>alert(1)</script>。$＃!",
    )
    assert record.title_zh == "支架&底座"
    assert record.abstract_zh == "压力大于5<x>，<script>alert(1)</script>。"


def test_control_and_direction_characters_go() -> None:
    assert record_of(application_no=number(1), title="支\u202e架\x00\u200b").title_zh == "支架"
