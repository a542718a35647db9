"""Titles of IPC symbols, and WIPO's fields checked against WIPO's own table."""

import csv
from pathlib import Path

import pytest

from portal.search import classification_titles as titles


@pytest.mark.parametrize(
    ("symbol", "zh", "en"),
    [
        ("H", "电学", "Electricity"),
        ("H01", "基本电气元件", "Electric elements"),
        ("H01M10/052", "电池与燃料电池", "Batteries and fuel cells"),
        ("b23k 26/21", "焊接与激光加工", "Welding and laser working"),
        ("06-01", "", ""),
    ],
)
def test_the_closest_known_title(symbol: str, zh: str, en: str) -> None:
    assert (titles.title(symbol, "zh"), titles.title(symbol, "en")) == (zh, en)


def test_an_unknown_subclass_has_the_title_of_its_class() -> None:
    assert titles.title("A42C", "en") == "Headwear"


def test_fields() -> None:
    assert titles.wipo_field("H01M10/052") == "1"
    assert titles.wipo_field("A61K8/02") == "14"
    assert titles.wipo_field("A61K31/00") == "16"
    assert titles.wipo_field("G01N 33/50") == "11"
    assert titles.wipo_field("Locarno") is None
    assert titles.wipo_field_name("1", "zh") == "电机、电气装置与电能"
    assert titles.wipo_field_name("99", "zh") == "99"
    assert len(titles.wipo_fields()) == 35
    assert titles.wipo_sector("35") == "other"


def test_parts_of_a_symbol() -> None:
    assert (titles.section("h01m 10/052"), titles.subclass("h01m 10/052"), titles.subclass("H01")) == (
        "H",
        "H01M",
        None,
    )


def test_fields_agree_with_wipo(real_data: Path) -> None:
    with (real_data / "ipc" / "wipo35_fields.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 700
    wrong = [
        (r["IPC_code"], r["Field_number"]) for r in rows if titles.wipo_field(_symbol(r)) != r["Field_number"]
    ]
    assert wrong == []


def _symbol(row: dict[str, str]) -> str:
    code = row["IPC_code"].rstrip("%").replace(" ", "")
    return code + "00" if code.endswith("/") else code


def test_every_class_and_known_subclass_is_one_of_the_ipc(real_data: Path) -> None:
    from portal.search.data import data

    with (real_data / "ipc" / "ipc_zh_en.csv").open(encoding="utf-8-sig") as file:
        known = {row["code"]: row["level"] for row in csv.DictReader(file) if row["level"] in "123"}
    assert set(data("ipc_classes")) == {code for code, level in known.items() if level == "2"}
    assert set(data("ipc_sections")) == {code for code, level in known.items() if level == "1"}
    assert {code for code in data("ipc_subclasses") if known.get(code) != "3"} == set()
