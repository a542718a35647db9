"""Paying by bank transfer: reference, slip, confirmation by the payee's finance role; maker is not checker."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.accounts.organisations import Membership
from portal.core import clock
from portal.extensions import db
from portal.payments import ledger, references, service
from portal.payments.models import BankTransfer, Payment
from portal.workflow.history import history_of
from tests.cast import Cast
from tests.functional.payment_world import (
    AMOUNT,
    PURPOSE,
    Owed,
    assert_books,
    at_once,
    count,
    put_deal,
    put_payment,
    reread,
)


@pytest.fixture
def payment(app: Flask) -> Owed:
    return put_payment()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    return buffer.getvalue()


def report(browser: FlaskClient, payment: Owed, **changes: Any) -> TestResponse:
    said = {
        "amount": "50,000.00",
        "paid_on": clock.today().isoformat(),
        "payer_account": "渤岸新材料有限公司",
        "bank_serial": "2026112300017",
        "slip": (io.BytesIO(picture()), "回单.png"),
    }
    return browser.post(f"/payments/{payment.public_id}/transfer", data={**said, **changes})


def decide(browser: FlaskClient, payment: Owed, **said: str) -> TestResponse:
    return browser.post(f"/payments/{payment.public_id}/decision", data=said)


def test_reported_then_confirmed(cast: Cast, payment: Owed) -> None:
    payer, payee = cast.browser("qian"), cast.browser("zhao")
    instructions = payer.get(f"/payments/{payment.public_id}/transfer").text
    assert "6200000000000101" in instructions
    assert reread(payment).transfer_reference in instructions
    assert report(payer, payment).status_code == 303
    assert reread(payment).state == "processing"
    assert "waits for your confirmation" in payee.get(f"/payments/{payment.public_id}").text
    assert decide(payee, payment, decision="confirmed", received="50000").status_code == 303
    paid = reread(payment)
    assert (paid.state, paid.method, paid.received_minor) == ("paid", "bank_transfer", AMOUNT)
    assert [entry.action for entry in history_of(paid)] == ["fall_due", "report_transfer", "confirm_transfer"]
    assert set(ledger.balances().values()) == {0}
    assert_books()


def test_the_reader_in_chinese_sees_capitals_and_ten_thousands(cast: Cast, payment: Owed) -> None:
    page = cast.browser("qian", "zh").get(f"/payments/{payment.public_id}/transfer").text
    assert "¥50,000.00" in page
    assert "5万元" in page
    assert "人民币伍万元整" in page


def test_the_slip_comes_back_as_a_file_to_those_who_may_see(cast: Cast, payment: Owed) -> None:
    report(cast.browser("qian"), payment)
    page = cast.browser("zhao").get(f"/payments/{payment.public_id}/decision").text
    address = re.findall(r'href="/payments/([^"]+/slips/[^"]+)"', page)[0]
    slip = cast.browser("zhao").get(f"/payments/{address}")
    assert slip.mimetype == "image/png"
    assert slip.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in slip.headers["Content-Security-Policy"]
    assert cast.browser("ding").get(f"/payments/{address}").status_code == 404
    assert cast.browser("zhao").get(f"/payments/{payment.public_id}/slips/nothing").status_code == 404


def test_a_part_leaves_the_rest_due_then_both_settle(cast: Cast, payment: Owed) -> None:
    payer, payee = cast.browser("qian"), cast.browser("zhao")
    report(payer, payment, amount="2万")
    decide(payee, payment, decision="confirmed", received="19,999.99")
    half = reread(payment)
    assert (half.state, half.received_minor, half.outstanding_minor) == ("due", 1_999_999, 3_000_001)
    assert "30,000.01" in payer.get(f"/payments/{payment.public_id}").text
    assert_books()
    report(payer, payment, amount="30000.01")
    decide(payee, payment, decision="confirmed", received="30000.01")
    assert reread(payment).state == "paid"
    assert_books()


def test_too_much_settles_and_books_no_more_than_was_owed(cast: Cast, payment: Owed) -> None:
    report(cast.browser("qian"), payment, amount="60000")
    decide(cast.browser("zhao"), payment, decision="confirmed", received="60000")
    assert (reread(payment).state, reread(payment).received_minor) == ("paid", AMOUNT)
    assert db.session.scalars(select(BankTransfer.received_minor)).one() == 6_000_000
    noted = [entry for entry in history_of(reread(payment)) if entry.action == "transfer_overpaid"]
    assert [entry.detail["surplus_minor"] for entry in noted] == [6_000_000 - AMOUNT]
    assert_books()


def test_rejected_with_a_reason_then_reported_again(cast: Cast, payment: Owed) -> None:
    payer, payee = cast.browser("qian"), cast.browser("zhao")
    report(payer, payment)
    assert decide(payee, payment, decision="rejected", reason="wrong_payer").status_code == 303
    assert reread(payment).state == "failed"
    assert "not the payer" in payer.get(f"/payments/{payment.public_id}").text
    assert report(payer, payment).status_code == 303
    assert count(BankTransfer) == 2
    assert_books()


def test_the_maker_is_not_the_checker(cast: Cast, payment: Owed) -> None:
    """Somebody who works for both sides reports for one and may not confirm for the other."""
    both = cast.person("qian")
    db.session.add(Membership(user_id=both.id, organisation_id=payment.payee_id, roles=["finance"]))
    db.session.commit()
    browser = cast.browser("qian")
    report(browser, payment)
    for said in (
        {"decision": "confirmed", "received": "50000"},
        {"decision": "rejected", "reason": "duplicate"},
    ):
        answer = decide(browser, payment, **said)
        assert answer.status_code == 200
        assert "Somebody else in the finance role" in answer.text
        assert reread(payment).state == "processing"
    decide(cast.browser("zhao"), payment, decision="confirmed", received="50000")
    assert reread(payment).state == "paid"


@pytest.mark.parametrize(
    ("who", "reporting", "deciding"),
    [
        ("qian", 303, 403),
        ("chen", 303, 403),
        ("zhao", 403, 303),
        ("shen", 403, 303),
        ("lin", 403, 403),
        ("ding", 404, 404),
        ("shi", 403, 403),
    ],
)
def test_who_may_report_and_who_may_decide(
    cast: Cast, payment: Owed, who: str, reporting: int, deciding: int
) -> None:
    assert report(cast.browser(who), payment).status_code == reporting
    if reread(payment).state == "due":
        report(cast.browser("qian"), payment)
    assert decide(cast.browser(who), payment, decision="confirmed", received="50000").status_code == deciding


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"amount": "-1"}, "Enter an amount in figures"),
        ({"amount": ""}, "Enter the amount"),
        ({"amount": "1.234"}, "decimal places"),
        ({"paid_on": "2019-01-01"}, "within the past year"),
        ({"paid_on": (clock.today() + timedelta(days=2)).isoformat()}, "not in the future"),
        ({"paid_on": "soon"}, "is not a date"),
        ({"payer_account": ""}, "name on the account"),
        ({"slip": (io.BytesIO(b""), "")}, "Choose the file"),
        ({"slip": (io.BytesIO(b"MZ\x90\x00"), "slip.exe")}, "not accepted"),
        ({"slip": (io.BytesIO(b"<svg onload=alert(1)>"), "slip.png")}, "slip"),
        ({"slip": (io.BytesIO(b"%PDF-1.4 broken"), "slip.pdf")}, "slip"),
    ],
)
def test_a_wrong_report_is_told_how_to_be_mended(cast: Cast, payment: Owed, changes: Any, text: str) -> None:
    changes = {
        name: (io.BytesIO(value[0].getvalue()), value[1]) if name == "slip" else value
        for name, value in changes.items()
    }
    answer = report(cast.browser("qian"), payment, **changes)
    assert answer.status_code == 200
    assert "Please check what you entered" in answer.text
    assert text in answer.text
    assert (reread(payment).state, count(BankTransfer)) == ("due", 0)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"decision": "confirmed"},
        {"decision": "confirmed", "received": "0"},
        {"decision": "rejected"},
        {"decision": "perhaps"},
    ],
)
def test_a_wrong_decision_decides_nothing(cast: Cast, payment: Owed, said: dict[str, str]) -> None:
    report(cast.browser("qian"), payment)
    answer = decide(cast.browser("zhao"), payment, **said)
    assert answer.status_code == 200
    assert "Please check what you entered" in answer.text
    assert reread(payment).state == "processing"


def test_reported_twice_at_once_is_one_transfer(app: Flask, cast: Cast, payment: Owed) -> None:
    browsers = [cast.browser("qian") for _ in range(4)]

    def press(number: int) -> int:
        with app.app_context():
            status = report(browsers[number], payment).status_code
            db.session.remove()
        return status

    assert sorted(at_once(4, press))[0] == 303
    assert count(BankTransfer) == 1


def test_confirmed_twice_at_once_is_booked_once(app: Flask, cast: Cast, payment: Owed) -> None:
    report(cast.browser("qian"), payment)
    browsers = [cast.browser("zhao") for _ in range(2)] + [cast.browser("shen") for _ in range(2)]

    def press(number: int) -> int:
        with app.app_context():
            status = decide(browsers[number], payment, decision="confirmed", received="50000").status_code
            db.session.remove()
        return status

    at_once(4, press)
    assert (reread(payment).state, reread(payment).received_minor) == ("paid", AMOUNT)
    assert_books()


def test_a_closed_deal_takes_no_money(cast: Cast, app: Flask, work: Any) -> None:
    deal = put_deal()
    owed = service.demand(deal, PURPOSE, AMOUNT)
    kept = Owed(owed.id, owed.public_id, owed.payer_id, owed.payee_id, AMOUNT)
    deal.state = "lapsed_notice"
    db.session.commit()
    assert "has ended" in cast.browser("qian").get(f"/payments/{kept.public_id}").text
    assert report(cast.browser("qian"), kept).status_code == 409
    assert cast.browser("qian").post(f"/payments/{kept.public_id}/checkout").status_code == 409
    assert reread(kept).state == "due"
    from portal.jobs import queue

    queue.enqueue("payments.look_after", {"payment_id": kept.id})
    db.session.commit()
    work()
    assert reread(kept).state == "cancelled"
    assert_books()


def test_lists_show_each_side_its_own(cast: Cast, payment: Owed) -> None:
    reference = reread(payment).transfer_reference
    expected = {"qian": (True, False), "zhao": (False, True), "ding": (False, False)}
    for who, (paying, receiving) in expected.items():
        browser = cast.browser(who)
        assert (reference in browser.get("/payments?side=payer").text) is paying
        assert (reference in browser.get("/payments?side=payee").text) is receiving
        assert (reference in browser.get("/payments").text) is (paying or receiving)
    assert reference in cast.browser("shi").get("/payments").text


def test_the_list_and_the_page_agree_for_the_whole_cast(cast: Cast, payment: Owed) -> None:
    from portal.access.permissions import Verb
    from portal.access.policy import can
    from portal.demo.cast import read

    for row in read("cast"):
        actor = cast.person(row["key"])
        listed = set(db.session.scalars(select(Payment.id).where(Payment.visible_to(actor))))
        allowed = {one.id for one in db.session.scalars(select(Payment)) if can(actor, Verb.PAYMENT_SEE, one)}
        assert listed == allowed, row["key"]


def test_strangers_are_told_that_there_is_nothing(cast: Cast, payment: Owed) -> None:
    for path in ("", "/returned", "/state", "/transfer", "/decision"):
        assert cast.browser("ding").get(f"/payments/{payment.public_id}{path}").status_code == 404
    assert cast.app.test_client().get(f"/payments/{payment.public_id}").status_code == 302


def test_references_notice_a_slip_of_the_pen() -> None:
    for _ in range(200):
        reference = references.new_transfer_reference()
        assert references.is_transfer_reference(reference.lower())
        swapped = reference[:4] + reference[5] + reference[4] + reference[6:]
        assert swapped == reference or not references.is_transfer_reference(swapped)
        wrong = reference[:3] + ("2" if reference[3] != "2" else "3") + reference[4:]
        assert not references.is_transfer_reference(wrong)
