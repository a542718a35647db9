"""The words for a deal's states, steps and events, its papers and its parties."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names
from portal.deals.right_facts import SOURCE

register_names("patent.fact_source", {SOURCE: _l("This portal")})
register_names("deal.path", {"open_licence": _l("Open licence")})
register_names(
    "deal.state",
    {
        "new": _l("Reading the terms"),
        "notice_ready": _l("Terms confirmed, notice to be given"),
        "notice_sent": _l("Notice arrived, payment due"),
        "paid": _l("Paid"),
        "licensed": _l("Licence in effect"),
        "recording": _l("Recordal filed"),
        "active": _l("Licence recorded"),
        "lapsed_notice": _l("Notice lapsed unpaid"),
        "failed": _l("Failed: the statement ended first"),
        "cancelled": _l("Given up before the notice"),
        "ended": _l("Licence ended"),
    },
)
register_names(
    "deal.step",
    {
        "confirm_terms": _l("Confirm the terms"),
        "send_notice": _l("Give the written notice"),
        "settle_payment": _l("Settle the payment"),
        "take_effect": _l("Take effect"),
        "cancel": _l("Give up"),
        "lapse": _l("Let the notice lapse"),
        "fail": _l("Fail"),
        "end": _l("End"),
        "file_recordal": _l("Enter the recordal's filing"),
        "confirm_recordal": _l("Enter the recordal"),
        "object": _l("Put an objection on record"),
        "consent_licensee": _l("Agree to the broker"),
        "consent_licensor": _l("Agree to the broker"),
        "accept_mandate": _l("Accept the mandate"),
        "decline_mandate": _l("Decline the mandate"),
        "agree_commission": _l("Record the commission"),
        "confirm_commission_licensee": _l("Confirm the commission"),
        "confirm_commission_licensor": _l("Confirm the commission"),
    },
)
register_names(
    "deal.event",
    {
        "opened": _l("Acceptance begun"),
        "confirm_terms": _l("Plain and legal terms read and confirmed"),
        "send_notice": _l("Written notice given; it arrived with the patentee"),
        "settle_payment": _l("Payment received as announced"),
        "take_effect": _l("Licence took effect"),
        "cancel": _l("Given up before the notice"),
        "lapse": _l("Notice lapsed: not paid in time"),
        "fail": _l("Failed: statement or patent ended before the licence took effect"),
        "end": _l("Licence ended with its period"),
        "file_recordal": _l("Recordal filed with CNIPA"),
        "confirm_recordal": _l("Recordal entered by CNIPA"),
        "object": _l("Patentee put an objection on record; the licence stays"),
        "frozen": _l("Frozen because of a fact of the patent"),
        "unfrozen": _l("Free to go on"),
        "right_ended": _l("Stopped: the patent has ended"),
        "right_back": _l("Goes on: the patent is in force"),
        "shortened": _l("Ends with the patent, earlier than first said"),
        "papers_made": _l("Proof of licence and recordal checklist made"),
        "money_came_late": _l("Money came for a closed deal and goes back"),
        "effect_in_doubt": _l(
            "Withdrawal was announced on or before the day of effect: the operator looks into it"
        ),
        "broker_requested": _l("Broker asked for"),
        "broker_assigned": _l("Broker assigned"),
        "consent_licensee": _l("Licensee agreed to the broker"),
        "consent_licensor": _l("Patentee agreed to the broker"),
        "accept_mandate": _l("Broker accepted the mandate"),
        "decline_mandate": _l("Broker declined the mandate"),
        "agree_commission": _l("Commission agreed and disclosed to both sides"),
        "confirm_commission_licensee": _l("Licensee confirmed the commission"),
        "confirm_commission_licensor": _l("Patentee confirmed the commission"),
        "task_added": _l("Task added"),
        "task_done": _l("Task done"),
        "note_added": _l("Note written"),
    },
)
register_names(
    "deal.document",
    {
        "notice": _l("Written notice"),
        "proof": _l("Proof of licence"),
        "recordal": _l("Checklist for the recordal"),
        "receipt": _l("Receipt"),
    },
)
register_names(
    "deal.side",
    {
        "licensee": _l("Licensee"),
        "licensor": _l("Patentee"),
        "both": _l("Both sides"),
        "broker": _l("Broker"),
        "operator": _l("Operator"),
        "portal": _l("The portal"),
    },
)
register_names(
    "deal.detail",
    {
        "number": _l("Number:"),
        "receipt": _l("Receipt:"),
        "filed_on": _l("Filed on"),
        "recorded_on": _l("Recorded on"),
        "licence": _l("Licence number:"),
        "due": _l("Recordal due by"),
        "text": _l("Text:"),
        "title": _l("Task:"),
        "signatory": _l("Signed by"),
        "refund_due": _l("To be paid back:"),
    },
)
register_names(
    "deal.signatory_role",
    {
        "legal_representative": _l("Legal representative"),
        "authorised": _l("Authorised by the legal representative"),
    },
)
register_names("deal.channel", {"portal": _l("Patentee's inbox on this portal, and e-mail")})
register_names(
    "deal.broker_role",
    {
        "BROKER": _l("Intermediary: brings the sides together"),
        "AGENT": _l("Agent: acts for one side"),
    },
)
register_names(
    "deal.commission_way",
    {"none": _l("No commission"), "fixed": _l("Fixed sum"), "rate": _l("Share of the money received")},
)
register_names("licence.kind", {"ordinary": _l("Ordinary licence")})
register_names(
    "broker_request.state",
    {"open": _l("Waiting for the operator"), "assigned": _l("Broker assigned"), "withdrawn": _l("Withdrawn")},
)
register_names(
    "broker_request.step", {"assign": _l("Assign a broker"), "withdraw": _l("Withdraw the request")}
)
register_names(
    "broker_request.event",
    {
        "requested": _l("Broker asked for"),
        "assign": _l("Broker assigned"),
        "withdraw": _l("Request withdrawn"),
    },
)
