"""Finds one address of every page by following links, as each member of the cast who sees something different."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

READERS = ("", "lin", "zhao", "chen", "qian", "zhou", "ning", "gao")
_STARTS = ("/", "/search", "/search/patents", "/search?q=zzzzzz", "/desk", "/account", "/development/mail")
_MOST_PER_ENDPOINT = 2
# each state of a statement shows other parts and links; of an inventory the first items are approved already
_MORE_OF = {"openlicence.compiler": 8, "inventory.item": 6}
_MOST_PAGES = 400


@dataclass(frozen=True)
class Stop:
    """A page to look at: its address, the endpoint behind it, and who looks."""

    path: str
    endpoint: str
    who: str


def stops(app: Flask, browsers: dict[str, FlaskClient], letters: Iterable[str] = ()) -> list[Stop]:
    """Return the stops of the whole tour: every page endpoint, once or twice, for the first reader who reaches it.

    `letters` are addresses that only a letter carries; whoever is first follows them.
    """
    seen: dict[str, int] = {}
    found: list[Stop] = []
    for number, (who, client) in enumerate(browsers.items()):
        for path, endpoint in _walk(app, client, () if number else letters):
            fresh = seen.get(endpoint, 0) < _MOST_PER_ENDPOINT
            if fresh and all((stop.path, stop.endpoint) != (path, endpoint) for stop in found):
                seen[endpoint] = seen.get(endpoint, 0) + 1
                found.append(Stop(path, endpoint, who))
    return found


def _walk(app: Flask, client: FlaskClient, more: Iterable[str]) -> list[tuple[str, str]]:
    """Follow links breadth first, at most a few addresses of each endpoint."""
    waiting = deque((*more, *_STARTS))
    tried: set[str] = set()
    counts: dict[str, int] = {}
    pages: list[tuple[str, str]] = []
    while waiting and len(tried) < _MOST_PAGES:
        path = waiting.popleft()
        endpoint = _endpoint(app, path)
        if (
            path in tried
            or endpoint is None
            or counts.get(endpoint, 0) >= _MORE_OF.get(endpoint, _MOST_PER_ENDPOINT)
        ):
            continue
        tried.add(path)
        counts[endpoint] = counts.get(endpoint, 0) + 1
        response = client.get(path)
        if response.location:
            waiting.append(_local(response.location, path))
        if response.status_code == 200 and response.mimetype == "text/html":
            pages.append((path, endpoint))
            waiting.extend(_links(response.get_data(as_text=True), path))
    return pages


def _links(html: str, base: str) -> list[str]:
    links = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    found = [_local(str(link["href"]), base) for link in links]
    return [path for path in found if path and "lang=" not in path]


def _local(target: str, base: str) -> str:
    """Return the path and query of `target`, or nothing where it leads elsewhere."""
    parts = urlsplit(urljoin(base, target))
    return "" if parts.netloc else parts.path + (f"?{parts.query}" if parts.query else "")


def _endpoint(app: Flask, path: str) -> str | None:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(path).path, method="GET")
    except HTTPException:
        return None
    return None if endpoint == "static" else str(endpoint)
