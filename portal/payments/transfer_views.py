"""Pages of a bank transfer: instructions and report for the payer, decision and slip for the payee."""

from typing import Any, cast

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core.capitals import in_capitals
from portal.core.errors import InputError, NotFound, RuleRefusal
from portal.core.money import to_major
from portal.core.names import sentence
from portal.core.settings import settings
from portal.core.storage import BlobStore, LocalBlobStore
from portal.core.uploads import receive
from portal.payments import service, transfers
from portal.payments.forms import DecisionForm, TransferForm
from portal.payments.models import BankTransfer, Payment
from portal.web import find, go, refusal_line

transfer_pages = Blueprint("transfers", __name__)


@transfer_pages.route("/payments/<public_id>/transfer", methods=["GET", "POST"])
@signed_in
def report(public_id: str) -> ResponseReturnValue:
    """Tell the payer where to transfer to, and take the report with its slip."""
    payment = find(Payment, public_id, Verb.PAYMENT_PAY)
    if request.method == "GET" and service.refusal(payment) is not None:
        return go("payments.show", public_id=public_id)
    form = TransferForm()
    form.amount.currency = payment.currency
    if form.validate_on_submit():
        try:
            _report(payment, form)
        except InputError as error:
            _mark(form, error)
        else:
            return go("payments.show", public_id=public_id)
    elif not form.is_submitted():
        form.amount.data = _plain(payment.outstanding_minor, payment.currency)
        form.payer_account.data = payment.payer.name_zh
    capitals = in_capitals(payment.outstanding_minor) if payment.currency == "CNY" else ""
    return render_template("payments/transfer.html", payment=payment, form=form, capitals=capitals)


@transfer_pages.route("/payments/<public_id>/decision", methods=["GET", "POST"])
@signed_in
def decide(public_id: str) -> ResponseReturnValue:
    """Let the payee's finance role say whether the money arrived."""
    payment = find(Payment, public_id, Verb.PAYMENT_CONFIRM)
    transfer = payment.pending_transfer
    if transfer is None:
        return go("payments.show", public_id=public_id)
    form = DecisionForm()
    form.received.currency = payment.currency
    if form.validate_on_submit():
        try:
            _decide(payment, form)
        except RuleRefusal as refusal:
            form.form_errors.append(refusal_line(refusal))
        else:
            return go("payments.show", public_id=public_id)
    elif not form.is_submitted():
        form.received.data = _plain(transfer.amount_minor, payment.currency)
    return render_template("payments/decision.html", payment=payment, transfer=transfer, form=form)


@transfer_pages.get("/payments/<public_id>/slips/<slip_id>")
@signed_in
def slip(public_id: str, slip_id: str) -> ResponseReturnValue:
    """Send the slip of a transfer, never as a page of this site."""
    payment = find(Payment, public_id, Verb.PAYMENT_SEE)
    transfer = next((one for one in payment.transfers if one.public_id == slip_id), None)
    if transfer is None:
        raise NotFound
    return _as_attachment(transfer)


def _report(payment: Payment, form: TransferForm) -> None:
    upload = form.slip.data
    kept = receive(
        _store(),
        upload.stream,
        upload.filename,
        allowed=transfers.SLIP_TYPES,
        max_bytes=transfers.MAX_SLIP_BYTES,
    )
    said = transfers.Report(
        amount_minor=cast(int, form.amount.minor),
        paid_on=form.paid_on.data,
        payer_account=form.payer_account.data,
        bank_serial=form.bank_serial.data or "",
        slip=kept,
    )
    transfers.report(payment, current_user, said)


def _decide(payment: Payment, form: DecisionForm) -> None:
    if form.decision.data == transfers.CONFIRMED:
        transfers.confirm(payment, current_user, cast(int, form.received.minor))
    else:
        transfers.reject(payment, current_user, form.reason.data)


def _mark(form: TransferForm, error: InputError) -> None:
    """Show a refusal beside the field that it is about."""
    fields: dict[str, Any] = {"file": form.slip, "paid_on": form.paid_on}
    field = fields.get(error.field or "")
    text = sentence(error.code, **error.params)
    if field is None:
        form.form_errors.append(text)
    else:
        field.errors = [*field.errors, text]


def _as_attachment(transfer: BankTransfer) -> ResponseReturnValue:
    response = send_file(
        _store().open(transfer.slip_blob),
        mimetype=transfer.slip_media_type,
        as_attachment=True,
        download_name=transfer.slip_name,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _store() -> BlobStore:
    return LocalBlobStore(settings().storage_dir)


def _plain(minor: int, currency: str) -> str:
    return f"{to_major(minor, currency):f}"
