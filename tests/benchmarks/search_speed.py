"""Speed bench: our engine beside tantivy, SQLite FTS5 and Whoosh's own searcher, on the same tokens, in one run.

    make bench-search

AWAKEN_BENCH_SIZES (default `real,100000`), AWAKEN_BENCH_QUERIES per kind (100) and AWAKEN_BENCH_ENGINES (names, by
comma) shrink a run. Each engine is measured in a process of its own; sizes beyond the real records repeat them.
"""

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from portal.search.indexing import IndexedDocument, index_document
from portal.search.model import Range, SearchRequest, Sort
from portal.search.whoosh_engine import WhooshEngine
from tests.benchmarks import bench_engines, corpus
from tests.benchmarks.query_kinds import KINDS, BenchQuery, make_queries

SLOW_BUDGET = 6.0  # seconds that one kind may take an engine; what does not fit is left out and said
PASSES = 3  # over the warm queries; of each query the best time counts, because machines are shared
FRESH = 10
BATCH = 5_000


def main() -> None:
    """Run every engine at every size and print one table for each size."""
    records = corpus.real_records(corpus.shared_data())
    sizes = os.environ.get("AWAKEN_BENCH_SIZES", "real,100000").split(",")
    wanted = os.environ.get("AWAKEN_BENCH_ENGINES", ",".join(bench_engines.ENGINES)).split(",")
    for size in (len(records) if size == "real" else int(size) for size in sizes):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _prepare(folder, records, size)
            print(
                _table(size, len(records), {engine: _measure(folder, engine) for engine in wanted}),
                flush=True,
            )


def _prepare(folder: Path, records: list[corpus.Record], size: int) -> None:
    """Write the tokens and queries once, for every process."""
    real = [corpus.indexed(id_, record) for id_, record in corpus.repeated(records, min(size, len(records)))]
    number = int(os.environ.get("AWAKEN_BENCH_QUERIES", "100"))
    (folder / "queries").write_bytes(pickle.dumps(make_queries(real, number)))
    with (folder / "tokens").open("wb") as file:
        for batch in _batches(corpus.indexed(id_, record) for id_, record in corpus.repeated(records, size)):
            pickle.dump(batch, file)


def _batches(documents: Iterator[IndexedDocument]) -> Iterator[list[IndexedDocument]]:
    while batch := list(islice(documents, BATCH)):
        yield batch


def _tokens(folder: Path) -> Iterator[IndexedDocument]:
    with (folder / "tokens").open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return


def _measure(folder: Path, engine: str) -> dict[str, Any]:
    """Measure one engine in its own process: first building, then, in another, querying."""
    facts: dict[str, Any] = {}
    for phase in ("build", "query"):
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.benchmarks.search_speed",
            phase,
            engine,
            str(folder),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        facts |= json.loads(done.stdout.splitlines()[-1])
    return facts


def build(engine: str, folder: Path) -> dict[str, Any]:
    """Index the tokens; counted is processor time, without reading them back."""
    place = _place(engine, folder)
    if engine == "Whoosh's own searcher":
        return {}  # reads our files
    built = bench_engines.ENGINES[engine](place)
    began = time.process_time()
    sum(1 for _ in _tokens(folder))
    reading = time.process_time() - began
    counter = [0]

    def counted() -> Iterator[IndexedDocument]:
        for document in _tokens(folder):
            counter[0] += 1
            yield document

    began = time.process_time()
    built.build(counted())
    seconds = time.process_time() - began - reading
    return {"docs_s": counter[0] / seconds, "disk": bench_engines.folder_size(place)}


def _place(engine: str, folder: Path) -> Path:
    name = "Whoosh over arrays" if engine == "Whoosh's own searcher" else engine
    return folder / name.replace(" ", "_")


def query(engine: str, folder: Path) -> dict[str, Any]:
    """Time the queries, warm, and then how long a new document takes to be seen."""
    queries: list[BenchQuery] = pickle.loads((folder / "queries").read_bytes())
    before = _memory()
    opened = bench_engines.ENGINES[engine](_place(engine, folder))
    opened.open()
    facts: dict[str, Any] = {"kinds": {}, "found": {}}
    for kind in KINDS:
        chosen = [query for query in queries if query.kind == kind]
        cold = _run(opened, chosen, SLOW_BUDGET)
        passes = [_run(opened, chosen[: len(cold)], SLOW_BUDGET) for _ in range(PASSES)]
        warm = [min(times) for times in zip(*passes, strict=False)]
        facts["kinds"][kind] = {"warm": _percentiles(warm), "cold": _percentiles(cold), "n": len(warm)}
        facts["found"][kind] = sum(opened.run(query) for query in chosen[:5])
    facts["memory"] = _memory() - before
    if engine == "Whoosh over arrays":
        facts["whole"] = _whole_search(_place(engine, folder), queries)
    if engine != "Whoosh's own searcher":
        facts["visible"] = _percentiles([_visible(opened, number) for number in range(FRESH)])
    return facts


