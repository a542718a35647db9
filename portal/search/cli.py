"""`flask search rebuild | check | query`."""

import json
import sys
from typing import Any

import click
from flask.cli import AppGroup

from portal.search import sync
from portal.search.engines import engine_for
from portal.search.model import Document, SearchRequest

search_commands = AppGroup("search", help="The search index.")


@search_commands.command("rebuild")
def rebuild() -> None:
    """Write every index anew and swap it in."""
    for item in sync.kinds():
        click.echo(f"{item.kind}: {sync.rebuild(item.kind)} documents")


@search_commands.command("check")
def check() -> None:
    """Count where the index and the database differ; exit 1 if they do."""
    drifts = [sync.check(item.kind) for item in sync.kinds()]
    for drift in drifts:
        click.echo(
            f"{drift.kind}: {drift.documents} documents, {drift.missing} missing, "
            f"{drift.superfluous} superfluous, {drift.outdated} outdated"
        )
    sys.exit(1 if any(drift.total for drift in drifts) else 0)


@search_commands.command("query")
@click.argument("text")
@click.option("--kind", type=click.Choice(["listing", "patent"]), default="patent", show_default=True)
@click.option("--size", default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def query(text: str, kind: str, size: int, as_json: bool) -> None:
    """Search as the box does."""
    answer = engine_for(sync.findable(kind).schema).search(SearchRequest(text=text, size=size))
    rows = {
        document.id: document
        for document in sync.findable(kind).documents([int(hit.id) for hit in answer.hits])
    }
    if as_json:
        hits = [{**hit, "document": _facts(rows, hit["id"])} for hit in answer.as_dict()["hits"]]
        click.echo(json.dumps({**answer.as_dict(), "hits": hits}, ensure_ascii=False))
        return
    click.echo(f"{answer.total} found")
    for hit in answer.hits:
        facts = _facts(rows, hit.id)
        click.echo(f"{hit.score:8.3f}  {' '.join(facts['identifiers'][:1]):24} {facts['title']}")


def _facts(rows: dict[str, Document], key: str) -> dict[str, Any]:
    document = rows.get(key)
    if document is None:
        return {"title": "", "identifiers": []}
    title = next((document.texts[name] for name in ("title_zh", "title_en") if document.texts.get(name)), "")
    return {"title": title, "identifiers": list(document.identifiers)}
