"""The operator's desk: queues, people, jobs, the audit chain."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.backoffice import (
        audit,
        decisions,
        jobs,
        names,
        overview,
        parameters,
        people,
        records,
        requests,
    )
    from portal.backoffice.blueprint import backoffice

    del (
        audit,
        decisions,
        jobs,
        names,
        overview,
        parameters,
        people,
        records,
        requests,
    )  # imported so that their routes exist
    app.register_blueprint(backoffice)
