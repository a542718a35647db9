"""The words for a statement's states, steps and events, for fees, and the sentences of its refusals."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "statement.state",
    {
        "drafting": _l("Drafting"),
        "intended": _l("Intended open licence"),
        "effective": _l("Announced open licence"),
        "withdrawn": _l("Withdrawn"),
        "expired": _l("Expired"),
    },
)
register_names(
    "statement.step",
    {
        "declare": _l("Show as intended"),
        "redraft": _l("Take back to drafting"),
        "announce": _l("Record the announcement"),
        "withdraw": _l("Record the announced withdrawal"),
        "expire": _l("Expire"),
    },
)
register_names(
    "statement.event",
    {
        "drafted": _l("Drafted"),
        "edited": _l("Edited"),
        "declare": _l("Shown as intended"),
        "redraft": _l("Taken back to drafting"),
        "announce": _l("Announcement recorded"),
        "withdraw": _l("Withdrawal recorded"),
        "expire": _l("Expired at the end of its period"),
    },
)
register_names(
    "statement.regime",
    {"STATUTORY": _l("Statutory (announced by CNIPA)"), "PILOT": _l("Pilot scheme, no statutory effect")},
)
register_names(
    "statement.fee_way",
    {
        "free": _l("Free of charge"),
        "lump_sum": _l("Lump sum"),
        "instalments": _l("Lump sum in instalments"),
        "entry_royalty": _l("Entry fee and royalty"),
        "royalty": _l("Royalty"),
    },
)
register_names("statement.royalty_base", {"net_sales": _l("net sales"), "profit": _l("profit")})
register_sentences(
    {
        "statement.not_granted": _l(
            "Only a Chinese patent whose grant has been announced can be declared for open licence."
        ),
        "statement.not_in_force": _l(
            "The patent has ended or its annual fee is late. Pay the fee or correct the status first."
        ),
        "statement.not_the_owner": _l("Only the registered patentee can declare an open licence."),
        "statement.missing.payment": _l("Say in Chinese how the fee is paid."),
        "statement.missing.contact": _l("Give a contact for licensees."),
        "statement.missing.legal": _l("Enter the legal terms in Chinese."),
        "statement.missing.plain": _l("Say the terms in plain Chinese."),
        "statement.missing.patent_no": _l("The patent has no application number yet. Add it first."),
        "statement.missing.period": _l("Give the first and the last day of the licence period."),
        "statement.fee_negotiable": _l(
            "A statement must name its price: “to be negotiated” is not allowed. Choose a fee, or offer an "
            "ordinary licence instead."
        ),
        "statement.fee_incomplete": _l(
            "The fee cannot be computed from the statement alone. Fill in every amount, rate and base; instalments "
            "must add up to the total."
        ),
        "statement.fixed_cap": _l(
            "A fixed fee above %(wan)s ten-thousand yuan is not accepted in a statement. Offer another kind of "
            "licence instead."
        ),
        "statement.rate_cap.net_sales": _l(
            "A royalty above %(percent)s%% of net sales is not accepted in a statement. Offer another kind of "
            "licence instead."
        ),
        "statement.rate_cap.profit": _l(
            "A royalty above %(percent)s%% of profit is not accepted in a statement. Offer another kind of licence "
            "instead."
        ),
        "statement.last_day_unknown": _l(
            "The patent's last day cannot be computed. Add its filing date and kind first."
        ),
        "statement.period_too_long": _l(
            "The licence period must end no later than the patent's last day in force, %(last)s."
        ),
        "statement.period_reversed": _l("The licence period ends before it begins."),
        "statement.announcement_unproven": _l(
            "An announcement is recorded with its number, its date and a file that proves it."
        ),
        "statement.announced_in_future": _l("The day of the announcement has not come yet."),
        "statement.announced_before_grant": _l("The announcement cannot be older than the grant."),
        "statement.withdrawal_unproven": _l(
            "A withdrawal is recorded with the day of its announcement and a file that proves it."
        ),
        "statement.withdrawal_date": _l(
            "The withdrawal is announced after the statement and not later than today."
        ),
        "statement.bad_rate": _l("Enter a rate above 0 and up to 100 per cent, with two decimals at most."),
        "statement.bad_instalments": _l(
            "Write one instalment per line: the amount in yuan, a space, the months after effect."
        ),
        "statement.not_editable": _l(
            "An announced statement cannot be changed. Withdraw it and declare anew."
        ),
        "statement.not_over": _l("The statement's period is not over."),
    }
)
