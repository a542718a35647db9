"""What a deal's page is made of: its story in words, the steps open to the reader, forms, papers, money."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_login import current_user

from portal.core import names
from portal.core.money import format_money
from portal.deals import brokering, forms, queries
from portal.deals.models import BOTH, LICENSEE, LICENSOR, Deal
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.workflow import engine, history
from portal.workflow.models import HistoryEntry

STEP_FORMS: dict[str, type[forms.StepForm]] = {
    "confirm_terms": forms.TermsForm,
    "send_notice": forms.NoticeForm,
    "file_recordal": forms.ReceiptForm,
    "confirm_recordal": forms.ReceiptForm,
    "object": forms.ObjectionForm,
    "accept_mandate": forms.MandateForm,
    "agree_commission": forms.CommissionForm,
}


def _awaits_consent(side: str) -> Callable[[Deal], bool]:
    return lambda deal: deal.broker_side == BOTH and side not in brokering.consents(deal)


def _awaits_confirmation(side: str) -> Callable[[Deal], bool]:
    return lambda deal: deal.commission.get("payer") == side and not deal.commission.get("confirmed_at")


def _mandate_open(deal: Deal) -> bool:
    return deal.broker_id is not None and not deal.mandate.get("accepted_at")


def _commission_open(deal: Deal) -> bool:
    return bool(deal.mandate.get("accepted_at")) and not deal.commission.get("confirmed_at")


# Steps that stay open while the deal lives are printed only when there is something to do.
_SHOWN_WHEN: dict[str, Callable[[Deal], bool]] = {
    "consent_licensee": _awaits_consent(LICENSEE),
    "consent_licensor": _awaits_consent(LICENSOR),
    "accept_mandate": _mandate_open,
    "decline_mandate": _mandate_open,
    "agree_commission": _commission_open,
    "confirm_commission_licensee": _awaits_confirmation(LICENSEE),
    "confirm_commission_licensor": _awaits_confirmation(LICENSOR),
}


def offered_steps(deal: Deal) -> list[engine.Step]:
    """Return the steps that the reader's page prints."""
    steps = engine.open_steps(OPEN_LICENCE, deal, current_user)
    return [step for step in steps if _SHOWN_WHEN.get(step.name, lambda _deal: True)(deal)]


def render_deal(deal: Deal, sent: dict[str, Any] | None = None) -> str:
    """Return the deal's page; `sent` holds forms that came back with something to mend, by step or by name."""
    returned = sent or {}
    steps = offered_steps(deal)
    entries = history.history_of(deal)
    return render_template(
        "deals/show.html",
        deal=deal,
        steps=steps,
        step_forms={step.name: _form(step.name, deal, returned) for step in steps if step.name in STEP_FORMS},
        refused={step.name: engine.refusals(step, deal, {"role": "BROKER"}) for step in steps},
        returned=returned,
        side=queries.side_of(deal, current_user),
        timeline=story(entries),
        notes=queries.notes(deal, current_user),
        tasks=queries.tasks(deal),
        note_form=returned.get("note") or forms.NoteForm(formdata=None, prefix="note-"),
        task_form=returned.get("task") or forms.TaskForm(formdata=None, prefix="task-"),
        licence=queries.licence_of(deal),
        broker_request=queries.open_request(deal),
        commission_due=brokering.commission_due(deal),
    )


def _form(name: str, deal: Deal, returned: dict[str, Any]) -> forms.StepForm:
    if name in returned:
        form: forms.StepForm = returned[name]
        return form
    return STEP_FORMS[name](formdata=None, prefix=f"{name}-", data={"version": deal.version})


def story(entries: list[HistoryEntry]) -> list[dict[str, Any]]:
    """Return the deal's history in words, the newest first."""
    people = queries.people(entries)
    portal = names.name("deal.side", "portal")
    return [
        {
            "at": entry.at,
            "title": names.name("deal.event", entry.action),
            "who": people.get(entry.actor_id, portal) if entry.actor_id is not None else portal,
            "note": _details(entry.detail),
            "tone": _TONES.get(entry.action),
        }
        for entry in reversed(entries)
    ]


_TONES = {
    "take_effect": "good",
    "settle_payment": "good",
    "confirm_recordal": "good",
    "fail": "bad",
    "lapse": "bad",
    "effect_in_doubt": "bad",
    "shortened": "bad",
    "right_ended": "bad",
    "right_back": "good",
    "money_came_late": "bad",
}
_PLAIN = ("number", "receipt", "filed_on", "recorded_on", "licence", "due", "text", "title", "signatory")


def _details(detail: dict[str, Any]) -> str:
    lines = [
        f"{names.name('deal.detail', key)} {names.written(key, detail[key])}"
        for key in _PLAIN
        if detail.get(key)
    ]
    if detail.get("amount") and detail.get("currency"):
        lines.append(format_money(int(detail["amount"]), str(detail["currency"])))
    if detail.get("refund_due"):
        amount = format_money(int(detail["refund_due"]), str(detail["currency"]))
        lines.append(f"{names.name('deal.detail', 'refund_due')} {amount}")
    if detail.get("sha256"):
        lines.append(f"SHA-256 {detail['sha256']}")
    return "\n".join(lines)
