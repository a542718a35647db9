"""Citations: every one that is shipped reads in English; what an operator enters is left as it is."""

import re

import pytest
from flask import Flask

from portal.core import rulebook
from portal.core.citations import in_english, in_readers_words
from portal.core.i18n import in_language
from portal.parameters import law

CHINESE = re.compile(r"[㐀-鿿〔〕（）；、]")
READINGS = {
    "实施细则第85条第3款": "Implementing Regulations, Article 85(3)",
    "专利法第39、40条": "Patent Law, Articles 39, 40",
    "专利审查指南 第五部分第十一章 §2、§4": "Examination Guidelines, Part 5, Chapter 11, §2, §4",
    "国办发〔2023〕37号；平台规则": "Guo Ban Fa [2023] No. 37; rule of this portal",
    "国家税务总局公告2015年第82号": "State Taxation Administration Announcement 2015 No. 82",
    "北京、浙江条例（1年）": "Regulations of Beijing and Zhejiang (1 year)",
    "本平台规则（LS-03）": "Rule of this portal (LS-03)",
}


@pytest.mark.parametrize("source", READINGS)
def test_reads(source: str) -> None:
    assert in_english(source) == READINGS[source]


def test_what_is_not_known_is_left_as_it_is() -> None:
    assert in_english("某市科技局通知第3号") == "某市科技局通知第3号"


def test_every_shipped_source_reads_in_both_languages(app: Flask) -> None:
    figures = {row.source for row in law.shipped().rows()}
    with app.test_request_context("/"):
        for source in (*(rule.source for rule in rulebook.everything()), *figures):
            with in_language("en"):
                assert not CHINESE.search(in_readers_words(source)), source
            with in_language("zh"):
                assert CHINESE.search(in_readers_words(source)) or str(source).isascii(), source
