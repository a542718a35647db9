"""Documents print data literally, completely and the same way twice."""

import copy
import hashlib
import io
import json
import random
from datetime import date, datetime, timedelta, timezone

import pikepdf
import pytest
import typst

from portal.core import documents, glyphs
from portal.core.capitals import in_capitals
from portal.core.documents import DocumentFailed, canonical, preview, render
from tests.unit.core.document_samples import ISSUED, SAMPLES
from tests.unit.core.pdf_text import missing_glyphs, text_of

INJECTIONS = [
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "_layout.typ": *',
    '#import "@preview/cetz:0.3.0"',
    "#while true {}",
    "#{sys.inputs}",
    '"]; #eval("1+1")',
    "$integral x$",
    "= Heading",
    "*bold* _emph_ `raw`",
    "<label> @ref",
    "\\u{41} \\ \\#",
    "// comment",
    "/* comment",
    "{{ 7*7 }} {% raw %}",
    "%(name)s ${HOME}",
    "--- ... ~ ''",
    "</svg><script>",
]


def squeezed(text):
    return "".join(text.split())


def with_title(title):
    data = copy.deepcopy(SAMPLES["open_licence_notice"])
    data["patents"][0]["title"] = title
    return data


@pytest.mark.parametrize("template", SAMPLES)
def test_the_same_data_gives_the_same_bytes(template):
    first, second = (
        render(template, SAMPLES[template], reference="AW-1", issued_at=ISSUED) for _ in range(2)
    )
    assert first == second
    assert first.sha256 == hashlib.sha256(first.pdf).hexdigest()


@pytest.mark.parametrize("template", SAMPLES)
def test_a_document_carries_its_number_both_clocks_and_the_digest_of_its_data(template):
    document = render(template, SAMPLES[template], reference="AW-2026-000042", issued_at=ISSUED)
    digest = hashlib.sha256(canonical(template, SAMPLES[template], "AW-2026-000042", ISSUED)).hexdigest()
    text = squeezed(text_of(document.pdf))
    assert document.data_sha256 == digest
    for expected in ("AW-2026-000042", digest, "2026-04-0315:30:00", "2026-04-0307:30:00UTC"):
        assert expected in text


@pytest.mark.parametrize("template", SAMPLES)
def test_every_fact_handed_over_is_on_the_page_without_boxes(template):
    document = render(template, SAMPLES[template], reference="AW-1", issued_at=ISSUED)
    text = squeezed(text_of(document.pdf))
    facts = list(leaves(SAMPLES[template]))
    assert len(facts) > 10
    for fact in facts:
        assert squeezed(fact) in text
    assert missing_glyphs(document.pdf) == 0


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, datetime):
        yield f"{value:%Y-%m-%d %H:%M:%S} UTC"
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, documents.Amount):
        yield from ("CNY 80,000.05", "人民币捌万元零伍分")
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("payment", [{"free": True}, {"free": True, "due_later": True}])
def test_a_proof_without_payment_says_why_nothing_was_paid(payment):
    data = {**SAMPLES["licence_proof"], "payment": payment}
    text = squeezed(text_of(render("licence_proof", data, reference="AW-1", issued_at=ISSUED).pdf))
    assert ("免费许可，无应付款项" in text) is (payment == {"free": True})
    assert ("起始无应付款项" in text) is ("due_later" in payment)
    assert "已付许可使用费" not in text


@pytest.mark.parametrize("attack", INJECTIONS)
def test_what_people_wrote_is_printed_literally(attack):
    document = render("open_licence_notice", with_title(attack), reference=attack, issued_at=ISSUED)
    assert squeezed(text_of(document.pdf)).count(squeezed(attack)) == 2


def test_a_template_can_read_neither_the_system_nor_the_project(tmp_path, monkeypatch):
    control = tmp_path / "control.typ"
    control.write_text('#set document(title: "t")\n#read("control.typ")')
    monkeypatch.setattr(documents, "TEMPLATES", tmp_path)
    assert render("control", {}, reference="R", issued_at=ISSUED).pdf.startswith(b"%PDF")
    for path in ("/etc/passwd", "../../../../../../../../etc/passwd", "../config.py"):
        control.write_text(f'#set document(title: "t")\n#read("{path}")')
        with pytest.raises(DocumentFailed):
            render("control", {}, reference="R", issued_at=ISSUED)


@pytest.mark.parametrize("template", SAMPLES)
def test_a_missing_fact_stops_the_document(template):
    for key in SAMPLES[template]:
        data = {name: value for name, value in SAMPLES[template].items() if name != key}
        with pytest.raises(DocumentFailed):
            render(template, data, reference="AW-1", issued_at=ISSUED)


def test_rare_and_hidden_characters_are_shown_as_code_points():
    title = "甲\u202e乙\ue000丙\U00020000丁\x07"
    text = text_of(render("open_licence_notice", with_title(title), reference="R", issued_at=ISSUED).pdf)
    assert "甲[U+202E]乙[U+E000]丙[U+20000]丁[U+0007]" in squeezed(text)


