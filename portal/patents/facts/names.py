"""The words for facts: kinds of events, overlays, members of their data, and why a fact is refused."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences
from portal.parameters.said import stated

register_names(
    "patent.fact",
    {
        "published": _l("Application published"),
        "exam_entered": _l("Substantive examination begun"),
        "grant_notice": _l("Grant notified"),
        "granted": _l("Grant announced"),
        "status_told": _l("Status as told"),
        "lapsed": _l("Lapsed: annual fee not paid"),
        "abandoned": _l("Abandoned by the holder"),
        "abandoned_dup": _l("Utility model given up for the invention"),
        "expired": _l("Term expired"),
        "invalid_full": _l("Declared wholly invalid"),
        "invalid_part": _l("Declared partly invalid"),
        "withdrawn": _l("Application withdrawn"),
        "deemed_withdrawn": _l("Application deemed withdrawn"),
        "rejected": _l("Application rejected"),
        "deemed_abandoned": _l("Right to the grant deemed abandoned"),
        "restored": _l("Right restored"),
        "annuity_paid": _l("Annual fee paid"),
        "late_notice": _l("Notice: annual fee overdue"),
        "reduction_filed": _l("Fee reduction filed"),
        "term_compensated": _l("Term compensated"),
        "owners_stated": _l("Owners and shares stated"),
        "co_ownership_agreed": _l("Co-owners' agreement"),
        "owner_consented": _l("Consent of a co-owner"),
        "inventors_stated": _l("Inventors stated"),
        "licence_granted": _l("Licence given"),
        "licence_ended": _l("Licence ended"),
        "pledged": _l("Pledge registered"),
        "pledge_released": _l("Pledge released"),
        "pledgee_consented": _l("Consent of the pledgee"),
        "suspended": _l("Proceedings suspended"),
        "suspension_ended": _l("Suspension ended"),
        "preserved": _l("Preserved by a court"),
        "preservation_ended": _l("Preservation ended"),
        "invalidation_requested": _l("Invalidation requested"),
        "invalidation_closed": _l("Invalidation proceedings closed"),
        "evaluation_report": _l("Patent evaluation report"),
        "same_day_application": _l("Invention application of the same day"),
        "same_day_closed": _l("Same-day application closed"),
        "funding_stated": _l("Funding stated"),
        "secrecy_stated": _l("Secrecy stated"),
        "family_stated": _l("Family stated"),
        "assigned": _l("Assignment registered"),
        "bibliographic_changed": _l("Bibliographic data changed"),
        "ol_announced": _l("Open licence announced"),
        "ol_withdrawn": _l("Open licence withdrawn"),
    },
)
register_names(
    "patent.overlay",
    {
        "pledged": _l("Pledged"),
        "preserved": _l("Preserved by a court"),
        "suspended": _l("Proceedings suspended"),
        "licence_recorded": _l("Licence recorded"),
        "ol_active": _l("Open licence in force"),
        "invalidation_pending": _l("Invalidation pending"),
        "term_compensated": _l("Term compensated"),
        "assigned": _l("Was assigned"),
        "bibliographic_change": _l("Data changed in the register"),
        "same_day_pending": _l("Same-day invention pending"),
    },
)
register_names(
    "patent.status_source",
    {
        "event": _l("from a recorded event"),
        "clock": _l("computed from the annual fees"),
    },
)
register_names(
    "patent.fact_source",
    {
        "register": _l("Patent register"),
        "gazette": _l("Patent gazette"),
        "platform": _l("Local platform of the pilot scheme"),
        "office": _l("Notice of the office"),
        "court": _l("Court document"),
        "contract": _l("Contract"),
        "holder": _l("Statement of the holder"),
        "import": _l("Imported file"),
    },
)
register_names(
    "patent.pilot_fact", {"ol_announced": _l("Pilot statement published, without statutory effect")}
)
register_names(
    "patent.fact_group",
    {
        "status": _l("Legal status"),
        "owners": _l("Owners, shares and consents"),
        "inventors": _l("Inventors"),
        "licences": _l("Licences"),
        "pledge": _l("Pledge"),
        "hold": _l("Suspension and preservation"),
        "invalidation": _l("Invalidation"),
        "report": _l("Evaluation report"),
        "same_day": _l("Same-day application"),
        "annuity": _l("Annual fees and term"),
        "funding": _l("Funding"),
        "secrecy": _l("Secrecy"),
        "family": _l("Patent family"),
    },
)
register_names(
    "patent.fact_field",
    {
        "status": _l("Legal status"),
        "year": _l("Patent year"),
        "decision_no": _l("Number of the decision"),
        "claims": _l("Claims that remain"),
        "fen": _l("Amount in fen"),
        "payer": _l("Payer"),
        "note": _l("Note"),
        "served_on": _l("Notice of lapse served on"),
        "kind": _l("Kind"),
        "until": _l("Until"),
        "last_day": _l("Last day of the term"),
        "owners": _l("Owners"),
        "alone": _l("One alone may"),
        "owner": _l("Co-owner"),
        "acts": _l("Agrees to"),
        "inventors": _l("Inventors"),
        "licensee": _l("Licensee"),
        "from": _l("First day"),
        "to": _l("Last day of the licence"),
        "territory": _l("Territory"),
        "field": _l("Field of use"),
        "recorded": _l("Recorded at the office"),
        "recorded_on": _l("Day of recordal"),
        "record_no": _l("Recordal number"),
        "licence": _l("Which licence"),
        "pledgee": _l("Pledgee"),
        "court": _l("Court"),
        "case_no": _l("Number of the case"),
        "petitioner": _l("Requested by"),
        "outcome": _l("Outcome"),
        "number": _l("Number"),
        "conclusion": _l("Conclusion"),
        "public": _l("Paid for with public money"),
        "programme_no": _l("Programme number"),
        "manager": _l("Manager of the programme"),
        "secret": _l("Secret or concerning defence"),
        "members": _l("Members of the family"),
        "contract_on": _l("Contract signed on"),
        "statement_no": _l("Statement number"),
        "period_to": _l("Last day of the licence period"),
    },
)
register_names(
    "patent.licence_kind",
    {
        "exclusive": _l("Exclusive licence"),
        "sole": _l("Sole licence"),
        "ordinary": _l("Ordinary licence"),
        "open": _l("Open licence"),
    },
)
register_names(
    "patent.report_conclusion",
    {
        "positive": _l("Nothing against the grant"),
        "mixed": _l("Some claims do not meet the conditions"),
        "negative": _l("The conditions for the grant are not met"),
    },
)
register_names(
    "patent.reduction_kind",
    {
        "single": stated(_l("One applicant (%(annuity.reduction.single)s)")),
        "joint": stated(_l("Several applicants (%(annuity.reduction.joint)s)")),
    },
)
register_names(
    "patent.invalidation_outcome",
    {
        "maintained": _l("Patent maintained"),
        "rejected": _l("Request rejected"),
        "withdrawn": _l("Request withdrawn"),
        "settled": _l("Settled"),
    },
)
register_names(
    "patent.fact_taken_back_by", {"operator": _l("the operator"), "portal": _l("this portal itself")}
)
register_names("patent.yes_no", {"yes": _l("Yes"), "no": _l("No")})
register_names(
    "patent.coming",
    {
        "due": _l("Next annual fee due"),
        "last_safe_day": _l("Last day to pay with surcharge"),
        "restore_by": _l("Restoration possible until"),
        "gazette_after": _l("Lapse gazetted from"),
        "licence_ends": _l("A licence ends"),
        "last_day": _l("Last day of the term"),
    },
)
register_names(
    "status_sheet.field",
    {
        "number": _l("Number"),
        "day": _l("Day"),
        "code": _l("Code or text"),
        "text": _l("Code or text"),
        "status": _l("Code or text"),
        "pledgee": _l("Pledgee"),
        "licensee": _l("Licensee"),
        "licence": _l("Licensee"),
        "licence_kind": _l("Kind"),
        "owner": _l("Owners"),
        "owners": _l("Owners"),
        "record_no": _l("Recordal number"),
        "row": _l("Whole row"),
        "file": _l("Whole file"),
    },
)
register_sentences(
    {
        "status.number_needed": _l("Enter the application number or a publication number."),
        "status.text_needed": _l("Write what happened, as a gazette code or in words."),
        "status.code_unclear": _l(
            "The code %(value)s stands for more than one event. Write which one beside it: %(choices)s."
        ),
        "status.code_unknown": _l(
            "%(value)s is no code of the gazette that is known here. Write what happened in words beside it. Known are:"
        ),
        "status.not_known": _l("“%(value)s” is not understood. Known are:"),
        "status.owner_needed": _l("Name the new owner in a column “变更后权利人”."),
        "status.day_needed": _l("Enter the day of the event."),
        "status.unknown_patent": _l("%(value)s is none of your patents here. Import the patent first."),
        "status.which_licence": _l("Name the licensee; it is not clear which licence ended."),
        "fact.missing": _l("Fill in this field."),
        "fact.too_long": _l("The text has more than %(limit)s characters. Shorten it."),
        "fact.day": _l("This is not a day. Write it as 2024-05-31."),
        "fact.day_far": _l("The year must lie between %(first)s and %(last)s."),
        "fact.seen_on": _l("Enter the day on which you saw it: today or earlier, and not before %(first)s."),
        "fact.too_long_name": _l("A name has more than %(limit)s characters. Shorten it."),
        "fact.share_line": _l(
            "The share in the line “%(line)s” cannot be read. Write name, semicolon, share: Haiyu University; 60%%"
        ),
        "fact.whole": _l("Write a whole number in digits."),
        "fact.choice": _l("Choose one of the list."),
        "fact.acts": _l("Choose at least one act."),
        "fact.people": _l("Write one name on each line, each once."),
        "fact.shares": _l("Shares must be above zero and add up to 100%."),
        "fact.members": _l("Write office and number of each right, such as EP3868660B1."),
        "fact.status_unknown": _l("Choose one of the list."),
        "fact.future": _l("The day has not come yet. Facts are recorded once they have happened."),
        "fact.before_filing": _l("The day lies before the filing date, %(day)s."),
        "fact.licence_before_grant": _l("A licence begins no earlier than the grant, %(day)s."),
        "fact.period_reversed": _l("The last day lies before the first."),
        "fact.licence_beyond_life": _l("A licence ends no later than the right, %(day)s."),
        "fact.title_before_contract": _l("The title passes no earlier than the contract is signed."),
        "fact.report_kind": _l("Evaluation reports exist for utility models and designs only."),
        "fact.report_before_grant": _l("An evaluation report is made after the grant has been announced."),
        "fact.report_exists": _l("There is one report for each patent; %(number)s is recorded already."),
        "fact.no_pledge": _l("No pledge is recorded. Record the pledge first."),
        "fact.compensation_too_short": _l(
            "A compensated term ends later than the ordinary one. Copy the last day from the register."
        ),
        "fact.not_an_owner": _l("%(name)s is not among the owners. State the owners first."),
        "fact.inventor_word": _l(
            "“%(word)s” is not understood. Write service or not service, and employed or left."
        ),
        "fact.year_ahead": _l(
            "The next annual fee to be paid is that of year %(year)s. Record the payment for that year first."
        ),
        "fact.paid_too_much": _l(
            "At most %(most)s can be due for year %(year)s: the full fee with the highest surcharge. Leave out a fee for "
            "restoration."
        ),
        "fact.paid_already": _l("This payment is on record already: same year, same day, same sum."),
        "fact.ask_the_operator": _l(
            "Your organisation takes back only what its own people entered. Ask the operator's reviewers to look at this."
        ),
        "fact.told.taken_back_by_operator": _l("The operator has taken back “%(fact)s” of %(title)s."),
        "fact.told.taken_back_by_holder": _l("The holder has taken back “%(fact)s” of %(title)s."),
        "fact.reason_missing": _l("Say why the fact is taken back."),
    }
)
