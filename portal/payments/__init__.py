"""Payments: what is owed for a deal, how it was paid, and the books that prove it."""

from flask import Flask

from portal import security
from portal.core.settings import settings


def install(app: Flask) -> None:
    """Bind the feature to the application."""
    from portal.core import file_sentences  # noqa: F401 (the refusals of a slip)
    from portal.payments import cli, deal_hook, jobs, names, providers, reacting, rulebook  # noqa: F401 (importing registers what they hold)
    from portal.payments.standin_views import standin
    from portal.payments.transfer_views import transfer_pages
    from portal.payments.views import payments
    from portal.payments.webhook_views import webhooks

    with app.app_context():
        providers.install(app)
        if settings().demonstration_payments:
            app.register_blueprint(standin)
    security.allow_form_targets(providers.checkout_origins)
    for blueprint in (payments, transfer_pages, webhooks):
        app.register_blueprint(blueprint)
    deal_hook.install()
    app.cli.add_command(cli.payments_cli)
