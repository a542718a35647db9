"""The inventory of sleeping patents: inventors are asked, the answers approved, and each patent is decided on."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.inventory import (  # noqa: F401 (importing registers what they hold)
        batches,
        fact_feed,
        fact_uses,
        jobs,
        meetings,
        models,
        names,
        page_views,
        rulebook,
        tables,
        touched,
        views,
    )

    views.install(app)
    page_views.install(app)
