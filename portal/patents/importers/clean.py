"""Text as it should be kept: entities decoded, tags and control characters gone, names split."""

import html
import re
import unicodedata
from typing import Any

_TAG_NAMES = (
    "a abbr b big blockquote br center code dd div dl dt em font h[1-6] hr i img li maths? ol o-ru p pre s small span "
    "strike strong sub sup table tbody td tfoot th thead tr tt u ul figure chemistry overscore"
).replace(" ", "|")
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|table|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_END_MARK = re.compile(r" ?[$＄][#＃][!！]$")  # some Chinese databases close a text with it
_CJK = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_HAS_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_PERSON_LIST = re.compile(r"([^;,()]+);\s*([^;()]+?)\s*\([^()]*\)")
_PERSON = re.compile(r"([A-Z][\w'’.\- ]{0,60});\s*([A-Z][\w'’.\- ]{0,60})")
_COMPANY = re.compile(
    r"\b(inc|ltd|llc|corp|corporation|company|co|gmbh|ag|s\.?a|plc|university|institute|laborator\w+)\b", re.I
)


def clean_text(value: Any) -> str:
    """Return one line of plain text; what is left of markup in it is data and is escaped when shown."""
    text = html.unescape(str(value))
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub(" ", text))
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    return _END_MARK.sub("", " ".join(text.split()))


def joined_text(value: str) -> str:
    """Return clean text whose line breaks were the page's: none is left between two Chinese characters."""
    return _BETWEEN_CJK.sub("", clean_text(value))


def has_chinese(text: str) -> bool:
    """Return whether a Chinese character stands in `text`."""
    return _HAS_CJK.search(text) is not None


def split_names(value: Any) -> list[str]:
    """Return the people or organisations in a cell; commas part names only where they are Chinese."""
    if isinstance(value, list | tuple):
        return _unique(name for item in value for name in split_names(item))
    text = clean_text(value)
    if text.startswith("*"):  # the USPTO's note on a disclaimed term stands where no assignee is
        return []
    people = _PERSON_LIST.findall(text) if ";" in text and "(" in text else []
    if people:
        return _unique(f"{first} {last.strip()}" for last, first in people)
    person = _PERSON.fullmatch(text)
    if person and not _COMPANY.search(text):
        return [f"{person[2]} {person[1]}"]
    return _unique(re.split(r"[;；、|\n]+|[,，]" if has_chinese(text) else r"[;|\n]+", text))


def _unique(names: Any) -> list[str]:
    return list(dict.fromkeys(name for raw in names if (name := " ".join(raw.split()))))
