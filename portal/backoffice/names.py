"""The words of the operator's desk."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "backoffice.queue",
    {
        "organisations": _l("Organisations to verify"),
        "listings": _l("Listings to review"),
        "brokers": _l("Brokers to verify"),
        "broker_requests": _l("Wishes for a broker"),
        "jobs": _l("Jobs that failed"),
    },
)
register_names(
    "job.status",
    {"queued": _l("Waiting"), "running": _l("Running"), "done": _l("Done"), "buried": _l("Failed for good")},
)
register_names(
    "thing",
    {
        "organisation": _l("Organisations"),
        "patent": _l("Patents"),
        "listing": _l("Listings"),
        "statement": _l("Open-licence statements"),
        "deal": _l("Deals"),
        "licence": _l("Licences"),
        "payment": _l("Payments"),
        "user": _l("People"),
        "job": _l("Jobs"),
        "broker_profile": _l("Brokers"),
        "broker_request": _l("Wishes for a broker"),
        "import_batch": _l("Imports"),
        "bank_transfer": _l("Bank transfers"),
        "membership": _l("Memberships"),
        "invitation": _l("Invitations"),
        "column_mapping": _l("Column mappings"),
        "listing_file": _l("Files"),
        "payment_attempt": _l("Payment attempts"),
        "organisation_claim": _l("Claims on organisations"),
    },
)
