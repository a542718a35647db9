"""The URL is the search: its arguments become a request, and a request's filters become links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from portal.catalogue.kinds import Catalogue
from portal.core.errors import InputError
from portal.search.model import MAX_PAGE_SIZE, Filter, SearchRequest, Under

MAX_VALUES = 40
MAX_VALUE_LENGTH = 80
MAX_TEXT = 20_000
PAGE_SIZE = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
PLAIN = frozenset({"q", "sort", "page", "size", "ipc", "synonyms", "lang"})


@dataclass(frozen=True)
class Asked:
    """What the reader asked for: the request, and the choices that the page shows again."""

    request: SearchRequest
    chosen: Mapping[str, tuple[str, ...]]
    ipc: str
    sort: str


def read(catalogue: Catalogue, arguments: MultiDict[str, str], *, strict: bool = False) -> Asked:
    """Read the arguments. What makes no sense is passed over, or with `strict` raises InputError naming it."""
    if strict:
        _refuse_unknown(catalogue, arguments)
    chosen = {facet.field: _values(arguments, facet.field) for facet in catalogue.facets}
    filters: dict[str, Filter] = {field: frozenset(values) for field, values in chosen.items() if values}
    ipc = _clean(arguments.get("ipc", ""))[:MAX_VALUE_LENGTH].strip()
    if ipc:
        filters["ipc"] = Under(frozenset({ipc}))
    sort = arguments.get("sort", "")
    sort = sort if sort in catalogue.sorts else next(iter(catalogue.sorts))
    request = SearchRequest(
        text=_clean(arguments.get("q", ""))[:MAX_TEXT],
        filters=filters,
        facets={facet.field: facet.limit for facet in catalogue.facets},
        sort=catalogue.sorts[sort],
        page=_number(arguments.get("page"), 1, 10_000),
        size=_number(arguments.get("size"), PAGE_SIZE, MAX_PAGE_SIZE),
        synonyms=arguments.get("synonyms") != "no",
    )
    return Asked(request, {field: values for field, values in chosen.items() if values}, ipc, sort)


def _values(arguments: MultiDict[str, str], field: str) -> tuple[str, ...]:
    given = [value for raw in arguments.getlist(field) if (value := _clean(raw)[:MAX_VALUE_LENGTH])]
    return tuple(dict.fromkeys(given))[:MAX_VALUES]


def _clean(text: str) -> str:
    """Take out control characters, which no database and no page can hold."""
    return _CONTROL.sub(" ", text)


def _number(raw: str | None, default: int, highest: int) -> int:
    if raw is None or not raw.isascii() or not raw.isdigit() or len(raw) > 6:
        return default
    return min(max(int(raw), 1), highest)


def _refuse_unknown(catalogue: Catalogue, arguments: MultiDict[str, str]) -> None:
    known = PLAIN | {facet.field for facet in catalogue.facets}
    for key in arguments:
        if key not in known:
            raise InputError("search.unknown_argument", field=key, name=key, known=", ".join(sorted(known)))
    sort = arguments.get("sort")
    if sort and sort not in catalogue.sorts:
        raise InputError("search.unknown_sort", field="sort", name=sort, known=", ".join(catalogue.sorts))
    for key, highest in (("page", 10_000), ("size", MAX_PAGE_SIZE)):
        raw = arguments.get(key)
        if raw is not None and (not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:9]) <= highest):
            raise InputError("search.bad_number", field=key, name=key, highest=highest)
