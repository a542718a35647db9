"""One spelling for all: what looks the same to a reader is the same to the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.text import fold, fold_with_origins


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("鋰電池", "锂电池"),
        ("Ｈ０１Ｍ　１０／０５２", "h01m 10/052"),
        ("180℃", "180°c"),
        ("180°C", "180°c"),
        ("5μm", "5um"),
        ("5µm", "5um"),
        ("“锂电池”", '"锂电池"'),
        ("「鋰電池」", '"锂电池"'),
        ("a‑b–c", "a-b-c"),
        ("a\u200bb", "a b"),
        ("ﬁbre", "fibre"),
    ],
)
def test_writings_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=200))
def test_folding_again_changes_nothing_that_matters(text: str) -> None:
    once = fold(text)
    assert fold(once).split() == fold(fold(once)).split()


@given(st.text(max_size=200))
def test_every_folded_character_has_its_place_in_the_original(text: str) -> None:
    folded, origins = fold_with_origins(text)
    assert len(origins) == len(folded) + 1
    assert list(origins) == sorted(origins)
    assert origins[-1] == len(text)
