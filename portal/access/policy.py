"""The permission table, and the only two functions that read it."""

from typing import Any

from flask_login import current_user

from portal.access import predicates as ask
from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.predicates import Question
from portal.core.errors import Forbidden, NotFound

# Each verb is allowed where any one of its questions is answered with yes.
TABLE: dict[Verb, tuple[Question, ...]] = {
    Verb.ORGANISATION_SEE: (ask.thing_is_public, ask.member_of_owner, ask.operator),
    Verb.ORGANISATION_EDIT: (ask.admin_of_owner,),
    Verb.ORGANISATION_MEMBERS: (ask.admin_of_owner,),
    Verb.ORGANISATION_VERIFY: (ask.reviewer,),
    Verb.ORGANISATION_CLAIM: (ask.signed_in,),
    Verb.BROKER_SEE: (ask.thing_is_public, ask.the_person, ask.operator),
    Verb.BROKER_EDIT: (ask.the_person,),
    Verb.BROKER_VERIFY: (ask.reviewer,),
    Verb.PATENT_SEE: (ask.anyone,),
    Verb.PATENT_IMPORT: (ask.officer_of_owner,),
    Verb.PATENT_INSIDE: (ask.member_of_owner, ask.operator),
    Verb.PATENT_FACTS: (ask.officer_of_owner, ask.reviewer),
    Verb.FACT_TAKE_BACK: (ask.officer_of_owner_that_entered, ask.reviewer),
    Verb.IMPORT_SEE: (ask.member_of_owner,),
    Verb.ANNUITIES_SEE: (ask.member_of_owner, ask.operator),
    Verb.ANNUITIES_FEED: (ask.office_of_owner,),
    Verb.ANNUITY_RECORD: (ask.office_of_owner, ask.reviewer),
    Verb.LISTING_SEE: (ask.thing_is_public, ask.member_of_owner, ask.operator),
    Verb.LISTING_CREATE: (ask.officer_of_owner,),
    Verb.LISTING_EDIT: (ask.officer_of_owner,),
    Verb.LISTING_REVIEW: (ask.reviewer,),
    Verb.LISTING_INSIDE: (ask.member_of_owner, ask.operator),
    Verb.LISTING_SYSTEM: (ask.the_system,),
    Verb.LISTING_FILE_SEE: (ask.thing_is_public, ask.account_where_enough, ask.member_of_owner, ask.operator),
    Verb.STATEMENT_SEE: (ask.thing_is_public, ask.member_of_owner, ask.operator),
    Verb.STATEMENT_EDIT: (ask.officer_of_owner,),
    Verb.STATEMENT_RECORD: (ask.officer_of_owner, ask.reviewer),
    Verb.STATEMENT_SHEET: (ask.officer_somewhere, ask.reviewer),
    Verb.STATEMENT_SYSTEM: (ask.the_system,),
    Verb.DEAL_OPEN: (ask.officer_somewhere,),
    Verb.DEAL_SEE: (ask.member_of_licensor, ask.member_of_licensee, ask.broker_on_it, ask.operator),
    Verb.DEAL_AS_LICENSEE: (ask.officer_of_licensee,),
    Verb.DEAL_AS_LICENSOR: (ask.officer_of_licensor,),
    Verb.DEAL_AS_PARTY: (ask.officer_of_licensor, ask.officer_of_licensee),
    Verb.DEAL_AS_BROKER: (ask.broker_on_it,),
    Verb.DEAL_NOTE: (ask.officer_of_licensor, ask.officer_of_licensee, ask.broker_on_it),
    Verb.BROKER_REQUEST: (ask.officer_of_owner,),
    Verb.DEAL_ASSIGN_BROKER: (ask.reviewer,),
    Verb.DEAL_SYSTEM: (ask.the_system,),
    Verb.PAYMENT_SEE: (ask.payer_member, ask.payee_member, ask.operator),
    Verb.PAYMENT_PAY: (ask.payer_officer,),
    Verb.PAYMENT_CONFIRM: (ask.payee_finance,),
    Verb.PAYMENT_SYSTEM: (ask.the_system,),
    Verb.RESCUE_SEE: (
        ask.thing_is_public,
        ask.member_of_owner,
        ask.member_of_invited,
        ask.broker_where_open,
        ask.operator,
    ),
    Verb.RESCUE_DECLARE: (ask.officer_of_owner,),
    Verb.RESCUE_DECIDE: (ask.reviewer,),
    Verb.RESCUE_SYSTEM: (ask.the_system,),
    Verb.TAKEOVER_SEE: (ask.member_of_assignor, ask.member_of_assignee, ask.operator),
    Verb.TAKEOVER_ACT: (ask.officer_of_assignor, ask.officer_of_assignee, ask.the_system),
    Verb.TAKEOVER_CONFIRM: (ask.officer_of_the_other_side, ask.reviewer),
    Verb.RESERVE_SEE: (ask.member_of_owner, ask.operator),
    Verb.RESERVE_KEEP: (ask.officer_of_owner,),
    Verb.RESERVE_OPEN: (ask.reviewer,),
    Verb.INVENTORY_SEE: (ask.member_of_owner,),
    Verb.INVENTORY_MANAGE: (ask.officer_of_owner,),
    Verb.INVENTORY_ITEM_SEE: (ask.officer_of_owner, ask.reviewer_of_department),
    Verb.INVENTORY_ANSWER: (ask.officer_of_owner, ask.the_system),
    Verb.INVENTORY_DEPARTMENT: (ask.reviewer_of_department, ask.admin_of_owner),
    Verb.INVENTORY_REVIEW: (ask.officer_of_owner, ask.reviewer_of_department),
    Verb.INVENTORY_BATCH: (ask.the_person,),
    Verb.BACKOFFICE: (ask.operator,),
    Verb.JOB_SEE: (ask.operator_admin,),
    Verb.AUDIT_SEE: (ask.operator_admin,),
    Verb.PEOPLE_SEE: (ask.operator_admin,),
    Verb.PERSON_BLOCK: (ask.operator_admin,),
    Verb.PARAMETER_SEE: (ask.operator,),
    Verb.PARAMETER_EDIT: (ask.operator_admin,),
}

