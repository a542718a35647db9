"""What a searcher's text is read as."""

import pytest

from portal.search.expressions import (
    All,
    Any,
    Boosted,
    Branch,
    Char,
    Everything,
    Ident,
    Phrase,
    Prefer,
    Prefix,
    Term,
    Without,
)
from portal.search.planning import ALL_WORDS_UP_TO, MAX_TERMS, plan
from portal.search.query import Parsed, parse
from portal.search.synonyms import Synonyms, no_synonyms, trade_synonyms
from portal.search.walking import estimate, leaves


def required(text: str) -> list[object]:
    return [expression for clause in parse(text).words for expression in clause.required]


def test_words_of_both_languages() -> None:
    assert required("Solar 电池") == [Term("solar"), Term("电池")]


def test_a_chinese_run_is_cut_into_words_and_the_pairs_between_only_add() -> None:
    first, second = parse("电池隔膜").words
    assert (first.shown, first.required, first.better) == ("电池", (Term("电池"),), (Term("池隔"),))
    assert (second.required, second.better) == ((Term("隔膜"),), ())


def test_one_character() -> None:
    assert required("池") == [Char("池")]


@pytest.mark.parametrize("text", ['"电池隔膜"', "“电池隔膜”", "「電池隔膜」"])
def test_quotes_of_every_kind(text: str) -> None:
    assert parse(text).strict == (Phrase((("电池", 0), ("池隔", 1), ("隔膜", 2))),)


def test_exclusions_stand_at_the_beginning_of_a_word_only() -> None:
    parsed = parse("li-ion -充电")
    assert parsed.excluded == (Term("充电"),)
    assert len(parsed.words) == 1


@pytest.mark.parametrize(
    "text",
    ["ZL 2017 1 0601862.3", "201710601862", "专利号：CN201710601862.3", "application no. 201710601862.3"],
)
def test_numbers(text: str) -> None:
    (strict,) = parse(text).strict
    assert Ident(frozenset({"201710601862"})) in set(leaves(strict))


@pytest.mark.parametrize(
    ("text", "start"),
    [("H01M", "H01M"), ("h01m 10", "H01M10/"), ("Ｈ０１Ｍ１０／０５２", "H01M10/052"), ("A01", "A01")],
)
def test_symbols(text: str, start: str) -> None:
    (strict,) = parse(text).strict
    assert Branch(start) in set(leaves(strict))


@pytest.mark.parametrize("text", ["H01Mx", "xH01M", "AH01"])
def test_what_only_looks_like_a_symbol_is_a_word(text: str) -> None:
    assert parse(text).strict == ()


def test_a_beginning_needs_two_letters() -> None:
    assert Prefix("mo") in set(leaves(parse("mo*").strict[0]))
    assert parse("m*").strict == ()
    assert parse("*").words == ()


def test_hyphenated_words_match_whole_or_side_by_side() -> None:
    assert required("AB-12") == [Any((Term("ab12"), Phrase((("ab", 0), ("12", 1)))))]


def test_few_words_must_all_be_there_and_may_be_relaxed() -> None:
    planned = plan(parse("电池 隔膜"), lambda _: 5, 100)
    assert planned.expression == All((Term("电池"), Term("隔膜")))
    assert planned.relaxed == Any((Term("电池"), Term("隔膜")), 1)


def test_many_words_are_ranked() -> None:
    text = " ".join(f"word{i}" for i in range(ALL_WORDS_UP_TO + 1))
    planned = plan(parse(text), lambda _: 5, 100)
    assert isinstance(planned.expression, Any)
    assert planned.relaxed is None


def test_of_a_paragraph_the_most_telling_terms_are_kept() -> None:
    parsed = parse(" ".join(f"w{i}" for i in range(80)))
    planned = plan(
        parsed, lambda e: estimate(e, lambda leaf: int(str(getattr(leaf, "text", "w1"))[1:]) + 1), 1000
    )
    kept = [leaf.text for leaf in leaves(planned.expression) if isinstance(leaf, Term)]
    assert kept == [f"w{i}" for i in range(MAX_TERMS)]
    assert planned.dropped[0] == (f"w{MAX_TERMS}", "common")


def test_common_words_are_not_required_and_that_is_said() -> None:
    planned = plan(parse("the pump of"), lambda _: 5, 100)
    assert planned.expression == Prefer(Term("pump"), Any((Term("the"), Term("of"))))
    assert planned.dropped == (("the", "common"), ("of", "common"))


def test_only_common_words_are_searched_after_all() -> None:
    assert plan(parse("的"), lambda _: 5, 100).expression == Char("的")


def test_nothing_means_everything() -> None:
    assert plan(Parsed(), lambda _: 0, 100).expression == Everything()
    assert plan(parse("-电池"), lambda _: 1, 100).expression == Without(Everything(), Any((Term("电池"),)))


def test_strict_pieces_survive_relaxing() -> None:
    planned = plan(parse('"激光" 焊接 机器'), lambda _: 1, 100)
    assert planned.relaxed is not None
    assert Term("激光") in set(leaves(planned.relaxed))


def test_synonyms_stand_beside_the_word_and_weigh_less() -> None:
    parsed = parse("锂电池回收", Synonyms([["锂电池", "锂离子电池"]]))
    own, other = parsed.words[0].required[0].parts  # type: ignore[union-attr]
    assert isinstance(own, All)
    assert isinstance(other, Boosted)
    assert other.factor < 1
    assert parsed.synonyms[0].word == "锂电池"
    assert parsed.needles == ("锂电池", "锂离子电池", "回收")
    assert parse("锂电池回收", no_synonyms).synonyms == ()


def test_the_trade_list_is_sound() -> None:
    assert trade_synonyms().of("锂电池") is not None
    for use in map(trade_synonyms().of, ("锂电池", "无人机", "sensors", "fuel cells")):
        assert use is not None
        assert use.word not in use.others
