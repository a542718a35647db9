"""Annual fees of an organisation's patents: calendar, payment list, feed, and reminders."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.annuities import feed_views, jobs, names, paid_views, views  # noqa: F401 (importing registers what they hold)
    from portal.annuities.blueprint import annuities
    from portal.annuities.digest import digest_of
    from portal.annuities.views import shown_clock

    app.register_blueprint(annuities)
    app.jinja_env.globals.update(annuity_digest=digest_of, annuity_clock=shown_clock)
