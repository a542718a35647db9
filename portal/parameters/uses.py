"""What each figure of the law is used for, one sentence each."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "parameter.use",
    {
        "annuity.I": _l("What is due for each year of the patent."),
        "annuity.U": _l("What is due for each year of the patent."),
        "annuity.D": _l("What is due for each year of the patent."),
        "annuity.compensation_year": _l("What is due for each year of a compensated term."),
        "annuity.late_rates": _l("What is added to a fee that is paid late, of the full fee."),
        "annuity.lapse_decision_months": _l("When a lapse has to be expected."),
        "annuity.gazette_months": _l("When a lapse appears in the gazette."),
        "annuity.restoration_months": _l("Until when a lapsed patent can be restored."),
        "annuity.restoration_fee": _l("What a restoration costs beside the fees that are owed."),
        "annuity.reduction.single": _l(
            "By how much the annual fees of one who was granted a reduction are lower."
        ),
        "annuity.reduction.joint": _l(
            "By how much the annual fees of several who were granted a reduction are lower."
        ),
        "annuity.reduction.years": _l("For which years a reduction holds."),
        "annuity.reduction.open_licence": _l(
            "By how much annual fees are lower while an open licence is in force."
        ),
        "annuity.reminder_days": _l("On which days before the last one the holder is reminded."),
        "term.I": _l("How long the right lasts from its filing date."),
        "term.U": _l("How long the right lasts from its filing date."),
        "term.D": _l("How long the right lasts from its filing date."),
        "openlicence.cap.fixed": _l("The highest fixed fee of an open-licence statement."),
        "openlicence.cap.net_sales": _l("The highest royalty rate of an open-licence statement."),
        "openlicence.cap.profit": _l("The highest royalty rate of an open-licence statement."),
        "openlicence.note_max_chars": _l("How long the note beside a statement may be."),
        "openlicence.publicity_days": _l(
            "How long a state university shows its decision before the statement is filed."
        ),
        "openlicence.banned_words": _l("Words that a statement may not contain."),
        "openlicence.negotiation_words": _l("Words with which a statement would leave its price open."),
        "openlicence.short_period_years": _l("Below this the holder is asked whether the period is meant."),
        "openlicence.tax_period_years": _l("Below this the holder is told that tax relief is lost."),
        "recordal.months": _l("From the day of effect to the last day of recordal."),
        "recordal.reminder_days": _l("On which days before the last one the parties are reminded."),
        "listing.status_max_age_days": _l("A status known longer ago is looked up again before publication."),
        "deal.status_max_age_days": _l("A status known longer ago is looked up again before a deal."),
        "listing.fresh_months": _l("From its confirmation to the day on which it leaves the search."),
        "listing.reminder_days": _l("On which days before the last one the holder is reminded."),
        "deal.notice_lapse_days": _l("After this an unpaid notice of taking a licence lapses."),
        "reserve.register_days": _l("A rescue must begin so many days before the patent would be lost."),
        "reserve.alarm_days": _l("On which days before the last safe one those in charge are told."),
        "reserve.call_days.inventors": _l("How long the first call of a rescue is open."),
        "reserve.call_days.matched": _l("How long the second call of a rescue is open."),
        "reserve.call_days.public": _l("How long the third call of a rescue is open."),
        "reserve.sunset_months": _l("After this a reserve decides anew or lets the patent go."),
        "reserve.minimum_life_years": _l("A patent with less life left is not taken into a reserve."),
        "reserve.near_days": _l("From then on the alarm of a rescue also reaches everybody who was called."),
        "reserve.full_life_years": _l(
            "A patent with as much life left earns every point for it when it is screened."
        ),
        "reserve.request_fee_months": _l("Paid later, the request to change the owner counts as not filed."),
        "inventory.link_days": _l("An inventor's link works at least as long, however near the due day is."),
        "inventory.link_days_after_due": _l("How long after the due day an inventor may still answer."),
        "openlicence.consent_days": _l("How long a co-owner or pledgee may answer by the link."),
        "openlicence.far_above": _l(
            "A fixed fee of more than so many times the published mean gets a warning."
        ),
        "openlicence.far_below": _l(
            "A fixed fee of less than this part of the published mean gets a warning."
        ),
        "inventory.tier_years": _l("After how many idle years a patent moves to the next tier."),
        "inventory.grade_from.a": _l("From so many points on a sleeping patent has this grade."),
        "inventory.grade_from.b": _l("From so many points on a sleeping patent has this grade."),
        "inventory.grade_from.c": _l("From so many points on a sleeping patent has this grade."),
        "inventory.points.self": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points.scores": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points.readiness": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points.life": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points.interest": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points.help": _l("What this part gives at most when a sleeping patent is graded."),
        "inventory.points_off_each_constraint": _l(
            "Taken from the sum for each constraint that the inventor names."
        ),
        "inventory.points_off_unwilling": _l(
            "Taken from the sum where the inventor does not want it put to use."
        ),
        "inventory.many_views": _l(
            "So many views of the last 365 days earn a third of the points for interest."
        ),
        "preemption.silence_days": _l("After so many days without an answer the right counts as not used."),
        "pricing.own_deals_minimum": _l("Below this the portal shows no figures of its own deals."),
        "commission.tiers": _l("What the commission calculator begins with."),
        "tax.transfer_exempt": _l(
            "Up to this amount income from technology transfer is free of enterprise income tax."
        ),
        "tax.enterprise_rate": _l("The rate above the exempt amount is half of this."),
        "reward.floor": _l("What the reward calculator takes where nothing was agreed."),
        "contract.deposit_cap": _l("A deposit above this share of the price has no effect as a deposit."),
        "annuity.late_sighting_days": _l(
            "A late period that was told of longer after the due day says nothing of that year's fee."
        ),
        "annuity.soon_months": _l("How far ahead the desk, the calendar and the payment list look."),
        "inventory.trial_months": _l("What a trial licence drafted by the inventory begins with."),
        "inventory.most_letters": _l("After so many letters of one inventory the inventor is left in peace."),
        "inventory.reminder_days": _l(
            "On which days before the due day an inventor who has not answered is reminded."
        ),
        "inventory.self_use_years": _l(
            "From then on the regulations of Beijing and Zhejiang let the inventors work it themselves."
        ),
        "inventory.compulsory_years_from_grant": _l(
            "Unworked until then, and until the years from the filing are over, it may be a ground."
        ),
        "inventory.compulsory_years_from_filing": _l(
            "Unworked until then, and until the years from the grant are over, it may be a ground."
        ),
        "inventory.state_use_years": _l(
            "Publicly funded and unworked for so long, it may be worked by others free of charge."
        ),
        "listing.review_days": _l("What the portal promises whoever submits a listing."),
        "reserve.losses_to_release": _l(
            "After so many reviews in a row at a loss a reserve should let a patent go."
        ),
        "reserve.proceeds_most_times": _l(
            "Proceeds above so many times the budget of their reserve are taken for a slip of the keyboard."
        ),
        "reserve.points.life": _l("What this part gives at most when a patent to be abandoned is screened."),
        "reserve.points.cost": _l("What this part gives at most when a patent to be abandoned is screened."),
        "reserve.points.family": _l(
            "What this part gives at most when a patent to be abandoned is screened."
        ),
        "reserve.points.demand": _l(
            "What this part gives at most when a patent to be abandoned is screened."
        ),
        "reserve.points.risk": _l("What this part gives at most when a patent to be abandoned is screened."),
        "reserve.points_off_each_risk": _l("Taken from the points for few legal risks."),
        "reserve.points_of_demand.listings": _l(
            "Counted for each sign of demand, up to the most for demand."
        ),
        "reserve.points_of_demand.enterprises": _l(
            "Counted for each sign of demand, up to the most for demand."
        ),
        "reserve.points_of_demand.searches": _l(
            "Counted for each sign of demand, up to the most for demand."
        ),
        "reserve.dear_fees": _l(
            "With as much still to pay until its end, a patent earns no points for low fees."
        ),
        "reserve.rescue_from": _l("The operator decides; this is what the portal proposes."),
        "reserve.offer_from": _l("The operator decides; this is what the portal proposes."),
    },
)
