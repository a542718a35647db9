"""The sentences in which a listing's rules refuse, and those that only point something out."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_sentences

register_sentences(
    {
        "listing.owner_unverified": _l(
            "The operator has not verified your organisation yet. You can go on editing and submit afterwards."
        ),
        "listing.no_patent": _l("The listing holds no patent. Add at least one."),
        "listing.not_owner": _l(
            "Patent %(number)s is not recorded as your organisation's. Take it out or import it as yours."
        ),
        "listing.no_chinese_title": _l("The Chinese title is missing. Write one in plain words."),
        "listing.no_mode": _l("No way of having it is offered. Choose at least one and give its price."),
        "listing.way_not_for_mode": _l("%(mode)s: the fee cannot be “%(way)s”. Choose another."),
        "listing.price_amount": _l("%(mode)s: the lump sum is missing."),
        "listing.price_instalments": _l(
            "%(mode)s: give at least two instalments, each with its amount and month."
        ),
        "listing.price_entry_fee": _l("%(mode)s: the entry fee is missing."),
        "listing.price_royalty": _l("%(mode)s: the royalty needs a rate and what it is a share of."),
        "listing.above_cap": _l(
            "An open licence should not cost more than %(wan)s ten-thousand yuan in fixed fees. Lower it or offer another licence."
        ),
        "listing.above_rate_cap": _l(
            "The royalty of an open licence on this base may be at most %(percent)s%%. Lower it or offer another licence."
        ),
        "listing.patent_dead": _l(
            "Patent %(number)s is no longer in force (%(status)s). It can be neither licensed nor assigned; take it out."
        ),
        "listing.lapse_pending": _l(
            "Patent %(number)s was not paid for in time and is about to lapse. Have it restored first."
        ),
        "listing.open_needs_grant": _l("Patent %(number)s is not granted yet and cannot be openly licensed."),
        "listing.open_fee_late": _l(
            "The annual fee of patent %(number)s is overdue. Pay it before you offer an open licence."
        ),
        "listing.may_not": _l("Patent %(number)s, %(mode)s: %(why)s"),
        "listing.note_may": _l("Patent %(number)s: %(why)s"),
        "listing.open_and_exclusive": _l(
            "An open licence and a sole or exclusive licence exclude each other. Keep one of them."
        ),
        "listing.open_in_force": _l(
            "An open-licence statement for patent %(number)s is in force, so no sole or exclusive licence can be "
            "offered. Withdraw the statement first."
        ),
        "listing.period_too_long": _l(
            "%(mode)s: the licence would outlive the patent, whose last day is %(last)s."
        ),
        "listing.secrecy_undeclared": _l("Declare that no secret or defence patent is among them."),
        "listing.ownership_undeclared": _l("Declare that your organisation is the registered owner."),
        "listing.abandonment_undeclared": _l(
            "Declare that you keep the patents alive until they have been taken over or the offer ends."
        ),
        "listing.co_owners_undeclared": _l("Say whether there are co-owners and whether they agree."),
        "listing.co_owners_needed": _l(
            "%(mode)s needs the agreement of all co-owners. Obtain it, or take this way out."
        ),
        "listing.reason_missing": _l("Choose the reason for sending it back."),
        "listing.note_application": _l(
            "%(number)s is an application. A licence follows the rules for know-how until it is granted."
        ),
        "listing.note_late": _l(
            "The annual fee of %(number)s is overdue. It must be paid before a contract."
        ),
        "listing.note_unknown": _l(
            "The legal status of %(number)s is not known here. Check the register first."
        ),
        "listing.note_zero_price": _l(
            "A transfer free of charge is a gift, with its own form and tax treatment."
        ),
        "listing.note_intended": _l(
            "The open licence is intended: the patent office has announced no statement yet, so it cannot be taken."
        ),
        "listing.unknown_patents": _l("These numbers are not among your organisation's patents: %(numbers)s"),
        "listing.bulk_nothing": _l("Choose at least one patent."),
        "listing.bulk_too_many": _l("Choose at most %(limit)s patents at a time."),
        "listing.changed_meanwhile": _l(
            "Somebody changed the listing after your page was made. What you typed is kept below: look at the listing, "
            "then save again to put yours in its place."
        ),
        "listing.not_one_owner": _l("Choose patents of one organisation at a time."),
        "listing.too_many_files": _l("A listing holds at most %(limit)s files. Remove one first."),
        "listing.bad_instalments": _l(
            "Write one instalment per line: the amount, then after how many months, such as “50000 6”."
        ),
    }
)
