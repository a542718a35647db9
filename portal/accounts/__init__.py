"""People, their organisations, and how the portal knows them."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.accounts.sessions import touch_after_response

    app.after_request(touch_after_response)
