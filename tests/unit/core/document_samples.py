"""One complete set of data per document template: what the features must hand over."""

from datetime import UTC, date, datetime

from portal.core.documents import Amount

ISSUED = datetime(2026, 4, 3, 7, 30, tzinfo=UTC)
ARRIVED = datetime(2026, 4, 1, 18, 0, tzinfo=UTC)

PATENTS = [
    {
        "title": "一种低温环境下锂离子电池组的分区加热与均衡方法",
        "patent_no": "ZL202010000001.1",
        "filing_date": date(2020, 1, 2),
        "grant_date": date(2022, 5, 3),
    }
]
HOLDER = {"name": "澜洲理工大学", "uscc": "12100000400000624D", "address": "滨海新区学海路 1 号"}
LICENSEE = {"name": "渤岸储能科技有限公司", "uscc": "91350100M000100Y43", "contact": "chen@example.org"}
STATEMENT = {
    "statement_no": "KF2026000123",
    "announced_on": date(2026, 3, 1),
    "fee_zh": "一次总付，人民币 80,000 元",
    "fee_en": "Lump sum, CNY 80,000",
    "period_from": date(2026, 3, 1),
    "period_to": date(2031, 2, 28),
}

SAMPLES = {
    "open_licence_notice": {
        "statement": STATEMENT,
        "patents": PATENTS,
        "holder": HOLDER,
        "licensee": LICENSEE,
        "signatory": {"name": "陈岚", "role_zh": "法定代表人", "role_en": "legal representative"},
        "given_at": ARRIVED,
        "delivery": {
            "channel_zh": "平台站内送达",
            "channel_en": "Portal inbox",
            "address": "澜洲理工大学技术转移中心",
            "arrived_at": ARRIVED,
        },
    },
    "licence_proof": {
        "statement": STATEMENT,
        "patents": PATENTS,
        "holder": HOLDER,
        "licensee": LICENSEE,
        "notice": {"reference": "N-2026-0001", "sha256": "0123456789abcdef" * 4, "arrived_at": ARRIVED},
        "payment": {
            "free": False,
            "amount": Amount(8_000_005, "CNY"),
            "paid_at": ISSUED,
            "method_zh": "银行转账",
            "method_en": "Bank transfer",
            "reference": "BT-1",
        },
        "effective_at": ISSUED,
        "recordal_due": date(2026, 7, 3),
    },
    "payment_receipt": {
        "payer": LICENSEE,
        "payee": HOLDER,
        "amount": Amount(8_000_005, "CNY"),
        "paid_at": ISSUED,
        "method_zh": "支付宝",
        "method_en": "Alipay",
        "payment_reference": "pi_123",
        "purpose_zh": "专利开放许可使用费",
        "purpose_en": "Open-licence fee",
        "deal_reference": "D-2026-1",
        "patents": PATENTS,
    },
    "recordal_checklist": {
        "deal_reference": "D-2026-1",
        "effective_at": ISSUED,
        "recordal_due": date(2026, 7, 3),
        "statement_no": "KF2026000123",
        "holder": HOLDER,
        "licensee": LICENSEE,
        "patents": PATENTS,
    },
}
