"""Words for the codes of brokers, and the sentences in which something is refused."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "broker.state",
    {
        "pending": _l("Being verified"),
        "verified": _l("Verified"),
        "refused": _l("Refused"),
        "suspended": _l("Suspended"),
    },
)
register_names(
    "broker.step",
    {
        "resubmit": _l("Submit again"),
        "amend": _l("Change the certificate"),
        "verify": _l("Verify"),
        "refuse": _l("Refuse"),
        "suspend": _l("Suspend"),
        "reinstate": _l("Reinstate"),
    },
)
register_names(
    "broker.event",
    {
        "applied": _l("Profile made"),
        "edited": _l("Profile changed"),
        "resubmit": _l("Submitted again"),
        "amend": _l("Certificate changed"),
        "verify": _l("Verified"),
        "refuse": _l("Refused by the operator"),
        "suspend": _l("Suspended by the operator"),
        "reinstate": _l("Reinstated by the operator"),
    },
)
register_names(
    "broker.level",
    {
        "junior": _l("Junior technology broker"),
        "intermediate": _l("Intermediate technology broker"),
        "senior": _l("Senior technology manager"),
        "none": _l("No certificate"),
    },
)
register_sentences(
    {
        "broker.certificate": _l(
            "Enter the issuer and the number of the certificate, or choose “No certificate”."
        ),
        "broker.fields": _l(
            "“%(value)s” is not a field. Write IPC subclasses such as H01M, with commas between."
        ),
        "broker.many_fields": _l("At most 20 fields."),
        "broker.own": _l("This is your own profile. Somebody else has to decide about it."),
    }
)
