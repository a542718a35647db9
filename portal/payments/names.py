"""The words for the codes of payments, and the sentences of their refusals."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "payment.state",
    {
        "planned": _l("Planned"),
        "due": _l("To be paid"),
        "processing": _l("Being confirmed"),
        "paid": _l("Paid"),
        "failed": _l("Payment failed"),
        "cancelled": _l("Cancelled"),
        "refunded": _l("Refunded"),
    },
)
register_names(
    "payment.step",
    {
        "fall_due": _l("Payment fell due"),
        "await_provider": _l("Payment is with the provider"),
        "provider_failed": _l("Online payment failed"),
        "settle": _l("Payment received online"),
        "report_transfer": _l("Bank transfer reported"),
        "confirm_transfer": _l("Bank transfer confirmed"),
        "accept_part": _l("Part of the amount confirmed"),
        "reject_transfer": _l("Bank transfer not confirmed"),
        "cancel": _l("Payment cancelled"),
        "refund": _l("Payment refunded"),
        "payment_mismatch": _l("Money arrived with another amount or currency; the operator looks into it"),
        "payment_surplus": _l("Money arrived twice; the operator looks into it"),
        "transfer_overpaid": _l("More arrived than was owed; the payee returns the rest"),
        "transfer_surplus": _l("A transfer arrived although the payment was settled; the payee returns it"),
    },
)
register_names(
    "payment.purpose",
    {
        "open_licence_fee": _l("Open licence fee"),
        "licence_fee": _l("Licence fee"),
        "entry_fee": _l("Entry fee"),
        "instalment": _l("Instalment"),
        "royalty": _l("Running royalty"),
        "purchase_price": _l("Price of the patent"),
    },
)
register_names(
    "payment.method",
    {
        "card": _l("Bank card"),
        "alipay": _l("Alipay"),
        "wechat_pay": _l("WeChat Pay"),
        "bank_transfer": _l("Bank transfer"),
        "online": _l("Online payment"),
    },
)
register_names(
    "transfer.decision",
    {"confirmed": _l("Confirmed by the payee"), "rejected": _l("Not confirmed")},
)
register_names(
    "transfer.reason",
    {
        "not_arrived": _l("The money has not arrived"),
        "wrong_payer": _l("It came from an account that is not the payer's"),
        "wrong_amount": _l("The amount is not the one reported"),
        "duplicate": _l("This transfer was reported before"),
        "unreadable_slip": _l("The slip cannot be read"),
    },
)
register_sentences(
    {
        "money.not_an_amount": _l("Enter an amount in figures, such as 12,345.60 or 3.5万."),
        "money.too_fine": _l("The amount has more than %(digits)s decimal places."),
        "money.bad_rate": _l(
            "Write the rate in per cent, above 0 and at most 100, with at most two decimals."
        ),
        "money.out_of_range": _l("The amount must be above zero and below ten trillion."),
        "payments.provider_unreachable": _l(
            "The payment service does not answer at the moment. Nothing was charged. Try again in a minute."
        ),
        "payments.provider_refused": _l(
            "The payment service did not take this request. Nothing was charged. Choose bank transfer, or try later."
        ),
        "payments.no_online_payment": _l("Online payment is not set up here. Pay by bank transfer."),
        "payments.currency_not_online": _l("%(currency)s cannot be paid online. Pay by bank transfer."),
        "payments.maker_is_checker": _l(
            "You reported this transfer yourself. Somebody else in the finance role must confirm it."
        ),
        "payments.transfer_date": _l(
            "The day of the transfer must be within the past year and not in the future."
        ),
        "payments.deal_closed": _l("The deal has ended; nothing is to be paid for it any more."),
        "payments.nothing_due": _l("Nothing is to be paid for this deal at its start."),
    },
)
