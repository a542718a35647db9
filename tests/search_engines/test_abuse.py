"""No text takes the process down, reaches hidden fields, or costs more than its caps allow."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.engine import SearchEngine
from portal.search.memory_engine import MemoryEngine
from portal.search.model import Document, SearchRequest
from portal.search.planning import MAX_TERMS, plan
from portal.search.query import CAPS, MAX_CLAUSES, parse
from portal.search.walking import leaves
from tests.search_engines.conftest import SCHEMA, WORLD

ATTACKS = {
    "star": "*",
    "star after one letter": "a*",
    "question marks": "??? ?a* *a *",
    "range": "title:[a TO zzzz]",
    "open range": "[TO] {a TO} price:[0 TO 999999999999]",
    "nested brackets": "(" * 50_000 + "电池" + ")" * 50_000,
    "nots": "-a " * 3000,
    "words not": "NOT " * 3000,
    "quotes": '"' * 100_001,
    "quoted pairs": '"电池" ' * 5000,
    "ors": "电池 OR " * 5000,
    "prefixes": " ".join(f"{a}{b}*" for a in "abcdefghij" for b in "abcdefghij"),
    "hidden field": "versions:1 id:battery _stored:x identifiers:201710601862 zone_title:电池",
    "boost": "电池^1000000000 fuzzy~99 +must",
    "megabyte of one character": "池" * 1_000_000,
    "megabyte of letters": "a" * 1_000_000,
    "megabyte of numbers": "201710601862 " * 80_000,
    "megabyte of symbols": "H01M10/0525 " * 90_000,
    "nulls": "\x00\x01\x02电池\x00",
    "surrogates": "\ud800电池\udfff",
    "combining": "e" + "\u0301" * 10_000,
    "expanding": "\ufdfa" * 5_000,
    "regular expression": "(a+)+$ [^]]* \\p{L} .*.*.*.*",
    "hyphens": "a-" * 20_000,
    "minus signs": "-" * 100_000 + "电池",
    "labels": "专利号 " * 5_000,
    "right to left": "\u202e池电\u202c",
    "template": "{{7*7}} ${jndi:ldap} <script>alert(1)</script> %s %(x)s",
    "percent": "%00%0a%0d' OR 1=1 --",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_just_text(engine: SearchEngine, text: str) -> None:
    answer = engine.search(SearchRequest(text, facets={"section": 5}))
    assert 0 <= answer.total <= len(WORLD)
    assert answer.as_dict()


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_the_plan_stays_within_the_caps(text: str) -> None:
    parsed = parse(text)
    assert len(parsed.words) <= MAX_CLAUSES + 1
    assert len(parsed.strict) <= sum(cap for kind, cap in CAPS.items() if kind != "excluded")
    assert len(parsed.excluded) <= CAPS["excluded"]
    planned = plan(parsed, lambda _: 3, 1000)
    for expression in filter(None, (planned.expression, planned.relaxed)):
        assert sum(1 for _ in leaves(expression)) <= 3 * (MAX_TERMS + sum(CAPS.values()))


def test_a_field_name_is_a_word_and_no_door(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest("version:1")).total == 0
    assert engine.search(SearchRequest("holder:kimberly")).relaxed


def test_what_was_not_searched_is_reported(engine: SearchEngine) -> None:
    reasons = {reason for _, reason in engine.search(SearchRequest(ATTACKS["prefixes"])).dropped}
    assert reasons == {"wildcard"}
    reasons = {reason for _, reason in engine.search(SearchRequest("池" * 10_000)).dropped}
    assert "too_long" in reasons
    assert ("-a", "too_many") in engine.search(SearchRequest("-a " * 3000)).dropped


_mixed = st.text(
    st.one_of(st.characters(), st.sampled_from('电池焊接的 "-*()[]{}:^~/.,ABHab0129 \n\t“”—％５ＧCNZL')),
    max_size=300,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_mixed)
def test_any_text_is_read_and_answered(text: str) -> None:
    parsed = parse(text)
    assert all(isinstance(needle, str) for needle in parsed.needles)
    engine = MemoryEngine(SCHEMA)
    engine.put([*WORLD[:3], Document("itself", 1, {"title_zh": text})])
    engine.commit()
    answer = engine.search(SearchRequest(text))
    for hit in answer.hits:
        for name, pieces in hit.highlights.items():
            original = text if hit.id == "itself" else next(d for d in WORLD if d.id == hit.id).texts[name]
            assert "".join(piece for piece, _ in pieces).strip("…") in original
