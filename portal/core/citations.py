"""Where a rule comes from, in the reader's language: Chinese citations are kept as data and read in English by grammar."""

import re
from functools import lru_cache

from portal.core.i18n import current_language

_TITLES = {
    "专利法实施细则": "Implementing Regulations",
    "实施细则": "Implementing Regulations",
    "专利法": "Patent Law",
    "年修正": " amendment",
    "过渡办法": "transitional measures",
    "专利审查指南": "Examination Guidelines",
    "专利实施许可合同备案办法": "Measures for Recording Patent Licence Contracts",
    "局令": "CNIPA Order",
    "专利开放许可使用费估算指引": "Guide to Estimating Open-Licence Fees",
    "试行": "trial",
    "专利权质押登记办法": "Measures for Registering Patent Pledges",
    "国家知识产权局收费标准": "CNIPA fee schedule",
    "恢复权利请求费": "request to restore a right",
    "补偿期年费": "annuities of the compensation period",
    "年费": "annuities",
    "含第11-15年": "with years 11 to 15",
    "专利代理条例": "Regulations on Patent Agencies",
    "国防专利条例": "Regulations on National Defence Patents",
    "民法典": "Civil Code",
    "企业所得税法实施条例": "Implementing Regulations of the Enterprise Income Tax Law",
    "企业所得税法": "Enterprise Income Tax Law",
    "促进科技成果转化法": "Law on Promoting the Transformation of Scientific and Technological Achievements",
    "促进科技成果转化条例": "Regulations on Transforming Scientific and Technological Achievements",
    "山东省": "Shandong ",
    "浙江省": "Zhejiang ",
    "北京市": "Beijing ",
    "北京、浙江条例": "Regulations of Beijing and Zhejiang",
    "科学技术进步法": "Law on Scientific and Technological Progress",
    "技术进出口管理条例": "Regulations on Technology Import and Export",
    "最高人民法院技术合同司法解释": "Supreme People's Court Interpretation on Technology Contracts",
    "电子商务法": "E-Commerce Law",
    "电子签名法": "Electronic Signature Law",
    "资产评估法": "Asset Appraisal Law",
    "非银行支付机构监督管理条例": "Regulations on Non-Bank Payment Institutions",
    "高校存量专利盘点工作通知": "Notice on Taking Stock of University Patents",
    "《高校和科研机构存量专利盘活工作方案》": " (Plan for Reviving the Patent Stock of Universities)",
    "行业惯例": "custom of the trade",
    "本平台缺省值": "default of this portal",
    "词表为本平台规则": "the list of words is a rule of this portal",
    "期限为本平台规则": "the period is a rule of this portal",
    "本平台规则": "rule of this portal",
    "平台规则": "rule of this portal",
    "类推": "by analogy",
    "国家税务总局公告": "State Taxation Administration Announcement ",
    "国家知识产权局公告": "CNIPA Announcement ",
    "国知办函运字": "Guo Zhi Ban Han Yun Zi ",
    "国知发法字": "Guo Zhi Fa Fa Zi ",
    "国知发运字": "Guo Zhi Fa Yun Zi ",
    "国办发": "Guo Ban Fa ",
    "国发": "Guo Fa ",
    "国资委": "SASAC ",
    "财税": "Cai Shui ",
}
_ORDINALS = {char: place for place, char in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}
_NUMBER = r"([\d—–\-、]+|[一二三四五六七八九十]+)"
_PUNCTUATION = {"；": "; ", "，": ", ", "、": ", ", "（": " (", "）": ") ", "：": ": ", "〔": "[", "〕": "] "}
_CHINESE = re.compile(r"[㐀-鿿]")


def _figure(text: str) -> str:
    return str(_ORDINALS.get(text, text)).replace("、", ", ").replace("—", "–").replace("-", "–")


def _article(found: re.Match[str]) -> str:
    figure, paragraph = _figure(found[1]), found[2]
    word = "Articles" if re.search(r"[,–]", figure) else "Article"
    return f", {word} {figure}" + (f"({paragraph})" if paragraph else "")


_GRAMMAR = (
    (re.compile(r"(?<=章) (?=§)"), ", "),
    (re.compile(rf"第{_NUMBER}条(?:第(\d+)款)?"), _article),
    (re.compile(rf"第{_NUMBER}部分"), lambda found: f", Part {_figure(found[1])}, "),
    (re.compile(rf"第{_NUMBER}章"), lambda found: f"Chapter {_figure(found[1])}"),
    (re.compile(r"(\d{4})年第(\d+)号"), r"\1 No. \2"),
    (re.compile(r"第(\d+)号"), r" No. \1"),
    (re.compile(r"(?<=〕)(\d+)号"), r"No. \1"),
    (re.compile(r"(\d+)年"), lambda found: f"{found[1]} year{'' if found[1] == '1' else 's'}"),
)


@lru_cache(2048)
def in_english(source: str) -> str:
    """Return the citation in English, or as it is where a part of it is not known to this grammar."""
    text = source
    for title in sorted(_TITLES, key=len, reverse=True):
        text = text.replace(title, _TITLES[title])
    for pattern, replacement in _GRAMMAR:
        text = pattern.sub(replacement, text)
    for sign, instead in _PUNCTUATION.items():
        text = text.replace(sign, instead)
    text = re.sub(r"\s+([;,:)])", r"\1", re.sub(r"\s+", " ", text)).strip()
    return source if _CHINESE.search(text) else text[:1].upper() + text[1:]


def in_readers_words(source: object) -> str:
    """Return where a rule or a figure comes from, as the reader of this page reads it."""
    text = str(source)
    return text if current_language() == "zh" else in_english(text)
