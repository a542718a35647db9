"""The rules of payments as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_PAYING = _l("Paying for a deal")
_CONFIRMING = _l("Confirming a bank transfer")

register(
    (
        Rule(
            "AML-04",
            _l("The portal holds no client money: a transfer goes from the payer's account to the payee's."),
            "非银行支付机构监督管理条例",
            "M",
            _PAYING,
        ),
        Rule(
            "PAY-01",
            _l(
                "Whoever reported a transfer does not confirm it; somebody else in the payee's finance role does."
            ),
            _l("Rule of this portal"),
            "P",
            _CONFIRMING,
        ),
        Rule(
            "PAY-02",
            _l(
                "A payment is settled when exactly its amount in its currency has arrived, from the payer itself; "
                "a part leaves the rest due."
            ),
            _l("Rule of this portal"),
            "P",
            _CONFIRMING,
        ),
        Rule(
            "PAY-03",
            _l(
                "An online payment is settled by what the payment service answers when asked, never by the payer's "
                "return or by the message alone; a settled payment never goes back except by a refund."
            ),
            _l("Rule of this portal"),
            "P",
            _PAYING,
        ),
    )
)
