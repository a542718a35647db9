"""The settings of the running application."""

from typing import cast

from flask import current_app

from config import Settings


def settings() -> Settings:
    """Return the typed settings that `create_app` was given."""
    return cast(Settings, current_app.extensions["settings"])
