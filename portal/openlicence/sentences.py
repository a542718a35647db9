"""The sentences in which statements refuse."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_sentences

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
        "statement.left_open": _l(
            "The statement alone must say what is owed. Take out %(words)s and write what is paid, when and of what."
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
        "statement.period_before_grant": _l(
            "The licence period begins before the grant of %(grant)s. Let it begin on that day or later."
        ),
        "statement.period_over": _l("The licence period was over on %(last)s. Let it end later."),
        "statement.announcement_unproven": _l(
            "An announcement is recorded with its number, its date and a file that proves it."
        ),
        "statement.number_taken": _l("Another statement has this number. Compare it with the gazette."),
        "statement.announced_in_future": _l("The day of the announcement has not come yet."),
        "statement.announced_before_grant": _l("The announcement cannot be older than the grant."),
        "statement.withdrawal_unproven": _l(
            "A withdrawal is recorded with the day of its announcement and a file that proves it."
        ),
        "statement.withdrawal_date": _l(
            "The withdrawal is announced after the statement and not later than today."
        ),
        "statement.bad_instalments": _l(
            "Write one instalment per line: the amount in yuan, a space, the months after effect."
        ),
        "statement.not_editable": _l(
            "An announced statement cannot be changed. Withdraw it and declare anew."
        ),
        "statement.changed_meanwhile": _l(
            "Somebody changed the statement after your page was made. What you typed is kept below: look at the "
            "statement, then save again to put yours in its place."
        ),
        "statement.not_over": _l("The statement's period is not over."),
        "statement.fee_mixed": _l(
            "The fee mixes two kinds. Keep one kind of fee and clear the amounts that belong to another."
        ),
        "statement.bounds_reversed": _l("The least royalty is higher than the most. Swap or clear them."),
        "statement.formula_incomplete": _l(
            "A royalty needs what it is computed from, how often it is settled, within how many days it is paid, "
            "and who may look into the accounts."
        ),
        "statement.advertising": _l(
            "The statement must not advertise. Take out %(words)s; such words may stand in the listing."
        ),
        "statement.note_missing": _l("Explain briefly on what basis and how the fee was computed."),
        "statement.note_too_long": _l("The note on the fee may have %(longest)s characters at most."),
        "statement.undertaking_missing": _l(
            "Confirm the written undertaking that nothing in the rules forbids this open licence."
        ),
        "statement.co_owner_silent": _l(
            "Co-owner %(name)s has not agreed to exactly these terms. Ask for the consent by link."
        ),
        "statement.pledgee_silent": _l(
            "The patent is pledged and the pledgee %(name)s has not agreed to exactly these terms. Ask for the "
            "consent by link."
        ),
        "statement.co_owner_silent_withdrawal": _l(
            "Co-owner %(name)s has not agreed to the withdrawal. Ask for the consent by link."
        ),
        "statement.unsigned": _l("Enter the name and the position of the person who signs for the patentee."),
        "statement.changed_after_signing": _l(
            "What is written is not what was signed. Unlock the text and sign it again."
        ),
        "statement.undecided": _l(
            "Enter which body of the unit decided on the price, and the day, which has come."
        ),
        "statement.another": _l(
            "Another statement of this patent is signed, filed or in force. Its price cannot change: withdraw it first, "
            "then declare anew."
        ),
        "statement.publicity_missing": _l("There is no publicity notice. Publicise the decided price first."),
        "statement.publicity_not_needed": _l("This owner needs no publicity; the statement can be filed."),
        "statement.publicity_needed": _l(
            "A state university or institute publicises exactly this price for its full time before filing."
        ),
        "statement.publicity_running": _l(
            "The publicity lasts to %(last)s; the statement is ready on the day after."
        ),
        "statement.objection_open": _l(
            "The clock stands still: an objection is not decided yet. Decide on it with a reason."
        ),
        "statement.objection_upheld": _l(
            "An objection was upheld. Unlock the text, change the price and publicise it again."
        ),
        "statement.filed_in_publicity": _l(
            "The price was public to %(last)s: nothing can have been filed before the day after."
        ),
        "statement.receipt_missing": _l(
            "Enter number and day of the office's receipt and attach it. The holder or a licensed patent agency "
            "files; the portal never does."
        ),
        "statement.receipt_date": _l(
            "The day of filing is not before the signature and not later than today."
        ),
        "statement.reason_missing": _l("Say the reason."),
        "statement.announced_before_title": _l(
            "The right came to its owner on %(day)s; an announcement of an earlier day is not the owner's."
        ),
        "statement.announced_before_filing": _l("The announcement cannot be older than the filing."),
        "statement.consents_untold": _l(
            "Say of the consents of %(names)s whether they are shown here; an announced statement is entered either way."
        ),
        "statement.consents_of": _l("All must have agreed: %(names)s."),
        "statement.publicity_untold": _l(
            "Say whether the decision and the publicity of the price are shown here; an announced statement is entered "
            "either way."
        ),
        "statement.earlier_missing": _l("Attach what shows it, or say that it is not shown here."),
        "statement.all_shown": _l("Everything is shown already."),
        "statement.shown.consents": _l("The co-owners' consents of before the announcement are on file."),
        "statement.shown.publicity": _l(
            "The decision and the publicity of the price of before the announcement are on file."
        ),
        "statement.unshown.consents": _l(
            "The office announced this statement before it was entered here; the co-owners' consents are not shown here. "
            "Attach them."
        ),
        "statement.unshown.publicity": _l(
            "The office announced this statement before it was entered here; the decision and the publicity of its price "
            "are not shown here. Attach them."
        ),
        "statement.unshown.report": _l(
            "The office announced this statement before it was entered here; the evaluation report is not recorded here. "
            "Record it among the facts."
        ),
        "statement.not_hindered": _l("Nothing hinders this statement."),
        "statement.withdrawal_reason": _l(
            "A withdrawal is in writing and without conditions. Enter its reason and the day on which it was filed."
        ),
        "consent.no_such_party": _l("Nobody of that name has to agree."),
        "consent.throttled": _l("Too many attempts. Wait a while and open the link again."),
        "objection.no_reason": _l("Say why you decide so."),
        "objection.throttled": _l("Too many objections from this place. Wait a while."),
        "consent.bad_email": _l(
            "This is no e-mail address. Correct it, or leave it empty and pass the link on."
        ),
        "papers.how_many": _l("Tick between 1 and %(most)s statements."),
        "papers.one_owner": _l("Tick statements of one owner only."),
        "statement.no_sheet": _l("Choose the sheet."),
        "statement.sheet_incomplete": _l("The row needs patent number, statement number and day."),
        "statement.sheet_too_long": _l("A statement number has %(longest)s characters at most."),
        "statement.sheet_number": _l("This is no valid Chinese patent number."),
        "statement.sheet_not_filed": _l("No filed statement of yours is for this patent."),
        "statement.sheet_differs": _l(
            "The statement is on record under %(number)s already, or with another day. Compare it with the gazette."
        ),
        "statement.sheet_taken": _l("Another statement has this number, or is in force for this patent."),
    }
)
