"""The words of the desks."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "desk",
    {"holder": _l("Holder’s desk"), "licensee": _l("Licensee’s desk"), "broker": _l("Broker’s desk")},
)
register_names(
    "desk.task",
    {
        "listing_returned": _l("A listing came back from review"),
        "listing_ending": _l("Confirm that the listing still holds"),
        "transfer_reported": _l("A bank transfer waits for your confirmation"),
        "payment_due": _l("Pay the licence fee"),
        "recordal_due": _l("Record the licence with the patent office"),
        "acceptance_begun": _l("Go on with the licence you began to take"),
        "deal_task": _l("Task"),
        "broker_assigned": _l("You were assigned to a deal"),
        "fee_due": _l("Pay the annual fee"),
        "fee_late": _l("The annual fee is late: the right ends after the last safe day"),
        "statement_withdraw": _l("Cure what forbids the open licence, or withdraw the statement promptly"),
        "statement_confirm": _l("The reason is gone: confirm that the statement stands"),
        "intention_open": _l("Complete what you began about giving a patent up"),
        "rescue_offered": _l("Choose who takes the patent over"),
        "rescue_call": _l("A patent that would be abandoned fits you: take it over?"),
        "inventory_answers": _l("Answers of inventors wait for approval"),
        "takeover_next": _l("Go on with the takeover"),
        "takeover_confirm": _l("Confirm the day on which the title passed"),
    },
)
