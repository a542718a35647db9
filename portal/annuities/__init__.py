"""Annual fees of an organisation's patents: calendar, payment list, feed, and reminders."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.annuities import jobs, names  # noqa: F401 (importing registers what they hold)
    from portal.annuities.digest import digest_of

    app.jinja_env.globals.update(annuity_digest=digest_of)
