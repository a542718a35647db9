"""The words for a statement's states, steps and events, for fees, consents and papers."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "statement.state",
    {
        "drafting": _l("Drafting"),
        "signed": _l("Signed, text locked"),
        "in_publicity": _l("In publicity"),
        "ready": _l("Ready to be filed"),
        "filed": _l("Filed with the office"),
        "effective": _l("Announced open licence"),
        "must_withdraw": _l("Must be withdrawn"),
        "withdrawal_filed": _l("Withdrawal filed"),
        "withdrawn": _l("Withdrawn"),
        "terminated": _l("Terminated by the office"),
        "revoked": _l("Revoked by the office"),
        "expired": _l("Expired"),
    },
)
register_names("statement.shown", {"intended": _l("Intended open licence")})
register_names(
    "statement.step",
    {
        "declare": _l("Show as intended"),
        "redraft": _l("Show no longer as intended"),
        "sign": _l("Sign and lock the text"),
        "reopen": _l("Unlock the text for a change"),
        "publicise": _l("Publicise the decided price"),
        "clear": _l("Clear for filing"),
        "conclude": _l("End the publicity"),
        "file": _l("Enter the receipt of filing"),
        "return": _l("Record a return for correction"),
        "announce": _l("Record the announcement"),
        "announce_hindered": _l("Record the announcement of a hindered statement"),
        "enter": _l("Enter a statement announced before"),
        "enter_hindered": _l("Enter a hindered statement announced before"),
        "show_earlier": _l("Attach consents and publicity of before"),
        "hinder": _l("Take off the accept button"),
        "cure": _l("Confirm that it stands: the reason is gone"),
        "file_withdrawal": _l("Enter the filed withdrawal"),
        "refuse_withdrawal": _l("Record that the withdrawal was refused"),
        "refuse_withdrawal_hindered": _l("Record the refusal of a withdrawal that is still due"),
        "withdraw": _l("Record the announced withdrawal"),
        "terminate": _l("Record the termination by the office"),
        "revoke": _l("Record the revocation by the office"),
        "expire": _l("Expire"),
    },
)
register_names(
    "statement.event",
    {
        "drafted": _l("Drafted"),
        "edited": _l("Edited"),
        "declare": _l("Shown as intended"),
        "redraft": _l("No longer shown as intended"),
        "consent_asked": _l("Consent asked for"),
        "consent_revoked": _l("Link for consent revoked"),
        "consent_answered": _l("Consent answered"),
        "sign": _l("Signed, text locked"),
        "reopen": _l("Unlocked for a change"),
        "publicise": _l("Publicity begun"),
        "objected": _l("Objection received"),
        "objection_decided": _l("Objection decided"),
        "clear": _l("Cleared for filing"),
        "conclude": _l("Publicity over"),
        "file": _l("Filing entered"),
        "return": _l("Returned for correction"),
        "announce": _l("Announcement recorded"),
        "announce_hindered": _l("Announcement recorded; must be withdrawn"),
        "enter": _l("Entered as announced before"),
        "enter_hindered": _l("Entered as announced before; must be withdrawn"),
        "show_earlier": _l("Consents and publicity of before attached"),
        "hinder": _l("Must be withdrawn"),
        "relieved": _l("The reason is gone; to be confirmed"),
        "cure": _l("Hindrance cured"),
        "file_withdrawal": _l("Withdrawal filed"),
        "refuse_withdrawal": _l("Withdrawal refused"),
        "refuse_withdrawal_hindered": _l("Withdrawal refused; still to be withdrawn"),
        "withdraw": _l("Withdrawal recorded"),
        "terminate": _l("Termination recorded"),
        "revoke": _l("Revocation recorded"),
        "expire": _l("Expired at the end of its period"),
    },
)
register_names(
    "statement.told",
    {"shown": _l("Yes, I attach it"), "not_shown": _l("It was given elsewhere and is not shown here")},
)
register_names(
    "statement.unshown",
    {
        "consents": _l("Consents of the co-owners not shown here"),
        "publicity": _l("Publicity of the price not shown here"),
    },
)
register_names(
    "statement.shown_here",
    {
        "consents": _l("Consents of the co-owners on file"),
        "publicity": _l("Publicity of the price on file"),
    },
)
register_names("consent.role", {"co_owner": _l("Co-owner"), "pledgee": _l("Pledgee")})
register_names("consent.purpose", {"declare": _l("To declare"), "withdraw": _l("To withdraw")})
register_names(
    "consent.standing",
    {
        "waiting": _l("Waiting for the answer"),
        "yes": _l("Agreed"),
        "no": _l("Refused"),
        "revoked": _l("Link revoked"),
        "expired": _l("Link expired"),
    },
)
register_names(
    "statement.settlement", {"year": _l("a year"), "half_year": _l("half a year"), "quarter": _l("a quarter")}
)
register_names(
    "statement.field",
    {
        "payment_zh": _l("How to pay, in Chinese"),
        "payment_en": _l("How to pay, in English"),
        "plain_zh": _l("The terms in plain Chinese"),
        "plain_en": _l("The terms in plain English"),
        "legal_zh": _l("The legal terms in Chinese"),
        "legal_en": _l("The legal terms in English"),
        "note": _l("Note on the basis of the fee"),
        "base_text": _l("What the royalty is computed from"),
        "audit_text": _l("Who may look into the accounts"),
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
register_names(
    "statement.next",
    {
        "drafting": _l("Complete the terms, collect the consents, then sign."),
        "signed": _l("Publicise the decided price, or file."),
        "in_publicity": _l("Wait for the end of the publicity; decide on objections."),
        "ready": _l("File the papers with the office and enter the receipt."),
        "filed": _l("Wait for the announcement, then enter its number and day."),
        "effective": _l("Nothing to do: licensees can take it."),
        "pilot": _l(
            "A pilot has no statutory effect: conclude a contract, or declare a statutory statement."
        ),
        "must_withdraw": _l("Cure the hindrance, or file the withdrawal promptly."),
        "relieved": _l("Confirm that the statement stands, or file the withdrawal."),
        "withdrawal_filed": _l("Wait for the announcement of the withdrawal."),
        "ended": _l("Nothing: the statement has ended."),
    },
)
register_names(
    "statement.licences",
    {
        "valid": _l("Licences taken before stay valid."),
        "objectless": _l("With the patent the licences have lost their object: nothing more falls due."),
        "over": _l("The patent has run out, and the licences have ended with it."),
    },
)
register_names(
    "statement.lead",
    {
        "sign": _l("The text is locked under its hash. Consents hold for exactly this text."),
        "publicise": _l(
            "The notice is public for the days that the law asks for; anybody may object. Enter who decided on the "
            "price."
        ),
        "file": _l(
            "You or a licensed patent agency filed the papers with the office. Enter the receipt; the portal never "
            "files."
        ),
        "return": _l("The text is unlocked; correct it and sign it again."),
        "announce": _l(
            "Enter what the gazette says and attach its page. From then on anybody may take the licence here."
        ),
        "enter": _l(
            "The office announced it before: that is a fact, whatever of its history is shown here. Say what is shown; "
            "what is not stays marked until you attach it."
        ),
        "show_earlier": _l(
            "Attach the co-owners' consents, and the decision and publicity of the price, of before the announcement, "
            "in one file."
        ),
        "file_withdrawal": _l(
            "A withdrawal is in writing and unconditional, and works from its announcement."
        ),
        "refuse_withdrawal": _l(
            "The statement stays in force; what still hinders it must be withdrawn anew."
        ),
        "withdraw": _l(
            "Licences that took effect before the announcement stay valid; notices that have not taken effect fail, "
            "and what was paid goes back."
        ),
        "terminate": _l("The office ended the statement because the patentee did not withdraw it."),
        "revoke": _l("The office revoked the statement because of false material."),
    },
)
register_names(
    "statement.finding", {"passed": _l("Met"), "failed": _l("Not met"), "open": _l("To be looked at")}
)
register_names(
    "publicity.outcome",
    {"done": _l("Public for its full time"), "taken_down": _l("Taken down before its time")},
)
register_names(
    "statement.sheet", {"taken": _l("Recorded"), "same": _l("Known already"), "refused": _l("Refused")}
)
register_names("consent.answer", {"yes": _l("Yes, we agree"), "no": _l("No, we do not agree")})
register_names(
    "statement.exclusivity", {"none": _l("none"), "sole": _l("sole"), "exclusive": _l("exclusive")}
)
register_names(
    "statement.route",
    {
        "accept": _l("Take the open licence; nothing is negotiated."),
        "ordinary": _l(
            "An ordinary licence beside the statement: no reduction of annual fees, recorded as an ordinary licence."
        ),
        "blocked": _l(
            "Not possible before the withdrawal is announced; licensees of the open licence stay even then."
        ),
    },
)
