"""Files made to harm: each gets a clear refusal, in bounded memory, and nothing of it is taken in."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from portal.core.archives import list_zip
from portal.core.errors import InputError
from portal.patents.importers.base import Limits
from portal.patents.importers.opening import read_file
from tests.unit.patents.files import HEADS, csv_text, json_lines, number, patent, raw_rows, read, xlsx, zipped


def refusal(content: bytes, name: str = "upload.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as refused:
        list(read_file(io.BytesIO(content), name, limits or Limits()))
    return refused.value.code


def bomb_workbook(size: int = 60_000_000) -> bytes:
    sound = xlsx([HEADS, list(patent(1).values())])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", b" " * size + b"</sheetData>")
            target.writestr(member.filename, content)
    return out.getvalue()


def understate(content: bytes, name: str, claimed: int) -> bytes:
    """Return the ZIP with a smaller unpacked size claimed for `name`, in both of its headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
        true = struct.pack("<I", info.file_size)
        place = info.header_offset + 22
    changed = bytearray(content)
    changed[place : place + 4] = struct.pack("<I", claimed)
    central = content.rindex(name.encode())
    size_at = content.rindex(true, 0, central)
    changed[size_at : size_at + 4] = struct.pack("<I", claimed)
    return bytes(changed)


def test_a_workbook_bomb() -> None:
    assert refusal(bomb_workbook()) == "import.bomb"


def test_a_workbook_that_lies_about_its_size() -> None:
    lying = understate(bomb_workbook(20_000_000), "xl/worksheets/sheet1.xml", 1000)
    assert refusal(lying) == "import.bomb"


def test_a_zip_bomb_and_too_many_members() -> None:
    assert refusal(zipped({"a.csv": b"0" * 60_000_000})) == "import.bomb"
    many = zipped({f"{i}.csv": b"x" for i in range(30)})
    assert refusal(many, limits=Limits(members=20)) == "import.bomb"


def test_a_zip_in_a_zip_is_named_and_the_rest_is_read() -> None:
    inner = zipped({"a.csv": csv_text([patent(1)]).encode()})
    rows = raw_rows(zipped({"inner.zip": inner, "b.csv": csv_text([patent(2)]).encode()}))
    assert {(row.source, row.problem) for row in rows} == {("inner.zip", "import.nested_zip"), ("b.csv", "")}