def _run(opened: Any, queries: list[BenchQuery], budget: float) -> list[float]:
    took: list[float] = []
    for query in queries:
        took.append(_timed(lambda query=query: opened.run(query)) * 1000)  # type: ignore[misc]
        if sum(took) > budget * 1000:
            break
    return took


def _whole_search(place: Path, queries: list[BenchQuery]) -> dict[str, list[float]]:
    """Time the whole of `engine.search`, of every kind: reading the text, planning, three facets, highlights."""
    engine = WhooshEngine(place, corpus.SCHEMA)
    return {kind: _whole_kind(engine, [query for query in queries if query.kind == kind]) for kind in KINDS}


def _whole_kind(engine: WhooshEngine, queries: list[BenchQuery]) -> list[float]:
    requests = [_request(query) for query in queries]
    passes = [[engine.search(request).took_ms for request in requests] for _ in range(PASSES + 1)]
    return _percentiles([min(times) for times in zip(*passes[1:], strict=True)])


def _request(query: BenchQuery) -> SearchRequest:
    facets = {"section": 8, "subclass": 20, "holder": 20}
    if not query.section:
        return SearchRequest(query.text, facets=facets)
    filters = {"section": frozenset({query.section}), "filed": Range(query.since)}
    return SearchRequest(query.text, filters=filters, sort=Sort("filed"), facets=facets)


def _visible(opened: Any, number: int) -> float:
    document, word = bench_engines.fresh(number)
    began = time.perf_counter()
    seen = opened.add(index_document(corpus.SCHEMA, document), word)
    if seen != 1:
        raise AssertionError(f"the new document was not found: {seen}")
    return (time.perf_counter() - began) * 1000


def _timed(call: Any) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _percentiles(times: list[float]) -> list[float]:
    """Return the median and the 95th percentile."""
    ordered = sorted(times)
    return [ordered[len(ordered) // 2], ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]]


def _memory() -> int:
    """Return the bytes that this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def _table(size: int, real: int, facts: dict[str, dict[str, Any]]) -> str:
    """Return the figures as one markdown table: a row per kind, p50 / p95 in ms, ratios to tantivy."""
    said = "all real" if size <= real else f"{real:,} real records, repeated under new numbers"
    compared = "Whoosh over arrays" in facts and "tantivy" in facts
    whole = facts.get("Whoosh over arrays", {}).get("whole", {})
    heads = [*facts, *(["ours : tantivy"] if compared else []), *(["whole answer"] if whole else [])]
    lines = [
        f"\n{size:,} documents ({said}); p50 / p95 in ms, warm, best of {PASSES}, top 20 with exact total",
        "",
    ]
    lines += ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for kind in KINDS:
        cells = [_cell(each["kinds"][kind]["warm"]) for each in facts.values()]
        if compared:
            ours, other = (facts[name]["kinds"][kind]["warm"] for name in ("Whoosh over arrays", "tantivy"))
            cells.append(f"{ours[0] / other[0]:.1f} / {ours[1] / other[1]:.1f}")
        cells += [_cell(whole[kind])] if whole else []
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    lines.append(
        _row(
            "documents indexed per second of processor time", facts, lambda f: f"{f['docs_s']:,.0f}", "docs_s"
        )
    )
    lines.append(_row("one more document is seen", facts, lambda f: _cell(f["visible"]), "visible"))
    lines.append(
        _row("memory of the querying process, MB", facts, lambda f: f"{f['memory'] / 2**20:,.0f}", "memory")
    )
    lines.append(_row("on disk, MB", facts, lambda f: f"{f['disk'] / 2**20:,.0f}", "disk"))
    if whole:
        lines.append(
            "\nThe whole answer is `search()`: reading the text, planning, three facets, highlights."
        )
    return "\n".join(lines)


def _row(name: str, facts: dict[str, dict[str, Any]], show: Any, key: str) -> str:
    return f"| {name} | " + " | ".join(show(each) if key in each else "" for each in facts.values()) + " |"


def _cell(pair: list[float]) -> str:
    return " / ".join(f"{value:,.2f}" if value < 10 else f"{value:,.0f}" for value in pair)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps({"build": build, "query": query}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))))
    else:
        main()
