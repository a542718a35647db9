"""The searcher's own words → clauses: words, "phrases", -words, numbers in any writing, IPC symbols, prefix*.

A small grammar of our own, because no text may reach a general query parser. Any text is accepted; what is beyond the
caps is dropped and reported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from portal.search import analysis, dictionary, numbers
from portal.search.data import data
from portal.search.expressions import All, Any, Boosted, Branch, Char, Expression, Ident, Phrase, Prefix, Term
from portal.search.model import SynonymUse
from portal.search.synonyms import SYNONYM_WEIGHT, Synonyms, no_synonyms
from portal.search.text import fold

MAX_TEXT = 5_000  # characters
MAX_CLAUSES = 600
MAX_PHRASE = 24  # terms
CAPS = {"phrase": 8, "number": 8, "symbol": 8, "prefix": 4, "excluded": 16}
STOP_WORDS = frozenset(word for words in data("stop_words").values() for word in words)
_LABEL = (  # what is written before a number and tells nothing
    r"(?:(?:专利|申请|公开|公告|授权公告|申请公布)号?\s?:?\s?"
    r"|(?:patent|application|publication)?\s?(?:no|number)\.?\s?:?\s?)?"
)
_NUMBER = (
    r"(?:zl|cn)?\s?(?:19|20)\d{2}\s?[12389]\s?\d{7}(?:\s?\.?\s?[\dx])?"
    r"|(?:zl|cn)\s?\d{2}\s?[12389]\s?\d{5}(?:\s?\.?\s?[\dx])?"
    r"|\d{2}[12389]\d{5}\.[\dx]"
    r"|cn\s?[123]\d{6,8}(?:\s?[a-z]\d?)?"
    r"|(?:us|ep|wo|jp|kr|de|fr|gb|tw|ca|au)\s?[\d][\d,/]{4,14}(?:\s?[a-z]\d?)?"
    r"|\d{7,13}(?:\.[\dx])?"
)
_HAN = analysis.HAN
_PIECES = (
    r"(?P<minus>(?<!\S)-)?(?:"
    r'"(?P<phrase>[^"]*)"'
    r"|(?<![a-z0-9])(?P<member>{members})s?(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?P<number>{_LABEL}(?:{_NUMBER}))(?![a-z0-9])"
    r"|(?<![a-z0-9])(?P<symbol>[a-hy]\d{2}[a-z](?:\s?\d{1,4}(?:\s?/\s?\d{2,6})?(?![\d]))?|[a-h]\d{2})(?![a-z0-9/])"
    rf"|(?P<prefix>[^\W_{_HAN}]{{2,}})\*"
    rf"|(?P<han>[{_HAN}]+)"
    rf"|(?P<word>[^\W_{_HAN}]+(?:[-./'_][^\W_{_HAN}]+)*)"
    r")"
)


@cache
def _pieces(synonyms: Synonyms) -> re.Pattern[str]:
    return re.compile(_PIECES.replace("{members}", synonyms.phrases))


@dataclass(frozen=True)
class Clause:
    """One piece of the query: what must be found for it, what is good to find too, and what to highlight."""

    shown: str
    required: tuple[Expression, ...]
    better: tuple[Expression, ...] = ()
    common: bool = False


@dataclass(frozen=True)
class Parsed:
    """A query read: words may be relaxed, `strict` pieces were written on purpose and may not."""

    words: tuple[Clause, ...] = ()
    strict: tuple[Expression, ...] = ()
    excluded: tuple[Expression, ...] = ()
    needles: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[SynonymUse, ...] = ()


@dataclass
class _Reading:
    synonyms: Synonyms
    words: list[Clause] = field(default_factory=list)
    strict: list[Expression] = field(default_factory=list)
    excluded: list[Expression] = field(default_factory=list)
    needles: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    used: dict[str, SynonymUse] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def within(self, kind: str, shown: str) -> bool:
        """Count a piece of `kind`; beyond its cap it is dropped."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] > CAPS[kind]:
            self.dropped.append((shown, "wildcard" if kind == "prefix" else "too_many"))
            return False
        return True


