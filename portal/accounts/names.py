"""Words for the codes of people and organisations, and the sentences in which something is refused."""

from flask_babel import lazy_gettext as _l

from portal.core.names import name, register_names, register_sentences

register_names(
    "organisation.kind",
    {
        "university": _l("University"),
        "institute": _l("Research institute"),
        "enterprise": _l("Enterprise"),
        "broker_agency": _l("Broker agency"),
        "operation_centre": _l("Patent operation centre"),
        "operator": _l("Operator"),
    },
)
register_names(
    "organisation.size",
    {
        "micro": _l("Micro enterprise"),
        "small": _l("Small enterprise"),
        "medium": _l("Medium-sized enterprise"),
        "large": _l("Large enterprise"),
    },
)
register_names(
    "organisation.state",
    {
        "unverified": _l("Not verified"),
        "pending": _l("Being verified"),
        "verified": _l("Verified"),
        "refused": _l("Refused"),
    },
)
register_names(
    "organisation.step",
    {
        "submit": _l("Submit for verification"),
        "take_back": _l("Take back to mend"),
        "claim": _l("Claim"),
        "verify": _l("Verify"),
        "refuse": _l("Refuse"),
        "refuse_claim": _l("Refuse the claim"),
        "revoke": _l("Revoke the verification"),
    },
)
register_names(
    "organisation.event",
    {
        "annuity_feed_made": _l("Calendar feed of annual fees made"),
        "annuity_feed_ended": _l("Calendar feed of annual fees ended"),
        "registered": _l("Registered"),
        "made_by_import": _l("Made by a patent import"),
        "edited": _l("Details changed"),
        "bank_account_changed": _l("Bank account changed"),
        "invited": _l("Colleague invited"),
        "invitation_withdrawn": _l("Invitation withdrawn"),
        "joined": _l("Member joined"),
        "roles_changed": _l("Roles changed"),
        "removed": _l("Member removed"),
        "left": _l("Member left"),
        "submit": _l("Submitted for verification"),
        "take_back": _l("Taken back to mend"),
        "claim": _l("Claimed"),
        "verify": _l("Verified"),
        "refuse": _l("Refused by the operator"),
        "refuse_claim": _l("Claim refused by the operator"),
        "revoke": _l("Verification revoked by the operator"),
        "created_by_command": _l("Created from the command line"),
    },
)
register_names(
    "user.event",
    {
        "joined": _l("Account opened"),
        "profile_changed": _l("Profile changed"),
        "password_changed": _l("Password changed"),
        "factor_added": _l("Second factor added"),
        "factor_removed": _l("Second factor removed"),
        "factor_reset": _l("Second factor taken away by the operator"),
        "password_reset": _l("Password reset by mail"),
        "email_changed": _l("E-mail address changed"),
        "blocked": _l("Account blocked"),
        "unblocked": _l("Account unblocked"),
    },
)
register_names(
    "role",
    {
        "admin": _l("Administrator"),
        "officer": _l("Officer"),
        "finance": _l("Finance"),
        "reviewer": _l("Reviewer"),
        "member": _l("Member"),
    },
)
register_names(
    "role.hint",
    {
        "admin": _l(
            "Invites members, changes roles and the details of the organisation; may do everything an officer does."
        ),
        "officer": _l("Imports patents, makes listings, takes licences."),
        "finance": _l("Pays and confirms payments received."),
        "reviewer": _l("Verifies organisations and brokers, reviews listings."),
        "member": _l("Reads everything of the organisation, changes nothing."),
    },
)
register_names("language", {"zh": _l("Chinese"), "en": _l("English")})

register_sentences(
    {
        "sign_in.wrong": _l("The address or the password is not right."),
        "sign_in.too_soon": _l("Too many attempts. Wait %(seconds)s seconds, or set a new password."),
        "factor.wrong": _l(
            "This code is not right, or was used already. Wait for the next one and try again."
        ),
        "factor.already": _l("There is a second factor already. Remove it first."),
        "factor.unreadable": _l("The second factor cannot be read any more. Ask the operator to reset it."),
        "link.used": _l("This link no longer works. Ask for a new one."),
        "join.wrong_password": _l("This is not the password that was chosen at sign-up."),
        "password.wrong": _l("This is not your present password."),
        "password.short": _l("Take at least %(shortest)s characters."),
        "password.long": _l("Take at most %(longest)s characters."),
        "password.common": _l("This password is among the first that anybody would try. Take another one."),
        "password.about": _l(
            "This password is made of your name, your address or this portal's name. Take another one."
        ),
        "uscc.form": _l(
            "“%(value)s” is not a unified social credit code. It has 18 figures and capitals, without I, O, S, V and Z."
        ),
        "uscc.check": _l(
            "The code %(value)s does not check: its last character would have to be %(expected)s. Compare it with the licence."
        ),
        "organisation.known": _l(
            "This organisation is on the portal already. Ask its administrator to invite you."
        ),
        "organisation.yours": _l("You are a member of this organisation already."),
        "organisation.claim_needs_scan": _l(
            "This organisation is on the portal already but nobody verified acts for it. Attach a scan of its licence to claim it."
        ),
        "organisation.no_scan": _l("Attach a scan of the licence first."),
        "organisation.no_contact": _l("Enter a contact person and an e-mail address first."),
        "organisation.no_claim": _l("Nobody claims this organisation."),
        "organisation.claimed": _l(
            "Somebody claims this organisation; the operator decides about the claim first."
        ),
        "organisation.own": _l("You belong to this organisation. Somebody else has to verify it."),
        "organisation.not_verified": _l("Your organisation is not verified yet. That comes first."),
        "decision.reason": _l("Give a reason; the applicant reads it."),
        "person.block_self": _l("You cannot block your own account. Ask another administrator."),
        "invitation.member": _l("This person is a member already."),
        "invitation.refused": _l("Nobody can be invited while the organisation is refused."),
        "invitation.too_many": _l(
            "At most %(most)s invitations can wait at a time. Withdraw some or have the organisation verified."
        ),
        "invitation.other_address": _l(
            "This invitation is for %(email)s. Sign in with that address to accept it."
        ),
        "member.last_admin": _l("This is the last administrator. Make somebody else an administrator first."),
        "member.roles": _l("Choose at least one of the roles."),
        "operator.no_account": _l("There is no account with the address %(email)s. Sign up with it first."),
        "notice.organisation_verified": _l("The operator has verified %(organisation)s."),
        "notice.organisation_refused": _l("The operator has refused %(organisation)s and gives a reason."),
    }
)


def role_names(roles: list[str]) -> str:
    """Return the words for `roles` in one line."""
    return str(_l(", ")).join(name("role", role) for role in roles)
