"""Every accepted type gets in, every disguise is refused, and pictures lose all but the picture."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from portal.core import file_sentences  # noqa: F401  registers the sentences asked for below
from portal.core.archives import ZipLimits, list_zip
from portal.core.errors import InputError
from portal.core.filenames import safe_name
from portal.core.names import known_sentences
from portal.core.storage import LocalBlobStore
from portal.core.uploads import MEDIA_TYPES, receive


@pytest.fixture
def store(tmp_path):
    return LocalBlobStore(tmp_path)


def pdf(**root):
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    document.save(out)
    return out.getvalue()


def picture(kind="PNG", size=(30, 20), **options):
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def workbook():
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["专利号", "名称"])
    book.save(out)
    return out.getvalue()


def package(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}

GOOD = {
    "声明.pdf": pdf(),
    "photo.png": picture("PNG"),
    "photo.jpg": picture("JPEG"),
    "photo.webp": picture("WEBP"),
    "合同.docx": package(WORD),
    "清单.xlsx": workbook(),
    "清单.csv": "专利号,名称\r\n1,电池\r\n".encode("gb18030"),
    "说明.txt": "\ufeff第一行\n\tsecond line\n".encode(),
}


def refusal(store, name, content, **options):
    with pytest.raises(InputError) as caught:
        receive(store, io.BytesIO(content), name, **options)
    assert caught.value.code in known_sentences()
    assert not [path for path in store.folder.rglob("*") if path.is_file()]
    return caught.value.code


@pytest.mark.parametrize("name", GOOD)
def test_each_type_is_accepted_and_kept_under_its_digest(store, name):
    upload = receive(store, io.BytesIO(GOOD[name]), name)
    assert upload.name == name
    assert upload.media_type == MEDIA_TYPES[upload.kind]
    with store.open(upload.sha256) as stream:
        assert len(stream.read()) == upload.size > 0


@pytest.mark.parametrize("name", GOOD)
def test_no_type_passes_under_the_extension_of_another(store, name):
    kind = receive(store, io.BytesIO(GOOD[name]), name).kind
    store.delete(receive(store, io.BytesIO(GOOD[name]), name).sha256)
    family = {"csv", "txt"} if kind in ("csv", "txt") else {kind}
    for other in set(MEDIA_TYPES) - family:
        assert refusal(store, f"file.{other}", GOOD[name]) in ("upload.broken", "upload.polyglot")


@pytest.mark.parametrize("name", [name for name in GOOD if not name.endswith((".csv", ".txt"))])
def test_a_file_cut_in_half_is_refused(store, name):
    assert refusal(store, name, GOOD[name][: len(GOOD[name]) // 2]) == "upload.broken"


def test_only_the_types_asked_for_are_accepted(store):
    assert refusal(store, "声明.pdf", GOOD["声明.pdf"], allowed=("png", "jpeg")) == "upload.type"


@pytest.mark.parametrize(
    "name", ["x.svg", "x.html", "x.exe", "x.zip", "x.gif", "x.docm", "x", "x.pdf.js", ".pdf."]
)
def test_other_extensions_are_refused(store, name):
    assert refusal(store, name, b"content") == "upload.type"


@pytest.mark.parametrize(
    "opening",
    [b"<svg xmlns=", b"\xef\xbb\xbf <?xml ", b"\n<!DOCTYPE html>", b"<script>", b"%PDF-1.7", b"PK\x03\x04"],
)
def test_markup_and_other_formats_do_not_pass_as_text(store, opening):
    assert refusal(store, "note.txt", opening + b" and so on") == "upload.polyglot"


def test_text_with_control_characters_is_refused(store):
    assert refusal(store, "note.txt", b"abc\x00def") == "upload.broken"
    assert refusal(store, "note.csv", b"\x1b[2J") == "upload.broken"


def test_an_empty_file_is_refused(store):
    assert refusal(store, "a.pdf", b"") == "upload.empty"


def test_a_file_over_the_limit_is_refused(store):
    assert refusal(store, "a.txt", b"a" * 1_001, max_bytes=1_000) == "upload.too_large"


@pytest.mark.parametrize("name", ["声明.pdf", "photo.png", "photo.jpg", "说明.txt"])
def test_a_zip_behind_another_file_is_refused(store, name):
    assert refusal(store, name, GOOD[name] + package({"inner.txt": "hidden"})) == "upload.polyglot"


def test_something_before_or_behind_a_pdf_is_refused(store):
    assert refusal(store, "a.pdf", b"GIF89a" + pdf()) == "upload.polyglot"
    assert refusal(store, "a.pdf", pdf() + b"<html>" + b"x" * 500) == "upload.polyglot"


@pytest.mark.parametrize(
    "root",
    [
        {"OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")},
        {"OpenAction": pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")},
        {"AA": pikepdf.Dictionary()},
        {"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())},
    ],
)
def test_a_pdf_that_acts_or_carries_files_is_refused(store, root):
    assert refusal(store, "a.pdf", pdf(**root)) == "upload.active_content"


def test_a_script_hidden_in_an_annotation_is_found(store):
    document = pikepdf.open(io.BytesIO(pdf()))
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=action)])
    out = io.BytesIO()
    document.save(out)
    assert refusal(store, "a.pdf", out.getvalue()) == "upload.active_content"


@pytest.mark.parametrize("password", ["secret", ""])
def test_an_encrypted_pdf_is_refused(store, password):
    out = io.BytesIO()
    document = pikepdf.open(io.BytesIO(pdf()))
    document.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refusal(store, "a.pdf", out.getvalue()) == "upload.encrypted"


def test_metadata_does_not_survive_in_pictures(store):
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET-PLACE")
    originals = {
        "a.jpg": picture("JPEG", exif=exif.tobytes(), comment=b"SECRET-PLACE") + b"SECRET-PLACE",
        "a.png": picture("PNG", pnginfo=text),
        "a.webp": picture("WEBP", exif=exif.tobytes(), xmp=b"SECRET-PLACE"),
    }
    for name, content in originals.items():
        assert b"SECRET-PLACE" in content
        upload = receive(store, io.BytesIO(content), name)
        with store.open(upload.sha256) as stream:
            kept = stream.read()
        assert b"SECRET-PLACE" not in kept
        assert Image.open(io.BytesIO(kept)).size == (30, 20)


def test_the_cameras_orientation_is_applied_before_it_is_forgotten(store):
    exif = Image.Exif()
    exif[0x0112] = 6
    upload = receive(store, io.BytesIO(picture("JPEG", exif=exif.tobytes())), "a.jpg")
    with store.open(upload.sha256) as stream:
        assert Image.open(stream).size == (20, 30)


def test_transparency_survives_redrawing(store):
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize().save(out, "PNG", transparency=0)
    upload = receive(store, io.BytesIO(out.getvalue()), "a.png")
    with store.open(upload.sha256) as stream:
        assert Image.open(stream).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_picture_of_400_million_pixels_is_refused_undecoded(store):
    def chunk(tag, body):
        return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert refusal(store, "a.png", bomb) == "upload.too_many_pixels"


def test_an_office_file_with_macros_is_refused(store):
    assert refusal(store, "a.docx", package({**WORD, "word/vbaProject.bin": "x"})) == "upload.active_content"


def test_a_zip_without_the_main_part_is_no_office_file(store):
    assert refusal(store, "a.docx", package({"readme.txt": "x"})) == "upload.broken"
    assert refusal(store, "a.xlsx", package(WORD)) == "upload.broken"


def test_zip_bombs_are_refused(store):
    dense = package({**WORD, "word/media/big.bin": b"\0" * 50_000_000})
    assert len(dense) < 100_000
    assert refusal(store, "a.docx", dense) == "upload.bomb"
    assert refusal(store, "a.docx", package({**WORD, "inner.zip": package({"a": "b"})})) == "upload.bomb"
    many = package({**WORD, **{f"part{number}": "" for number in range(2_001)}})
    assert refusal(store, "a.docx", many) == "upload.bomb"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil", "word\\..\\..\\evil", "C:evil"])
def test_members_that_climb_out_are_refused(store, name):
    assert refusal(store, "a.docx", package({**WORD, name: "x"})) == "upload.broken"


def test_a_directory_that_lies_about_sizes_is_refused(store):
    honest = package({**WORD, "word/media/big.bin": b"\0" * 5_000_000}, zipfile.ZIP_DEFLATED)
    lying = honest.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 50))
    assert lying != honest
    assert refusal(store, "a.docx", lying) == "upload.broken"


def test_limits_of_a_zip_are_the_callers():
    content = io.BytesIO(package({"a.xml": "x" * 5_000}))
    assert list_zip(content) == ["a.xml"]
    with pytest.raises(InputError, match=r"upload\.bomb"):
        list_zip(content, ZipLimits(total=4_999))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\合同 v2.pdf", "合同 v2.pdf"),
        ("../../etc/passwd", "passwd"),
        (" spaced .pdf. ", "spaced .pdf"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("e\u0301.txt", "é.txt"),
        ("很" * 200 + ".pdf", "很" * 58 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given) == kept
    assert len(kept.encode()) <= 180


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "  ",
        "..",
        "a\x00.pdf",
        "invoice\u202efdp.exe",
        "a\nb.pdf",
        "zero\u200bwidth.pdf",
        "con",
        "NUL.txt",
        "dir/",
    ],
)
def test_names_that_hide_something_are_refused(name):
    with pytest.raises(InputError, match=r"upload\.bad_name"):
        safe_name(name)
