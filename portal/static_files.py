"""Style, scripts and pictures: served by WhiteNoise, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, url_for
from whitenoise import WhiteNoise

_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Serve the static folder of `app` in front of it."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=_YEAR,
        autorefresh=app.extensions["settings"].environment != "production",
        add_headers_function=_harmless,
    )


def _harmless(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def static_url(path: str, folder: str) -> str:
    """Return the address of a static file, with a digest of what it holds."""
    return url_for("static", filename=path, v=_digest(Path(folder) / path))


@cache
def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else None