def test_an_encrypted_zip() -> None:
    content = bytearray(zipped({"a.csv": b"x,y\n"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == "import.encrypted"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><us-patent-grant>&a;</us-patent-grant>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><us-patent-grant>&b;</us-patent-grant>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><us-patent-grant/>',
    ],
)
def test_entities_are_refused(document: str) -> None:
    assert refusal(f'<?xml version="1.0"?>{document}'.encode()) == "import.xml_entities"


def test_a_doctype_that_names_a_dtd_is_not_fetched() -> None:
    content = (
        b'<?xml version="1.0"?><!DOCTYPE us-patent-grant SYSTEM "http://127.0.0.1:9/x.dtd"><us-patent-grant/>'
    )
    records, errors = read(content)  # the sockets of the tests are shut; a fetch would fail
    assert (records, [error.code for _, error in errors]) == ([], ["row.number_needed"])


def test_deep_nesting() -> None:
    assert refusal(b"<a>" * 100_000) == "import.xml_depth"
    assert refusal(b"<us-patent-grant>" + b"<p>" * 100_000) == "import.xml_depth"
    rows = raw_rows(json_lines([patent(1)]) + b'{"a":' * 100_000 + b"1\n")
    assert [row.problem for row in rows] == ["", "row.json"]


def test_a_document_that_never_ends() -> None:
    limits = Limits(record_text=100_000, record_elements=1000)
    assert refusal(b"<us-patent-grant>" + b"x" * 200_000, limits=limits) == "import.xml_record"
    assert refusal(b"<us-patent-grant>" + b"<p/>" * 2000, limits=limits) == "import.xml_record"


def test_files_cut_in_half() -> None:
    sound = xlsx([HEADS, *(list(patent(i).values()) for i in range(50))])
    assert refusal(sound[: len(sound) // 2]) == "import.broken"
    assert refusal(b"<us-patent-grant><abstract>half") == "import.xml"
    lines = json_lines([patent(1), patent(2)])
    assert [row.problem for row in raw_rows(lines[:-2])] == ["", "row.json"]


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf", zipped({}), xlsx([])])
def test_empty_files(content: bytes) -> None:
    assert refusal(content) in {"import.empty"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "import.not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "import.not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.old_office"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "import.html"),
        (b"  <!DOCTYPE html>\n<table>", "import.html"),
        (b'[{"title": "x"}]', "import.json_array"),
        (b"\x00\x01\x02\x03" * 100, "import.not_a_table"),
        (b"\xff\xff\x80\x81\xff" * 100, "import.encoding"),
    ],
)
def test_what_is_no_file_of_patents(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_wrong_extension_does_not_mislead() -> None:
    assert raw_rows(csv_text([patent(1)]).encode(), "liste.xlsx")[0].values["申请号"] == number(1)
    assert raw_rows(xlsx([HEADS, list(patent(1).values())]), "list.csv")[0].values["申请号"] == number(1)


def test_a_file_larger_than_the_limit() -> None:
    assert refusal(csv_text([patent(1)]).encode(), limits=Limits(file=10)) == "import.too_big"


def test_a_line_without_end() -> None:
    assert refusal(b'{"a": "' + b"x" * 5_000_000) == "import.line_too_long"


class Endless(io.RawIOBase):
    """Pretends to be a file of `size` bytes, all of them the same line."""

    def __init__(self, line: bytes, size: int) -> None:
        self.line, self.size, self.place = line, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset if whence == 0 else self.size + offset
        return self.place

    def tell(self) -> int:
        return self.place

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # the base says WriteableBuffer
        wanted = min(len(buffer), self.size - self.place)
        start = self.place % len(self.line)
        times = wanted // len(self.line) + 2
        buffer[:wanted] = (self.line * times)[start : start + wanted]
        self.place += wanted
        return wanted


def test_a_gigabyte_is_refused_by_its_length_alone() -> None:
    stream = io.BufferedReader(Endless(b'{"title": "x"}\n', 1 << 30))
    with pytest.raises(InputError) as refused:
        read_file(stream, "big.jsonl")
    assert refused.value.code == "import.too_big"


def test_a_long_stream_is_read_in_bounded_memory() -> None:
    stream = io.BufferedReader(Endless(b'{"title": "' + b"x" * 989 + b'"}\n', 40_000_000))
    tracemalloc.start()
    rows = sum(1 for _ in read_file(stream, "long.jsonl"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows > 39_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    "cells",
    [
        {"applicants": "a" * 500_000},
        {"applicants": "a;" * 200_000 + "("},
        {"inventors": "(" * 500_000 + ";"},
        {"title": "x" + " " * 500_000 + "y"},
        {"abstract": "<p " * 300_000},
        {"abstract": "&amp;" * 100_000},
        {"filing_date": "2013" + " " * 500_000 + "x"},
        {"publication_no": ";".join(["1"] * 300_000)},
        {"application_no": "CN" * 300_000},
        {"ipc": "A" * 500_000},
        {"ipc": ";".join(["H01L 21/00"] * 200_000)},
        {"ipc_main": "(" * 500_000},
        {"case_no": "A-" * 300_000},
    ],
)
def test_cells_made_to_keep_the_patterns_busy(cells: dict[str, str]) -> None:
    row = {"title": "支架", "application_no": number(1)} | cells
    records, errors = read(json_lines([row]))  # the run's time limit is what a slow pattern meets
    assert len(records) + len({row for row, _ in errors}) == 1
    assert len(errors) <= 60


def test_a_sheet_made_to_keep_the_search_for_formulas_busy() -> None:
    sound = xlsx([HEADS, list(patent(1).values())])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
                content = content.replace(b"<sheets>", b"<sheets>" + b"<sheet " * 200_000)
                content = content.replace(b"</sheetData>", b"<c " * 1_000_000 + b"</sheetData>")
            target.writestr(member.filename, content)
    assert refusal(out.getvalue()) in ("import.broken", "import.empty")


def with_sheet(rows: str, member: str = "xl/worksheets/sheet1.xml", head: str = "") -> bytes:
    """Return a sound workbook whose sheet is replaced by the rows."""
    sound = xlsx([HEADS, list(patent(1).values())])
    out = io.BytesIO()
    sheet = f'{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for known in source.infolist():
            content = source.read(known)
            if known.filename == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"/xl/worksheets/sheet1.xml", f"/{member}".encode())
                assert member.encode() in content
            if known.filename != "xl/worksheets/sheet1.xml":
                target.writestr(known.filename, content)
        target.writestr(member, f"{sheet}</sheetData></worksheet>")
    return out.getvalue()


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (FAR, "import.too_many_cells"),
        (FAR.replace('"', "'"), "import.too_many_cells"),
        (FAR.replace("<c r", '<c z=">" r'), "import.too_many_cells"),
        (FAR.replace("XFD", "&#88;FD"), "import.too_many_cells"),
        (FAR.replace("XFD", "xfd"), "import.too_many_cells"),
        (FAR.replace("<c ", f'<c z="{"x" * 90_000}" '), "import.too_many_cells"),
        ('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "import.broken"),
        ('<row r="999999999"><c><v>1</v></c></row>', "import.broken"),
        ('<row r="-5"><c><v>1</v></c></row>', "import.broken"),
        ('<row r="9"><c r="A9"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', "import.broken"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "import.broken"),
    ],
)
def test_cells_that_span_more_than_there_is_memory_for(rows: str, code: str) -> None:
    assert refusal(with_sheet(rows)) == code
    assert refusal(with_sheet(rows, "xl/elsewhere.bin")) == code


def test_a_sheet_that_is_no_xml_is_not_read_by_anybody() -> None:
    assert refusal(with_sheet(FAR, "xl/elsewhere.bin", head="\x01")) in ("import.broken", "import.empty")
    assert refusal(with_sheet(FAR, head="<!DOCTYPE worksheet>")) == "import.broken"


def test_two_members_of_one_name() -> None:
    content = io.BytesIO(with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", FAR)
    assert refusal(content.getvalue()) == "import.broken"


def test_cells_far_apart_but_within_the_limit_are_read() -> None:
    rows, errors = read(xlsx([HEADS, list(patent(1).values()), [""] * 300 + ["x"]]), "far.xlsx")
    assert len(rows) + len(errors) >= 1


def test_a_broken_stream_in_a_container() -> None:
    content = bytearray(xlsx([HEADS, list(patent(1).values())]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + info.compress_size] = b"\xff" * info.compress_size
    assert refusal(bytes(content)) == "import.broken"
    with pytest.raises(InputError) as refused:
        list_zip(io.BytesIO(bytes(content)))
    assert refused.value.code == "upload.broken"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xfe\xff4", "题名,申请号\n甲".encode("utf-16")[:-1]])
def test_a_text_cut_in_the_middle_of_a_character(content: bytes) -> None:
    with pytest.raises(InputError):
        list(read_file(io.BytesIO(content), "cut.csv"))
