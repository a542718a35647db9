"""The protocol that every search engine fulfils, and the refusals it may raise."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from portal.core.errors import PortalError
from portal.search.model import Answer, Document, Schema, SearchRequest


class WriterBusy(PortalError):
    """Another process is writing to the index; try again."""

    status = 503

    def __init__(self) -> None:
        super().__init__("search.writer_busy")


class SearchEngine(Protocol):
    """An index of one kind of document.

    `put` and `drop` are remembered until `commit`, which makes them visible at once and all together; a document with a
    known id replaces the former one. Reading is safe from many threads; writing is for one process at a time.
    """

    @property
    def schema(self) -> Schema: ...

    def put(self, documents: Iterable[Document]) -> None: ...

    def drop(self, ids: Iterable[str]) -> None: ...

    def commit(self) -> None:
        """Make what was put and dropped visible; raises WriterBusy if another writer does not finish in time."""

    def search(self, request: SearchRequest) -> Answer: ...

    def count(self) -> int: ...

    def versions(self) -> Mapping[str, int]:
        """Return the version of every document by id, for the drift check."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace the whole index by `documents`: written beside, then swapped in one step. Return how many."""

    def is_outdated(self) -> bool:
        """Tell whether the index was made for other fields than the code has now, and should be rebuilt."""

    def close(self) -> None: ...
