"""The sentences of the tradability answer: each says what holds and, where something is missing, what to do."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "patent.act",
    {
        "open_licence": _l("Declare an open licence"),
        "licence_ordinary": _l("Give an ordinary licence"),
        "licence_sole": _l("Give a sole licence"),
        "licence_exclusive": _l("Give an exclusive licence"),
        "record_licence": _l("Record a licence"),
        "assign": _l("Assign the patent"),
        "pledge": _l("Pledge the patent"),
        "equity": _l("Contribute it as equity"),
        "abandon": _l("Abandon the patent"),
    },
)
register_names(
    "patent.verdict",
    {
        "allowed": _l("May be done"),
        "needs_consent": _l("Only with consent or on a condition"),
        "blocked": _l("May not be done"),
    },
)
register_names(
    "patent.line",
    {
        "ok": _l("In order"),
        "disclose": _l("Must be said"),
        "review": _l("A person must look"),
        "consent": _l("Consent or condition missing"),
        "blocked": _l("Forbidden"),
    },
)
register_sentences(
    {
        "may.secret": _l("The invention is secret or concerns defence; it is not dealt in here."),
        "may.not_secret": _l("The holder has stated that it is not secret."),
        "may.not_chinese": _l("This is not a Chinese right; Chinese rules and registers do not apply to it."),
        "may.chinese_only": _l(
            "CN only: this covers the Chinese patent, not the %(number)s related rights of other offices."
        ),
        "may.dead": _l("The right has ended (%(status)s); nothing can be granted from it."),
        "may.not_granted": _l("The grant has not been announced yet."),
        "may.application": _l(
            "Only an application so far: treated as know-how before publication, like a patent licence after it."
        ),
        "may.granted": _l("The grant was announced on %(day)s."),
        "may.in_force": _l("The right is granted and in force."),
        "may.lapse_pending": _l(
            "The late period is over and the fee unpaid; nothing may be done until the right is restored."
        ),
        "may.late": _l("The annual fee is overdue. Pay it with the surcharge first."),
        "may.pay_first": _l("The annual fee is overdue. Pay it before anything is concluded."),
        "may.fee_not_on_record": _l(
            "The annual fee of year %(year)s was due on %(day)s and no payment is recorded here: look at the register."
        ),
        "may.status_unknown": _l("The legal status is not known here. Look it up in the register first."),
        "may.partly_invalid": _l("Some claims were declared invalid; only the remaining claims count."),
        "may.status_old": _l(
            "The register was not seen within the last %(days)s days. Look it up again before you sign."
        ),
        "may.status_fresh": _l("The status was confirmed on %(day)s."),
        "may.beyond_life": _l("It would run beyond the last day of the right, %(day)s."),
        "may.within_life": _l("It can run to the last day of the right, %(day)s, if annual fees are paid."),
        "may.exclusive_in_force": _l("An exclusive licence is in force (%(licensee)s); any scope blocks."),
        "may.sole_in_force": _l("A sole licence is in force (%(licensee)s); any scope blocks."),
        "may.no_exclusive": _l("No exclusive or sole licence is in force."),
        "may.licence_conflict": _l("It would conflict with the licence of %(licensee)s."),
        "may.outside_scope": _l(
            "Possible only outside the licence of %(licensee)s. State territory and field to have it checked."
        ),
        "may.scope_unclear": _l(
            "Whether it meets the field of the licence of %(licensee)s must be compared by a person."
        ),
        "may.open_licensee_stays": _l(
            "%(licensee)s keeps its open licence; tell the other side that nobody else can be kept out of it."
        ),
        "may.no_conflict": _l("It conflicts with no licence in force."),
        "may.licences_survive": _l("%(number)s licences in force pass with it. List them in the contract."),
        "may.tell_licensees": _l("Tell the %(number)s licensees before you abandon it."),
        "may.no_licence": _l("No licence is in force."),
        "may.not_pledged": _l("It is not pledged."),
        "may.second_pledge": _l("It is pledged already; a second pledge is not registered."),
        "may.pledgee_agreed": _l("The pledgee has agreed."),
        "may.pledgee_needed": _l("It is pledged. Obtain the pledgee's written consent first."),
        "may.suspended": _l("Proceedings are suspended because ownership is disputed."),
        "may.preserved": _l("A court has preserved the right."),
        "may.no_hold": _l("Neither suspended nor preserved by a court."),
        "may.open_in_force": _l(
            "An open licence is in force; nothing exclusive until its withdrawal is announced."
        ),
        "may.withdraw_first": _l("An open licence is in force. Withdraw the statement first."),
        "may.pledgee_continues": _l(
            "An open licence is in force. The pledgee must agree in writing that it continues."
        ),
        "may.open_beside": _l("An open licence is in force and stays so beside this."),
        "may.invalidation_pending": _l("A request for invalidation is pending; say so to the other side."),
        "may.invalidation_informed": _l(
            "A request for invalidation is pending. The other side must know and agree in writing."
        ),
        "may.same_day_pending": _l(
            "An invention application of the same day is pending; this utility model will be given up for it."
        ),
        "may.same_day_informed": _l(
            "An invention application of the same day is pending. The other side must know and agree in writing."
        ),
        "may.not_registered": _l(
            "The organisation here does not stand in the register as patentee. Register the change first."
        ),
        "may.registered": _l("The holder here stands in the register as patentee."),
        "may.alone_by_agreement": _l("The co-owners' agreement allows one of them to do it alone."),
        "may.fee_shared": _l(
            "Each of the %(number)s co-owners may do it alone; the fees are shared among them."
        ),
        "may.co_owners_needed": _l("Still needed: the consent of %(names)s."),
        "may.co_owners_agreed": _l("All co-owners have agreed."),
        "may.export_check": _l(
            "The other side is abroad: look the technology up in the export catalogue before any talks."
        ),
        "may.programme_manager": _l(
            "Publicly funded (%(programme)s): the programme's manager must approve before it goes abroad."
        ),
        "may.funding_unknown": _l(
            "State whether public money paid for it; if so, the programme's manager must approve."
        ),
        "may.report_missing": _l(
            "A utility model or design needs a patent evaluation report. Obtain one and add it."
        ),
        "may.report_there": _l("Patent evaluation report %(number)s is there."),
        "may.report_positive": _l("The evaluation report found nothing against the grant."),
        "may.report_mixed": _l("The evaluation report objects to some claims; a person must look."),
        "may.report_negative": _l(
            "The evaluation report says that the conditions for the grant are not met."
        ),
        "may.report_may_be_asked": _l("The office may ask for a patent evaluation report."),
        "may.undertaking_needed": _l("The patentee must confirm in writing that nothing stands in the way."),
        "may.undertaking_given": _l("The patentee has confirmed in writing that nothing stands in the way."),
        "may.undertaking_refused": _l(
            "The patentee has not confirmed in writing that nothing stands in the way."
        ),
        "may.unknown_act": _l("There is no such act. Use one of: %(acts)s."),
        "may.ask_holder": _l("There is more to know than is public. Ask the holder."),
    }
)
