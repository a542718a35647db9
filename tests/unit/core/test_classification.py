"""Classification symbols in every writing that the offices and spreadsheets use."""

import pytest

from portal.core.classification import parse_symbol, split_symbols
from portal.core.errors import InputError


@pytest.mark.parametrize(
    ("text", "code", "scheme", "edition"),
    [
        ("H02K17/02", "H02K 17/02", "ipc", ""),
        ("h01s 3/00", "H01S 3/00", "ipc", ""),
        ("E01B3/32(2006.01)I", "E01B 3/32", "ipc", "2006.01"),
        ("H02K1/27（2006.01）I", "H02K 1/27", "ipc", "2006.01"),
        ("A61F 2/07 (20130101)", "A61F 2/07", "ipc", "2013.01"),
        ("E01D101/26(2006.01)N", "E01D 101/26", "ipc", "2006.01"),
        ("H04L   27/26    (2006.01)", "H04L 27/26", "ipc", "2006.01"),
        ("C12Q 001/37 ()", "C12Q 1/37", "ipc", ""),
        ("G06F015/00", "G06F 15/00", "ipc", ""),
        ("B03C0003090000", "B03C 3/09", "ipc", ""),
        ("F28G0001020000", "F28G 1/02", "ipc", ""),
        ("A61K31/7012", "A61K 31/7012", "ipc", ""),
        ("Ａ０１Ｂ１／０２", "A01B 1/02", "ipc", ""),
        ("Y02E 60/10", "Y02E 60/10", "cpc", ""),
        ("14-03", "14-03", "locarno", ""),
        ("21-01-C0293", "21-01", "locarno", ""),
        ("LOC(9)Cl.14-03", "14-03", "locarno", ""),
        ("14-03(9)", "14-03", "locarno", ""),
        ("H", "H", "ipc", ""),
        ("H02", "H02", "ipc", ""),
        ("A01M", "A01M", "ipc", ""),
        ("B08B ()", "B08B", "ipc", ""),
        ("H02K 17", "H02K 17", "ipc", ""),
    ],
)
def test_writings(text: str, code: str, scheme: str, edition: str) -> None:
    symbol = parse_symbol(text)
    assert (str(symbol), symbol.scheme, symbol.edition) == (code, scheme, edition)


@pytest.mark.parametrize("text", ["", "128 ()", "H02K17/2", "H02K/02", "33-01", "00-01", "I02K1/00", "电池"])
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_symbol(text)
    assert refused.value.code == "class.unreadable"


def test_parents_run_from_the_section_down() -> None:
    assert parse_symbol("H02K17/02").parents == ["H", "H02", "H02K", "H02K 17/00"]
    assert parse_symbol("H02K17/00").parents == ["H", "H02", "H02K"]
    assert parse_symbol("H02K").parents == ["H", "H02"]
    assert parse_symbol("H").parents == []
    assert parse_symbol("14-03").parents == ["14"]


@pytest.mark.parametrize("above", ["H", "H02", "H02K", "H02K 17", "H02K 17/00", "H02K 17/02"])
def test_a_symbol_covers_what_lies_beneath(above: str) -> None:
    assert parse_symbol(above).covers(parse_symbol("H02K17/02"))


@pytest.mark.parametrize("beside", ["G", "H02J", "H02K 1", "H02K 17/04", "14-03"])
def test_a_symbol_does_not_cover_its_neighbours(beside: str) -> None:
    assert not parse_symbol(beside).covers(parse_symbol("H02K17/02"))


def test_parts_of_a_symbol() -> None:
    symbol = parse_symbol("H02K17/02")
    assert (symbol.section, symbol.subclass, symbol.is_partial) == ("H", "H02K", False)
    assert parse_symbol("14-03").section == ""
    assert parse_symbol("H02").subclass == ""


def test_a_cell_with_several_symbols() -> None:
    assert split_symbols("E01B3/32(2006.01)I；E01B9/10(2006.01)I, A01B1/00\nA01B1/02、") == [
        "E01B3/32(2006.01)I",
        "E01B9/10(2006.01)I",
        "A01B1/00",
        "A01B1/02",
    ]
