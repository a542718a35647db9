"""People, their organisations, and how the portal knows them."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.accounts import (  # noqa: F401  (importing registers views, words and jobs)
        account_views,
        factor_views,
        jobs,
        member_views,
        names,
        organisation_views,
        regions,
        rulebook,
        views,
    )
    from portal.accounts.blueprint import accounts
    from portal.accounts.cli import organisations
    from portal.accounts.links import token_of
    from portal.accounts.sessions import touch_after_response

    app.after_request(touch_after_response)
    app.register_blueprint(accounts)
    app.jinja_env.globals.update(one_time_token=token_of, role_names=names.role_names)
    app.cli.add_command(organisations)
