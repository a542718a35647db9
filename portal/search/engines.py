"""Which engine answers for which kind of document in the running application."""

import threading

from flask import current_app

from portal.core.settings import settings
from portal.search.engine import SearchEngine
from portal.search.model import Schema

_lock = threading.Lock()


def engine_for(schema: Schema) -> SearchEngine:
    """Return the application's engine for documents of `schema`, opened when first asked for."""
    engines: dict[str, SearchEngine] = current_app.extensions.setdefault("search_engines", {})
    with _lock:
        if schema.kind not in engines:
            from portal.search.whoosh_engine import WhooshEngine

            engines[schema.kind] = WhooshEngine(settings().search_dir / schema.kind, schema)
        return engines[schema.kind]
