"""From column heads in Chinese and English to fields; a proposal that a person may change."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CERTAIN, LIKELY = 100, 60

SYNONYMS: dict[str, str] = {
    "application_no": (
        "申请号 专利申请号 申请专利号 专利号 申请(专利)号 申请号/专利号 专利号/申请号 专利号(申请号) 申请号(专利号) zl号 application_no "
        "application_number appln_no app_no filing_number application_id"
    ),
    "publication_no": (
        "公开号 公布号 公告号 公开(公告)号 公开/公告号 公布/公告号 公开公告号 授权公告号 申请公布号 授权号 文献号 publication_no "
        "publication_number publication_numbers publication_nos patent_no patent_number "
        "grant_number pub_no document_number"
    ),
    "case_no": "案件编号 内部编号 档案号 case_number case_no docket docket_number reference_no",
    "title": (
        "名称 专利名称 发明名称 标题 题名 专利题名 发明创造名称 申请名称 专利标题 title invention_title patent_title "
        "title_zh"
    ),
    "title_en": "英文名称 英文标题 英文题名 标题(英) 标题(英文) title_en english_title",
    "abstract": "摘要 专利摘要 摘要(中文) 说明书摘要 简介 abstract summary abstract_zh",
    "abstract_en": "英文摘要 摘要(英) 摘要(英文) abstract_en english_abstract",
    "applicants": (
        "申请人 申请(专利权)人 专利权人 申请人/专利权人 专利权人/申请人 权利人 当前权利人 第一申请人 申请单位 专利申请人 当前专利权人 申请专利权人 "
        "applicant applicants assignee assignees owner patentee current_assignee"
    ),
    "inventors": "发明人 设计人 发明人/设计人 发明(设计)人 发明设计人 inventor inventors inventor_name",
    "filing_date": "申请日 申请日期 申请时间 filing_date application_date filed filed_on date_filed",
    "publication_date": (
        "公开日 公布日 公开(公告)日 公开公告日 公开/公告日 公开日期 公告日 公布日期 申请公布日 publication_date pub_date "
        "published_on date_published"
    ),
    "grant_date": "授权日 授权公告日 授权日期 授权公告日期 授权时间 grant_date issue_date granted_on date_granted",
    "ipc_main": (
        "主分类号 ipc主分类号 主ipc 主分类 ipc主分类 主ipc分类号 ipc_main main_ipc main_class primary_ipc "
        "ipc_subclass"
    ),
    "ipc": "分类号 ipc ipc分类号 ipc分类 国际专利分类号 国际分类号 副分类号 ipc_all ipcs ipc_subclasses ipc_codes ipcr",
    "cpc": "cpc cpc分类号 cpc分类 联合分类号 cpc_codes",
    "locarno": "洛迦诺分类号 洛迦诺分类 外观设计分类号 洛迦诺 locarno locarno_class",
    "agency": "代理机构 专利代理机构 代理机构名称 agency law_firm",
    "agent": "代理人 专利代理人 专利代理师 代理师 agent attorney",
    "claim": "权利要求 主权项 首项权利要求 独立权利要求 权利要求1 主权利要求 claim claim1 first_claim claims main_claim",
    "legal_status": "法律状态 当前法律状态 专利状态 有效性 法律状态信息 legal_status status patent_status",
    "kind": "专利类型 类型 专利种类 专利类别 申请类型 发明类型 kind patent_type type_of_patent",
    "region": "地区 所在地区 区域 省市 省份 城市 region province city district",
}
FIELDS = tuple(SYNONYMS)
_NUMBERED = re.compile(r"\(\d+\)$")


def _normal(head: str) -> str:
    """Return a head without case, spaces, full-width forms and punctuation that people vary."""
    text = unicodedata.normalize("NFKC", head).lower().strip().strip("*:：")
    return re.sub(r"[\s_\-]+", "", re.sub(r"[、]", "/", text))


_BY_HEAD = {_normal(word): field for field, words in SYNONYMS.items() for word in words.split()}
_HINTS = tuple(
    (_normal(word), field)
    for field, words in SYNONYMS.items()
    for word in words.split()
    if len(_normal(word)) >= 3
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column seems to hold; `confidence` is 100 for a known head, less for a likeness, 0 for none."""

    head: str
    field: str | None
    confidence: int


def recognise(head: str) -> str | None:
    """Return the field of a head that is in the list of synonyms."""
    return _BY_HEAD.get(_NUMBERED.sub("", _normal(head)))


def propose(heads: Iterable[str]) -> list[Proposal]:
    """Return a proposal for each column; a likeness never takes a field that a known head has."""
    heads = list(heads)
    known = {head: recognise(head) for head in heads}
    taken = {field for field in known.values() if field}
    out = []
    for head in heads:
        field = known[head]
        likely = None if field else _likeness(head, taken)
        out.append(Proposal(head, field or likely, CERTAIN if field else LIKELY if likely else 0))
        taken |= {likely} if likely else set()
    return out


def _likeness(head: str, taken: set[str]) -> str | None:
    normal = _normal(head)
    found = [(len(word), field) for word, field in _HINTS if word in normal and field not in taken]
    return max(found)[1] if found else None


def proposed_mapping(heads: Iterable[str]) -> dict[str, str]:
    """Return head → field for every column that something is proposed for."""
    return {p.head: p.field for p in propose(heads) if p.field}


def checked_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return `mapping` without the columns to be left out or sent to a field that does not exist."""
    return {str(head): field for head, field in mapping.items() if field in SYNONYMS}
