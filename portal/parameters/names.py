"""What each figure of the law is called and used for, and the words of its refusals."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "parameter.family",
    {
        "annuity": _l("Annual fees"),
        "term": _l("Term of protection"),
        "openlicence": _l("Open licence"),
        "recordal": _l("Recordal"),
        "listing": _l("Listings"),
        "deal": _l("Deals"),
        "reserve": _l("Rescue and reserve"),
        "inventory": _l("Inventory of sleeping patents"),
        "preemption": _l("Right of first refusal"),
        "pricing": _l("Price evidence"),
        "commission": _l("Commission"),
        "tax": _l("Taxes"),
        "reward": _l("Rewards"),
        "contract": _l("Contracts"),
    },
)
register_names(
    "parameter.key",
    {
        "annuity.I": _l("Annual fees of an invention patent"),
        "annuity.U": _l("Annual fees of a utility model"),
        "annuity.D": _l("Annual fees of a design"),
        "annuity.compensation_year": _l("Annual fee of a year of compensated term"),
        "annuity.late_rates": _l("Surcharge by month of the late period"),
        "annuity.lapse_decision_months": _l("From the end of the late period to the decision on lapse"),
        "annuity.gazette_months": _l("From the decision on lapse to the gazette"),
        "annuity.restoration_months": _l("Time to ask for restoration"),
        "annuity.restoration_fee": _l("Fee for restoration"),
        "annuity.reduction.single": _l("Reduction for one applicant"),
        "annuity.reduction.joint": _l("Reduction for joint applicants"),
        "annuity.reduction.years": _l("Years of reduced fees from the year of grant"),
        "annuity.reduction.open_licence": _l("Reduction during an open licence"),
        "annuity.reminder_days": _l("Reminders before an annual fee is due"),
        "term.I": _l("Term of an invention patent"),
        "term.U": _l("Term of a utility model"),
        "term.D": _l("Term of a design, by filing date"),
        "openlicence.cap.fixed": _l("Ceiling of a fixed fee"),
        "openlicence.cap.net_sales": _l("Ceiling of a royalty on net sales"),
        "openlicence.cap.profit": _l("Ceiling of a royalty on profit"),
        "openlicence.note_max_chars": _l("Longest note on the basis of the fee"),
        "openlicence.publicity_days": _l("Days of internal publicity"),
        "openlicence.banned_words": _l("Words of promotion"),
        "openlicence.negotiation_words": _l("Words of negotiation"),
        "openlicence.short_period_years": _l("Shortest usual licence period"),
        "openlicence.tax_period_years": _l("Licence period that tax relief asks for"),
        "recordal.months": _l("Time to record a licence"),
        "recordal.reminder_days": _l("Reminders before recordal is due"),
        "listing.status_max_age_days": _l("Oldest legal status for a listing"),
        "deal.status_max_age_days": _l("Oldest legal status for a deal"),
        "listing.fresh_months": _l("How long a confirmed listing is shown"),
        "listing.reminder_days": _l("Reminders before a listing ends"),
        "deal.notice_lapse_days": _l("How long an unpaid notice lasts"),
        "reserve.register_days": _l("Days that the register takes for a transfer"),
        "reserve.alarm_days": _l("Alarms before a patent in rescue is lost"),
        "reserve.call_days.inventors": _l("Days that the inventors are asked"),
        "reserve.call_days.matched": _l("Days that matched enterprises are asked"),
        "reserve.call_days.public": _l("Days of the public call"),
        "reserve.sunset_months": _l("How long a reserve holds a patent"),
        "reserve.minimum_life_years": _l("Least remaining life for a reserve"),
        "reserve.near_days": _l("Days before the last safe one when those called are told too"),
        "reserve.full_life_years": _l("Remaining life that earns every point of the screening"),
        "reserve.request_fee_months": _l("Time to pay for a change of owner"),
        "inventory.tier_years": _l("Tiers of sleep"),
        "inventory.link_days": _l("Shortest life of an inventor's link"),
        "inventory.link_days_after_due": _l("Life of an inventor's link after the due day"),
        "openlicence.consent_days": _l("Life of a link for a consent"),
        "openlicence.far_above": _l("How far a price may be above the published mean"),
        "openlicence.far_below": _l("How far a price may be below the published mean"),
        "preemption.silence_days": _l("Silence on a right of first refusal"),
        "pricing.own_deals_minimum": _l("Fewest own deals for a price statistic"),
        "commission.tiers": _l("Usual commission by amount of the contract"),
        "tax.transfer_exempt": _l("Income from technology transfer free of tax"),
        "tax.enterprise_rate": _l("Rate of enterprise income tax"),
        "reward.floor": _l("Least share of the inventors"),
        "contract.deposit_cap": _l("Highest deposit of a contract"),
        "annuity.late_sighting_days": _l("How long a sighting of a late fee counts"),
        "annuity.soon_months": _l("Annual fees that are due soon"),
        "inventory.grade_from.a": _l("Points for grade A"),
        "inventory.grade_from.b": _l("Points for grade B"),
        "inventory.grade_from.c": _l("Points for grade C"),
        "inventory.points.self": _l("Grade: most for the inventor's own grade"),
        "inventory.points.scores": _l("Grade: most for the legal, technical and economic marks"),
        "inventory.points.readiness": _l("Grade: most for technology readiness"),
        "inventory.points.life": _l("Grade: most for remaining life"),
        "inventory.points.interest": _l("Grade: most for deals, broker requests and views"),
        "inventory.points.help": _l("Grade: most for know-how and proofs"),
        "inventory.points_off_each_constraint": _l("Grade: points off for each constraint"),
        "inventory.points_off_unwilling": _l("Grade: points off where the inventor is not willing"),
        "inventory.many_views": _l("Grade: views that count as interest"),
        "inventory.trial_months": _l("Length of a trial licence"),
        "inventory.most_letters": _l("Most letters to an inventor"),
        "inventory.reminder_days": _l("Reminders to inventors"),
        "inventory.self_use_years": _l("Idle years until inventors may work it"),
        "inventory.compulsory_years_from_grant": _l("Compulsory licence: years from the grant"),
        "inventory.compulsory_years_from_filing": _l("Compulsory licence: years from the filing"),
        "inventory.state_use_years": _l("Idle years until the State may have it worked"),
        "listing.review_days": _l("Time for the operator's review"),
        "reserve.losses_to_release": _l("Reviews at a loss until release"),
        "reserve.proceeds_most_times": _l("Most proceeds booked at once, as a multiple of the budget"),
        "reserve.points.life": _l("Screening: most for remaining life"),
        "reserve.points.cost": _l("Screening: most for low fees"),
        "reserve.points.family": _l("Screening: points for a family abroad"),
        "reserve.points.demand": _l("Screening: most for demand"),
        "reserve.points.risk": _l("Screening: most for few legal risks"),
        "reserve.points_off_each_risk": _l("Screening: points off for each legal risk"),
        "reserve.points_of_demand.listings": _l("Screening: points for a like listing"),
        "reserve.points_of_demand.enterprises": _l("Screening: points for an enterprise in the field"),
        "reserve.points_of_demand.searches": _l("Screening: points for a kept search"),
        "reserve.dear_fees": _l("Screening: fees that earn nothing"),
        "reserve.rescue_from": _l("Screening: score from which a rescue is proposed"),
        "reserve.offer_from": _l("Screening: score from which inventors are offered it"),
    },
)
register_names(
    "parameter.typing",
    {
        "fen": _l("In yuan, such as 1200 or 3.5万; 0 where nothing is due."),
        "fen_by_year": _l("In yuan, one year on each line, from the first year on."),
        "basis_points": _l("In per cent, such as 20 or 12.5."),
        "basis_points_by_month": _l("In per cent, one month on each line, from the first month on."),
        "months": _l("A whole number of months."),
        "days": _l("A whole number of days."),
        "years": _l("A whole number of years."),
        "characters": _l("A whole number of characters."),
        "count": _l("A whole number."),
        "points": _l("A whole number of points."),
        "working_days": _l("A whole number of working days."),
        "days_list": _l("Numbers of days, with commas between them."),
        "years_list": _l("Numbers of years, with commas between them."),
        "words": _l("One word or phrase on each line."),
        "tiers": _l(
            "One tier on each line: up to which amount in yuan, a colon, the rate. The last line begins with *."
        ),
    },
)
register_names(
    "parameter.standing",
    {"past": _l("Past"), "in_force": _l("In force today"), "future": _l("Still to come")},
)
register_names(
    "rule_parameter.event",
    {
        "added": _l("New validity added"),
        "corrected": _l("Value corrected"),
        "replaced": _l("Replaced by a correction"),
        "withdrawn": _l("Withdrawn before it began"),
    },
)
register_names("thing", {"rule_parameter": _l("Figures of the law")})
register_sentences(
    {
        "parameter.percent": _l(
            "Write a rate between 0 and 100 per cent with at most two decimals, such as 12.5."
        ),
        "parameter.count": _l("Write a whole number from %(least)s to %(most)s."),
        "parameter.empty": _l("Write at least one."),
        "parameter.as_many": _l("There must be %(wanted)s of them, as now; you wrote %(given)s."),
        "parameter.words": _l(
            "Write at most %(most)s words of at most %(longest)s characters, one on each line."
        ),
        "parameter.tiers": _l(
            "Write one tier on each line, such as 1000000: 5%%, with rising amounts; the last line begins with *."
        ),
        "parameter.source": _l("Name the text that says so, in at most %(most)s characters."),
        "parameter.mark": _l("Choose how well the source was checked."),
        "parameter.day": _l("Choose a day between 1985 and 2199."),
        "parameter.backdated": _l(
            "This day has passed. Choose today or later, or tick that this is a correction and give the reason."
        ),
        "parameter.reason": _l("Give the reason."),
        "parameter.ends_before": _l("The last day lies before the first one. Choose a later day, or none."),
        "parameter.nothing_new": _l(
            "This is what holds on that day already, with the same source and mark. Change something."
        ),
        "parameter.taken": _l(
            "An operator’s value from that very day exists. Withdraw it where it has not begun; otherwise tick that this is a correction."
        ),
        "parameter.begun": _l(
            "This validity has begun and stays in the record. Give a new value from today or a later day instead."
        ),
    }
)
