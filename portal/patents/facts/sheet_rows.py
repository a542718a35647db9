"""One row of a legal-status sheet: which patent, what happened, when, and what else stands beside it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as member
from datetime import date
from typing import Any

from portal.core.dates import parse_date
from portal.core.errors import InputError
from portal.core.numbers import NumberRefused, keys_of
from portal.patents.facts.gazette_words import code_of_text, kind_of_text, meanings
from portal.patents.importers.base import FORMULA, RawRow
from portal.patents.importers.identity import read_number
from portal.patents.importers.words import status_of

_HEADS = {
    "number": (
        "申请号 专利号 专利申请号 申请(专利)号 申请号/专利号 公开号 公告号 公开(公告)号 授权公告号 号码 "
        "application_no application_number patent_no patent_number publication_no number"
    ),
    "day": (
        "日期 公告日 法律状态公告日 法律状态日 法律状态日期 状态日期 事件日 事件日期 生效日 登记日 "
        "date event_date status_date effective_date legal_status_date"
    ),
    "code": "代码 法律状态代码 事件代码 公报代码 code event_code status_code gazette_code",
    "text": (
        "法律状态 法律状态信息 当前法律状态 状态 事件 事务 类型 法律状态说明 "
        "legal_status status event text description"
    ),
    "pledgee": "质权人 pledgee",
    "licensee": "被许可人 许可被许可人 licensee",
    "licence_kind": "许可种类 许可类型 licence_kind license_type",
    "owner": "变更后权利人 变更后专利权人 受让人 现专利权人 new_owner assignee",
    "record_no": "备案号 登记号 质押登记号 record_no registration_no",
}
_KINDS = {"独占": "exclusive", "排他": "sole", "普通": "ordinary", "开放": "open"}
_NAMES = re.compile(r"[;；、]+")
UNNAMED = "—"


def _normal(head: str) -> str:
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", head).lower())


_BY_HEAD = {_normal(word): name for name, words in _HEADS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not taken: the field, the code of the sentence and what fills it."""

    field: str
    code: str
    params: dict[str, Any] = member(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says. `day` is None where it has none; `keys` are the identities its number may stand for."""

    number: str
    keys: tuple[str, ...]
    kind: str
    day: date | None
    gazette_code: str
    data: Mapping[str, Any]


def read(raw: RawRow) -> Row | Problem:
    """Return the row, or the first reason why it cannot be read."""
    if raw.problem:
        return Problem("row", raw.problem)
    cells: dict[str, Any] = {}
    for head, value in raw.values.items():
        name = _BY_HEAD.get(_normal(head))
        if name and value is FORMULA:
            return Problem(name, "row.formula")
        if name:
            cells.setdefault(name, value)
    try:
        return _row(cells)
    except InputError as refused:
        return Problem(refused.field or "day", refused.code, refused.params)


def _row(cells: Mapping[str, Any]) -> Row:
    number = str(cells.get("number", "")).strip()
    if not number:
        raise InputError("status.number_needed", field="number")
    keys = tuple(keys_of(number)) or _refused(number)
    said = [str(cells[name]).strip() for name in ("code", "text") if cells.get(name)]
    kind, code, text = _kind(said)
    day = parse_date(cells["day"]) if cells.get("day") else None
    return Row(number, keys, kind, day, code, _data(kind, text, cells))


def _refused(number: str) -> tuple[str, ...]:
    """Say what is wrong with the number as the import of patents does. Raises InputError."""
    try:
        return (read_number(number, application_first=True).key,)
    except NumberRefused as refused:
        raise InputError(refused.code, field="number", **refused.params) from refused


def _kind(said: list[str]) -> tuple[str, str, str]:
    if not said:
        raise InputError("status.text_needed", field="text")
    for text in said:
        kind, code = kind_of_text(text)
        if kind:
            return kind, code or code_of_text(said[0]), text
    raise _not_understood(said)


def _not_understood(said: list[str]) -> InputError:
    """Say whether it is a code that leaves a choice, a code that nobody here knows, or words."""
    code = next(filter(None, map(code_of_text, said)), "")
    if meanings(code):
        return InputError("status.code_unclear", field="text", value=code, choices="、".join(meanings(code)))
    if code:
        return InputError("status.code_unknown", field="code", value=code)
    return InputError("status.not_known", field="text", value=" ".join(said)[:60])


def _data(kind: str, text: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    record = {"record_no": str(cells["record_no"])} if cells.get("record_no") else {}
    if kind == "status_told":
        return {"status": status_of(text), "by": "told"}
    if kind == "pledged":
        return {"pledgee": str(cells.get("pledgee") or UNNAMED), **record}
    if kind == "licence_granted":
        said = str(cells.get("licence_kind") or "")
        found = next((code for word, code in _KINDS.items() if word in said), "ordinary")
        return {"kind": found, "licensee": str(cells.get("licensee") or UNNAMED), "recorded": True, **record}
    if kind == "licence_ended":
        return {"licence": str(cells.get("licensee") or "")}
    if kind == "assigned":
        names = [name.strip() for name in _NAMES.split(str(cells.get("owner") or "")) if name.strip()]
        if not names:
            raise InputError("status.owner_needed", field="owner")
        return {"owners": [{"name": name} for name in dict.fromkeys(names)]}
    return {}
