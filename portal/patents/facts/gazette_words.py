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
    "CB03": "bibliographic_changed",
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


def _normal(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


_BY_TEXT = {_normal(word): kind for kind, words in _TEXTS.items() for word in words.split()}


def kind_of_text(text: str) -> tuple[str, str]:
    """Return (kind, gazette code) of a cell, `status_told` where it names a status, or nothing twice.

    A cell may hold a code, a word, or both as in `CF01 未缴年费专利权终止`.
    """
    normal = _normal(text)
    code = normal[:4].upper()
    if code in CODES and (len(normal) == 4 or not normal[4].isalnum() or not normal[4].isascii()):
        return CODES[code], code
    if normal in _BY_TEXT:
        return _BY_TEXT[normal], ""
    return ("status_told", "") if status_of(text) else ("", "")


def known_words() -> list[str]:
    """Return everything that a cell may say, for whoever has to mend one."""
    first = [words.split()[0] for words in _TEXTS.values()]
    return [*CODES, *first]
