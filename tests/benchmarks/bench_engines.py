"""The engines that are compared, each behind the same four calls: build, query, add one, size on disk."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import tantivy
from whoosh import query as whoosh_query
from whoosh.scoring import BM25F

from portal.search.expressions import All, Expression, Phrase, Term
from portal.search.expressions import Any as AnyOf
from portal.search.indexing import IndexedDocument
from portal.search.model import Document, Filter, Range, Sort
from portal.search.whoosh_engine import WhooshEngine, keep_all
from portal.search.whoosh_schema import zone_field
from tests.benchmarks.corpus import SCHEMA
from tests.benchmarks.query_kinds import BenchQuery

TOP = 20
ZONES = tuple(SCHEMA.zones.items())


class BenchEngine(Protocol):
    """An engine under measurement. `run` returns how many documents were found in all."""

    def build(self, documents: Iterable[IndexedDocument]) -> None: ...

    def open(self) -> None: ...

    def run(self, query: BenchQuery) -> int: ...

    def add(self, document: IndexedDocument, term: str) -> int:
        """Add a document, make it visible, and return how many documents hold `term`."""


class PortalEngine:
    """Ours: Whoosh's files, executed over arrays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Iterable[IndexedDocument]) -> None:
        engine = WhooshEngine(self._folder, SCHEMA)
        with engine._writer(engine._index(), merging=keep_all) as writer:
            for document in documents:
                writer.add(document)

    def open(self) -> None:
        self._engine = WhooshEngine(self._folder, SCHEMA)
        self._engine.snapshot()

    def run(self, query: BenchQuery) -> int:
        snapshot = self._engine.snapshot()
        filters: dict[str, Filter] = {}
        if query.section:
            filters = {"section": frozenset({query.section}), "filed": Range(query.since)}
        found = snapshot.find(expression(query), filters)
        for number, _ in found.window(Sort("filed") if query.section else None, 0, TOP):
            snapshot.id_of(number)
        if query.kind == "facet counts":
            found.facets({"section": 20, "subclass": 20})
        return found.total()

    def add(self, document: IndexedDocument, term: str) -> int:
        self._engine.put([document.document])
        self._engine.commit()
        return self._engine.snapshot().find(Term(term), {}).total()


def expression(query: BenchQuery) -> Expression:
    """Say a query in our own expressions."""
    if query.how == "phrase":
        return Phrase(tuple((term, place) for place, term in enumerate(query.terms)))
    terms = tuple(Term(term) for term in query.terms)
    if len(terms) == 1:
        return terms[0]
    return All(terms) if query.how == "all" else AnyOf(terms)


class StockWhoosh(PortalEngine):
    """Whoosh's own searcher over the very same files; it counts nothing but what it lists."""

    def open(self) -> None:
        super().open()
        self._searcher = self._engine._index().searcher(weighting=BM25F())

    def run(self, query: BenchQuery) -> int:
        if query.section:
            return self._sorted(query)
        results = self._searcher.search(_stock(query), limit=TOP)
        if query.kind == "facet counts":
            results = self._searcher.search(_stock(query), limit=None, scored=False)
            counts: dict[bytes, int] = {}
            column = self._searcher.reader().column_reader("code_section")
            for number in results.docs():
                counts[column[number]] = counts.get(column[number], 0) + 1
        return len(results.top_n)

    def _sorted(self, query: BenchQuery) -> int:
        """Filter and sort as Whoosh's manual says: by its columns."""
        reader = self._searcher.reader()
        section, filed = reader.column_reader("code_section"), reader.column_reader("number_filed")
        wanted = query.section.encode()
        kept = [
            (-filed[number], number)
            for number in self._searcher.docs_for_query(_stock(query))
            if section[number] == wanted and filed[number] >= query.since
        ]
        return len(sorted(kept)[:TOP])


def _stock(query: BenchQuery) -> whoosh_query.Query:
    fields = [(zone_field(zone), boost) for zone, boost in ZONES]
    if query.how == "phrase":
        return whoosh_query.Or(
            [whoosh_query.Phrase(f, list(query.terms), boost=boost) for f, boost in fields]
        )
    words = [
        whoosh_query.Or([whoosh_query.Term(f, term, boost=b) for f, b in fields]) for term in query.terms
    ]
    return whoosh_query.And(words) if query.how == "all" else whoosh_query.Or(words)