# Whoever may not even see a thing is told that there is none.
SEEING: dict[str, Verb] = {
    "organisation": Verb.ORGANISATION_SEE,
    "broker_profile": Verb.BROKER_SEE,
    "patent": Verb.PATENT_SEE,
    "import_batch": Verb.IMPORT_SEE,
    "listing": Verb.LISTING_SEE,
    "listing_file": Verb.LISTING_FILE_SEE,
    "statement": Verb.STATEMENT_SEE,
    "deal": Verb.DEAL_SEE,
    "payment": Verb.PAYMENT_SEE,
    "intention": Verb.RESCUE_SEE,
    "takeover": Verb.TAKEOVER_SEE,
    "reserve": Verb.RESERVE_SEE,
    "reserve_item": Verb.RESERVE_SEE,
    "rule_parameter": Verb.PARAMETER_SEE,
    "inventory_department": Verb.INVENTORY_SEE,
    "inventory_round": Verb.INVENTORY_SEE,
    "inventory_item": Verb.INVENTORY_ITEM_SEE,
    "inventory_batch": Verb.INVENTORY_BATCH,
}


def can(actor: Actor, verb: Verb | str, thing: Any = None) -> bool:
    """Tell whether `actor` may do `verb` to `thing`."""
    return any(question(actor, thing) for question in TABLE[Verb(verb)])


def require(verb: Verb, thing: Any = None, actor: Actor | None = None) -> None:
    """Return where the actor (the signed-in reader unless given) may do `verb`.

    Raises NotFound to whoever may not even see the thing, and Forbidden to whoever may see but not do.
    """
    who: Actor = actor or current_user
    if can(who, verb, thing):
        return
    seeing = SEEING.get(getattr(thing, "__tablename__", ""))
    if thing is not None and (seeing is None or not can(who, seeing, thing)):
        raise NotFound
    raise Forbidden("error.forbidden")
