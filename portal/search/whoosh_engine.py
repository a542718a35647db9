"""The default engine: Whoosh keeps schema, segments, table of contents, lock, deletions and merging; arrays answer."""

import fcntl
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import SegmentReader

from portal.search.answering import answer
from portal.search.engine import WriterBusy
from portal.search.execution import ArraySnapshot
from portal.search.indexing import index_document
from portal.search.lru import ArrayCache
from portal.search.model import Answer, Document, Schema, SearchRequest
from portal.search.segments import SegmentArrays
from portal.search.whoosh_schema import stamp_of, whoosh_schema
from portal.search.whoosh_writer import ArrayWriter

CACHE_BYTES = 256 * 2**20
FRESH_FOR = 0.25  # seconds that a snapshot is used before the folder is looked at again
REBUILD_BATCH = 50_000  # documents of one segment of a rebuilt index
LOCK_WAIT = 10.0  # seconds
MERGE_BELOW = 100  # documents; smaller segments are always merged
MERGE_FACTOR = 4  # a segment is merged if it is at most this many times what is being written
DELETED_SHARE = 0.3  # of a segment; beyond it is rewritten
INDEX = "MAIN"
Merging = Callable[[ArrayWriter, list[Any]], list[Any]]
CURRENT = "CURRENT"
STAMP = "made_for"


