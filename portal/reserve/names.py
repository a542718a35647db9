"""The words for intentions, takeovers and reserves: states, steps, events, reasons, ways, payers, parts of the score."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names
from portal.reserve import sentences  # noqa: F401 (importing registers them)

register_names(
    "intention.state",
    {
        "intent": _l("Noted, not declared yet"),
        "screening": _l("Being screened"),
        "call_inventors": _l("Called out to the inventors"),
        "call_matched": _l("Called out to matched enterprises"),
        "call_public": _l("Called out publicly"),
        "agreed": _l("Takeover agreed"),
        "rescued": _l("Rescued"),
        "reserved": _l("Taken into a reserve"),
        "let_go": _l("Let go"),
        "lapsed": _l("Lapsed"),
        "public_domain": _l("Public domain"),
        "lost": _l("Lost: last safe day passed"),
        "withdrawn": _l("Intention withdrawn"),
    },
)
register_names(
    "intention.step",
    {
        "screen": _l("Declare the intention"),
        "withdraw": _l("Withdraw the intention"),
        "rescue": _l("Call out and rescue"),
        "offer_inventors": _l("Offer to the inventors only"),
        "let_go": _l("Let it go"),
        "to_matched": _l("Call matched enterprises"),
        "to_public": _l("Call publicly"),
        "give_up": _l("End the calls"),
        "agree": _l("Accept this offer"),
        "reopen": _l("Call out again"),
        "rescued": _l("Rescued by registration"),
        "reserved": _l("Reserved by registration"),
        "lose": _l("Note the loss"),
        "lapse": _l("Note the lapse"),
        "publish": _l("Show as public domain"),
    },
)
register_names(
    "intention.event",
    {
        "noted": _l("Intention noted"),
        "screen": _l("Intention declared"),
        "withdraw": _l("Intention withdrawn"),
        "rescue": _l("Decided: call out and rescue"),
        "offer_inventors": _l("Decided: offer to the inventors only"),
        "let_go": _l("Decided: let it go"),
        "to_matched": _l("Matched enterprises called"),
        "to_public": _l("Called out publicly"),
        "give_up": _l("The calls ended without a taker"),
        "agree": _l("Takeover agreed"),
        "reopen": _l("Called out again after a failed takeover"),
        "rescued": _l("Rescued: the title has passed"),
        "reserved": _l("Taken into a reserve: the title has passed"),
        "lose": _l("Last safe day passed"),
        "lapse": _l("The right has ended"),
        "publish": _l("Shown as public domain"),
        "offered": _l("Offer to take it over"),
        "inventor_answered": _l("Inventor answered"),
        "fee_recorded": _l("Payment of the annual fee recorded"),
    },
)
register_names(
    "takeover.state",
    {
        "agreed": _l("Agreed"),
        "signed": _l("Contract signed"),
        "filed": _l("Change filed with the office"),
        "entered": _l("Registration entered, not confirmed yet"),
        "registered": _l("Registered, title passed"),
        "failed": _l("Came to nothing"),
    },
)
register_names(
    "takeover.step",
    {
        "sign": _l("Record the signed contract"),
        "file": _l("Record the filing"),
        "register": _l("Record the registration"),
        "confirm": _l("Confirm that the title has passed"),
        "send_back": _l("Send the entry back"),
        "fail": _l("Give the takeover up"),
    },
)
register_names(
    "takeover.event",
    {
        "sign": _l("Contract signed"),
        "file": _l("Change filed with the office"),
        "register": _l("Registration entered"),
        "confirm": _l("Title passed, confirmed"),
        "send_back": _l("Entry of the registration sent back"),
        "fail": _l("Takeover given up"),
    },
)
register_names("takeover.failure", {"right_ended": _l("The right ended before the takeover was registered.")})
register_names(
    "reserve_item.state",
    {
        "held": _l("Held"),
        "circulating": _l("Circulating"),
        "transferred": _l("Transferred"),
        "released": _l("Released"),
    },
)
register_names(
    "reserve_item.step",
    {
        "circulate": _l("Offer in a listing"),
        "hold": _l("Hold again"),
        "transfer": _l("Record the transfer"),
        "release": _l("Release"),
    },
)
register_names(
    "reserve_item.event",
    {
        "taken_in": _l("Taken in"),
        "planned": _l("Route planned"),
        "cost_booked": _l("Cost booked"),
        "proceeds_booked": _l("Proceeds booked"),
        "reviewed": _l("Reviewed"),
        "release_proposed": _l("Release proposed"),
        "circulate": _l("Offered in a listing"),
        "hold": _l("Held again"),
        "transfer": _l("Transferred"),
        "release": _l("Released"),
    },
)
register_names("reserve.event", {"opened": _l("Reserve opened")})
register_names(
    "rescue.way",
    {
        "declaration": _l("File a written declaration of abandonment"),
        "stop_paying": _l("Stop paying the annual fee"),
    },
)
register_names(
    "rescue.way_help",
    {
        "declaration": _l(
            "Ends the right on the day the office dispatches its notice. All owners sign, for the whole patent, and it "
            "cannot be undone."
        ),
        "stop_paying": _l(
            "The right ends as of the due day once six months of late payment have passed; until then the fee and a "
            "surcharge can still be paid."
        ),
    },
)
register_names(
    "rescue.reason",
    {
        "product_ended": _l("The product has ended"),
        "cost": _l("The fees cost more than the patent brings"),
        "moved": _l("The business has moved to another field"),
        "duplicate": _l("Another patent covers the same"),
        "other": _l("Another reason"),
    },
)
register_names(
    "rescue.payer",
    {
        "owner": _l("The present owner"),
        "taker": _l("Whoever takes the patent over"),
        "reserve": _l("The reserve of an operation centre"),
        "nobody": _l("Nobody"),
    },
)
register_names(
    "rescue.secrecy",
    {
        "public": _l("Everybody may know once the public call begins"),
        "brokers": _l("Only brokers, called enterprises and operation centres"),
        "operator": _l("Only the operator and operation centres"),
    },
)
register_names(
    "rescue.co_owners",
    {
        "none": _l("There is no co-owner."),
        "agreed": _l("There are co-owners, and all have agreed in writing."),
        "not_agreed": _l("There are co-owners, and not all have agreed yet."),
    },
)
register_names(
    "rescue.licensees",
    {
        "none": _l("Nobody holds a licence."),
        "told": _l("There are licensees, and all have been told."),
        "not_told": _l("There are licensees who have not been told yet."),
    },
)
register_names(
    "rescue.part",
    {
        "life": _l("Remaining life"),
        "cost": _l("Cost of keeping it"),
        "family": _l("Family abroad"),
        "demand": _l("Signs of demand"),
        "risk": _l("Free of legal risks"),
    },
)
register_names(
    "rescue.risk",
    {
        "late_fee": _l("The annual fee is late."),
        "licences": _l("Licences are in force and go along."),
        "statement": _l("An open-licence statement must be withdrawn first."),
        "co_owners": _l("Co-owners must sign."),
        "register": _l("The register’s facts stand against an assignment."),
    },
)
register_names(
    "rescue.demand",
    {
        "listings": _l("similar listings"),
        "enterprises": _l("enterprises in the same subclass"),
        "searches": _l("kept searches"),
    },
)
register_names(
    "rescue.match",
    {
        "same_subclass": _l("Holds %(n)s patents of its own in %(subclass)s"),
        "search": _l("Keeps a search for “%(words)s”"),
        "region": _l("In the same region"),
        "operation_centre": _l("Keeps a reserve"),
    },
)
register_names(
    "rescue.decision",
    {
        "open": _l("Waits for the owner"),
        "accepted": _l("Accepted"),
        "declined": _l("Declined"),
        "taken_back": _l("Taken back"),
    },
)
register_names("rescue.answer", {"yes": _l("Wants it"), "no": _l("Does not want it")})
register_names(
    "rescue.sort",
    {
        "days": _l("Fewest days left"),
        "price": _l("Lowest price"),
        "life": _l("Longest remaining life"),
        "fee": _l("Lowest next fee"),
    },
)
register_names(
    "reserve.route",
    {
        "undecided": _l("Not planned yet"),
        "open_licence": _l("Open licence"),
        "licence": _l("Licence"),
        "assignment": _l("Assignment"),
        "bundle": _l("In a bundle with others"),
    },
)
register_names(
    "reserve.entry",
    {
        "acquisition": _l("Price of acquisition"),
        "annuity": _l("Annual fee"),
        "other_cost": _l("Other cost"),
        "proceeds": _l("Proceeds"),
        "covered": _l("Cost covered"),
        "share_owner": _l("Share of the former owner"),
        "share_inventors": _l("Share of the inventors"),
        "share_centre": _l("Share of the centre"),
    },
)