def parse(text: str, synonyms: Synonyms = no_synonyms) -> Parsed:
    """Read any text; never raises."""
    reading = _Reading(synonyms)
    if len(text) > MAX_TEXT:
        reading.dropped.append((text[MAX_TEXT : MAX_TEXT + 20] + "…", "too_long"))
    folded = fold(text[:MAX_TEXT])[:MAX_TEXT]
    for match in _pieces(synonyms).finditer(folded):
        if len(reading.words) >= MAX_CLAUSES:
            reading.dropped.append((folded[match.start() : match.start() + 20] + "…", "too_many"))
            break
        kind = match.lastgroup or "word"
        _read_piece(reading, kind, match[kind], bool(match["minus"]))
    return Parsed(
        words=tuple(reading.words),
        strict=tuple(reading.strict),
        excluded=tuple(reading.excluded),
        needles=tuple(dict.fromkeys(needle for needle in reading.needles if needle)),
        dropped=tuple(reading.dropped),
        synonyms=tuple(reading.used.values()),
    )


def _read_piece(reading: _Reading, kind: str, piece: str, minus: bool) -> None:
    if minus:
        if reading.within("excluded", "-" + piece) and (unwanted := _excluded(kind, piece)):
            reading.excluded.append(unwanted)
    elif kind == "han":
        for part, use in reading.synonyms.split(piece):
            _read_words(reading, list(_han(part)), part, use)
    elif kind in ("word", "member"):
        clauses = [_word(part) for part in piece.split()]
        _read_words(reading, clauses, piece, reading.synonyms.of(piece))
    elif reading.within(kind, piece) and (wanted := _strict(kind, piece)):
        reading.strict.append(wanted)
        reading.needles += [piece + "*"] if kind == "prefix" else [run for run, _ in analysis.tokens(piece)]


def _read_words(reading: _Reading, clauses: list[Clause], piece: str, use: SynonymUse | None) -> None:
    if use:
        reading.used[use.word] = use
        reading.needles += [use.word, *use.others]
        clauses = [_with_others(piece, clauses, use)]
    else:
        reading.needles += [c.shown for c in clauses if not c.common]
    reading.words += clauses


def _with_others(piece: str, clauses: list[Clause], use: SynonymUse) -> Clause:
    own = All(tuple(e for c in clauses for e in c.required))
    others = [Boosted(phrase, SYNONYM_WEIGHT) for other in use.others if (phrase := phrase_of(other))]
    return Clause(piece, (Any((own, *others)),), tuple(e for c in clauses for e in c.better))


def _strict(kind: str, piece: str) -> Expression | None:
    if kind == "phrase":
        return phrase_of(piece)
    if kind == "number":
        number = re.sub(rf"^{_LABEL}", "", piece)
        return Any((Ident(numbers.keys(number)), *_terms(number)))
    if kind == "symbol":
        symbol = numbers.symbol(piece)
        return Any((Branch(numbers.branch(symbol)), *_terms(piece))) if symbol else phrase_of(piece)
    return Any((Prefix(piece), Term(analysis.stem(piece))))


def _terms(piece: str) -> Iterator[Expression]:
    """Yield the piece as plain text, for a number that stands in a text."""
    if " " not in piece:
        yield Term(analysis.joined(piece))


def _excluded(kind: str, piece: str) -> Expression | None:
    return phrase_of(piece) if kind in ("han", "word", "member") else _strict(kind, piece)


def phrase_of(text: str) -> Expression | None:
    """Return the expression for words that stand together, None if there are none."""
    terms, places, _ = analysis.analyse(text)
    if not terms:
        return None
    if len(terms) == 1:
        return Char(terms[0]) if len(terms[0]) == 1 and analysis.is_han(terms[0]) else Term(terms[0])
    return Phrase(tuple(zip(terms, places, strict=True))[:MAX_PHRASE])


def _word(piece: str) -> Clause:
    pieces = analysis.parts(piece)
    term: Expression = Term(analysis.stem(piece))
    if len(pieces) > 1:
        together = phrase_of(" ".join(pieces))
        whole = Term(analysis.joined(piece))
        term = Any((whole, together)) if together else whole
    return Clause(piece, (term,), common=piece in STOP_WORDS)


def _han(run: str) -> Iterator[Clause]:
    """Cut a Chinese run into dictionary words, each found by its pairs; the pairs between words only add to the score."""
    if len(run) == 1:
        yield Clause(run, (Char(run),))
        return
    place = 0
    for word in dictionary.cut_query(run):
        end = place + len(word)
        between = (Term(run[end - 1 : end + 1]),) if end < len(run) else ()
        required = tuple(Term(pair) for pair in analysis.pairs(word)) if len(word) > 1 else ()
        yield Clause(word, required, between, common=word in STOP_WORDS or len(word) == 1)
        place = end
