"""Why a step of a deal is refused, and what the desks of those concerned are told."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_sentences

register_sentences(
    {
        "deal.pilot": _l(
            "This is a pilot statement without statutory effect: ask the patentee for a contract."
        ),
        "deal.statement_withdrawn": _l(
            "The withdrawal of the statement was announced before the licence could take effect."
        ),
        "deal.statement_expired": _l("The statement's period ended before the licence could take effect."),
        "deal.not_announced": _l(
            "The office has not announced this statement, or it has ended. It cannot be accepted now."
        ),
        "deal.right_invalid": _l(
            "The patent was declared invalid: it counts as never having existed, and nothing more falls due. What was "
            "performed before that is as a rule not undone (Patent Law 47)."
        ),
        "deal.right_ended": _l(
            "The patent is no longer in force: nothing more falls due under this licence, and it cannot be recorded."
        ),
        "deal.patent_ended": _l("The patent is no longer in force, or its annual fee is late."),
        "deal.own_patent": _l("This patent is your own: you need no licence."),
        "deal.licensee_unverified": _l(
            "Your organisation is not verified yet. Complete its particulars and wait for the operator's decision."
        ),
        "deal.licensee_kind": _l(
            "Choose an enterprise, university or institute that will work the patent itself."
        ),
        "deal.licensee_foreign": _l(
            "For a licensee from outside mainland China the technology-export rules come first. Ask the operator."
        ),
        "deal.terms_changed": _l("The terms are no longer those that you were shown. Begin again."),
        "deal.terms_not_confirmed": _l(
            "Read both the plain and the legal terms to the end and tick both boxes."
        ),
        "deal.notice_unsigned": _l("Enter the name of the person who signs, and tick the box."),
        "deal.wrong_amount": _l("The amount is not the one that was announced."),
        "deal.not_paid": _l("The notice has not arrived, or what is due has not been paid."),
        "deal.not_lapsed": _l("The time to pay is not over."),
        "deal.not_ended": _l("The licence period is not over."),
        "deal.receipt_too_early": _l(
            "A recordal cannot have been filed before the licence took effect, nor confirmed before it was filed. Enter %(day)s or a later day."
        ),
        "deal.receipt_missing": _l("Enter the office's number and a day that has come."),
        "deal.objection_empty": _l("Write what you object to."),
        "deal.broker_consents_missing": _l(
            "A broker for both sides needs the consent of both before starting. Wait until both have agreed."
        ),
        "deal.broker_role_missing": _l("Say whether you act as intermediary or as agent."),
        "deal.mandate_accepted": _l("The mandate is accepted already."),
        "deal.mandate_first": _l("Accept the mandate before you record a commission."),
        "deal.commission_unclear": _l(
            "Say how the commission is computed, its amount or rate, and who pays it."
        ),
        "deal.commission_of_nothing": _l(
            "Nothing is paid for a free licence: agree on a fixed sum or on no commission."
        ),
        "deal.commission_nothing_to_confirm": _l("There is no commission to confirm."),
        "deal.commission_confirmed": _l("The payer has confirmed the commission: it is no longer changed."),
        "deal.commission_other_payer": _l("The other side pays this commission and confirms it."),
        "deal.no_broker": _l("There is no broker on this deal."),
        "deal.broker_unverified": _l("Only a broker whom the operator has verified can be assigned."),
        "deal.broker_conflict": _l("This broker belongs to one of the parties. Choose another."),
        "deal.no_organisation": _l("Your account may not act for an organisation that can take the licence."),
    }
)
register_sentences(
    {
        "deal.told.frozen": _l(
            "The acceptance of %(patent)s by %(licensee)s is frozen: a fact of the patent forbids it for now."
        ),
        "deal.told.unfrozen": _l("The acceptance of %(patent)s by %(licensee)s may go on."),
        "deal.told.right_ended": _l(
            "The patent %(patent)s has ended: pay nothing more for the licence of %(licensee)s; its page says why."
        ),
        "deal.told.right_back": _l(
            "The patent %(patent)s is in force after all: the licence of %(licensee)s goes on."
        ),
        "deal.told.shortened": _l(
            "The patent %(patent)s ends earlier than the register first said; the licence of %(licensee)s ends with it."
        ),
        "deal.told.opened": _l("%(licensee)s began to take the open licence of %(patent)s."),
        "deal.told.terms_confirmed": _l(
            "%(licensee)s confirmed the terms of the open licence of %(patent)s."
        ),
        "deal.told.notice_arrived": _l("The written notice of %(licensee)s for %(patent)s arrived."),
        "deal.told.payment_settled": _l("The fee for %(patent)s was paid by %(licensee)s."),
        "deal.told.took_effect": _l("The licence of %(licensee)s to use %(patent)s took effect."),
        "deal.told.papers_made": _l("The proof of licence for %(patent)s is ready."),
        "deal.told.cancelled": _l("%(licensee)s gave up before giving notice for %(patent)s."),
        "deal.told.lapsed": _l("The notice of %(licensee)s for %(patent)s lapsed: it was not paid in time."),
        "deal.told.failed": _l(
            "The licence of %(patent)s for %(licensee)s could not take effect: the statement ended first."
        ),
        "deal.told.ended": _l("The licence of %(licensee)s to use %(patent)s ended with its period."),
        "deal.told.recordal_filed": _l("The recordal of the licence of %(patent)s was filed."),
        "deal.told.recorded": _l("The licence of %(patent)s to %(licensee)s was recorded by CNIPA."),
        "deal.told.recordal_reminder": _l("The recordal of the licence of %(patent)s is due soon."),
        "deal.told.objected": _l("The patentee put an objection on record about the licence of %(patent)s."),
        "deal.told.money_came_late": _l("Money came for the closed deal on %(patent)s and goes back."),
        "deal.told.effect_in_doubt": _l(
            "The withdrawal for %(patent)s was announced on or before the day of effect; the operator looks into it."
        ),
        "deal.told.broker_requested": _l("A broker was asked for in the deal on %(patent)s."),
        "deal.told.broker_assigned": _l("A broker was assigned to the deal on %(patent)s."),
        "deal.told.broker_consent": _l("One side agreed to the broker in the deal on %(patent)s."),
        "deal.told.mandate_accepted": _l("The broker accepted the mandate in the deal on %(patent)s."),
        "deal.told.mandate_declined": _l("The broker declined the mandate in the deal on %(patent)s."),
        "deal.told.commission_agreed": _l("A commission was recorded in the deal on %(patent)s."),
        "deal.told.commission_confirmed": _l("The commission in the deal on %(patent)s was confirmed."),
        "deal.told.task_added": _l("There is a new task in the deal on %(patent)s."),
        "deal.task_day_past": _l("The day has passed already. Choose today or a later one."),
        "deal.told.note_added": _l("There is a new note in the deal on %(patent)s."),
        "deal.told.request_met": _l("The operator assigned %(broker)s as your broker."),
        "deal.told.listing_assigned": _l("The operator assigned you to a listing as broker."),
    }
)