def test_without_the_filter_the_archive_standard_refuses_boxes_and_without_that_they_are_counted(monkeypatch):
    monkeypatch.setattr(documents, "printable", lambda text: text)
    data = with_title("甲\U00020000乙")
    with pytest.raises(DocumentFailed):
        render("open_licence_notice", data, reference="R", issued_at=ISSUED)
    monkeypatch.setattr(documents, "STANDARDS", ())
    assert missing_glyphs(render("open_licence_notice", data, reference="R", issued_at=ISSUED).pdf) > 0


def test_the_font_draws_what_its_map_promises():
    known = [chr(point) for point in sorted(glyphs.drawable(glyphs.REGULAR))]
    some = "".join(c for c in random.Random(7).sample(known, 3_000) if glyphs.printable(c) == c)
    assert len(some) > 2_500
    pdf = render("open_licence_notice", with_title(some), reference="R", issued_at=ISSUED).pdf
    assert missing_glyphs(pdf) == 0


def test_a_character_only_the_regular_font_has_is_drawn_in_bold_places_too():
    rare = chr(min(glyphs.drawable(glyphs.REGULAR) - glyphs.drawable(glyphs.BOLD) - set(range(0x3400))))
    data = copy.deepcopy(SAMPLES["open_licence_notice"])
    data["licensee"]["name"] = f"{rare}记工坊"
    pdf = render("open_licence_notice", data, reference="R", issued_at=ISSUED).pdf
    assert missing_glyphs(pdf) == 0
    assert f"{rare}记工坊" in text_of(pdf)


@pytest.mark.parametrize("font", ["REGULAR", "BOLD"])
def test_a_missing_or_foreign_font_is_noticed_at_start(tmp_path, monkeypatch, font):
    glyphs.assert_fonts()
    monkeypatch.setattr(glyphs, font, tmp_path / "absent.ttf")
    with pytest.raises(glyphs.MissingFont):
        glyphs.assert_fonts()


def test_the_licence_of_the_fonts_lies_beside_them():
    assert "SIL OPEN FONT LICENSE" in (glyphs.FONT_FOLDER / "OFL.txt").read_text()


def test_only_the_vendored_fonts_are_used():
    document = render("licence_proof", SAMPLES["licence_proof"], reference="R", issued_at=ISSUED)
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        names = {
            str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
        }
    assert names
    assert all("NotoSansSC" in name for name in names)


def test_documents_are_archivable_tagged_and_say_their_language():
    document = render("licence_proof", SAMPLES["licence_proof"], reference="R", issued_at=ISSUED)
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata.pdfa_status == "2B"
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)


def test_the_digest_covers_every_value_and_no_clock_of_the_machine():
    whole = canonical("t", {"a": ISSUED, "b": [date(2026, 1, 2), documents.Amount(5, "CNY")]}, "R", ISSUED)
    elsewhere = ISSUED.astimezone(timezone(timedelta(hours=8)))
    assert whole == canonical(
        "t", {"b": [date(2026, 1, 2), documents.Amount(5, "CNY")], "a": elsewhere}, "R", ISSUED
    )
    assert json.loads(whole) == {
        "template": "t",
        "reference": "R",
        "issued_at": "2026-04-03T07:30:00Z",
        "data": {"a": "2026-04-03T07:30:00Z", "b": ["2026-01-02", {"minor": 5, "currency": "CNY"}]},
    }
    assert whole != canonical("t", {"a": ISSUED, "b": []}, "R", ISSUED)


def test_a_float_cannot_slip_into_a_document():
    with pytest.raises(TypeError):
        render("payment_receipt", {"amount": 0.1}, reference="R", issued_at=ISSUED)


@pytest.mark.parametrize("template", SAMPLES)
def test_a_preview_is_one_picture_per_page(template):
    pages = preview(template, SAMPLES[template], reference="R", issued_at=ISSUED)
    pdf = render(template, SAMPLES[template], reference="R", issued_at=ISSUED).pdf
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert len(pages) == len(pikepdf.open(io.BytesIO(pdf)).pages) == 1


def test_typst_is_asked_to_use_no_system_font(monkeypatch):
    asked = {}
    real = typst.compile

    def compile_and_note(*args, **options):
        asked.update(options)
        return real(*args, **options)

    monkeypatch.setattr(documents.typst, "compile", compile_and_note)
    render("payment_receipt", SAMPLES["payment_receipt"], reference="R", issued_at=ISSUED)
    assert asked["ignore_system_fonts"] is True


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (100_00, "壹佰元整"),
        (1_005_00, "壹仟零伍元整"),
        (80_000_00, "捌万元整"),
        (100_500_20, "壹拾万零伍佰元贰角整"),
        (10_010_001_00, "壹仟零壹万零壹元整"),
        (200_000_005_00, "贰亿零伍元整"),
        (123_456_789_01, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
        (10_0000_0000_0000_00, "壹拾万亿元整"),
    ],
)
def test_sums_in_capitals(fen, words):
    assert in_capitals(fen) == f"人民币{words}"


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_sums_beyond_the_capitals_are_refused(fen):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(fen)