class Tantivy:
    """Tantivy through its Python binding: one index, text cut at spaces, the same zones and boosts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for zone, _ in ZONES:
            builder.add_text_field(zone, tokenizer_name="spaces")
        for name in ("section", "subclass"):
            builder.add_text_field(name, fast=True, tokenizer_name="raw")
        builder.add_integer_field("filed", indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", analyzer)

    def build(self, documents: Iterable[IndexedDocument]) -> None:
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for document in documents:
            writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, indexed: IndexedDocument) -> tantivy.Document:
        made = tantivy.Document()
        made.add_text("id", indexed.document.id)
        for zone, _ in ZONES:
            made.add_text(zone, " ".join(indexed.zones[zone][0]))
        for name in ("section", "subclass"):
            for code in indexed.keywords[name]:
                made.add_text(name, code)
        made.add_integer("filed", indexed.document.numbers["filed"])
        return made

    def open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def run(self, query: BenchQuery) -> int:
        made = self._query(query)
        if query.section:
            result = self._searcher.search(made, TOP, order_by_field="filed")
        else:
            result = self._searcher.search(made, TOP)
        for _, address in result.hits:
            self._searcher.doc(address)["id"]
        if query.kind == "facet counts":
            names = ("section", "subclass")
            self._searcher.aggregate(made, {name: {"terms": {"field": name, "size": 20}} for name in names})
        return int(result.count)

    def _query(self, query: BenchQuery) -> tantivy.Query:
        if query.how == "phrase":
            words: tantivy.Query = self._zones(
                lambda z: tantivy.Query.phrase_query(self._schema, z, list(query.terms))
            )
        else:
            occur = tantivy.Occur.Must if query.how == "all" else tantivy.Occur.Should
            words = tantivy.Query.boolean_query([(occur, self._term(term)) for term in query.terms])
        if not query.section:
            return words
        section = tantivy.Query.term_query(self._schema, "section", query.section)
        since = tantivy.Query.range_query(
            self._schema, "filed", tantivy.FieldType.Integer, query.since, 800_000
        )
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (words, section, since)])

    def _term(self, term: str) -> tantivy.Query:
        return self._zones(lambda zone: tantivy.Query.term_query(self._schema, zone, term))

    def _zones(self, make: Any) -> tantivy.Query:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(make(zone), boost)) for zone, boost in ZONES
        ]
        return tantivy.Query.boolean_query(parts)

    def add(self, document: IndexedDocument, term: str) -> int:
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()
        self.open()
        return int(self._searcher.search(self._term(term), TOP).count)


class SQLiteFTS5:
    """SQLite's full text: one table of words cut at spaces, one of codes and dates with indexes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "fts.db")

    def build(self, documents: Iterable[IndexedDocument]) -> None:
        self._db.executescript(
            "PRAGMA journal_mode=WAL;"
            "CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='unicode61');"
            "CREATE TABLE facts(rowid INTEGER PRIMARY KEY, id TEXT, section TEXT, subclass TEXT, filed INTEGER);"
        )
        for number, document in enumerate(documents, start=1):
            self._insert(number, document)
        self._db.execute("CREATE INDEX by_date ON facts(filed)")
        self._db.execute("CREATE INDEX by_section ON facts(section)")
        self._db.commit()

    def _insert(self, number: int, indexed: IndexedDocument) -> None:
        words = [" ".join(indexed.zones[zone][0]) for zone, _ in ZONES]
        self._db.execute("INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", (number, *words))
        codes = [next(iter(indexed.keywords[name]), "") for name in ("section", "subclass")]
        facts = (number, indexed.document.id, *codes, indexed.document.numbers["filed"])
        self._db.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", facts)

    def open(self) -> None:
        self._db.execute("PRAGMA cache_size=-262144")

    def run(self, query: BenchQuery) -> int:
        match = _match(query.how, query.terms)
        if query.section:
            rule = "words MATCH ? AND section = ? AND filed >= ?"
            values: tuple[Any, ...] = (match, query.section, query.since)
            order = "filed DESC"
        else:
            rule, values, order = "words MATCH ?", (match,), "bm25(words, 2.5, 1.0)"
        joined = f"words JOIN facts ON facts.rowid = words.rowid WHERE {rule}"
        self._db.execute(f"SELECT id FROM {joined} ORDER BY {order} LIMIT {TOP}", values).fetchall()
        if query.kind == "facet counts":
            for name in ("section", "subclass"):
                counted = f"SELECT {name}, count(*) FROM {joined} GROUP BY 1 ORDER BY 2 DESC LIMIT 20"
                self._db.execute(counted, values).fetchall()
        counted = f"SELECT count(*) FROM {joined if query.section else 'words WHERE ' + rule}"
        return int(self._db.execute(counted, values).fetchone()[0])

    def add(self, document: IndexedDocument, term: str) -> int:
        number = int(self._db.execute("SELECT max(rowid) FROM facts").fetchone()[0]) + 1
        self._insert(number, document)
        self._db.commit()
        match = _match("all", (term,))
        return int(self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchone()[0])


def _match(how: str, terms: Sequence[str]) -> str:
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms]
    if how == "phrase":
        return '"' + " ".join(terms).replace('"', '""') + '"'
    return (" AND " if how == "all" else " OR ").join(quoted)


ENGINES: dict[str, Any] = {
    "Whoosh over arrays": PortalEngine,
    "tantivy": Tantivy,
    "SQLite FTS5": SQLiteFTS5,
    "Whoosh's own searcher": StockWhoosh,
}


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def fresh(number: int) -> tuple[Document, str]:
    """Return a document that holds a word of its own."""
    word = f"zzfresh{number}"
    return Document(
        f"new{number}", 1, {"title": word, "abstract": "新的锂离子电池"}, {}, {"filed": 738_000}
    ), word
