"""The sentences in which something about a rescue, a takeover or a reserve is refused or told."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_sentences
from portal.parameters.said import stated

register_sentences(
    {
        "rescue.way_missing": _l(
            "Say which is meant: a written declaration of abandonment, or stopping to pay. The law treats them "
            "differently."
        ),
        "rescue.has_ended": _l(
            "The right has ended: it can be neither handed over nor priced any more. It may be shown as public-domain "
            "technology."
        ),
        "rescue.not_the_owner": _l("Only the registered owner can give a patent up."),
        "rescue.co_owners_undeclared": _l("Say whether there are co-owners."),
        "rescue.co_owners_missing": _l(
            "All co-owners must sign an abandonment, and it is always of the whole patent. Ask them first."
        ),
        "rescue.undertaking_missing": _l(
            "Undertake not to file the abandonment before the calls are over; otherwise nobody can rely on them."
        ),
        "rescue.clock_unknown": _l(
            "How long the patent can still be saved is not known. Add its filing and grant date first."
        ),
        "rescue.missing.reason": _l("Choose a reason."),
        "rescue.missing.decided_on": _l("Give the day on which it was decided, not later than today."),
        "rescue.missing.fee_payer": _l("Say who pays the next annual fee."),
        "rescue.missing.secrecy": _l("Say who may know of the intention."),
        "rescue.missing.contact": _l("Give a contact for those who would take the patent over."),
        "rescue.missing.authorised": _l(
            "Confirm that you may act for the owner and that the portal may call the patent out in its name."
        ),
        "rescue.inventors_not_told": _l(
            "A university or institute tells the inventors first. Give the day on which that was done."
        ),
        "rescue.decision_missing": _l("Give the number or minutes of the internal decision."),
        "rescue.state_decision_missing": _l(
            "A state-owned enterprise needs its internal decision and the basis of the price on record, even where the "
            "price is nothing."
        ),
        "rescue.statement_in_force": _l(
            "An open-licence statement stands for this patent. Withdraw it before giving the patent up or handing it "
            "over."
        ),
        "rescue.licensees_undeclared": _l("Say whether anybody holds a licence."),
        "rescue.licensees_not_told": _l(
            "Licensees must be told before the patent is given up: whoever licenses has to keep the patent alive."
        ),
        "rescue.too_late": _l(
            "A transfer had to begin by %(limit)s to be registered before the last safe day, %(safe)s. Pay the annual "
            "fee first, then there is time again."
        ),
        "rescue.reason_missing": _l("Give a reason; those concerned will read it."),
        "rescue.call_running": _l("This call runs until %(until)s."),
        "rescue.inventors_only": _l("This patent is offered to its inventors only."),
        "rescue.kept_secret": _l("The owner does not want this intention to be public."),
        "rescue.no_such_offer": _l("This offer no longer stands. Choose another one."),
        "rescue.not_called": _l(
            "Only verified organisations that were called can offer to take it; once the public call begins, every "
            "verified organisation can."
        ),
        "rescue.offered_already": _l(
            "Your organisation has an offer standing already. Take it back before making another."
        ),
        "rescue.not_lost": _l("The last safe day has not passed."),
        "rescue.still_in_force": _l(
            "The right is still in force, or the way it ended leaves nothing to everybody."
        ),
        "rescue.answer_closed": _l("Your answer was given before, or the call is over."),
        "rescue.bad_inventors": _l("Write one inventor per line: the name, a space, the e-mail address."),
        "rescue.declared_already": _l("There is a live intention for these patents already."),
        "rescue.nothing_chosen": _l("Choose at least one of your patents."),
        "takeover.contract_unproven": _l("Give the day of the contract and attach it."),
        "takeover.contract_in_future": _l("The day of the contract has not come yet."),
        "takeover.zero_price_unread": _l(
            "For nothing it is a gift: confirm that you have read what that means for tax and supervision."
        ),
        "takeover.not_publicised": stated(
            _l(
                "A state university or institute publicises name and price inside for %(openlicence.publicity_days)s before it signs. Enter the first day and attach the notice."
            )
        ),
        "takeover.publicised_before_filing": _l(
            "The notice of the price cannot begin before the patent was filed, on %(day)s. Look at its first day again."
        ),
        "takeover.publicity_running": _l(
            "The notice of the price lasts to %(last)s: the contract can be signed from the day after."
        ),
        "takeover.grant_back_missing": _l(
            "Say whether the former owner may go on using the invention. If the contract is silent, the new owner may "
            "forbid it."
        ),
        "takeover.licences_unconfirmed": _l(
            "Confirm the schedule of licences that go along with the patent."
        ),
        "takeover.inventors_pending": _l(
            "The inventors may take it first on equal terms. Wait until each has answered or the days of silence are "
            "over."
        ),
        "takeover.statement_on_title_day": _l(
            "On that day an open-licence statement still stood for this patent. The title passes after its withdrawal was announced."
        ),
        "takeover.statement_in_force": _l(
            "An open-licence statement stands for this patent. Its withdrawal must be announced before the assignment."
        ),
        "takeover.filing_date": _l("The request is filed after the contract and not later than today."),
        "takeover.fee_late": stated(
            _l(
                "The fee of the change is paid within %(reserve.request_fee_months)s of the request; otherwise the request counts as not filed."
            )
        ),
        "takeover.title_unproven": _l("Give the dispatch day of the office’s notice and attach it."),
        "takeover.title_date": _l("The title passes after the filing and not later than today."),
        "takeover.right_ended": _l(
            "The annual fee was not paid in time and the right has ended: there is nothing left to register."
        ),
        "reserve.none": _l("Your organisation keeps no reserve."),
        "reserve.not_a_centre": _l("Choose a verified patent operation centre that keeps no reserve yet."),
        "reserve.split_not_whole": _l("The three shares must add up to 100 per cent."),
        "reserve.above_ceiling": _l("That is above the ceiling for one patent: %(left)s yuan are left."),
        "reserve.above_budget": _l("That is above the budget of the reserve: %(left)s yuan are left."),
        "reserve.fee_of_others": _l(
            "Only an officer of the operation centre itself can say that its reserve paid. Choose who else paid."
        ),
        "reserve.fee_nothing": _l("Give the sum that the reserve paid; it is more than nothing."),
        "reserve.fee_not_next": _l(
            "A reserve pays the annual fee that is next due on that day and no other."
        ),
        "reserve.fee_too_much": _l(
            "That is more than was payable for the year on that day, surcharge included: %(due)s yuan."
        ),
        "reserve.no_route": _l("Choose one of the routes."),
        "reserve.day_to_come": _l("The day has not come yet."),
        "reserve.day_before_opening": _l(
            "The day lies before the reserve was opened, on %(day)s. Nothing was booked for it then."
        ),
        "reserve.proceeds_far_above": stated(
            _l(
                "That is more than the budget of the reserve %(reserve.proceeds_most_times)s times over. Check the sum; where it is right, ask the operator to raise the limit."
            )
        ),
        "reserve.already_listed": _l("The patent stands in a listing already."),
        "reserve.not_to_release": stated(
            _l(
                "A patent is released after reviews in a row at a loss (%(reserve.losses_to_release)s of them), or once its sunset day has passed."
            )
        ),
        "reserve.title_date": _l("Give the day on which the title passed, after it came into the reserve."),
        "reserve.told.release": _l("A patent in your reserve should be released"),
        "rescue.told.declared": _l("“%(title)s” is to be abandoned: please screen it"),
        "rescue.told.call_opened": _l("“%(title)s” is called out for whoever would take it over"),
        "rescue.told.you_are_called": _l("“%(title)s” would be abandoned: you can take it over"),
        "rescue.told.let_go": _l("Decided: “%(title)s” is let go"),
        "rescue.told.nobody_came": _l("The calls for “%(title)s” ended without a taker"),
        "rescue.told.lost": _l("The last safe day of “%(title)s” has passed"),
        "rescue.told.public_domain": _l("“%(title)s” is shown as public-domain technology"),
        "rescue.told.alarm": _l("The last day to save “%(title)s” is near"),
        "rescue.told.offered": _l("Somebody offers to take “%(title)s” over"),
        "rescue.told.accepted": _l("Your offer for “%(title)s” was accepted"),
        "rescue.told.takeover_signed": _l("The contract on “%(title)s” is signed"),
        "rescue.told.takeover_filed": _l("The change of owner of “%(title)s” is filed with the office"),
        "rescue.told.takeover_to_confirm": _l(
            "“%(title)s”: the registration of the new owner is entered, please confirm it"
        ),
        "rescue.told.takeover_sent_back": _l("“%(title)s”: the entry of the registration was sent back"),
        "rescue.told.takeover_registered": _l("“%(title)s” has a new owner: the title has passed"),
        "rescue.told.takeover_failed": _l("The takeover of “%(title)s” came to nothing"),
        "reserve.no_buyer": _l("Name the new owner as it stands in the register."),
        "reserve.bad_uscc": _l("This code is not right: 18 characters, the last of which checks the others."),
    }
)
