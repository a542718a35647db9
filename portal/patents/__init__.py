"""Patent facts: numbers, holders, dates, classes and legal status, and the imports that bring them in."""

from flask import Flask


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.patents import (  # noqa: F401 (importing registers what they hold)
        annuity_names,
        annuity_rulebook,
        batches,
        document,
        jobs,
        names,
        number_rulebook,
        rulebook,
        touched,
        views,
    )
    from portal.patents.blueprint import patents
    from portal.patents.cli import patents_group
    from portal.patents.facts import rulebook as facts_rulebook  # noqa: F401 (the same)
    from portal.patents.facts import sheet_views as facts_sheet_views  # noqa: F401 (the same)
    from portal.patents.facts import views as facts_views  # noqa: F401 (the same)
    from portal.patents.may import views as may_views  # noqa: F401 (the same)
    from portal.patents.may.life import final
    from portal.patents.tradability import QUESTIONS
    from portal.workflow import survey

    survey.also_asked("tradability", (final, *QUESTIONS))
    app.cli.add_command(patents_group)
    app.register_blueprint(patents)
    document.install()