class WhooshEngine:
    """Fulfils `SearchEngine` on a folder; any number of processes may read it, one at a time may write."""

    def __init__(self, folder: Path, schema: Schema, cache_bytes: int = CACHE_BYTES) -> None:
        self._folder, self._schema = Path(folder), schema
        self._whoosh_schema = whoosh_schema(schema)
        self._cache = ArrayCache(cache_bytes)
        self._waiting: dict[str, Document | None] = {}
        self._lock = threading.RLock()
        self._snapshot: ArraySnapshot | None = None
        self._looked = 0.0
        self._create()

    @property
    def schema(self) -> Schema:
        return self._schema

    def put(self, documents: Iterable[Document]) -> None:
        with self._lock:
            self._waiting.update((document.id, document) for document in documents)

    def drop(self, ids: Iterable[str]) -> None:
        with self._lock:
            self._waiting.update(dict.fromkeys(ids))

    def commit(self) -> None:
        """Write what waits; if it fails, it still waits."""
        with self._lock:
            if not self._waiting:
                return
            with self._writer(self._index()) as writer:
                self._write(writer)
            self._waiting = {}
            self.refresh()

    def _write(self, writer: ArrayWriter) -> None:
        snapshot = self.refresh()
        for evaluator in snapshot.segments:
            known = evaluator.arrays.numbers_of_ids
            for id_ in self._waiting:
                number = known.get(id_)
                if number is not None and (evaluator.live is None or evaluator.live[number]):
                    writer.delete_document(evaluator.base + number)
        for document in self._waiting.values():
            if document is not None:
                writer.add(index_document(self._schema, document))

    def search(self, request: SearchRequest) -> Answer:
        return answer(self.snapshot(), request)

    def count(self) -> int:
        return self.refresh().count()

    def versions(self) -> Mapping[str, int]:
        return self.refresh().versions()

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Write a new index beside, hold the old one's lock meanwhile, then swap; what waited is forgotten."""
        with self._lock, _held(self._index()):
            fresh = f"{int(self._name()) + 1:06d}"
            self._sweep(keep={self._name()})
            index = self._make(fresh)
            source = iter(documents)
            written = 0
            while batch := list(islice(source, REBUILD_BATCH)):
                written += self._write_batch(index, batch)
            self._point_to(fresh)
            self._waiting = {}
            self.refresh()
            self._sweep(keep={fresh})
        return written

    def _write_batch(self, index: FileIndex, batch: Iterable[Document]) -> int:
        newest = {document.id: document for document in batch}
        with self._writer(index, merging=keep_all) as writer:
            for document in newest.values():
                writer.add(index_document(self._schema, document))
        return len(newest)

    def close(self) -> None:
        with self._lock:
            self._snapshot = None

    # Generations

    def snapshot(self) -> ArraySnapshot:
        """Return a state of the index that is at most FRESH_FOR seconds old."""
        snapshot = self._snapshot
        if snapshot is not None and time.monotonic() - self._looked < FRESH_FOR:
            return snapshot
        return self.refresh()

    def refresh(self) -> ArraySnapshot:
        """Return the newest state of the index."""
        for attempt in range(10):
            try:
                with self._lock:
                    return self._refresh()
            except FileNotFoundError:  # a writer merged or swapped between two looks
                if attempt == 9:
                    raise
                time.sleep(0.02 * attempt)
        raise AssertionError("unreachable")

    def _refresh(self) -> ArraySnapshot:
        index = self._index()
        generation = (index.storage.folder, index.latest_generation())
        if self._snapshot is None or self._snapshot.generation != generation:
            toc = TOC.read(index.storage, INDEX, gen=generation[1])
            self._snapshot = self._read(index.storage, generation, toc.segments)
        self._looked = time.monotonic()
        return self._snapshot

    def _read(self, storage: FileStorage, generation: tuple[str, int], segments: list[Any]) -> ArraySnapshot:
        known = {e.arrays.id: e.arrays for e in self._snapshot.segments} if self._snapshot else {}
        pairs = []
        for segment in segments:
            arrays = known.get(segment.segment_id()) or SegmentArrays(storage, segment)
            live = None
            if segment.has_deletions():
                live = np.ones(arrays.size, bool)
                live[list(segment.deleted_docs())] = False
            pairs.append((arrays, live))
        return ArraySnapshot(self._schema, generation, pairs, self._cache)

    # Files

    def _create(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "create.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self._folder / CURRENT).exists():
                self._make("000001")
                self._point_to("000001")

    def is_outdated(self) -> bool:
        """Compare the stamp beside the index with the one that the code would write; older indexes have none."""
        try:
            stamp = (self._folder / self._name() / STAMP).read_text(encoding="ascii")
        except FileNotFoundError:
            return True
        return stamp != stamp_of(self._schema)

    def _make(self, name: str) -> FileIndex:
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / STAMP).write_text(stamp_of(self._schema), encoding="ascii")
        return FileIndex.create(FileStorage(str(folder)), self._whoosh_schema, INDEX)

    def _name(self) -> str:
        return (self._folder / CURRENT).read_text(encoding="ascii").strip()

    def _index(self) -> FileIndex:
        return FileIndex(FileStorage(str(self._folder / self._name())), self._whoosh_schema, INDEX)

    def _point_to(self, name: str) -> None:
        beside = self._folder / f"{CURRENT}.{os.getpid()}"
        with beside.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._folder / CURRENT)

    def _sweep(self, keep: set[str]) -> None:
        """Remove folders of former or unfinished indexes."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _writer(self, index: FileIndex, merging: Merging | None = None) -> Iterator[ArrayWriter]:
        try:
            writer = ArrayWriter(index, self._schema, LOCK_WAIT)
        except LockError:
            raise WriterBusy from None
        try:
            yield writer
            writer.commit(mergetype=merging or merge_small)
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise


@contextmanager
def _held(index: FileIndex) -> Iterator[None]:
    """Hold the write lock of an index."""
    lock = index.lock("WRITELOCK")
    deadline = time.monotonic() + LOCK_WAIT
    while not lock.acquire():
        if time.monotonic() > deadline:
            raise WriterBusy
        time.sleep(0.1)
    try:
        yield
    finally:
        lock.release()


def keep_all(_writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Merge nothing."""
    return segments


def merge_small(writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Merge segments that are small beside what is written, and those with many deletions: few and growing segments."""
    kept, size = [], writer.doc_count()
    for segment in sorted(segments, key=lambda segment: int(segment.doc_count())):
        live = segment.doc_count()
        stale = segment.deleted_count() > DELETED_SHARE * segment.doc_count_all()
        if not live:
            continue
        if stale or live <= max(MERGE_BELOW, MERGE_FACTOR * size):
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
            size += live
        else:
            kept.append(segment)
    return sorted(kept, key=segments.index)
