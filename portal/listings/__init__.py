"""What is offered: patents with a text for industry, modes, terms and prices."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.core import i18n
    from portal.listings import editing, file_views, jobs, names, reacting, reviewing, rulebook, touched  # noqa: F401 (imports register)
    from portal.listings.blueprint import listings

    app.jinja_env.globals["localised_lang"] = lambda thing, attribute: i18n.localised(thing, attribute)[1]
    app.register_blueprint(listings)

    from portal.listings import document

    document.install()
