"""The codes and words of the gazette and of databases, and the kinds of events they stand for."""

import re
import unicodedata

from portal.patents.importers.words import status_of

CODES = {
    "PB01": "published",
    "SE01": "exam_entered",
    "GR01": "granted",
    "CF01": "lapsed",
    "AV01": "abandoned",
    "AV02": "abandoned_dup",
    "CX01": "expired",
    "IW01": "invalid_full",
    "IP01": "invalid_part",
    "WD01": "deemed_withdrawn",
    "RJ01": "rejected",
    "RR01": "restored",
    "PE01": "pledged",
    "PC01": "pledge_released",
    "PM01": "bibliographic_changed",
    "PP01": "preserved",
    "PD01": "preservation_ended",
    "EE01": "licence_granted",
    "EC01": "licence_ended",
    "EM01": "bibliographic_changed",
    "TR01": "assigned",
    "CP01": "bibliographic_changed",
    "CP02": "bibliographic_changed",
    "CP03": "bibliographic_changed",
    "CB02": "bibliographic_changed",
    "CB03": "bibliographic_changed",
    "TA01": "assigned",
}
OLD_CODES = {  # what databases of legal status call the same, in records from before about 2016
    "C01": "deemed_withdrawn",
    "C02": "deemed_withdrawn",
    "C03": "withdrawn",
    "C04": "withdrawn",
    "C06": "published",
    "C10": "exam_entered",
    "C12": "rejected",
    "C14": "granted",
    "C19": "lapsed",
    "C25": "abandoned_dup",
    "C41": "assigned",
    "C53": "bibliographic_changed",
    "C56": "bibliographic_changed",
    "ASS": "assigned",
    "COR": "bibliographic_changed",
    "RGAV": "abandoned_dup",
}
UNCLEAR = {  # each stands for several events that the law tells apart; the words beside it decide
    "C17": ("lapsed", "expired"),
    "C20": ("abandoned", "deemed_abandoned"),
    "C35": ("invalid_full", "invalid_part"),
    "EXPY": ("lapsed", "expired"),
    "LICC": ("licence_granted", "licence_ended"),
    "PLDC": ("pledged", "pledge_released"),
}
_TEXTS = {
    "published": "公布 公开 发明专利申请公布",
    "exam_entered": "实质审查的生效 实质审查 进入实质审查",
    "grant_notice": "授权通知 办理登记手续通知",
    "granted": "授权 授权公告 专利权授予",
    "lapsed": "未缴年费专利权终止 专利权的终止(未缴年费) 未缴年费 专利权因费用终止",
    "abandoned": "主动放弃专利权 专利权的主动放弃 主动放弃",
    "abandoned_dup": "避免重复授予专利权 避免重复授权放弃专利权 避免重复授权放弃",
    "expired": "专利权有效期届满 有效期届满 期限届满",
    "invalid_full": "专利权全部无效 宣告专利权全部无效 全部无效",
    "invalid_part": "专利权部分无效 宣告专利权部分无效 部分无效",
    "withdrawn": "发明专利申请公布后的撤回 主动撤回",
    "deemed_withdrawn": "发明专利申请公布后的视为撤回 视为撤回 逾期视撤",
    "rejected": "发明专利申请公布后的驳回 驳回",
    "deemed_abandoned": "视为放弃取得专利权 发明专利申请公布后的视为放弃取得专利权",
    "restored": "专利权的恢复 权利恢复 恢复权利",
    "pledged": "专利权质押合同登记的生效 质押登记 质押合同登记的生效",
    "pledge_released": "专利权质押合同登记的注销 质押注销 质押合同登记的注销",
    "suspended": "中止 专利程序中止",
    "suspension_ended": "中止程序恢复 中止结束",
    "preserved": "专利权的保全 保全",
    "preservation_ended": "专利权保全的解除 保全解除",
    "licence_granted": "专利实施许可合同备案的生效 许可备案",
    "licence_ended": "专利实施许可合同备案的注销 许可备案注销",
    "assigned": "专利权的转移 专利申请权的转移 专利申请权、专利权的转移 转让",
    "bibliographic_changed": "著录事项变更 著录项目变更 专利权人的姓名或者名称、地址的变更",
    "invalidation_requested": "无效宣告请求受理 请求宣告无效",
}
_SPACE = re.compile(r"[\s。.]+")
_CODE = re.compile(r"(?:[a-z]{2}\d\d|c\d\d|ass|cor|rgav|expy|licc|pldc)(?![a-z0-9])")


def _normal(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


_BY_TEXT = {_normal(word): kind for kind, words in _TEXTS.items() for word in words.split()}


def kind_of_text(text: str) -> tuple[str, str]:
    """Return (kind, gazette code) of a cell, `status_told` where it names a status, or nothing twice.

    A cell may hold a code, a word, or both as in `CF01 未缴年费专利权终止`. Where a code stands for several events, the
    word behind it decides.
    """
    normal = _normal(text)
    code = code_of_text(text)
    kind = CODES.get(code) or OLD_CODES.get(code)
    if kind:
        return kind, code
    words = normal[len(code) :].lstrip(":-/")
    if words in _BY_TEXT:
        return _BY_TEXT[words], code if code in UNCLEAR else ""
    return ("status_told", "") if status_of(text) else ("", "")


def code_of_text(text: str) -> str:
    """Return the code that a cell begins with, known or not, such as `GR01`, `C06` or `EXPY`; or nothing."""
    found = _CODE.match(_normal(text))
    return found.group().upper() if found else ""


def meanings(code: str) -> list[str]:
    """Return the words between which a code leaves the choice; none where it is clear, or unknown."""
    return [_TEXTS[kind].split()[0] for kind in UNCLEAR.get(code, ())]


def known_words() -> list[str]:
    """Return everything that a cell may say, for whoever has to mend one."""
    first = [words.split()[0] for words in _TEXTS.values()]
    return [*CODES, *OLD_CODES, *first]
