"""The words for a listing's states, steps, streams, modes and fees."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names
from portal.listings import sentences  # noqa: F401 (importing registers them)

register_names(
    "listing.state",
    {
        "draft": _l("Draft"),
        "submitted": _l("With the operator"),
        "published": _l("Published"),
        "paused": _l("Paused"),
        "closed": _l("Closed"),
        "withdrawn": _l("Withdrawn"),
        "expired": _l("Expired"),
    },
)
register_names(
    "listing.step",
    {
        "submit": _l("Submit for review"),
        "take_back": _l("Take back to edit"),
        "approve": _l("Approve and publish"),
        "return": _l("Send back"),
        "revise": _l("Send the change to review"),
        "reconfirm": _l("Still valid: confirm it again"),
        "pause": _l("Pause"),
        "resume": _l("Show again and confirm"),
        "renew": _l("Renew"),
        "close": _l("Close: no longer on offer"),
        "withdraw": _l("Withdraw"),
        "discard": _l("Discard the draft"),
        "reopen": _l("Make it a draft again"),
        "expire": _l("Expire"),
        "suspend": _l("Pause because of a patent"),
        "lapse": _l("Close because of a patent"),
    },
)
register_names(
    "listing.event",
    {
        "drafted": _l("Draft made"),
        "edited": _l("Edited"),
        "submit": _l("Submitted for review"),
        "take_back": _l("Taken back to edit"),
        "approve": _l("Approved and published"),
        "return": _l("Sent back by the operator"),
        "revise": _l("Changed and sent to review"),
        "reconfirm": _l("Confirmed as still valid"),
        "pause": _l("Paused"),
        "resume": _l("Shown again"),
        "renew": _l("Renewed"),
        "close": _l("Closed"),
        "withdraw": _l("Withdrawn"),
        "discard": _l("Draft discarded"),
        "reopen": _l("Made a draft again"),
        "expire": _l("Expired: nobody confirmed it"),
        "suspend": _l("Paused: a patent can no longer be offered"),
        "lapse": _l("Closed: its patents are no longer in force"),
        "file_added": _l("File added"),
        "file_removed": _l("File removed"),
    },
)
register_names(
    "listing.stream",
    {
        "sleeping": _l("Sleeping patent"),
        "to_abandon": _l("To be abandoned"),
        "reserve": _l("From a reserve"),
        "other": _l("Other offer"),
    },
)
register_names(
    "listing.stream_help",
    {
        "sleeping": _l("In force and not used; you look for somebody who will."),
        "to_abandon": _l("You mean to give it up unless somebody takes it over in time."),
        "reserve": _l("Taken over from somebody who would have abandoned it; the cost is disclosed."),
        "other": _l("In use, or for another reason neither of these."),
    },
)
register_names(
    "listing.mode",
    {
        "open_licence": _l("Open licence"),
        "ordinary": _l("Ordinary licence"),
        "sole": _l("Sole licence"),
        "exclusive": _l("Exclusive licence"),
        "assignment": _l("Assignment"),
        "equity": _l("Equity contribution"),
    },
)
register_names(
    "listing.mode_help",
    {
        "open_licence": _l(
            "The same announced terms for everyone; nobody can be refused. It has legal effect only once the patent "
            "office has announced your statement."
        ),
        "ordinary": _l("Several licensees may work it, and so may you."),
        "sole": _l("One licensee, and you may go on working it yourself."),
        "exclusive": _l("One licensee within the agreed scope; you may not work it there."),
        "assignment": _l("The patent changes hands; that is complete once registered."),
        "equity": _l("You bring the patent into a company as capital; it must be valued."),
    },
)
register_names(
    "fee.way",
    {
        "free": _l("Free of charge"),
        "lump_sum": _l("Lump sum"),
        "instalments": _l("Instalments"),
        "entry_royalty": _l("Entry fee and royalty"),
        "royalty": _l("Royalty"),
        "negotiable": _l("To be negotiated"),
    },
)
register_names(
    "fee.base",
    {
        "net_sales": _l("of net sales"),
        "profit": _l("of profit"),
        "output_value": _l("of added output value"),
        "product_price": _l("of the product price"),
    },
)
register_names(
    "listing.territory",
    {"CN": _l("Mainland China"), "WORLD": _l("Wherever the patents are in force")},
)
register_names(
    "listing.file_level",
    {
        "public": _l("For everybody"),
        "signed_in": _l("After signing in"),
        "nda": _l("After a confidentiality agreement"),
    },
)
register_names(
    "listing.trl",
    {
        "1": _l("TRL 1: basic principles observed"),
        "2": _l("TRL 2: concept formulated"),
        "3": _l("TRL 3: proof of concept by experiment"),
        "4": _l("TRL 4: validated in the laboratory"),
        "5": _l("TRL 5: validated in a relevant environment"),
        "6": _l("TRL 6: prototype shown in a relevant environment"),
        "7": _l("TRL 7: prototype shown in operation"),
        "8": _l("TRL 8: system complete and qualified"),
        "9": _l("TRL 9: proven in operation"),
    },
)
register_names(
    "listing.reason",
    {
        "incomplete": _l("Something is missing"),
        "unclear": _l("The text cannot be understood by industry"),
        "price": _l("Price or terms are unclear"),
        "ownership": _l("Ownership or co-owners are not clear"),
        "patent_status": _l("The status of a patent does not allow it"),
        "rights": _l("A right of somebody else, a court or a missing paper forbids it"),
        "open_licence": _l("A statement in force excludes the sole or exclusive way"),
        "promotion": _l("The text promises what cannot be proven"),
        "confidential": _l("The text or a file holds what should stay secret"),
        "personal_data": _l("The text or a file holds personal data"),
        "duplicate": _l("The same patents are offered in another listing"),
        "complaint": _l("Somebody objects to the listing"),
        "other": _l("Other, see the note"),
    },
)
register_names(
    "listing.co_owners",
    {
        "none": _l("There is no co-owner."),
        "consented": _l("There are co-owners, and all have agreed in writing."),
        "not_consented": _l("There are co-owners, and not all have agreed yet."),
    },
)
register_names(
    "listing.field",
    {
        "stream": _l("Kind of offer"),
        "title": _l("Title"),
        "summary": _l("In one paragraph"),
        "problem": _l("The problem"),
        "solution": _l("The solution"),
        "advantage": _l("Better than the best alternative"),
        "applications": _l("Where it can be used"),
        "trl": _l("Readiness of the technology"),
        "trl_evidence": _l("Evidence of readiness"),
        "know_how": _l("Know-how on offer"),
        "support_hours": _l("Hours of support by the inventors"),
        "support": _l("Support on offer"),
        "region": _l("Region"),
        "patents": _l("Patents"),
        "modes": _l("Ways and prices"),
        "files": _l("Pictures and files"),
    },
)
register_names(
    "listing.price_band",
    {
        "free": _l("Free of charge"),
        "to_1": _l("Up to 10,000 yuan"),
        "to_5": _l("10,000 to 50,000 yuan"),
        "to_20": _l("50,000 to 200,000 yuan"),
        "to_100": _l("200,000 to 1 million yuan"),
        "above_100": _l("Above 1 million yuan"),
        "royalty": _l("By royalty only"),
        "negotiable": _l("To be negotiated"),
    },
)
register_names(
    "listing.life_band",
    {
        "to_3": _l("Up to 3 years"),
        "to_5": _l("3 to 5 years"),
        "to_10": _l("5 to 10 years"),
        "above_10": _l("More than 10 years"),
        "unknown": _l("Not known"),
    },
)
